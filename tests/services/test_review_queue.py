"""The queue: what waits for whom, and nothing of what is not theirs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.houses import TestHouse
from tests.reviewers import Reviewer
from toolkit.access import Grant, identity_of
from toolkit.judging import AnswerKind
from toolkit.model import Conflict, Measure, MeasureState, Programme, Role
from toolkit.services.review_queue import OwnPart, QueueEntry, open_reviews, review_queue

DUE = date(2026, 12, 1)


@pytest.fixture
def submitted(house: TestHouse) -> tuple[int, int, int]:
    """Three measures of one municipality."""
    municipality_id = house.municipality("Beispielförde")
    found = [house.measure(municipality_id, title=f"Maßnahme {number}") for number in (1, 2, 3)]
    for measure_id in found:
        house.submit(measure_id)
    return found[0], found[1], found[2]


def queue(house: TestHouse, person_id: int) -> tuple[QueueEntry, ...]:
    actor = house.actor_of(person_id)
    with house.database.reading(identity_of(actor)) as session:
        return review_queue(session, actor)


def coordination(house: TestHouse) -> int:
    grant = Grant(Role.COORDINATION, programme_id=house.desk().programme_id)
    return house.person("koordination@example.de", grant)


def test_advisors_see_what_is_assigned_to_them_with_what_is_due_first(
    house: TestHouse, submitted: tuple[int, int, int]
) -> None:
    first, second, _ = submitted
    anna = house.advisor("anna@example.de")
    house.assign(first, anna)
    house.assign(second, anna, due_on=DUE)
    assert [(entry.measure_id, entry.due_on, entry.own) for entry in queue(house, anna)] == [
        (second, DUE, OwnPart.TO_BEGIN),
        (first, None, OwnPart.TO_BEGIN),
    ]
    assert queue(house, house.advisor("ben@example.de")) == ()


def test_the_coordination_sees_all_of_its_programme_and_nobody_elses(
    house: TestHouse, submitted: tuple[int, int, int]
) -> None:
    entries = queue(house, coordination(house))
    assert {entry.measure_id: entry.own for entry in entries} == dict.fromkeys(submitted, OwnPart.NONE)
    with house.database.writing() as session:
        other = Programme(name="Anderswo", catalogue_version_id=house.desk().catalogue_version_id)
        session.add(other)
        session.flush()
        programme_id = other.id
    elsewhere = house.person("anderswo@example.de", Grant(Role.COORDINATION, programme_id=programme_id))
    assert queue(house, elsewhere) == ()


def test_each_entry_says_how_far_the_own_review_is_and_how_many_count(
    house: TestHouse, submitted: tuple[int, int, int]
) -> None:
    anna = Reviewer.assigned(house, submitted[0], "anna@example.de")
    ben = Reviewer.assigned(house, submitted[0], "ben@example.de")
    anna.give("S1", 2)
    anna.say("S2", AnswerKind.CANNOT_JUDGE)
    anna.say("S2", AnswerKind.OPEN)
    ben.judge(3)
    (begun,), (done,) = queue(house, anna.person_id), queue(house, ben.person_id)
    assert (begun.own, begun.own_answered, begun.reviews, begun.required) == (OwnPart.BEGUN, 1, 1, 2)
    assert (done.own, done.reviews, done.is_to_do) == (OwnPart.DONE, 1, False)
    assert (begun.state, begun.title, begun.municipality) == (
        MeasureState.IN_REVIEW,
        "Maßnahme 1",
        "Beispielförde",
    )
    assert open_reviews((begun, done)) == (begun,)


def test_what_comes_back_stands_in_the_queue_again_and_a_confirmed_review_is_done(
    house: TestHouse, submitted: tuple[int, int, int]
) -> None:
    anna = Reviewer.assigned(house, submitted[0], "anna@example.de")
    anna.judge(2)
    with house.database.writing() as session:
        session.get_one(Measure, submitted[0]).state = MeasureState.SUBMITTED
    house.start_revision(submitted[0])
    assert queue(house, anna.person_id) == ()  # the municipality is at work on it
    house.submit(submitted[0])
    (back,) = queue(house, anna.person_id)
    assert (back.revision_number, back.own, back.returned, back.reviews) == (2, OwnPart.TO_BEGIN, True, 0)
    anna.confirm()
    (confirmed,) = queue(house, anna.person_id)
    assert (confirmed.own, confirmed.reviews) == (OwnPart.DONE, 1)


def test_a_conflict_of_interest_takes_a_measure_off_the_queue(
    house: TestHouse, submitted: tuple[int, int, int]
) -> None:
    anna = Reviewer.assigned(house, submitted[0], "anna@example.de")
    with house.database.writing() as session:
        session.add(Conflict(person_id=anna.person_id, measure_id=submitted[0]))
    assert queue(house, anna.person_id) == ()
