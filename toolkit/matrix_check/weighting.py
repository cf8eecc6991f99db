"""The weights of a matrix: per cent, fractions or points, on one level or two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from fractions import Fraction
from itertools import islice

from toolkit.matrix_check.finding import Finding, Kind, MatrixError
from toolkit.matrix_check.layout import Heading, Layout
from toolkit.matrix_check.numbers import Number
from toolkit.matrix_check.words import is_part_sum, says_per_cent
from toolkit.messages import Message

_IN_TITLE = re.compile(
    r"(?:(?P<share>\d+(?:[.,]\d+)?)\s*%|(?:gewicht(?:ung)?|weight|faktor|factor)\s*:?\s*(?P<factor>\d+(?:[.,]\d+)?))",
    re.IGNORECASE,
)
_MOST_TRIES = 1_000
_AMOUNT = 10  # times the largest point is no point any more
_LIKELY_PER_CENT = (70, 130)  # whole numbers with such a sum were meant as per cent


class Unit(StrEnum):
    PER_CENT = auto()
    FRACTION = auto()
    POINTS = auto()

    @property
    def whole(self) -> int | None:
        """What all weights should sum to."""
        return {Unit.PER_CENT: 100, Unit.FRACTION: 1, Unit.POINTS: None}[self]


@dataclass(frozen=True, slots=True)
class Weight:
    """A criterion with its weight as it counts, in the sheet's unit; None where it has none."""

    heading: Heading
    value: Fraction | None
    cell: str


@dataclass(frozen=True, slots=True)
class Weighting:
    """The criteria that count, with their weights. Without any weight in the sheet all are 1."""

    weights: tuple[Weight, ...]
    unit: Unit
    is_given: bool
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Fraction:
        return sum((weight.value or Fraction(0) for weight in self.weights), Fraction(0))


@dataclass(frozen=True, slots=True)
class _Item:
    heading: Heading
    number: Number | None
    cell: str
    has_points: bool

    @property
    def value(self) -> Fraction:
        return self.number.value if self.number else Fraction(0)


def weighting_of(layout: Layout) -> Weighting:
    """Raises `MatrixError` where the weights make no sense at all."""
    dense, sparse = _weight_rows(layout)
    items = _items(layout, dense)
    if all(item.number is None for item in items):
        return _without_weights(layout, items)
    if negative := next((item for item in items if item.value < 0), None):
        raise MatrixError(Message.of("matrix.negative_weight", cell=negative.cell))
    items, beside = _without_columns_beside(layout, items)
    items, findings = _without_parents(items)
    findings = [*beside, *findings]
    if sparse is not None:
        items, more = _with_group_weights(layout, items, sparse)
        findings += more
    unit = _unit(layout, items, dense)
    if not any(item.value for item in items):
        raise MatrixError(Message.of("matrix.zero_weights"))
    findings += [*_sum_findings(layout, items, dense, unit), *_gap_findings(items)]
    weights = tuple(
        Weight(item.heading, item.number.value if item.number else None, item.cell) for item in items
    )
    return Weighting(weights, unit, is_given=True, findings=tuple(findings))


# --- where the weights stand --------------------------------------------------------------------------


def _weight_rows(layout: Layout) -> tuple[int | None, int | None]:
    """The row with a weight for nearly every criterion, and one with fewer: weights of groups."""
    columns = {heading.column for heading in layout.headings}
    filled = {row: {column for column, _ in layout.grid.numbers(row)} & columns for row in layout.weight_rows}
    rows = sorted((row for row in filled if filled[row]), key=lambda row: -len(filled[row]))
    if not rows:
        return None, None
    dense = rows[0]
    sparse = [row for row in rows[1:] if len(filled[row]) < len(filled[dense])]
    if not sparse and len(rows) > 1 and _label_says_per_cent(layout, rows[1]):
        dense = rows[1]  # the same weights twice, in points and in per cent
    return dense, sparse[0] if sparse else None


def _label_says_per_cent(layout: Layout, row: int) -> bool:
    return any(says_per_cent(text) for _, text in layout.grid.texts(row))


def _items(layout: Layout, row: int | None) -> list[_Item]:
    grid = layout.grid
    found = []
    for heading in layout.headings:
        place = layout.header if row is None else row
        number = _in_title(layout, heading) if row is None else grid.number(row, heading.column)
        points = any(grid.number(line.row, heading.column) for line in layout.lines)
        found.append(_Item(heading, number, grid.where(place, heading.column), points))
    return found


def _in_title(layout: Layout, heading: Heading) -> Number | None:
    match = _IN_TITLE.search(heading.name)
    if match is None:
        return None
    number = layout.grid.reader.number(match["share"] or match["factor"])
    return replace(number, per_cent=match["share"] is not None) if number else None


