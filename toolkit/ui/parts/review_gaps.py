"""The self-assessment after the own levels, and where the two differ, the largest gap first."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from toolkit import findings
from toolkit.judging import Gap
from toolkit.services.reviewing import reveal_self_assessment
from toolkit.services.reviews import OpenedReview
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.parts.review_question import address_of, level_words


def show_gaps(seat: Seat, review: OpenedReview) -> None:
    look.show(
        look.element(
            "h2",
            seat.say("reviewing.gaps.title"),
            class_="mk-heading",
            data_mk_after_asked=True,
            tabindex="-1",
        )
    )
    if review.is_revealed:
        _show_table(seat, review)
    elif review.verdict.allowed:
        _offer_reveal(seat, review)
    elif review.self_assessment:
        look.show(look.muted(seat.say("reviewing.gaps.no_own")))
    else:
        look.show(look.muted(seat.say("reviewing.gaps.not_shown")))


def _offer_reveal(seat: Seat, review: OpenedReview) -> None:
    missing = len(review.open_questions)

    def reveal() -> None:
        with writing() as session:
            reveal_self_assessment(
                session,
                seat.actor_now(session),
                measure_id=review.measure.measure_id,
                revision_id=review.revision_id,
            )

    look.show(
        look.element(
            "p",
            seat.say("review.not_yet_revealed", n=missing) if missing else seat.say("reviewing.gaps.help"),
        )
    )
    st.button(
        seat.say("reviewing.gaps.reveal"),
        key="reveal",
        type="primary",
        disabled=bool(missing),
        on_click=act,
        args=(reveal,),
    )


def _show_table(seat: Seat, review: OpenedReview) -> None:
    if not review.gaps:
        look.show(look.element("p", seat.say("reviewing.gaps.none")))
        return
    columns = [
        look.Column(seat.say("result.question"), width=34),
        look.Column(seat.say("reviewing.gaps.own")),
        look.Column(seat.say("table.municipality")),
        look.Column(seat.say("reviewing.gaps.distance"), align="end"),
    ]
    rows = [
        [
            _link(seat, review, gap),
            level_words(seat, gap.own),
            level_words(seat, gap.other),
            _distance(seat, gap),
        ]
        for gap in review.gaps
    ]
    caption = seat.say("reviewing.gaps.found", n=len(rows))
    look.show(look.element("p", caption), look.table(columns, rows, caption=caption, hide_caption=True))


def _link(seat: Seat, review: OpenedReview, gap: Gap) -> Markup:
    title = seat.say(review.catalogue.questions[gap.question].title)
    return look.element("a", title, href=f"#{address_of(gap.question)}", target="_self")


def _distance(seat: Seat, gap: Gap) -> str:
    if gap.points is None:
        return seat.say("reviewing.gaps.no_distance")
    direction = "higher" if gap.points > 0 else "lower"
    return seat.say(f"reviewing.gaps.{direction}", points=findings.points(abs(gap.points)))
