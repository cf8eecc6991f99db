"""Leading a meeting: it is opened, and the chair's step is what every screen shows."""

from __future__ import annotations

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor
from toolkit.messages import Message
from toolkit.model import AgendaItem, Attendance, MeetingState, id_of, now
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.meetings import held_item, held_meeting, next_step, record

VIEWS = ("overview", "block", "item")


def begin_meeting(session: Session, actor: Actor, *, meeting_id: int) -> None:
    """Opens a prepared meeting; who opens it is there."""
    row = held_meeting(session, actor, meeting_id, Action.LEAD_MEETING, MeetingState.PREPARING)
    if session.exec(select(AgendaItem.id).where(col(AgendaItem.meeting_id) == row.id)).first() is None:
        raise RefusedError(Message.of("meeting.without_agenda"))
    row.state, row.opened_at = MeetingState.OPEN, now()
    own = select(Attendance).where(
        col(Attendance.meeting_id) == row.id, col(Attendance.person_id) == actor.person_id
    )
    for one in session.exec(own):
        one.came_at = one.came_at or now()
    next_step(session, row)
    record(session, actor.person_id, row, "begin_meeting")


def show_on_screens(
    session: Session, actor: Actor, *, meeting_id: int, view: str, item_id: int | None = None
) -> int:
    """The chair's step: from now on all screens show this; gives its number."""
    row = held_meeting(session, actor, meeting_id, Action.LEAD_MEETING, MeetingState.OPEN)
    if view not in VIEWS or (view == "item") != (item_id is not None):
        raise InvalidError(Message.of("meeting.unknown_item"))
    if item_id is not None:
        item = session.get(AgendaItem, item_id)
        if item is None or item.meeting_id != row.id:
            raise NotFoundError(Message.of("meeting.unknown_item"))
    if (row.view, row.current_item_id) == (view, item_id):
        return row.step
    row.view, row.current_item_id = view, item_id
    next_step(session, row)
    record(session, actor.person_id, row, "show_on_screens", view=view, item=item_id)
    return row.step


def close_topic(session: Session, actor: Actor, *, item_id: int, done: bool = True) -> None:
    """A point without a measure has been talked about, or is taken up again."""
    row, item = held_item(session, actor, item_id, Action.LEAD_MEETING, MeetingState.OPEN)
    if item.measure_id is not None:
        raise RefusedError(Message.of("meeting.needs_outcome"))
    item.closed_at = now() if done else None
    session.add(item)
    next_step(session, row)
    record(session, actor.person_id, row, "close_topic", of=("agenda_item", id_of(item)), done=done)
