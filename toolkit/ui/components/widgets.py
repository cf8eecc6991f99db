"""Streamlit's widgets where they need a hand to look and read like ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page

from toolkit.ui.components.headings import heading
from toolkit.ui.components.html import element, plain, show
from toolkit.ui.components.marks import Mark, mark_label


def level_option(level: str, anchor: str) -> str:
    """The label of one level in a vertical `st.radio`: the number in front, the anchor as a sentence."""
    return f"**{plain(level)}** {plain(anchor)}"


@contextmanager
def task_group(title: str, *, done: str, key: str) -> Iterator[None]:
    """A group of task links under its heading: `with task_group("Strategiebezug", done="3 von 4", …):`."""
    with st.container(key=f"mk-group-{key}", gap=None):
        count = element("span", done, class_="mk-muted mk-small")
        show(element("div", heading(title, small=True), count, class_="mk-group"))
        yield


def task_link(
    page: str | Path | Page,
    *,
    key: str,
    text: str,
    mark: Mark,
    mark_word: str,
    note: str = "",
    current: bool = False,
    query_params: dict[str, str] | None = None,
) -> None:
    """A line of a task list that leads to another question or page without loading anew.

    `key` names it uniquely on the page and must not change, or the focus is lost. `mark_word` is read
    aloud: for the current line it says that as well ("aktuelle Frage, beantwortet"). Where the link stays
    on its page, the page must call `keep_address`.
    """
    small = f" :small[:gray[{plain(note)}]]" if note else ""
    with st.container(key=f"mk-task-{key}"):
        st.page_link(
            page,
            label=f"{mark_label('current' if current else mark, mark_word)} {plain(text)}{small}",
            icon="",
            help="",
            width="stretch",
            query_params=query_params,
        )


def keep_address() -> None:
    """Writes the parameters in force into the browser's address.

    Streamlit forgets to when a link stays on its page: the page would show the new state under the old
    address, and a reload would lose it.
    """
    st.query_params.update({})


def boxed(key: str) -> DeltaGenerator:
    """A hued box for widgets: `with boxed("standing"): …`."""
    return st.container(key=f"mk-box-{key}")
