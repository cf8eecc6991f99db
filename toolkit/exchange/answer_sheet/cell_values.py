"""What stands in a cell, as the app would have stored it, or a sentence why it cannot be."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from babel.numbers import format_decimal

from toolkit.exchange.answer_sheet.choices import Choices
from toolkit.judging import OPEN, AnswerKind, GivenAnswer
from toolkit.messages import Language, Message
from toolkit.model.fact_sheet import FIELDS_BY_NAME, FactError, FactField, FactKind, fact_text, parsed_fact
from toolkit.spreadsheet import Value


class CellError(Exception):
    """A value that does not belong in its cell; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


def fact_value(
    field: FactField, value: Value, *, label: str, choices: Choices | None, language: Language
) -> Any:
    """A field of the fact sheet, typed and checked as on the page."""
    entered: Any
    if field.kind is FactKind.YES_NO and isinstance(value, bool):
        entered = value
    elif choices is not None:
        code = chosen_code(value, choices, label=label, language=language)
        entered = {"yes": True, "no": False, None: None}[code] if field.kind is FactKind.YES_NO else code
    elif field.kind in (FactKind.MONEY, FactKind.HOURS) and not isinstance(value, (str, date, time)):
        entered = _number_text(value, label, language)
    else:
        entered = plain_text(value, label=label, language=language)
    try:
        return parsed_fact(field, entered, language)
    except FactError as error:
        raise CellError(error.message) from error


def given_answer(value: Value, choices: Choices, *, label: str, language: Language) -> GivenAnswer:
    """A level, or one of the answers without a level; an empty cell is not answered yet."""
    code = chosen_code(value, choices, label=label, language=language)
    if code is None:
        return OPEN
    return GivenAnswer.at(int(code)) if code.isdecimal() else GivenAnswer(AnswerKind(code))


def chosen_code(value: Value, choices: Choices, *, label: str, language: Language) -> str | None:
    """The code of a chosen word. A number that was typed is the level that it names."""
    if value is None:
        return None
    text = " ".join(plain_text(value, label=label, language=language).split())
    for code, word in zip(choices.codes, choices.words, strict=True):
        if text.casefold() in (word.casefold(), code.casefold()):
            return code
    if sum(word.casefold() in text.casefold() for word in choices.words) > 1:
        raise CellError(Message.of("answer_sheet.several_answers", value=_short(text)))
    raise CellError(
        Message.of("answer_sheet.unknown_choice", value=_short(text), choices=", ".join(choices.words))
    )


def limited_text(value: Value, *, label: str, longest: int, language: Language) -> str:
    text = plain_text(value, label=label, language=language)
    if len(text) > longest:
        raise CellError(Message.of("answer_sheet.too_long", field=label, longest=longest, length=len(text)))
    return text


def plain_text(value: Value, *, label: str, language: Language) -> str:
    """Whatever a spreadsheet made of a typed text: `2027` is no number to whoever names a year."""
    if value is None:
        return ""
    if isinstance(value, bool):
        raise CellError(Message.of("answer_sheet.no_text", field=label))
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime):
        return f"{_day(value.date(), language)} {value:%H:%M}"
    if isinstance(value, date):
        return _day(value, language)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return format_decimal(value, "0.##########", locale=language)


def _number_text(value: Any, label: str, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        raise CellError(Message.of("answer_sheet.no_text", field=label))
    return format_decimal(value, "#,##0.##########", locale=language)


def _day(value: date, language: Language) -> str:
    return fact_text(FIELDS_BY_NAME["starts_on"], value, language)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
