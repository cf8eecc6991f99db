"""Vergleich: the measures that this reader may see, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from toolkit import findings
from toolkit.comparison import ComparedMeasure, Comparison, load_comparison
from toolkit.exchange.comparison_table import columns, rows
from toolkit.figures.matrix import matrix_figure
from toolkit.services.catalogues import stored_catalogue
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat, problems_shown, take_seat
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, is_made_for, page
from toolkit.ui.parts.compare_effort import show_effort
from toolkit.ui.parts.compare_files import offer_comparison
from toolkit.ui.parts.compare_filters import filtered
from toolkit.ui.parts.compare_municipalities import show_municipalities
from toolkit.ui.parts.compare_profiles import show_profiles
from toolkit.ui.parts.compare_ranking import show_ranking
from toolkit.ui.parts.example import show_way_back
from toolkit.ui.parts.other_versions import tell_left_out
from toolkit.ui.parts.pager import shown_rows
from toolkit.ui.parts.revisions import tell_reworked
from toolkit.ui.verdicts import compared_link, municipality_cell

VIEWS = ("matrix", "ranking", "profiles", "effort", "municipalities")


def show_compare(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        everything = load_comparison(
            session, seat.actor, programme_id=seat.desk.programme_id, catalogue=catalogue
        )
    look.page_header(
        seat.say("pages.compare"),
        language=seat.language,
        kicker=[
            seat.cell(seat.desk.programme_name),
            seat.example_mark(seat.desk.is_example),
            seat.say("result.catalogue", catalogue=catalogue.title, version=catalogue.version),
        ],
    )
    show_way_back(seat)
    tell_left_out(seat)
    if not everything.measures:
        st.info(seat.say("compare.empty"))
        st.page_link(page(PageName.MEASURES, seat.language), label=seat.say("pages.to_measures"))
        return
    comparison = filtered(seat, everything)
    view = addressed_view(
        seat.say("compare.view"), VIEWS, name="view", words=lambda name: seat.say(f"compare.{name}")
    )
    if not comparison.measures:
        st.info(seat.say("compare.nothing_fits"))
        return
    shown = _SHOWN[view](seat, comparison)
    tell_reworked(seat, comparison)
    _show_table(seat, comparison, shown)
    _offer_the_rest(seat, comparison)


def _show_matrix(seat: Seat, comparison: Comparison) -> Sequence[ComparedMeasure]:
    headline = seat.say(findings.matrix_headline(comparison))
    look.show(look.finding(headline), _note(seat, comparison))
    shown = shown_rows(seat, len(comparison.measures), of="matrix").cut(comparison.measures)
    part = Comparison(comparison.catalogue, tuple(shown))
    with st.container(key="matrix-narrow"):
        look.show(_matrix_table(seat, part))
    with st.container(key="matrix-wide"):
        _show_drawing(seat, part, headline)
    return shown


def _show_drawing(seat: Seat, comparison: Comparison, headline: str) -> None:
    st.plotly_chart(
        matrix_figure(comparison, seat.language, dark=st.context.theme.type == "dark"),
        key="matrix",
        theme=None,
        config={"displayModeBar": False, "staticPlot": True},
        alt=seat.say("compare.matrix_alt", headline=headline),
    )


def _matrix_table(seat: Seat, comparison: Comparison) -> Markup:
    """The same numbers for screens that are too narrow for the drawing."""
    criteria = comparison.catalogue.criteria
    titles = [*(seat.say(criterion.short_title) for criterion in criteria), seat.say("findings.total")]
    rows = []
    for measure in comparison.measures:
        scores = [*(result.score for result in measure.judgement.criteria), measure.judgement.total]
        cells = [look.heat(score.value, seat.say(findings.points(score.value))) for score in scores]
        rows.append([_name(seat, measure), *cells])
    columns = [look.Column(seat.say("table.measure")), *(look.Column(title) for title in titles)]
    return look.table(columns, rows, caption=seat.say("compare.matrix"), hide_caption=True)


def _note(seat: Seat, comparison: Comparison) -> Markup:
    return look.muted(f"{seat.say('compare.matrix_note')} {seat.say(findings.firmness(comparison))}")


def _name(seat: Seat, measure: ComparedMeasure) -> Markup:
    link = compared_link(seat, PageName.RESULT, measure)
    return look.two_lines(link, municipality_cell(seat, measure))


def _show_table(seat: Seat, comparison: Comparison, measures: Sequence[ComparedMeasure]) -> None:
    """What the view shows, as a table with everything that the workbook has beside the questions."""
    with st.expander(seat.say("compare.as_table")):
        measures = shown_rows(seat, len(measures), of="table").cut(measures)
        shown = columns(comparison, with_questions=False)
        cells = [["–" if cell is None else seat.cell(cell) for cell in row] for row in rows(measures, shown)]
        titles = [look.Column(seat.say(column.title)) for column in shown]
        look.show(look.table(titles, cells, caption=seat.say("table.sheet"), hide_caption=True))


def _offer_the_rest(seat: Seat, comparison: Comparison) -> None:
    offer_comparison(seat, comparison)
    if is_made_for(PageName.WEIGHTING, seat.roles):
        st.page_link(page(PageName.WEIGHTING, seat.language), label=seat.say("weighting.title"))
    if is_made_for(PageName.PACKAGE, seat.roles):
        st.page_link(page(PageName.PACKAGE, seat.language), label=seat.say("pages.to_package"))
    if is_made_for(PageName.MEETING, seat.roles):
        st.page_link(page(PageName.MEETING, seat.language), label=seat.say("meeting.title"))
    st.page_link(page(PageName.METHOD, seat.language), label=seat.say("pages.to_method"))


_SHOWN = {
    "matrix": _show_matrix,
    "ranking": show_ranking,
    "profiles": show_profiles,
    "effort": show_effort,
    "municipalities": show_municipalities,
}

show_compare(take_seat())
