"""Sitzung: prepare a steering group's meeting, hold it, close it, and follow up what came out."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit.access import Action, OfProgramme, may
from toolkit.messages import Message
from toolkit.model import MeetingState, ProgrammeKind
from toolkit.services.errors import ServiceError
from toolkit.services.meetings import meetings_of, open_meeting
from toolkit.services.programmes import open_programme
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import ADDRESSES, PageName, id_number, page
from toolkit.ui.parts.doing import tell_done
from toolkit.ui.parts.meeting_after import show_after
from toolkit.ui.parts.meeting_list import MEETING, show_list
from toolkit.ui.parts.meeting_preparing import show_preparing
from toolkit.ui.parts.meeting_room import show_presentation, show_room
from toolkit.ui.parts.meeting_screen import is_presentation


def show_meeting(seat: Seat) -> None:
    reason = _why_not(seat)
    named = st.query_params.get(MEETING, "")
    if reason is not None or not named:
        look.page_header(
            seat.say("meeting.title"),
            language=seat.language,
            kicker=[seat.cell(seat.desk.programme_name), seat.example_mark(seat.desk.is_example)],
        )
    if reason is not None:
        st.info(seat.label(reason))
        st.page_link(page(PageName.COMPARE, seat.language), label=seat.say("pages.compare"))
        return
    if not named:
        with problems_shown(seat.language), reading() as session:
            found = meetings_of(session, seat.actor, programme_id=seat.desk.programme_id)
        tell_problem(seat)
        tell_done(seat)
        show_list(seat, found)
        return
    _show_one(seat, id_number(named))


def _show_one(seat: Seat, meeting_id: int) -> None:
    try:
        with reading() as session:
            record = open_meeting(session, seat.actor, meeting_id=meeting_id)
    except ServiceError as error:
        look.page_header(seat.say("meeting.title"), language=seat.language)
        st.error(seat.label(error.message))
        look.show(look.element("p", _way_back(seat)))
        return
    if is_presentation() and record.state is MeetingState.OPEN:
        show_presentation(seat, record)
        return
    look.page_header(
        record.title,
        language=seat.language,
        kicker=[
            seat.cell(record.programme),
            seat.cell(record.held_on),
            *([record.place] if record.place else []),
            seat.say(f"meeting.state.{record.state.value}"),
            seat.example_mark(record.is_example),
        ],
    )
    tell_problem(seat)
    tell_done(seat)
    leads = may(seat.actor, Action.LEAD_MEETING, OfProgramme(record.programme_id)).allowed
    shown = {
        MeetingState.PREPARING: show_preparing,
        MeetingState.OPEN: show_room,
        MeetingState.CLOSED: show_after,
    }
    shown[record.state](seat, record, leads=leads)
    look.show(look.element("p", _way_back(seat)))


def _way_back(seat: Seat) -> Markup:
    address = ADDRESSES[PageName.MEETING]
    return look.element("a", seat.say("meeting.all_meetings"), href=address, target="_self")


def _why_not(seat: Seat) -> Message | None:
    """Only who sits in the steering group, and only where something is selected."""
    verdict = may(seat.actor, Action.ATTEND, OfProgramme(seat.desk.programme_id))
    if verdict.reason is not None:
        return verdict.reason
    with problems_shown(seat.language), reading() as session:
        programme = open_programme(session, seat.actor, programme_id=seat.desk.programme_id)
    is_selection = programme.facts.kind is ProgrammeKind.SELECTION
    return None if is_selection else Message.of("weighting.only_selection")


show_meeting(take_seat())