def _without_weights(layout: Layout, items: Sequence[_Item]) -> Weighting:
    weights = tuple(Weight(item.heading, Fraction(1), "") for item in items if item.has_points)
    note = Finding(Kind.NO_WEIGHTS, Message.of("matrix.no_weights", n=len(weights)))
    return Weighting(weights, Unit.POINTS, is_given=False, findings=(note,))


# --- columns that are no criteria ---------------------------------------------------------------------


def _without_columns_beside(layout: Layout, items: list[_Item]) -> tuple[list[_Item], list[Finding]]:
    """Without numbers that have no weight and are something else: sums of a group, columns behind the
    totals, amounts far beyond the points, such as costs."""
    beside = [item for item in items if item.number is None and _is_beside(layout, item, items)]
    notes = [
        Finding(
            Kind.IGNORED_COLUMN,
            Message.of("matrix.ignored_column", name=item.heading.name),
            layout.grid.where(layout.header, item.heading.column),
        )
        for item in beside
    ]
    return [item for item in items if item not in beside], notes


def _is_beside(layout: Layout, item: _Item, items: Sequence[_Item]) -> bool:
    last = max(other.heading.column for other in items if other.number is not None)
    behind = layout.total is not None and last < layout.total < item.heading.column
    most = max(_largest(layout, other) for other in items if other.number is not None)
    amounts = _largest(layout, item) > _AMOUNT * max(most, Fraction(1))
    return behind or amounts or is_part_sum(item.heading.name)


def _largest(layout: Layout, item: _Item) -> Fraction:
    numbers = (layout.grid.number(line.row, item.heading.column) for line in layout.lines)
    return max([Fraction(0), *(abs(number.value) for number in numbers if number)])


# --- two levels ---------------------------------------------------------------------------------------


def _without_parents(items: list[_Item]) -> tuple[list[_Item], list[Finding]]:
    """Only the criteria at the bottom. A group's own weight is not added to those of its criteria; where
    the latter are shares of the group, they are multiplied."""
    groups = list(_groups(items))
    if not groups:
        return _without_sums(items)
    leaves = [child for _, children in groups for child in children]
    before = items[: items.index(groups[0][0])]
    if _total(leaves) in (1, 100) or all(_sums_to(children, parent.value) for parent, children in groups):
        return [*before, *leaves], [_group_note("matrix.groups_added", [parent for parent, _ in groups])]
    shares = [_total(children) for _, children in groups]
    if before or not all(shares):
        cell = groups[0][0].cell
        return [*before, *leaves], [Finding(Kind.UNCLEAR_WEIGHTS, Message.of("matrix.unclear_weights"), cell)]
    multiplied = [
        _times(child, parent.value / share)
        for (parent, children), share in zip(groups, shares, strict=True)
        for child in children
    ]
    return multiplied, [_group_note("matrix.groups_multiplied", [parent for parent, _ in groups])]


def _groups(items: Sequence[_Item]) -> Iterator[tuple[_Item, list[_Item]]]:
    """Each criterion that has a weight but no points, with those that follow it."""
    parent: _Item | None = None
    children: list[_Item] = []
    parents = [item for item in items if item.number and not item.has_points]
    if len(parents) == len(items) or not _lead_something(items, parents):
        return
    for item in items:
        if item in parents:
            if parent is not None:
                yield parent, children
            parent, children = item, []
        elif parent is not None:
            children.append(item)
    if parent is not None:
        yield parent, children


def _lead_something(items: Sequence[_Item], parents: Sequence[_Item]) -> bool:
    """Whether what has no points leads a group; a criterion that nobody rated only looks like it."""
    if not parents:
        return False
    leaves = _total([item for item in items if item not in parents])
    everything = _total(items)
    return (
        leaves in (1, 100)
        or everything not in (1, 100)
        or any(p.number and p.number.in_brackets for p in parents)
    )


def _without_sums(items: list[_Item]) -> tuple[list[_Item], list[Finding]]:
    """Groups that have points of their own are known by their weight: it is the sum of the next ones. That
    is believed only where the rest sums to the whole, which with the groups it does not."""
    if _total(items) in (1, 100):
        return items, []
    for parents in islice(_possible_parents(items[::-1], [], []), _MOST_TRIES):
        leaves = [item for item in items if item not in parents]
        if parents and _total(leaves) in (1, 100):
            return leaves, [_group_note("matrix.groups_added", parents[::-1])]
    return items, []


def _possible_parents(
    before: Sequence[_Item], units: list[_Item], parents: list[_Item]
) -> Iterator[list[_Item]]:
    """Every way to read the items, from the last to the first, as groups before their members."""
    if not before:
        yield parents
        return
    item = before[0]
    for count in range(2, len(units) + 1):
        if item.number and item.value == _total(units[:count]):
            yield from _possible_parents(before[1:], [item, *units[count:]], [*parents, item])
    yield from _possible_parents(before[1:], [item, *units], parents)


