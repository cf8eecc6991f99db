"""Title, day, place and addressee of a meeting: asked when it is prepared, and changed until it is closed."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from toolkit.messages import Message
from toolkit.services.agenda import LONGEST_TITLE, change_meeting
from toolkit.services.errors import InvalidError
from toolkit.services.meeting_record import MeetingRecord
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import day_field, do, fresh, typed_day

_TEXTS = ("title", "place", "body")


def ask_details(seat: Seat, of: str, stored: MeetingRecord | None = None) -> None:
    """The fields, with what is stored in them. `of` keeps the fields of two meetings apart."""
    _text(seat, of, "title", stored)
    day_field(seat, _key(of, "day"), stored.held_on if stored else None, seat.say("meeting.field.day"))
    _text(seat, of, "place", stored)
    _text(seat, of, "body", stored)


def typed_details(of: str) -> dict[str, Any]:
    """What was typed, named as the services name it. Raises `InvalidError` where the day is missing."""
    day = typed_day(_key(of, "day"))
    if day is None:
        raise InvalidError(Message.of("meeting.needs_day"))
    return {"held_on": day, **{field: st.session_state[_key(of, field)] for field in _TEXTS}}


def offer_details(seat: Seat, record: MeetingRecord) -> None:
    of = f"meeting-{record.meeting_id}"
    with st.expander(seat.say("meeting.change_details"), key="details"):
        ask_details(seat, of, record)
        st.button(
            seat.say("meeting.button.save_details"),
            key="save-details",
            on_click=do,
            args=(partial(_save, seat, record, of),),
        )


def _save(seat: Seat, record: MeetingRecord, of: str) -> Message:
    typed = typed_details(of)
    with writing() as session:
        change_meeting(
            session,
            seat.actor_now(session),
            meeting_id=record.meeting_id,
            based_on=record.version,
            **typed,
        )
    return Message.of("meeting.done_saved")


def _text(seat: Seat, of: str, field: str, stored: MeetingRecord | None) -> None:
    key = _key(of, field)
    st.session_state.setdefault(key, getattr(stored, field) if stored else "")
    st.text_input(seat.say(f"meeting.field.{field}"), key=key, max_chars=LONGEST_TITLE)


def _key(of: str, field: str) -> str:
    return fresh(f"{of}-{field}")
