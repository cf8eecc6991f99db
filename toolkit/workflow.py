"""Where a measure stands, and which step leads where: one table, one function."""

from __future__ import annotations

from enum import StrEnum

from toolkit.messages import Message
from toolkit.model import MeasureState as State
from toolkit.model import Outcome, RoundKind


class Step(StrEnum):
    RELEASE = "release"
    TAKE_BACK = "take_back"
    SUBMIT = "submit"
    RETURN_INCOMPLETE = "return_incomplete"
    START_REVIEW = "start_review"
    REQUEST_CHANGES = "request_changes"
    FINISH_REVIEW = "finish_review"
    DECIDE = "decide"
    IMPLEMENT = "implement"
    POSTPONE = "postpone"
    DEFER = "defer"
    REJECT = "reject"
    PASS_ON = "pass_on"  # noqa: S105  # a step, no password
    MERGE = "merge"
    END = "end"
    REOPEN = "reopen"
    START_REVISION = "start_revision"
    START_REPEAT = "start_repeat"
    WITHDRAW = "withdraw"
    RESUME = "resume"


class StepNotPossibleError(Exception):
    """The measure is in a state from which the step does not lead anywhere."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"{step} is not possible from {state}")
        self.message = Message.of(f"workflow.not_possible.{step.value}")


# In these the municipality works on a revision of its own.
EDITABLE = frozenset({State.DRAFT, State.INCOMPLETE, State.CHANGES_REQUESTED})
# These have a working revision; in all others the newest one is submitted. What is withdrawn may have one.
WORKING = EDITABLE | {State.RELEASED}
IN_HAND = frozenset({State.SUBMITTED, State.IN_REVIEW, State.RESUBMITTED})
# The coordination has released the reviews: from here on the municipality and the steering group read them.
REVIEWED_ON = frozenset(
    {
        State.REVIEWED, State.DECIDED, State.IN_IMPLEMENTATION, State.DEFERRED, State.REJECTED,
        State.PASSED_ON, State.ENDED,
    }
)  # fmt: skip
COMPARED = frozenset(State) - {State.WITHDRAWN, State.MERGED}
_BEFORE_A_DECISION = WORKING | IN_HAND | {State.REVIEWED}
_REVISABLE = {State.SUBMITTED, State.DECIDED, State.IN_IMPLEMENTATION, State.DEFERRED}

TABLE: dict[tuple[State, Step], State] = {
    **{(state, Step.RELEASE): State.RELEASED for state in EDITABLE},
    (State.RELEASED, Step.TAKE_BACK): State.DRAFT,
    (State.DRAFT, Step.SUBMIT): State.SUBMITTED,
    (State.INCOMPLETE, Step.SUBMIT): State.SUBMITTED,
    (State.RELEASED, Step.SUBMIT): State.SUBMITTED,
    (State.CHANGES_REQUESTED, Step.SUBMIT): State.RESUBMITTED,
    (State.SUBMITTED, Step.RETURN_INCOMPLETE): State.INCOMPLETE,
    (State.SUBMITTED, Step.START_REVIEW): State.IN_REVIEW,
    (State.RESUBMITTED, Step.START_REVIEW): State.IN_REVIEW,
    **{
        (state, Step.REQUEST_CHANGES): State.CHANGES_REQUESTED
        for state in (State.IN_REVIEW, State.RESUBMITTED, State.REVIEWED, State.DECIDED)
    },
    (State.IN_REVIEW, Step.FINISH_REVIEW): State.REVIEWED,
    (State.RESUBMITTED, Step.FINISH_REVIEW): State.REVIEWED,
    (State.REVIEWED, Step.DECIDE): State.DECIDED,
    (State.DECIDED, Step.IMPLEMENT): State.IN_IMPLEMENTATION,
    (State.DECIDED, Step.POSTPONE): State.REVIEWED,
    (State.DECIDED, Step.DEFER): State.DEFERRED,
    (State.DECIDED, Step.REJECT): State.REJECTED,
    (State.DECIDED, Step.MERGE): State.MERGED,
    **{(state, Step.PASS_ON): State.PASSED_ON for state in (State.DECIDED, State.IN_IMPLEMENTATION)},
    **{(state, Step.END): State.ENDED for state in (State.DECIDED, State.IN_IMPLEMENTATION)},
    **{(state, Step.REOPEN): State.REVIEWED for state in (State.REJECTED, State.DEFERRED)},
    **{(state, Step.START_REVISION): State.DRAFT for state in _REVISABLE},
    **{(state, Step.START_REPEAT): State.DRAFT for state in _REVISABLE | {State.REVIEWED}},
    **{(state, Step.WITHDRAW): State.WITHDRAWN for state in _BEFORE_A_DECISION},
    (State.WITHDRAWN, Step.RESUME): State.DRAFT,
}

# What a steering group may talk about: what was reviewed, and what it said something about before.
ON_AN_AGENDA = frozenset({State.REVIEWED, State.IN_IMPLEMENTATION, State.DEFERRED, State.REJECTED})
# Where a published outcome leads; the others leave the measure where it is, and it comes back on an agenda.
OUTCOME_STEP = {
    Outcome.IMPLEMENT: Step.IMPLEMENT,
    Outcome.IMPLEMENT_WITH_CONDITION: Step.IMPLEMENT,
    Outcome.REWORK: Step.REQUEST_CHANGES,
    Outcome.DEFER: Step.DEFER,
    Outcome.MERGE: Step.MERGE,
    Outcome.REJECT: Step.REJECT,
    Outcome.PASS_ON: Step.PASS_ON,
    Outcome.END: Step.END,
}
_BEFORE_DECIDING = {State.REVIEWED: (), State.DEFERRED: (Step.REOPEN,), State.REJECTED: (Step.REOPEN,)}
# What a closed meeting does: the group's steps, whoever led it.
OF_A_MEETING = frozenset(
    {
        Step.DECIDE, Step.REOPEN, Step.IMPLEMENT, Step.POSTPONE, Step.DEFER, Step.REJECT, Step.MERGE,
        Step.PASS_ON, Step.END,
    }
)  # fmt: skip
# These change nothing but the state; every other step has a verb of its own.
PLAIN = (Step.WITHDRAW, Step.RESUME)
# Where the municipality works on what was asked of it.
_OF_ROUND = {RoundKind.CHANGES: State.CHANGES_REQUESTED, RoundKind.INCOMPLETE: State.INCOMPLETE}
# What is told to those outside the municipality and its review: not how often something went back and forth.
_IN_PUBLIC = {
    State.RELEASED: State.DRAFT,
    State.INCOMPLETE: State.SUBMITTED,
    State.CHANGES_REQUESTED: State.IN_REVIEW,
    State.RESUBMITTED: State.IN_REVIEW,
    State.DECIDED: State.REVIEWED,
}


def after(state: State, step: Step, *, submitted: bool = False, open_round: RoundKind | None = None) -> State:
    """The state after a step. Raises `StepNotPossibleError`, whose message says why.

    What was withdrawn resumes where its newest revision stands: still working, or `submitted`. While a round
    is open, the way back and forth leads to the round and not to the beginning.
    """
    if (state, step) not in TABLE:
        raise StepNotPossibleError(state, step)
    if step is Step.RESUME and submitted:
        return State.SUBMITTED
    reached = TABLE[state, step]
    if open_round is not None and step in (Step.TAKE_BACK, Step.RESUME):
        return _OF_ROUND[open_round]
    if state is State.RELEASED and step is Step.SUBMIT and open_round is not None:
        return TABLE[_OF_ROUND[open_round], step]
    return reached


def steps_of_outcome(state: State, outcome: Outcome) -> tuple[Step, ...]:
    """The steps by which an outcome moves a measure that is in this state, none where it stays there.

    Raises `StepNotPossibleError` where the outcome leads nowhere from it.
    """
    last = OUTCOME_STEP.get(outcome)
    if state in _BEFORE_DECIDING and last is not None:
        return (*_BEFORE_DECIDING[state], Step.DECIDE, last)
    if state is State.REVIEWED:
        return (Step.DECIDE, Step.POSTPONE)
    if last is not None and (state, last) not in TABLE:
        raise StepNotPossibleError(state, last)
    return (last,) if last else ()


def possible_steps(state: State) -> tuple[Step, ...]:
    return tuple(step for step in Step if (state, step) in TABLE)


def public_state(state: State) -> State:
    """The state as others than its municipality and its advisors are told it."""
    return _IN_PUBLIC.get(state, state)


def state_title(state: State) -> Message:
    return Message.of(f"workflow.state.{state.value}")
