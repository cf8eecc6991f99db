"""Bewerten: one question at a time, each answer saved when it is given."""

from __future__ import annotations

import streamlit as st

from toolkit import findings
from toolkit.access import Action
from toolkit.catalogue import Question
from toolkit.judging import AnswerKind, Judgement, judge
from toolkit.services.assessments import AnswerState, OpenedAssessment, open_self_assessment
from toolkit.services.releasing import internal_release
from toolkit.services.revisions import earlier_assessment
from toolkit.services.rounds import RoundState, open_round
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, chosen_measure, link_to_measure, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.answer_sheet import offer_answer_sheet
from toolkit.ui.parts.editing import offer_editing
from toolkit.ui.parts.question import WITHOUT_LEVEL, show_question
from toolkit.ui.parts.round import show_asked_here, show_round, show_round_task
from toolkit.ui.parts.submitting import (
    QUESTION_PARAMETER,
    ROUND_STEP,
    SUBMITTING_STEP,
    show_last_step,
    show_submitting,
)
from toolkit.ui.verdicts import gate_badge

MARKS: dict[AnswerKind, look.Mark] = {
    AnswerKind.LEVEL: "answered",
    AnswerKind.NOT_APPLICABLE: "not_applicable",
    AnswerKind.CANNOT_JUDGE: "cannot_judge",
    AnswerKind.OPEN: "open",
}
NOT_JUDGED = (AnswerKind.OPEN, AnswerKind.CANNOT_JUDGE)


def show_assess(seat: Seat) -> None:
    measure = chosen_measure(seat)
    with problems_shown(seat.language), reading() as session:
        opened = open_self_assessment(session, seat.actor, measure_id=measure.measure_id)
        earlier = earlier_assessment(
            session, seat.actor, measure_id=measure.measure_id, before=measure.revision_number
        )
        asked = None if measure.submitted else open_round(session, seat.actor, measure_id=measure.measure_id)
        release = internal_release(session, seat.actor, measure)
    judgement = judge(opened.catalogue, opened.given, opened.facts)
    step = st.query_params.get(QUESTION_PARAMETER, "")
    in_round = step == ROUND_STEP and asked is not None
    question = None if in_round or step == SUBMITTING_STEP else _chosen_question(opened, step)
    current = step if question is None else question.id
    look.keep_address()
    _show_heading(seat, opened, question)
    if question is not None and step not in ("", question.id):
        st.info(seat.say("pages.no_such_question"))
    tell_problem(seat)
    editable = offer_editing(seat, measure, Action.ANSWER)
    tasks, middle, standing = st.columns([0.22, 0.55, 0.23], gap="medium")
    with tasks, st.container(key="tasks-wide"):
        _show_tasks(seat, opened, asked, current, "wide")
    with middle:
        if asked is not None and in_round:
            show_round(seat, opened, asked)
        elif question is None:
            show_submitting(seat, opened, judgement, asked=asked, release=release)
        else:
            if asked is not None:
                show_asked_here(seat, asked, question.id)
            show_question(seat, opened, question, earlier, editable=editable)
    with standing:
        _show_standing(seat, opened, judgement)
    offer_answer_sheet(seat, opened, editable=editable)
    with st.container(key="tasks-narrow"), st.expander(seat.say("assess.all_questions")):
        _show_tasks(seat, opened, asked, current, "narrow")


def _chosen_question(opened: OpenedAssessment, named: str) -> Question:
    """The one that the address names, else the first that waits for an answer."""
    questions = opened.catalogue.questions
    if named not in questions:
        waiting = [key for key, answer in opened.answers.items() if answer.given.kind is AnswerKind.OPEN]
        named = waiting[0] if waiting else next(iter(questions))
    st.query_params[QUESTION_PARAMETER] = named
    return questions[named]


