"""The example region on the pages: load it, go there and back, remove it."""

from __future__ import annotations

import streamlit as st

from toolkit.example import example_is_loaded, load_example, remove_example, visit_example
from toolkit.services.desk import leave_example
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.telling import tell, told_once

_REMOVAL_ASKED = "example-removal-asked"
_NEWS = "example-news"


def show_way_back(seat: Seat) -> None:
    """Says, inside the example region, that all of it is invented, and leads out of it."""
    if seat.desk.is_example:
        with look.boxed("example"):
            look.show(look.element("p", seat.say("example.inside")))
            st.button(
                seat.say("example.leave"), key="example-leave", on_click=act, args=(lambda: _leave(seat),)
            )


def offer_example(seat: Seat) -> None:
    """The region on the start page: its way in, and its removal."""
    with problems_shown(seat.language), reading() as session:
        loaded = example_is_loaded(session)
    look.show(look.heading(seat.say("example.title")))
    news = told_once(_NEWS)
    if news is not None:
        st.success(seat.label(news))
    if not loaded:
        look.show(look.element("p", seat.say("example.what_it_is")))
        st.button(seat.say("example.load"), key="example-load", on_click=act, args=(lambda: _load(seat),))
        return
    if not seat.desk.is_example:
        look.show(look.element("p", seat.say("example.beside")))
    with st.container(horizontal=True, key="example-ways"):
        if not seat.desk.is_example:
            st.button(
                seat.say("example.visit"), key="example-visit", on_click=act, args=(lambda: _visit(seat),)
            )
        if not st.session_state.get(_REMOVAL_ASKED):
            st.button(seat.say("example.remove"), key="example-remove", on_click=_ask_for_removal)
    if st.session_state.get(_REMOVAL_ASKED):
        _confirm_removal(seat)


def _confirm_removal(seat: Seat) -> None:
    st.warning(seat.say("example.remove_warning"))
    with st.container(horizontal=True, key="example-removal"):
        st.button(
            seat.say("example.remove_now"),
            key="example-remove-now",
            type="primary",
            on_click=act,
            args=(lambda: _remove(seat),),
        )
        st.button(seat.say("example.keep"), key="example-keep", on_click=_forget_removal)


def _ask_for_removal() -> None:
    st.session_state[_REMOVAL_ASKED] = True


def _forget_removal() -> None:
    st.session_state.pop(_REMOVAL_ASKED, None)


def _load(seat: Seat) -> None:
    with writing() as session:
        loaded = load_example(session, seat.actor_now(session))
        visit_example(session, seat.actor_now(session))
    tell(_NEWS, loaded.message)


def _remove(seat: Seat) -> None:
    _forget_removal()
    with writing() as session:
        removed = remove_example(session, seat.actor_now(session))
    tell(_NEWS, removed.message)


def _visit(seat: Seat) -> None:
    with writing() as session:
        visit_example(session, seat.actor_now(session))


def _leave(seat: Seat) -> None:
    with writing() as session:
        leave_example(session, seat.actor_now(session))
