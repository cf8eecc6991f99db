"""The scale of the points: as the sheet declares it, or else up to its largest value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from toolkit.matrix_check.finding import Finding, Kind
from toolkit.matrix_check.layout import Layout
from toolkit.matrix_check.words import fold
from toolkit.messages import Message

_RANGE = re.compile(
    r"(?<![\d.,/-])(\d{1,3})\s*(?:-|\u2013|\u2014|bis|to|\.\.+|\u2026)\s*(\d{1,3})(?![\d.,/-]*\d)"
)
_RANGE_WORDS = ("skala", "scale", "punkt", "point", "bewert", "note", "wert", "stufe", "rating", "score")
_MOST = re.compile(
    r"\b(?:max(?:imal|imum)?\.?|hochstens|hochstwert|von max\.?|up to)\s*:?\s*(\d{1,5}(?:[.,]\d+)?)"
)
_LEGEND = re.compile(r"(?<![\d.,])(\d{1,3})\s*(?:=|:\s)\s*[a-z]")
_MOSTLY = Fraction(4, 5)  # of the points lie on a scale that the sheet declares
_FAR_ABOVE = 3  # a maximum this many times the largest point is that of the total


@dataclass(frozen=True, slots=True)
class Scale:
    """Lowest and highest points, for single criteria (by column) where the sheet says so. `total` is the
    largest total that the sheet declares, if it declares one."""

    low: Fraction
    high: Fraction
    is_declared: bool
    cell: str = ""
    highs: tuple[Fraction | None, ...] = ()
    total: Fraction | None = None

    def high_of(self, criterion: int) -> Fraction:
        own = self.highs[criterion] if criterion < len(self.highs) else None
        return self.high if own is None else own


@dataclass(frozen=True, slots=True)
class _Declared:
    low: Fraction
    high: Fraction
    cell: str


def scale_of(layout: Layout, columns: Sequence[int], rows: Sequence[int]) -> tuple[Scale, list[Finding]]:
    """The scale, and the sentence that says where it comes from."""
    grid = layout.grid
    places = [(row, column) for row in rows for column in columns if grid.number(row, column)]
    values = [number.value for place in places if (number := grid.number(*place))]
    largest, lowest = max([Fraction(0), *values]), min([Fraction(0), *values])
    highs = tuple(_own_high(layout, column) for column in columns)
    total = _declared_total(layout)
    declared = next((one for one in _declarations(layout) if _fits(one, values)), None)
    if (
        declared
        and total is None
        and declared.high > _FAR_ABOVE * max(largest, Fraction(1))
        and declared.low == 0
    ):
        total, declared = declared.high, None
    if declared:
        scale = Scale(declared.low, declared.high, True, declared.cell, highs, total)
    elif all(high is not None for high in highs):
        own = [high for high in highs if high is not None]
        scale = Scale(Fraction(0), max(own), True, grid.where(layout.header, columns[0]), highs, total)
    else:
        cell = grid.where(*places[values.index(largest)]) if largest in values else ""
        scale = Scale(lowest, largest, False, cell, highs, total)
    key = "matrix.scale_declared" if scale.is_declared else "matrix.scale_from_largest"
    message = Message(key, {"low": float(scale.low), "high": float(scale.high)})
    return scale, [Finding(Kind.SCALE, message, scale.cell)]


def with_total(scale: Scale, factor: Fraction) -> Scale:
    """Where the sheet declares the largest total only, the points' scale follows from it."""
    if scale.is_declared or scale.total is None or scale.total / factor < scale.high:
        return scale
    return replace(scale, high=scale.total / factor, is_declared=True)


def _own_high(layout: Layout, column: int) -> Fraction | None:
    """What a row of maxima or the criterion's own name says."""
    for row in layout.scale_rows:
        if number := layout.grid.number(row, column):
            return number.value
    title = layout.grid.text(layout.header, column) or ""
    found = _range(title, in_brackets=True) or _most(title)
    return found[1] if found else None


def _declared_total(layout: Layout) -> Fraction | None:
    if layout.total is None:
        return None
    for row in layout.scale_rows:
        if number := layout.grid.number(row, layout.total):
            return number.value
    found = _most(layout.grid.text(layout.header, layout.total) or "")
    return found[1] if found else None


def _fits(declared: _Declared, values: Sequence[Fraction]) -> bool:
    """Texts speak of other numbers too: a scale beside most of the points is none."""
    within = sum(declared.low <= value <= declared.high for value in values)
    return declared.high >= 2 and within >= _MOSTLY * len(values)


def _is_of_totals(declared: _Declared, largest: Fraction) -> bool:
    return declared.low == 0 and declared.high > _FAR_ABOVE * max(largest, Fraction(1))


def _declarations(layout: Layout) -> Iterator[_Declared]:
    """What texts outside the table may say about the scale."""
    rows = {row for line in layout.lines for row in line.rows} | {layout.header}
    legend: list[tuple[Fraction, str]] = []
    for row in range(layout.grid.height):
        for column, text in layout.grid.texts(row):
            if row in rows and column >= layout.names:
                continue
            where = layout.grid.where(row, column)
            found = _range(text) or _most(text)
            if found:
                yield _Declared(*found, where)
            legend += [(Fraction(match[1]), where) for match in _LEGEND.finditer(fold(text))]
    steps = [step for step, _ in legend]
    if len(set(steps)) >= 2:
        yield _Declared(min(steps), max(steps), legend[0][1])


def _range(text: str, *, in_brackets: bool = False) -> tuple[Fraction, Fraction] | None:
    folded = fold(text)
    match = _RANGE.search(folded)
    if match is None:
        return None
    low, high = Fraction(match[1]), Fraction(match[2])
    alone = not re.search(r"[a-z]", _RANGE.sub("", folded))
    named = any(word in folded for word in _RANGE_WORDS) or (in_brackets and "(" in folded)
    if low >= high or not (alone or named):
        return None
    return low, high


def _most(text: str) -> tuple[Fraction, Fraction] | None:
    match = _MOST.search(fold(text))
    return (Fraction(0), Fraction(match[1].replace(",", "."))) if match else None
