"""From a file to the rows of a list, with every mistake by its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.exchange.lists.columns import Headings, ListColumn, find_headings
from toolkit.exchange.lists.values import is_empty
from toolkit.messages import Language, Message
from toolkit.services.imports import Mistake
from toolkit.spreadsheet import (
    Area,
    Sheet,
    SpreadsheetError,
    Value,
    Workbook,
    address,
    read_spreadsheet,
)

MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class ListRow:
    """The cells of one row by the names of their columns; empty ones are left out."""

    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FoundList:
    """The table in a workbook: its headings and its rows, before their values are understood."""

    headings: Headings
    rows: tuple[ListRow, ...]
    mistakes: tuple[Mistake, ...]
    notices: tuple[Message, ...]


class NoListError(Exception):
    """The file holds no such list; `mistake` says why."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message.key)
        self.mistake = mistake


def find_list(content: bytes, columns: Sequence[ListColumn], reader: Language) -> FoundList:
    """Raises `NoListError` where there is none."""
    try:
        book = read_spreadsheet(content)
    except SpreadsheetError as error:
        raise NoListError(Mistake(error.message, error.cell)) from error
    sheet, headings = _sheet_with_headings(book, columns, reader)
    rows = tuple(_rows(sheet, headings))
    mistakes = [*headings.mistakes, *_mistakes_of_cells(sheet, headings)]
    if not rows and not mistakes:
        raise NoListError(Mistake(Message.of("lists.no_rows")))
    if len(rows) > MOST_ROWS:
        raise NoListError(Mistake(Message.of("lists.many_rows", most=MOST_ROWS, rows=len(rows))))
    notices = [*book.notices, *headings.notices]
    if len(book.sheets) > 1:
        notices.insert(0, Message.of("lists.sheet_read", sheet=sheet.name[:80]))
    return FoundList(headings, rows, tuple(mistakes), tuple(notices))


def _sheet_with_headings(
    book: Workbook, columns: Sequence[ListColumn], reader: Language
) -> tuple[Sheet, Headings]:
    for sheet in book.visible:
        headings = find_headings(sheet, columns, reader)
        if headings is not None:
            return sheet, headings
    for sheet in book.sheets:
        if sheet.is_hidden and find_headings(sheet, columns, reader) is not None:
            raise NoListError(Mistake(Message.of("lists.hidden_sheet", sheet=sheet.name[:80])))
    required = tuple(column.label for column in columns if column.required)
    raise NoListError(Mistake(Message.of("lists.no_headings", headings=required)))


def _rows(sheet: Sheet, headings: Headings) -> Iterator[ListRow]:
    for row in range(headings.row + 1, len(sheet.rows)):
        values = {
            column.name: sheet.value(row, place)
            for place, column in headings.columns.items()
            if not is_empty(sheet.value(row, place))
        }
        if values:
            cells = {column.name: address(row, place) for place, column in headings.columns.items()}
            yield ListRow(row + 1, values, cells)


def _mistakes_of_cells(sheet: Sheet, headings: Headings) -> Iterator[Mistake]:
    """Of the cells that belong to the list; what stands beside or above it does not matter."""
    for mistake in sheet.mistakes:
        if mistake.row >= headings.row and mistake.column in headings.columns:
            yield Mistake(mistake.message, mistake.cell)
    for area in sheet.merged:
        if area.bottom >= headings.row and _touches(area, headings):
            yield Mistake(Message.of("lists.merged", cells=area.cells), address(area.top, area.left))


def _touches(area: Area, headings: Headings) -> bool:
    return any(area.left <= column <= area.right for column in headings.columns)
