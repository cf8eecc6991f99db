"""Guests of a meeting: no persons of the app, but an actor of their own kind that a one-time PIN lets in.

A guest sees what the meeting's screen shows, answers for their own place on the attendance list, and is
nobody any more once the meeting is closed. Database and log hold hashes only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, Grant
from toolkit.messages import DEFAULT_LANGUAGE, Language, Message
from toolkit.model import Attendance, AttendanceRole, GuestPin, Meeting, MeetingState, Role, id_of, now
from toolkit.services.errors import NotFoundError, RefusedError
from toolkit.services.meeting_record import MeetingRecord
from toolkit.services.meetings import held_meeting, load_record, next_step, record

DIGITS = 6
MOST_ATTEMPTS = 5
VALID_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who sits at a place of the attendance list without an account."""

    attendance_id: int
    meeting_id: int
    name: str


@dataclass(frozen=True, slots=True)
class GuestPass:
    """What the guest's device keeps; it is shown once."""

    token: str
    meeting_id: int


def issue_pin(session: Session, actor: Actor, *, attendance_id: int) -> str:
    """A new PIN for a guest's place, told once; an earlier one, and a device that came in by it, are out."""
    one = session.get(Attendance, attendance_id)
    if one is None:
        raise NotFoundError(Message.of("meeting.not_on_the_list"))
    states = (MeetingState.PREPARING, MeetingState.OPEN)
    row = held_meeting(session, actor, one.meeting_id, Action.LEAD_MEETING, *states)
    if one.role is not AttendanceRole.GUEST or one.person_id is not None:
        raise RefusedError(Message.of("meeting.pin_for_guests"))
    pin = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    found = session.exec(select(GuestPin).where(col(GuestPin.attendance_id) == attendance_id)).one_or_none()
    kept = found or GuestPin(attendance_id=attendance_id, pin_hash="", expires_at=now())
    kept.pin_hash, kept.expires_at, kept.attempts = _pin_hash(pin), now() + VALID_FOR, 0
    kept.used_at, kept.token_hash = None, None
    session.add(kept)
    next_step(session, row)
    record(session, actor.person_id, row, "issue_pin", of=("attendance", attendance_id))
    return pin


def enter_as_guest(
    session: Session, *, meeting: str, attendance_id: int, pin: str, browser: str = ""
) -> GuestPass | Message:
    """Lets a guest in, once per PIN; or the sentence why not, which is returned and not raised: the attempt
    is counted and logged in the same transaction. The pass works in this `browser` only, as far as it has a
    name: the address that holds it may be passed on."""
    row = session.exec(select(Meeting).where(col(Meeting.uuid) == _uuid(meeting))).one_or_none()
    kept = session.exec(
        select(GuestPin)
        .join(Attendance, col(Attendance.id) == col(GuestPin.attendance_id))
        .where(col(Attendance.id) == attendance_id, col(Attendance.meeting_id) == (row.id if row else None))
        .with_for_update()
    ).one_or_none()
    if row is None or kept is None:
        # No event: whoever guesses addresses could fill the log.
        return Message.of("meeting.pin_wrong")
    refusal = _refusal(row, kept, pin)
    if refusal is not None:
        if kept.attempts < MOST_ATTEMPTS:
            kept.attempts += 1
            session.add(kept)
            record(session, None, row, f"refused.{refusal}", of=("attendance", attendance_id))
        return Message.of(refusal)
    token = secrets.token_urlsafe(32)
    kept.used_at, kept.token_hash = now(), _hash(token, browser)
    one = session.get_one(Attendance, attendance_id)
    one.came_at, one.left_at = one.came_at or now(), None
    session.add_all([kept, one])
    next_step(session, row)
    record(session, None, row, "enter_as_guest", of=("attendance", attendance_id))
    return GuestPass(token, id_of(row))


def guest_of(session: Session, token: str, browser: str = "") -> Guest | None:
    """Whose token it is in this browser, until the meeting is closed, the PIN expires or the chair issues
    another."""
    if not token:
        return None
    found = session.exec(
        select(Attendance, GuestPin, Meeting)
        .join(GuestPin, col(GuestPin.attendance_id) == col(Attendance.id))
        .join(Meeting, col(Meeting.id) == col(Attendance.meeting_id))
        .where(col(GuestPin.token_hash) == _hash(token, browser))
    ).one_or_none()
    if found is None:
        return None
    one, kept, row = found
    if row.state is MeetingState.CLOSED or kept.expires_at <= now():
        return None
    return Guest(id_of(one), id_of(row), one.name)


def open_meeting_for_guest(
    session: Session, guest: Guest, *, language: Language = DEFAULT_LANGUAGE
) -> MeetingRecord:
    """What the meeting's screen shows."""
    row = session.get_one(Meeting, guest.meeting_id)
    # The screen is the steering group's; the guest reads nothing of it but what the record leaves over.
    screen = Actor(0, frozenset({Grant(Role.STEERING, programme_id=row.programme_id)}), language=language)
    return load_record(session, screen, row).for_guest(guest.attendance_id)


def end_guest_access(session: Session, meeting_id: int) -> None:
    """No PIN and no device comes in any more; part of closing the meeting."""
    rows = session.exec(
        select(GuestPin)
        .join(Attendance, col(Attendance.id) == col(GuestPin.attendance_id))
        .where(col(Attendance.meeting_id) == meeting_id)
    )
    for kept in rows:
        kept.token_hash, kept.pin_hash, kept.expires_at = None, "", now()
        session.add(kept)


def _refusal(row: Meeting, kept: GuestPin, pin: str) -> str | None:
    if row.state is not MeetingState.OPEN:
        return "meeting.pin_not_open"
    if kept.attempts >= MOST_ATTEMPTS:
        return "meeting.pin_blocked"
    if not _fits(kept.pin_hash, pin.strip()):
        return "meeting.pin_wrong"
    if kept.used_at is not None:
        return "meeting.pin_used"
    return "meeting.pin_expired" if kept.expires_at <= now() else None


def _pin_hash(pin: str) -> str:
    salt = secrets.token_hex(16)
    return f"{salt}:{_stretched(salt, pin)}"


def _fits(kept: str, pin: str) -> bool:
    salt, _, expected = kept.partition(":")
    return bool(expected) and hmac.compare_digest(expected, _stretched(salt, pin))


def _stretched(salt: str, pin: str) -> str:
    """Slow on purpose: six digits are few."""
    return hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()


def _hash(token: str, browser: str) -> str:
    return hashlib.sha256(f"{token}\n{browser}".encode()).hexdigest()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
