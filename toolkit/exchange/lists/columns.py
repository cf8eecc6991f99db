"""The columns that a list may have, and finding them by their headings in either language."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.messages import LANGUAGES, Language, Message, to_text, translate
from toolkit.services.imports import Mistake
from toolkit.spreadsheet import Sheet, address

_ROWS_ABOVE = 20


class CellKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: what it is called, what stands in it, and what the template says about it.

    `also` are further headings by which it is known, each a sentence with the names between bars.
    """

    name: str
    label: Message
    kind: CellKind
    help: Message | None = None
    longest: int | None = None
    required: bool = False
    choices: tuple[tuple[Message, StrEnum], ...] = ()
    also: Message | None = None

    def headings(self, language: Language) -> list[str]:
        names = [translate(self.label, language)]
        if self.also is not None:
            names.extend(translate(self.also, language).split("|"))
        return names


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the list stands in its sheet, and in which language it speaks."""

    row: int
    columns: Mapping[int, ListColumn]
    language: Language
    mistakes: tuple[Mistake, ...]
    notices: tuple[Message, ...]

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns.values())


def bare(heading: str) -> str:
    """Without what people change when they copy: capitals, spaces, brackets, stars."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def find_headings(sheet: Sheet, columns: Sequence[ListColumn], reader: Language) -> Headings | None:
    """The first row with the headings; None where the sheet has no such row."""
    known = {language: _known(columns, language) for language in LANGUAGES}
    for row in range(min(len(sheet.rows), _ROWS_ABOVE)):
        words = {column: bare(value) for column, value in _texts(sheet, row)}
        if _is_heading_row(words, known, columns):
            return _headings(sheet, row, known, columns, reader)
    return None


def _known(columns: Sequence[ListColumn], language: Language) -> dict[str, ListColumn]:
    return {bare(heading): column for column in columns for heading in column.headings(language)}


def _texts(sheet: Sheet, row: int) -> list[tuple[int, str]]:
    filled = ((column, value) for column, value in enumerate(sheet.rows[row]) if value is not None)
    return [(column, value if isinstance(value, str) else str(value)) for column, value in filled]


def _is_heading_row(
    words: Mapping[int, str],
    known: Mapping[Language, Mapping[str, ListColumn]],
    columns: Sequence[ListColumn],
) -> bool:
    """Half of its words are headings, and among them is a required one; or there are three at least."""
    found = {name.name for word in words.values() for one in known.values() if (name := one.get(word))}
    required = {column.name for column in columns if column.required}
    is_clear = len(found) * 2 >= len(words) and bool(found & required)
    return is_clear or len(found) >= 3


def _headings(
    sheet: Sheet,
    row: int,
    known: Mapping[Language, Mapping[str, ListColumn]],
    columns: Sequence[ListColumn],
    reader: Language,
) -> Headings:
    texts = _texts(sheet, row)
    hits = {language: sum(bare(text) in one for _, text in texts) for language, one in known.items()}
    language = max(LANGUAGES, key=lambda one: (hits[one], one == reader))
    found: dict[int, ListColumn] = {}
    mistakes: list[Mistake] = []
    notices: list[Message] = []
    for place, text in texts:
        column = known[language].get(bare(text)) or next(
            (one[bare(text)] for one in known.values() if bare(text) in one), None
        )
        first = next((at for at, one in found.items() if one is column), None)
        if column is None:
            notices.append(_unknown(text, address(row, place), known[language]))
        elif first is not None:
            sentence = Message.of("lists.repeated_column", heading=text, cell=address(row, first))
            mistakes.append(Mistake(sentence, address(row, place)))
        else:
            found[place] = column
    mistakes.extend(_missing(columns, found))
    notices.extend(_without_heading(sheet, row))
    return Headings(row, found, language, tuple(mistakes), tuple(notices))


def _missing(columns: Sequence[ListColumn], found: Mapping[int, ListColumn]) -> list[Mistake]:
    there = {column.name for column in found.values()}
    return [
        Mistake(Message.of("lists.missing_column", heading=column.label))
        for column in columns
        if column.required and column.name not in there
    ]


def _unknown(text: str, cell: str, known: Mapping[str, ListColumn]) -> Message:
    shown = to_text(text, "en")[:80]
    close = difflib.get_close_matches(bare(text)[:80], known, n=1, cutoff=0.8)
    if close:
        return Message.of("lists.similar_column", heading=shown, cell=cell, similar=known[close[0]].label)
    return Message.of("lists.unknown_column", heading=shown, cell=cell)


def _without_heading(sheet: Sheet, row: int) -> list[Message]:
    """Columns that hold something but have no heading: nothing is left out in silence."""
    width = max((len(cells) for cells in sheet.rows[row:]), default=0)
    bare_columns = [
        column
        for column in range(width)
        if sheet.value(row, column) is None
        and any(sheet.value(below, column) is not None for below in range(row + 1, len(sheet.rows)))
    ]
    return [Message.of("lists.no_heading", cell=address(row, column)) for column in bare_columns]
