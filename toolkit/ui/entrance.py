"""What people see who have no desk here: the way to log in, or whom to ask."""

from __future__ import annotations

import streamlit as st

from toolkit.services.people import NotAdmittedError
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Reader


def show_entrance(reader: Reader, refused: NotAdmittedError) -> None:
    title = "people.welcome" if refused.may_log_in else "people.no_access"
    look.page_header(reader.say(title), language=reader.language)
    look.show(look.element("p", reader.say(refused.message)))
    if refused.may_log_in:
        look.show(look.element("p", reader.say("people.about")))
        st.button(reader.say("people.log_in"), key="log-in", type="primary", on_click=st.login)
        return
    contact = settings().contact
    whom = reader.say("people.ask", contact=contact) if contact else reader.say("people.ask_somebody")
    look.show(look.element("p", whom))
    st.button(reader.say("people.log_out"), key="log-out", on_click=st.logout)
