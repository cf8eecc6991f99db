"""Sitzung while it is held: what the chair shows, one's own answer, and for the chair what leads it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit.messages import Message
from toolkit.services.attendances import arrive
from toolkit.services.ballots import answer_ballot
from toolkit.services.decisions import pull_out_of_block
from toolkit.services.meeting_record import AgendaEntry, MeetingRecord
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import do
from toolkit.ui.parts.meeting_answering import show_own_answer
from toolkit.ui.parts.meeting_chair import show_leading
from toolkit.ui.parts.meeting_details import offer_details
from toolkit.ui.parts.meeting_files import offer_sheets
from toolkit.ui.parts.meeting_list import meeting_address
from toolkit.ui.parts.meeting_people import show_people
from toolkit.ui.parts.meeting_screen import PRESENTATION, follow_chair, show_screen

_FOLLOWS = "follows-the-chair"


def show_presentation(seat: Seat, record: MeetingRecord) -> None:
    """For the projector: large, nothing around it, and always what the chair shows."""
    look.page_header(record.title, language=seat.language, kicker=[seat.cell(record.programme)])
    with st.container(key="presentation"):
        show_screen(seat, record)
    follow_chair(record)


def show_room(seat: Seat, record: MeetingRecord, *, leads: bool) -> None:
    own = next((one for one in record.people if one.person_id == seat.actor.person_id), None)
    if leads:
        address = f"{meeting_address(record.meeting_id)}&{PRESENTATION}=1"
        link = look.element("a", seat.say("meeting.to_presentation"), href=address, target="_blank")
        look.show(look.element("p", link))
        show_leading(seat, record)
    follows, chosen = (True, None) if leads else _chosen(seat, record)
    # One's own part comes first: on a telephone it would otherwise stand below the whole point.
    if own is not None and not own.is_here:
        _offer_arriving(seat, record)
    elif follows:
        show_own_answer(seat, record, own, partial(_answer, seat))
    show_screen(seat, record, chosen)
    if follows and own is not None and own.is_here:
        _offer_pulling(seat, record)
    offer_sheets(seat, record, chosen or record.current)
    if leads:
        show_people(seat, record)
        offer_details(seat, record)
    if follows:
        follow_chair(record)


def _chosen(seat: Seat, record: MeetingRecord) -> tuple[bool, AgendaEntry | None]:
    """Whoever does not follow looks at any point; nobody else's screen moves by that."""
    st.session_state.setdefault(_FOLLOWS, True)
    follows = st.toggle(seat.say("meeting.follow"), key=_FOLLOWS)
    if follows:
        return True, None
    item_id = st.selectbox(
        seat.say("meeting.choose_item"),
        list(record.by_id),
        key="own-item",
        format_func=lambda each: f"{record.by_id[each].position}. {record.by_id[each].title}",
    )
    return False, record.by_id[item_id]


def _offer_arriving(seat: Seat, record: MeetingRecord) -> None:
    st.button(
        seat.say("meeting.arrive"),
        key="arrive",
        type="primary",
        on_click=do,
        args=(partial(_arrive, seat, record),),
    )


def _arrive(seat: Seat, record: MeetingRecord) -> Message:
    with writing() as session:
        arrive(session, seat.actor_now(session), meeting_id=record.meeting_id)
    return Message.of("meeting.done_arrived")


def _answer(seat: Seat, ballot_id: int, answer: str) -> None:
    with writing() as session:
        answer_ballot(session, seat.actor_now(session), ballot_id=ballot_id, answer=answer)


def _offer_pulling(seat: Seat, record: MeetingRecord) -> None:
    if record.view != "block":
        return
    for item in record.block:
        st.button(
            seat.label("meeting.pull_out", title=item.title),
            key=f"pull-{item.item_id}",
            on_click=do,
            args=(partial(_pull, seat, item.item_id),),
        )


def _pull(seat: Seat, item_id: int) -> Message:
    with writing() as session:
        pull_out_of_block(session, seat.actor_now(session), item_id=item_id)
    return Message.of("meeting.done_pulled")
