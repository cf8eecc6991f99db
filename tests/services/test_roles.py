"""Whoever has several roles works in all of them, or in one as somebody who had no other."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from toolkit.access import Action, Actor, Grant, OfPerson, may
from toolkit.model import Event, Membership, Role
from toolkit.services.desk import work_as
from toolkit.services.errors import RefusedError


def choose(house: TestHouse, person_id: int, role: Role | None) -> None:
    with house.database.writing() as session:
        work_as(session, house.actor_of(person_id), role=role)


def roles(actor: Actor) -> set[Role]:
    return {grant.role for grant in actor.grants}


@pytest.fixture
def both(house: TestHouse) -> int:
    house.municipality("Neustadt")
    place, programme = house.actor.acting_for, house.desk().programme_id
    return house.person(
        "erika@example.de",
        Grant(Role.PLANNING, municipality_id=place),
        Grant(Role.ADVICE, programme_id=programme),
    )


def test_at_first_one_works_in_all_roles(house: TestHouse, both: int) -> None:
    desk = house.desk_of(both)
    assert (desk.roles, desk.acting_as) == ((Role.PLANNING, Role.ADVICE), None)
    assert roles(desk.actor) == {Role.PLANNING, Role.ADVICE}


def test_in_one_role_the_rights_of_the_others_rest(house: TestHouse, both: int) -> None:
    choose(house, both, Role.ADVICE)
    desk = house.desk_of(both)
    assert (desk.roles, desk.acting_as) == ((Role.PLANNING, Role.ADVICE), Role.ADVICE)
    assert roles(desk.actor) == {Role.ADVICE}
    assert desk.actor.acting_for is None
    choose(house, both, None)
    assert roles(house.desk_of(both).actor) == {Role.PLANNING, Role.ADVICE}


def test_a_role_that_one_does_not_have_is_refused(house: TestHouse, both: int) -> None:
    with pytest.raises(RefusedError) as refused:
        choose(house, both, Role.COORDINATION)
    assert refused.value.message.key == "people.not_your_role"
    assert house.desk_of(both).acting_as is None


def test_a_role_that_was_revoked_meanwhile_locks_nobody_out(house: TestHouse, both: int) -> None:
    choose(house, both, Role.ADVICE)
    house.revoke(both)
    place = house.actor.acting_for
    with house.database.writing() as session:
        session.add(Membership(person_id=both, role=Role.PLANNING, municipality_id=place))
    desk = house.desk_of(both)
    assert (desk.acting_as, roles(desk.actor)) == (None, {Role.PLANNING})


def test_the_single_desk_may_try_out_every_role(house: TestHouse) -> None:
    person = house.actor.person_id
    with house.database.writing() as session:
        work_as(session, house.actor, role=Role.COORDINATION)
    desk = house.desk()
    assert (desk.is_single, desk.roles, roles(desk.actor)) == (True, tuple(Role), {Role.COORDINATION})
    assert may(desk.actor, Action.DECLARE_CONFLICT, OfPerson(99, desk.programme_id)).allowed
    with house.database.reading() as session:
        events = session.exec(select(Event.actor_id).where(col(Event.action) == "work_as")).all()
    assert events == [person]
