"""The letter to a municipality: a draft made of the comments, and the letter as a Word document.

A draft takes from the reviews only what is meant for the municipality, and no review says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from toolkit.exchange.word import letter_word
from toolkit.messages import Language, Message, to_text, translate
from toolkit.services.feedback import Feedback
from toolkit.services.letters import OpenedLetter
from toolkit.services.rounds import question_title


def letter_draft(opened: OpenedLetter, language: Language) -> str:
    """The text to begin with, for a person to edit."""
    return "\n\n".join(_paragraphs(opened, language))


def letter_as_word(opened: OpenedLetter, text: str, language: Language) -> bytes:
    title = _say(language, "letters.subject", title=opened.measure.title)
    return letter_word(text, title=title, language=language, at=datetime.now(UTC))


def _paragraphs(opened: OpenedLetter, language: Language) -> Iterator[str]:
    measure, feedback = opened.measure, opened.feedback
    yield _say(language, "letters.subject", title=measure.title)
    yield _say(language, "letters.salutation")
    yield _say(language, "letters.opening", title=measure.title, number=measure.revision_number)
    if feedback is not None:
        yield from _comments(opened, feedback, language)
        yield from _recommendations(feedback, language)
    yield _say(language, "letters.closing")


def _comments(opened: OpenedLetter, feedback: Feedback, language: Language) -> Iterator[str]:
    order = ["", *opened.catalogue.questions]
    for key in (each for each in order if each in feedback.comments):
        title = to_text(question_title(opened.catalogue, key), language)
        yield "\n".join([title, *(f"– {said.text}" for said in feedback.comments[key])])


def _recommendations(feedback: Feedback, language: Language) -> Iterator[str]:
    lines = []
    for kind, text in dict.fromkeys(
        (each.recommendation, each.recommendation_text) for each in feedback.reviews
    ):
        if kind is not None:
            said = _say(language, f"recommendation.{kind.value}")
            lines.append(f"– {said}: {text}" if text else f"– {said}")
    if lines:
        yield "\n".join([_say(language, "feedback.recommendations"), *lines])


def _say(language: Language, key: str, **values: object) -> str:
    return translate(Message.of(key, **values), language)
