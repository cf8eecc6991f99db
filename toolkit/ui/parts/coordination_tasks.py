"""Koordination, what needs a decision: disputed requirements, what is late, unassigned, ready to release."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from toolkit.services.advisors import Barrier, advisors, barriers
from toolkit.services.coordination import Board, CoordinatedMeasure, Need, today
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading
from toolkit.ui.parts.coordination_words import counted, measure_cell, review_line
from toolkit.ui.verdicts import gate_words

MOST_SHOWN = 8
# The names of those with a conflict of interest, by measure.
Barred = dict[int, tuple[str, ...]]


def show_tasks(seat: Seat, board: Board) -> None:
    if not board.measures:
        st.info(seat.say("coordination.nothing_submitted"))
        return
    waiting = board.waiting(today())
    barred = _barred(seat, board, waiting[Need.UNASSIGNED])
    if not any(waiting.values()):
        look.show(look.element("p", seat.say("coordination.nothing_waits")))
    for need, measures in waiting.items():
        if measures:
            _show_need(seat, need, measures, barred)


def _show_need(
    seat: Seat,
    need: Need,
    measures: tuple[CoordinatedMeasure, ...],
    barred: Barred,
) -> None:
    title = seat.say(f"coordination.need.{need.value}", count=len(measures))
    columns = [
        look.Column(seat.say("table.measure"), width=40),
        look.Column(seat.say("coordination.what"), width=60),
    ]
    rows = [[measure_cell(seat, one), _WHAT[need](seat, one, barred)] for one in measures[:MOST_SHOWN]]
    look.show(look.heading(title), look.table(columns, rows, caption=title, hide_caption=True))
    if len(measures) > MOST_SHOWN:
        look.show(look.muted(seat.say("coordination.more", n=len(measures) - MOST_SHOWN), small=True))


def _barred(seat: Seat, board: Board, unassigned: tuple[CoordinatedMeasure, ...]) -> Barred:
    """Where an assignment is missing, who must not be asked."""
    with problems_shown(seat.language), reading() as session:
        people = advisors(session, seat.actor, programme_id=board.programme_id)
        found = barriers(
            session,
            measures=[one.measure_id for one in unassigned],
            people=[person.person_id for person in people],
        )
    return {
        one.measure_id: tuple(
            seat.cell(person.name)
            for person in people
            if found.get((one.measure_id, person.person_id)) is Barrier.CONFLICT
        )
        for one in unassigned
    }


def _disputed(seat: Seat, measure: CoordinatedMeasure, _barred: Barred) -> Markup | str:
    assert measure.gate is not None
    found = [seat.say(gate_words(outcome.state)) for outcome in measure.gate.each]
    return seat.say("coordination.found_apart", found=", ".join(sorted(set(found), key=found.index)))


def _overdue(seat: Seat, measure: CoordinatedMeasure, _barred: Barred) -> Markup | str:
    late = [review_line(seat, review) for review in measure.reviews if review.is_overdue(today())]
    return look.element("span", *late)


def _unassigned(seat: Seat, measure: CoordinatedMeasure, barred: Barred) -> Markup | str:
    missing = measure.required - measure.expected
    days = (today() - measure.submitted_at.astimezone().date()).days
    first = seat.say("coordination.missing", count=missing, required=measure.required)
    waits = seat.say("coordination.waits_since", n=days) if days else seat.say("coordination.waits_today")
    names = barred.get(measure.measure_id, ())
    if names:
        return look.two_lines(f"{first}, {waits}", seat.say("coordination.barred", names=", ".join(names)))
    return f"{first}, {waits}"


def _ready(seat: Seat, measure: CoordinatedMeasure, _barred: Barred) -> Markup | str:
    return counted(seat, measure)


_WHAT: dict[Need, Callable[[Seat, CoordinatedMeasure, Barred], Markup | str]] = {
    Need.DISPUTED: _disputed,
    Need.OVERDUE: _overdue,
    Need.UNASSIGNED: _unassigned,
    Need.READY: _ready,
}
