"""The pages: one file each, with an address that can be mailed."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

import streamlit as st

from toolkit.messages import Language, Message, translate
from toolkit.model import Role

MEASURE_PARAMETER = "measure"
_LONGEST_NUMBER = 9
# Not named "pages": Streamlit would look for pages of its own in such a folder beside the main script, and
# tell the first visitor of a mailed address that the page was not found.
SCREENS_FOLDER = Path(__file__).parent / "screens"


class PageName(StrEnum):
    """The value is both the file's name and the first part of the page's sentences."""

    START = "start"
    MEASURES = "measures"
    ASSESS = "assess"
    RESULT = "result"
    HISTORY = "history"
    REVIEW = "review"
    OWN_DATA = "own_data"
    COORDINATION = "coordination"
    COMPARE = "compare"
    WEIGHTING = "weighting"
    PACKAGE = "package"
    MEETING = "meeting"
    MATRIX = "matrix"
    CRITERIA = "criteria"
    ADMINISTRATION = "administration"
    LISTS = "lists"
    METHOD = "method"
    IMPRINT = "imprint"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"


# The addresses stay German in every language, so that a mailed link means the same for all.
ADDRESSES = {
    PageName.START: "",
    PageName.MEASURES: "massnahmen",
    PageName.ASSESS: "bewerten",
    PageName.RESULT: "ergebnis",
    PageName.HISTORY: "verlauf",
    PageName.REVIEW: "begutachten",
    PageName.OWN_DATA: "meine-daten",
    PageName.COORDINATION: "koordination",
    PageName.COMPARE: "vergleich",
    PageName.WEIGHTING: "gewichtung",
    PageName.PACKAGE: "paket",
    PageName.MEETING: "sitzung",
    PageName.MATRIX: "matrix-pruefen",
    PageName.CRITERIA: "kriterien",
    PageName.ADMINISTRATION: "verwaltung",
    PageName.LISTS: "einlesen",
    PageName.METHOD: "so-rechnen-wir",
    PageName.IMPRINT: "impressum",
    PageName.PRIVACY: "datenschutz",
    PageName.ACCESSIBILITY: "barrierefreiheit",
}
# Linked where they are needed and in the footer: the menu has no room for what one reads once.
FOR_EVERYBODY = (PageName.IMPRINT, PageName.PRIVACY, PageName.ACCESSIBILITY)
IN_THE_FOOTER = (PageName.METHOD, PageName.OWN_DATA, *FOR_EVERYBODY)
# Linked where they are needed only.
OFF_THE_MENU = (*IN_THE_FOOTER, PageName.HISTORY, PageName.LISTS)
_WITH_MEASURES = frozenset(Role) - {Role.ADMINISTRATION}
_STEERING = frozenset({Role.STEERING, Role.CHAIR, Role.COORDINATION})
# Who has something to do on a page; what has no entry is for everybody who works here.
MADE_FOR = {
    PageName.MEASURES: _WITH_MEASURES,
    PageName.ASSESS: frozenset({Role.PLANNING}),
    PageName.RESULT: _WITH_MEASURES,
    PageName.HISTORY: _WITH_MEASURES,
    PageName.REVIEW: frozenset({Role.ADVICE, Role.COORDINATION}),
    PageName.COORDINATION: frozenset({Role.COORDINATION}),
    PageName.COMPARE: _WITH_MEASURES,
    PageName.WEIGHTING: _STEERING,
    PageName.MEETING: _STEERING,
    PageName.PACKAGE: _STEERING,
    PageName.ADMINISTRATION: frozenset({Role.PLANNING, Role.ADMINISTRATION}),
    PageName.LISTS: frozenset({Role.PLANNING, Role.ADMINISTRATION}),
}


def page_title(name: PageName) -> Message:
    return Message.of(f"pages.{name.value}")


def is_made_for(name: PageName, roles: Collection[Role]) -> bool:
    """Whether somebody with these roles has something to do on the page."""
    return name not in MADE_FOR or not MADE_FOR[name].isdisjoint(roles)


def page_at(address: str) -> PageName:
    """The page of an address below the app's."""
    return next(name for name, known in ADDRESSES.items() if known == address)


def page(name: PageName, language: Language, *, listed: bool = True) -> st.Page:
    """The page as Streamlit's navigation and links know it; only what is `listed` stands in the menu."""
    return st.Page(
        SCREENS_FOLDER / f"{name.value}.py",
        title=translate(page_title(name), language),
        url_path=ADDRESSES[name] or None,
        default=name is PageName.START,
        visibility="visible" if listed and name not in OFF_THE_MENU else "hidden",
    )


def pages(language: Language, roles: Collection[Role] = frozenset(Role)) -> list[st.Page]:
    """All of them, so that every address is known; in the menu stands what is made for these roles."""
    return [page(name, language, listed=is_made_for(name, roles)) for name in PageName]


def measure_address(name: PageName, measure_id: int) -> str:
    """The address of a measure's page, for links in tables."""
    return f"{ADDRESSES[name]}?{MEASURE_PARAMETER}={measure_id}"


def measure_in_address() -> int | None:
    """The measure that the address names, -1 where it names something that cannot be one."""
    return number_in_address(MEASURE_PARAMETER)


def number_in_address(name: str) -> int | None:
    """The number of a thing that the address names; None where it names nothing, -1 where that cannot be
    one: a thing that does not exist gets its sentence from who looks for it."""
    named = st.query_params.get(name, "")
    return id_number(named) if named else None


def id_number(text: str) -> int:
    """-1 for what is no number, or larger than any that a database gives."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else -1
