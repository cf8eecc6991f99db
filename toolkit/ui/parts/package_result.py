"""Maßnahmenpaket, what comes of it: the set, what it costs, what is not in and why."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from toolkit import findings
from toolkit.packing import Candidate, Missed, Package, Resource, Taken, Wishes
from toolkit.packing.telling import (
    amount,
    apart_words,
    clash_words,
    headline,
    missed_words,
    share_words,
    use_of_limits,
)
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.package_wishes import resource_title
from toolkit.ui.verdicts import compared_link, municipality_cell


def show_package(
    seat: Seat, package: Package, wishes: Wishes, titles: Mapping[int, str], weights: str
) -> None:
    """`titles` are those of all candidates, by measure id; `weights` is what the weighting is called."""
    used = (look.muted(seat.say(each)) for each in use_of_limits(package, wishes.limits))
    look.show(look.finding(seat.say(headline(package))), *used)
    if package.clashes:
        _show_clashes(seat, package, titles)
    else:
        _show_taken(seat, package, [limit.resource for limit in wishes.limits])
        _show_missed(seat, package)
        if package.samples:
            look.show(
                look.muted(seat.say("package.samples", count=package.samples, weights=weights), small=True)
            )
    _show_apart(seat, package, titles)


def measure_cell(seat: Seat, candidate: Candidate) -> look.Child:
    measure = candidate.measure
    return look.two_lines(compared_link(seat, PageName.RESULT, measure), municipality_cell(seat, measure))


def _show_clashes(seat: Seat, package: Package, titles: Mapping[int, str]) -> None:
    """Of a measure that must be in and cannot be chosen at all, also why."""
    reasons = {each.candidate.measure.measure_id: apart_words(each, titles) for each in package.apart}
    named = []
    for clash in package.clashes:
        why = [seat.say(reasons[each]) for each in clash.measures if each in reasons]
        named.append(look.element("li", " – ".join([seat.say(clash_words(clash, titles)), *why])))
    help_ = seat.say("package.clash_help", n=len(named))
    look.show(look.alert("warning", help_, look.element("ul", *named)))


def _show_taken(seat: Seat, package: Package, limited: list[Resource]) -> None:
    if not package.taken:
        return
    caption = seat.say("package.taken")
    columns = [
        look.Column(seat.say("table.measure"), width=40),
        look.Column(seat.say("result.points"), align="end", strong=True),
        *(look.Column(resource_title(seat, resource), align="end") for resource in limited),
        look.Column(seat.say("package.share")),
    ]
    rows = [_taken_row(seat, each, limited) for each in package.taken]
    look.show(look.heading(caption, level=3), look.table(columns, rows, caption=caption, hide_caption=True))


def _taken_row(seat: Seat, taken: Taken, limited: list[Resource]) -> list[look.Child]:
    figures = (taken.candidate.figure(resource) or Decimal(0) for resource in limited)
    return [
        measure_cell(seat, taken.candidate),
        seat.say(findings.points(taken.points)),
        *(seat.say(amount(resource, figure)) for resource, figure in zip(limited, figures, strict=True)),
        seat.say(share_words(taken.share)),
    ]


def _show_missed(seat: Seat, package: Package) -> None:
    if not package.missed:
        return
    caption = seat.say("package.missed_heading", count=len(package.missed))
    columns = [
        look.Column(seat.say("table.measure"), width=34),
        look.Column(seat.say("result.points"), align="end", strong=True),
        look.Column(seat.say("package.why_not"), width=34),
        look.Column(seat.say("package.share")),
    ]
    rows = [_missed_row(seat, each) for each in package.missed]
    look.show(look.heading(caption, level=3), look.table(columns, rows, caption=caption, hide_caption=True))


def _missed_row(seat: Seat, missed: Missed) -> list[look.Child]:
    lines = [look.element("div", seat.say(each)) for each in missed_words(missed)]
    return [
        measure_cell(seat, missed.candidate),
        seat.say(findings.points(missed.points)),
        look.element("div", *lines),
        seat.say(share_words(missed.share)),
    ]


def _show_apart(seat: Seat, package: Package, titles: Mapping[int, str]) -> None:
    if not package.apart:
        return
    with st.expander(seat.say("package.apart_heading", count=len(package.apart)), key="package-apart"):
        entries = [
            (
                look.element("span", each.candidate.measure.title),
                f"{each.candidate.measure.municipality} · {seat.say(apart_words(each, titles))}",
            )
            for each in package.apart
        ]
        look.show(look.entry_list(entries))
