"""Koordination, assignments: how much each advisor has in hand, and who reviews each measure."""

from __future__ import annotations

import streamlit as st

from toolkit import workflow
from toolkit.services.coordination import Board, CoordinatedMeasure
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.parts.coordination_proposal import PROPOSAL_PARAMETER
from toolkit.ui.parts.coordination_words import counted, measure_cell, review_line
from toolkit.ui.parts.pager import shown_rows


def show_assignments(seat: Seat, board: Board) -> None:
    if not board.measures:
        st.info(seat.say("coordination.nothing_submitted"))
        return
    st.button(seat.say("coordination.propose"), key="propose", type="primary", on_click=_begin_proposal)
    look.show(look.muted(seat.say("coordination.propose_help"), small=True))
    _show_loads(seat, board)
    _show_measures(seat, board)


def _begin_proposal() -> None:
    st.query_params[PROPOSAL_PARAMETER] = "1"


def _show_loads(seat: Seat, board: Board) -> None:
    loads = sorted(board.load().values(), key=lambda load: (-load[2], seat.cell(load[0])))
    if not loads:
        return
    columns = [
        look.Column(seat.say("coordination.person")),
        look.Column(seat.say("coordination.in_hand"), align="end"),
        look.Column(seat.say("coordination.to_come"), align="end"),
    ]
    rows = [[seat.cell(name), str(count), str(to_come)] for name, count, to_come in loads]
    caption = seat.say("coordination.loads")
    look.show(look.heading(caption), look.table(columns, rows, caption=caption, hide_caption=True))


def _show_measures(seat: Seat, board: Board) -> None:
    caption = seat.say("coordination.by_measure")
    look.show(look.heading(caption))
    columns = [
        look.Column(seat.say("table.measure"), width=34),
        look.Column(seat.say("list.state"), width=18),
        look.Column(seat.say("coordination.advisors"), width=34),
        look.Column(seat.say(f"coordination.reviews.{board.kind.value}"), width=14),
    ]
    shown = shown_rows(seat, len(board.measures), of="coordinated").cut(board.measures)
    rows = [_row(seat, measure) for measure in shown]
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))


def _row(seat: Seat, measure: CoordinatedMeasure) -> list[look.Child]:
    lines = [look.element("div", review_line(seat, review)) for review in measure.reviews]
    return [
        measure_cell(seat, measure),
        seat.say(workflow.state_title(measure.state)),
        look.element("div", *lines) if lines else seat.say("coordination.nobody"),
        counted(seat, measure),
    ]
