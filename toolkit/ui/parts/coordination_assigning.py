"""Koordination, one measure: its advisors with their deadlines, and giving it to one more."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit.access import Action, OfMeasure, may
from toolkit.messages import Message
from toolkit.services.advisors import Advisor, Barrier, advisors, barriers
from toolkit.services.assignments import assign, barrier_sentence, change_due, end_assignment
from toolkit.services.coordination import AssignedReview, Board, CoordinatedMeasure, today
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.parts.coordination_words import review_line
from toolkit.ui.parts.doing import day_field, do, fresh, typed_day


def show_assigning(seat: Seat, board: Board, measure: CoordinatedMeasure, thing: OfMeasure) -> None:
    look.show(look.heading(seat.say("coordination.assigned")))
    verdict = may(seat.actor, Action.ASSIGN, thing)
    if not measure.reviews:
        look.show(look.element("p", seat.say("coordination.nobody_yet")))
    for review in measure.reviews:
        _show_assigned(seat, review, may_change=verdict.allowed)
    if verdict.allowed:
        _offer_more(seat, board, measure)


def _show_assigned(seat: Seat, review: AssignedReview, *, may_change: bool) -> None:
    assignment = review.assignment
    key = f"{assignment.assignment_id}"
    anchor = look.badge("info", "", seat.say("coordination.is_anchor")) if assignment.is_anchor else None
    look.show(look.element("p", review_line(seat, review), " " if anchor else None, anchor))
    if not may_change:
        return
    name = look.plain(seat.cell(assignment.name))
    with st.expander(seat.say("coordination.change_assignment", name=name), key=f"change-{key}"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            day_field(seat, fresh(f"due-{key}"), assignment.due_on, seat.say("coordination.due"))
            st.button(
                seat.say("coordination.change_due"),
                key=f"change-due-{key}",
                on_click=do,
                args=(partial(_change_due, seat, review),),
            )
        st.button(
            seat.say("coordination.end_assignment"),
            key=f"end-{key}",
            on_click=do,
            args=(partial(_end, seat, review),),
        )
        look.show(look.muted(seat.say("coordination.end_help"), small=True))


def _offer_more(seat: Seat, board: Board, measure: CoordinatedMeasure) -> None:
    with problems_shown(seat.language), reading() as session:
        people = advisors(session, seat.actor, programme_id=board.programme_id)
        found = barriers(
            session, measures=[measure.measure_id], people=[person.person_id for person in people]
        )
    barred = {person_id: barrier for (_, person_id), barrier in found.items()}
    assigned = {review.assignment.person_id for review in measure.reviews}
    names = {
        person.person_id: seat.cell(person.name) for person in people if person.person_id not in assigned
    }
    free = [key for key in names if key not in barred]
    if not people:
        look.show(look.element("p", seat.say("coordination.no_advisors")))
    elif names:
        _show_form(seat, board, measure, {key: names[key] for key in (*free, *(names.keys() - set(free)))})
    _show_barred(seat, measure, people, barred)


def _show_form(seat: Seat, board: Board, measure: CoordinatedMeasure, names: dict[int, str]) -> None:
    """Also those with a conflict of interest can be chosen: the refusal says why, and nobody has to guess
    where a name has gone."""
    whom, due = fresh("assign-whom"), fresh("assign-due")
    with st.container(horizontal=True, vertical_alignment="bottom", key="assign"):
        st.selectbox(
            seat.say("coordination.whom"),
            list(names),
            index=None,
            key=whom,
            format_func=lambda key: names[key],
            placeholder=seat.say("administration.choose"),
            width=320,
        )
        day_field(seat, due, board.usual_due(today()), seat.say("coordination.due"))
        st.button(
            seat.say("coordination.assign"),
            key="assign-now",
            type="primary",
            on_click=do,
            args=(partial(_assign, seat, measure, names, whom, due),),
        )


def _show_barred(
    seat: Seat, measure: CoordinatedMeasure, people: tuple[Advisor, ...], barred: dict[int, Barrier]
) -> None:
    for person in people:
        barrier = barred.get(person.person_id)
        if barrier is not None:
            sentence = barrier_sentence(barrier, name=person.name, municipality=measure.municipality)
            look.show(look.muted(seat.say(sentence), small=True))


def _assign(  # what the form showed, as its callback needs it
    seat: Seat, measure: CoordinatedMeasure, names: dict[int, str], whom: str, due: str
) -> Message | None:
    person_id: int | None = st.session_state.get(whom)
    if person_id is None:
        return None
    due_on = typed_day(due)
    with writing() as session:
        assign(
            session,
            seat.actor_now(session),
            measure_id=measure.measure_id,
            person_id=person_id,
            due_on=due_on,
        )
    return Message.of("coordination.done.assigned", name=names[person_id])


def _change_due(seat: Seat, review: AssignedReview) -> Message:
    assignment = review.assignment
    due_on = typed_day(fresh(f"due-{assignment.assignment_id}"))
    with writing() as session:
        change_due(
            session,
            seat.actor_now(session),
            assignment_id=assignment.assignment_id,
            based_on=assignment.due_on,
            due_on=due_on,
        )
    return Message.of("coordination.done.due", name=assignment.name)


def _end(seat: Seat, review: AssignedReview) -> Message:
    with writing() as session:
        end_assignment(session, seat.actor_now(session), assignment_id=review.assignment.assignment_id)
    return Message.of("coordination.done.ended", name=review.assignment.name)
