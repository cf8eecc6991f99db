"""Scores drawn in HTML: sharp in print, readable in grey, and without a chart library.

Every drawing is hidden from screen readers, as the numbers stand beside it as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from markupsafe import Markup

from toolkit.ui.components.html import classes, element
from toolkit.ui.components.tables import Column, table

Number: TypeAlias = int | float | Fraction

# The darkest of the nine steps of the sequential scale.
LAST_STEP = 8
MOST_RANK_LINES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One criterion: its score (None = nothing judged) with the range it may end in, all in 0..100.

    `points` is the score as the reader's language writes it; `notes` stand beside it ("3 von 4
    beurteilt", "Spanne 44–69"); `usual` is the level usual for the phase.
    """

    name: str
    score: Number | None
    points: str
    low: Number
    high: Number
    usual: Number | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileHeadings:
    criterion: str
    bar: str
    points: str
    notes: str


def profile_table(rows: Sequence[ProfileRow], headings: ProfileHeadings, *, caption: str) -> Markup:
    """The criteria below each other with bar, range, usual level, points and notes (page Ergebnis)."""
    columns = (
        Column(headings.criterion),
        Column(headings.bar, width=54, unlabelled=True),
        Column(headings.points, align="end", strong=True, hidden=True),
        Column(headings.notes, hidden=True),
    )
    cells = [
        (row.name, profile_bar(row.score, row.low, row.high, row.usual), row.points, _lines(row.notes))
        for row in rows
    ]
    return table(columns, cells, caption=caption, hide_caption=True)


def profile_bar(score: Number | None, low: Number, high: Number, usual: Number | None = None) -> Markup:
    """The score as a bar, the range as a line where it has a width, the usual level as a dashed mark."""
    return element(
        "div",
        None if score is None else _span("mk-bar__score", width=score),
        _span("mk-bar__range", left=low, width=high - low) if high > low else None,
        None if usual is None else _span("mk-bar__usual", left=usual),
        class_="mk-bar",
        aria_hidden="true",
    )


def profile_meter(row: ProfileRow) -> Markup:
    """The small form beside the questions: range as a band, score as a line (page Bewerten)."""
    return element(
        "div",
        element("p", f"{row.name} · {row.points}"),
        gauge(row.low, row.high, at=row.score),
        *(element("p", note, class_="mk-muted mk-small") for note in row.notes),
        class_="mk-meter",
    )


def gauge(low: Number, high: Number, *, at: Number | None) -> Markup:
    """A range from 0 to 100 as a band with a line in it; the numbers stand beside it in words."""
    return element(
        "div",
        _span("mk-gauge__range", left=low, width=high - low) if high > low else None,
        None if at is None else _span("mk-gauge__score", left=at),
        class_="mk-gauge",
        aria_hidden="true",
    )


def contributions(
    parts: Sequence[tuple[Number, str]], *, labels: Sequence[str], provisional: bool = False
) -> Markup:
    """Contributions to a total, adding up along one bar of 100 points: (points, points as text), one per
    criterion in the order of `contribution_key`; `provisional` hatches self-assessed ones."""
    spans = (
        element(
            "span",
            element("span", f"{label}: ", class_="mk-hidden"),
            text,
            class_=f"mk-part-{number}",
            style=f"width: {_percent(points)}",
        )
        for number, ((points, text), label) in enumerate(zip(parts, labels, strict=True), start=1)
    )
    return element(
        "div", *spans, class_=classes("mk-stack", "mk-stack--provisional" if provisional else None)
    )


def contribution_key(names: Sequence[str]) -> Markup:
    """Which shade is which criterion."""
    items = (
        element("span", element("span", class_=f"mk-key mk-part-{number}", aria_hidden="true"), name)
        for number, name in enumerate(names, start=1)
    )
    return element("span", *items, class_="mk-row")


def rank_range(rank: int, *, low: int, high: int, count: int, text: str) -> Markup:
    """The rank as a dot on the line of likely ranks, 1 at the left; `text` says it ("1–2")."""
    drawing = element(
        "span",
        _span("mk-ranks__range", left=_place(low, count), width=_place(high, count) - _place(low, count)),
        _span("mk-ranks__rank", left=_place(rank, count)),
        class_="mk-ranks",
        style=f"display: inline-block; --mk-steps: {_steps(count)}",
        aria_hidden="true",
    )
    return element("span", drawing, element("span", text, class_="mk-muted mk-small"), class_="mk-row")


def heat(score: Number | None, text: str) -> Markup:
    """A cell of the matrix: the number on the shade of its height; without a score a dashed frame."""
    step = "none" if score is None else round(float(score) / 100 * LAST_STEP)
    return element("span", text, class_=f"mk-heat mk-heat--{step}")


def _steps(count: int) -> int:
    """A line for each rank where they can be told apart, else for each tenth."""
    return max(count - 1, 1) if count <= MOST_RANK_LINES else 10


def _place(rank: int, count: int) -> float:
    return 0.0 if count < 2 else 100 * (rank - 1) / (count - 1)


def _lines(texts: Sequence[str]) -> Markup:
    return element("span", *(element("span", text, class_="mk-second") for text in texts))


def _span(name: str, **places: Number) -> Markup:
    style = "; ".join(f"{place}: {_percent(value)}" for place, value in places.items())
    return element("span", class_=name, style=style)


def _percent(value: Number) -> str:
    return f"{min(max(float(value), 0.0), 100.0):.2f}%"
