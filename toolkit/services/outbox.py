"""What waits for the mail relay: who takes a message to send it, and what came of it.

Two senders never take the same message: whoever takes it moves its next time away in the same transaction,
and writers follow one another. A sender that ends in between leaves the message to the next attempt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, select
from sqlmodel.sql.expression import SelectOfScalar

from toolkit.access import identity_of
from toolkit.messages import LANGUAGES, Language
from toolkit.model import DownloadToken, OutboxMessage, Person, now
from toolkit.services.desk import actor_of
from toolkit.services.notices import Notice, seen_by
from toolkit.settings import is_mail_address
from toolkit.storage import working_for

# What is older is no news: a relay that is set after weeks must not send all that has gathered.
TRIED_FOR = timedelta(days=7)
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)


class Failure(StrEnum):
    """Why a message was not sent. Stored with it: no text of a server, which might name people."""

    UNREACHABLE = "unreachable"
    ENCRYPTION = "encryption"
    LOGIN = "login"
    POSTPONED = "postponed"
    REFUSED = "refused"
    NO_ADDRESS = "no_address"
    HIDDEN = "hidden"


# Nothing will change by trying again.
FINAL = frozenset({Failure.REFUSED, Failure.NO_ADDRESS, Failure.HIDDEN})


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that this sender, and no other, now sends."""

    notice: Notice
    address: str


def something_waits(session: Session) -> bool:
    return session.exec(select(OutboxMessage.id).where(_waits(now())).limit(1)).first() is not None


def take_next(session: Session, *, language: Language) -> Taken | None:
    """The next message to send, None where none waits. What must not or cannot be sent is put aside.
    `language` is spoken to those of whom none is known."""
    moment = now()
    while (row := session.exec(_next(moment)).first()) is not None:
        row.attempts += 1
        row.send_after = moment + pause_after(row.attempts)
        found = _sendable(session, row, language)
        if isinstance(found, Failure):
            row.failure = found.value
        session.add(row)
        session.flush()
        if isinstance(found, Taken):
            return found
    return None


def forget_old_messages(session: Session, *, days: int) -> int:
    """Deletes what was told longer ago, and links to files that are over; gives how many messages went."""
    old = select(OutboxMessage).where(col(OutboxMessage.created_at) < now() - timedelta(days=days))
    messages = session.exec(old).all()
    for message in messages:
        session.delete(message)
    over = select(DownloadToken).where(col(DownloadToken.expires_at) < now() - timedelta(days=1))
    for token in session.exec(over).all():
        session.delete(token)
    return len(messages)


def note_sent(session: Session, *, notice_id: int) -> None:
    _note(session, notice_id, sent_at=now(), failure="")


def note_failure(session: Session, *, notice_id: int, failure: Failure) -> None:
    _note(session, notice_id, sent_at=None, failure=failure.value)


def pause_after(attempts: int) -> timedelta:
    """Each pause is twice the one before: a relay that is down is asked less and less often."""
    doublings = min(attempts - 1, 20)  # more would not change anything but overflow at some time
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _sendable(session: Session, row: OutboxMessage, language: Language) -> Taken | Failure:
    person = session.get_one(Person, row.person_id)
    address = person.email or ""
    if not is_mail_address(address):
        return Failure.NO_ADDRESS
    receiver = actor_of(session, person_id=row.person_id, language=_language_of(person, language))
    with working_for(session, identity_of(receiver)):  # the sender's own session sees no working revision
        notices = seen_by(session, receiver, [row])
    return Taken(notices[0], address) if notices else Failure.HIDDEN


def _language_of(person: Person, otherwise: Language) -> Language:
    return next((each for each in LANGUAGES if each == person.language), otherwise)


def _note(session: Session, notice_id: int, *, sent_at: datetime | None, failure: str) -> None:
    row = session.get(OutboxMessage, notice_id)
    # Whoever was removed while the mail was under way took the message along.
    if row is not None:
        row.sent_at, row.failure = sent_at, failure
        session.add(row)


def _next(moment: datetime) -> SelectOfScalar[OutboxMessage]:
    return select(OutboxMessage).where(_waits(moment)).order_by(col(OutboxMessage.id)).limit(1)


def _waits(moment: datetime) -> ColumnElement[bool]:
    return and_(
        col(OutboxMessage.sent_at).is_(None),
        col(OutboxMessage.send_after) <= moment,
        col(OutboxMessage.created_at) > moment - TRIED_FOR,
        col(OutboxMessage.failure).not_in([failure.value for failure in FINAL]),
    )
