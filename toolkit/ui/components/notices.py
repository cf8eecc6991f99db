"""What the page has to say to the person: alerts, boxes, and short news."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.ui.components.badges import Tone
from toolkit.ui.components.html import Child, classes, element

_SIGNS: dict[Tone, str] = {"neutral": "", "info": "ℹ", "success": "✓", "warning": "⚠", "danger": "✕"}


def alert(tone: Tone, title: str, *body: Child) -> Markup:
    """A message with a title and paragraphs; pieces (`Markup`) in the body stand as they are."""
    sign = element("span", f"{_SIGNS[tone]} ", aria_hidden="true") if _SIGNS[tone] else None
    paragraphs = (part if isinstance(part, Markup) else element("p", part) for part in body if part)
    return element(
        "div",
        element("p", sign, title, class_="mk-alert__title"),
        *paragraphs,
        class_=classes("mk-alert", f"mk-alert--{tone}"),
    )


def box(*children: Child) -> Markup:
    """A hued box. For widgets inside, use `boxed`."""
    return element("div", *children, class_="mk-box")


def status(text: str) -> Markup:
    """A short line such as "✓ gespeichert 14:03", read aloud by screen readers whenever it changes."""
    return element("p", text, class_="mk-status", data_mk_announce="")
