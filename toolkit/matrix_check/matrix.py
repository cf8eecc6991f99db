"""The matrix as read: alternatives with points, criteria with weights, and what the sheet prints itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from toolkit.matrix_check.finding import Finding
from toolkit.matrix_check.layout import Layout, Line
from toolkit.matrix_check.numbers import Number
from toolkit.matrix_check.scale import Scale, scale_of
from toolkit.matrix_check.weighting import Unit, Weighting
from toolkit.messages import Message


@dataclass(frozen=True, slots=True)
class Points:
    """One cell of the matrix. Without a value, `text` says what stands there instead, and `mistake` what
    the reader of the file found."""

    value: Fraction | None
    cell: str
    text: str | None = None
    mistake: Message | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A total or rank as the sheet prints it."""

    value: Fraction
    decimals: int
    cell: str


@dataclass(frozen=True, slots=True)
class Alternative:
    name: str
    cell: str
    points: tuple[Points, ...]
    printed_total: Printed | None
    printed_rank: Printed | None

    @property
    def total_or_name_cell(self) -> str:
        return self.printed_total.cell if self.printed_total else self.cell


@dataclass(frozen=True, slots=True)
class Criterion:
    """`weight` is its share of all weights, `written` what the sheet says in its own unit, after two levels
    were brought together; None where it says nothing."""

    name: str
    group: str | None
    cell: str
    weight: Fraction
    written: Fraction | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """`alternatives_in_columns` as they stand in the file; here they are always the outer tuple."""

    sheet: str
    alternatives_in_columns: bool
    alternatives: tuple[Alternative, ...]
    criteria: tuple[Criterion, ...]
    weight_unit: Unit
    has_weights: bool
    sum_of_weights: Fraction
    scale: Scale
    findings: tuple[Finding, ...]


def matrix_of(layout: Layout, weighting: Weighting) -> Matrix:
    columns = [weight.heading.column for weight in weighting.weights]
    criteria = _criteria(layout, weighting)
    alternatives = _alternatives(layout, columns)
    scale, findings = scale_of(layout, columns, [line.row for line in layout.lines])
    return Matrix(
        layout.grid.sheet.name,
        layout.grid.turned,
        alternatives,
        criteria,
        weighting.unit,
        weighting.is_given,
        weighting.total,
        scale,
        (*weighting.findings, *findings),
    )


def _criteria(layout: Layout, weighting: Weighting) -> tuple[Criterion, ...]:
    names = _told_apart(
        [weight.heading.name for weight in weighting.weights],
        [_place(layout, layout.header, weight.heading.column, of_row=False) for weight in weighting.weights],
    )
    return tuple(
        Criterion(
            name,
            weight.heading.group,
            layout.grid.where(layout.header, weight.heading.column),
            (weight.value or Fraction(0)) / weighting.total,
            weight.value if weighting.is_given else None,
        )
        for name, weight in zip(names, weighting.weights, strict=True)
    )


def _alternatives(layout: Layout, columns: list[int]) -> tuple[Alternative, ...]:
    cells = [layout.grid.where(line.row, layout.names) for line in layout.lines]
    names = _told_apart(
        [line.name or cell for line, cell in zip(layout.lines, cells, strict=True)],
        [_place(layout, line.row, layout.names, of_row=True) for line in layout.lines],
    )
    return tuple(
        Alternative(
            name,
            cell,
            tuple(_points(layout, line.row, column) for column in columns),
            _printed(layout, line, layout.total),
            _printed(layout, line, layout.rank),
        )
        for name, cell, line in zip(names, cells, layout.lines, strict=True)
    )


def _told_apart(names: list[str], places: list[str]) -> list[str]:
    """Equal names get the number of their row, or the letter of their column."""
    times = Counter(names)
    return [
        f"{name} ({place})" if times[name] > 1 else name for name, place in zip(names, places, strict=True)
    ]


def _place(layout: Layout, row: int, column: int, *, of_row: bool) -> str:
    cell = layout.grid.where(row, column)
    letters = cell.rstrip("0123456789")
    return cell.removeprefix(letters) if of_row != layout.grid.turned else letters


def _points(layout: Layout, row: int, column: int) -> Points:
    number, cell = layout.grid.number(row, column), layout.grid.where(row, column)
    if number is not None:
        return Points(number.value, cell)
    value = layout.grid.value(row, column)
    text = layout.grid.text(row, column) or (None if value is None else str(value))
    return Points(None, cell, text, layout.grid.mistake(row, column))


def _printed(layout: Layout, line: Line, column: int | None) -> Printed | None:
    if column is None:
        return None
    for row in line.rows:
        number: Number | None = layout.grid.number(row, column)
        if number is not None:
            return Printed(number.value, number.decimals, layout.grid.where(row, column))
    return None
