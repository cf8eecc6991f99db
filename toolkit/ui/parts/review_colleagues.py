"""What colleagues judged: shown once the own review is final, and to the coordination."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.model import Audience
from toolkit.services.reviews import OpenedReview, WrittenReview
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.parts.review_end import recommendation_words
from toolkit.ui.parts.review_question import level_words


def show_colleagues(seat: Seat, review: OpenedReview) -> None:
    kind = review.programme_kind.value
    if not review.colleagues:
        if review.own.final_at is not None:
            look.show(look.muted(seat.say("reviewing.colleagues.none_yet")))
        return
    look.show(look.heading(seat.say(f"reviewing.colleagues.{kind}")))
    names = [seat.say(f"reviewing.number.{kind}", number=each.number or 0) for each in review.colleagues]
    has_own = bool(review.own.answers)
    columns = [
        look.Column(seat.say("result.question"), width=30),
        *([look.Column(seat.say("reviewing.gaps.own"))] if has_own else []),
        *(look.Column(name) for name in names),
    ]
    rows = [
        [
            seat.say(question.title),
            *([level_words(seat, review.answer(key).given)] if has_own else []),
            *(_judged(seat, each, key) for each in review.colleagues),
        ]
        for key, question in review.catalogue.questions.items()
    ]
    rows.append(
        [
            seat.say("reviewing.recommendation"),
            *([recommendation_words(seat, review.own.recommendation)] if has_own else []),
            *(recommendation_words(seat, each.recommendation) for each in review.colleagues),
        ]
    )
    whole = [_comments(seat, each, "") for each in review.colleagues]
    if any(whole):
        own = [""] if has_own else []
        rows.append([seat.say("reviewing.whole"), *own, *(each or "" for each in whole)])
    caption = seat.say(f"reviewing.colleagues.{kind}")
    look.show(look.table(columns, rows, caption=caption, hide_caption=True))


def _judged(seat: Seat, review: WrittenReview, question: str) -> Markup | str:
    answer = review.answers.get(question)
    level = level_words(seat, answer.given) if answer else ""
    said = _comments(seat, review, question)
    return look.two_lines(level, said) if said else level


def _comments(seat: Seat, review: WrittenReview, question: str) -> str:
    """With whom each is addressed to: a note among colleagues must not be quoted to the municipality."""
    texts = {audience: review.comment(question, audience).text for audience in Audience}
    return " · ".join(
        f"{seat.say(f'reviewing.said.{audience.value}')}: {text}" for audience, text in texts.items() if text
    )
