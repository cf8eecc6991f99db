"""The matrix: measures by criteria, as a heat map with its numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

import plotly.graph_objects as go

from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.figures.palette import FONT, SCALE, TEXT_ON_DARK, TEXT_ON_LIGHT, score_step, text_on
from toolkit.figures.texts import plain, shortened
from toolkit.findings import municipality_name
from toolkit.judging import rounded
from toolkit.messages import Language, Message, to_text, translate

ROW_HEIGHT = 44
LONGEST_LABEL = 34

Row: TypeAlias = list[Fraction | None]


def matrix_figure(comparison: Comparison, language: Language, *, dark: bool = False) -> go.Figure:
    """One row per measure, one column per criterion and the total; the first measure stands on top.

    `dark` chooses the colour of the words around the cells; the cells are the same on both grounds.
    """
    titles = [criterion.short_title.in_language(language) for criterion in comparison.catalogue.criteria]
    titles.append(translate(Message.of("findings.total"), language))
    scores = [
        [result.score.value for result in measure.judgement.criteria] + [measure.judgement.total.value]
        for measure in comparison.measures
    ]
    positions = list(range(len(scores)))
    words = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    figure = go.Figure([_cells(titles, positions, scores), _numbers(titles, positions, scores, words)])
    figure.update_layout(_layout(titles, positions, words))
    figure.update_yaxes(ticktext=[_label(measure, language) for measure in comparison.measures])
    return figure


def _cells(titles: list[str], positions: list[int], scores: list[Row]) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "x": titles,
        "y": positions,
        "z": [[None if score is None else score_step(float(score)) for score in row] for row in scores],
        "zmin": 0,
        "zmax": len(SCALE) - 1,
        "colorscale": [[index / (len(SCALE) - 1), colour] for index, colour in enumerate(SCALE)],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hoverinfo": "skip",
    }


def _numbers(titles: list[str], positions: list[int], scores: list[Row], words: str) -> dict[str, Any]:
    """One trace for all numbers: a text of its own for each cell makes a long matrix slow to build and draw.

    The heat map's own texts would choose their colours by themselves, and others than the tables have.
    """
    cells = [
        (title, position, score)
        for position, row in zip(positions, scores, strict=True)
        for title, score in zip(titles, row, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [title for title, _, _ in cells],
        "y": [position for _, position, _ in cells],
        "text": ["–" if score is None else str(rounded(score)) for _, _, score in cells],
        "textfont": {
            "size": 15,
            "color": [words if score is None else text_on(float(score)) for _, _, score in cells],
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _layout(titles: list[str], positions: list[int], words: str) -> dict[str, Any]:
    """The ends of the axes are given, because the numbers would otherwise ask for room around the cells."""
    return {
        "height": len(positions) * ROW_HEIGHT + 60,
        "margin": {"l": 0, "r": 0, "t": 40, "b": 0},
        "font": {"family": FONT, "size": 14, "color": words},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {
            "side": "top",
            "fixedrange": True,
            "showgrid": False,
            "ticks": "",
            "type": "category",
            "range": [-0.5, len(titles) - 0.5],
        },
        "yaxis": {
            "fixedrange": True,
            "zeroline": False,
            "ticks": "",
            "range": [len(positions) - 0.5, -0.5],
            "tickvals": positions,
            "automargin": True,
            "showgrid": False,
        },
    }


def _label(measure: ComparedMeasure, language: Language) -> str:
    name = municipality_name(measure.municipality, is_example=measure.is_example)
    municipality = plain(shortened(to_text(name, language), LONGEST_LABEL))
    title = plain(shortened(measure.title, LONGEST_LABEL))
    return f"{title}<br><span style='font-size:12px'>{municipality}</span>"
