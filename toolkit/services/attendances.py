"""The attendance list: who is expected, who came and left, who votes, and who had no part in a point."""

from __future__ import annotations

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, visible_municipalities
from toolkit.messages import Message
from toolkit.model import (
    AgendaItem,
    Attendance,
    AttendanceRole,
    Ballot,
    Meeting,
    MeetingState,
    Municipality,
    Recusal,
    RecusalManner,
    id_of,
    now,
)
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.meetings import held_item, held_meeting, next_step, record

LONGEST_NAME, LONGEST_TEXT = 200, 4000
PREPARING, OPEN = MeetingState.PREPARING, MeetingState.OPEN


def add_guest(
    session: Session,
    actor: Actor,
    *,
    meeting_id: int,
    name: str,
    organisation: str = "",
    municipality_id: int | None = None,
    votes: bool = False,
) -> int:
    """Somebody without an account, by name."""
    row = held_meeting(session, actor, meeting_id, Action.LEAD_MEETING, PREPARING, OPEN)
    _refuse_unknown_place(session, actor, municipality_id)
    guest = Attendance(
        meeting_id=meeting_id,
        name=_name(name, needed=True),
        organisation=_name(organisation),
        municipality_id=municipality_id,
        role=AttendanceRole.GUEST,
        votes=votes,
    )
    session.add(guest)
    next_step(session, row)
    record(session, actor.person_id, row, "add_attendance", of=("attendance", guest.id), votes=votes)
    return id_of(guest)


def change_attendance(
    session: Session,
    actor: Actor,
    *,
    attendance_id: int,
    based_on: int,
    role: AttendanceRole,
    votes: bool,
    municipality_id: int | None,
) -> None:
    """What somebody is in this meeting, whether they vote, and whose measures are their own."""
    row, one = _held(session, actor, attendance_id)
    _refuse_unknown_place(session, actor, municipality_id)
    if (one.role, one.votes, one.municipality_id) == (role, votes, municipality_id):
        return
    if one.version != based_on:
        raise RefusedError(Message.of("meeting.changed_meanwhile"))
    one.role, one.votes, one.municipality_id = role, votes, municipality_id
    one.version += 1
    session.add(one)
    next_step(session, row)
    record(
        session,
        actor.person_id,
        row,
        "change_attendance",
        of=("attendance", attendance_id),
        role=role.value,
        votes=votes,
        municipality=municipality_id,
    )


def note_arrival(session: Session, actor: Actor, *, attendance_id: int) -> None:
    """Came, or came back."""
    row, one = _held(session, actor, attendance_id)
    one.came_at, one.left_at = one.came_at or now(), None
    session.add(one)
    next_step(session, row)
    record(session, actor.person_id, row, "note_arrival", of=("attendance", attendance_id))


def note_departure(session: Session, actor: Actor, *, attendance_id: int) -> None:
    row, one = _held(session, actor, attendance_id)
    if one.came_at is None:
        raise RefusedError(Message.of("meeting.never_came"))
    one.left_at = now()
    session.add(one)
    next_step(session, row)
    record(session, actor.person_id, row, "note_departure", of=("attendance", attendance_id))


def arrive(session: Session, actor: Actor, *, meeting_id: int) -> None:
    """A member who opens the meeting on the own device is there; the chair strikes out who is not."""
    row = held_meeting(session, actor, meeting_id, Action.ATTEND, OPEN)
    one = own_attendance(session, actor, meeting_id)
    if one is None:
        raise RefusedError(Message.of("meeting.not_on_the_list"))
    one.came_at, one.left_at = one.came_at or now(), None
    session.add(one)
    next_step(session, row)
    record(session, actor.person_id, row, "note_arrival", of=("attendance", one.id))


def own_attendance(session: Session, actor: Actor, meeting_id: int) -> Attendance | None:
    return session.exec(
        select(Attendance).where(
            col(Attendance.meeting_id) == meeting_id, col(Attendance.person_id) == actor.person_id
        )
    ).one_or_none()


