"""A sheet seen so that alternatives are its rows; every cell still knows where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from toolkit.matrix_check.numbers import Number, Reader
from toolkit.messages import Message
from toolkit.spreadsheet import Sheet, Value, address


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row and column, both from 0. Turned over, the sheet's columns are the rows."""

    sheet: Sheet
    reader: Reader
    height: int
    width: int
    parsed: Mapping[tuple[int, int], Number]
    mistakes: Mapping[tuple[int, int], Message]
    turned: bool = False

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        width = max((len(row) for row in sheet.rows), default=0)
        reader = Reader.of(value for row in sheet.rows for value in row)
        parsed = {
            (row, column): number
            for row, cells in enumerate(sheet.rows)
            for column, value in enumerate(cells)
            if (number := reader.number(value)) is not None
        }
        mistakes = {(mistake.row, mistake.column): mistake.message for mistake in sheet.mistakes}
        return cls(sheet, reader, len(sheet.rows), width, parsed, mistakes)

    def turn(self) -> Grid:
        return Grid(
            self.sheet, self.reader, self.width, self.height, self.parsed, self.mistakes, not self.turned
        )

    def value(self, row: int, column: int) -> Value:
        return self.sheet.value(*self._place(row, column))

    def number(self, row: int, column: int) -> Number | None:
        return self.parsed.get(self._place(row, column))

    def text(self, row: int, column: int) -> str | None:
        """What is written there where it is no number; dates as they are written, because Excel makes
        dates of what was meant to be points."""
        value = self.value(row, column)
        if isinstance(value, str):
            return None if self.number(row, column) else " ".join(value.split()) or None
        if isinstance(value, datetime | date):
            return value.strftime("%d.%m.%Y")
        return None

    def mistake(self, row: int, column: int) -> Message | None:
        return self.mistakes.get(self._place(row, column))

    def where(self, row: int, column: int) -> str:
        return address(*self._place(row, column))

    def numbers(self, row: int) -> Iterator[tuple[int, Number]]:
        for column in range(self.width):
            if (number := self.number(row, column)) is not None:
                yield column, number

    def texts(self, row: int) -> Iterator[tuple[int, str]]:
        for column in range(self.width):
            if text := self.text(row, column):
                yield column, text

    def is_blank(self, row: int) -> bool:
        return all(
            self.value(row, column) is None and self.mistake(row, column) is None
            for column in range(self.width)
        )

    def _place(self, row: int, column: int) -> tuple[int, int]:
        return (column, row) if self.turned else (row, column)
