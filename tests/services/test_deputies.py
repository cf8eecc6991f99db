"""Standing in for somebody: what a deputy may do, for how long, and that reviews stay personal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.model import Deputyship, Event, Role
from toolkit.services.deputies import deputyships, end_deputyship, represented, start_deputyship, today
from toolkit.services.desk import actor_of, open_desk_of
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.measures import change_fact

DAY = timedelta(days=1)


class Cast:
    """Erika plans for Neustadt and advises; Hanna plans for Altdorf; Clara coordinates; Anna advises."""

    def __init__(self, house: TestHouse) -> None:
        self.house = house
        self.altdorf, self.neustadt = house.municipality("Altdorf"), house.municipality("Neustadt")
        self.measure = house.measure(self.neustadt)
        programme = house.desk().programme_id
        self.advice = Grant(Role.ADVICE, programme_id=programme)
        self.planning = Grant(Role.PLANNING, municipality_id=self.neustadt)
        self.erika = house.person("erika@example.org", self.planning, self.advice)
        self.hanna = house.person("hanna@example.org", Grant(Role.PLANNING, municipality_id=self.altdorf))
        self.coordination = Grant(Role.COORDINATION, programme_id=programme)
        self.clara = house.person("clara@example.org", self.coordination)
        self.anna = house.person("anna@example.org", self.advice)

    def name(self, by: int, email: str, *, whom: int | None = None, start: int = 0, end: int = 7) -> int:
        with self.house.database.writing() as session:
            return start_deputyship(
                session,
                self.house.actor_of(by),
                person_id=whom or by,
                email=email,
                starts_on=today() + start * DAY,
                ends_on=today() + end * DAY,
            )

    def reason_against(self, by: int, email: str, *, whom: int | None = None, end: int = 7) -> str:
        with pytest.raises(ServiceError) as refused:
            self.name(by, email, whom=whom, end=end)
        return refused.value.message.key

    def grants(self, person_id: int) -> set[Grant]:
        with self.house.database.reading() as session:
            actor: Actor = actor_of(session, person_id=person_id, language="de")
            return set(actor.grants)


@pytest.fixture
def cast(house: TestHouse) -> Cast:
    return Cast(house)


def test_a_deputy_plans_in_place_of_somebody_and_never_reviews_for_them(cast: Cast) -> None:
    cast.name(cast.erika, "Hanna@example.org")
    own = Grant(Role.PLANNING, municipality_id=cast.altdorf)
    assert cast.grants(cast.hanna) == {own, cast.planning}
    assert cast.grants(cast.erika) == {cast.planning, cast.advice}


def test_it_begins_and_ends_by_itself(cast: Cast) -> None:
    number = cast.name(cast.erika, "hanna@example.org", start=1)
    assert cast.planning not in cast.grants(cast.hanna)
    for first, last, counts in ((-3, 0, True), (-3, -1, False), (0, 0, True)):
        with cast.house.database.writing() as session:
            row = session.get_one(Deputyship, number)
            row.starts_on, row.ends_on = today() + first * DAY, today() + last * DAY
        assert (cast.planning in cast.grants(cast.hanna)) is counts


def test_what_somebody_loses_their_deputy_loses_at_once(cast: Cast) -> None:
    cast.name(cast.erika, "hanna@example.org")
    cast.house.revoke(cast.erika)
    assert cast.grants(cast.hanna) == {Grant(Role.PLANNING, municipality_id=cast.altdorf)}


def test_a_deputy_hands_nothing_on(cast: Cast) -> None:
    cast.name(cast.erika, "hanna@example.org")
    cast.name(cast.hanna, "clara@example.org")
    assert cast.planning not in cast.grants(cast.clara)


def test_the_desk_and_the_log_say_in_whose_place(cast: Cast) -> None:
    cast.name(cast.clara, "anna@example.org")
    assert cast.house.desk_of(cast.anna).in_place_of == "clara@example.org"
    cast.name(cast.erika, "clara@example.org")
    desk = cast.house.desk_of(cast.clara)
    assert (desk.municipality, desk.in_place_of) == ("Neustadt", "erika@example.org")
    with cast.house.database.writing() as session:
        actor = open_desk_of(session, person_id=cast.clara, language="de").actor
        change_fact(
            session,
            actor,
            measure_id=cast.measure,
            field="title",
            based_on="Pegelsensoren für die Treene",
            entered="Neu",
        )
    with cast.house.database.reading() as session:
        last = session.exec(select(Event).order_by(col(Event.id).desc()).limit(1)).one()
        assert (last.actor_id, "in_place_of" in last.fields) == (cast.clara, True)
    assert cast.house.desk_of(cast.hanna).in_place_of is None


def test_the_coordination_names_a_deputy_for_others_and_nobody_else_does(cast: Cast) -> None:
    assert cast.reason_against(cast.hanna, "anna@example.org", whom=cast.erika) == "access.not_coordination"
    cast.name(cast.clara, "hanna@example.org", whom=cast.erika)
    assert cast.planning in cast.grants(cast.hanna)
    with cast.house.database.reading() as session:
        for person, others in (
            (cast.hanna, [cast.hanna]),
            (cast.clara, [cast.clara, cast.erika, cast.hanna]),
        ):
            found = represented(session, cast.house.actor_of(person))
            assert [one.person_id for one in found] == others
        assert represented(session, cast.house.actor_of(cast.anna)) == ()


def test_it_is_ended_by_those_whom_it_concerns(cast: Cast) -> None:
    number = cast.name(cast.erika, "hanna@example.org")
    with cast.house.database.writing() as session, pytest.raises(RefusedError):
        end_deputyship(session, cast.house.actor_of(cast.anna), deputyship_id=number)
    with cast.house.database.writing() as session:
        assert len(deputyships(session, cast.house.actor_of(cast.hanna))) == 1
        assert deputyships(session, cast.house.actor_of(cast.anna)) == ()
        end_deputyship(session, cast.house.actor_of(cast.hanna), deputyship_id=number)
        assert deputyships(session, cast.house.actor_of(cast.hanna)) == ()
    assert cast.planning not in cast.grants(cast.hanna)
    with cast.house.database.writing() as session, pytest.raises(NotFoundError):
        end_deputyship(session, cast.house.actor_of(cast.erika), deputyship_id=number)


@pytest.mark.parametrize(
    ("email", "end", "key"),
    [
        ("erika@example.org", 7, "deputies.not_oneself"),
        ("nobody@example.org", 7, "deputies.unknown"),
        ("hanna@example.org", -1, "deputies.wrong_days"),
    ],
)
def test_what_is_wrong_is_said(cast: Cast, email: str, end: int, key: str) -> None:
    assert cast.reason_against(cast.erika, email, end=end) == key


def test_who_reviews_a_measure_does_not_plan_for_its_municipality(cast: Cast) -> None:
    cast.house.assign(cast.measure, cast.anna)
    assert cast.reason_against(cast.erika, "anna@example.org") == "deputies.reviews_there"
    with pytest.raises(InvalidError):
        cast.name(cast.anna, "hanna@example.org")
