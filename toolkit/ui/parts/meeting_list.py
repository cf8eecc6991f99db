"""Sitzung: the meetings of a Verfahren, and preparing the next one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from toolkit.access import Action, OfProgramme, may
from toolkit.messages import Message
from toolkit.services.agenda import prepare_meeting
from toolkit.services.meetings import MeetingEntry
from toolkit.services.weighting import open_weighting
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import ADDRESSES, PageName
from toolkit.ui.parts.doing import do, fresh
from toolkit.ui.parts.meeting_details import ask_details, typed_details
from toolkit.ui.parts.take_along import offer_lists

MEETING = "meeting"


def meeting_address(meeting_id: int) -> str:
    return f"{ADDRESSES[PageName.MEETING]}?{MEETING}={meeting_id}"


def show_list(seat: Seat, found: Sequence[MeetingEntry]) -> None:
    leads = may(seat.actor, Action.PREPARE_MEETING, OfProgramme(seat.desk.programme_id)).allowed
    if found:
        columns = [
            look.Column(seat.say("meeting.column.meeting"), width=48),
            look.Column(seat.say("meeting.column.day"), width=24),
            look.Column(seat.say("meeting.column.standing"), width=28),
        ]
        rows = [
            [
                look.element("a", each.title, href=meeting_address(each.meeting_id), target="_self"),
                seat.cell(each.held_on),
                seat.say(f"meeting.state.{each.state.value}"),
            ]
            for each in found
        ]
        look.show(look.table(columns, rows, caption=seat.say("meeting.title"), hide_caption=True))
        offer_lists(seat, "meetings", "decisions", "conditions")
    else:
        st.info(seat.say("meeting.none_leads" if leads else "meeting.none"))
    if leads:
        _offer_preparing(seat)


def _offer_preparing(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        weighting = open_weighting(session, seat.actor, programme_id=seat.desk.programme_id)
    look.show(look.heading(seat.say("meeting.prepare")), look.muted(seat.say("meeting.prepare_help")))
    if not weighting.is_fixed:
        st.warning(seat.say("meeting.weights_wait", n=len(weighting.waiting)))
        return
    names = {one.weight_set_id: one.name for one in weighting.in_force}
    ask_details(seat, "new")
    st.selectbox(
        seat.say("meeting.field.weights"),
        [0, *names],
        key=fresh("new-weights"),
        format_func=lambda each: names.get(each, seat.say("weighting.catalogue")),
    )
    st.button(
        seat.say("meeting.prepare_now"),
        key="prepare",
        type="primary",
        on_click=do,
        args=(partial(_prepare, seat),),
    )


def _prepare(seat: Seat) -> Message:
    typed = typed_details("new")
    with writing() as session:
        meeting_id = prepare_meeting(
            session,
            seat.actor_now(session),
            programme_id=seat.desk.programme_id,
            weight_set_id=st.session_state[fresh("new-weights")] or None,
            **typed,
        )
    st.query_params[MEETING] = str(meeting_id)
    return Message.of("meeting.done_prepared")
