"""The region's invented people: each step is taken with their roles, and sees what they would see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from toolkit.access import Actor, Grant, identity_of
from toolkit.example.content import Region
from toolkit.example.people_content import DESK, RegionPerson
from toolkit.model import Membership, Person, Role, now
from toolkit.services.desk import works_alone
from toolkit.storage import working_for


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part, with the ids in the database of what the files name."""

    programme_id: int
    municipalities: Mapping[str, int]
    measures: Mapping[str, int]
    people: Mapping[str, Actor]
    coordination: Actor
    today: date

    def day(self, due_in: int) -> date:
        return self.today + timedelta(days=due_in)


def gather(
    session: Session,
    actor: Actor,
    region: Region,
    *,
    programme_id: int,
    municipalities: Mapping[str, int],
    measures: Mapping[str, int],
) -> Cast:
    """Adds the people. Whoever sits at the single desk, and loads the region, is one of them."""
    written = region.people
    people = _add_people(session, written, programme_id, municipalities)
    coordination = next(people[each.id] for each in written if each.role is Role.COORDINATION)
    if works_alone(session, actor):
        people[DESK] = actor
    return Cast(programme_id, municipalities, measures, people, coordination, now().astimezone().date())


@contextmanager
def working_as(session: Session, actor: Actor) -> Iterator[Actor]:
    """One person's step: the database shows them what it would show them on a page."""
    with working_for(session, identity_of(actor)):
        yield actor


def _add_people(
    session: Session,
    written: tuple[RegionPerson, ...],
    programme_id: int,
    municipalities: Mapping[str, int],
) -> dict[str, Actor]:
    """Their numbers are below zero: the log names them, so nobody may get their number after them."""
    actors: dict[str, Actor] = {}
    for number, person in enumerate(written, start=1):
        session.add(Person(id=-number, name=person.name))
        session.flush()
        grants = tuple(_grants(person, programme_id, municipalities))
        session.add_all(
            Membership(
                person_id=-number,
                role=grant.role,
                municipality_id=grant.municipality_id,
                programme_id=grant.programme_id,
            )
            for grant in grants
        )
        acting_for = municipalities[person.municipality] if person.municipality else None
        actors[person.id] = Actor(-number, frozenset(grants), acting_for=acting_for)
    session.flush()
    return actors


def _grants(person: RegionPerson, programme_id: int, municipalities: Mapping[str, int]) -> Iterator[Grant]:
    """Who sits in the steering group for a municipality plans there as well."""
    if person.role is not Role.PLANNING:
        yield Grant(person.role, programme_id=programme_id)
    if person.municipality is not None:
        yield Grant(Role.PLANNING, municipality_id=municipalities[person.municipality])
