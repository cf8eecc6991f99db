"""The attendance list, and the guests' way in: a QR code for the address, a PIN that is told once."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

import segno
import streamlit as st

from toolkit.messages import Message
from toolkit.model import AttendanceRole
from toolkit.services.attendances import (
    LONGEST_NAME,
    add_guest,
    change_attendance,
    note_arrival,
    note_departure,
)
from toolkit.services.guests import issue_pin
from toolkit.services.meeting_record import Attendee, MeetingRecord
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.navigation import ADDRESSES, PageName
from toolkit.ui.parts.doing import do, fresh
from toolkit.ui.parts.meeting_guest import ENTRY, PLACE

_PIN = "guest-pin-issued"
# A choice of its own: a field whose value is None would ask to choose.
_NO_PLACE = 0
_OF_MEMBERS = (AttendanceRole.CHAIR, AttendanceRole.MEMBER, AttendanceRole.MINUTES)


def show_people(seat: Seat, record: MeetingRecord) -> None:
    look.show(look.heading(seat.say("meeting.attendance")))
    columns = [
        look.Column(seat.say("meeting.column.name"), width=34),
        look.Column(seat.say("meeting.column.role"), width=22),
        look.Column(seat.say("meeting.column.votes"), width=16),
        look.Column(seat.say("meeting.column.here"), width=28),
    ]
    rows = [
        [
            look.two_lines(listed_name(seat, one), _from(seat, record, one)),
            seat.say(f"meeting.role.{one.role.value}"),
            seat.say("meeting.votes" if one.votes else "meeting.no_votes"),
            here(seat, one),
        ]
        for one in record.people
    ]
    look.show(look.table(columns, rows, caption=seat.say("meeting.attendance"), hide_caption=True))
    with st.expander(seat.say("meeting.keep_list"), key="keep-list"):
        if record.people:
            _show_one(seat, record)
        _offer_guest(seat, record)


def listed_name(seat: Seat, one: Attendee) -> str:
    """The single desk has no name."""
    return one.name or seat.say(f"meeting.role.{one.role.value}")


def here(seat: Seat, one: Attendee) -> str:
    if one.came_at is None:
        return seat.say("meeting.expected")
    if one.left_at is not None:
        return seat.say("meeting.was_here", came=_clock(one.came_at), left=_clock(one.left_at))
    return seat.say("meeting.here_since", came=_clock(one.came_at))


def _from(seat: Seat, record: MeetingRecord, one: Attendee) -> str:
    """Organisation and municipality, as far as known."""
    place = _place_name(seat, record, one.municipality_id) if one.municipality_id else ""
    return " · ".join(part for part in (one.organisation, place) if part)


def _places(record: MeetingRecord) -> dict[int, str]:
    """The municipalities with a measure on the agenda: only there does it matter whose it is."""
    return {item.municipality_id: item.municipality for item in record.items if item.municipality_id}


def _place_name(seat: Seat, record: MeetingRecord, municipality_id: int) -> str:
    if municipality_id == _NO_PLACE:
        return seat.say("meeting.no_own_place")
    return _places(record).get(municipality_id) or seat.say("meeting.place_without_measure")


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def _show_one(seat: Seat, record: MeetingRecord) -> None:
    chosen = st.selectbox(
        seat.say("meeting.choose_person"),
        list(record.attendees),
        key="person-listed",
        format_func=lambda each: listed_name(seat, record.attendees[each]),
    )
    one = record.attendees[chosen]
    with st.container(horizontal=True, key="person-row"):
        _button(seat, "arrived", partial(note_arrival, attendance_id=chosen))
        if one.is_here:
            _button(seat, "left", partial(note_departure, attendance_id=chosen))
        _button(
            seat,
            "takes_votes" if one.votes else "gives_votes",
            partial(
                change_attendance,
                attendance_id=chosen,
                based_on=one.version,
                role=one.role,
                votes=not one.votes,
                municipality_id=one.municipality_id,
            ),
        )
        if one.role is AttendanceRole.GUEST:
            st.button(
                seat.say("meeting.button.pin"),
                key="issue-pin",
                on_click=do,
                args=(partial(_issue, seat, record, one),),
            )
    _offer_function(seat, record, one)
    _show_pin(seat, record)


def _offer_function(seat: Seat, record: MeetingRecord, one: Attendee) -> None:
    """What somebody is in this meeting, and whose measures are their own."""
    role, place = fresh(f"role-{one.attendance_id}"), fresh(f"place-{one.attendance_id}")
    st.session_state.setdefault(role, one.role)
    st.session_state.setdefault(place, one.municipality_id or _NO_PLACE)

    def save() -> None:
        change = partial(
            change_attendance,
            attendance_id=one.attendance_id,
            based_on=one.version,
            role=st.session_state[role],
            votes=one.votes,
            municipality_id=st.session_state[place] or None,
        )
        do(partial(_change, seat, change))

    with st.container(horizontal=True, key="function-row"):
        if one.role is not AttendanceRole.GUEST:
            st.selectbox(
                seat.say("meeting.column.role"),
                _OF_MEMBERS,
                key=role,
                format_func=lambda each: seat.say(f"meeting.role.{each.value}"),
                on_change=save,
                width=320,
            )
        _ask_place(seat, record, place, kept=one.municipality_id or _NO_PLACE, on_change=save)


def _ask_place(
    seat: Seat,
    record: MeetingRecord,
    key: str,
    *,
    kept: int = _NO_PLACE,
    on_change: Callable[[], None] | None = None,
) -> None:
    st.selectbox(
        seat.say("meeting.own_place"),
        list(dict.fromkeys((_NO_PLACE, *_places(record), kept))),
        key=key,
        format_func=lambda each: _place_name(seat, record, each),
        on_change=on_change,
        width=320,
    )


def _button(seat: Seat, name: str, verb: Callable[..., object]) -> None:
    st.button(
        seat.say(f"meeting.button.{name}"),
        key=f"person-{name}",
        on_click=do,
        args=(partial(_change, seat, verb),),
    )


def _change(seat: Seat, verb: Callable[..., object]) -> Message:
    with writing() as session:
        verb(session, seat.actor_now(session))
    return Message.of("meeting.done_list")


def _issue(seat: Seat, record: MeetingRecord, one: Attendee) -> Message:
    with writing() as session:
        pin = issue_pin(session, seat.actor_now(session), attendance_id=one.attendance_id)
    st.session_state[_PIN] = (one.attendance_id, pin)
    return Message.of("meeting.done_pin")


def _show_pin(seat: Seat, record: MeetingRecord) -> None:
    """Told once: the database knows its hash only."""
    attendance_id, pin = st.session_state.get(_PIN, (0, ""))
    one = record.attendees.get(attendance_id)
    if one is None:
        return
    address = guest_address(record, attendance_id)
    look.show(
        look.box(
            look.heading(seat.say("meeting.pin_of", name=one.name), level=3, small=True),
            look.element("p", seat.say("meeting.pin_is", place=str(attendance_id), pin=pin), class_="mk-pin"),
            look.element("img", src=_qr(address), alt=seat.say("meeting.qr_alt"), width=180, height=180),
            look.element("p", look.element("a", address, href=address, target="_blank"), class_="mk-small"),
        )
    )


def guest_address(record: MeetingRecord, attendance_id: int) -> str:
    query = urlencode({ENTRY: record.uuid, PLACE: attendance_id})
    public = settings().public_url
    base = public.rstrip("/") if public else (st.context.url or "").rsplit("/", 1)[0]
    return f"{base}/{ADDRESSES[PageName.MEETING]}?{query}"


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=2, light="#fff")
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"


def _offer_guest(seat: Seat, record: MeetingRecord) -> None:
    name, place, votes = fresh("guest-name"), fresh("guest-organisation"), fresh("guest-votes")
    own = fresh("guest-municipality")
    look.show(look.heading(seat.say("meeting.add_guest_title"), level=3, small=True))
    st.text_input(seat.say("meeting.guest_name"), key=name, max_chars=LONGEST_NAME, width=320)
    st.text_input(seat.say("meeting.guest_organisation"), key=place, max_chars=LONGEST_NAME, width=320)
    _ask_place(seat, record, own)
    st.checkbox(seat.say("meeting.guest_votes"), key=votes)

    def add() -> Message:
        with writing() as session:
            add_guest(
                session,
                seat.actor_now(session),
                meeting_id=record.meeting_id,
                name=st.session_state.get(name, ""),
                organisation=st.session_state.get(place, ""),
                municipality_id=st.session_state.get(own) or None,
                votes=bool(st.session_state.get(votes)),
            )
        return Message.of("meeting.done_list")

    st.button(seat.say("meeting.add_guest"), key="add-guest", on_click=do, args=(add,))
