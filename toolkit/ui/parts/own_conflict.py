"""Begutachten: an advisor notes a conflict of interest of their own, and the measure leaves their desk."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit.access import OfMeasure
from toolkit.messages import Message
from toolkit.services.conflicts import LONGEST_REASON, declare_conflict
from toolkit.services.measures import OpenedMeasure
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import do, fresh


def offer_own_conflict(seat: Seat, measure: OpenedMeasure, thing: OfMeasure) -> None:
    """For those assigned. With the measure alone, or with all of its municipality."""
    if seat.actor.person_id not in thing.advisors:
        return
    keys = {name: fresh(f"own-conflict-{measure.measure_id}-{name}") for name in ("all", "reason")}
    with st.expander(seat.say("conflicts.own"), key="own-conflict"):
        look.show(look.element("p", seat.say("conflicts.own_help")))
        st.checkbox(seat.label("conflicts.own_all", municipality=measure.municipality), key=keys["all"])
        label = seat.say("coordination.conflict_reason")
        with drafts.kept(seat, keys["reason"], label=label, stored=""):
            st.text_area(label, key=keys["reason"], max_chars=LONGEST_REASON)
        look.show(look.muted(seat.say("coordination.conflict_reason_help"), small=True))
        st.button(
            seat.say("conflicts.own_declare"),
            key="declare-own",
            on_click=do,
            args=(partial(_declare, seat, measure, keys),),
        )


def _declare(seat: Seat, measure: OpenedMeasure, keys: dict[str, str]) -> Message:
    reason, whole = st.session_state.get(keys["reason"], ""), st.session_state.get(keys["all"], False)
    with writing() as session:
        actor = seat.actor_now(session)
        declare_conflict(
            session,
            actor,
            programme_id=measure.programme_id,
            person_id=actor.person_id,
            measure_id=None if whole else measure.measure_id,
            municipality_id=measure.municipality_id if whole else None,
            reason=reason,
        )
    drafts.note_taken(keys["reason"], reason)
    st.query_params.clear()  # the measure can be read no more
    return Message.of("conflicts.own_done")
