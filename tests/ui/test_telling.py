"""A message is told once, and to somebody: a run that is cut short has told nobody."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

# AppTest takes the text of a function alone, which so imports what it needs.
# ruff: noqa: PLC0415


def page_with_messages(ending: str) -> None:
    from contextlib import nullcontext

    import streamlit as st

    from toolkit.ui.telling import tell, telling, told_once

    def act() -> None:
        tell("message", "saved")
        st.session_state["problems"] = {"here": "wrong", "elsewhere": "unseen"}
        st.session_state["gives way"] = ending == "next change"

    with nullcontext() if ending == "nobody says" else telling():
        st.text([told_once("message"), told_once("here", st.session_state.get("problems", {}))])
        st.button("act", on_click=act)
        st.button("again")
        if ending == "stop":
            st.stop()
        if st.session_state.get("gives way"):
            st.session_state["gives way"] = False
            st.rerun()


@pytest.mark.parametrize("ending", ["end", "stop", "next change", "nobody says"])
def test_a_message_is_told_once_by_a_page_that_is_drawn_to_its_end(ending: str) -> None:
    app = AppTest.from_function(page_with_messages, args=(ending,)).run()
    assert app.text[0].value == "[None, None]"
    app.button[0].click().run()
    assert app.text[0].value == "['saved', 'wrong']"
    app.button[1].click().run()
    assert app.text[0].value == "[None, None]"
    assert app.session_state["problems"] == {"elsewhere": "unseen"}
