"""What a table consists of, and what may be wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from toolkit.messages import Message

Value = str | Decimal | datetime | date | time | bool | None
_LETTERS = 26
# Neither XML nor PostgreSQL takes them; half of a surrogate pair is no character either.
FORBIDDEN = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read. Whatever is larger is refused with a sentence that says the limit."""

    megabytes: int = 10
    unpacked_megabytes: int = 64
    rows: int = 10_000
    columns: int = 256
    cells: int = 200_000
    text: int = 32_767
    # Marks in the workbook's own files, among them empty cells that only have a colour.
    elements: int = 1_000_000
    sheets: int = 100


class SpreadsheetError(Exception):
    """The file cannot be read; `message` says why, and `cell` where, if there is such a place."""

    def __init__(self, message: Message, *, cell: str | None = None) -> None:
        super().__init__(message.key)
        self.message, self.cell = message, cell


@dataclass(frozen=True, slots=True)
class CellMistake:
    """A cell without a usable value. Its value reads as None; whether that matters, the reader decides."""

    row: int
    column: int
    message: Message

    @property
    def cell(self) -> str:
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells, both corners included, counted from 0. Only the first of them holds a value."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, both counted from 0: `rows[6][2]` is C7. Rows end with their last filled cell."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    is_hidden: bool = False
    merged: tuple[Area, ...] = ()
    mistakes: tuple[CellMistake, ...] = ()

    def value(self, row: int, column: int) -> Value:
        """None also outside of what is filled."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets in their order, and what was left aside: macros, links to other files.

    In a CSV file every value is text, there is one sheet, and it has no name.
    """

    sheets: tuple[Sheet, ...]
    notices: tuple[Message, ...] = ()
    is_csv: bool = False

    @property
    def visible(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if not sheet.is_hidden)


def address(row: int, column: int) -> str:
    """`C7` for row 6 and column 2."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


class Grid:
    """A sheet while it is read: keeps to the limits, so that memory does too."""

    def __init__(self, limits: Limits, cells_before: int = 0) -> None:
        self._limits = limits
        self._rows: dict[int, dict[int, Value]] = {}
        self._mistakes: dict[tuple[int, int], Message] = {}
        self.cells = cells_before

    def put(self, row: int, column: int, value: Value) -> None:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
            if len(value) > self._limits.text:
                self.refuse(row, column, Message.of("spreadsheet.long_text", most=self._limits.text))
                return
            if FORBIDDEN.search(value):
                self.refuse(row, column, Message.of("spreadsheet.forbidden_character"))
                return
        if value not in (None, ""):
            self._count(row, column)
            self._rows.setdefault(row, {})[column] = value

    def refuse(self, row: int, column: int, message: Message) -> None:
        self._count(row, column)
        self._mistakes[row, column] = message

    def sheet(self, name: str, *, is_hidden: bool = False, merged: tuple[Area, ...] = ()) -> Sheet:
        mistakes = (
            CellMistake(row, column, message) for (row, column), message in sorted(self._mistakes.items())
        )
        return Sheet(name, tuple(self._filled_rows()), is_hidden, merged, tuple(mistakes))

    def _filled_rows(self) -> list[tuple[Value, ...]]:
        height = max(self._rows, default=-1) + 1
        filled = (self._rows.get(row, {}) for row in range(height))
        return [tuple(cells.get(column) for column in range(max(cells, default=-1) + 1)) for cells in filled]

    def _count(self, row: int, column: int) -> None:
        if row >= self._limits.rows:
            raise SpreadsheetError(Message.of("spreadsheet.many_rows", most=self._limits.rows))
        if column >= self._limits.columns:
            raise SpreadsheetError(
                Message.of("spreadsheet.many_columns", most=self._limits.columns), cell=address(row, column)
            )
        self.cells += 1
        if self.cells > self._limits.cells:
            raise SpreadsheetError(Message.of("spreadsheet.many_cells", most=self._limits.cells))
