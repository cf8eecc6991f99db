"""The mark of an answer whose question came with a newer version of the catalogue, and its confirmation."""

from __future__ import annotations

import streamlit as st

from toolkit.catalogue import Question
from toolkit.judging import AnswerKind
from toolkit.services.assessments import EarlierAnswerState, OpenedAssessment, confirm_answer
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.saving import seen


def show_confirmation(
    seat: Seat, opened: OpenedAssessment, question: Question, place: str, *, editable: bool
) -> None:
    answer = opened.answers[question.id]
    if not answer.needs_confirmation:
        return
    asked_again = answer.given.kind is AnswerKind.OPEN
    with st.container(border=True, key="confirmation"):
        st.info(seat.say("administration.choose_again" if asked_again else "administration.confirm"))
        earlier = opened.earlier.get(question.id)
        if earlier is not None:
            _show_earlier(seat, earlier)
        if not asked_again:
            st.button(
                seat.say("administration.confirm_now"),
                key=f"confirm-{place}",
                disabled=not editable,
                on_click=act,
                args=(lambda: _confirm(seat, opened, question, seen(place)),),
            )


def _show_earlier(seat: Seat, earlier: EarlierAnswerState) -> None:
    """As it was asked and answered then: only so can anybody tell whether the answer still holds."""
    level = earlier.given.level
    said = (
        seat.say(f"findings.answer.{earlier.given.kind.value}")
        if level is None
        else f"{seat.say('assess.level', level=level)}: {seat.say(earlier.question.levels[level].anchor)}"
    )
    look.show(
        look.description_list(
            [
                (
                    seat.say("administration.earlier_question", version=earlier.version),
                    seat.say(earlier.question.text),
                ),
                (seat.say("administration.earlier_answer"), said),
            ]
        )
    )


def _confirm(seat: Seat, opened: OpenedAssessment, question: Question, based_on: int) -> None:
    with writing() as session:
        confirm_answer(
            session,
            seat.actor_now(session),
            measure_id=opened.measure.measure_id,
            question=question.id,
            based_on=based_on,
        )
