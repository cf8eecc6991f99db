"""Freigaben of a measure: what the planning of other municipalities may see, each with one switch."""

from __future__ import annotations

import streamlit as st

from toolkit.access import Action, may
from toolkit.model import ReleaseKind
from toolkit.services.measures import OpenedMeasure
from toolkit.services.releases import releases_of, set_release
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.saving import fresh_widget_value


def show_releases(seat: Seat, measure: OpenedMeasure) -> None:
    """For the municipality itself only: nobody else decides about it."""
    if not may(seat.actor, Action.CHANGE_RELEASES, measure.as_thing).allowed:
        return
    with problems_shown(seat.language), reading() as session:
        released = releases_of(session, seat.actor, measure_id=measure.measure_id)
    title = seat.say("releases.title", shown=len(released), all=len(ReleaseKind))
    with st.expander(title, key="releases"):
        look.show(look.element("p", seat.say("releases.help")))
        for kind in ReleaseKind:
            _show_switch(seat, measure, kind, on=kind in released)


def _show_switch(seat: Seat, measure: OpenedMeasure, kind: ReleaseKind, *, on: bool) -> None:
    key = f"release-{kind.value}-{measure.measure_id}"
    fresh_widget_value(key, on)

    def change() -> None:
        with writing() as session:
            set_release(
                session,
                seat.actor_now(session),
                measure_id=measure.measure_id,
                kind=kind,
                released=st.session_state[key],
            )

    st.checkbox(seat.say(f"releases.{kind.value}"), key=key, on_change=act, args=(change,))
    look.show(look.muted(seat.say(f"releases.{kind.value}_help"), small=True))
