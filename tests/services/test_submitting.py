"""Submitting freezes a revision with its self-assessment, and says before what a reader will miss."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from tests.houses import FULL_FACTS, TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.judging import AnswerKind
from toolkit.model import Answer, Assessment, Event, Evidence, MeasureState, Revision, Role
from toolkit.model.inputs import AnswerInput, EvidenceInput
from toolkit.services.assessments import answer_question
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.evidence import add_evidence
from toolkit.services.measures import change_fact, open_measure
from toolkit.services.missing import what_is_missing
from toolkit.services.submitting import submit_measure
from toolkit.storage import FrozenRecordError, check_database

SHORT_WAY_LEFT_EMPTY = ["problem", "target_group", "responsible_unit"]
QUESTIONS = list(panel_catalogue().questions)


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    return house.measure(house.municipality("Beispielförde"))


def missing(house: TestHouse, measure_id: int) -> list[tuple[str, str | None, bool]]:
    """Sentence, field or question, required."""
    return [
        (each.message.key, each.field or each.question, each.required)
        for each in what_is_missing(house.assessment(measure_id))
    ]


def test_the_empty_measure_lacks_its_fields_and_all_answers_but_may_be_submitted(
    house: TestHouse, measure_id: int
) -> None:
    assert missing(house, measure_id) == [
        *(("submitting.field", field, False) for field in SHORT_WAY_LEFT_EMPTY),
        *(("submitting.open", question, False) for question in QUESTIONS),
    ]
    house.submit(measure_id)
    assert house.assessment(measure_id).measure.submitted


def test_reasons_and_evidence_are_missed_at_the_levels_that_expect_them(
    house: TestHouse, measure_id: int
) -> None:
    house.answer_all(measure_id, 2)
    for question, level in (("S1", 0), ("S2", 3), ("N1", 4)):
        house.answer(measure_id, question, AnswerInput.at(level), based_on=1)
    house.answer(measure_id, "N1", AnswerInput(reason="gezählt"), based_on=2)
    of_answers = [each for each in missing(house, measure_id) if each[1] in QUESTIONS]
    assert of_answers == [
        ("submitting.reason", "S1", False),
        ("submitting.reason", "S2", False),
        ("submitting.evidence", "S2", False),
        ("submitting.evidence", "N1", False),
    ]
    with house.database.writing() as session:
        entered = EvidenceInput(title="Protokoll")
        add_evidence(session, house.actor, measure_id=measure_id, question="N1", entered=entered)
    assert ("submitting.evidence", "N1", False) not in missing(house, measure_id)


def test_a_question_that_does_not_apply_needs_its_reason_before_submitting(
    house: TestHouse, measure_id: int
) -> None:
    house.answer(measure_id, "S3", AnswerInput.without_level(AnswerKind.NOT_APPLICABLE))
    assert missing(house, measure_id)[0] == ("submitting.why_not_applicable", "S3", True)
    with pytest.raises(InvalidError) as refusal:
        house.submit(measure_id)
    assert (refusal.value.message.key, refusal.value.message.values["n"]) == ("submitting.not_yet", 1)
    assert not house.assessment(measure_id).measure.submitted
    house.answer(measure_id, "S3", AnswerInput(reason="Es gibt keine Technik."), based_on=1)
    house.submit(measure_id)
    assert house.assessment(measure_id).measure.state is MeasureState.SUBMITTED


def test_nothing_is_missing_where_everything_is_there(house: TestHouse, measure_id: int) -> None:
    house.answer_all(measure_id, 2)
    with house.database.writing() as session:
        for field in SHORT_WAY_LEFT_EMPTY:
            change_fact(
                session, house.actor, measure_id=measure_id, field=field, based_on="", entered="steht da"
            )
    assert missing(house, measure_id) == []


def test_submitting_sets_both_moments_and_leaves_one_event(house: TestHouse, measure_id: int) -> None:
    house.submit(measure_id)
    with house.database.reading() as session:
        submitted = session.exec(select(Revision.submitted_at)).one()
        assert session.exec(select(Assessment.final_at)).one() == submitted
        assert submitted == open_measure(session, house.actor, measure_id=measure_id).submitted_at
        event = session.exec(select(Event).where(col(Event.action) == "submit")).one()
        assert (event.thing_id, sorted(event.fields)) == (measure_id, ["revision", "state"])
        assert check_database(session) == ()


def test_what_is_submitted_is_frozen_by_the_database_itself(house: TestHouse, measure_id: int) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(3))
    with house.database.writing() as session:
        entered = EvidenceInput(title="ISEK")
        add_evidence(session, house.actor, measure_id=measure_id, question="S1", entered=entered)
    house.submit(measure_id)
    changes = (update(Revision).values(title="x"), update(Answer).values(level=4), delete(Evidence))
    for change in changes:
        with pytest.raises(FrozenRecordError), house.database.writing() as session:
            session.execute(change)
    opened = house.assessment(measure_id)
    assert (opened.measure.title, opened.answers["S1"].given.level) == (FULL_FACTS["title"], 3)


def test_planning_of_another_municipality_submits_nothing(house: TestHouse, measure_id: int) -> None:
    other = house.municipality("Musterhausen")
    stranger = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, municipality_id=other)}), other)
    with house.database.writing() as session, pytest.raises(NotFoundError):
        submit_measure(session, stranger, measure_id=measure_id)
    with house.database.writing() as session, pytest.raises(RefusedError) as refusal:
        submit_measure(session, house.actor, measure_id=measure_id)
    assert refusal.value.message.key == "access.other_desk"


def test_an_answer_and_submitting_at_once_leave_either_a_frozen_answer_or_a_refusal(house: TestHouse) -> None:
    """Ten planners answer while another submits: nothing is lost unsaid, nothing lands after the freezing."""
    measure_id = house.measure(house.municipality("Beispielförde"))
    ready, said = threading.Barrier(11), {}

    def answer(question: str) -> None:
        ready.wait()
        try:
            said[question] = house.answer(measure_id, question, AnswerInput.at(2)).given.level
        except RefusedError as refusal:
            said[question] = refusal.message.key

    def submit() -> None:
        ready.wait()
        house.submit(measure_id)

    threads = [threading.Thread(target=answer, args=(question,)) for question in QUESTIONS[:10]]
    threads.append(threading.Thread(target=submit))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = house.assessment(measure_id)
    expected = {
        question: 2 if stored.answers[question].given.level == 2 else "access.submitted"
        for question in QUESTIONS[:10]
    }
    assert said == expected
    assert stored.measure.submitted


def test_an_answer_written_for_a_submitted_revision_does_not_land_in_the_next(
    house: TestHouse, measure_id: int
) -> None:
    seen = house.assessment(measure_id)
    house.submit(measure_id)
    house.start_repeat(measure_id)
    with house.database.writing() as session, pytest.raises(RefusedError) as refusal:
        answer_question(
            session, house.actor, measure_id=measure_id, question="S1", based_on=0,
            change=AnswerInput.at(4), assessment_id=seen.assessment_id,
        )  # fmt: skip
    assert refusal.value.message.key == "access.submitted"
    assert house.assessment(measure_id).answers["S1"].version == 0
