"""Einlesen: a list from Excel or CSV, from the template to what came in; or one measure from a file."""

from __future__ import annotations

import streamlit as st

from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat, take_seat
from toolkit.ui.parts.example import show_way_back
from toolkit.ui.parts.handover import show_arrival
from toolkit.ui.parts.list_kinds import KINDS, ListKind
from toolkit.ui.parts.list_preview import show_incoming, show_outcome

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HANDOVER = "handover"
_UPLOADS = "lists-uploads"


def show_lists(seat: Seat) -> None:
    look.page_header(
        seat.say("pages.lists"), language=seat.language, kicker=[seat.place], lead=seat.say("lists.lead")
    )
    show_way_back(seat)
    name = addressed_view(
        seat.say("lists.what"),
        (*KINDS, HANDOVER),
        name="was",
        words=lambda one: seat.say(f"lists.sheet.{one}"),
    )
    if name == HANDOVER:
        show_arrival(seat)
        return
    kind = KINDS[name]
    show_outcome(seat, kind)
    _offer_template(seat, kind)
    _take_file(seat, kind)


def _offer_template(seat: Seat, kind: ListKind) -> None:
    look.show(look.heading(seat.say("lists.first_template")), look.element("p", seat.say(kind.explained)))
    st.download_button(
        seat.say("lists.download"),
        data=lambda: kind.template(seat.language),
        file_name=seat.say(kind.file_name),
        mime=EXCEL,
        key=f"template-{kind.name}",
        on_click="ignore",
    )


def _take_file(seat: Seat, kind: ListKind) -> None:
    look.show(look.heading(seat.say("lists.then_file")))
    # A new key empties the field once its list has been taken over.
    uploads = st.session_state.setdefault(_UPLOADS, 0)
    uploaded = st.file_uploader(seat.say("lists.file"), key=f"file-{kind.name}-{uploads}")
    if uploaded is None:
        look.show(look.muted(seat.say("lists.file_note"), small=True))
    elif show_incoming(seat, kind, uploaded.file_id, uploaded.getvalue()):
        st.session_state[_UPLOADS] = uploads + 1
        st.rerun()


show_lists(take_seat())
