"""Whom a change tells, and what each of them may still read when the message is made."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from tests.told import TODAY, World
from tests.worlds import AsBuilt
from toolkit.access import Grant
from toolkit.model import (
    Assessment,
    AssessmentKind,
    Assignment,
    Deputyship,
    Measure,
    MeasureState,
    NoticeKind,
    OutboxMessage,
    Person,
    Programme,
    Revision,
    Role,
    Round,
    now,
)
from toolkit.services.notices import Deadline, DeadlineOf, mark_seen, own_notices, tell
from toolkit.services.outbox import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    TRIED_FOR,
    Failure,
    note_failure,
    note_sent,
    pause_after,
)


def other_programme(world: World) -> int:
    with world.house.database.writing() as session:
        own = session.get_one(Programme, world.programme_id)
        other = Programme(name="Anderes", catalogue_version_id=own.catalogue_version_id)
        session.add(other)
        session.flush()
        assert other.id is not None
        return other.id


def own_notices_of(world: World, name: str) -> list[NoticeKind]:
    with world.house.database.reading() as session:
        return [notice.kind for notice in own_notices(session, world.actor(name))]


def change_round(world: World, **values: object) -> None:
    with world.house.database.writing() as session:
        opened = session.exec(select(Round)).one()
        for name, value in values.items():
            setattr(opened, name, value)
        session.add(opened)


def deadline_read_after(world: World, **values: object) -> list[Deadline | None]:
    change_round(world, **values)
    with world.house.database.reading() as session:
        return [notice.deadline for notice in own_notices(session, world.actor("erika"))]


def submit(world: World) -> int:
    """Past the rules, which are not what is tested here; gives the revision."""
    with world.house.database.writing() as session:
        revision = session.exec(select(Revision).where(col(Revision.measure_id) == world.measure_id)).one()
        revision.submitted_at = now()
        session.get_one(Measure, world.measure_id).state = MeasureState.SUBMITTED
        session.add(revision)
        assert revision.id is not None
        return revision.id


def review(world: World, revision_id: int, author_id: int) -> Assessment:
    return Assessment(
        revision_id=revision_id,
        kind=AssessmentKind.REVIEW,
        author_id=author_id,
        catalogue_version_id=world.catalogue_version_id,
        final_at=now(),
    )


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> World:
    return as_built(house, World.made)


def test_the_planner_whose_measure_it_is_is_told_alone(world: World) -> None:
    world.own("erika")
    assert world.tell(NoticeKind.CHANGES_REQUESTED, by="clara") == {"erika"}


def test_where_the_owner_plans_no_more_all_planners_of_the_municipality_are_told(world: World) -> None:
    world.own("erika")
    world.revoke("erika")
    assert world.tell(NoticeKind.FEEDBACK_READY, by="clara") == {"jonas"}
    world.own("hanna")
    assert world.tell(NoticeKind.RETURNED_INCOMPLETE, by="clara") == {"jonas"}


def test_without_an_owner_every_planner_of_the_municipality_is_told_and_no_other(world: World) -> None:
    assert world.tell(NoticeKind.CHANGES_REQUESTED, by="clara") == {"erika", "jonas"}


def test_submitting_tells_the_coordination_of_this_programme(world: World) -> None:
    world.person("carl", Grant(Role.COORDINATION, programme_id=other_programme(world)))
    assert world.tell(NoticeKind.SUBMITTED, by="erika") == {"clara"}


def test_submitting_again_tells_the_assigned_advisors_as_well(world: World) -> None:
    assigned, ended, free = (
        world.person(name, Grant(Role.ADVICE, programme_id=world.programme_id))
        for name in ("anna", "bernd", "dora")
    )
    world.add(
        Assignment(measure_id=world.measure_id, person_id=assigned),
        Assignment(measure_id=world.measure_id, person_id=ended, ended_at=now()),
    )
    assert free
    assert world.tell(NoticeKind.RESUBMITTED, by="erika") == {"clara", "anna"}


def test_who_stands_in_is_told_too_while_it_lasts(world: World) -> None:
    world.own("erika")
    deputies = {name: world.person(name) for name in ("now", "later", "past", "ended")}
    erika, day = world.people["erika"], timedelta(days=1)
    world.add(
        Deputyship(person_id=erika, deputy_id=deputies["now"], starts_on=TODAY, ends_on=TODAY),
        Deputyship(person_id=erika, deputy_id=deputies["later"], starts_on=TODAY + day),
        Deputyship(
            person_id=erika, deputy_id=deputies["past"], starts_on=TODAY - 2 * day, ends_on=TODAY - day
        ),
        Deputyship(person_id=erika, deputy_id=deputies["ended"], starts_on=TODAY, ended_at=now()),
    )
    assert world.tell(NoticeKind.CHANGES_REQUESTED, by="clara") == {"erika", "now"}


def test_who_acts_is_told_only_where_nobody_else_would_be(world: World) -> None:
    assert world.tell(NoticeKind.CHANGES_REQUESTED, by="erika") == {"jonas"}
    world.own("erika")
    assert world.tell(NoticeKind.CHANGES_REQUESTED, by="erika") == {"erika"}


def test_a_change_that_is_not_saved_tells_nobody(world: World) -> None:
    with pytest.raises(RuntimeError), world.house.database.writing() as session:  # noqa: PT012
        tell(session, kind=NoticeKind.SUBMITTED, measure_id=world.measure_id, by_id=None)
        raise RuntimeError
    assert world.rows() == []


def test_a_row_holds_ids_and_days_and_no_words(world: World) -> None:
    deadline = world.round(date(2026, 12, 31))
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara", deadline=deadline)
    (row,) = world.rows()
    assert row.details == {
        "by": world.people["clara"],
        "of": "round",
        "thing": deadline.thing_id,
        "on": "2026-12-31",
    }


def test_a_sender_takes_each_message_once(world: World) -> None:
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    assert [world.take() for _ in range(3)] == ["erika", "jonas", None]


def test_what_was_sent_is_never_sent_again(world: World) -> None:
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    world.take()
    with world.house.database.writing() as session:
        note_sent(session, notice_id=world.rows()[0].id)
    world.change(send_after=now() - timedelta(days=1))
    assert world.take() is None


def test_what_failed_is_tried_again_after_a_pause_that_grows(world: World) -> None:
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    before = now()
    world.take()
    (row,) = world.rows()
    assert (row.attempts, row.send_after - before >= FIRST_PAUSE) == (1, True)
    with world.house.database.writing() as session:
        note_failure(session, notice_id=row.id, failure=Failure.POSTPONED)
    assert world.take() is None
    world.change(send_after=now())
    assert world.take() == "erika"
    (row,) = world.rows()
    assert (row.attempts, row.failure, row.sent_at) == (2, "postponed", None)


def test_the_pauses_double_up_to_the_longest() -> None:
    assert [pause_after(attempts) for attempts in (1, 2, 3)] == [
        FIRST_PAUSE,
        2 * FIRST_PAUSE,
        4 * FIRST_PAUSE,
    ]
    assert pause_after(1_000_000) == LONGEST_PAUSE


@pytest.mark.parametrize("failure", [Failure.REFUSED, Failure.NO_ADDRESS, Failure.HIDDEN])
def test_what_will_never_work_is_not_tried_again(world: World, failure: Failure) -> None:
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    world.change(failure=failure.value)
    assert world.take() is None


def test_old_news_is_not_sent_when_a_relay_is_set_after_weeks(world: World) -> None:
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    world.change(created_at=now() - TRIED_FOR - timedelta(minutes=1))
    assert world.take() is None


def test_who_lost_the_role_meanwhile_gets_nothing_and_the_next_one_does(world: World) -> None:
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    world.revoke("erika")
    assert [world.take(), world.take()] == ["jonas", None]
    assert [row.failure for row in world.rows()] == ["hidden", ""]
    assert own_notices_of(world, "erika") == []


@pytest.mark.parametrize(
    "address", [None, "", "no address", "a@example.de, b@example.de", "a@example.de\nBcc: b@c.de"]
)
def test_a_person_without_a_usable_address_is_put_aside(world: World, address: str | None) -> None:
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    with world.house.database.writing() as session:
        session.get_one(Person, world.people["erika"]).email = address
    assert world.take() is None
    assert [row.failure for row in world.rows()] == ["no_address"]


def test_people_read_their_own_messages_only_the_newest_first(world: World) -> None:
    world.own("erika")
    world.tell(NoticeKind.RETURNED_INCOMPLETE, by="clara")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    assert own_notices_of(world, "erika") == [NoticeKind.CHANGES_REQUESTED, NoticeKind.RETURNED_INCOMPLETE]
    assert own_notices_of(world, "jonas") == own_notices_of(world, "clara") == []


def test_only_the_receiver_takes_a_message_off_the_list_of_new_ones(world: World) -> None:
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    (row,) = world.rows()
    for name in ("jonas", "erika"):
        with world.house.database.writing() as session:
            mark_seen(session, world.actor(name), notice_id=row.id)
        assert (world.rows()[0].seen_at is not None) is (name == "erika")


def test_a_moved_deadline_is_told_as_it_stands_and_a_closed_one_not_at_all(world: World) -> None:
    world.own("erika")
    deadline = world.round(TODAY)
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara", deadline=deadline)
    moved = TODAY + timedelta(days=9)
    assert deadline_read_after(world, due_on=moved) == [Deadline(DeadlineOf.ROUND, deadline.thing_id, moved)]
    assert deadline_read_after(world, closed_at=now()) == [None]


def test_a_deadline_in_three_days_is_told_once(world: World) -> None:
    world.own("erika")
    world.round(TODAY + timedelta(days=4))
    assert [
        world.remind(),
        world.remind(TODAY + timedelta(days=1)),
        world.remind(TODAY + timedelta(days=2)),
    ] == [0, 1, 0]
    assert world.waiting() == [("erika", NoticeKind.DEADLINE)]


def test_a_deadline_that_is_moved_is_told_anew(world: World) -> None:
    world.own("erika")
    world.round(TODAY)
    assert world.remind() == 1
    change_round(world, due_on=TODAY + timedelta(days=3))
    assert world.remind() == 1
    assert world.take() == "erika"
    assert [row.failure for row in world.rows()] == ["hidden", ""]


@pytest.mark.parametrize("days", [-1, 4])
def test_a_deadline_that_has_passed_or_is_far_is_not_told(world: World, days: int) -> None:
    world.round(TODAY + timedelta(days=days))
    assert world.remind() == 0


def test_an_answered_round_is_not_told(world: World) -> None:
    world.round(TODAY)
    change_round(world, closed_at=now())
    assert world.remind() == 0


def test_who_was_told_of_the_day_just_now_is_not_reminded_at_once(world: World) -> None:
    world.own("erika")
    deadline = world.round(TODAY + timedelta(days=2))
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara", deadline=deadline)
    assert world.remind() == 0
    world.change(created_at=now() - timedelta(days=2))
    assert world.remind() == 1


def test_planners_are_reminded_of_what_they_have_not_submitted(world: World) -> None:
    with world.house.database.writing() as session:
        session.get_one(Programme, world.programme_id).submit_until = TODAY + timedelta(days=3)
    assert world.remind() == 2
    assert {name for name, _ in world.waiting()} == {"erika", "jonas"}


def test_an_advisor_is_reminded_until_the_own_review_is_final(world: World) -> None:
    anna = world.person("anna", Grant(Role.ADVICE, programme_id=world.programme_id))
    world.add(Assignment(measure_id=world.measure_id, person_id=anna, due_on=TODAY))
    assert world.remind() == 0
    revision_id = submit(world)
    assert world.remind() == 1
    world.add(review(world, revision_id, anna))
    with world.house.database.writing() as session:
        for row in session.exec(select(OutboxMessage)):
            session.delete(row)
    assert world.remind() == 0
