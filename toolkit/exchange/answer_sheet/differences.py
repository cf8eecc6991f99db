"""What reading in a sheet would change, in words: mine in the sheet beside what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.judging import GivenAnswer
from toolkit.messages import Language, Message, to_text
from toolkit.model.fact_sheet import FIELDS_BY_NAME, fact_words
from toolkit.model.inputs import EvidenceInput
from toolkit.services.answer_sheets import Difference, Part, SheetComparison


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    what: str
    mine: str
    stored: str


def difference_words(
    comparison: SheetComparison, difference: Difference, language: Language
) -> DifferenceWords:
    return DifferenceWords(
        to_text(_what(comparison, difference), language),
        _words(difference, difference.mine, language),
        _words(difference, difference.stored, language),
    )


def _what(comparison: SheetComparison, difference: Difference) -> Message:
    if difference.part is Part.FACT:
        return FIELDS_BY_NAME[difference.thing].label
    question = comparison.catalogue.questions[difference.thing]
    part = Message.of(f"answer_sheet.part.{difference.part.value}")
    return Message.of("answer_sheet.of_question", number=question.id, question=question.title, part=part)


def _words(difference: Difference, value: Any, language: Language) -> str:
    def say(key: str, **values: Any) -> str:
        return to_text(Message.of(key, **values), language)

    if difference.part is Part.FACT:
        words = fact_words(FIELDS_BY_NAME[difference.thing], value, language)
        return words or say("answer_sheet.nothing")
    if difference.part is Part.ANSWER:
        given, reason = value
        answer = _answer(given)
        return (
            say("answer_sheet.with_reason", answer=answer, reason=reason)
            if reason
            else to_text(answer, language)
        )
    if isinstance(value, bool):
        return say("facts.yes" if value else "facts.no")
    if isinstance(value, EvidenceInput):
        return ", ".join(part for part in (value.title, value.page, value.url, value.quote) if part)
    return value or say("answer_sheet.nothing")


def _answer(given: GivenAnswer) -> Message:
    if given.level is not None:
        return Message.of("assess.level", level=given.level)
    return Message.of(f"answer_sheet.choice.{given.kind.value}")
