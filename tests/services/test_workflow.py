"""The full square: from every position of a measure, what each action leads to, or why it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from tests.houses import TestHouse
from toolkit import workflow
from toolkit.access import Action, Actor
from toolkit.model import CheckKind, DependencyKind, Measure, MeasureState, RoundKind
from toolkit.model import MeasureState as State
from toolkit.model.inputs import AnswerInput, EvidenceInput
from toolkit.services.assessments import answer_question
from toolkit.services.checks import change_check
from toolkit.services.dependencies import add_dependency
from toolkit.services.errors import RefusedError
from toolkit.services.evidence import add_evidence
from toolkit.services.indicators import save_indicator
from toolkit.services.measures import change_fact, open_measure, take_step
from toolkit.services.partners import save_partner
from toolkit.services.revisions import start_repeat_assessment, start_revision
from toolkit.services.submitting import submit_measure
from toolkit.workflow import Step

Act = Callable[[Session, Actor, int], object]


def change_title(session: Session, actor: Actor, measure_id: int) -> None:
    title = open_measure(session, actor, measure_id=measure_id).title
    change_fact(session, actor, measure_id=measure_id, field="title", based_on=title, entered="Neu")


def answer(session: Session, actor: Actor, measure_id: int) -> None:
    change = AnswerInput(reason="neu")
    answer_question(session, actor, measure_id=measure_id, question="S1", based_on=0, change=change)


def name_evidence(session: Session, actor: Actor, measure_id: int) -> None:
    entered = EvidenceInput(title="ISEK")
    add_evidence(session, actor, measure_id=measure_id, question="S1", entered=entered)


def name_partner(session: Session, actor: Actor, measure_id: int) -> None:
    save_partner(session, actor, measure_id=measure_id, entered={"name": "Kreis"})


def name_indicator(session: Session, actor: Actor, measure_id: int) -> None:
    save_indicator(session, actor, measure_id=measure_id, entered={"name": "Abrufe"})


def depend(session: Session, actor: Actor, measure_id: int) -> None:
    kind = DependencyKind.REQUIRES
    add_dependency(session, actor, measure_id=measure_id, other_id=measure_id + 1, kind=kind)


def check(session: Session, actor: Actor, measure_id: int) -> None:
    change_check(
        session, actor, measure_id=measure_id, kind=CheckKind.LAW, field="checked_by", based_on="",
        entered="Rechtsamt",
    )  # fmt: skip


def step(which: Step) -> Act:
    return lambda session, actor, measure_id: take_step(session, actor, measure_id=measure_id, step=which)


EDITS: dict[str, Act] = {
    "change_facts": change_title,
    "answer": answer,
    "evidence": name_evidence,
    "partner": name_partner,
    "indicator": name_indicator,
    "dependency": depend,
    "check": check,
}
STEPS: dict[Step, Act] = {
    Step.SUBMIT: lambda session, actor, key: submit_measure(session, actor, measure_id=key),
    Step.START_REVISION: lambda session, actor, key: start_revision(session, actor, measure_id=key),
    Step.START_REPEAT: lambda session, actor, key: start_repeat_assessment(session, actor, measure_id=key),
    Step.WITHDRAW: step(Step.WITHDRAW),
    Step.RESUME: step(Step.RESUME),
}
# How a measure comes into each position.
POSITIONS: dict[str, tuple[Step, ...]] = {
    "draft": (),
    "submitted": (Step.SUBMIT,),
    "reworked": (Step.SUBMIT, Step.START_REVISION),
    "repeated": (Step.SUBMIT, Step.START_REPEAT),
    "withdrawn": (Step.WITHDRAW,),
    "withdrawn after submitting": (Step.SUBMIT, Step.WITHDRAW),
}
DRAFT, SUBMITTED, WITHDRAWN = MeasureState.DRAFT, MeasureState.SUBMITTED, MeasureState.WITHDRAWN
_WORKING: dict[Step, MeasureState | None] = {
    Step.SUBMIT: SUBMITTED,
    Step.START_REVISION: None,
    Step.START_REPEAT: None,
    Step.WITHDRAW: WITHDRAWN,
    Step.RESUME: None,
}
_RESTING: dict[Step, MeasureState | None] = dict.fromkeys(STEPS)
# The state after each step; None where it is refused.
SQUARE: dict[str, dict[Step, MeasureState | None]] = {
    "draft": _WORKING,
    "reworked": _WORKING,
    "repeated": _WORKING,
    "submitted": {
        Step.SUBMIT: None,
        Step.START_REVISION: DRAFT,
        Step.START_REPEAT: DRAFT,
        Step.WITHDRAW: WITHDRAWN,
        Step.RESUME: None,
    },
    "withdrawn": {**_RESTING, Step.RESUME: DRAFT},
    "withdrawn after submitting": {**_RESTING, Step.RESUME: SUBMITTED},
}
EDITING = {
    "draft": None,
    "reworked": None,
    "repeated": None,
    "submitted": "access.submitted",
    "withdrawn": "access.not_editable",
    "withdrawn after submitting": "access.not_editable",
}


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    municipality_id = house.municipality("Beispielförde")
    measure_id = house.measure(municipality_id)
    house.measure(municipality_id, title="Eine andere")
    return measure_id


def do(house: TestHouse, act: Act, measure_id: int) -> str | None:
    """None where it worked, else the key of the refusal's sentence."""
    try:
        with house.database.writing() as session:
            act(session, house.actor, measure_id)
    except RefusedError as refusal:
        return refusal.message.key
    return None


