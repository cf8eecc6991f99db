"""A form with one save that two people may have open: what was seen, what was typed, mine beside theirs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st
from pydantic import BaseModel

from toolkit.services.merging import EntriesConflictError, FieldConflict
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.telling import tell, told_once

_SEEN, _CONFLICTS, _ROUND, _NEWS = "form-seen", "form-conflicts", "form-round", "form-saved"


def field_key(place: str, field: str) -> str:
    """The key of a widget. Each reset begins a new round, so that the fields show what is stored."""
    return f"{place}-{st.session_state.get(_ROUND, 0)}-{field}"


def begin(place: str, field: str, value: Any) -> str:
    """Fills a field once with what is stored; afterwards it keeps what is typed. Gives its key."""
    key = field_key(place, field)
    st.session_state.setdefault(key, value)
    return key


def typed(place: str, field: str) -> Any:
    return st.session_state.get(field_key(place, field))


def put(place: str, field: str, value: Any) -> None:
    st.session_state[field_key(place, field)] = value


def seen(place: str, stored: BaseModel) -> BaseModel:
    """What this form showed when it was opened: the base of its saving."""
    base: BaseModel = st.session_state.setdefault(_SEEN, {}).setdefault(field_key(place, ""), stored)
    return base


def reset() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_CONFLICTS, None)


def saved() -> None:
    reset()
    tell(_NEWS, True)


def notices() -> AbstractContextManager[object]:
    """The place of what a form has to say. It is there even when empty: otherwise the fields below would be
    drawn anew with each notice, and lose the focus."""
    return st.container(key="form-notices")


def tell_saved(seat: Seat) -> None:
    if told_once(_NEWS):
        st.success(seat.say("administration.saved"))


def keep_conflicts(error: EntriesConflictError) -> None:
    st.session_state[_CONFLICTS] = error.conflicts


def conflicting_fields() -> tuple[FieldConflict, ...]:
    conflicts: tuple[FieldConflict, ...] = st.session_state.get(_CONFLICTS, ())
    return conflicts


def show_conflicts(seat: Seat, words: Callable[[str, Any], str], take_mine: Callable[[], None]) -> None:
    conflicts = conflicting_fields()
    if not conflicts:
        return
    with st.container(border=True, key="conflict"):
        st.warning(seat.label(EntriesConflictError(conflicts).message))
        for conflict in conflicts:
            look.show(
                look.heading(seat.say(conflict.label), level=3, small=True),
                look.description_list(
                    [
                        (seat.say("assess.mine"), words(conflict.field, conflict.mine)),
                        (seat.say("assess.theirs"), words(conflict.field, conflict.theirs)),
                    ]
                ),
            )
        with st.container(horizontal=True):
            st.button(seat.say("assess.take_mine"), key="take-mine", type="primary", on_click=take_mine)
            st.button(seat.say("assess.keep_theirs"), key="keep-theirs", on_click=reset)
