"""Vergleich: the measures that this reader may see, side by side."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit import findings
from toolkit.comparison import ComparedMeasure, Comparison, load_comparison
from toolkit.exchange.comparison_table import columns, comparison_workbook, rows
from toolkit.figures.matrix import matrix_figure
from toolkit.judging import Basis, Place, RankingList, rounded
from toolkit.services.catalogues import stored_catalogue
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat, problems_shown, take_seat
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.compare_filters import filtered
from toolkit.ui.parts.compare_municipalities import show_municipalities
from toolkit.ui.parts.compare_profiles import show_profiles
from toolkit.ui.parts.example import show_way_back
from toolkit.ui.parts.revisions import tell_reworked
from toolkit.ui.verdicts import class_badge, measure_link, municipality_cell

VIEWS = ("matrix", "ranking", "profiles", "municipalities")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    else:
        _SHOWN[view](seat, comparison)
        tell_reworked(seat, comparison)
    _show_table(seat, comparison)


def _show_matrix(seat: Seat, comparison: Comparison) -> None:
    headline = seat.say(findings.matrix_headline(comparison))
    look.show(look.finding(headline), look.muted(seat.say("compare.matrix_note")))
    with st.container(key="matrix-narrow"):
        look.show(_matrix_table(seat, comparison))
    with st.container(key="matrix-wide"):
        _show_drawing(seat, comparison, headline)


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


def _show_ranking(seat: Seat, comparison: Comparison) -> None:
    note = "compare.ranking_preliminary" if comparison.ranking.is_preliminary else "compare.ranking_note"
    look.show(look.finding(seat.say(findings.ranking_headline(comparison))), look.muted(seat.say(note)))
    for item in comparison.ranking.lists:
        _show_list(seat, comparison, item)
    if comparison.ranking.apart:
        _show_apart(seat, comparison)


def _show_list(seat: Seat, comparison: Comparison, item: RankingList[int]) -> None:
    title = "compare.list_self" if item.basis is Basis.SELF else "compare.list_reviewed"
    phase = seat.say(findings.phase_name(item.phase)) if item.phase else ""
    names = [seat.say(criterion.short_title) for criterion in comparison.catalogue.criteria]
    columns = [
        look.Column(seat.say("table.rank"), align="end", strong=True, width=6),
        look.Column(seat.say("table.measure"), width=25),
        look.Column(look.contribution_key(names), unlabelled=True, width=36),
        look.Column(seat.say("findings.total"), align="end", strong=True, width=8),
        look.Column(seat.say("table.span"), width=8),
        look.Column(seat.say("table.class"), width=17),
    ]
    rows = [_ranked_row(seat, comparison, place, names, item.basis) for place in item.places]
    caption = seat.say(title, phase=phase)
    look.show(look.heading(caption, level=3))
    look.show(look.table(columns, rows, caption=caption, hide_caption=True, heading_column=1))


def _ranked_row(
    seat: Seat, comparison: Comparison, place: Place[int], names: list[str], basis: Basis
) -> list[str]:
    measure = comparison.by_id[place.thing]
    parts = [(part, str(rounded(part))) for part in findings.contributions(measure.judgement)]
    span = findings.bare_span(measure.judgement.total)
    return [
        seat.cell(place.rank),
        look.two_lines(
            measure_link(PageName.RESULT, measure.measure_id, measure.title),
            municipality_cell(seat, measure),
        ),
        look.contributions(parts, labels=names, provisional=basis is Basis.SELF),
        seat.cell(place.points),
        seat.say(span) if span else "–",
        class_badge(seat, findings.class_of(comparison.catalogue, measure.judgement)),
    ]


def _show_apart(seat: Seat, comparison: Comparison) -> None:
    rows = []
    for measure_id, reason in comparison.ranking.apart:
        measure = comparison.by_id[measure_id]
        rows.append(
            [
                look.two_lines(
                    measure_link(PageName.RESULT, measure.measure_id, measure.title),
                    municipality_cell(seat, measure),
                ),
                seat.say(findings.apart_reason(measure, reason)),
                class_badge(seat, findings.class_of(comparison.catalogue, measure.judgement)),
            ]
        )
    columns = [
        look.Column(seat.say("table.measure")),
        look.Column(seat.say("table.apart")),
        look.Column(seat.say("table.class")),
    ]
    caption = seat.say("compare.apart")
    look.show(look.heading(caption, level=3), look.table(columns, rows, caption=caption, hide_caption=True))


def _name(seat: Seat, measure: ComparedMeasure) -> Markup:
    link = measure_link(PageName.RESULT, measure.measure_id, measure.title)
    return look.two_lines(link, municipality_cell(seat, measure))


def _show_table(seat: Seat, comparison: Comparison) -> None:
    with st.expander(seat.say("compare.as_table")):
        shown = columns(comparison, with_questions=False)
        cells = [
            ["–" if cell is None else seat.cell(cell) for cell in row] for row in rows(comparison, shown)
        ]
        titles = [look.Column(seat.say(column.title)) for column in shown]
        look.show(look.table(titles, cells, caption=seat.say("table.sheet"), hide_caption=True))
    st.download_button(
        seat.say("compare.download"),
        data=lambda: comparison_workbook(comparison, seat.language),
        file_name=seat.say("compare.file_name"),
        mime=EXCEL,
        key="download",
        on_click="ignore",
    )
    st.page_link(page(PageName.METHOD, seat.language), label=seat.say("pages.to_method"))


_SHOWN = {
    "matrix": _show_matrix,
    "ranking": _show_ranking,
    "profiles": show_profiles,
    "municipalities": show_municipalities,
}

show_compare(take_seat())
