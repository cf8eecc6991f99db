"""Koordination, one measure: its reviews side by side. Distribution and number stand before the mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from toolkit import findings
from toolkit.judging import OPEN, AnswerKind, GivenAnswer, QuestionAgreement, agreement_of, rounded
from toolkit.messages import Message
from toolkit.model import Audience, ProgrammeKind
from toolkit.reviewing import agreement_headline, alpha_words, spread_words
from toolkit.services.coordination import Board, CoordinatedMeasure
from toolkit.services.reviews import WrittenReview
from toolkit.ui import components as look
from toolkit.ui.desk import Seat


def show_reviews(
    seat: Seat,
    board: Board,
    measure: CoordinatedMeasure,
    reviews: Sequence[WrittenReview],
    self_given: Mapping[str, GivenAnswer],
) -> None:
    kind = board.kind.value
    look.show(look.heading(seat.say(f"coordination.side_by_side.{kind}")))
    if not reviews:
        look.show(look.element("p", seat.say(f"coordination.none_final.{kind}")))
        return
    counting = [review for review in reviews if review.author_id in measure.written]
    agreement = agreement_of(measure.catalogue, [review.given for review in counting])
    look.show(look.element("p", seat.say(agreement_headline(measure.catalogue, agreement))))
    sentence = alpha_words(agreement)
    if sentence:
        look.show(look.muted(seat.say(sentence), small=True))
    if len(counting) < len(reviews):
        look.show(
            look.muted(seat.say("coordination.not_counting", n=len(reviews) - len(counting)), small=True)
        )
    if board.kind is ProgrammeKind.SELECTION and measure.judgement:
        total = measure.judgement.total.value
        look.show(look.element("p", seat.say("coordination.total", points=findings.points(total))))
    look.show(_table(seat, board, measure, counting, agreement.questions, self_given=self_given))
    for review in reviews:
        _show_texts(seat, board, measure, review)


def _table(
    seat: Seat,
    board: Board,
    measure: CoordinatedMeasure,
    reviews: Sequence[WrittenReview],
    questions: Sequence[QuestionAgreement],
    *,
    self_given: Mapping[str, GivenAnswer],
) -> Markup:
    columns = [
        look.Column(seat.say("result.question"), width=28),
        look.Column(seat.say("coordination.distribution")),
        look.Column(seat.say("coordination.mean"), align="end"),
        look.Column(seat.say("coordination.spread")),
        *(look.Column(review_name(seat, board, measure, review)) for review in reviews),
        look.Column(seat.say("coordination.self")),
    ]
    rows = [
        [
            seat.say(measure.catalogue.questions[each.question].title),
            _distribution(seat, each),
            "–" if each.mean is None else seat.cell(rounded(each.mean)),
            _spread(seat, each),
            *(level_words(seat, given) for given in each.given),
            level_words(seat, self_given.get(each.question, OPEN)),
        ]
        for each in questions
    ]
    caption = seat.say(f"coordination.side_by_side.{board.kind.value}")
    return look.table(columns, rows, caption=caption, hide_caption=True)


def review_name(seat: Seat, board: Board, measure: CoordinatedMeasure, review: WrittenReview) -> str:
    """As the municipality reads it; the coordination also reads whose it is."""
    names = {each.assignment.person_id: each.assignment.name for each in measure.reviews}
    number = seat.say(f"coordination.number.{board.kind.value}", number=review.number or 0)
    name = names.get(review.author_id or 0)
    return number if name is None else f"{number} ({seat.cell(name)})"


def level_words(seat: Seat, given: GivenAnswer) -> str:
    if given.level is not None:
        return seat.say("assess.level", level=given.level)
    return seat.say(f"findings.answer.{given.kind.value}")


def _distribution(seat: Seat, each: QuestionAgreement) -> Markup | str:
    """The levels in ascending order and how many they are; then what is no level."""
    levels = " · ".join(str(level) for level in each.levels)
    others = [
        seat.say("coordination.times", count=count, answer=Message.of(f"findings.answer.{kind.value}"))
        for kind in AnswerKind
        if kind is not AnswerKind.LEVEL and (count := each.count_of(kind))
    ]
    number = seat.say("coordination.levels_given", n=len(each.levels))
    below = "; ".join([number, *others])
    return look.two_lines(levels or "–", below)


def _spread(seat: Seat, each: QuestionAgreement) -> Markup | str:
    if each.spread is None:
        return "–"
    words = seat.say(spread_words(each.spread))
    return look.badge("warning", "!", words) if each.is_far_apart else words


def _show_texts(seat: Seat, board: Board, measure: CoordinatedMeasure, review: WrittenReview) -> None:
    facts: list[tuple[str, look.Child]] = []
    if review.recommendation.kind is not None:
        words = seat.say(f"recommendation.{review.recommendation.kind.value}")
        facts.append((seat.say("coordination.recommendation"), words))
    if review.recommendation.text:
        facts.append((seat.say("coordination.recommendation_text"), review.recommendation.text))
    for key in (*measure.catalogue.questions, ""):
        about = seat.say(measure.catalogue.questions[key].title if key else "rounds.whole_measure")
        for audience in Audience:
            text = review.comment(key, audience).text
            if text:
                to = seat.say(f"coordination.said.{audience.value}")
                facts.append((f"{about} ({to})", text))
    name = review_name(seat, board, measure, review)
    look.show(look.heading(name, level=3, small=True))
    if facts:
        look.show(look.description_list(facts))
    else:
        look.show(look.muted(seat.say("coordination.no_texts"), small=True))
