"""Doing something by a click: what it says afterwards, fields that begin anew, days as people type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from toolkit.messages import Message
from toolkit.model.entered import day_text, read_day
from toolkit.services.errors import InvalidError
from toolkit.ui.desk import Seat, act
from toolkit.ui.telling import tell, told_once

_DONE = "done"
_ROUND = "round"


def day_field(seat: Seat, key: str, stored: date | None, label: str) -> None:
    st.session_state.setdefault(key, day_text(stored, seat.language))
    st.text_input(label, key=key, max_chars=10, width=200, placeholder=seat.say("coordination.day_format"))


def typed_day(key: str) -> date | None:
    text = st.session_state.get(key, "")
    try:
        return read_day(text)
    except ValueError:
        raise InvalidError(Message.of("rounds.no_day", entered=text)) from None


def fresh(name: str) -> str:
    """A widget's key in this round: what was saved begins a new one, with what is stored."""
    return f"{name}-{st.session_state.get(_ROUND, 0)}"


def do(action: Callable[[], Message | None]) -> None:
    """Runs an action of a widget's callback and keeps what it has to say for the page that is drawn next."""

    def run() -> None:
        tell(_DONE, action())
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1

    act(run)


def tell_done(seat: Seat) -> None:
    """The place is there even when empty: otherwise what stands below would lose the focus."""
    with st.container(key="news"):
        message = told_once(_DONE)
        if message is not None:
            st.success(seat.label(message))
