"""Vergleich, view Kommunen: how the measures of each municipality are spread, within its peer group."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

from markupsafe import Markup

from toolkit import findings
from toolkit.comparison import SMALLEST_GROUP, ComparedMeasure, Comparison, PeerGroup, peer_groups
from toolkit.judging import Basis, rounded
from toolkit.ui import components as look
from toolkit.ui.components.dots import Dot, dots
from toolkit.ui.desk import Seat
from toolkit.ui.verdicts import municipality_cell


def show_municipalities(seat: Seat, comparison: Comparison) -> list[ComparedMeasure]:
    """Gives the measures that are drawn."""
    groups = peer_groups(comparison)
    shown = [group for group in groups if group.is_shown_to(seat.actor)]
    preliminary = all(measure.judgement.basis is Basis.SELF for measure in comparison.measures)
    note = "compare.municipalities_preliminary" if preliminary else "compare.municipalities_note"
    look.show(
        look.finding(seat.say(findings.peers_headline(shown))),
        look.muted(seat.say(note)),
    )
    for group in shown:
        _show_group(seat, group)
    if len(shown) < len(groups):
        hidden = len(groups) - len(shown)
        look.show(look.muted(seat.say("compare.groups_hidden", n=hidden, least=SMALLEST_GROUP)))
    return [measure for group in shown for measure in group.measures]


def _show_group(seat: Seat, group: PeerGroup) -> None:
    title = seat.say(findings.peers_name(group.peers))
    columns = [
        look.Column(seat.say("table.municipality"), width=25),
        look.Column(seat.say("compare.totals_scale"), width=50, unlabelled=True),
        look.Column(seat.say("result.points"), width=25),
    ]
    by_municipality = groupby(group.measures, key=lambda measure: measure.municipality_id)
    rows = [_row(seat, list(measures)) for _, measures in by_municipality]
    look.show(
        look.heading(title, level=3),
        look.muted(seat.say(findings.peers_size(group))),
        None if group.peers else look.muted(seat.say("compare.without_type")),
        look.table(columns, rows, caption=title, hide_caption=True),
    )


def _row(seat: Seat, measures: list[ComparedMeasure]) -> list[Markup | str]:
    judged = sorted(
        (total, measure.judgement.is_ranked)
        for measure in measures
        if (total := measure.judgement.total.value) is not None
    )
    drawing = dots(Dot(total, hollow=not is_ranked) for total, is_ranked in judged)
    return [municipality_cell(seat, measures[0]), drawing, _points(seat, measures, judged)]


def _points(seat: Seat, measures: list[ComparedMeasure], judged: list[tuple[Fraction, bool]]) -> str:
    numbers = " · ".join(f"{rounded(total)}" if ranked else f"({rounded(total)})" for total, ranked in judged)
    without = len(measures) - len(judged)
    if without:
        return " · ".join(filter(None, [numbers, seat.say("compare.not_judged", n=without)]))
    return numbers
