"""Verwaltung: municipalities, programmes, the catalogue versions they work with, and people with roles."""

from __future__ import annotations

import streamlit as st

from toolkit.access import Action, may
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat, take_seat, tell_problem
from toolkit.ui.parts.admin_catalogues import show_catalogues
from toolkit.ui.parts.admin_municipalities import MUNICIPALITY_PARAMETER, show_municipalities
from toolkit.ui.parts.admin_municipality import show_municipality
from toolkit.ui.parts.admin_people import PERSON_PARAMETER, show_people, show_person
from toolkit.ui.parts.admin_programmes import PROGRAMME_PARAMETER, show_programme, show_programmes
from toolkit.ui.parts.example import show_way_back
from toolkit.ui.parts.take_along import offer_lists

_SHOWN = {
    "municipalities": show_municipalities,
    "programmes": show_programmes,
    "catalogues": show_catalogues,
    "people": show_people,
}
_LISTS = {
    "municipalities": ("municipalities", "municipality_keys", "municipality_members"),
    "programmes": ("programmes",),
    "people": ("people", "memberships"),
}
# What only the administration may look at.
_RESTRICTED = {"people": Action.MANAGE_PEOPLE}


def show_administration(seat: Seat) -> None:
    if MUNICIPALITY_PARAMETER in st.query_params:
        show_municipality(seat)
    elif PROGRAMME_PARAMETER in st.query_params:
        show_programme(seat)
    elif PERSON_PARAMETER in st.query_params:
        show_person(seat)
    else:
        _show_overview(seat)


def _show_overview(seat: Seat) -> None:
    look.page_header(
        seat.say("pages.administration"),
        language=seat.language,
        kicker=[seat.cell(seat.desk.programme_name), seat.example_mark(seat.desk.is_example)],
        lead=seat.say("administration.lead"),
    )
    tell_problem(seat)
    show_way_back(seat)
    view = addressed_view(
        seat.say("administration.view"),
        [name for name in _SHOWN if name not in _RESTRICTED or may(seat.actor, _RESTRICTED[name]).allowed],
        name="part",
        words=lambda name: seat.say(f"administration.{name}"),
    )
    _SHOWN[view](seat)
    if view in _LISTS:
        offer_lists(seat, *_LISTS[view])


show_administration(take_seat())
