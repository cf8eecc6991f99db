"""Ergebnis: what the reviews say, beside the self-assessment. Reviews have numbers here and no names."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import streamlit as st

from toolkit import findings
from toolkit.catalogue import Catalogue, Question
from toolkit.judging import AnswerKind, GivenAnswer, Judgement, rounded
from toolkit.services.assessments import OpenedAssessment
from toolkit.services.feedback import Feedback, ReviewFeedback, Said
from toolkit.services.rounds import question_title
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.verdicts import class_badge, gate_badge


def show_feedback(seat: Seat, opened: OpenedAssessment, feedback: Feedback) -> None:
    """The self-assessment stands beside theirs and is never averaged with it (rule 9)."""
    kind = feedback.programme_kind.value
    look.show(look.heading(seat.say(f"feedback.title.{kind}")))
    if feedback.judgement is None:
        look.show(look.muted(seat.say("feedback.not_released")))
    else:
        _show_judgement(seat, opened.catalogue, feedback.judgement)
    _show_recommendations(seat, feedback, kind)
    _show_comments(seat, opened.catalogue, feedback, kind)
    _show_levels(seat, opened, feedback, kind)


def _show_judgement(seat: Seat, catalogue: Catalogue, judgement: Judgement) -> None:
    total = seat.say("result.total", points=findings.points(judgement.total.value))
    look.show(
        look.finding(seat.say(findings.headline(catalogue, judgement))),
        look.row(
            class_badge(seat, findings.class_of(catalogue, judgement)),
            gate_badge(seat, judgement.gate),
            look.badge("neutral", "", total),
        ),
    )


def _show_recommendations(seat: Seat, feedback: Feedback, kind: str) -> None:
    facts = [
        (_name(seat, kind, review.number), _recommendation(seat, review))
        for review in feedback.reviews
        if review.recommendation is not None
    ]
    if facts:
        look.show(look.heading(seat.say("feedback.recommendations"), level=3, small=True))
        look.show(look.description_list(facts))


def _recommendation(seat: Seat, review: ReviewFeedback) -> str:
    assert review.recommendation is not None
    said = seat.say(f"recommendation.{review.recommendation.value}")
    return f"{said}. {review.recommendation_text}" if review.recommendation_text else said


def _show_levels(seat: Seat, opened: OpenedAssessment, feedback: Feedback, kind: str) -> None:
    """Where they differ most stands first."""
    questions = sorted(
        opened.catalogue.questions.values(), key=lambda each: _gap(opened, feedback, each), reverse=True
    )
    differing = [each for each in questions if _gap(opened, feedback, each) > 0]
    title = seat.say("feedback.levels", differing=len(differing), all=len(questions))
    columns = [
        look.Column(seat.say("result.question")),
        look.Column(seat.say("feedback.own")),
        *(look.Column(_name(seat, kind, review.number)) for review in feedback.reviews),
        look.Column(seat.say("feedback.gap")),
    ]
    rows = [list(_level_cells(seat, opened, feedback, each)) for each in questions]
    with st.expander(title, key="feedback-levels"):
        look.show(look.table(columns, rows, caption=title, hide_caption=True))
        look.show(look.muted(seat.say("feedback.gap_help"), small=True))


def _level_cells(
    seat: Seat, opened: OpenedAssessment, feedback: Feedback, question: Question
) -> Iterator[look.Child]:
    yield seat.say(question.title)
    yield _level(seat, opened.given[question.id])
    for review in feedback.reviews:
        yield _level(seat, review.given.get(question.id))
    points = _distance(opened, feedback, question)
    yield "–" if points is None else f"{rounded(points):+}".replace("-", "−")


def _level(seat: Seat, given: GivenAnswer | None) -> str:
    if given is None or given.kind is not AnswerKind.LEVEL:
        return seat.say(findings.answer_state_name(given.kind if given else AnswerKind.OPEN))
    return str(given.level)


def _gap(opened: OpenedAssessment, feedback: Feedback, question: Question) -> Fraction:
    return abs(_distance(opened, feedback, question) or Fraction(0))


def _distance(opened: OpenedAssessment, feedback: Feedback, question: Question) -> Fraction | None:
    """How many points the mean of the reviews lies above the self-assessment."""
    own = opened.given[question.id].level
    levels = [
        given.level
        for review in feedback.reviews
        if (given := review.given.get(question.id)) is not None and given.level is not None
    ]
    if own is None or not levels:
        return None
    values = [Fraction(question.values[level]) for level in levels]
    return sum(values, Fraction(0)) / len(values) - question.values[own]


def _show_comments(seat: Seat, catalogue: Catalogue, feedback: Feedback, kind: str) -> None:
    if not feedback.comments:
        return
    look.show(look.heading(seat.say("feedback.comments"), level=3, small=True))
    order = ["", *catalogue.questions]
    for key in sorted(feedback.comments, key=lambda each: order.index(each) if each in order else len(order)):
        title = seat.label(question_title(catalogue, key))
        with st.expander(title, key=f"comments-{key or 'whole'}", expanded=True):
            for said in feedback.comments[key]:
                _show_said(seat, said, kind)


def _show_said(seat: Seat, said: Said, kind: str) -> None:
    paragraphs = [look.element("p", part) for part in said.text.split("\n") if part.strip()]
    look.show(look.muted(_name(seat, kind, said.number), small=True), *paragraphs)


def _name(seat: Seat, kind: str, number: int) -> str:
    return seat.say(f"feedback.name.{kind}", number=number)
