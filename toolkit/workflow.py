"""Where a measure stands, and which step leads where: one table, one function."""

from __future__ import annotations

from enum import StrEnum

from toolkit.messages import Message
from toolkit.model import MeasureState


class Step(StrEnum):
    SUBMIT = "submit"
    START_REVISION = "start_revision"
    START_REPEAT = "start_repeat"
    WITHDRAW = "withdraw"
    RESUME = "resume"


class StepNotPossibleError(Exception):
    """The measure is in a state from which the step does not lead anywhere."""

    def __init__(self, state: MeasureState, step: Step) -> None:
        super().__init__(f"{step} is not possible from {state}")
        self.message = Message.of(f"workflow.not_possible.{step.value}")


TABLE: dict[tuple[MeasureState, Step], MeasureState] = {
    (MeasureState.DRAFT, Step.SUBMIT): MeasureState.SUBMITTED,
    (MeasureState.SUBMITTED, Step.START_REVISION): MeasureState.DRAFT,
    (MeasureState.SUBMITTED, Step.START_REPEAT): MeasureState.DRAFT,
    (MeasureState.DRAFT, Step.WITHDRAW): MeasureState.WITHDRAWN,
    (MeasureState.SUBMITTED, Step.WITHDRAW): MeasureState.WITHDRAWN,
    (MeasureState.WITHDRAWN, Step.RESUME): MeasureState.DRAFT,
}

EDITABLE = frozenset({MeasureState.DRAFT})
COMPARED = frozenset({MeasureState.DRAFT, MeasureState.SUBMITTED})
# These change nothing but the state; every other step has a verb of its own.
PLAIN = (Step.WITHDRAW, Step.RESUME)


def after(state: MeasureState, step: Step, *, submitted: bool = False) -> MeasureState:
    """The state after a step. Raises `StepNotPossibleError`, whose message says why.

    What was withdrawn resumes where its newest revision stands: still working, or `submitted`.
    """
    if (state, step) not in TABLE:
        raise StepNotPossibleError(state, step)
    if step is Step.RESUME and submitted:
        return MeasureState.SUBMITTED
    return TABLE[state, step]


def possible_steps(state: MeasureState) -> tuple[Step, ...]:
    return tuple(step for step in Step if (state, step) in TABLE)


def state_title(state: MeasureState) -> Message:
    return Message.of(f"workflow.state.{state.value}")
