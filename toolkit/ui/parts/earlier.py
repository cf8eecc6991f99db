"""What an earlier assessment of the same measure said: beside the new choice, and as the change in points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

import streamlit as st
from babel.dates import format_date

from toolkit import findings
from toolkit.catalogue import Question
from toolkit.judging import AnswerKind, Judgement, judge, rounded
from toolkit.judging.scores import CriterionResult
from toolkit.services.assessments import AnswerState, OpenedAssessment
from toolkit.ui import components as look
from toolkit.ui.desk import Seat

_Judged: TypeAlias = Judgement | CriterionResult


def month_of(seat: Seat, earlier: OpenedAssessment) -> str:
    """ "Mai 2025": when it was submitted."""
    at = earlier.measure.submitted_at
    return format_date(at.astimezone(), "LLLL yyyy", locale=seat.language) if at else ""


def earlier_captions(
    seat: Seat, question: Question, earlier: OpenedAssessment | None, captions: Sequence[str] | None
) -> Sequence[str] | None:
    """Marks the level that was chosen then, beside whatever stands at the levels anyway."""
    level = _answer(question, earlier).given.level
    if earlier is None or level is None or level > question.top_level:
        return captions
    marks = list(captions or [""] * len(question.levels))
    then = look.badge_label("neutral", seat.say("earlier.level", month=month_of(seat, earlier), level=level))
    marks[level] = f"{marks[level]} {then}".strip()
    return marks


def show_earlier(
    seat: Seat, question: Question, earlier: OpenedAssessment | None, answer: AnswerState
) -> None:
    """Below the levels: an earlier answer without a level, whether this one is a copy, the earlier reason."""
    if earlier is None or question.id not in earlier.answers:
        return
    then, month = _answer(question, earlier), month_of(seat, earlier)
    if answer.carried_over:
        number = earlier.measure.revision_number
        look.show(look.muted(seat.say("earlier.carried_over", number=number), small=True))
    if then.given.level is None:
        state = findings.answer_state_name(then.given.kind)
        look.show(look.muted(seat.say("earlier.other", month=month, answer=state), small=True))
    if then.reason and then.reason != answer.reason:
        title = look.plain(seat.say("earlier.reason", month=month))
        with st.expander(title, key=f"earlier-{question.id}"):
            look.show(look.element("p", then.reason))


def show_change(
    seat: Seat, opened: OpenedAssessment, judgement: Judgement, earlier: OpenedAssessment | None
) -> None:
    """Points before and after for each criterion, and how many questions went up or down."""
    if earlier is None:
        return
    before = judge(earlier.catalogue, earlier.given, earlier.facts)
    month = month_of(seat, earlier)
    then = {
        criterion.id: result
        for criterion, result in zip(earlier.catalogue.criteria, before.criteria, strict=True)
    }
    rows = [
        [
            seat.say(criterion.short_title),
            *_points(seat, then.get(criterion.id), result),
            _moved(seat, opened, earlier, [question.id for question in criterion.questions]),
        ]
        for criterion, result in zip(opened.catalogue.criteria, judgement.criteria, strict=True)
    ]
    rows.append(
        [
            seat.say("findings.total"),
            *_points(seat, before, judgement),
            _moved(seat, opened, earlier, list(opened.catalogue.questions)),
        ]
    )
    columns = [
        look.Column(seat.say("result.criterion"), width=26),
        look.Column(month, width=12),
        look.Column(seat.say("earlier.now"), width=12),
        look.Column(seat.say("earlier.change"), width=20, strong=True),
        look.Column(seat.say("earlier.questions"), width=30),
    ]
    title = seat.say("earlier.title", month=month)
    look.show(
        look.heading(title),
        look.table(columns, rows, caption=title, hide_caption=True),
        look.muted(seat.say("earlier.note"), small=True),
    )


def _answer(question: Question, earlier: OpenedAssessment | None) -> AnswerState:
    """An earlier catalogue may not have had the question."""
    asked = AnswerState(question.id)
    return asked if earlier is None else earlier.answers.get(question.id, asked)


def _points(seat: Seat, before: _Judged | None, after: _Judged) -> tuple[str, str, str]:
    """The change only where at least as much is judged as then: else it would be one of the coverage."""
    score_before, score_after = (_score(one) for one in (before, after))
    then, now = (seat.say(findings.points(value)) for value in (score_before, score_after))
    if before is None or score_before is None or score_after is None or after.judged < before.judged:
        return then, now, "–"
    change = int(rounded(score_after)) - int(rounded(score_before))
    sign = "+" if change > 0 else "\u2212" if change < 0 else "±"
    return then, now, f"{sign}{abs(change)}"


def _score(one: _Judged | None) -> Fraction | None:
    if one is None:
        return None
    return one.total.value if isinstance(one, Judgement) else one.score.value


def _moved(seat: Seat, opened: OpenedAssessment, earlier: OpenedAssessment, questions: Sequence[str]) -> str:
    """Only questions with a level then and now can have moved."""
    levels = [
        (earlier.answers[key].given.level or 0, opened.answers[key].given.level or 0)
        for key in questions
        if key in earlier.answers and {earlier.given[key].kind, opened.given[key].kind} == {AnswerKind.LEVEL}
    ]
    up = sum(now > then for then, now in levels)
    down = sum(now < then for then, now in levels)
    same = len(levels) - up - down
    return seat.say("earlier.moved", up=up, down=down, same=same)
