"""Short marks: a state is always sign, word and colour, never colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from markupsafe import Markup

from toolkit.ui.components.html import classes, element, plain

Tone: TypeAlias = Literal["neutral", "info", "success", "warning", "danger"]

_STREAMLIT_COLOURS: dict[Tone, str] = {
    "neutral": "gray",
    "info": "blue",
    "success": "green",
    "warning": "orange",
    "danger": "red",
}


def badge(tone: Tone, sign: str, word: str) -> Markup:
    """`badge("success", "●", "tragfähig")`; the sign may be empty, the word may not."""
    shown_sign = element("span", sign, aria_hidden="true") if sign else None
    return element("span", shown_sign, word, class_=classes("mk-badge", f"mk-badge--{tone}"))


def badge_label(tone: Tone, word: str) -> str:
    """The same for captions and labels of Streamlit's widgets."""
    return f":{_STREAMLIT_COLOURS[tone]}-badge[{plain(word)}]"


def chip(word: str, *, on: bool = False) -> Markup:
    """A filter as it stands. To be clicked, use `st.pills`, which looks the same."""
    return element("li", word, class_=classes("mk-chip", "mk-chip--on" if on else None))


def chips(items: Iterable[Markup], *, label: str) -> Markup:
    """A row of chips; `label` names it for screen readers."""
    return element("ul", *items, class_="mk-chips", aria_label=label)


def row(*pieces: Markup | str) -> Markup:
    """Badges, links and short texts beside each other, wrapping where the screen ends."""
    return element("div", *(element("span", piece) for piece in pieces), class_="mk-row")
