"""Cells to typed values: what Excel made of an entry is told apart from what was meant."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from toolkit.exchange.lists.columns import CellKind, ListColumn, bare
from toolkit.messages import LANGUAGES, Language, Message, translate
from toolkit.spreadsheet import Value

_MOST_SHOWN = 60


class CellError(ValueError):
    """A cell that its column cannot take; `message` says why in a sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


def written(value: Value, language: Language) -> str:
    """A cell as text, as the list's language writes it; numbers without separators between thousands."""
    if isinstance(value, bool):
        return translate(Message.of("facts.yes" if value else "facts.no"), language)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.replace(".", ",") if language == "de" else text
    if isinstance(value, datetime):
        return f"{written(value.date(), language)} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}" if language == "de" else value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value or ""


def shown(value: Value, language: Language) -> str:
    """As much of a cell as fits into a sentence."""
    text = " ".join(written(value, language).split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def key_text(value: Value, language: Language) -> str:
    """An official key or a name: 8111000 as a number is the same key as the text."""
    return written(value, language).strip()


def chosen(column: ListColumn, value: Value, language: Language) -> StrEnum:
    """The choice that a cell names, in either language. Raises `CellError`, which lists the choices."""
    text = bare(written(value, language))
    for label, choice in column.choices:
        names = {bare(translate(label, one)) for one in LANGUAGES}
        if text in names | {bare(choice.value)}:
            return choice
    raise CellError(
        Message.of(
            "lists.unknown_choice",
            column=column.label,
            entered=shown(value, language),
            choices=tuple(label for label, _ in column.choices),
        )
    )


def yes_or_no(column: ListColumn, value: Value, language: Language) -> bool:
    if isinstance(value, bool):
        return value
    text = bare(written(value, language))
    for answer, sentence in ((True, "facts.yes"), (False, "facts.no")):
        if text in {bare(translate(Message.of(sentence), one)) for one in LANGUAGES}:
            return answer
    raise CellError(Message.of("lists.no_yes_or_no", column=column.label, entered=shown(value, language)))


def whole_day(column: ListColumn, value: Value, language: Language) -> Value:
    """A date with a time of day, or a number, is no date that somebody meant."""
    if isinstance(value, (datetime, Decimal, bool, time)):
        raise CellError(Message.of("lists.no_date", column=column.label, entered=shown(value, language)))
    return value


def fits_kind(column: ListColumn, value: Value, language: Language) -> None:
    """A date where an amount belongs usually comes from Excel, which made one of 1.5 or 3-4."""
    is_numeric = column.kind in (CellKind.MONEY, CellKind.NUMBER)
    if is_numeric and isinstance(value, (bool, date, time)):
        sentence = "lists.no_money" if column.kind is CellKind.MONEY else "lists.no_number"
        raise CellError(Message.of(sentence, column=column.label, entered=shown(value, language)))
