"""Gewichtung, view Gruppen nebeneinander: the ranks under every weighting, and how far they agree."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit import weighing
from toolkit.figures.rank_lines import MOST_LINES, rank_lines_figure
from toolkit.firmness import ComparedList, side_by_side
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.pager import shown_rows
from toolkit.ui.parts.weighting_results import Results, chosen_list, tell_left_out_weightings
from toolkit.ui.verdicts import compared_link, municipality_cell


def show_beside(seat: Seat, results: Results) -> None:
    tell_left_out_weightings(seat, results)
    chosen = chosen_list(seat, results.comparison)
    shown = {one.name: one.weights for one in results.weightings(seat).values()}
    if chosen is None or len(shown) < 2:
        st.info(seat.say("weighting.nothing_ranked" if chosen is None else "weighting.beside_too_few"))
        return
    compared = side_by_side(results.comparison, shown, by_phase=chosen.by_phase)[chosen.number]
    headline = seat.say(weighing.side_by_side_headline(results.comparison, compared))
    agreement = weighing.agreement_sentence(compared)
    look.show(look.finding(headline), look.muted(seat.say(agreement)) if agreement else None)
    with st.container(key="lines-wide"):
        _show_lines(seat, results, compared, headline)
    _show_table(seat, results, compared)


def _show_lines(seat: Seat, results: Results, compared: ComparedList, headline: str) -> None:
    dark = st.context.theme.type == "dark"
    st.plotly_chart(
        rank_lines_figure(results.comparison, compared, seat.language, dark=dark),
        key="rank-lines",
        theme=None,
        config={"displayModeBar": False, "staticPlot": True},
        alt=seat.say("weighting.beside_alt", headline=headline),
    )
    if len(compared.measures) > MOST_LINES:
        look.show(look.muted(seat.say("weighting.beside_note", n=MOST_LINES)))


def _show_table(seat: Seat, results: Results, compared: ComparedList) -> None:
    columns = [
        look.Column(seat.say("table.measure")),
        *(look.Column(name, align="end") for name in compared.names),
    ]
    shown = shown_rows(seat, len(compared.measures), of="beside").cut(compared.measures)
    rows: list[list[Markup | str]] = []
    for measure_id in shown:
        measure = results.comparison.by_id[measure_id]
        title = look.two_lines(
            compared_link(seat, PageName.RESULT, measure), municipality_cell(seat, measure)
        )
        rows.append([title, *(seat.cell(place.rank) for place in compared.places[measure_id])])
    caption = seat.say("weighting.part.beside")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))
