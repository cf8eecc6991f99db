"""Who may review in a programme: everybody with the role of advice, and what keeps whom from what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, func, or_, select, true
from sqlmodel.sql.expression import SelectOfScalar

from toolkit.access import Actor, in_conflict
from toolkit.messages import Message
from toolkit.model import Deputyship, Measure, Membership, Person, Role, id_of
from toolkit.services.deputies import today
from toolkit.services.errors import RefusedError


class Barrier(StrEnum):
    """Why somebody must not review a measure."""

    CONFLICT = "conflict"  # a conflict of interest was declared
    PLANS = "plans"  # plans for the municipality whose measure it is
    TAKEN_OFF = "taken_off"  # was assigned and is no longer: only a proposal minds


@dataclass(frozen=True, slots=True)
class Advisor:
    person_id: int
    name: str | Message


Pair = tuple[int, int]
"""The ids of a measure and of a person."""


def advisors(session: Session, actor: Actor, *, programme_id: int) -> tuple[Advisor, ...]:
    """Those with the role of advice in the programme, by name; for its coordination only."""
    require_coordination(actor, programme_id)
    found = session.exec(
        select(Person)
        .where(col(Person.id).in_(_with_advice(programme_id)), col(Person.anonymised_at).is_(None))
        .order_by(func.lower(func.coalesce(func.nullif(Person.name, ""), Person.email)), col(Person.id))
    )
    return tuple(Advisor(id_of(person), name_of(person)) for person in found)


def has_advice(session: Session, person_id: int, *, programme_id: int) -> bool:
    person = select(Person.id).where(col(Person.id) == person_id, col(Person.anonymised_at).is_(None))
    return session.exec(person.where(col(Person.id).in_(_with_advice(programme_id)))).first() is not None


def barriers(session: Session, *, measures: Collection[int], people: Collection[int]) -> dict[Pair, Barrier]:
    """Which of these people must not review which of these measures, and why."""
    pairs = (
        select(Measure.id, Person.id)
        .join(Person, true())
        .where(col(Measure.id).in_(measures), col(Person.id).in_(people))
    )
    # A planner of every municipality is the single desk, where one person does everything in turn.
    plans = (
        select(Membership.id)
        .where(
            col(Membership.person_id) == col(Person.id),
            col(Membership.role) == Role.PLANNING,
            col(Membership.municipality_id) == col(Measure.municipality_id),
            col(Membership.revoked_at).is_(None),
        )
        .exists()
    )
    stands_in_there = (
        select(Membership.id)
        .join(Deputyship, col(Deputyship.person_id) == col(Membership.person_id))
        .where(
            col(Deputyship.deputy_id) == col(Person.id),
            col(Deputyship.ended_at).is_(None),
            or_(col(Deputyship.ends_on).is_(None), col(Deputyship.ends_on) >= today()),
            col(Membership.role) == Role.PLANNING,
            col(Membership.municipality_id) == col(Measure.municipality_id),
            col(Membership.revoked_at).is_(None),
        )
        .exists()
    )
    found: dict[Pair, Barrier] = {}
    for condition, barrier in (
        (or_(plans, stands_in_there), Barrier.PLANS),
        (in_conflict(col(Person.id)), Barrier.CONFLICT),
    ):
        for measure_id, person_id in session.exec(pairs.where(condition)):
            if measure_id is not None and person_id is not None:
                found[measure_id, person_id] = barrier
    return found


def name_of(person: Person) -> str | Message:
    """As the coordination reads it; the person of the single desk has neither name nor address."""
    return person.name or person.email or Message.of("assignments.single_desk")


def require_coordination(actor: Actor, programme_id: int) -> None:
    if not actor.works_in(programme_id, Role.COORDINATION):
        raise RefusedError(Message.of("access.not_coordination"))


def _with_advice(programme_id: int) -> SelectOfScalar[int]:
    return select(Membership.person_id).where(
        col(Membership.role) == Role.ADVICE,
        col(Membership.revoked_at).is_(None),
        or_(col(Membership.programme_id).is_(None), col(Membership.programme_id) == programme_id),
    )
