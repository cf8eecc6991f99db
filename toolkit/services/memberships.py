"""Who may do what, given and taken: the roles of people, for a municipality, a programme or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, Grant, may
from toolkit.messages import Message
from toolkit.model import (
    Assignment,
    Measure,
    Membership,
    Municipality,
    MunicipalityKey,
    Person,
    Programme,
    ProgrammeMunicipality,
    Role,
    id_of,
    now,
    programme_title,
)
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.people import administrators, can_log_in, ensure_person, mail_key
from toolkit.settings import is_mail_address
from toolkit.storage import record_event

# Administration is for all; every other role has its place, so that nobody gets them all by leaving it out.
OF_A_PROGRAMME = frozenset({Role.ADVICE, Role.COORDINATION, Role.STEERING, Role.CHAIR})


@dataclass(frozen=True, slots=True)
class OpenedMembership:
    """A role that somebody has, and for what."""

    membership_id: int
    role: Role
    place: str | Message | None


@dataclass(frozen=True, slots=True)
class OpenedPerson:
    """Somebody who may log in. `has_logged_in`: the invitation was used."""

    person_id: int
    email: str
    name: str
    has_logged_in: bool
    memberships: tuple[OpenedMembership, ...]


def people(session: Session, actor: Actor) -> tuple[OpenedPerson, ...]:
    """Everybody who can log in, with their roles; two queries."""
    _require_administration(actor)
    roles: dict[int, list[OpenedMembership]] = {}
    for membership, municipality, programme in session.exec(
        select(Membership, Municipality.name, Programme.name)
        .outerjoin(Municipality, col(Municipality.id) == col(Membership.municipality_id))
        .outerjoin(Programme, col(Programme.id) == col(Membership.programme_id))
        .where(col(Membership.revoked_at).is_(None))
        .order_by(col(Membership.id))
    ):
        place = municipality if membership.programme_id is None else programme_title(programme)
        opened = OpenedMembership(id_of(membership), membership.role, place)
        roles.setdefault(membership.person_id, []).append(opened)
    found = session.exec(
        select(Person).where(can_log_in()).order_by(func.lower(Person.email), col(Person.id))
    )
    return tuple(_opened(person, roles.get(id_of(person), ())) for person in found)


def open_person(session: Session, actor: Actor, *, person_id: int) -> OpenedPerson:
    """One of them. Raises `NotFoundError` where nobody by this number can log in."""
    for person in people(session, actor):
        if person.person_id == person_id:
            return person
    raise NotFoundError(Message.of("people.no_such_person"))


def unplanned_municipalities(session: Session, actor: Actor) -> tuple[str, ...]:
    """The names of those that take part in a programme and have nobody who plans for them."""
    _require_administration(actor)
    planned = (
        select(Membership.id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            can_log_in(),
            col(Membership.role) == Role.PLANNING,
            col(Membership.municipality_id) == col(Municipality.id),
            col(Membership.revoked_at).is_(None),
        )
        .exists()
    )
    takes_part = col(Municipality.id).in_(select(col(ProgrammeMunicipality.municipality_id)))
    found = select(Municipality.name).where(takes_part, ~planned, col(Municipality.is_example).is_(False))
    return tuple(session.exec(found.order_by(col(Municipality.name))))


def grant(session: Session, actor: Actor, *, email: str, grant: Grant) -> int:
    """Gives somebody a role, and invites them by their address where nobody has it yet. Gives the person.

    Raises `RefusedError` and `InvalidError`. What they have already is not given twice.
    """
    _require_administration(actor)
    address = mail_key(email)
    if not is_mail_address(address):
        raise InvalidError(Message.of("people.no_address", address=email))
    _refuse_unfit_place(session, grant)
    person_id = ensure_person(session, actor_id=actor.person_id, email=address)
    if _held(session, person_id, grant) is None:
        membership = Membership(
            person_id=person_id,
            role=grant.role,
            municipality_id=grant.municipality_id,
            programme_id=grant.programme_id,
        )
        session.add(membership)
        session.flush()
        _record(session, actor, membership, "grant")
    return person_id


def revoke(session: Session, actor: Actor, *, membership_id: int) -> None:
    """Takes a role away, which counts from the next click on. The last administration stays."""
    _require_administration(actor)
    membership = _revocable(session, membership_id)
    membership.revoked_at = now()
    session.add(membership)
    _record(session, actor, membership, "revoke")


def after_revoking(session: Session, actor: Actor, *, membership_id: int) -> tuple[Message, ...]:
    """What will be so once this role is taken away: for whoever is about to do it.

    Raises `InvalidError` where it is the last administration, `NotFoundError` where the role is gone already.
    """
    _require_administration(actor)
    membership = _revocable(session, membership_id)
    sentences = [Message.of(f"people.after.{membership.role.value}")]
    assigned = _assigned_by(session, membership)
    if assigned:
        sentences.append(Message.of("people.after.assigned", n=assigned))
    if membership.role in (Role.PLANNING, Role.COORDINATION) and not _others(session, membership):
        sentences.append(Message.of(f"people.after.no_other_{membership.role.value}"))
    if len(_current(session, membership.person_id)) == 1:
        sentences.append(Message.of("people.after.no_access"))
    return (*sentences, Message.of("people.after.kept"))


def membership_of(session: Session, *, email: str, grant: Grant) -> int:
    """The membership by which somebody has this role. Raises `NotFoundError`."""
    statement = select(Person.id).where(func.lower(Person.email) == mail_key(email), can_log_in())
    person_id = session.exec(statement).first()
    held = person_id and _held(session, person_id, grant)
    if not held:
        raise NotFoundError(Message.of("people.no_such_role"))
    return id_of(held)


def municipality_named(session: Session, name: str) -> int:
    """The one municipality with this name or official key. Raises `NotFoundError`, also where two have it."""
    with_key = select(MunicipalityKey.municipality_id).where(col(MunicipalityKey.key) == name)
    fits = (col(Municipality.name) == name) | col(Municipality.id).in_(with_key)
    return _the_one(session.exec(select(Municipality.id).where(fits)).all(), name)


def programme_named(session: Session, name: str) -> int:
    """The one programme with this name, or number. Raises `NotFoundError`, also where it could be two."""
    fits = col(Programme.name) == name
    if name.isdecimal() and len(name) < 9:
        fits |= col(Programme.id) == int(name)
    return _the_one(session.exec(select(Programme.id).where(fits)).all(), name)


def _the_one(found: Sequence[int | None], name: str) -> int:
    if len(found) != 1 or found[0] is None:
        raise NotFoundError(Message.of("people.no_such_place", name=name, count=len(found)))
    return found[0]


def _opened(person: Person, memberships: Sequence[OpenedMembership]) -> OpenedPerson:
    return OpenedPerson(
        person_id=id_of(person),
        email=person.email or "",
        name=person.name,
        has_logged_in=person.oidc_subject is not None,
        memberships=tuple(memberships),
    )


def _require_administration(actor: Actor) -> None:
    verdict = may(actor, Action.MANAGE_PEOPLE)
    if verdict.reason:
        raise RefusedError(verdict.reason)


def _revocable(session: Session, membership_id: int) -> Membership:
    membership = session.get(Membership, membership_id)
    if membership is None or membership.revoked_at is not None:
        raise NotFoundError(Message.of("people.no_such_role"))
    is_administration = membership.role is Role.ADMINISTRATION
    if is_administration and administrators(session) == {membership.person_id}:
        raise InvalidError(Message.of("people.last_administration"))
    return membership


def _assigned_by(session: Session, membership: Membership) -> int:
    """How many reviews the person has by the role of advice; the other roles leave nothing unfinished."""
    assigned = (
        select(func.count(col(Assignment.id)))
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(col(Assignment.person_id) == membership.person_id, col(Assignment.ended_at).is_(None))
    )
    if membership.programme_id is not None:
        assigned = assigned.where(col(Measure.programme_id) == membership.programme_id)
    return session.exec(assigned).one() if membership.role is Role.ADVICE else 0


def _others(session: Session, membership: Membership) -> bool:
    """Whether somebody else has the same role for the same place, or for all."""
    same = select(Membership.id).join(Person, col(Person.id) == col(Membership.person_id))
    found = same.where(
        can_log_in(),
        col(Membership.person_id) != membership.person_id,
        col(Membership.role) == membership.role,
        col(Membership.municipality_id).is_not_distinct_from(membership.municipality_id),
        col(Membership.programme_id).is_not_distinct_from(membership.programme_id),
        col(Membership.revoked_at).is_(None),
    )
    return session.exec(found.limit(1)).first() is not None


def _current(session: Session, person_id: int) -> Sequence[Membership]:
    return session.exec(
        select(Membership).where(col(Membership.person_id) == person_id, col(Membership.revoked_at).is_(None))
    ).all()


def _refuse_unfit_place(session: Session, grant: Grant) -> None:
    has = (grant.municipality_id is not None, grant.programme_id is not None)
    if grant.role is Role.PLANNING and has != (True, False):
        raise InvalidError(Message.of("people.needs_municipality"))
    if grant.role in OF_A_PROGRAMME and has != (False, True):
        raise InvalidError(Message.of("people.needs_programme"))
    if grant.role is Role.ADMINISTRATION and any(has):
        raise InvalidError(Message.of("people.administration_is_for_all"))
    if grant.municipality_id and session.get(Municipality, grant.municipality_id) is None:
        raise NotFoundError(Message.of("services.no_municipality"))
    if grant.programme_id and session.get(Programme, grant.programme_id) is None:
        raise NotFoundError(Message.of("programme.unknown"))


def _held(session: Session, person_id: int, grant: Grant) -> Membership | None:
    return session.exec(
        select(Membership)
        .where(
            col(Membership.person_id) == person_id,
            col(Membership.role) == grant.role,
            col(Membership.municipality_id).is_not_distinct_from(grant.municipality_id),
            col(Membership.programme_id).is_not_distinct_from(grant.programme_id),
            col(Membership.revoked_at).is_(None),
        )
        .limit(1)
    ).first()


def _record(session: Session, actor: Actor, membership: Membership, action: str) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=membership.programme_id,
        measure_id=None,
        action=action,
        thing="membership",
        thing_id=membership.id,
        changes={
            "person_id": membership.person_id,
            "role": membership.role.value,
            "municipality_id": membership.municipality_id,
        },
    )
