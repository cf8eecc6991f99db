"""What happened lately and what waits: as far as one may see the measures, and without anybody's name."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.model import Answer, Role, now
from toolkit.model.inputs import AnswerInput
from toolkit.services.changes import Change, Waiting, last_changes, waiting_answers


def changes(house: TestHouse, actor: Actor | None = None) -> list[tuple[str, str, int]]:
    with house.database.reading() as session:
        programme_id = house.desk().programme_id
        found: tuple[Change, ...] = last_changes(session, actor or house.actor, programme_id=programme_id)
    assert all(now() - change.at < timedelta(minutes=5) for change in found)
    return [(change.action, change.title, change.times) for change in found]


def waiting(house: TestHouse, actor: Actor | None = None) -> tuple[Waiting, ...]:
    with house.database.reading() as session:
        programme_id = house.desk().programme_id
        return waiting_answers(session, actor or house.actor, programme_id=programme_id)


def planner_of(house: TestHouse, municipality_id: int) -> Actor:
    grant = Grant(Role.PLANNING, municipality_id)
    return Actor(house.actor.person_id, frozenset({grant}), municipality_id)


def test_the_newest_change_stands_first_and_a_row_of_them_is_one(house: TestHouse) -> None:
    town = house.municipality("Stadt Beispielförde")
    first = house.measure(town, title="Pegelsensoren")
    house.answer(first, "S1", AnswerInput.at(2))
    house.answer(first, "S2", AnswerInput.at(1))
    house.measure(town, title="Dorf-App")
    house.answer(first, "S1", AnswerInput.at(3), based_on=1)
    assert changes(house) == [
        ("answer_question", "Pegelsensoren", 1),
        ("create_measure", "Dorf-App", 1),
        ("answer_question", "Pegelsensoren", 2),
        ("create_measure", "Pegelsensoren", 1),
    ]


def test_changes_and_waiting_answers_of_measures_that_one_may_not_see_do_not_show(house: TestHouse) -> None:
    elsewhere = house.municipality("Amt Musterbach")
    theirs = house.measure(elsewhere, title="Bauhof")
    house.answer(theirs, "S1", AnswerInput(waiting_for="Frau Beispiel"))
    own = house.municipality("Stadt Beispielförde")
    house.measure(own, title="Pegelsensoren")
    planner = planner_of(house, own)
    assert [title for _, title, _ in changes(house)] == ["Pegelsensoren", "Bauhof", "Bauhof"]
    assert changes(house, planner) == [("create_measure", "Pegelsensoren", 1)]
    assert waiting(house, planner) == ()
    assert len(waiting(house, planner_of(house, elsewhere))) == 1


def test_a_question_waits_since_it_was_passed_on_until_it_is_answered(house: TestHouse) -> None:
    measure = house.measure(house.municipality("Stadt Beispielförde"), title="Pegelsensoren")
    house.answer(measure, "S4", AnswerInput(waiting_for="Kämmerei"))
    house.answer(measure, "S4", AnswerInput(reason="Angefragt"), based_on=1)
    with house.database.reading() as session:
        changed_at = session.exec(select(Answer.changed_at).where(col(Answer.question_key) == "S4")).one()
    (found,) = waiting(house)
    assert (found.measure_id, found.question, found.waiting_for) == (measure, "S4", "Kämmerei")
    assert found.since < changed_at
    house.answer(measure, "S4", AnswerInput.at(1), based_on=2)
    assert waiting(house) == ()
