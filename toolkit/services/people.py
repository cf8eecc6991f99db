"""Who may come in: a login of the identity provider is bound to a person whom somebody has invited."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from toolkit.messages import Message
from toolkit.model import Membership, Person, Role, id_of, now
from toolkit.services.errors import InvalidError, NotFoundError, ServiceError
from toolkit.storage import record_event


@dataclass(frozen=True, slots=True)
class Login:
    """What the identity provider says about who is there."""

    issuer: str
    subject: str
    email: str
    is_verified: bool
    at: datetime
    name: str = ""

    @classmethod
    def from_claims(cls, claims: Mapping[str, Any]) -> Login:
        return cls(
            issuer=str(claims["iss"]),
            subject=str(claims["sub"]),
            email=mail_key(str(claims.get("email") or "")),
            # A text "false" would be true: only the word of the standard counts.
            is_verified=claims.get("email_verified") is True,
            at=datetime.fromtimestamp(int(claims["iat"]), UTC),
            name=str(claims.get("name") or "")[:200],
        )

    @property
    def fingerprint(self) -> str:
        """The same for the same account of the same provider, of one length, and without any name in it."""
        return hashlib.sha256(f"{self.issuer}\n{self.subject}".encode()).hexdigest()


class NotAdmittedError(ServiceError):
    """Nobody may work here with this login; the message says why. `may_log_in`: logging in would help."""

    def __init__(self, message: Message, *, may_log_in: bool = False) -> None:
        super().__init__(message)
        self.may_log_in = may_log_in


def mail_key(address: str) -> str:
    """An address as it is stored and compared: people write their own in capitals, too."""
    return address.strip().casefold()


def refuse_an_old_login(login: Login, *, hours: int) -> None:
    """The cookie lasts longer than a login should."""
    if now() - login.at > timedelta(hours=hours):
        raise NotAdmittedError(Message.of("people.login_expired", hours=hours), may_log_in=True)


def known_person(session: Session, login: Login) -> int | None:
    """The person to whom this login is bound."""
    return session.exec(
        select(Person.id).where(
            col(Person.oidc_subject) == login.fingerprint, col(Person.anonymised_at).is_(None)
        )
    ).one_or_none()


def admit(session: Session, login: Login, *, first_administrator: str | None) -> int:
    """The person of this login. The first login of an invited address is bound to it for good.

    Raises `NotAdmittedError` for everybody else.
    """
    known = known_person(session, login)
    if known is not None:
        return known
    if not (login.email and login.is_verified):
        raise NotAdmittedError(Message.of("people.email_not_verified"))
    if first_administrator and login.email == mail_key(first_administrator):
        _appoint_first_administrator(session, login.email)
    person = _invited(session, login.email)
    if person is None:
        raise NotAdmittedError(Message.of("people.unknown"))
    if person.oidc_subject is not None:
        raise NotAdmittedError(Message.of("people.other_login"))
    person.oidc_subject = login.fingerprint
    person.name = person.name or login.name
    session.add(person)
    # Without a hash of account or address: whoever guesses it could prove by the log whose number this was.
    _record(session, id_of(person), id_of(person), "bind_login")
    return id_of(person)


def ensure_person(session: Session, *, actor_id: int | None, email: str) -> int:
    """The person with this address; somebody new is invited by it."""
    address = mail_key(email)
    person = _invited(session, address)
    if person is None:
        person = Person(email=address)
        session.add(person)
        session.flush()
        _record(session, actor_id, id_of(person), "invite_person")
    return id_of(person)


def can_log_in() -> ColumnElement[bool]:
    """Not the single desk's person, who has neither address nor login, and not whoever was anonymised."""
    has_address = col(Person.email).is_not(None) | col(Person.oidc_subject).is_not(None)
    return has_address & col(Person.anonymised_at).is_(None)


def refuse_an_open_door(session: Session) -> None:
    """Raises `InvalidError` where people log in: without a provider whoever sits at this computer could do
    everything, and would be nobody in the log."""
    logs_in = col(Person.oidc_subject).is_not(None) & col(Person.anonymised_at).is_(None)
    if session.exec(select(Person.id).where(logs_in).limit(1)).first() is not None:
        raise InvalidError(Message.of("people.open_door"))


def person_named(session: Session, email: str) -> int:
    """The person with this address. Raises `NotFoundError`."""
    person = _invited(session, mail_key(email))
    if person is None:
        raise NotFoundError(Message.of("people.no_person", email=email))
    return id_of(person)


def administrators(session: Session) -> set[int]:
    """Who administers everything and can log in."""
    found = session.exec(
        select(Membership.person_id)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.role) == Role.ADMINISTRATION,
            col(Membership.revoked_at).is_(None),
            can_log_in(),
        )
    )
    return set(found)


def _appoint_first_administrator(session: Session, email: str) -> None:
    """Only as long as nobody administers: the setting must not bring back whom others have removed."""
    if administrators(session):
        return
    person_id = ensure_person(session, actor_id=None, email=email)
    session.add(Membership(person_id=person_id, role=Role.ADMINISTRATION))
    _record(session, None, person_id, "grant", role=Role.ADMINISTRATION)


def _invited(session: Session, email: str) -> Person | None:
    return session.exec(
        select(Person)
        .where(func.lower(col(Person.email)) == email, col(Person.anonymised_at).is_(None))
        .order_by(col(Person.id))
        .limit(1)
    ).one_or_none()


def _record(session: Session, actor_id: int | None, person_id: int, action: str, **changes: object) -> None:
    record_event(
        session,
        actor_id=actor_id,
        programme_id=None,
        measure_id=None,
        action=action,
        thing="person",
        thing_id=person_id,
        changes=changes,
    )
