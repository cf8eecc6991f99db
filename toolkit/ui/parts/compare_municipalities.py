"""Vergleich, view Kommunen: how the measures of each municipality are spread, within its peer group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from markupsafe import Markup

from toolkit import findings
from toolkit.comparison import (
    SMALLEST_GROUP,
    ComparedMeasure,
    Comparison,
    PeerGroup,
    parts_by_funding,
    peer_groups,
)
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
    parts = parts_by_funding(group)
    by_municipality = groupby(group.measures, key=lambda measure: measure.municipality_id)
    rows = [_row(seat, list(measures)) for _, measures in by_municipality]
    look.show(
        look.heading(title, level=3),
        look.muted(seat.say(findings.peers_size(group))),
        None if group.peers else look.muted(seat.say("compare.without_type")),
        look.table(columns, rows, caption=title, hide_caption=True),
        _by_funding(seat, parts) if parts else None,
    )


def _by_funding(seat: Seat, parts: Sequence[tuple[bool, PeerGroup]]) -> Markup:
    """The distributions of funded municipalities and of the others; both or neither, as the one would follow
    from the other."""
    if not all(part.is_shown_to(seat.actor) for _, part in parts):
        return look.muted(seat.say("compare.funding_hidden", least=SMALLEST_GROUP))
    columns = [
        look.Column(seat.say("compare.by_funding"), width=25),
        look.Column(seat.say("compare.totals_scale"), width=50, unlabelled=True),
        look.Column(seat.say("result.points"), width=25),
    ]
    rows = [
        [
            look.two_lines(
                seat.say(f"compare.funded.{'yes' if funded else 'no'}"), seat.say(findings.peers_size(part))
            ),
            _drawing(_judged(part.measures)),
            seat.say(findings.peers_range(part)),
        ]
        for funded, part in parts
    ]
    return look.table(columns, rows, caption=seat.say("compare.by_funding"), hide_caption=True)


def _row(seat: Seat, measures: list[ComparedMeasure]) -> list[Markup | str]:
    judged = _judged(measures)
    return [municipality_cell(seat, measures[0]), _drawing(judged), _points(seat, measures, judged)]


def _judged(measures: Iterable[ComparedMeasure]) -> list[tuple[Fraction, bool]]:
    """Each total with whether it is ranked, the lowest first."""
    return sorted(
        (total, measure.judgement.is_ranked)
        for measure in measures
        if (total := measure.judgement.total.value) is not None
    )


def _drawing(judged: Iterable[tuple[Fraction, bool]]) -> Markup:
    return dots(Dot(total, hollow=not is_ranked) for total, is_ranked in judged)


def _points(seat: Seat, measures: list[ComparedMeasure], judged: list[tuple[Fraction, bool]]) -> str:
    numbers = " · ".join(f"{rounded(total)}" if ranked else f"({rounded(total)})" for total, ranked in judged)
    without = len(measures) - len(judged)
    if without:
        return " · ".join(filter(None, [numbers, seat.say("compare.not_judged", n=without)]))
    return numbers
