"""Recording what the meeting says about one measure, taking it back, and dissent for the minutes."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit import minuting
from toolkit.messages import Message
from toolkit.model import Outcome
from toolkit.services.decisions import (
    LONGEST_NAME,
    LONGEST_TEXT,
    note_dissent,
    record_decision,
    take_back_decision,
)
from toolkit.services.meeting_record import AgendaEntry, DecisionEntry, MeetingRecord
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import day_field, do, fresh, typed_day
from toolkit.ui.parts.meeting_people import listed_name

_DATED = {Outcome.DEFER, Outcome.IMPLEMENT_WITH_CONDITION, Outcome.REFER, Outcome.REWORK}


def show_outcome(seat: Seat, record: MeetingRecord, item: AgendaEntry) -> None:
    look.show(look.heading(seat.say(minuting.decision_name(record)), level=3, small=True))
    place, stored = f"outcome-{item.item_id}", item.decision
    key = fresh(place)
    st.session_state.setdefault(key, stored.outcome if stored else None)
    outcome: Outcome | None = st.pills(
        seat.say("meeting.outcome_label"),
        list(Outcome),
        key=key,
        format_func=lambda each: seat.say(minuting.outcome_word(each)),
    )
    if outcome is not None:
        _ask_rest(seat, record, item, outcome, stored)
    if stored is not None:
        st.button(
            seat.say("meeting.button.take_back"),
            key="take-back",
            on_click=do,
            args=(partial(_take_back, seat, item.item_id),),
        )
        _show_dissent(seat, record, item, stored)


def _ask_rest(
    seat: Seat, record: MeetingRecord, item: AgendaEntry, outcome: Outcome, stored: DecisionEntry | None
) -> None:
    against = record.against(item, outcome)
    if against is not None:
        st.warning(seat.label("meeting.asks_why", against=against.message))
        _text(seat, item, "against_reason", "against", stored)
    _text(seat, item, "reason", "reason", stored)
    if outcome is Outcome.IMPLEMENT_WITH_CONDITION:
        _text(seat, item, "condition", "condition", stored)
    if outcome is Outcome.MERGE:
        _ask_target(seat, record, item, stored)
    label = "meeting.field.committee" if outcome is Outcome.REFER else "meeting.field.responsible"
    key = _key(item, "responsible")
    st.session_state.setdefault(key, stored.responsible if stored else "")
    st.text_input(seat.say(label), key=key, max_chars=LONGEST_NAME, width=400)
    if outcome in _DATED:
        day_field(seat, _key(item, "due"), stored.due_on if stored else None, seat.say("meeting.field.due"))
    st.button(
        seat.say("meeting.button.record"),
        key="record-outcome",
        type="primary",
        on_click=lambda: do(partial(_record, seat, item, outcome)),
    )


def _key(item: AgendaEntry, field: str) -> str:
    return fresh(f"{field}-{item.item_id}")


def _text(seat: Seat, item: AgendaEntry, field: str, word: str, stored: DecisionEntry | None) -> None:
    key, label = _key(item, field), seat.say(f"meeting.field.{word}")
    before = getattr(stored, field) if stored else ""
    st.session_state.setdefault(key, before)
    with drafts.kept(seat, key, label=label, stored=before):
        st.text_area(label, key=key, max_chars=LONGEST_TEXT, height=80)


def _ask_target(seat: Seat, record: MeetingRecord, item: AgendaEntry, stored: DecisionEntry | None) -> None:
    others = {key: each for key, each in record.standings.items() if key != item.measure_id}
    key = _key(item, "target")
    st.session_state.setdefault(key, stored.merged_into_id if stored else None)
    st.selectbox(
        seat.say("meeting.field.target"),
        list(others),
        index=None,
        key=key,
        format_func=lambda each: f"{others[each].title} · {others[each].municipality}",
        placeholder=seat.say("weighting.choose"),
    )


def _record(seat: Seat, item: AgendaEntry, outcome: Outcome) -> Message:
    said = st.session_state
    with writing() as session:
        record_decision(
            session,
            seat.actor_now(session),
            item_id=item.item_id,
            based_on=item.decision.version if item.decision else 0,
            outcome=outcome,
            reason=said.get(_key(item, "reason"), ""),
            condition=said.get(_key(item, "condition"), ""),
            responsible=said.get(_key(item, "responsible"), ""),
            due_on=typed_day(_key(item, "due")) if outcome in _DATED else None,
            against_reason=said.get(_key(item, "against_reason"), ""),
            merged_into_id=said.get(_key(item, "target")),
        )
    return Message.of("meeting.done_outcome")


def _take_back(seat: Seat, item_id: int) -> Message:
    with writing() as session:
        take_back_decision(session, seat.actor_now(session), item_id=item_id)
    return Message.of("meeting.done_taken_back")


def _show_dissent(seat: Seat, record: MeetingRecord, item: AgendaEntry, stored: DecisionEntry) -> None:
    known = len(stored.dissents)
    title = seat.say("meeting.dissents", n=known) if known else seat.say("meeting.no_dissents")
    with st.expander(title, key="dissents"):
        for each in stored.dissents:
            look.show(
                look.element("p", f"{listed_name(seat, record.attendees[each.attendance_id])}: {each.text}")
            )
        who, what = _key(item, "dissent-who"), _key(item, "dissent")
        st.selectbox(
            seat.say("meeting.choose_person"),
            list(record.attendees),
            index=None,
            key=who,
            format_func=lambda each: listed_name(seat, record.attendees[each]),
            placeholder=seat.say("weighting.choose"),
        )
        label = seat.say("meeting.field.dissent")
        with drafts.kept(seat, what, label=label, stored=""):
            st.text_area(label, key=what, max_chars=LONGEST_TEXT, height=80)
        if st.session_state.get(who) is not None:
            st.button(
                seat.say("meeting.button.dissent"),
                key="note-dissent",
                on_click=lambda: do(
                    partial(_note, seat, item.item_id, st.session_state[who], st.session_state.get(what, ""))
                ),
            )


def _note(seat: Seat, item_id: int, attendance_id: int, text: str) -> Message:
    with writing() as session:
        note_dissent(
            session, seat.actor_now(session), item_id=item_id, attendance_id=attendance_id, text=text
        )
    return Message.of("meeting.done_dissent")
