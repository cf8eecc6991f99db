"""One sheet of a workbook: its cells with the values as last saved."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from toolkit.messages import Message
from toolkit.spreadsheet.cells import Area, Grid, Limits, Value
from toolkit.spreadsheet.markup import BrokenError
from toolkit.spreadsheet.parts import text_at, unescaped

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_MERGED = 10_000
_LAST_DAY = 2_958_465  # 31 December 9999
_DAY_THAT_NEVER_WAS = 60  # Excel counts 29 February 1900


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cells refer to."""

    texts: list[str]
    date_styles: frozenset[str]
    starts_1904: bool
    limits: Limits


class WorksheetReader:
    """Fills a grid while the sheet's XML goes by."""

    def __init__(self, surroundings: Surroundings, cells_before: int) -> None:
        self._around = surroundings
        self.grid = Grid(surroundings.limits, cells_before)
        self.merged: list[Area] = []
        self._row = self._column = -1
        self._cell: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._collects = self._in_aid = self._has_formula = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row = _number(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._in_aid = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._collects = name in ("v", "t") and not self._in_aid

    def text(self, piece: str) -> None:
        if self._collects:
            self._pieces.append(piece)

    def end(self, name: str) -> None:
        self._collects = False
        if name == "rPh":
            self._in_aid = False
        elif name == "c":
            self._finish_cell()

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell, self._pieces, self._has_formula = attributes, [], False
        if "r" not in attributes:
            self._column += 1
            return
        row, self._column = _position(attributes["r"])
        if row != self._row:
            raise BrokenError

    def _finish_cell(self) -> None:
        text, kind = "".join(self._pieces), self._cell.get("t", "n")
        if kind == "e":
            self.grid.refuse(self._row, self._column, Message.of("spreadsheet.error_value", value=text[:20]))
        elif self._has_formula and not text and kind != "str":
            self.grid.refuse(self._row, self._column, Message.of("spreadsheet.no_saved_value"))
        elif text:
            self.grid.put(self._row, self._column, self._value(kind, text))

    def _value(self, kind: str, text: str) -> Value:
        if kind == "s":
            return text_at(self._around.texts, text.strip())
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "d":
            return _iso_date(text.strip())
        if self._cell.get("s") in self._around.date_styles:
            return moment_of(float(text), starts_1904=self._around.starts_1904)
        return number_of(float(text))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = _position(first), _position(last or first)
        if len(self.merged) >= _MOST_MERGED:
            raise BrokenError
        self.merged.append(Area(top, left, bottom, right))


def number_of(number: float) -> Decimal:
    """With the fifteen digits that Excel shows: 0.1 + 0.2 is stored as 0.30000000000000004."""
    if not math.isfinite(number):
        raise BrokenError
    return Decimal(f"{number:.15g}")


def moment_of(serial: float, *, starts_1904: bool) -> Value:
    """The date, the time or both for Excel's count of days; a number where there is no such day."""
    if not math.isfinite(serial) or not 0 <= serial < _LAST_DAY - (1462 if starts_1904 else 0):
        return number_of(serial)
    seconds = round(serial * 86_400)
    days, rest = divmod(seconds, 86_400)
    if days == 0 and not starts_1904:
        return time(rest // 3600, rest // 60 % 60, rest % 60)
    begin = date(1904, 1, 1) if starts_1904 else date(1899, 12, 30 if days >= _DAY_THAT_NEVER_WAS else 31)
    day = begin + timedelta(days=days)
    return day if rest == 0 else datetime.combine(day, time()) + timedelta(seconds=rest)


def _iso_date(text: str) -> Value:
    read = datetime.fromisoformat(text).replace(tzinfo=None)
    return read.date() if read.time() == time() else read


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text)):
        raise BrokenError
    return int(text)


def _position(reference: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(reference.replace("$", ""))
    if found is None:
        raise BrokenError
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
