"""Koordination, conflicts of interest: those in force, noting one, lifting one."""

from __future__ import annotations

from functools import partial

import streamlit as st
from sqlmodel import Session

from toolkit.messages import Message
from toolkit.services.advisors import advisors
from toolkit.services.conflicts import (
    LONGEST_REASON,
    ConflictState,
    conflicts,
    declare_conflict,
    lift_conflict,
    participants,
)
from toolkit.services.coordination import Board
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.parts.doing import do, fresh

Thing = tuple[str, int]
"""A measure or a municipality, by its id."""


def show_conflicts(seat: Seat, board: Board) -> None:
    with problems_shown(seat.language), reading() as session:
        known = conflicts(session, seat.actor, programme_id=board.programme_id)
        people = advisors(session, seat.actor, programme_id=board.programme_id)
        places = _participants(session, seat, board)
    look.show(look.element("p", seat.say("coordination.conflicts_help")))
    if not known:
        look.show(look.element("p", seat.say("coordination.no_conflicts")))
    for conflict in known:
        _show(seat, board, conflict)
    names = {person.person_id: seat.cell(person.name) for person in people}
    if names:
        _offer(seat, board, names, places)


def _participants(session: Session, seat: Seat, board: Board) -> dict[Thing, str]:
    """All municipalities of the programme, then the measures that were submitted."""
    names = participants(session, seat.actor, programme_id=board.programme_id)
    places: dict[Thing, str] = {
        ("municipality", key): seat.say("coordination.all_measures_of", municipality=name)
        for key, name in names.items()
    }
    for one in board.measures:
        places["measure", one.measure_id] = f"{one.title} ({one.municipality})"
    return places


def _show(seat: Seat, board: Board, conflict: ConflictState) -> None:
    what = (
        f"{conflict.title} ({conflict.municipality})"
        if conflict.title
        else seat.say(
            "coordination.one_measure_of" if conflict.measure_id else "coordination.all_measures_of",
            municipality=conflict.municipality,
        )
    )
    since = seat.say("coordination.since", date=conflict.declared_at.astimezone().date())
    with st.container(key=f"conflict-{conflict.conflict_id}", border=True):
        look.show(
            look.heading(seat.cell(conflict.name), level=3, small=True),
            look.element("p", f"{what} · {since}"),
            look.muted(conflict.reason) if conflict.reason else None,
        )
        if conflict.may_be_lifted:
            st.button(
                seat.say("coordination.lift"),
                key=f"lift-{conflict.conflict_id}",
                on_click=do,
                args=(partial(_lift, seat, board, conflict),),
            )


def _offer(seat: Seat, board: Board, names: dict[int, str], places: dict[Thing, str]) -> None:
    keys = {name: fresh(f"conflict-{name}") for name in ("who", "what", "reason")}
    with st.expander(seat.say("coordination.declare"), key="declare"):
        st.selectbox(
            seat.say("coordination.person"),
            list(names),
            index=None,
            key=keys["who"],
            format_func=lambda key: names[key],
            placeholder=seat.say("administration.choose"),
        )
        st.selectbox(
            seat.say("coordination.conflict_with"),
            list(places),
            index=None,
            key=keys["what"],
            format_func=lambda thing: places[thing],
            placeholder=seat.say("administration.choose"),
        )
        label = seat.say("coordination.conflict_reason")
        with drafts.kept(seat, keys["reason"], label=label, stored=""):
            st.text_area(label, key=keys["reason"], max_chars=LONGEST_REASON)
        look.show(look.muted(seat.say("coordination.conflict_reason_help"), small=True))
        st.button(
            seat.say("coordination.declare_now"),
            key="declare-now",
            type="primary",
            on_click=do,
            args=(partial(_declare, seat, board, keys),),
        )


def _declare(seat: Seat, board: Board, keys: dict[str, str]) -> Message | None:
    who, what = st.session_state.get(keys["who"]), st.session_state.get(keys["what"])
    if who is None or what is None:
        return None
    kind, thing_id = what
    reason = st.session_state.get(keys["reason"], "")
    with writing() as session:
        declare_conflict(
            session,
            seat.actor_now(session),
            programme_id=board.programme_id,
            person_id=who,
            measure_id=thing_id if kind == "measure" else None,
            municipality_id=thing_id if kind == "municipality" else None,
            reason=reason,
        )
    drafts.note_taken(keys["reason"], reason)
    return Message.of("coordination.done.declared")


def _lift(seat: Seat, board: Board, conflict: ConflictState) -> Message:
    with writing() as session:
        lift_conflict(
            session,
            seat.actor_now(session),
            programme_id=board.programme_id,
            conflict_id=conflict.conflict_id,
        )
    return Message.of("coordination.done.lifted")