def state(house: TestHouse, measure_id: int) -> MeasureState:
    with house.database.reading() as session:
        return session.exec(select(Measure.state).where(Measure.id == measure_id)).one()


def bring(house: TestHouse, measure_id: int, position: str) -> None:
    for each in POSITIONS[position]:
        assert do(house, STEPS[each], measure_id) is None


def test_every_position_has_a_row_in_the_square_and_every_action_of_a_planner_its_step() -> None:
    assert [set(row) for row in SQUARE.values()] == [set(STEPS)] * len(POSITIONS)
    assert set(SQUARE) == set(EDITING) == set(POSITIONS)
    assert {Action(each.value) for each in STEPS} <= set(Action)


# From each state the steps that lead on, with the state they lead to; every other step is refused.
WAYS: dict[MeasureState, dict[Step, MeasureState]] = {
    State.DRAFT: {Step.RELEASE: State.RELEASED, Step.SUBMIT: SUBMITTED, Step.WITHDRAW: WITHDRAWN},
    State.RELEASED: {Step.TAKE_BACK: DRAFT, Step.SUBMIT: SUBMITTED, Step.WITHDRAW: WITHDRAWN},
    State.SUBMITTED: {
        Step.RETURN_INCOMPLETE: State.INCOMPLETE,
        Step.START_REVIEW: State.IN_REVIEW,
        Step.START_REVISION: DRAFT,
        Step.START_REPEAT: DRAFT,
        Step.WITHDRAW: WITHDRAWN,
    },
    State.INCOMPLETE: {Step.RELEASE: State.RELEASED, Step.SUBMIT: SUBMITTED, Step.WITHDRAW: WITHDRAWN},
    State.IN_REVIEW: {
        Step.REQUEST_CHANGES: State.CHANGES_REQUESTED,
        Step.FINISH_REVIEW: State.REVIEWED,
        Step.WITHDRAW: WITHDRAWN,
    },
    State.CHANGES_REQUESTED: {
        Step.RELEASE: State.RELEASED,
        Step.SUBMIT: State.RESUBMITTED,
        Step.WITHDRAW: WITHDRAWN,
    },
    State.RESUBMITTED: {
        Step.START_REVIEW: State.IN_REVIEW,
        Step.REQUEST_CHANGES: State.CHANGES_REQUESTED,
        Step.FINISH_REVIEW: State.REVIEWED,
        Step.WITHDRAW: WITHDRAWN,
    },
    State.REVIEWED: {
        Step.REQUEST_CHANGES: State.CHANGES_REQUESTED,
        Step.DECIDE: State.DECIDED,
        Step.START_REPEAT: DRAFT,
        Step.WITHDRAW: WITHDRAWN,
    },
    State.DECIDED: {
        Step.REQUEST_CHANGES: State.CHANGES_REQUESTED,
        Step.IMPLEMENT: State.IN_IMPLEMENTATION,
        Step.POSTPONE: State.REVIEWED,
        Step.DEFER: State.DEFERRED,
        Step.REJECT: State.REJECTED,
        Step.PASS_ON: State.PASSED_ON,
        Step.MERGE: State.MERGED,
        Step.END: State.ENDED,
        Step.START_REVISION: DRAFT,
        Step.START_REPEAT: DRAFT,
    },
    State.IN_IMPLEMENTATION: {
        Step.PASS_ON: State.PASSED_ON,
        Step.END: State.ENDED,
        Step.START_REVISION: DRAFT,
        Step.START_REPEAT: DRAFT,
    },
    State.DEFERRED: {Step.REOPEN: State.REVIEWED, Step.START_REVISION: DRAFT, Step.START_REPEAT: DRAFT},
    State.REJECTED: {Step.REOPEN: State.REVIEWED},
    State.PASSED_ON: {},
    State.MERGED: {},
    State.ENDED: {},
    State.WITHDRAWN: {Step.RESUME: DRAFT},
}


