"""Total against effort: a sign for each measure, its shape says whether another one surpasses it in both."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import Any

import plotly.graph_objects as go

from toolkit import effort
from toolkit.comparison import BenefitAndEffort, EffortPoint
from toolkit.figures.palette import FONT, SCALE, TEXT_ON_DARK, TEXT_ON_LIGHT
from toolkit.figures.texts import plain, shortened
from toolkit.messages import Language, Message, translate

HEIGHT = 460
LONGEST_NAME = 26
MOST_NAMES = 12
NAME_HEIGHT = 6  # points of the total that a name is high
SEPARATORS = {"de": ",.", "en": ".,"}


def benefit_figure(found: BenefitAndEffort, language: Language, *, dark: bool = False) -> go.Figure:
    """What no other one surpasses is joined by a line and named; all else stands in the table."""
    words = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    colour = SCALE[4] if dark else SCALE[7]
    front = found.front
    behind = [point for point in found.points if point.is_ranked and not point.unsurpassed]
    apart = [point for point in found.points if not point.is_ranked]
    figure = go.Figure(
        [
            _signs(apart, "x-thin-open", words),
            _signs(behind, "circle-open", colour),
            _front(front, colour, words),
        ]
    )
    figure.update_layout(_layout(found, language, words))
    return figure


def _signs(points: Sequence[EffortPoint], symbol: str, colour: str) -> dict[str, Any]:
    return {
        **_places(points),
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
    }


def _front(points: Sequence[EffortPoint], colour: str, words: str) -> dict[str, Any]:
    names = [plain(shortened(point.measure.title, LONGEST_NAME)) for point in points[:MOST_NAMES]]
    return {
        **_places(points),
        "mode": "lines+markers+text",
        "text": names,
        "textposition": _sides(points),
        "textfont": {"size": 14, "color": words},
        "line": {"color": colour, "width": 1, "dash": "dot", "shape": "hv"},
        "marker": {"symbol": "circle", "size": 12, "color": colour},
        "cliponaxis": False,
    }


def _sides(points: Sequence[EffortPoint]) -> list[str]:
    """The front rises to the right, so that there is room above and left of it; where the name before stands
    too near in height, below and right."""
    sides: list[str] = []
    last = -100.0
    for point in points:
        total = float(point.total)
        fits = total - last >= NAME_HEIGHT
        sides.append("top left" if fits else "bottom right")
        last = total if fits else last
    return sides


def _places(points: Sequence[EffortPoint]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [float(point.effort) for point in points],
        "y": [float(point.total) for point in points],
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _layout(found: BenefitAndEffort, language: Language, words: str) -> dict[str, Any]:
    most = max((float(point.effort) for point in found.points), default=1.0) or 1.0
    line = {"gridcolor": "rgba(110,117,151,0.25)", "zeroline": False, "fixedrange": True}
    return {
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 16, "b": 0},
        "font": {"family": FONT, "size": 14, "color": words},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": SEPARATORS[language],
        "xaxis": {
            **line,
            "title": {"text": translate(effort.axis_title(found.kind), language), "standoff": 12},
            # Names stand beside the signs at either end; below 0 there is room for them, but no effort.
            "range": [-0.26 * most, 1.2 * most],
            "tickvals": _ticks(most),
            "tickformat": ",.0f",
            "automargin": True,
        },
        "yaxis": {
            **line,
            "title": {"text": translate(Message.of("effort.axis.total"), language)},
            "range": [-4, 108],
            "tickvals": [0, 25, 50, 75, 100],
            "automargin": True,
        },
    }


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 on, at most eight."""
    size = 10 ** floor(log10(most / 6))
    step = next(each * size for each in (1, 2, 5, 10, 20) if most / (each * size) <= 7)
    return [step * number for number in range(int(most // step) + 1)]
