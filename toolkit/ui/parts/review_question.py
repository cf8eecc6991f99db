"""One question of a review: its levels, the evidence, what is said about it; each saved when it is given."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup
from sqlmodel import Session

from toolkit import findings
from toolkit.access import Actor
from toolkit.catalogue import Question
from toolkit.judging import AnswerKind, GivenAnswer
from toolkit.model.inputs import ReviewAnswerInput
from toolkit.services.assessments import AnswerState
from toolkit.services.reviewing import answer_review_question
from toolkit.services.reviews import OpenedReview
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat
from toolkit.ui.parts.evidence import described_evidence
from toolkit.ui.parts.review_texts import Snippets, show_comments
from toolkit.ui.saving import (
    clock,
    conflict_at,
    fresh_widget_value,
    is_saved,
    problem_at,
    remember_seen,
    save_review,
    seen,
    settle_conflict,
    unsaved_at,
)

WITHOUT_LEVEL = (AnswerKind.NOT_APPLICABLE, AnswerKind.CANNOT_JUDGE)


def show_review_question(seat: Seat, review: OpenedReview, question: Question, snippets: Snippets) -> None:
    """The key of the container tells `static/shell.js` where a digit chooses and Enter goes on."""
    remember_seen(_place(review, question), review.answer(question.id).version)
    with st.container(key=f"asked-{question.id}", border=True):
        _show_heading(seat, review, question)
        with st.container():
            _show_problem(seat, review, question)
            _show_conflict(seat, review, question)
        if review.verdict.allowed:
            with st.container(key=f"answer-{question.id}"):
                _show_levels(seat, review, question)
                _show_other_answers(seat, review, question)
        elif review.own.assessment_id is not None:
            look.show(_written(seat, review, question))
        with st.container():
            _show_change_reason(seat, review, question)
        look.show(_evidence(seat, review, question), _self_assessment(seat, review, question))
        show_comments(seat, review, question.id, snippets)


def level_words(seat: Seat, given: GivenAnswer) -> str:
    if given.level is not None:
        return seat.say("assess.level", level=given.level)
    return seat.say(findings.answer_state_name(given.kind))


def address_of(question: str) -> str:
    """The part of the page where a question stands."""
    return f"frage-{question}"


def _show_heading(seat: Seat, review: OpenedReview, question: Question) -> None:
    number = list(review.catalogue.questions).index(question.id) + 1
    total = len(review.catalogue.questions)
    carried = review.answer(question.id).carried_over
    look.show(
        look.muted(
            seat.say("reviewing.question", number=number, total=total, title=question.title), small=True
        ),
        look.element(
            "h3",
            seat.say(question.text),
            class_="mk-heading",
            id=address_of(question.id),
            data_mk_asked=question.id,
            tabindex="-1",
        ),
        look.badge("info", "", seat.say("reviewing.carried_over")) if carried else None,
        look.helps(
            [
                (seat.say("reviewing.why"), seat.say(question.why)),
                (seat.say("reviewing.expected"), seat.say(question.expected_evidence)),
            ]
        ),
    )


def _show_levels(seat: Seat, review: OpenedReview, question: Question) -> None:
    key = f"level-{review.revision_id}-{question.id}"
    level = review.answer(question.id).given.level
    if level is not None or key in st.session_state:
        # Told to show nothing, the browser would drop a level that was chosen before the page was complete.
        fresh_widget_value(key, level)

    def save() -> None:
        _save(seat, review, question, ReviewAnswerInput.at(st.session_state[key]))

    st.radio(
        seat.say(question.text),
        options=range(len(question.levels)),
        index=None,
        key=key,
        format_func=lambda level: look.level_option(str(level), seat.say(question.levels[level].anchor)),
        label_visibility="collapsed",
        width="stretch",
        on_change=save,
    )


def _show_other_answers(seat: Seat, review: OpenedReview, question: Question) -> None:
    answer = review.answer(question.id)
    given = answer.given
    offered = [AnswerKind.CANNOT_JUDGE]
    if question.not_applicable:
        offered.insert(0, AnswerKind.NOT_APPLICABLE)
    if given.kind is not AnswerKind.OPEN:
        offered.append(AnswerKind.OPEN)
    with st.container(horizontal=True, vertical_alignment="center", key=f"other-answers-{question.id}"):
        for kind in offered:
            st.button(
                seat.say(f"assess.choose.{kind.value}"),
                key=f"choose-{kind.value}-{_place(review, question)}",
                type="secondary" if kind is given.kind else "tertiary",
                on_click=_save,
                args=(seat, review, question, ReviewAnswerInput.without_level(kind)),
            )
        if answer.changed_at is not None and unsaved_at(_place(review, question)) is None:
            look.show(look.muted(seat.say("assess.saved", time=clock(answer.changed_at)), small=True))
    if given.kind in WITHOUT_LEVEL:
        look.show(look.status(seat.say(f"reviewing.chosen.{given.kind.value}")))


def _written(seat: Seat, review: OpenedReview, question: Question) -> Markup:
    """The own answer where nothing can be written any more: read, not chosen."""
    given = review.answer(question.id).given
    title = f"{seat.say('reviewing.gaps.own')}: {level_words(seat, given)}"
    anchor = seat.say(question.levels[given.level].anchor) if given.level is not None else None
    return look.box(
        look.element("p", look.element("strong", title)), look.element("p", anchor) if anchor else None
    )


def _show_change_reason(seat: Seat, review: OpenedReview, question: Question) -> None:
    """Only where the level is another one than before the self-assessment was seen."""
    answer = review.answer(question.id)
    if not review.is_changed(question.id):
        return
    first = seat.say("reviewing.first_none")
    if answer.first_level is not None:
        first = seat.say("reviewing.first_level", level=answer.first_level)
    label = seat.say("reviewing.change_reason")
    if not review.verdict.allowed:
        look.show(look.description_list([(first, answer.change_reason)]))
        return
    key = f"change-{_place(review, question)}"
    waiting: ReviewAnswerInput | None = unsaved_at(_place(review, question))
    fresh_widget_value(key, (waiting.change_reason if waiting else None) or answer.change_reason)

    def save() -> None:
        _save(seat, review, question, ReviewAnswerInput(change_reason=st.session_state[key]))
        if is_saved(_place(review, question)):
            drafts.note_taken(key, st.session_state[key])

    look.show(look.badge("warning", "!", first))
    with drafts.kept(seat, key, label=label, stored=answer.change_reason):
        st.text_area(label, key=key, max_chars=2000, height=72, on_change=save)


def _evidence(seat: Seat, review: OpenedReview, question: Question) -> Markup:
    """Where the municipality's answer can be looked up: without what it concludes from it."""
    items = review.evidence.get(question.id, ())
    title = look.element("p", look.element("strong", seat.say("reviewing.evidence", n=len(items))))
    return look.element("div", title, *(described_evidence(seat, item) for item in items), class_="mk-small")


