"""The guests' entrance: a place on the attendance list and its PIN, then what the meeting's screen shows."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit.services.ballots import answer_ballot
from toolkit.services.guests import Guest, GuestPass, enter_as_guest, guest_of, open_meeting_for_guest
from toolkit.services.meetings import step_of
from toolkit.ui import components as look
from toolkit.ui.desk import Reader, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.live import redraw_when_moved
from toolkit.ui.navigation import id_number
from toolkit.ui.parts.meeting_answering import show_own_answer
from toolkit.ui.parts.meeting_screen import show_screen
from toolkit.ui.shell.browser import browser_of
from toolkit.ui.telling import tell, told_once

# In the address, because a reload would forget everything else; the pass works in one browser, and ends with
# the meeting.
ENTRY, PLACE, PASS = "entry", "seat", "pass"
_REFUSED = "guest-refused"


def asks_as_guest() -> bool:
    return ENTRY in st.query_params or PASS in st.query_params


def show_to_guest(reader: Reader) -> None:
    with problems_shown(reader.language), reading() as session:
        guest = guest_of(session, st.query_params.get(PASS, ""), browser_of(st.context.cookies))
    if guest is not None:
        _show_meeting(reader, guest)
    elif ENTRY in st.query_params:
        _show_entry(reader)
    else:
        look.page_header(reader.say("meeting.guest_title"), language=reader.language)
        st.info(reader.say("meeting.guest_over"))


def _show_meeting(reader: Reader, guest: Guest) -> None:
    with problems_shown(reader.language), reading() as session:
        record = open_meeting_for_guest(session, guest, language=reader.language)
    look.page_header(
        record.title, language=reader.language, kicker=[reader.say("meeting.guest", name=guest.name)]
    )
    own = record.attendees.get(guest.attendance_id)
    held = (st.query_params.get(PASS, ""), browser_of(st.context.cookies))
    show_own_answer(reader, record, own, partial(_answer, held))
    show_screen(reader, record)
    redraw_when_moved(record.step, partial(_step_for, held))


def _answer(held: tuple[str, str], ballot_id: int, answer: str) -> None:
    with writing() as session:
        guest = guest_of(session, *held)
        if guest is not None:
            answer_ballot(session, guest, ballot_id=ballot_id, answer=answer)


def _step_for(held: tuple[str, str]) -> int | None:
    """None once the meeting is over or another PIN was issued: then the page is drawn anew, and says so."""
    with reading() as session:
        guest = guest_of(session, *held)
        return step_of(session, guest.meeting_id) if guest else None


def _show_entry(reader: Reader) -> None:
    look.page_header(
        reader.say("meeting.guest_title"), language=reader.language, lead=reader.say("meeting.guest_lead")
    )
    with st.container():
        refused = told_once(_REFUSED)
        if refused is not None:
            st.error(reader.label(refused))
    st.session_state.setdefault("guest-place", st.query_params.get(PLACE, ""))
    with st.form("guest-entry", border=False):
        st.text_input(reader.say("meeting.guest_place"), key="guest-place", max_chars=9, width=240)
        st.text_input(reader.say("meeting.guest_pin"), key="guest-pin", max_chars=12, width=240)
        entered = st.form_submit_button(reader.say("meeting.guest_enter"), type="primary")
    if entered:
        _enter(reader)


def _enter(reader: Reader) -> None:
    place = st.session_state["guest-place"].strip()
    with problems_shown(reader.language), writing() as session:
        found = enter_as_guest(
            session,
            meeting=st.query_params.get(ENTRY, ""),
            attendance_id=id_number(place),
            pin=st.session_state["guest-pin"],
            browser=browser_of(st.context.cookies),
        )
    if isinstance(found, GuestPass):
        st.query_params.from_dict({PASS: found.token})
    else:
        tell(_REFUSED, found)
    st.rerun()
