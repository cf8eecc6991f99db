"""One question: its levels, the other answers, the reason; each saved when it is given."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit import findings
from toolkit.catalogue import Catalogue, Criterion, Question, terms_in
from toolkit.judging import AnswerKind
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import AnswerState, OpenedAssessment
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, link_to_measure
from toolkit.ui.navigation import PageName, measure_address, page
from toolkit.ui.parts.answer_sheet import offer_question_sheet
from toolkit.ui.parts.confirmation import show_confirmation
from toolkit.ui.parts.earlier import earlier_captions, show_earlier
from toolkit.ui.parts.evidence import show_evidence
from toolkit.ui.parts.submitting import QUESTION_PARAMETER, SUBMITTING_STEP
from toolkit.ui.saving import (
    Conflict,
    answer_words,
    clock,
    conflict_at,
    fresh_widget_value,
    is_saved,
    problem_at,
    remember_seen,
    save_answer,
    seen,
    settle_conflict,
    unsaved_at,
)

WITHOUT_LEVEL = (AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE)


def show_question(
    seat: Seat,
    opened: OpenedAssessment,
    question: Question,
    earlier: OpenedAssessment | None,
    *,
    editable: bool,
) -> None:
    """`earlier` is the last submitted assessment of the same measure, to stand beside the new choice."""
    criterion = opened.catalogue.criterion_of[question.id]
    answer = opened.answers[question.id]
    place = _place(opened, question)
    remember_seen(place, answer.version)
    look.show(
        look.muted(_position(seat, criterion, question), small=True),
        look.element(
            "h2", seat.say(question.text), class_="mk-heading", data_mk_step=question.id, tabindex="-1"
        ),
        look.muted(seat.say("assess.why", why=question.why)),
    )
    _show_helps(seat, opened.catalogue, question)
    # What comes and goes has a place of its own: else the fields below would be drawn anew with it. The first
    # one stays in view (look.css).
    with st.container(key="problem"):
        _show_problem(seat, opened, question, editable=editable)
        _show_conflict(seat, opened, question, place)
    with st.container():
        show_confirmation(seat, opened, question, place, editable=editable)
    with st.container(key="answer" if editable else "answer-locked"):
        _show_levels(seat, opened, question, earlier, disabled=not editable)
        with st.container():
            show_earlier(seat, question, earlier, answer)
        _show_other_answers(seat, opened, question, disabled=not editable)
        _show_reason(seat, opened, question, disabled=not editable)
        _show_feasible_soon(seat, opened, question, disabled=not editable)
    from_level = question.evidence_required_from
    show_evidence(
        seat,
        opened.measure,
        question.id,
        opened.evidence.get(question.id, ()),
        needed=from_level is not None and (answer.given.level or 0) >= from_level,
        disabled=not editable,
    )
    _show_passing_on(seat, opened, question, disabled=not editable)
    _show_steps(seat, opened, question, answer)
    look.show(look.muted(seat.say("assess.keys"), small=True))


def _show_helps(seat: Seat, catalogue: Catalogue, question: Question) -> None:
    """An example answer and the words that need explaining, each unfolded in its place."""
    example = look.joined(
        [
            look.element("p", seat.say(question.example)),
            look.muted(seat.say("assess.expected_evidence", evidence=question.expected_evidence)),
        ]
    )
    terms = ((seat.say(each.term), seat.say(each.explanation)) for each in terms_in(catalogue, question))
    look.show(
        look.helps([(seat.say("assess.example_only"), example), *terms]),
        look.muted(seat.say("assess.choose_highest"), small=True),
    )


def _position(seat: Seat, criterion: Criterion, question: Question) -> str:
    number = [own.id for own in criterion.questions].index(question.id) + 1
    return seat.say("assess.position", criterion=criterion.title, number=number, all=len(criterion.questions))


def _show_levels(
    seat: Seat,
    opened: OpenedAssessment,
    question: Question,
    earlier: OpenedAssessment | None,
    *,
    disabled: bool,
) -> None:
    answer, place = opened.answers[question.id], _place(opened, question)
    key = f"level-{place}"
    fresh_widget_value(key, answer.given.level)

    def save() -> None:
        level = st.session_state[key]
        _save(seat, opened, question, AnswerInput.at(level))

    st.radio(
        seat.say(question.text),
        options=range(len(question.levels)),
        index=None,
        key=key,
        format_func=lambda level: look.level_option(str(level), seat.say(question.levels[level].anchor)),
        captions=earlier_captions(seat, question, earlier, _captions(seat, opened, question, answer)),
        label_visibility="collapsed",
        width="stretch",
        disabled=disabled,
        on_change=save,
    )


def _captions(
    seat: Seat, opened: OpenedAssessment, question: Question, answer: AnswerState
) -> Sequence[str] | None:
    """What is usual for the phase is said after choosing, not before."""
    if answer.given.level is None:
        return None
    phase = opened.measure.facts["phase"]
    usual, chosen = question.usual.at(phase.stage), answer.given.level
    where = "at" if chosen == usual else "above" if chosen > usual else "below"
    tone: look.Tone = "warning" if where == "below" else "success"
    note = look.badge_label(tone, seat.say(f"assess.usual_{where}", usual=findings.usual_for(phase)))
    return [note if level == chosen else "" for level in range(len(question.levels))]


def _show_other_answers(seat: Seat, opened: OpenedAssessment, question: Question, *, disabled: bool) -> None:
    answer, place = opened.answers[question.id], _place(opened, question)
    offered = [AnswerKind.CANNOT_JUDGE]
    if question.not_applicable:
        offered.insert(0, AnswerKind.NOT_APPLICABLE)
    if answer.given.kind is not AnswerKind.OPEN:
        offered.append(AnswerKind.OPEN)
    with st.container(horizontal=True, key="other-answers"):
        for kind in offered:
            st.button(
                seat.say(f"assess.choose.{kind.value}"),
                key=f"choose-{kind.value}-{place}",
                type="secondary" if kind is answer.given.kind else "tertiary",
                disabled=disabled,
                on_click=_save,
                args=(seat, opened, question, AnswerInput.without_level(kind)),
            )
    with st.container():
        if answer.given.kind in WITHOUT_LEVEL:
            look.show(look.status(seat.say(f"assess.chosen.{answer.given.kind.value}")))
        if answer.given.kind is AnswerKind.NOT_APPLICABLE and question.not_applicable_when:
            look.show(look.muted(seat.say(question.not_applicable_when), small=True))


def _show_reason(seat: Seat, opened: OpenedAssessment, question: Question, *, disabled: bool) -> None:
    answer, place = opened.answers[question.id], _place(opened, question)
    key = f"reason-{place}"
    waiting: AnswerInput | None = unsaved_at(place)
    fresh_widget_value(key, waiting.reason if waiting and waiting.reason is not None else answer.reason)

    def save() -> None:
        _save_text(seat, opened, question, key, AnswerInput(reason=st.session_state[key]))

    needed = (
        answer.given.level in question.reason_required_at or answer.given.kind is AnswerKind.NOT_APPLICABLE
    )
    label = seat.say("assess.reason_needed" if needed else "assess.reason")
    with drafts.kept(seat, key, label=label, stored=answer.reason):
        st.text_area(label, key=key, max_chars=4000, disabled=disabled, on_change=save)


def _show_feasible_soon(seat: Seat, opened: OpenedAssessment, question: Question, *, disabled: bool) -> None:
    """Only where there is a next level; it decides between pieces of advice that are otherwise equal."""
    answer, place = opened.answers[question.id], _place(opened, question)
    if answer.given.level is None or answer.given.level == question.top_level:
        return
    key = f"soon-{place}"
    fresh_widget_value(key, answer.feasible_soon)

    def save() -> None:
        _save(seat, opened, question, AnswerInput(feasible_soon=st.session_state[key]))

    st.checkbox(seat.say("assess.feasible_soon"), key=key, disabled=disabled, on_change=save)


def _show_passing_on(seat: Seat, opened: OpenedAssessment, question: Question, *, disabled: bool) -> None:
    """A question that somebody else can answer: who, and the address to send."""
    answer, place = opened.answers[question.id], _place(opened, question)
    key = f"waiting-{place}"
    fresh_widget_value(key, answer.waiting_for)

    def save() -> None:
        _save_text(seat, opened, question, key, AnswerInput(waiting_for=st.session_state[key]))

    waits = seat.say("assess.waits_for", name=answer.waiting_for) if answer.waiting_for else ""
    title = seat.say("assess.pass_on")
    with st.expander(f"{title} · {look.plain(waits)}" if waits else title, key=f"pass-on-{question.id}"):
        label = seat.say("assess.waiting_for")
        with drafts.kept(seat, key, label=label, stored=answer.waiting_for):
            st.text_input(label, key=key, max_chars=200, disabled=disabled, on_change=save)
        look.show(look.muted(seat.say("assess.waiting_note"), small=True))
        st.code(_address(opened, question), language=None, wrap_lines=True)
        offer_question_sheet(seat, opened, question)


def _address(opened: OpenedAssessment, question: Question) -> str:
    """Where this question stands, as this reader reached the app."""
    path = measure_address(PageName.ASSESS, opened.measure.measure_id)
    origin = (st.context.url or "").rsplit("/", 1)[0]
    return f"{origin}/{path}&{QUESTION_PARAMETER}={question.id}"


def _show_steps(seat: Seat, opened: OpenedAssessment, question: Question, answer: AnswerState) -> None:
    order = list(opened.catalogue.questions)
    position = order.index(question.id)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="steps"):
        if position:
            st.button(seat.say("assess.back"), key="back", on_click=_go_to, args=(order[position - 1],))
        if unsaved_at(_place(opened, question)) is not None:
            look.show(look.muted(seat.say("pages.not_saved_yet")))
        elif answer.changed_at is not None:
            look.show(look.status(seat.say("assess.saved", time=clock(answer.changed_at))))
        if position + 1 < len(order):
            st.button(
                seat.say("assess.next"),
                key="next",
                type="primary",
                on_click=_go_to,
                args=(order[position + 1],),
            )
            return
        if st.button(seat.say("assess.to_result"), key="to-result"):
            st.switch_page(
                page(PageName.RESULT, seat.language),
                query_params=link_to_measure(opened.measure.measure_id),
            )
        st.button(
            seat.say("submitting.to_last_step"),
            key="to-submitting",
            type="primary",
            on_click=_go_to,
            args=(SUBMITTING_STEP,),
        )


def _save_text(
    seat: Seat, opened: OpenedAssessment, question: Question, key: str, change: AnswerInput
) -> None:
    _save(seat, opened, question, change)
    if is_saved(_place(opened, question)):
        drafts.note_taken(key, st.session_state[key])


def _save(seat: Seat, opened: OpenedAssessment, question: Question, change: AnswerInput) -> None:
    place = _place(opened, question)
    save_answer(
        seat,
        measure_id=opened.measure.measure_id,
        assessment_id=opened.assessment_id,
        question=question.id,
        place=place,
        change=change,
        based_on=seen(place),
    )


def _show_problem(seat: Seat, opened: OpenedAssessment, question: Question, *, editable: bool) -> None:
    place = _place(opened, question)
    problem, waiting = problem_at(place), unsaved_at(place)
    if problem is None:
        return
    st.error(seat.label(problem))
    if waiting is not None and (waiting.kind is not None or not editable):
        # A text stays in its field unless that is locked and so drawn anew; a level goes back to what is
        # stored. Both are said here.
        look.show(look.description_list([(seat.say("pages.not_saved_yet"), answer_words(seat, waiting))]))
    if waiting is not None:
        st.button(
            seat.say("pages.save_again"),
            key=f"again-{place}",
            disabled=not editable,
            on_click=_save,
            args=(seat, opened, question, waiting),
        )


def _show_conflict(seat: Seat, opened: OpenedAssessment, question: Question, place: str) -> None:
    conflict = conflict_at(place)
    if conflict is None:
        return
    mine, theirs = _both_versions(seat, conflict)
    with st.container(key="conflict", border=True):
        st.warning(seat.say("services.answer_conflict"))
        look.show(
            look.description_list([(seat.say("assess.mine"), mine), (seat.say("assess.theirs"), theirs)])
        )
        with st.container(horizontal=True):
            st.button(
                seat.say("assess.take_mine"),
                key="take-mine",
                type="primary",
                on_click=_save,
                args=(seat, opened, question, conflict.mine),
            )
            st.button(
                seat.say("assess.keep_theirs"), key="keep-theirs", on_click=settle_conflict, args=(place,)
            )


def _both_versions(seat: Seat, conflict: Conflict) -> tuple[str, str]:
    mine: AnswerInput = conflict.mine
    theirs: AnswerState = conflict.theirs
    if mine.kind is None:
        return mine.reason or seat.say("assess.no_text"), theirs.reason or seat.say("assess.no_text")
    return answer_words(seat, mine), answer_words(seat, theirs)


def _place(opened: OpenedAssessment, question: Question) -> str:
    return f"{opened.assessment_id}-{question.id}"


def _go_to(question: str) -> None:
    st.query_params[QUESTION_PARAMETER] = question
