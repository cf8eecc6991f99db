"""Sitzung while it is being prepared: agenda, minutes, Blockvorschlag, who is expected, and opening it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from toolkit import minuting
from toolkit.messages import Message
from toolkit.services.agenda import (
    LONGEST_TITLE,
    MOST_MINUTES,
    USUAL_MINUTES,
    add_measure_to_agenda,
    add_topic,
    candidates,
    move_agenda_item,
    put_in_block,
    remove_agenda_item,
    set_minutes,
)
from toolkit.services.leading import begin_meeting
from toolkit.services.meeting_record import AgendaEntry, MeetingRecord
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.parts.doing import do, fresh
from toolkit.ui.parts.meeting_details import offer_details
from toolkit.ui.parts.meeting_files import offer_sheets
from toolkit.ui.parts.meeting_people import show_people
from toolkit.ui.parts.meeting_screen import follow_chair, show_agenda


def show_preparing(seat: Seat, record: MeetingRecord, *, leads: bool) -> None:
    minutes = sum(item.minutes for item in record.items)
    look.show(
        look.element("p", seat.say(minuting.weights_sentence(record))),
        look.muted(
            seat.say(
                "meeting.prepared_with",
                catalogue=record.catalogue.title,
                version=record.catalogue.version,
                n=minutes,
            )
        ),
    )
    show_agenda(seat, record)
    look.show(look.muted(seat.say("meeting.block_rule")))
    offer_sheets(seat, record)
    if not leads:
        look.show(look.muted(seat.say("meeting.opened_by_chair")))
        follow_chair(record)
        return
    _show_arranging(seat, record)
    offer_details(seat, record)
    show_people(seat, record)
    look.show(look.heading(seat.say("meeting.begin_title")))
    st.button(
        seat.say("meeting.begin"),
        key="begin",
        type="primary",
        on_click=do,
        args=(partial(_begin, seat, record.meeting_id),),
    )


def _show_arranging(seat: Seat, record: MeetingRecord) -> None:
    with st.expander(seat.say("meeting.arrange"), key="arrange"):
        if record.items:
            _show_one(seat, record)
        _offer_measure(seat, record)
        _offer_topic(seat, record)


def _show_one(seat: Seat, record: MeetingRecord) -> None:
    """One point at a time: a row of buttons per point would be a hundred buttons."""
    chosen = st.selectbox(
        seat.say("meeting.choose_item"),
        [item.item_id for item in record.items],
        key="arranged",
        format_func=lambda each: f"{record.by_id[each].position}. {record.by_id[each].title}",
    )
    item = record.by_id[chosen]
    with st.container(horizontal=True, vertical_alignment="bottom", key="arrange-row"):
        for name, up in (("up", True), ("down", False)):
            st.button(
                seat.say(f"meeting.move_{name}"),
                key=f"move-{name}",
                on_click=do,
                args=(partial(_change, seat, partial(move_agenda_item, item_id=chosen, up=up)),),
            )
        st.button(
            seat.say("meeting.remove_item"),
            key="remove-item",
            on_click=do,
            args=(partial(_change, seat, partial(remove_agenda_item, item_id=chosen)),),
        )
        _offer_block(seat, record, item)
    _offer_minutes(seat, item)


def _offer_block(seat: Seat, record: MeetingRecord, item: AgendaEntry) -> None:
    standing = record.standing(item)
    if not item.in_block and (standing is None or not standing.may_go_in_block):
        return
    st.button(
        seat.say("meeting.out_of_block" if item.in_block else "meeting.into_block"),
        key="block-item",
        on_click=do,
        args=(
            partial(_change, seat, partial(put_in_block, item_id=item.item_id, in_block=not item.in_block)),
        ),
    )


def _offer_minutes(seat: Seat, item: AgendaEntry) -> None:
    key = fresh(f"minutes-{item.item_id}")
    st.session_state.setdefault(key, item.minutes)
    st.number_input(
        seat.say("meeting.field.minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        key=key,
        width=200,
        on_change=lambda: do(
            partial(
                _change,
                seat,
                partial(set_minutes, item_id=item.item_id, minutes=st.session_state[key] or USUAL_MINUTES),
            )
        ),
    )


def _offer_measure(seat: Seat, record: MeetingRecord) -> None:
    with problems_shown(seat.language), reading() as session:
        found = candidates(
            session, seat.actor, programme_id=record.programme_id, weight_set_id=record.weight_set_id
        )
    there = {item.measure_id for item in record.items}
    free = {
        each.standing.measure_id: each.standing for each in found if each.standing.measure_id not in there
    }
    if not free:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="add-measure-row"):
        chosen = st.selectbox(
            seat.say("meeting.another_measure"),
            list(free),
            index=None,
            key=fresh("add-measure"),
            format_func=lambda each: f"{free[each].title} · {free[each].municipality}",
            placeholder=seat.say("weighting.choose"),
        )
        if chosen is not None:
            wanted = partial(add_measure_to_agenda, meeting_id=record.meeting_id, measure_id=chosen)
            st.button(
                seat.say("meeting.put_on"),
                key="put-on",
                on_click=do,
                args=(partial(_change, seat, wanted),),
            )


def _offer_topic(seat: Seat, record: MeetingRecord) -> None:
    key = fresh("topic")
    with st.container(horizontal=True, vertical_alignment="bottom", key="topic-row"):
        st.text_input(seat.say("meeting.topic"), key=key, max_chars=LONGEST_TITLE, width=400)
        st.button(
            seat.say("meeting.put_on_topic"),
            key="put-on-topic",
            on_click=lambda: do(
                partial(
                    _change,
                    seat,
                    partial(
                        add_topic,
                        meeting_id=record.meeting_id,
                        title=st.session_state.get(key, ""),
                        minutes=USUAL_MINUTES,
                    ),
                )
            ),
        )


def _change(seat: Seat, verb: Callable[..., object]) -> Message:
    with writing() as session:
        verb(session, seat.actor_now(session))
    return Message.of("meeting.done_agenda")


def _begin(seat: Seat, meeting_id: int) -> Message:
    with writing() as session:
        begin_meeting(session, seat.actor_now(session), meeting_id=meeting_id)
    return Message.of("meeting.done_begun")
