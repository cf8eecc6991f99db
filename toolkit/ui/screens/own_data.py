"""Meine Daten: what is stored of whoever sits here, to look at and to take along."""

from __future__ import annotations

import json

import streamlit as st

from toolkit.services.own_data import SHOWN, counts, own_data
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page


def show_own_data(seat: Seat) -> None:
    look.page_header(
        seat.say("own_data.title"),
        language=seat.language,
        kicker=[seat.desk.person_name or None, seat.role],
        lead=seat.say("own_data.lead"),
    )
    with problems_shown(seat.language), reading() as session:
        document = own_data(session, seat.actor)
    found = counts(document)
    rows = [[seat.say(f"own_data.{name}"), seat.cell(found[name])] for name in SHOWN if found[name]]
    columns = [look.Column(seat.say("own_data.what")), look.Column(seat.say("own_data.number"), align="end")]
    look.show(look.table(columns, rows, caption=seat.say("own_data.title"), hide_caption=True))
    st.download_button(
        seat.say("own_data.download"),
        data=json.dumps(document, ensure_ascii=False, indent=2),
        file_name=seat.say("own_data.file_name"),
        mime="application/json",
        key="own-data",
        on_click="ignore",
    )
    _say_whom_to_ask(seat)


def _say_whom_to_ask(seat: Seat) -> None:
    contact = settings().contact
    days = settings().keep_messages_days
    look.show(
        look.heading(seat.say("own_data.rights")),
        look.element("p", seat.say("own_data.kept", n=days)),
        look.element("p", seat.say("own_data.forget")),
        look.element(
            "p", seat.say("people.ask", contact=contact) if contact else seat.say("people.ask_somebody")
        ),
    )
    st.page_link(page(PageName.PRIVACY, seat.language), label=seat.say("pages.privacy"))


show_own_data(take_seat())
