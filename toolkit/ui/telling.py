"""What a page says once: that something was done, or why not.

It is forgotten when a page that said it has been drawn to its end, not before: a run that gives way to the
next change in between has told nobody, because what it drew may never have reached the browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

_KEPT, _TOLD = "messages-to-tell", "told-in-this-run"


def tell(name: str, message: Any) -> None:
    """Keeps it for the page that is drawn next."""
    _kept()[name] = message


def told_once(name: str, kept: dict[str, Any] | None = None) -> Any:
    """What is kept under this name, for this page only; None for nothing."""
    kept = _kept() if kept is None else kept
    told = st.session_state.get(_TOLD)
    if told is None:  # nobody says when the drawing ends
        return kept.pop(name, None)
    told.append((kept, name))
    return kept.get(name)


@contextmanager
def telling() -> Iterator[None]:
    """Around the drawing of a page. To look at the session's state gives way to the next change, if there is
    one: done before anything is forgotten, and not at all once the page has been stopped."""
    told: list[tuple[dict[str, Any], str]] = []
    st.session_state[_TOLD] = told
    try:
        yield
        st.session_state.get(_TOLD)
    except StopException:
        _forget(told)
        raise
    _forget(told)


def _forget(told: list[tuple[dict[str, Any], str]]) -> None:
    for kept, name in told:
        kept.pop(name, None)
    told.clear()


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(_KEPT, {})
    return kept
