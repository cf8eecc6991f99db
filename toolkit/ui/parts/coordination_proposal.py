"""Koordination, a proposal of assignments: to look at with its reasons, then to accept, all or a part."""

from __future__ import annotations

import streamlit as st

from toolkit.messages import Message
from toolkit.model.fact_sheet import choice_name
from toolkit.services.advisors import Pair
from toolkit.services.assignments import barrier_sentence
from toolkit.services.coordination import Board, today
from toolkit.services.proposals import AssignmentPlan, ProposedReview, accept_proposal, propose_assignments
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.parts.doing import day_field, do, fresh, typed_day

PROPOSAL_PARAMETER = "proposal"
ANCHORS_PARAMETER = "anchors"
MOST_ANCHORS = 3
_DUE = "proposal-due"


def show_proposal(seat: Seat, board: Board) -> None:
    st.button(seat.say("coordination.back_to_assignments"), key="up", type="tertiary", on_click=_leave)
    look.show(look.heading(seat.say("coordination.proposal")))
    anchors = _anchors(seat)
    with problems_shown(seat.language), reading() as session:
        plan = propose_assignments(session, seat.actor, programme_id=board.programme_id, anchors=anchors)
    _show_lacks(seat, plan)
    if not plan.reviews:
        look.show(look.element("p", seat.say("coordination.nothing_to_propose")))
        return
    _show_summary(seat, plan)
    _show_loads(seat, plan)
    chosen = _choose(seat, plan)
    day_field(seat, fresh(_DUE), board.usual_due(today()), seat.say("coordination.due_for_all"))
    st.button(
        seat.say("coordination.accept", n=len(chosen)),
        key="accept",
        type="primary",
        on_click=do,
        args=(lambda: _accept(seat, board, chosen, anchors),),
    )


def _anchors(seat: Seat) -> int:
    """How many measures all are to read, as the address has it."""
    asked = st.query_params.get(ANCHORS_PARAMETER, "")
    key = "proposal-anchors"
    st.session_state.setdefault(key, int(asked) if asked in {"1", "2", "3"} else 0)

    def remember() -> None:
        number = st.session_state[key]
        if number:
            st.query_params[ANCHORS_PARAMETER] = str(number)
        else:
            st.query_params.pop(ANCHORS_PARAMETER, None)

    st.selectbox(
        seat.say("coordination.anchors"),
        range(MOST_ANCHORS + 1),
        key=key,
        format_func=lambda number: _anchors_words(seat, number),
        on_change=remember,
        width=420,
    )
    look.show(look.muted(seat.say("coordination.anchors_help"), small=True))
    return int(st.session_state[key])


def _anchors_words(seat: Seat, number: int) -> str:
    return (
        seat.say("coordination.anchors_choice", n=number) if number else seat.say("coordination.no_anchors")
    )


def _show_lacks(seat: Seat, plan: AssignmentPlan) -> None:
    """For which measures there are too few, and who must not be asked for what reason."""
    for lack in plan.lacks:
        reasons = [
            look.element("li", seat.say(barrier_sentence(barrier, name=name, municipality=lack.municipality)))
            for name, barrier in lack.barred
        ]
        title = seat.say(
            "coordination.lack", n=lack.missing, measure=lack.title, municipality=lack.municipality
        )
        look.show(look.alert("warning", title, look.element("ul", *reasons) if reasons else None))


def _show_summary(seat: Seat, plan: AssignmentPlan) -> None:
    sentences = [seat.say("coordination.proposed", n=len(plan.reviews))]
    if plan.anchors:
        sentences.append(
            seat.say("coordination.anchors_are", n=len(plan.anchors), measures=", ".join(plan.anchors))
        )
    linked = "coordination.linked" if len(plan.groups) < 2 else "coordination.not_linked"
    sentences.append(seat.say(linked, count=len(plan.groups)))
    look.show(*(look.element("p", sentence) for sentence in sentences))


def _show_loads(seat: Seat, plan: AssignmentPlan) -> None:
    columns = [
        look.Column(seat.say("coordination.person")),
        look.Column(seat.say("coordination.load_before"), align="end"),
        look.Column(seat.say("coordination.load_after"), align="end"),
    ]
    rows = [[seat.cell(load.name), str(load.before), str(load.after)] for load in plan.loads]
    caption = seat.say("coordination.loads")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))


def _choose(seat: Seat, plan: AssignmentPlan) -> list[Pair]:
    """All are chosen at first; who is to be another person is left out here and given by hand."""
    by_measure: dict[int, list[ProposedReview]] = {}
    for review in plan.reviews:
        by_measure.setdefault(review.measure_id, []).append(review)
    chosen: list[Pair] = []
    for reviews in by_measure.values():
        first = reviews[0]
        anchor = f" · {seat.say('coordination.is_anchor')}" if first.is_anchor else ""
        title = f"{first.title} ({first.municipality}){anchor}"
        with st.container(key=f"proposed-{first.measure_id}", gap="small"):
            look.show(look.heading(title, level=3, small=True))
            for review in reviews:
                key = fresh(f"take-{review.measure_id}-{review.person_id}")
                if st.checkbox(_label(seat, review), value=True, key=key):
                    chosen.append(review.pair)
    return chosen


def _label(seat: Seat, review: ProposedReview) -> str:
    name = look.plain(seat.cell(review.name))
    if not (review.same_field and review.field):
        return name
    field = seat.say(choice_name(review.field))
    why = seat.say("coordination.knows_field", n=review.same_field, field=field)
    return f"{name} :small[:gray[{look.plain(why)}]]"


def _accept(seat: Seat, board: Board, chosen: list[Pair], anchors: int) -> Message:
    due_on = typed_day(fresh(_DUE))
    with writing() as session:
        number = accept_proposal(
            session,
            seat.actor_now(session),
            programme_id=board.programme_id,
            pairs=chosen,
            due_on=due_on,
            anchors=anchors,
        )
    _leave()
    return Message.of("coordination.accepted", n=number)


def _leave() -> None:
    for parameter in (PROPOSAL_PARAMETER, ANCHORS_PARAMETER):
        st.query_params.pop(parameter, None)
    st.session_state.pop("proposal-anchors", None)
