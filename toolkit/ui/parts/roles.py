"""The roles of whoever sits here: choosing one of them, and a page that is made for others."""

from __future__ import annotations

import streamlit as st

from toolkit.model import Role
from toolkit.services.desk import work_as
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.navigation import MADE_FOR, PageName, page, page_title

_ALL = "all"
_ROLE = "working-as"


def offer_roles(seat: Seat) -> None:
    """Whoever has several roles works in all of them, or in one as somebody who had no other."""
    if len(seat.desk.roles) < 2:
        return
    st.session_state[_ROLE] = seat.desk.acting_as.value if seat.desk.acting_as else _ALL

    def change() -> None:
        chosen = st.session_state[_ROLE]
        with writing() as session:
            work_as(session, seat.actor_now(session), role=None if chosen == _ALL else Role(chosen))

    st.selectbox(
        seat.say("start.working_as"),
        [_ALL, *(role.value for role in seat.desk.roles)],
        key=_ROLE,
        format_func=lambda key: seat.say("start.all_roles" if key == _ALL else f"people.role.{key}"),
        on_change=act,
        args=(change,),
    )


def show_other_roles(seat: Seat, name: PageName) -> None:
    """Instead of a page on which nobody with these roles has anything to do."""
    look.page_header(seat.say(page_title(name)), language=seat.language)
    made_for = ", ".join(seat.say(f"people.role.{role.value}") for role in Role if role in MADE_FOR[name])
    st.info(seat.label("people.page_for_others", roles=made_for, own=seat.role))
    if not MADE_FOR[name].isdisjoint(seat.desk.roles):
        st.markdown(seat.label("people.change_role_at_start"))
    st.page_link(page(PageName.START, seat.language), label=seat.say("people.to_start"))
