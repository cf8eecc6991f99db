"""Ergebnis: first what it means, then the profile, then what helps most, then how it came about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from sqlmodel import Session

from toolkit import findings
from toolkit.catalogue import Question
from toolkit.judging import AnswerKind, Judgement, judge, rounded, what_helps_most
from toolkit.messages import Message, Text
from toolkit.services.assessments import OpenedAssessment, open_self_assessment
from toolkit.services.conditions import published_decisions
from toolkit.services.feedback import read_feedback
from toolkit.services.letters import read_letter
from toolkit.services.measures import OpenedMeasure
from toolkit.services.revisions import earlier_assessment
from toolkit.services.similar import SimilarMeasure, similar_measures
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, chosen_measure, link_to_measure, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.earlier import show_change
from toolkit.ui.parts.evidence import described_evidence
from toolkit.ui.parts.feedback import show_feedback
from toolkit.ui.parts.letter import show_letter
from toolkit.ui.parts.meeting_published import show_published
from toolkit.ui.parts.outcome import advice_in_order, formula_table, profile
from toolkit.ui.parts.result_pdf import offer_result_pdf
from toolkit.ui.parts.revisions import link_to_history
from toolkit.ui.parts.submitting import link_to_submitting, show_submitted
from toolkit.ui.verdicts import class_badge, gate_badge, measure_link

SHOWN_ADVICE = 3
REVISION_PARAMETER = "revision"


def show_result(seat: Seat) -> None:
    measure = chosen_measure(seat)
    with problems_shown(seat.language), reading() as session:
        opened = _asked_revision(session, seat, measure)
        earlier = earlier_assessment(
            session, seat.actor, measure_id=measure.measure_id, before=opened.measure.revision_number
        )
        similar = similar_measures(session, seat.actor, measure_id=measure.measure_id)
        feedback = read_feedback(session, seat.actor, measure=opened.measure)
        letter = read_letter(session, seat.actor, measure=opened.measure)
        decided = published_decisions(session, seat.actor, measure_id=measure.measure_id)
    judgement = judge(opened.catalogue, opened.given, opened.facts)
    _show_heading(seat, opened, judgement)
    if feedback is None:
        _show_finding(seat, opened, judgement)
    tell_problem(seat)
    show_published(seat, decided)
    show_submitted(seat, opened.measure, newest=measure.revision_number)
    if feedback is not None:
        show_feedback(seat, opened, feedback)
        if letter is not None and letter.sent_at is not None:
            show_letter(seat, letter.text)
        look.show(look.heading(seat.say("feedback.self_assessment")))
        _show_finding(seat, opened, judgement)
    if judgement.judged == 0:
        _show_nothing_yet(seat, opened)
        return
    _show_profile(seat, opened, judgement)
    show_change(seat, opened, judgement, earlier)
    left, right = st.columns([0.6, 0.4], gap="large")
    with left:
        _show_advice(seat, opened, judgement)
        _show_strengths(seat, opened, judgement)
    with right:
        _show_next_steps(seat, opened)
        _show_similar(seat, similar)
    _show_formula(seat, opened, judgement)
    _show_answers(seat, opened)


def _asked_revision(session: Session, seat: Seat, measure: OpenedMeasure) -> OpenedAssessment:
    """The newest, or the one that the address names; an address that names none of them means the newest."""
    asked = st.query_params.get(REVISION_PARAMETER, "")
    numbers = range(1, measure.revision_number + 1)
    number = int(asked) if asked.isdecimal() and len(asked) < 5 and int(asked) in numbers else None
    return open_self_assessment(session, seat.actor, measure_id=measure.measure_id, number=number)


def _show_heading(seat: Seat, opened: OpenedAssessment, judgement: Judgement) -> None:
    measure = opened.measure
    look.page_header(
        measure.title,
        language=seat.language,
        kicker=[
            seat.say("assess.kind"),
            seat.example_mark(measure.is_example),
            measure.municipality,
            seat.say("measures.revision", number=measure.revision_number),
            seat.say("measures.phase", phase=findings.phase_name(measure.facts["phase"])),
            seat.say("result.catalogue", catalogue=opened.catalogue.title, version=opened.catalogue.version),
            look.badge("neutral", "", seat.say(findings.gate_standing(judgement.gate))),
        ],
        browser_title=seat.say("result.browser_title", measure=measure.title),
    )


def _show_finding(seat: Seat, opened: OpenedAssessment, judgement: Judgement) -> None:
    if not judgement.judged:
        return
    notes = [
        findings.phase_expectation(judgement),
        findings.judged_share(judgement.judged, judgement.applicable),
        findings.not_applicable_count(judgement),
    ]
    look.show(
        look.finding(seat.say(findings.headline(opened.catalogue, judgement))),
        look.muted(" · ".join(seat.say(note) for note in notes if note is not None)),
    )


def _show_nothing_yet(seat: Seat, opened: OpenedAssessment) -> None:
    st.info(seat.say("result.nothing_yet"))
    st.page_link(
        page(PageName.ASSESS, seat.language),
        label=seat.say("result.to_assess"),
        query_params=link_to_measure(opened.measure.measure_id),
    )


def _show_profile(seat: Seat, opened: OpenedAssessment, judgement: Judgement) -> None:
    total = seat.say("result.total", points=findings.points(judgement.total.value))
    span = findings.span(judgement.total)
    look.show(
        profile(seat, opened.catalogue, judgement),
        look.row(
            class_badge(seat, findings.class_of(opened.catalogue, judgement)),
            gate_badge(seat, judgement.gate),
            look.badge("neutral", "", f"{total} · {seat.say(span)}" if span else total),
        ),
    )


def _show_advice(seat: Seat, opened: OpenedAssessment, judgement: Judgement) -> None:
    look.show(look.heading(seat.say("result.what_helps")))
    found = what_helps_most(opened.catalogue, judgement, [opened.given], opened.facts)
    if not found:
        look.show(look.element("p", seat.say("result.nothing_to_add")))
        return
    look.show(advice_in_order(seat, opened.catalogue, judgement, found[:SHOWN_ADVICE]))


def _show_strengths(seat: Seat, opened: OpenedAssessment, judgement: Judgement) -> None:
    strengths = findings.strengths(opened.catalogue, judgement)
    if strengths is not None:
        look.show(look.heading(seat.say("result.strengths")), look.element("p", seat.say(strengths)))


def _show_next_steps(seat: Seat, opened: OpenedAssessment) -> None:
    look.show(look.heading(seat.say("result.next_steps")))
    to_measure = link_to_measure(opened.measure.measure_id)
    if not opened.measure.submitted:
        link_to_submitting(seat, opened.measure)
    for name, label in (
        (PageName.ASSESS, "result.to_assess"),
        (PageName.MEASURES, "result.to_facts"),
    ):
        st.page_link(page(name, seat.language), label=seat.say(label), query_params=to_measure)
    st.page_link(page(PageName.COMPARE, seat.language), label=seat.say("result.to_compare"))
    link_to_history(seat, opened.measure)
    offer_result_pdf(seat, opened)


def _show_formula(seat: Seat, opened: OpenedAssessment, judgement: Judgement) -> None:
    with st.expander(seat.say("result.how_it_came_about")):
        look.show(
            formula_table(seat, opened.catalogue, judgement),
            look.muted(
                seat.say("result.rules", catalogue=opened.catalogue.title, version=opened.catalogue.version)
            ),
        )
    st.page_link(page(PageName.METHOD, seat.language), label=seat.say("pages.to_method"))


def _show_answers(seat: Seat, opened: OpenedAssessment) -> None:
    """Folded per criterion, with reasons and evidence."""
    parts = ("question", "answer", "reason", "evidence", "points")
    columns = [look.Column(seat.say(f"result.{part}")) for part in parts]
    for criterion in opened.catalogue.criteria:
        title = seat.say("result.answers_of", criterion=criterion.title)
        with st.expander(title, key=f"answers-{criterion.id}"):
            rows = [_answer_row(seat, opened, question) for question in criterion.questions]
            look.show(look.table(columns, rows, caption=title, hide_caption=True))


def _answer_row(seat: Seat, opened: OpenedAssessment, question: Question) -> list[look.Child]:
    answer = opened.answers[question.id]
    said, points = seat.say(findings.answer_state_name(answer.given.kind)), "–"
    if answer.given.kind is AnswerKind.LEVEL and answer.given.level is not None:
        level = answer.given.level
        said = f"{level} – {seat.say(question.levels[level].anchor)}"
        points = str(rounded(question.values[level]))
    evidence = [described_evidence(seat, item) for item in opened.evidence.get(question.id, ())]
    shown = look.element("div", *evidence) if evidence else "–"
    return [seat.say(question.title), said, answer.reason or "–", shown, points]


def _page_of(seat: Seat, similar: SimilarMeasure) -> PageName:
    """Others' results are not opened by a released fact sheet."""
    return PageName.RESULT if seat.actor.plans_for(similar.municipality_id) else PageName.MEASURES


def _show_similar(seat: Seat, similar: Sequence[SimilarMeasure]) -> None:
    look.show(look.heading(seat.say("similar.title")))
    if not similar:
        look.show(look.muted(seat.say("similar.none")))
        return
    entries = (
        (
            look.joined(
                [
                    measure_link(_page_of(seat, each), each.measure_id, each.title),
                    " ",
                    seat.example_mark(each.is_example),
                ]
            ),
            _about(seat, each),
        )
        for each in similar
    )
    look.show(look.box(look.entry_list(entries), look.muted(seat.say("similar.note"), small=True)))


def _about(seat: Seat, similar: SimilarMeasure) -> str:
    parts = [similar.municipality, seat.say(findings.phase_name(similar.phase)), seat.say("similar.possibly")]
    matters: list[Text | Message] = [*similar.topics]
    if similar.same_field is not None:
        field = Message.of(f"field.{similar.same_field.value}")
        matters.append(Message.of("similar.field", field=field))
    if matters:
        parts.append(seat.say("similar.common", matters=tuple(matters)))
    return " · ".join(parts)


show_result(take_seat())
