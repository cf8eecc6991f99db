"""One weight moved by hand, and the ranking that follows at once. Nothing is stored.

A fragment: while the control moves, only this part of the page is drawn anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import streamlit as st
from markupsafe import Markup

from toolkit import weighing
from toolkit.catalogue import Criterion
from toolkit.comparison import Comparison
from toolkit.firmness import ListFirmness, firmness_of, moved_weights, weight_shares
from toolkit.judging import rounded
from toolkit.messages import Message
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
    look.show(look.muted(seat.say("weighting.moving_note")))
    criterion, share = _chosen_share(seat, comparison, shares)
    before = firmness_of(comparison, shares, order=order, by_phase=chosen.by_phase).lists[chosen.number]
    moved = moved_weights(shares, criterion.id, Fraction(share, 100)) if share is not None else shares
    after = firmness_of(comparison, moved, order=order, by_phase=chosen.by_phase).lists[chosen.number]
    headline = Message.of(
        "weighting.moving_headline",
        n=len(after.leaders),
        share=rounded(100 * moved[criterion.id]),
        criterion=criterion.short_title,
        titles=weighing.titles(comparison, after.leaders),
    )
    words = weighing.weights_in_words(comparison.catalogue, moved)
    look.show(
        look.status(seat.say(headline)),
        look.element("p", seat.say("weighting.in_force", weights=words)),
        _table(seat, comparison, before, after),
    )
    rest = len(after.places) - MOST_ROWS
    if rest > 0:
        look.show(look.muted(seat.say("weighting.moving_rest", n=rest)))


def _chosen_share(
    seat: Seat, comparison: Comparison, shares: Mapping[str, Fraction]
) -> tuple[Criterion, int | None]:
    """The criterion whose weight is moved, and where to; None where it stays exactly as it is in force."""
    criteria = {criterion.id: criterion for criterion in comparison.catalogue.criteria}
    key = st.segmented_control(
        seat.say("weighting.moving_criterion"),
        list(criteria),
        key="moved-criterion",
        default=next(iter(criteria)),
        required=True,
        format_func=lambda each: seat.say(criteria[each].short_title),
    ) or next(iter(criteria))
    now = min(max(int(rounded(100 * shares[key])), 1), 99)
    share = st.slider(
        seat.label("weighting.moving_share", criterion=criteria[key].short_title),
        1,
        99,
        value=now,
        # Another weighting begins at its own share.
        key=f"moved-share-{key}-{now}",
        format="%d %%",
    )
    return criteria[key], None if share == now else share


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
