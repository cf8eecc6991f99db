"""Ranks under several weightings as lines: one line for each measure, one column for each weighting.

Told apart without colour: each line has its own dashes and its name at either end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from toolkit.comparison import Comparison
from toolkit.figures.palette import FONT, SCALE, TEXT_ON_DARK, TEXT_ON_LIGHT
from toolkit.figures.texts import plain, shortened
from toolkit.firmness import ComparedList
from toolkit.judging import Place
from toolkit.messages import Language

MOST_LINES = 10
ROW_HEIGHT = 44
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SIGNS = ("circle", "square", "diamond", "triangle-up")
LONGEST_NAME = 28


def rank_lines_figure(
    comparison: Comparison, compared: ComparedList, language: Language, *, dark: bool = False
) -> go.Figure:
    """The first measures of the first weighting; rank 1 stands on top. Equal ranks stand side by side."""
    words = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    drawn = compared.measures[:MOST_LINES]
    rows = _rows(compared, drawn)
    figure = go.Figure(
        [
            _line(comparison.by_id[each].title, compared.places[each], rows[each])
            | _look(number, words=words)
            for number, each in enumerate(drawn)
        ]
    )
    figure.update_layout(_layout(compared, rows, words))
    return figure


def _rows(compared: ComparedList, drawn: Sequence[int]) -> dict[int, tuple[float, ...]]:
    """Where each measure stands in each column: by rank, those that share one below each other, so that no
    name lies on another one."""
    columns = []
    for column in range(len(compared.names)):
        ordered = sorted(drawn, key=lambda each: (compared.places[each][column].rank, drawn.index(each)))
        columns.append({each: float(row) for row, each in enumerate(ordered)})
    return {each: tuple(column[each] for column in columns) for each in drawn}


def _line(title: str, places: Sequence[Place[int]], rows: Sequence[float]) -> dict[str, Any]:
    """The name stands at both ends, the rank at each place."""
    name = plain(shortened(title, LONGEST_NAME))
    ranks = [str(place.rank) for place in places]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": list(range(len(places))),
        "y": list(rows),
        "text": [f"{name}  {ranks[0]} ", *ranks[1:-1], f" {ranks[-1]}  {name}"],
        "textposition": ["middle left", *["top center"] * (len(ranks) - 2), "middle right"],
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def _look(number: int, *, words: str) -> dict[str, Any]:
    """Dark enough for thin lines on either ground; neighbours differ by dashes and signs, not by shade."""
    colour = SCALE[4] if words == TEXT_ON_DARK else SCALE[7]
    return {
        "textfont": {"size": 14, "color": words},
        "line": {"color": colour, "width": 2, "dash": DASHES[number % len(DASHES)]},
        "marker": {"size": 9, "symbol": SIGNS[number % len(SIGNS)], "color": colour},
    }


def _layout(compared: ComparedList, rows: dict[int, tuple[float, ...]], words: str) -> dict[str, Any]:
    last = len(compared.names) - 1
    return {
        "height": len(rows) * ROW_HEIGHT + 60,
        "margin": {"l": 0, "r": 0, "t": 40, "b": 0},
        "font": {"family": FONT, "size": 14, "color": words},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {
            "side": "top",
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickvals": list(range(last + 1)),
            "ticktext": [plain(shortened(name, LONGEST_NAME)) for name in compared.names],
            # The names at either end need room of their own.
            "range": [-0.55 * max(last, 1), last + 0.55 * max(last, 1)],
        },
        "yaxis": {
            "visible": False,
            "fixedrange": True,
            "range": [len(rows) - 0.5, -0.5],
        },
    }