def _self_assessment(seat: Seat, review: OpenedReview, question: Question) -> Markup | None:
    """What the municipality chose, and why, as soon as it may be shown."""
    shown = review.self_assessment.get(question.id)
    if shown is None:
        if not (review.is_revealed or review.self_assessment) or question.id in review.open_questions:
            return None
        shown = AnswerState(question.id)
    level = shown.given.level
    anchor = seat.say(question.levels[level].anchor) if level is not None else None
    differs = shown.given != review.answer(question.id).given
    mark = look.badge("warning", "≠", seat.say("reviewing.differs")) if differs else None
    return look.box(
        look.element(
            "p",
            look.element("strong", f"{seat.say('reviewing.self')}: {level_words(seat, shown.given)}"),
            *((" ", mark) if mark and review.own.assessment_id else ()),
        ),
        look.element("p", anchor) if anchor else None,
        look.element("p", shown.reason, class_="mk-text") if shown.reason else None,
    )


def _save(seat: Seat, review: OpenedReview, question: Question, change: ReviewAnswerInput) -> None:
    place = _place(review, question)

    def write(session: Session, actor: Actor) -> int:
        return answer_review_question(
            session,
            actor,
            measure_id=review.measure.measure_id,
            revision_id=review.revision_id,
            question=question.id,
            based_on=seen(place),
            change=change,
        ).version

    save_review(seat, place, write, entered=change)


def _show_problem(seat: Seat, review: OpenedReview, question: Question) -> None:
    place = _place(review, question)
    problem, waiting = problem_at(place), unsaved_at(place)
    if problem is None:
        return
    st.error(seat.label(problem))
    if waiting is not None:
        st.button(
            seat.say("pages.save_again"),
            key=f"again-{place}",
            on_click=_save,
            args=(seat, review, question, waiting),
        )


def _show_conflict(seat: Seat, review: OpenedReview, question: Question) -> None:
    place = _place(review, question)
    conflict = conflict_at(place)
    if conflict is None:
        return
    mine: ReviewAnswerInput = conflict.mine
    theirs: AnswerState = conflict.theirs
    if mine.kind is None:
        sides = (mine.change_reason or "", theirs.change_reason)
    else:
        sides = (level_words(seat, GivenAnswer(mine.kind, mine.level)), level_words(seat, theirs.given))
    names = (seat.say("assess.mine"), seat.say("assess.theirs"))
    with st.container(key=f"conflict-{place}", border=True):
        st.warning(seat.say("review.text_conflict"))
        look.show(look.description_list(zip(names, sides, strict=True)))
        with st.container(horizontal=True):
            st.button(
                seat.say("assess.take_mine"),
                key=f"mine-{place}",
                type="primary",
                on_click=_save,
                args=(seat, review, question, mine),
            )
            st.button(
                seat.say("assess.keep_theirs"),
                key=f"theirs-{place}",
                on_click=settle_conflict,
                args=(place,),
            )


def _place(review: OpenedReview, question: Question) -> str:
    return f"review-{review.revision_id}-{question.id}"
