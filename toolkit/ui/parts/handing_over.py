"""Who looks after a measure, and handing it over to somebody else who plans for its municipality."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit.access import Action, may
from toolkit.model import NoticeKind
from toolkit.services.handing_over import Owner, may_receive, owner_of
from toolkit.services.measures import OpenedMeasure
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading
from toolkit.ui.parts.notice import show_told
from toolkit.ui.saving import (
    conflict_at,
    is_saved,
    problem_at,
    remember_seen,
    save_owner,
    seen,
    settle_conflict,
)


def show_handing_over(seat: Seat, measure: OpenedMeasure) -> None:
    """For the municipality itself. Not on the single desk, where there is nobody else."""
    if seat.desk.is_single or not may(seat.actor, Action.HAND_OVER, measure.as_thing).allowed:
        return
    with problems_shown(seat.language), reading() as session:
        owner = owner_of(session, seat.actor, measure)
        names = {one.person_id: one.name for one in may_receive(session, seat.actor, measure)}
    place = f"owner-{measure.measure_id}"
    remember_seen(place, owner.person_id)
    title = seat.label("handing_over.title", who=_who(seat, owner))
    with st.expander(title, key="handing-over", expanded=not is_saved(place)):
        if names:
            look.show(look.element("p", seat.say("handing_over.help")))
            _show_choice(seat, measure, place, names)
        else:
            text = seat.say("handing_over.nobody_else", municipality=measure.municipality)
            look.show(look.element("p", text))
        _show_outcome(seat, measure, place)
    show_told(seat, measure_id=measure.measure_id, only=NoticeKind.HANDED_OVER)


def _show_choice(seat: Seat, measure: OpenedMeasure, place: str, names: dict[int, str]) -> None:
    # Of this owner only: after it was handed over, the choice is empty again.
    key = f"receiver-{place}-{seen(place)}"
    st.selectbox(
        seat.say("handing_over.to"),
        list(names),
        key=key,
        index=None,
        format_func=lambda person_id: names.get(person_id, ""),
        placeholder=seat.say("measures.choose"),
    )

    def hand_over() -> None:
        _save(seat, measure, place, st.session_state.get(key), seen(place))

    st.button(seat.say("handing_over.do"), key="hand-over", on_click=hand_over)


def _save(
    seat: Seat, measure: OpenedMeasure, place: str, person_id: int | None, based_on: int | None
) -> None:
    save_owner(seat, measure_id=measure.measure_id, place=place, person_id=person_id, based_on=based_on)


def _show_outcome(seat: Seat, measure: OpenedMeasure, place: str) -> None:
    problem = problem_at(place)
    if problem is not None:
        st.error(seat.label(problem))
    conflict = conflict_at(place)
    if conflict is None:
        return
    mine, theirs = conflict.mine, conflict.theirs
    take_mine = partial(_save, seat, measure, place, mine.person_id, conflict.based_on)
    with st.container(border=True, key=f"conflict-{place}"):
        st.warning(seat.say("handing_over.conflict"))
        look.show(
            look.description_list(
                [
                    (seat.say("assess.mine"), _who(seat, mine)),
                    (seat.say("assess.theirs"), _who(seat, theirs)),
                ]
            )
        )
        with st.container(horizontal=True):
            st.button(seat.say("assess.take_mine"), key=f"mine-{place}", type="primary", on_click=take_mine)
            st.button(
                seat.say("assess.keep_theirs"), key=f"theirs-{place}", on_click=settle_conflict, args=(place,)
            )


def _who(seat: Seat, owner: Owner) -> str:
    return owner.name or seat.say("handing_over.nobody")
