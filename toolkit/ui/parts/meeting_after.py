"""Sitzung after it was closed: outcomes, minutes, conditions, and the way through the bodies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from toolkit import minuting
from toolkit.messages import Message
from toolkit.model import ConditionState
from toolkit.services.conditions import add_council_step, follow_condition, note_council_result
from toolkit.services.coordination import today
from toolkit.services.meeting_record import ConditionEntry, CouncilStepEntry, DecisionEntry, MeetingRecord
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import day_field, do, fresh, typed_day
from toolkit.ui.parts.meeting_files import offer_files
from toolkit.ui.parts.meeting_people import listed_name
from toolkit.ui.parts.meeting_screen import show_agenda, show_item


def show_after(seat: Seat, record: MeetingRecord, *, leads: bool) -> None:
    look.show(look.element("p", seat.say(minuting.weights_sentence(record))))
    offer_files(seat, record)
    show_agenda(seat, record)
    _offer_looking(seat, record)
    _show_conditions(seat, record, leads=leads)
    _show_ways(seat, record, leads=leads)
    look.show(
        look.muted(seat.say("meeting.snapshot", sha256=record.snapshot or "")),
        look.muted(seat.say("meeting.snapshot_why")),
    )


def _offer_looking(seat: Seat, record: MeetingRecord) -> None:
    """Any point as it stood before the group when the meeting was closed, with dissent."""
    chosen = st.selectbox(
        seat.say("meeting.look_at"),
        list(record.by_id),
        index=None,
        key="looked-at",
        format_func=lambda each: f"{record.by_id[each].position}. {record.by_id[each].title}",
        placeholder=seat.say("weighting.choose"),
        width=480,
    )
    if chosen is None:
        return
    item = record.by_id[chosen]
    with st.container(key="looked-at-item"):
        show_item(seat, record, item)
        for each in item.decision.dissents if item.decision else ():
            name = listed_name(seat, record.attendees[each.attendance_id])
            look.show(look.element("p", seat.say("meeting.dissent_of", name=name, text=each.text)))


def _show_conditions(seat: Seat, record: MeetingRecord, *, leads: bool) -> None:
    found = [
        (item.title, each)
        for item in record.items
        if item.decision is not None
        for each in item.decision.conditions
    ]
    if not found:
        return
    look.show(look.heading(seat.say("meeting.conditions")))
    columns = [
        look.Column(seat.say("table.measure"), width=28),
        look.Column(seat.say("meeting.field.condition"), width=36),
        look.Column(seat.say("meeting.field.due"), width=16),
        look.Column(seat.say("meeting.column.standing"), width=20),
    ]
    rows = [
        [
            title,
            look.two_lines(each.text, " · ".join(part for part in (each.responsible, each.note) if part)),
            seat.cell(each.due_on) if each.due_on else "–",
            seat.say(f"meeting.condition.{each.state_on(today()).value}"),
        ]
        for title, each in found
    ]
    look.show(look.table(columns, rows, caption=seat.say("meeting.conditions"), hide_caption=True))
    if leads:
        for title, each in found:
            _offer_following(seat, title, each)


def _offer_following(seat: Seat, title: str, condition: ConditionEntry) -> None:
    with st.expander(
        seat.label("meeting.follow_condition", title=title), key=f"follow-{condition.condition_id}"
    ):
        note, state = (fresh(f"{name}-{condition.condition_id}") for name in ("note", "state"))
        st.session_state.setdefault(note, condition.note)
        st.session_state.setdefault(state, condition.state)
        st.radio(
            seat.say("meeting.column.standing"),
            list(ConditionState),
            key=state,
            horizontal=True,
            format_func=lambda each: seat.say(f"meeting.condition.{each.value}"),
        )
        st.text_input(seat.say("meeting.field.note"), key=note)
        st.button(
            seat.say("meeting.button.save_condition"),
            key=f"save-condition-{condition.condition_id}",
            on_click=lambda: do(
                partial(
                    _change,
                    seat,
                    partial(
                        follow_condition,
                        condition_id=condition.condition_id,
                        based_on=condition.version,
                        state=st.session_state[state],
                        note=st.session_state[note],
                    ),
                )
            ),
        )


def _show_ways(seat: Seat, record: MeetingRecord, *, leads: bool) -> None:
    decided = [(item.title, item.decision) for item in record.items if item.decision is not None]
    if not decided or not (leads or any(decision.council_steps for _, decision in decided)):
        return
    look.show(look.heading(seat.say("meeting.council")), look.muted(seat.say("meeting.council_help")))
    for title, decision in decided:
        for step in decision.council_steps:
            day = f" · {seat.cell(step.held_on)}" if step.held_on else ""
            result = f" · {step.result}" if step.result else ""
            look.show(look.element("p", f"{title}: {step.position}. {step.body}{day}{result}"))
    if leads:
        _offer_step(seat, decided)


def _offer_step(seat: Seat, decided: list[tuple[str, DecisionEntry]]) -> None:
    by_id = {decision.decision_id: (title, decision) for title, decision in decided}
    chosen = st.selectbox(
        seat.say("table.measure"), list(by_id), key="council-of", format_func=lambda each: by_id[each][0]
    )
    for step in by_id[chosen][1].council_steps:
        _offer_result(seat, step)
    body, day = fresh(f"body-{chosen}"), fresh(f"body-day-{chosen}")
    st.text_input(seat.say("meeting.field.committee"), key=body, max_chars=200, width=400)
    day_field(seat, day, None, seat.say("meeting.field.day"))
    st.button(
        seat.say("meeting.button.add_council"),
        key="add-council",
        on_click=lambda: do(
            partial(
                _change,
                seat,
                partial(
                    add_council_step,
                    decision_id=chosen,
                    body=st.session_state.get(body, ""),
                    held_on=typed_day(day),
                ),
            )
        ),
    )


def _offer_result(seat: Seat, step: CouncilStepEntry) -> None:
    key = fresh(f"result-{step.step_id}")
    st.session_state.setdefault(key, step.result)
    st.text_input(
        seat.label("meeting.result_of", body=step.body),
        key=key,
        max_chars=200,
        width=400,
        on_change=lambda: do(
            partial(
                _change,
                seat,
                partial(
                    note_council_result,
                    step_id=step.step_id,
                    based_on=step.version,
                    result=st.session_state[key],
                ),
            )
        ),
    )


def _change(seat: Seat, verb: Callable[..., object]) -> Message:
    with writing() as session:
        verb(session, seat.actor_now(session))
    return Message.of("meeting.done_saved")
