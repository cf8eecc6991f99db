"""The end of a review: what it recommends, what is missing, and completing it."""

from __future__ import annotations

import streamlit as st
from sqlmodel import Session

from toolkit.access import Actor
from toolkit.model import RecommendationKind
from toolkit.model.inputs import RecommendationInput
from toolkit.services.review_texts import LONGEST_COMMENT, recommend
from toolkit.services.reviewing import complete_review, what_a_review_lacks
from toolkit.services.reviews import OpenedReview, RecommendationState
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.parts.review_question import address_of
from toolkit.ui.saving import (
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


def show_end(seat: Seat, review: OpenedReview) -> None:
    stored = review.own.recommendation
    if not review.verdict.allowed:
        _show_written(seat, stored)
        return
    look.show(
        look.element(
            "h2", seat.say("reviewing.recommendation"), class_="mk-heading", id="empfehlung", tabindex="-1"
        )
    )
    place = _place(review)
    remember_seen(place, stored.version)
    problem = problem_at(place)
    if problem is not None:
        st.error(seat.label(problem))
    _show_conflict(seat, review)
    _show_kinds(seat, review)
    _show_text(seat, review)
    _show_completing(seat, review)


def recommendation_words(seat: Seat, stored: RecommendationState) -> str:
    if stored.kind is None:
        return seat.say("reviewing.no_recommendation")
    words = seat.say(f"recommendation.{stored.kind.value}")
    return f"{words}. {stored.text}" if stored.text else words


def _show_written(seat: Seat, stored: RecommendationState) -> None:
    if stored.kind is not None or stored.text:
        name = seat.say("reviewing.recommendation")
        look.show(look.description_list([(name, recommendation_words(seat, stored))]))


def _show_kinds(seat: Seat, review: OpenedReview) -> None:
    key = f"recommend-{review.revision_id}"
    fresh_widget_value(key, review.own.recommendation.kind)

    def save() -> None:
        _save(seat, review, RecommendationInput(kind=st.session_state[key]))

    st.radio(
        seat.say("reviewing.recommendation"),
        list(RecommendationKind),
        index=None,
        key=key,
        format_func=lambda kind: seat.label(f"recommendation.{kind.value}"),
        label_visibility="collapsed",
        on_change=save,
    )


def _show_text(seat: Seat, review: OpenedReview) -> None:
    key, stored = f"recommend-text-{review.revision_id}", review.own.recommendation.text
    waiting: RecommendationInput | None = unsaved_at(_place(review))
    fresh_widget_value(key, (waiting.text if waiting else None) or stored)
    label = seat.say("reviewing.recommendation_text")

    def save() -> None:
        _save(seat, review, RecommendationInput(text=st.session_state[key]))
        if is_saved(_place(review)):
            drafts.note_taken(key, st.session_state[key])

    with drafts.kept(seat, key, label=label, stored=stored):
        st.text_area(label, key=key, max_chars=LONGEST_COMMENT, on_change=save)


def _show_completing(seat: Seat, review: OpenedReview) -> None:
    kind = review.programme_kind.value
    look.show(look.heading(seat.say(f"reviewing.complete.title.{kind}")))
    lacking = what_a_review_lacks(review)
    if lacking:
        links = (
            look.element(
                "li",
                look.element(
                    "a",
                    seat.say(missing.message),
                    href=f"#{address_of(missing.question) if missing.question else 'empfehlung'}",
                    target="_self",
                ),
            )
            for missing in lacking
        )
        title = seat.say("review.not_yet_complete", n=len(lacking))
        look.show(look.alert("info", title, look.element("ul", *links)))
    else:
        look.show(look.element("p", seat.say(f"reviewing.complete.help.{kind}")))

    def complete() -> None:
        with writing() as session:
            complete_review(
                session,
                seat.actor_now(session),
                measure_id=review.measure.measure_id,
                revision_id=review.revision_id,
            )

    st.button(
        seat.say(f"reviewing.complete.do.{kind}"),
        key="complete",
        type="primary",
        disabled=bool(lacking),
        on_click=act,
        args=(complete,),
    )


def _save(seat: Seat, review: OpenedReview, change: RecommendationInput) -> None:
    place = _place(review)

    def write(session: Session, actor: Actor) -> int:
        return recommend(
            session,
            actor,
            measure_id=review.measure.measure_id,
            revision_id=review.revision_id,
            change=change,
            based_on=seen(place),
        ).version

    save_review(seat, place, write, entered=change)


def _show_conflict(seat: Seat, review: OpenedReview) -> None:
    place = _place(review)
    conflict = conflict_at(place)
    if conflict is None:
        return
    mine: RecommendationInput = conflict.mine
    wanted = RecommendationState(kind=mine.kind or conflict.theirs.kind, text=mine.text or "")
    sides = [
        (seat.say("assess.mine"), recommendation_words(seat, wanted)),
        (seat.say("assess.theirs"), recommendation_words(seat, conflict.theirs)),
    ]
    with st.container(key=f"conflict-{place}", border=True):
        st.warning(seat.say("review.text_conflict"))
        look.show(look.description_list(sides))
        with st.container(horizontal=True):
            st.button(
                seat.say("assess.take_mine"),
                key=f"mine-{place}",
                type="primary",
                on_click=_save,
                args=(seat, review, mine),
            )
            st.button(
                seat.say("assess.keep_theirs"),
                key=f"theirs-{place}",
                on_click=settle_conflict,
                args=(place,),
            )


def _place(review: OpenedReview) -> str:
    return f"recommendation-{review.revision_id}"
