"""Choices that stand in the address, so that a view can be mailed.

Streamlit can bind a widget to the address itself, but writes the label there, which changes with the
language. Here the address holds the value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from toolkit.ui.components import plain

MOST_CHIPS = 12


def addressed_view(label: str, views: Sequence[str], *, name: str, words: Callable[[str], str]) -> str:
    """One of several views; the first is the default and leaves the address clean."""
    key = f"view-{name}"
    if key not in st.session_state:
        asked = st.query_params.get(name, "")
        st.session_state[key] = asked if asked in views else views[0]

    def remember() -> None:
        _write(name, [] if st.session_state[key] == views[0] else [st.session_state[key]])

    return (
        st.segmented_control(
            label,
            views,
            key=key,
            required=True,
            format_func=words,
            label_visibility="collapsed",
            on_change=remember,
        )
        or views[0]
    )


def addressed_choice(
    label: str, options: Sequence[str], *, name: str, words: Callable[[str], str], default: str | None = None
) -> str:
    """One of many, from a list; the default, else the first, leaves the address clean."""
    key, first = f"choice-{name}", default if default in options else options[0]
    if st.session_state.get(key) not in options:
        asked = st.query_params.get(name, "")
        st.session_state[key] = asked if asked in options else first

    def remember() -> None:
        _write(name, [] if st.session_state[key] == first else [st.session_state[key]])

    chosen: str = st.selectbox(label, options, key=key, format_func=words, on_change=remember)
    return chosen


def addressed_filter(
    label: str, options: Sequence[str], *, name: str, words: Callable[[str], str] = plain
) -> list[str]:
    """Any number of options, none chosen means no filter: as chips, or where they are too many for the eye
    as a list in which one types to search."""
    key = f"filter-{name}"
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get_all(name)
    # What is no longer there to choose would be an error of the widget.
    st.session_state[key] = [option for option in st.session_state[key] if option in options]

    def remember() -> None:
        _write(name, st.session_state[key])

    if len(options) > MOST_CHIPS:
        return st.multiselect(
            label, options, key=key, format_func=words, on_change=remember, select_all=False
        )
    return st.pills(label, options, selection_mode="multi", key=key, format_func=words, on_change=remember)


def addressed_page(pages: int, *, name: str) -> int:
    """The page of a long table that the address names, from 1; one that is not there is the nearest."""
    asked = st.query_params.get(name, "")
    return min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 6 else 1


def turn_to(number: int, *, name: str) -> None:
    _write(name, [] if number == 1 else [str(number)])


def _write(name: str, values: Sequence[str]) -> None:
    if values:
        st.query_params[name] = list(values)
    else:
        st.query_params.pop(name, None)