def way(state: MeasureState, step: Step) -> MeasureState | str:
    """Where the step leads, or the key of the sentence why it does not."""
    try:
        return workflow.after(state, step)
    except workflow.StepNotPossibleError as error:
        return error.message.key


def test_the_full_square_of_states_and_steps_is_what_was_decided() -> None:
    decided = {
        (state, each): WAYS[state].get(each, f"workflow.not_possible.{each.value}")
        for state in State
        for each in Step
    }
    assert {(state, each): way(state, each) for state in State for each in Step} == decided


def test_the_way_back_leads_into_an_open_round_and_not_to_the_beginning() -> None:
    led = {
        (kind, state, each): workflow.after(state, each, open_round=kind)
        for kind in RoundKind
        for state, each in workflow.TABLE
        if workflow.after(state, each, open_round=kind) is not workflow.after(state, each)
    }
    assert led == {
        (RoundKind.CHANGES, State.RELEASED, Step.TAKE_BACK): State.CHANGES_REQUESTED,
        (RoundKind.CHANGES, State.RELEASED, Step.SUBMIT): State.RESUBMITTED,
        (RoundKind.CHANGES, State.WITHDRAWN, Step.RESUME): State.CHANGES_REQUESTED,
        (RoundKind.INCOMPLETE, State.RELEASED, Step.TAKE_BACK): State.INCOMPLETE,
        (RoundKind.INCOMPLETE, State.WITHDRAWN, Step.RESUME): State.INCOMPLETE,
    }


def test_the_public_is_not_told_how_often_something_went_back_and_forth() -> None:
    told = {state: workflow.public_state(state) for state in State}
    assert {state: public for state, public in told.items() if public is not state} == {
        State.RELEASED: State.DRAFT,
        State.INCOMPLETE: State.SUBMITTED,
        State.CHANGES_REQUESTED: State.IN_REVIEW,
        State.RESUBMITTED: State.IN_REVIEW,
        State.DECIDED: State.REVIEWED,
    }


@pytest.mark.parametrize("position", POSITIONS)
def test_each_step_leads_where_the_square_says_or_is_refused_with_its_sentence(
    house: TestHouse, measure_id: int, position: str
) -> None:
    bring(house, measure_id, position)
    before = state(house, measure_id)
    refused = [each for each, after in SQUARE[position].items() if after is None]
    said = {each: do(house, STEPS[each], measure_id) for each in refused}
    assert said == {each: f"workflow.not_possible.{each.value}" for each in refused}
    assert state(house, measure_id) == before
    assert set(workflow.possible_steps(before)) & set(STEPS) == set(STEPS) - set(refused)


@pytest.mark.parametrize(
    ("position", "step", "after"),
    [
        (position, each, after)
        for position, row in SQUARE.items()
        for each, after in row.items()
        if after is not None
    ],
)
def test_a_step_that_is_possible_changes_the_state(
    house: TestHouse, measure_id: int, position: str, step: Step, after: MeasureState
) -> None:
    bring(house, measure_id, position)
    assert do(house, STEPS[step], measure_id) is None
    assert state(house, measure_id) == after


@pytest.mark.parametrize("position", POSITIONS)
def test_what_may_be_edited_follows_the_state(house: TestHouse, measure_id: int, position: str) -> None:
    bring(house, measure_id, position)
    said = {name: do(house, act, measure_id) for name, act in EDITS.items()}
    assert said == dict.fromkeys(EDITS, EDITING[position])


def test_a_step_with_a_verb_of_its_own_is_not_taken_by_the_plain_one(
    house: TestHouse, measure_id: int
) -> None:
    with house.database.writing() as session, pytest.raises(ValueError, match="verb of its own"):
        take_step(session, house.actor, measure_id=measure_id, step=Step.SUBMIT)
    assert state(house, measure_id) == DRAFT
