"""The list of municipalities on the page Verwaltung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from toolkit.messages import Message
from toolkit.model.municipality_inputs import MunicipalityInput
from toolkit.services.municipalities import OpenedMunicipality, municipalities
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading
from toolkit.ui.navigation import ADDRESSES, PageName, page

MUNICIPALITY_PARAMETER = "municipality"
NEW = "new"


def show_municipalities(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        known = municipalities(session, seat.actor, is_example=seat.desk.is_example)
    with st.container(horizontal=True, vertical_alignment="center", key="beginnings"):
        st.button(seat.say("administration.add_municipality"), key="add", type="primary", on_click=_add)
        st.page_link(
            page(PageName.LISTS, seat.language),
            label=seat.say("lists.from_excel"),
            query_params={"was": "municipalities"},
        )
    if not known:
        st.info(seat.say("administration.no_municipalities"))
        return
    wanted = st.text_input(seat.say("administration.search"), key="search", live="400ms") or ""
    found = [one for one in known if _fits(one.facts, wanted)]
    if not found:
        st.info(seat.say("administration.nothing_found"))
        return
    _show_table(seat, found)


def kind_words(seat: Seat, facts: MunicipalityInput) -> str:
    return seat.say(f"administration.kind.{facts.kind.value}")


def _show_table(seat: Seat, found: Sequence[OpenedMunicipality]) -> None:
    columns = [
        look.Column(seat.say("municipality.field.name")),
        look.Column(seat.say("administration.key_today")),
        look.Column(seat.say("municipality.field.kind")),
        look.Column(seat.say("administration.type")),
        look.Column(seat.say("municipality.field.population"), align="end"),
        look.Column(seat.say("administration.funded")),
        look.Column(seat.say("municipality.field.members"), align="end"),
    ]
    today = date.today()  # noqa: DTZ011 - a key is valid by the calendar of the place
    caption = seat.say("administration.count", n=len(found))
    rows = [_row(seat, one, today) for one in found]
    look.show(look.table(columns, rows, caption=caption))


def _row(seat: Seat, one: OpenedMunicipality, today: date) -> list[str]:
    facts = one.facts
    return [
        _link(one),
        facts.key_on(today) or "–",
        kind_words(seat, facts),
        _type(seat, facts),
        "–" if facts.population is None else seat.cell(facts.population),
        "–" if facts.funded is None else seat.say("facts.yes" if facts.funded else "facts.no"),
        str(len(facts.members)) if facts.members else "–",
    ]


def _type(seat: Seat, facts: MunicipalityInput) -> str:
    """Never without where it comes from."""
    if facts.settlement_type is None or facts.type_source is None:
        return "–"
    source = seat.say(Message.of(f"administration.source.{facts.type_source.value}"))
    return look.two_lines(seat.say(f"administration.type.{facts.settlement_type.value}"), source)


def _link(one: OpenedMunicipality) -> Markup:
    address = f"{ADDRESSES[PageName.ADMINISTRATION]}?{MUNICIPALITY_PARAMETER}={one.municipality_id}"
    return look.element("a", one.facts.name, href=address, target="_self")


def _fits(facts: MunicipalityInput, wanted: str) -> bool:
    keys = " ".join(one.key for one in facts.official_keys)
    return all(word in f"{facts.name} {keys}".casefold() for word in wanted.casefold().split())


def _add() -> None:
    st.query_params[MUNICIPALITY_PARAMETER] = NEW
