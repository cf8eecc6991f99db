"""Distributions as dots on a line of 0 to 100 points. Hidden from screen readers: numbers stand beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.ui.components.bars import Number
from toolkit.ui.components.html import classes, element


@dataclass(frozen=True, slots=True)
class Dot:
    """One measure; `hollow` where it stands apart from the ranking."""

    points: Number
    hollow: bool = False


def dots(values: Iterable[Dot]) -> Markup:
    marks = (
        element(
            "span",
            class_=classes("mk-dot", "mk-dot--hollow" if dot.hollow else None),
            style=f"left: {min(max(float(dot.points), 0.0), 100.0):.2f}%",
        )
        for dot in values
    )
    return element("div", *marks, class_="mk-dots", aria_hidden="true")
