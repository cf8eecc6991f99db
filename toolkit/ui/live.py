"""Screens that follow: a small fragment asks the database for one number, and draws the page anew when it
has moved. Nothing else of the page runs meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

SECONDS = 1.0


def redraw_when_moved(shown: int | None, number_now: Callable[[], int | None]) -> None:
    """Asks once a second; a step is on every screen within two."""

    @st.fragment(run_every=SECONDS)
    def look_again() -> None:
        if number_now() != shown:
            st.rerun()

    look_again()
