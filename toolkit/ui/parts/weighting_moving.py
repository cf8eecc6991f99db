"""One weight moved by hand, and the ranking that follows at once. Nothing is stored.

A fragment: while the control moves, only this part of the page is drawn anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import streamlit as st
from markupsafe import Markup

from toolkit import weighing
from toolkit.comparison import Comparison
from toolkit.firmness import ListFirmness, firmness_of, moved_weights, weight_shares
from toolkit.judging import rounded
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.parts.weighting_results import ChosenList
from toolkit.ui.verdicts import municipality_cell

MOST_ROWS = 10


@st.fragment
def show_moving(
    seat: Seat,
    comparison: Comparison,
    weights: Mapping[str, float | Fraction],
    chosen: ChosenList,
    order: tuple[str, ...] | None,
) -> None:
    shares = weight_shares(comparison.catalogue, weights)
    titles = {criterion.id: criterion.short_title for criterion in comparison.catalogue.criteria}
    look.show(look.muted(seat.say("weighting.moving_note")))
    criterion = st.segmented_control(
        seat.say("weighting.moving_criterion"),
        list(titles),
        key="moved-criterion",
        default=next(iter(titles)),
        required=True,
        format_func=lambda key: seat.say(titles[key]),
    ) or next(iter(titles))
    now = int(rounded(100 * shares[criterion]))
    share = st.slider(
        seat.label("weighting.moving_share", criterion=titles[criterion]),
        1,
        99,
        value=min(max(now, 1), 99),
        # Another weighting begins at its own share.
        key=f"moved-share-{criterion}-{now}",
        format="%d %%",
    )
    moved = shares if share == now else moved_weights(shares, criterion, Fraction(share, 100))
    before = firmness_of(comparison, shares, order=order, by_phase=chosen.by_phase).lists[chosen.number]
    after = firmness_of(comparison, moved, order=order, by_phase=chosen.by_phase).lists[chosen.number]
    look.show(
        look.status(
            seat.say(
                "weighting.moving_headline",
                n=len(after.leaders),
                share=share,
                criterion=titles[criterion],
                titles=weighing.titles(comparison, after.leaders),
            )
        ),
        look.element(
            "p",
            seat.say("weighting.in_force", weights=weighing.weights_in_words(comparison.catalogue, moved)),
        ),
        _table(seat, comparison, before, after),
    )
    rest = len(after.places) - MOST_ROWS
    if rest > 0:
        look.show(look.muted(seat.say("weighting.moving_rest", n=rest)))


def _table(seat: Seat, comparison: Comparison, before: ListFirmness, after: ListFirmness) -> Markup:
    ranks = {place.thing: place.rank for place in before.places}
    columns = [
        look.Column(seat.say("table.rank"), align="end", strong=True, width=8),
        look.Column(seat.say("weighting.column.change"), align="end", width=12),
        look.Column(seat.say("table.measure"), width=44),
        look.Column(seat.say("findings.total"), align="end", strong=True, width=12),
        look.Column(seat.say("weighting.column.next"), width=24),
    ]
    steps = {step.ahead: step for step in after.steps}
    rows: list[list[Markup | str]] = []
    for place in after.places[:MOST_ROWS]:
        measure = comparison.by_id[place.thing]
        was = ranks[place.thing]
        rows.append(
            [
                seat.cell(place.rank),
                "–" if was == place.rank else seat.cell(was),
                look.two_lines(measure.title, municipality_cell(seat, measure)),
                seat.cell(place.points),
                seat.say(weighing.step_in_short(steps[place.thing])) if place.thing in steps else "–",
            ]
        )
    caption = seat.say("weighting.moving")
    return look.table(columns, rows, caption=caption, hide_caption=True, heading_column=2)
