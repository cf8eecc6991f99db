"""Deputies: somebody stands in for a person in planning and coordination for some days. Judgements stay
personal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from toolkit.access import ALLOWED, Action, Actor, Grant, OfPerson, may
from toolkit.messages import Message
from toolkit.model import (
    Assignment,
    Deputyship,
    Measure,
    Membership,
    Person,
    Programme,
    ProgrammeMunicipality,
    Role,
    id_of,
    now,
)
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.people import can_log_in, mail_key
from toolkit.storage import record_event

HANDED_ON = (Role.PLANNING, Role.COORDINATION)


@dataclass(frozen=True, slots=True)
class OpenedDeputyship:
    """Who stands in for whom, from the first to the last day."""

    deputyship_id: int
    person_id: int
    person: str
    deputy_id: int
    deputy: str
    starts_on: date
    ends_on: date | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class Represented:
    """Somebody for whom the actor may name a deputy."""

    person_id: int
    name: str


def today() -> date:
    return now().astimezone().date()


def stands_in(on: date) -> ColumnElement[bool]:
    """Whether a deputyship counts on this day: it ends by itself."""
    return (
        col(Deputyship.ended_at).is_(None)
        & (col(Deputyship.starts_on) <= on)
        & or_(col(Deputyship.ends_on).is_(None), col(Deputyship.ends_on) >= on)
    )


def deputised_grants(session: Session, person_id: int) -> Mapping[Grant, int]:
    """What the person may do today in place of others, each with whom they stand in for. Whatever these have
    as deputies of others is not handed on."""
    rows = session.exec(
        select(Membership)
        .join(Deputyship, col(Deputyship.person_id) == col(Membership.person_id))
        .join(Person, col(Person.id) == col(Deputyship.person_id))
        .where(
            col(Deputyship.deputy_id) == person_id,
            stands_in(today()),
            col(Membership.role).in_(HANDED_ON),
            col(Membership.revoked_at).is_(None),
            col(Person.anonymised_at).is_(None),
        )
        .order_by(col(Deputyship.id).desc())
    )
    return {Grant(row.role, row.municipality_id, row.programme_id): row.person_id for row in rows}


def represented(session: Session, actor: Actor) -> tuple[Represented, ...]:
    """For whom the actor may name a deputy: oneself, and as coordination all who plan or coordinate there."""
    found = session.exec(
        select(Person)
        .where(can_log_in(), col(Person.id).in_(_people_with_something_to_hand_on(actor)))
        .order_by(col(Person.id) != actor.person_id, func.lower(Person.email), col(Person.id))
    )
    return tuple(Represented(id_of(person), _name(person)) for person in found)


def deputyships(session: Session, actor: Actor) -> tuple[OpenedDeputyship, ...]:
    """Those that count now or later: the own ones, by both sides, and as coordination those there."""
    mine = or_(
        col(Deputyship.deputy_id) == actor.person_id,
        col(Deputyship.person_id).in_(_people_with_something_to_hand_on(actor)),
        col(Deputyship.person_id) == actor.person_id,
    )
    rows = session.exec(
        select(Deputyship)
        .where(
            mine,
            col(Deputyship.ended_at).is_(None),
            or_(col(Deputyship.ends_on).is_(None), col(Deputyship.ends_on) >= today()),
        )
        .order_by(col(Deputyship.starts_on), col(Deputyship.id))
    ).all()
    wanted = {row.person_id for row in rows} | {row.deputy_id for row in rows}
    names = {id_of(one): _name(one) for one in session.exec(select(Person).where(col(Person.id).in_(wanted)))}
    return tuple(_opened(row, names) for row in rows)


def start_deputyship(
    session: Session, actor: Actor, *, person_id: int, email: str, starts_on: date, ends_on: date
) -> int:
    """Somebody who works here already stands in for the person. Gives the deputyship.

    Raises `RefusedError` where it is not the actor's to say, and `InvalidError` with what is wrong.
    """
    _require(session, actor, person_id)
    deputy_id = _deputy_with(session, email)
    if deputy_id == person_id:
        raise InvalidError(Message.of("deputies.not_oneself"))
    if ends_on < starts_on or ends_on < today():
        raise InvalidError(Message.of("deputies.wrong_days"))
    if _reviews_there(session, deputy_id, person_id):
        raise InvalidError(Message.of("deputies.reviews_there"))
    row = Deputyship(person_id=person_id, deputy_id=deputy_id, starts_on=starts_on, ends_on=ends_on)
    session.add(row)
    session.flush()
    changes = {"person_id": person_id, "deputy_id": deputy_id, "starts_on": starts_on, "ends_on": ends_on}
    _record(session, actor, id_of(row), "start_deputyship", changes)
    return id_of(row)


def end_deputyship(session: Session, actor: Actor, *, deputyship_id: int) -> None:
    """Before its last day, by the person, the deputy or the coordination; counts from the next click on."""
    row = session.get(Deputyship, deputyship_id)
    if row is None or row.ended_at is not None:
        raise NotFoundError(Message.of("deputies.gone"))
    if actor.person_id != row.deputy_id:
        _require(session, actor, row.person_id)
    row.ended_at = now()
    session.add(row)
    _record(session, actor, deputyship_id, "end_deputyship", {"ended_at": row.ended_at})


def _require(session: Session, actor: Actor, person_id: int) -> None:
    programmes = session.exec(_programmes_of(person_id)).all()
    if not programmes:
        raise InvalidError(Message.of("deputies.nothing_to_hand_on"))
    verdicts = [may(actor, Action.NAME_DEPUTY, OfPerson(person_id, key)) for key in programmes if key]
    if ALLOWED not in verdicts and verdicts[0].reason:
        raise RefusedError(verdicts[0].reason)


def _programmes_of(person_id: int) -> SelectOfScalar[int | None]:
    """Where the person plans or coordinates."""
    return (
        select(col(Programme.id))
        .join(Membership, _holds_in_programme())
        .where(col(Membership.person_id) == person_id)
        .distinct()
    )


def _people_with_something_to_hand_on(actor: Actor) -> SelectOfScalar[int]:
    """The actor, and as coordination those who plan or coordinate in the same programme."""
    coordinated = {grant.programme_id for grant in actor.grants if grant.role is Role.COORDINATION}
    in_programme = true() if None in coordinated else col(Programme.id).in_(coordinated)
    return (
        select(Membership.person_id)
        .join(Programme, _holds_in_programme())
        .where(or_(col(Membership.person_id) == actor.person_id, in_programme))
    )


def _holds_in_programme() -> ColumnElement[bool]:
    """Of a membership that can be handed on and a programme: the one holds in the other."""
    takes_part = (
        exists()
        .where(
            col(ProgrammeMunicipality.programme_id) == col(Programme.id),
            col(ProgrammeMunicipality.municipality_id) == col(Membership.municipality_id),
        )
        .correlate(Programme, Membership)
    )
    return and_(
        col(Membership.revoked_at).is_(None),
        col(Membership.role).in_(HANDED_ON),
        or_(
            col(Membership.programme_id) == col(Programme.id),
            takes_part,
            col(Membership.programme_id).is_(None) & col(Membership.municipality_id).is_(None),
        ),
    )


def _deputy_with(session: Session, email: str) -> int:
    """Whoever has this address, and works here already: a deputy gets nothing but what is handed on."""
    works_here = exists().where(
        col(Membership.person_id) == col(Person.id), col(Membership.revoked_at).is_(None)
    )
    known = select(Person.id).where(func.lower(Person.email) == mail_key(email), can_log_in(), works_here)
    found = session.exec(known.order_by(col(Person.id)).limit(1)).first()
    if found is None:
        raise InvalidError(Message.of("deputies.unknown", address=email))
    return found


def _reviews_there(session: Session, deputy_id: int, person_id: int) -> bool:
    """Whoever reviews a measure must not plan for its municipality, not even for a few days."""
    planned = select(Membership.municipality_id).where(
        col(Membership.person_id) == person_id,
        col(Membership.role) == Role.PLANNING,
        col(Membership.revoked_at).is_(None),
    )
    assigned = (
        select(Assignment.id)
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(
            col(Assignment.person_id) == deputy_id,
            col(Assignment.ended_at).is_(None),
            col(Measure.municipality_id).in_(planned),
        )
    )
    return session.exec(assigned.limit(1)).first() is not None


def _opened(row: Deputyship, names: Mapping[int, str]) -> OpenedDeputyship:
    return OpenedDeputyship(
        deputyship_id=id_of(row),
        person_id=row.person_id,
        person=names[row.person_id],
        deputy_id=row.deputy_id,
        deputy=names[row.deputy_id],
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_now=row.starts_on <= today(),
    )


def _name(person: Person) -> str:
    return person.name or person.email or ""


def _record(
    session: Session, actor: Actor, deputyship_id: int, action: str, changes: dict[str, object]
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=None,
        measure_id=None,
        action=action,
        thing="deputyship",
        thing_id=deputyship_id,
        changes=changes,
    )