def recuse(
    session: Session,
    actor: Actor,
    *,
    item_id: int,
    attendance_id: int,
    manner: RecusalManner,
    reason: str = "",
) -> None:
    """Records Befangenheit: disclosed, and gone from table or room for debate and vote. The point is no
    longer taken together with others, because nobody can leave the table for one of many."""
    row, item, one = _held_both(session, actor, item_id, attendance_id)
    if _recusal(session, item_id, attendance_id) is not None:
        raise RefusedError(Message.of("meeting.recused_already"))
    if len(reason) > LONGEST_TEXT:
        raise InvalidError(Message.of("meeting.too_long", longest=LONGEST_TEXT))
    session.add(
        Recusal(
            agenda_item_id=item_id,
            attendance_id=id_of(one),
            manner=manner,
            reason=reason.strip(),
            left_at=now(),
        )
    )
    item.in_block = False
    session.add(item)
    next_step(session, row)
    record(
        session,
        actor.person_id,
        row,
        "recuse",
        of=("agenda_item", item_id),
        attendance=attendance_id,
        manner=manner.value,
        reason=reason,
    )


def note_return(session: Session, actor: Actor, *, item_id: int, attendance_id: int) -> None:
    """Back at the table once the point is over: not while a ballot on it is open."""
    row, _, _ = _held_both(session, actor, item_id, attendance_id)
    found = _recusal(session, item_id, attendance_id)
    if found is None:
        raise NotFoundError(Message.of("meeting.not_recused"))
    asked = select(Ballot.id).where(col(Ballot.agenda_item_id) == item_id, col(Ballot.closed_at).is_(None))
    if session.exec(asked).first() is not None:
        raise RefusedError(Message.of("meeting.ballot_is_open"))
    found.returned_at = now()
    session.add(found)
    next_step(session, row)
    record(
        session,
        actor.person_id,
        row,
        "note_return",
        of=("agenda_item", item_id),
        attendance=attendance_id,
    )


def lift_recusal(session: Session, actor: Actor, *, item_id: int, attendance_id: int) -> None:
    """Takes back what was recorded by mistake."""
    row, _, _ = _held_both(session, actor, item_id, attendance_id)
    found = _recusal(session, item_id, attendance_id)
    if found is None:
        raise NotFoundError(Message.of("meeting.not_recused"))
    session.delete(found)
    next_step(session, row)
    record(
        session,
        actor.person_id,
        row,
        "lift_recusal",
        of=("agenda_item", item_id),
        attendance=attendance_id,
    )


def _held(session: Session, actor: Actor, attendance_id: int) -> tuple[Meeting, Attendance]:
    one = session.get(Attendance, attendance_id)
    if one is None:
        raise NotFoundError(Message.of("meeting.not_on_the_list"))
    return held_meeting(session, actor, one.meeting_id, Action.LEAD_MEETING, PREPARING, OPEN), one


def _held_both(
    session: Session, actor: Actor, item_id: int, attendance_id: int
) -> tuple[Meeting, AgendaItem, Attendance]:
    row, item = held_item(session, actor, item_id, Action.LEAD_MEETING, OPEN)
    one = session.get(Attendance, attendance_id)
    if one is None or one.meeting_id != row.id:
        raise NotFoundError(Message.of("meeting.not_on_the_list"))
    return row, item, one


def _recusal(session: Session, item_id: int, attendance_id: int) -> Recusal | None:
    return session.exec(
        select(Recusal).where(
            col(Recusal.agenda_item_id) == item_id, col(Recusal.attendance_id) == attendance_id
        )
    ).one_or_none()


def _refuse_unknown_place(session: Session, actor: Actor, municipality_id: int | None) -> None:
    if municipality_id is None:
        return
    visible = visible_municipalities(actor)
    known = select(Municipality.id).where(
        col(Municipality.id) == municipality_id, col(Municipality.id).in_(visible)
    )
    if session.exec(known).first() is None:
        raise NotFoundError(Message.of("services.no_municipality"))


def _name(name: str, *, needed: bool = False) -> str:
    name = " ".join(name.split())
    if needed and not name:
        raise InvalidError(Message.of("meeting.guest_without_name"))
    if len(name) > LONGEST_NAME:
        raise InvalidError(Message.of("meeting.too_long", longest=LONGEST_NAME))
    return name
