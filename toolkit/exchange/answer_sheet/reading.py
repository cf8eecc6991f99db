"""A filled-in sheet, read without a database: what was written, or every mistake with its cell.

Where each input stands, and what it held when the sheet was made, the sheet itself says (`marks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from toolkit.exchange.answer_sheet.choices import Choices
from toolkit.exchange.answer_sheet.marks import (
    CELLS_SHEET,
    FORMAT,
    FORMAT_VERSION,
    LISTS_SHEET,
    ORIGIN_SHEET,
    VERSION_OF,
    Entry,
)
from toolkit.messages import LANGUAGES, Language, Message
from toolkit.services.answer_sheets import SheetOrigin
from toolkit.spreadsheet import Sheet, SpreadsheetError, Value, Workbook, read_spreadsheet

_ADDRESS = re.compile(r"([A-Z])([1-9][0-9]{0,4})")


class AnswerSheetError(ValueError):
    """A file that is no answer sheet, or one with mistakes: all of them, and nothing of it is taken."""

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__(", ".join(message.key for message in messages))
        self.messages = tuple(messages)


@dataclass(frozen=True, slots=True)
class Cell:
    """An input as it was filled in. `base` is what it held when the sheet was made."""

    sheet: str
    cell: str
    label: str
    choices: Choices | None
    value: Value
    base: Value

    @property
    def is_changed(self) -> bool:
        return self.value != self.base

    def mistake(self, message: Message) -> Message:
        return at_cell(self.sheet, self.cell, message)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """An answer sheet whose cells stand where they should; what is in them is not understood yet."""

    origin: SheetOrigin
    language: Language
    versions: Mapping[str, int]
    cells: Mapping[str, Cell]
    mistakes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class _Recorded:
    """One row of the list of cells."""

    place: str
    sheet: str
    row: int
    column: int
    cell: str
    label: str
    listed: str
    base: Value


def at_cell(sheet: str, cell: str, mistake: Message) -> Message:
    return Message.of("answer_sheet.at_cell", sheet=sheet, cell=cell, mistake=mistake)


def read_cells(content: bytes) -> RawSheet:
    """Raises `AnswerSheetError` where the file is no answer sheet."""
    try:
        workbook = read_spreadsheet(content)
    except SpreadsheetError as error:
        raise AnswerSheetError([error.message]) from error
    try:
        return _raw_sheet(workbook)
    except (KeyError, ValueError, TypeError) as error:
        if isinstance(error, AnswerSheetError):
            raise
        # What the sheet says about itself was damaged or made by hand.
        raise not_a_sheet() from error


def not_a_sheet() -> AnswerSheetError:
    return AnswerSheetError([Message.of("answer_sheet.not_a_sheet")])


def _raw_sheet(workbook: Workbook) -> RawSheet:
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    entries = {str(name): str(value) for name, value in _pairs(by_name[ORIGIN_SHEET])}
    if entries[Entry.FORMAT] != FORMAT:
        raise KeyError(Entry.FORMAT)
    if int(entries[Entry.FORMAT_VERSION]) > FORMAT_VERSION:
        raise AnswerSheetError([Message.of("answer_sheet.newer_format")])
    recorded = tuple(_recorded(by_name[CELLS_SHEET]))
    lists = dict(_lists(by_name[LISTS_SHEET]))
    mistakes = tuple(_misplaced(recorded, by_name))
    cells = {} if mistakes else {one.place: _cell(one, by_name, lists) for one in recorded if one.place}
    language = entries[Entry.LANGUAGE]
    return RawSheet(
        origin=_origin(entries),
        language=next(known for known in LANGUAGES if known == language),
        versions={
            name.removeprefix(VERSION_OF): int(value)
            for name, value in entries.items()
            if name.startswith(VERSION_OF)
        },
        cells=cells,
        mistakes=mistakes or tuple(_unusable(recorded, by_name)),
    )


def _origin(entries: Mapping[str, str]) -> SheetOrigin:
    return SheetOrigin(
        uuid=UUID(entries[Entry.UUID]),
        for_new=entries[Entry.FOR_NEW] == "yes",
        revision=int(entries[Entry.REVISION]),
        catalogue=entries[Entry.CATALOGUE],
        catalogue_version=int(entries[Entry.CATALOGUE_VERSION]),
        catalogue_sha256=entries[Entry.CATALOGUE_SHA256],
    )


def _pairs(sheet: Sheet) -> Iterator[tuple[Value, Value]]:
    for row in range(len(sheet.rows)):
        yield sheet.value(row, 0), sheet.value(row, 1)


def _recorded(sheet: Sheet) -> Iterator[_Recorded]:
    for number in range(1, len(sheet.rows)):
        place, name, cell, label, listed, base = (sheet.value(number, column) for column in range(6))
        found = _ADDRESS.fullmatch(str(cell))
        if found is None:
            raise ValueError(cell)
        yield _Recorded(
            place=str(place or ""),
            sheet=str(name),
            row=int(found[2]) - 1,
            column=ord(found[1]) - ord("A"),
            cell=str(cell),
            label=str(label or ""),
            listed=str(listed or ""),
            base=base,
        )


def _lists(sheet: Sheet) -> Iterator[tuple[str, Choices]]:
    width = max((len(row) for row in sheet.rows), default=0)
    for column in range(0, width, 2):
        name = str(sheet.value(0, column))
        rows = [row for row in range(1, len(sheet.rows)) if sheet.value(row, column) is not None]
        codes = tuple(str(sheet.value(row, column)) for row in rows)
        yield name, Choices(name, codes, tuple(str(sheet.value(row, column + 1)) for row in rows))


def _cell(one: _Recorded, by_name: Mapping[str, Sheet], lists: Mapping[str, Choices]) -> Cell:
    return Cell(
        sheet=one.sheet,
        cell=one.cell,
        label=one.label.split("\n")[0],
        choices=lists[one.listed] if one.listed else None,
        value=by_name[one.sheet].value(one.row, one.column),
        base=one.base,
    )


# --- has the form kept its shape? ---------------------------------------------------------------------


def _misplaced(recorded: Sequence[_Recorded], by_name: Mapping[str, Sheet]) -> Iterator[Message]:
    """What is missing or moved: of each sheet the first, since everything below it moved as well."""
    for name in dict.fromkeys(one.sheet for one in recorded):
        sheet = by_name.get(name)
        if sheet is None:
            yield Message.of("answer_sheet.sheet_missing", sheet=name)
            continue
        own = sorted((one for one in recorded if one.sheet == name), key=lambda one: (one.row, one.column))
        moved = next((one for one in own if one.label and not _stands(sheet, one)), None)
        if moved is not None:
            cell = f"{_label_column(moved)}{moved.row + 1}"
            label = moved.label.split("\n")[0]
            yield at_cell(name, cell, Message.of("answer_sheet.moved", label=label))
        for area in sheet.merged:
            first = area.cells.split(":")[0]
            yield at_cell(name, first, Message.of("answer_sheet.merged", cells=area.cells))


def _stands(sheet: Sheet, one: _Recorded) -> bool:
    column = ord(_label_column(one)) - ord("A")
    return str(sheet.value(one.row, column) or "").split() == one.label.split()


def _label_column(one: _Recorded) -> str:
    """A label stands before its input; where there is no input, it is the cell itself."""
    return "A" if one.place else one.cell[0]


def _unusable(recorded: Sequence[_Recorded], by_name: Mapping[str, Sheet]) -> Iterator[Message]:
    """Inputs with an error value, a formula without a result, or signs that cannot be stored."""
    inputs = {(one.sheet, one.row, one.column) for one in recorded if one.place}
    for name in dict.fromkeys(one.sheet for one in recorded):
        for mistake in by_name[name].mistakes:
            if (name, mistake.row, mistake.column) in inputs:
                yield at_cell(name, mistake.cell, mistake.message)
