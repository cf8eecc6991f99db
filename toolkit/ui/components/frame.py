"""What stands around every page: who is working (at the top right), the way to the other language, and
the legal links at the bottom. Streamlit draws the navigation, the stylesheet writes the product's name.

In `main.py`: `header(...)`, then `st.navigation(..., position="top").run()`, then `footer(...)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from toolkit.messages import Language, Message, translate
from toolkit.ui.components.html import element, joined, show, visually_hidden
from toolkit.ui.shell.language import LANGUAGE_PARAMETER


@dataclass(frozen=True, slots=True)
class Link:
    """A link within the app, by the page's address ("impressum"), or to anywhere else."""

    text: str
    address: str


def header(
    *, language: Language, role: str | None = None, place: str = "", name: str = "", logs_out: bool = False
) -> None:
    """The line "Planung · Stadt Beispielförde · English" at the top right, above the page when narrow; with
    logins also who it is, and the way out. Without a role nobody is there yet.

    Call it once per run, before the page. The language link loads the same page anew, as the document's
    language and title can only be set by the server; the address keeps its other parameters.
    """
    who = () if role is None else tuple(part for part in (name, role, place) if part)
    show(account_line(who, language=language, parameters=st.query_params.to_dict(), logs_out=logs_out))


def account_line(
    who: Iterable[str], *, language: Language, parameters: Mapping[str, str], logs_out: bool = False
) -> Markup:
    other: Language = "en" if language == "de" else "de"
    switch = element(
        "a",
        translate(Message.of("shell.language_switch"), language),
        href=f"?{urlencode({**parameters, LANGUAGE_PARAMETER: other})}",
        target="_self",
        lang=other,
        hreflang=other,
    )
    out = element("a", translate(Message.of("people.log_out"), language), href="auth/logout", target="_self")
    label = visually_hidden(translate(Message.of("shell.signed_in_as"), language) + " ")
    named = [*who]
    parts: list[Markup] = [element("span", label, " · ".join(named) + "\u00a0·\u00a0")] if named else []
    parts.append(switch)
    if logs_out:
        parts += [element("span", "\u00a0·\u00a0"), out]
    return element("div", *parts, class_="mk-account", data_mk_seated="" if logs_out else None)


def footer(links: Iterable[Link], *, language: Language) -> None:
    """The legal links. Call it once per run, after the page."""
    items = (element("li", element("a", link.text, href=link.address, target="_self")) for link in links)
    label = translate(Message.of("shell.footer"), language)
    show(element("nav", element("ul", joined(items)), class_="mk-footer", aria_label=label))
