"""Koordination: what needs a decision, who reviews what, how far reviews agree, and one measure's reviews."""

from __future__ import annotations

import streamlit as st

from toolkit.services.coordination import Board, coordination_board, today
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import measure_in_address
from toolkit.ui.parts.coordination_agreement import show_agreement
from toolkit.ui.parts.coordination_assignments import show_assignments
from toolkit.ui.parts.coordination_conflicts import show_conflicts
from toolkit.ui.parts.coordination_measure import show_measure
from toolkit.ui.parts.coordination_proposal import PROPOSAL_PARAMETER, show_proposal
from toolkit.ui.parts.coordination_tasks import show_tasks
from toolkit.ui.parts.doing import tell_done
from toolkit.ui.parts.take_along import offer_lists

_SHOWN = {
    "tasks": show_tasks,
    "assignments": show_assignments,
    "agreement": show_agreement,
    "conflicts": show_conflicts,
}

_LISTS = {"assignments": ("assignments",), "conflicts": ("conflicts",)}


def show_coordination(seat: Seat) -> None:
    named = measure_in_address()
    if named is not None:
        show_measure(seat, named)
        return
    look.page_header(
        seat.say("pages.coordination"),
        language=seat.language,
        kicker=[seat.cell(seat.desk.programme_name), seat.example_mark(seat.desk.is_example)],
    )
    with problems_shown(seat.language), reading() as session:
        board = coordination_board(session, seat.actor, programme_id=seat.desk.programme_id)
    tell_problem(seat)
    tell_done(seat)
    if PROPOSAL_PARAMETER in st.query_params:
        show_proposal(seat, board)
        return
    _show_frame(seat, board)
    view = addressed_view(
        seat.say("coordination.view"),
        list(_SHOWN),
        name="part",
        words=lambda name: seat.say(f"coordination.part.{name}"),
    )
    _SHOWN[view](seat, board)
    if view in _LISTS:
        offer_lists(seat, *_LISTS[view])


def _show_frame(seat: Seat, board: Board) -> None:
    """What holds for the whole programme, in one line."""
    facts = [
        seat.say("coordination.submitted", n=len(board.measures)),
        seat.say(f"coordination.required.{board.kind.value}", n=board.required),
    ]
    if board.submit_until:
        passed = "coordination.submit_over" if board.submit_until < today() else "coordination.submit_until"
        facts.append(seat.say(passed, date=board.submit_until))
    look.show(look.muted(" · ".join(facts)))


show_coordination(take_seat())