def _with_group_weights(layout: Layout, items: list[_Item], row: int) -> tuple[list[_Item], list[Finding]]:
    """Each group's weight stands in a row of its own, above the first of its criteria."""
    groups: list[tuple[Number, list[_Item]]] = []
    for item in items:
        if number := layout.grid.number(row, item.heading.column):
            groups.append((number, []))
        if not groups:
            return items, [_unclear(layout, row)]
        groups[-1][1].append(item)
    if all(_sums_to(children, number.value) for number, children in groups):
        return items, []
    if any(_total(children) == 0 for _, children in groups):
        return items, [_unclear(layout, row)]
    found = [
        _times(child, number.value / _total(children)) for number, children in groups for child in children
    ]
    heads = tuple(children[0].heading.group or children[0].heading.name for _, children in groups)
    return found, [Finding(Kind.GROUPS, Message.of("matrix.groups_multiplied", groups=heads))]


def _unclear(layout: Layout, row: int) -> Finding:
    return Finding(
        Kind.UNCLEAR_WEIGHTS, Message.of("matrix.unclear_weights"), layout.grid.where(row, layout.names)
    )


def _group_note(key: str, parents: Sequence[_Item]) -> Finding:
    return Finding(Kind.GROUPS, Message(key, {"groups": tuple(parent.heading.name for parent in parents)}))


def _times(item: _Item, factor: Fraction) -> _Item:
    if item.number is None:
        return item
    return replace(item, number=replace(item.number, value=item.number.value * factor))


def _total(items: Sequence[_Item]) -> Fraction:
    return sum((item.value for item in items), Fraction(0))


def _sums_to(items: Sequence[_Item], whole: Fraction) -> bool:
    return abs(_total(items) - whole) <= Fraction(1, 10**6) * max(abs(whole), Fraction(1))


# --- the unit and the sum -----------------------------------------------------------------------------


def _unit(layout: Layout, items: Sequence[_Item], row: int | None) -> Unit:
    numbers = [item.number for item in items if item.number]
    total, largest = _total(items), max([Fraction(0), *(number.value for number in numbers)])
    says_so = any(number.per_cent for number in numbers) or (
        row is not None and _label_says_per_cent(layout, row)
    )
    printed = _printed_sum(layout, row)
    if largest <= 1 and (Fraction(1, 2) <= total <= Fraction(3, 2) or printed == 1):
        return Unit.FRACTION
    lowest, highest = _LIKELY_PER_CENT
    if says_so or printed == 100 or (largest > 10 and lowest <= total <= highest) or total == 100:
        return Unit.PER_CENT
    return Unit.POINTS


def _printed_sum(layout: Layout, row: int | None) -> Fraction | None:
    """The sum of the weights that the sheet itself prints, in the column of totals."""
    if row is None or layout.total is None:
        return None
    number = layout.grid.number(row, layout.total)
    return number.value if number else None


def _sum_findings(layout: Layout, items: Sequence[_Item], row: int | None, unit: Unit) -> Iterator[Finding]:
    printed, total = _printed_sum(layout, row), _total(items)
    whole = Fraction(unit.whole) if unit.whole else printed
    where = items[0].cell
    if row is not None and printed is not None and layout.total is not None:
        where = layout.grid.where(row, layout.total)
    if whole is not None and abs(total - whole) > _rounding(items, unit):
        key = "matrix.weights_do_not_sum" if unit.whole else "matrix.printed_weight_sum"
        scale = 100 if unit is Unit.FRACTION else 1
        values = {"found": _plain(total * scale), "whole": _plain(whole * scale)}
        yield Finding(Kind.WEIGHTS_DO_NOT_SUM, Message(key, values), where)
    if unit is Unit.POINTS:
        yield Finding(Kind.WEIGHT_UNIT, Message.of("matrix.weights_in_points", total=_plain(total)), where)


def _rounding(items: Sequence[_Item], unit: Unit) -> Fraction:
    """33.3 three times is meant to be 100: half of the last decimal each, below whole per cent only."""
    shift = 2 if unit is Unit.FRACTION else 0
    decimals = max((item.number.decimals for item in items if item.number), default=0) - shift
    half = Fraction(len(items), 2 * 10 ** (decimals + shift)) if decimals > 0 else Fraction(0)
    return min(half, Fraction(1, 2 * 10**shift)) + Fraction(1, 10**9)


def _gap_findings(items: Sequence[_Item]) -> Iterator[Finding]:
    for position, item in enumerate(items):
        name = item.heading.name
        if item.number is None:
            message = Message.of("matrix.missing_weight", criterion=name)
            yield Finding(Kind.MISSING_WEIGHT, message, item.cell, criterion=position)
        elif item.value == 0:
            message = Message.of("matrix.zero_weight", criterion=name)
            yield Finding(Kind.ZERO_WEIGHT, message, item.cell, criterion=position)


def _plain(value: Fraction) -> float:
    return round(float(value), 6)
