"""What a reviewer should know before the first level: an earlier review, a newer revision, what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from toolkit.services.reviewing import confirm_review, start_from_earlier_review
from toolkit.services.reviews import OpenedReview
from toolkit.services.rounds import ItemState, RoundState, question_title
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.parts.revisions import link_to_revisions

Verb = Callable[..., object]


def show_what_came_before(seat: Seat, review: OpenedReview, rounds: Sequence[RoundState]) -> None:
    if review.verdict.reason is not None:
        st.info(seat.label(review.verdict.reason))
    link_to_revisions(seat, review.measure)
    _show_rounds(seat, review, rounds)
    _offer_earlier(seat, review)


def _offer_earlier(seat: Seat, review: OpenedReview) -> None:
    """As long as nothing is written for this revision, the earlier review can hold, or be the beginning."""
    earlier = review.earlier
    if earlier is None or not review.verdict.allowed or review.own.answers or review.own.comments:
        return
    with st.container(border=True, key="earlier-review"):
        kind = review.programme_kind.value
        look.show(
            look.element("p", seat.say(f"reviewing.earlier.{kind}", number=earlier.revision_number)),
            look.muted(seat.say("reviewing.earlier.help", number=review.measure.revision_number), small=True),
        )
        with st.container(horizontal=True):
            if earlier.is_final and earlier.same_catalogue:
                _button(seat, review, "confirm", confirm_review)
            _button(seat, review, "start", start_from_earlier_review)


def _button(seat: Seat, review: OpenedReview, name: str, verb: Verb) -> None:
    def run() -> None:
        with writing() as session:
            verb(
                session,
                seat.actor_now(session),
                measure_id=review.measure.measure_id,
                revision_id=review.revision_id,
            )

    label = seat.say(f"reviewing.earlier.{name}", number=review.measure.revision_number)
    st.button(label, key=f"earlier-{name}", on_click=act, args=(partial(run),))


def _show_rounds(seat: Seat, review: OpenedReview, rounds: Sequence[RoundState]) -> None:
    """What was asked for, and what the municipality replied: the reason to look at it once more."""
    for asked in rounds:
        title = seat.say(f"reviewing.round.{asked.kind.value}", number=asked.revision_number)
        with st.expander(title, key=f"round-{asked.number}"):
            look.show(
                look.element("p", asked.text, class_="mk-text") if asked.text else None,
                look.entry_list(
                    (
                        look.joined(
                            [seat.say(question_title(review.catalogue, item.question)), ": ", item.text]
                        ),
                        _reply(seat, item),
                    )
                    for item in asked.items
                ),
            )


def _reply(seat: Seat, item: ItemState) -> str:
    if item.reply.stance is None:
        return seat.say("reviewing.round.no_reply")
    stance = seat.say(f"reviewing.round.{item.reply.stance.value}")
    return f"{stance}: {item.reply.text}" if item.reply.text else stance
