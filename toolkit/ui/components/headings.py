"""The head of a page and its headings. Streamlit's own headings carry an English link; ours do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st
from markupsafe import Markup

from toolkit.messages import Language, Message, translate
from toolkit.ui.components.html import Child, element, joined, show


def page_header(
    title: str,
    *,
    language: Language,
    kicker: Sequence[Child] = (),
    lead: Child = None,
    browser_title: str | None = None,
) -> None:
    """The page's only h1, with a small line above (parts joined by dots; badges stand as they are) and a
    muted line below. Also sets the browser's title, by default "title – product"; pass `browser_title`
    where the step matters more than the title ("Frage 2 von 12 – Pegelsensoren")."""
    product = translate(Message.of("shell.product"), language)
    st.set_page_config(page_title=f"{browser_title or title} – {product}")
    show(
        _kicker(kicker) if kicker else None,
        element("h1", title, class_="mk-title"),
        None if lead is None else element("p", lead, class_="mk-lead"),
    )


def _kicker(parts: Sequence[Child]) -> Markup:
    texts = " · ".join(part for part in parts if part and not isinstance(part, Markup))
    marks = (part for part in parts if isinstance(part, Markup))
    return element("p", element("span", texts) if texts else None, *marks, class_="mk-kicker")


def heading(text: Child, *, level: Literal[2, 3, 4] = 2, small: bool = False) -> Markup:
    """A heading below the title; `small` is for a box or a column."""
    return element(f"h{level}", text, class_=joined(["mk-heading", " mk-heading--small" if small else None]))


def finding(text: Child, *, level: Literal[2, 3] = 2) -> Markup:
    """What the page says, in one sentence, as its most visible heading."""
    return element(f"h{level}", text, class_="mk-finding")


def muted(text: Child, *, small: bool = False) -> Markup:
    return element("p", text, class_=joined(["mk-muted", " mk-small" if small else None]))
