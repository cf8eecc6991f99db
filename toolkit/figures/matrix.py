"""The matrix: measures by criteria, as a heat map with its numbers."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.figures.palette import FONT, SCALE, TEXT_ON_DARK, TEXT_ON_LIGHT, score_step, text_on
from toolkit.findings import municipality_name
from toolkit.judging import rounded
from toolkit.messages import Language, Message, to_text, translate

ROW_HEIGHT = 44
LONGEST_LABEL = 34


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
    values = [[None if score is None else score_step(float(score)) for score in row] for row in scores]
    positions = list(range(len(values)))
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=titles,
            y=positions,
            zmin=0,
            zmax=len(SCALE) - 1,
            colorscale=[[index / (len(SCALE) - 1), colour] for index, colour in enumerate(SCALE)],
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
        )
    )
    for position, row in zip(positions, scores, strict=True):
        for title, score in zip(titles, row, strict=True):
            figure.add_annotation(**_number(title, position, score))
    figure.update_layout(**_layout(len(values), TEXT_ON_DARK if dark else TEXT_ON_LIGHT))
    figure.update_yaxes(
        autorange="reversed",
        tickvals=positions,
        ticktext=[_label(measure, language) for measure in comparison.measures],
        automargin=True,
        showgrid=False,
    )
    return figure


def _number(title: str, position: int, score: Any) -> dict[str, Any]:
    return {
        "x": title,
        "y": position,
        "text": "–" if score is None else str(rounded(score)),
        "showarrow": False,
        "font": {"size": 15} if score is None else {"size": 15, "color": text_on(float(score))},
    }


def _layout(rows: int, text: str) -> dict[str, Any]:
    return {
        "height": rows * ROW_HEIGHT + 60,
        "margin": {"l": 0, "r": 0, "t": 40, "b": 0},
        "font": {"family": FONT, "size": 14, "color": text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"side": "top", "fixedrange": True, "showgrid": False, "ticks": ""},
        "yaxis": {"fixedrange": True, "zeroline": False, "ticks": ""},
    }


def _label(measure: ComparedMeasure, language: Language) -> str:
    name = municipality_name(measure.municipality, is_example=measure.is_example)
    municipality = _plain(_shortened(to_text(name, language)))
    return f"{_plain(_shortened(measure.title))}<br><span style='font-size:12px'>{municipality}</span>"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"


def _plain(text: str) -> str:
    """Plotly reads a few tags in labels; people's texts have none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