def _show_heading(seat: Seat, opened: OpenedAssessment, question: Question | None) -> None:
    waiting = [key for key, answer in opened.answers.items() if answer.given.kind is AnswerKind.OPEN]
    minutes = sum(float(opened.catalogue.questions[key].minutes) for key in waiting)
    total = len(opened.answers)
    progress = seat.say("assess.progress", answered=total - len(waiting), total=total)
    left = seat.say("assess.minutes_left", n=round(minutes)) if waiting else seat.say("assess.all_answered")
    measure = opened.measure.title
    if question is None:
        browser_title = seat.say("submitting.browser_title", measure=measure)
    else:
        number = list(opened.answers).index(question.id) + 1
        browser_title = seat.say("assess.browser_title", number=number, total=total, measure=measure)
    look.page_header(
        opened.measure.title,
        language=seat.language,
        kicker=[
            seat.say("assess.kind"),
            seat.example_mark(opened.measure.is_example),
            opened.measure.municipality,
            seat.say("measures.revision", number=opened.measure.revision_number),
            seat.say("measures.phase", phase=findings.phase_name(opened.measure.facts["phase"])),
        ],
        lead=f"{progress} · {left}",
        browser_title=browser_title,
    )


def _show_tasks(
    seat: Seat, opened: OpenedAssessment, asked: RoundState | None, current: str, place: str
) -> None:
    if asked is not None:
        show_round_task(seat, asked, place, current=current == ROUND_STEP)
    for criterion in opened.catalogue.criteria:
        answered = sum(_is_answered(opened.answers[question.id]) for question in criterion.questions)
        count = seat.say("assess.of", done=answered, all=len(criterion.questions))
        with look.task_group(seat.say(criterion.short_title), done=count, key=f"{place}-{criterion.id}"):
            for question in criterion.questions:
                _show_task(seat, opened, question, current, place)
    show_last_step(seat, opened, place, current=current == SUBMITTING_STEP)


def _show_task(seat: Seat, opened: OpenedAssessment, question: Question, current: str, place: str) -> None:
    answer = opened.answers[question.id]
    kind = answer.given.kind
    waits = bool(answer.waiting_for) and kind in NOT_JUDGED
    note = ""
    if waits:
        note = seat.say("assess.waits_for", name=answer.waiting_for)
    elif kind in WITHOUT_LEVEL:
        note = seat.say(findings.answer_state_name(kind))
    look.task_link(
        page(PageName.ASSESS, seat.language),
        key=f"{place}-{question.id}",
        text=seat.say(question.title),
        mark="waiting" if waits else MARKS[kind],
        mark_word=seat.say(findings.answer_state_name(kind)),
        note=note,
        current=question.id == current,
        query_params={**link_to_measure(opened.measure.measure_id), QUESTION_PARAMETER: question.id},
    )


def _is_answered(answer: AnswerState) -> bool:
    return answer.given.kind is not AnswerKind.OPEN


def _show_standing(seat: Seat, opened: OpenedAssessment, judgement: Judgement) -> None:
    meters = []
    for criterion, result in zip(opened.catalogue.criteria, judgement.criteria, strict=True):
        span = findings.span(result.score)
        note = span or findings.judged_share(result.judged, result.applicable)
        meters.append(
            look.profile_meter(
                look.ProfileRow(
                    name=seat.say(criterion.short_title),
                    score=result.score.value,
                    points=seat.say(findings.points(result.score.value)),
                    low=result.score.low,
                    high=result.score.high,
                    notes=(seat.say(note),),
                )
            )
        )
    missing = findings.missing_texts(judgement.gate)
    look.show(
        look.box(
            look.heading(seat.say("assess.standing"), small=True),
            look.muted(seat.say(findings.judged_share(judgement.judged, judgement.applicable)), small=True),
            *meters,
            gate_badge(seat, judgement.gate),
            look.muted(seat.say("assess.missing", missing=missing), small=True) if missing else None,
        )
    )


show_assess(take_seat())
