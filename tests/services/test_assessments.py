"""Answering: saved at once, never overwritten unseen."""

from __future__ import annotations

import threading

import pytest
from sqlmodel import col, func, select

from tests.houses import TestHouse
from toolkit.judging import AnswerKind, GivenAnswer
from toolkit.model import Answer, Event
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import AnswerConflictError, AnswerState
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.storage import verify_chain


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    return house.measure(house.municipality("Beispielförde"))


def stored(house: TestHouse, measure_id: int, question: str) -> AnswerState:
    return house.assessment(measure_id).answers[question]


def test_a_new_assessment_has_every_question_open(house: TestHouse, measure_id: int) -> None:
    answers = house.assessment(measure_id).answers
    assert len(answers) == 12
    assert {(answer.given.kind, answer.version) for answer in answers.values()} == {(AnswerKind.OPEN, 0)}


def test_an_answer_is_stored_when_it_is_given(house: TestHouse, measure_id: int) -> None:
    returned = house.answer(measure_id, "S1", AnswerInput.at(2))
    assert (returned.given, returned.version) == (GivenAnswer.at(2), 1)
    assert stored(house, measure_id, "S1") == returned


def test_taking_a_choice_back_keeps_reason_and_goes_on_counting_versions(
    house: TestHouse, measure_id: int
) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(2))
    house.answer(measure_id, "S1", AnswerInput(reason="ISEK, Seite 14"), based_on=1)
    house.answer(measure_id, "S1", AnswerInput.without_level(AnswerKind.OPEN), based_on=2)
    taken_back = stored(house, measure_id, "S1")
    assert (taken_back.given.kind, taken_back.reason, taken_back.version) == (
        AnswerKind.OPEN,
        "ISEK, Seite 14",
        3,
    )


def test_a_reason_alone_leaves_the_level(house: TestHouse, measure_id: int) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(2))
    house.answer(measure_id, "S1", AnswerInput(reason="beschlossen"), based_on=1)
    assert stored(house, measure_id, "S1").given == GivenAnswer.at(2)


def test_a_second_writer_sees_mine_and_theirs_and_nothing_is_overwritten(
    house: TestHouse, measure_id: int
) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(2))
    house.answer(measure_id, "S1", AnswerInput.at(3), based_on=1)
    with pytest.raises(AnswerConflictError) as conflict:
        house.answer(measure_id, "S1", AnswerInput.at(1), based_on=1)
    assert (conflict.value.mine.level, conflict.value.theirs.given.level) == (1, 3)
    assert stored(house, measure_id, "S1").given == GivenAnswer.at(3)


def test_the_first_answer_of_a_second_writer_is_compared_too(house: TestHouse, measure_id: int) -> None:
    house.answer(measure_id, "N2", AnswerInput.at(4))
    with pytest.raises(AnswerConflictError):
        house.answer(measure_id, "N2", AnswerInput.at(0), based_on=0)
    assert stored(house, measure_id, "N2").given == GivenAnswer.at(4)


def test_two_writers_who_want_the_same_do_not_disturb_each_other(house: TestHouse, measure_id: int) -> None:
    house.answer(measure_id, "N2", AnswerInput.at(4))
    assert house.answer(measure_id, "N2", AnswerInput.at(4), based_on=0).version == 1


def test_mine_can_be_put_through_after_seeing_theirs(house: TestHouse, measure_id: int) -> None:
    house.answer(measure_id, "N2", AnswerInput.at(4))
    with pytest.raises(AnswerConflictError) as conflict:
        house.answer(measure_id, "N2", AnswerInput.at(0), based_on=0)
    house.answer(measure_id, "N2", conflict.value.mine, based_on=conflict.value.theirs.version)
    assert stored(house, measure_id, "N2").given == GivenAnswer.at(0)


def test_two_first_answers_at_the_same_moment_leave_one_and_tell_the_other(
    house: TestHouse, measure_id: int
) -> None:
    start, outcomes = threading.Barrier(2), []

    def write(level: int) -> None:
        start.wait()
        try:
            house.answer(measure_id, "T1", AnswerInput.at(level))
            outcomes.append(("stored", level))
        except AnswerConflictError as conflict:
            outcomes.append(("conflict", conflict.theirs.given.level))

    writers = [threading.Thread(target=write, args=(level,)) for level in (1, 3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    winner = stored(house, measure_id, "T1").given.level
    assert sorted(outcomes) == [("conflict", winner), ("stored", winner)]


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("S1", AnswerInput.at(5)),
        ("S1", AnswerInput.without_level(AnswerKind.NOT_APPLICABLE)),
    ],
)
def test_an_answer_that_the_catalogue_does_not_allow_changes_nothing(
    house: TestHouse, measure_id: int, question: str, change: AnswerInput
) -> None:
    house.answer(measure_id, question, AnswerInput.at(2))
    with pytest.raises(InvalidError):
        house.answer(measure_id, question, change, based_on=1)
    assert stored(house, measure_id, question).given == GivenAnswer.at(2)


def test_a_question_that_the_catalogue_does_not_have_is_not_answered(
    house: TestHouse, measure_id: int
) -> None:
    with pytest.raises(NotFoundError):
        house.answer(measure_id, "X9", AnswerInput.at(2))


def test_who_acts_for_another_municipality_is_refused_with_the_reason(
    house: TestHouse, measure_id: int
) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(2))
    house.municipality("Musterhausen")
    with pytest.raises(RefusedError) as refusal:
        house.answer(measure_id, "S1", AnswerInput.at(4), based_on=1)
    assert refusal.value.message.key == "access.other_desk"
    assert refusal.value.message.values["municipality"] == "Beispielförde"
    assert stored(house, measure_id, "S1").given == GivenAnswer.at(2)


def test_every_change_leaves_an_event_without_names_or_texts(house: TestHouse, measure_id: int) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(2))
    house.answer(measure_id, "S1", AnswerInput(reason="Frau Petersen hat es gesagt"), based_on=1)
    with house.database.reading() as session:
        events = session.exec(select(Event).where(col(Event.action) == "answer_question")).all()
        assert [sorted(event.fields) for event in events] == [["kind", "level"], ["reason"]]
        assert "Petersen" not in "".join(str(event.model_dump()) for event in events)
        assert verify_chain(session) is None


def test_an_answer_that_changes_nothing_leaves_no_event(house: TestHouse, measure_id: int) -> None:
    house.answer(measure_id, "S1", AnswerInput.at(2))
    house.answer(measure_id, "S1", AnswerInput.at(2), based_on=1)
    with house.database.reading() as session:
        count = select(func.count()).select_from(Event).where(col(Event.action) == "answer_question")
        assert session.exec(count).one() == 1
        assert session.exec(select(func.count()).select_from(Answer)).one() == 1
