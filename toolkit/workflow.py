"""Where a measure stands, and which step leads where: one table, one function."""

from __future__ import annotations

from enum import StrEnum

from toolkit.messages import Message
from toolkit.model import MeasureState


class Step(StrEnum):
    WITHDRAW = "withdraw"
    RESUME = "resume"


class StepNotPossibleError(Exception):
    """The measure is in a state from which the step does not lead anywhere."""

    def __init__(self, state: MeasureState, step: Step) -> None:
        super().__init__(f"{step} is not possible from {state}")
        self.message = Message.of(f"workflow.not_possible.{step.value}")


TABLE: dict[tuple[MeasureState, Step], MeasureState] = {
    (MeasureState.DRAFT, Step.WITHDRAW): MeasureState.WITHDRAWN,
    (MeasureState.WITHDRAWN, Step.RESUME): MeasureState.DRAFT,
}

EDITABLE = frozenset({MeasureState.DRAFT})
COMPARED = frozenset({MeasureState.DRAFT})


def after(state: MeasureState, step: Step) -> MeasureState:
    """The state after a step. Raises `StepNotPossibleError`, whose message says why."""
    try:
        return TABLE[state, step]
    except KeyError:
        raise StepNotPossibleError(state, step) from None


def possible_steps(state: MeasureState) -> tuple[Step, ...]:
    return tuple(step for step in Step if (state, step) in TABLE)


def state_title(state: MeasureState) -> Message:
    return Message.of(f"workflow.state.{state.value}")
