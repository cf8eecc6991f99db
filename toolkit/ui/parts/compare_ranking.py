"""Vergleich, view Rangfolge: the lists with their ranks, and what stands apart from them."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit import findings
from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.firmness import ListFirmness, catalogue_weights, firmness_of
from toolkit.judging import Apart, Basis, Place, rounded
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.likely import likely_ranks
from toolkit.ui.parts.pager import shown_rows
from toolkit.ui.verdicts import class_badge, compared_link, municipality_cell


def show_ranking(seat: Seat, comparison: Comparison) -> list[ComparedMeasure]:
    """Gives the measures that are shown, in their order."""
    ranking = comparison.ranking
    note = "compare.ranking_preliminary" if ranking.is_preliminary else "compare.ranking_note"
    firmness = firmness_of(comparison, catalogue_weights(comparison.catalogue))
    look.show(
        look.finding(seat.say(findings.ranking_headline(comparison))),
        look.muted(f"{seat.say(note)} {seat.say('compare.likely_note')}"),
    )
    window, before = shown_rows(seat, len(comparison.measures), of="ranking"), 0
    shown: list[int] = []
    for item, found in zip(ranking.lists, firmness.lists, strict=True):
        places = window.cut(item.places, before=before)
        before += len(item.places)
        shown += [place.thing for place in places]
        if places:
            _show_list(seat, comparison, found, places)
    apart = window.cut(ranking.apart, before=before)
    if apart:
        _show_apart(seat, comparison, apart)
    return [comparison.by_id[each] for each in (*shown, *(thing for thing, _ in apart))]


def _show_list(seat: Seat, comparison: Comparison, item: ListFirmness, places: Sequence[Place[int]]) -> None:
    title = "compare.list_self" if item.basis is Basis.SELF else "compare.list_reviewed"
    phase = seat.say(findings.phase_title(item.phase)) if item.phase else ""
    names = [seat.say(criterion.short_title) for criterion in comparison.catalogue.criteria]
    columns = [
        look.Column(seat.say("table.rank"), align="end", strong=True, width=6),
        look.Column(seat.say("table.measure"), width=23),
        look.Column(look.contribution_key(names), unlabelled=True, width=32),
        look.Column(seat.say("findings.total"), align="end", strong=True, width=9),
        look.Column(seat.say("weighting.column.likely"), width=15),
        look.Column(seat.say("table.class"), width=15),
    ]
    rows = [_ranked_row(seat, comparison, place, names, item) for place in places]
    caption = seat.say(title, phase=phase)
    look.show(look.heading(caption, level=3))
    look.show(look.table(columns, rows, caption=caption, hide_caption=True, heading_column=1))


def _ranked_row(
    seat: Seat, comparison: Comparison, place: Place[int], names: list[str], item: ListFirmness
) -> list[str]:
    measure = comparison.by_id[place.thing]
    parts = [(part, str(rounded(part))) for part in findings.contributions(measure.judgement)]
    span = findings.span(measure.judgement.total)
    return [
        seat.cell(place.rank),
        look.two_lines(
            compared_link(seat, PageName.RESULT, measure),
            municipality_cell(seat, measure),
        ),
        look.contributions(parts, labels=names, provisional=item.basis is Basis.SELF),
        look.two_lines(seat.cell(place.points), seat.say(span)) if span else seat.cell(place.points),
        likely_ranks(seat, place.rank, item.ranges_with_open[place.thing], count=len(item.places)),
        class_badge(seat, findings.class_of(comparison.catalogue, measure.judgement)),
    ]


def _show_apart(seat: Seat, comparison: Comparison, apart: Sequence[tuple[int, Apart]]) -> None:
    rows = []
    for measure_id, reason in apart:
        measure = comparison.by_id[measure_id]
        rows.append(
            [
                look.two_lines(
                    compared_link(seat, PageName.RESULT, measure),
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
