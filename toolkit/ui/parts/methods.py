"""The methods of calculation on So rechnen wir, grouped by what they are for, each folded."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit.methods import METHOD_GROUPS, Method
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import ADDRESSES, PageName, page

ANCHOR = "rechenverfahren"


def show_methods(seat: Seat) -> None:
    title = look.element("span", seat.say("methods.page.title"), id=ANCHOR)
    look.show(look.heading(title), look.element("p", seat.say("methods.page.text")))
    st.page_link(page(PageName.MATRIX, seat.language), label=look.plain(seat.say("methods.page.to_matrix")))
    for group, methods in METHOD_GROUPS.items():
        look.show(
            look.heading(seat.say(f"methods.page.group.{group}"), level=3),
            look.element("div", *(_folded(seat, method) for method in methods), class_="mk-methods"),
        )


def link_to_methods(seat: Seat) -> Markup:
    """In a window of its own: a page that holds a chosen file would forget it."""
    address = f"{ADDRESSES[PageName.METHOD]}?lang={seat.language}#{ANCHOR}"
    link = look.element("a", seat.say("methods.page.to_methods"), href=address, target="_blank")
    return look.element("p", link)


def _folded(seat: Seat, method: Method) -> Markup:
    used = look.badge("info", "", seat.say("methods.page.used")) if method.checks_a_matrix else None
    facts = [
        (seat.say("methods.page.words"), seat.say(method.words)),
        (seat.say("methods.page.formula"), seat.say(method.formula)),
        (seat.say("methods.page.source"), seat.say(method.source)),
        (seat.say("methods.page.misleads"), seat.say(method.misleads)),
    ]
    summary = look.element(
        "summary", look.element("span", seat.say(method.title)), " " if used else None, used
    )
    return look.element("details", summary, look.description_list(facts), class_="mk-method")
