"""Vergleich, view Nutzen und Aufwand: total against money or staff; what has no figure stands apart."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from toolkit import effort, findings
from toolkit.comparison import (
    BenefitAndEffort,
    ComparedMeasure,
    Comparison,
    EffortKind,
    EffortPoint,
    benefit_and_effort,
)
from toolkit.figures.benefit import benefit_figure
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_choice
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.pager import shown_rows
from toolkit.ui.verdicts import compared_link, municipality_cell


def show_effort(seat: Seat, comparison: Comparison) -> list[ComparedMeasure]:
    """Gives the measures that are shown."""
    chosen = addressed_choice(
        seat.say("effort.which"),
        [kind.value for kind in EffortKind],
        name="effort",
        words=lambda kind: seat.say(effort.effort_name(EffortKind(kind))),
    )
    found = benefit_and_effort(comparison, EffortKind(chosen))
    headline = seat.say(effort.headline(found))
    look.show(look.finding(headline))
    if found.points:
        look.show(look.muted(f"{seat.say('effort.note')} {seat.say(findings.firmness(comparison))}"))
        with st.container(key="effort-wide"):
            _show_drawing(seat, found, headline)
    shown = shown_rows(seat, len(found.points), of="effort").cut(found.points)
    if shown:
        look.show(_table(seat, found.kind, shown))
    _show_without(seat, found)
    return [point.measure for point in shown]


def _show_drawing(seat: Seat, found: BenefitAndEffort, headline: str) -> None:
    st.plotly_chart(
        benefit_figure(found, seat.language, dark=st.context.theme.type == "dark"),
        key="effort",
        theme=None,
        config={"displayModeBar": False, "staticPlot": True},
        alt=seat.say("effort.alt", headline=headline),
    )


def _table(seat: Seat, kind: EffortKind, points: Sequence[EffortPoint]) -> Markup:
    columns = [
        look.Column(seat.say("table.measure"), width=40),
        look.Column(seat.say("findings.total"), align="end", strong=True, width=10),
        look.Column(seat.say(effort.effort_name(kind)), align="end", width=20),
        look.Column(seat.say("effort.column.standing"), width=30),
    ]
    rows: list[list[Markup | str]] = [
        [
            _title(seat, point.measure),
            seat.say(findings.points(point.total)),
            seat.say(effort.amount(kind, point.effort)),
            _standing(seat, point),
        ]
        for point in points
    ]
    return look.table(columns, rows, caption=seat.say("effort.caption"), hide_caption=True)


def _standing(seat: Seat, point: EffortPoint) -> Markup:
    if not point.is_ranked:
        return look.badge("neutral", "✕", seat.say("effort.apart"))
    if point.unsurpassed:
        return look.badge("success", "●", seat.say("effort.unsurpassed"))
    return look.badge("neutral", "○", seat.say("effort.surpassed"))


def _show_without(seat: Seat, found: BenefitAndEffort) -> None:
    """Apart, and never as 0."""
    name = effort.effort_name(found.kind)
    for key, measures in (("without_figure", found.without_figure), ("without_total", found.without_total)):
        if not measures:
            continue
        with st.expander(seat.say(f"effort.{key}", n=len(measures), effort=name), key=key):
            items = (look.element("li", _title(seat, measure)) for measure in measures)
            look.show(look.element("ul", *items, class_="mk-list"))


def _title(seat: Seat, measure: ComparedMeasure) -> Markup:
    return look.two_lines(compared_link(seat, PageName.RESULT, measure), municipality_cell(seat, measure))
