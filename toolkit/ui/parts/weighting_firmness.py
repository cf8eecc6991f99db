"""Gewichtung, view Wie fest ist die Reihenfolge?: likely ranks, words, groups, and what would turn it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit import weighing
from toolkit.firmness import (
    ListFirmness,
    answer_flips,
    favouring_weights,
    firmness_of,
    other_methods,
    weight_borders,
)
from toolkit.judging import RankingList
from toolkit.messages import Message
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.likely import likely_ranks
from toolkit.ui.parts.pager import shown_rows
from toolkit.ui.parts.weighting_moving import show_moving
from toolkit.ui.parts.weighting_results import (
    Results,
    ShownWeighting,
    chosen_list,
    chosen_weighting,
    tell_left_out_weightings,
)
from toolkit.ui.verdicts import compared_link, municipality_cell

MOST_LINES = 10


def show_firmness(seat: Seat, results: Results) -> None:
    tell_left_out_weightings(seat, results)
    with st.container(horizontal=True, key="chosen"):
        shown, chosen = chosen_weighting(seat, results), chosen_list(seat, results.comparison)
    if chosen is None:
        st.info(seat.say("weighting.nothing_ranked"))
        return
    firmness = firmness_of(results.comparison, shown.weights, order=shown.order, by_phase=chosen.by_phase)
    found, item = firmness.lists[chosen.number], firmness.weighted.ranking.lists[chosen.number]
    _show_order(seat, results, shown, found)
    if len(found.places) < 2:
        return
    _show_groups(seat, results, found)
    _show_turns(seat, results, shown, item)
    _show_favouring(seat, results, shown, item)
    look.show(look.heading(seat.say("weighting.moving")))
    show_moving(seat, results.comparison, shown.weights, chosen, shown.order)
    _show_other_methods(seat, results, shown, item)


def _show_order(seat: Seat, results: Results, shown: ShownWeighting, found: ListFirmness) -> None:
    comparison = results.comparison
    weights = weighing.weights_in_words(comparison.catalogue, shown.weights)
    admissible = weighing.admissible(has_order=shown.order is not None)
    look.show(
        look.finding(seat.say(weighing.order_headline(comparison, found))),
        look.element("p", seat.say("weighting.in_force", weights=weights)),
        look.muted(seat.say("weighting.firmness_note", admissible=admissible)),
    )
    places = shown_rows(seat, len(found.places), of="firmness").cut(found.places)
    columns = [
        look.Column(seat.say("table.rank"), align="end", strong=True, width=8),
        look.Column(seat.say("table.measure"), width=32),
        look.Column(seat.say("weighting.column.likely"), width=24),
        look.Column(seat.say("weighting.column.first"), align="end", width=12),
        look.Column(seat.say("weighting.column.next"), width=24),
    ]
    steps = {step.ahead: step for step in found.steps}
    rows: list[list[Markup | str]] = []
    for place in places:
        measure = comparison.by_id[place.thing]
        step = steps.get(place.thing)
        rows.append(
            [
                seat.cell(place.rank),
                look.two_lines(
                    compared_link(seat, PageName.RESULT, measure), municipality_cell(seat, measure)
                ),
                likely_ranks(seat, place.rank, found.ranges_with_open[place.thing], count=len(found.places)),
                seat.say(weighing.share(found.first_shares[place.thing])),
                seat.say(weighing.step_in_short(step)) if step else "–",
            ]
        )
    caption = seat.say("weighting.part.firmness")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True, heading_column=1))


def _show_groups(seat: Seat, results: Results, found: ListFirmness) -> None:
    look.show(look.heading(seat.say("weighting.first_group"), level=3))
    if len(found.groups) == 1:
        look.show(look.element("p", seat.say("weighting.one_group")))
        return
    lines = [
        seat.say(weighing.group_line(results.comparison, number, group))
        for number, group in enumerate(found.groups[:MOST_LINES], start=1)
    ]
    look.show(look.element("ul", *(look.element("li", line) for line in lines), class_="mk-list"))


def _show_turns(seat: Seat, results: Results, shown: ShownWeighting, item: RankingList[int]) -> None:
    comparison = results.comparison
    borders = weight_borders(comparison, item, shown.weights)
    flips = answer_flips(comparison, item, shown.weights)
    look.show(
        look.heading(seat.say("weighting.turns")),
        look.element("p", seat.say(weighing.nearest_border(comparison, borders))),
        look.element("p", seat.say(weighing.flips_headline(flips))),
    )
    if len(borders) > 1:
        with st.expander(seat.say("weighting.all_borders"), key="borders"):
            look.show(_list(seat, [weighing.border_sentence(comparison, border) for border in borders]))
    if flips:
        with st.expander(seat.say("weighting.all_flips"), key="flips"):
            look.show(_list(seat, [weighing.flip_sentence(comparison, flip) for flip in flips[:50]]))


def _list(seat: Seat, sentences: list[Message]) -> Markup:
    items = (look.element("li", seat.say(sentence)) for sentence in sentences)
    return look.element("ul", *items, class_="mk-list")


def _show_favouring(seat: Seat, results: Results, shown: ShownWeighting, item: RankingList[int]) -> None:
    comparison = results.comparison
    look.show(look.heading(seat.say("weighting.favouring")))
    key = "favoured"
    listed = [place.thing for place in item.places]
    if st.session_state.get(key) not in listed:
        st.session_state[key] = None
    chosen = st.selectbox(
        seat.say("weighting.favouring_label"),
        listed,
        key=key,
        index=None,
        format_func=lambda each: f"{comparison.by_id[each].title} · {comparison.by_id[each].municipality}",
        placeholder=seat.say("weighting.choose"),
    )
    if chosen is not None:
        found = favouring_weights(comparison, item, chosen, shown.weights, order=shown.order)
        look.show(look.status(seat.say(weighing.favouring_sentence(comparison, found))))


def _show_other_methods(seat: Seat, results: Results, shown: ShownWeighting, item: RankingList[int]) -> None:
    checks = other_methods(results.comparison, item, shown.weights)
    look.show(
        look.heading(seat.say("weighting.other_ways")),
        look.muted(seat.say("weighting.other_ways_note", misleads=Message.of("methods.topsis.misleads"))),
        _list(seat, [weighing.method_check_sentence(results.comparison, check) for check in checks]),
    )
