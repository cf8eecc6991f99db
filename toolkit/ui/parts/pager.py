"""Long lists show some rows at a time: the page stays readable and what the browser gets stays small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

import streamlit as st

from toolkit.ui.desk import Seat

ROWS = 50
PARAMETER = "page"
_KEY = "shown-rows"
_LIST = "list-of-the-shown-rows"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window:
    """The rows that are shown, of one list or of several below each other."""

    start: int
    stop: int

    def cut(self, things: Sequence[T], *, before: int = 0) -> Sequence[T]:
        """What shows of a list that stands below `before` rows of others."""
        return things[max(self.start - before, 0) : max(self.stop - before, 0)]


def shown_rows(seat: Seat, count: int, *, of: str) -> Window:
    """Draws the pager where there are more rows than one shows, and gives those that are its turn.

    Another list, or one that has become longer or shorter, begins at its first page.
    """
    pages = ceil(count / ROWS)
    if pages < 2:
        return Window(0, count)
    number = _number(f"{of}-{count}", pages)
    with st.container(horizontal=True, vertical_alignment="bottom", key="pager"):
        st.selectbox(
            seat.say("pager.shown"),
            range(1, pages + 1),
            key=_KEY,
            format_func=lambda page: _range_in_words(seat, page, count),
            on_change=_remember,
            width=260,
        )
        st.button(
            seat.say("pager.back"), key="pager-back", disabled=number == 1, on_click=_turn, args=(number - 1,)
        )
        st.button(
            seat.say("pager.next"),
            key="pager-next",
            disabled=number == pages,
            on_click=_turn,
            args=(number + 1,),
        )
    return Window((number - 1) * ROWS, min(number * ROWS, count))


def _number(listed: str, pages: int) -> int:
    """The page that is chosen; in a new session the one that the address names."""
    asked = st.query_params.get(PARAMETER, "")
    number = st.session_state.get(_KEY) or (int(asked) if asked.isdecimal() else 1)
    if st.session_state.setdefault(_LIST, listed) != listed:
        number = 1
        st.session_state[_LIST] = listed
    st.session_state[_KEY] = min(max(number, 1), pages)
    _remember()
    return int(st.session_state[_KEY])


def _range_in_words(seat: Seat, page: int, count: int) -> str:
    first, last = (page - 1) * ROWS + 1, min(page * ROWS, count)
    return seat.say("pager.range", first=first, last=last, all=count)


def _turn(number: int) -> None:
    st.session_state[_KEY] = number
    _remember()


def _remember() -> None:
    number = str(st.session_state[_KEY])
    if number == "1":
        st.query_params.pop(PARAMETER, None)
    elif st.query_params.get(PARAMETER) != number:
        st.query_params[PARAMETER] = number
