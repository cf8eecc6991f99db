"""Handing a measure over: to whom, who is told, and what happens where somebody else was faster."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.access import Grant
from toolkit.model import Event, Measure, MeasureState, NoticeKind, OutboxMessage, Person, Role, now
from toolkit.services.errors import InvalidError, ServiceError
from toolkit.services.handing_over import HandedOverError, Owner, hand_over, may_receive, owner_of
from toolkit.services.measures import open_measure


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(house, made)


def made(house: TestHouse) -> Reviewing:
    world = Reviewing.made(house)
    with house.database.writing() as session:
        session.get_one(Measure, world.measure_id).owner_id = world.people["erika"]
    return world


def give(world: Reviewing, to: str, *, by: str = "erika", based_on: str = "erika") -> None:
    with world.writing(by) as (session, actor):
        hand_over(
            session, actor, measure_id=world.measure_id,
            person_id=world.people[to], based_on=world.people[based_on],
        )  # fmt: skip


def owner_seen_by(world: Reviewing, name: str) -> Owner:
    with world.reading(name) as (session, actor):
        return owner_of(session, actor, open_measure(session, actor, measure_id=world.measure_id))


def choice_of(world: Reviewing, name: str) -> list[str]:
    with world.reading(name) as (session, actor):
        measure = open_measure(session, actor, measure_id=world.measure_id)
        return [one.name for one in may_receive(session, actor, measure)]


def told(world: Reviewing) -> list[tuple[int, NoticeKind]]:
    with world.house.database.reading() as session:
        rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
        return [(row.person_id, row.kind) for row in rows]


def events(world: Reviewing) -> list[tuple[int | None, int | None, int | None, list[str]]]:
    with world.house.database.reading() as session:
        found = select(Event).where(col(Event.action) == "hand_over").order_by(col(Event.id))
        return [
            (row.actor_id, row.measure_id, row.thing_id, sorted(row.fields)) for row in session.exec(found)
        ]


def test_whoever_gets_the_measure_looks_after_it_is_told_and_one_event_stays(world: Reviewing) -> None:
    give(world, "jonas")
    erika, jonas = world.people["erika"], world.people["jonas"]
    assert owner_seen_by(world, "erika") == Owner(jonas, "jonas@example.de")
    assert told(world) == [(jonas, NoticeKind.HANDED_OVER)]
    assert events(world) == [(erika, world.measure_id, world.measure_id, ["owner_id"])]
    world.submit("jonas")
    world.set_state(MeasureState.IN_REVIEW)
    before = len(told(world))
    world.ask(("S1", "Bitte das Ziel nennen."))
    assert told(world)[before:] == [(jonas, NoticeKind.CHANGES_REQUESTED)]


def test_the_choice_is_whoever_else_plans_there_and_can_come_in(world: Reviewing) -> None:
    house, planning = world.house, Grant(Role.PLANNING, municipality_id=world.neustadt)
    gone = house.person("gone@example.de", planning)
    house.revoke(house.person("revoked@example.de", planning))
    without_login = house.person("nobody@example.de", planning)
    with house.database.writing() as session:
        session.get_one(Person, gone).anonymised_at = now()
        session.get_one(Person, without_login).email = None
    assert choice_of(world, "erika") == ["jonas@example.de"]
    assert choice_of(world, "jonas") == ["jonas@example.de"]


def test_two_people_with_one_name_are_told_apart_by_their_address(world: Reviewing) -> None:
    with world.house.database.writing() as session:
        for name in ("erika", "jonas"):
            session.get_one(Person, world.people[name]).name = "Kim Muster"
    assert choice_of(world, "erika") == ["Kim Muster (jonas@example.de)"]


@pytest.mark.parametrize("name", ["hanna", "anna", "clara"])
def test_nobody_who_does_not_plan_there_gets_it(world: Reviewing, name: str) -> None:
    with pytest.raises(InvalidError) as refused:
        give(world, name)
    assert refused.value.message.key == "handing_over.no_planner"
    assert (owner_seen_by(world, "erika").person_id, told(world)) == (world.people["erika"], [])


def test_only_the_planning_of_the_municipality_hands_over_and_learns_who_plans_there(
    world: Reviewing,
) -> None:
    world.submit()
    said = {}
    for name in ("anna", "clara", "hanna"):
        with pytest.raises(ServiceError) as refused:
            give(world, "jonas", by=name)
        said[name] = refused.value.message.key
        with pytest.raises(ServiceError):
            owner_seen_by(world, name)
    refusal = "access.not_your_municipality"
    assert said == {"anna": refusal, "clara": refusal, "hanna": "services.no_measure"}
    assert (choice_of(world, "anna"), choice_of(world, "clara"), events(world)) == ([], [], [])


def test_where_somebody_else_was_faster_mine_stands_beside_theirs(world: Reviewing) -> None:
    planning = Grant(Role.PLANNING, municipality_id=world.neustadt)
    world.people["karl"] = world.house.person("karl@example.de", planning)
    give(world, "karl", by="jonas")
    with pytest.raises(HandedOverError) as conflict:
        give(world, "jonas")
    mine, theirs = conflict.value.mine, conflict.value.theirs
    assert (mine, theirs) == (
        Owner(world.people["jonas"], "jonas@example.de"),
        Owner(world.people["karl"], "karl@example.de"),
    )
    assert owner_seen_by(world, "erika") == theirs
    give(world, "karl")  # both wanted the same
    give(world, "jonas", based_on="karl")
    assert (owner_seen_by(world, "erika"), len(events(world))) == (mine, 2)


def test_whoever_takes_it_over_is_not_told_by_themselves(world: Reviewing) -> None:
    give(world, "jonas", by="jonas")
    assert (told(world), len(events(world))) == ([], 1)


def test_an_owner_who_plans_there_no_more_is_not_named(world: Reviewing) -> None:
    world.house.revoke(world.people["erika"])
    assert owner_seen_by(world, "jonas") == Owner(world.people["erika"], None)
    give(world, "jonas", by="jonas")
    assert owner_seen_by(world, "jonas").name == "jonas@example.de"
