"""Totals and ranks, calculated anew and held against the printed ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

from toolkit.matrix_check.finding import Finding, Kind
from toolkit.matrix_check.matrix import Alternative, Matrix, Points, Printed
from toolkit.matrix_check.numbers import rounded
from toolkit.messages import Message
from toolkit.scoring import ranks

_MOST_DECIMALS = 9
Means = tuple[Fraction, Fraction | None]
"""One alternative's weighted mean with gaps as 0, and with the denominator adjusted."""


class Reading(StrEnum):
    """What a missing value counts as: 0, or nothing at all, so that only the other weights count."""

    ZERO = auto()
    ADJUSTED = auto()


@dataclass(frozen=True, slots=True)
class Total:
    """One alternative's total on the scale of the sheet, in both readings where a value is missing."""

    as_zero: Fraction
    adjusted: Fraction | None  # None: no value at all
    has_gaps: bool
    reading: Reading

    @property
    def value(self) -> Fraction | None:
        return self.as_zero if self.reading is Reading.ZERO else self.adjusted


@dataclass(frozen=True, slots=True)
class TotalScale:
    """Totals are the weighted mean of the points times `factor`; `key` names why that is not 1."""

    factor: Fraction
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    totals: tuple[Total, ...]
    ranks: tuple[int | None, ...]
    scale: TotalScale
    decimals: int
    smaller_is_better: bool
    weights_ignored: bool

    @property
    def winners(self) -> tuple[int, ...]:
        return tuple(position for position, rank in enumerate(self.ranks) if rank == 1)


def totals_of(matrix: Matrix, missing: Reading | None) -> Totals:
    """`missing` says how gaps are read; None takes the reading that the printed totals show, else the
    adjusted one."""
    decimals = _printed_decimals(matrix)
    means = [
        (mean(matrix, one, Reading.ZERO) or Fraction(0), mean(matrix, one, Reading.ADJUSTED))
        for one in matrix.alternatives
    ]
    scale = _total_scale(matrix, means, decimals)
    totals = tuple(
        _total(one, both, scale.factor, missing, decimals)
        for one, both in zip(matrix.alternatives, means, strict=True)
    )
    smaller = _smaller_is_better(matrix, totals)
    return Totals(
        totals,
        _ranks([total.value for total in totals], smaller=smaller),
        scale,
        decimals,
        smaller,
        _weights_ignored(matrix, totals, decimals),
    )


def mean(matrix: Matrix, one: Alternative, reading: Reading) -> Fraction | None:
    """The weighted mean of the points in exact fractions."""
    pairs = zip(one.points, matrix.criteria, strict=True)
    judged = [(points.value, criterion.weight) for points, criterion in pairs if points.value is not None]
    weight = Fraction(1) if reading is Reading.ZERO else sum((weight for _, weight in judged), Fraction(0))
    if weight == 0:
        return None
    return sum((value * share for value, share in judged), Fraction(0)) / weight


def agrees(printed: Printed, value: Fraction, decimals: int) -> bool:
    """Whether a printed number is the value, rounded to the decimals of its column or to its own."""
    half = Fraction(1, 2 * 10 ** max(printed.decimals, decimals))
    return abs(printed.value - value) <= half + Fraction(1, 10**_MOST_DECIMALS)


def _total(one: Alternative, means: Means, factor: Fraction, missing: Reading | None, decimals: int) -> Total:
    zero, adjusted = means
    as_zero, scaled = zero * factor, None if adjusted is None else adjusted * factor
    gaps = any(points.value is None for points in one.points)
    reading = missing or Reading.ADJUSTED
    if gaps and missing is None and one.printed_total and agrees(one.printed_total, as_zero, decimals):
        reading = Reading.ZERO
    return Total(as_zero, scaled, gaps, reading)


def _printed_decimals(matrix: Matrix) -> int:
    """How many decimals the column of totals shows: trailing zeros are lost in a workbook, so a quarter of
    the cells decides."""
    found = sorted(one.printed_total.decimals for one in matrix.alternatives if one.printed_total)
    return min(found[(3 * len(found)) // 4], _MOST_DECIMALS) if found else 0


# --- the scale of the totals --------------------------------------------------------------------------


def _total_scale(matrix: Matrix, means: Sequence[Means], decimals: int) -> TotalScale:
    """The factor under which most printed totals are right; without any that is, the plain mean."""
    scales = list(_possible_scales(matrix))
    hits = [_hits(matrix, means, scale.factor, decimals) for scale in scales]
    return scales[hits.index(max(hits))]


def _possible_scales(matrix: Matrix) -> Iterator[TotalScale]:
    yield TotalScale(Fraction(1))
    yield TotalScale(matrix.sum_of_weights, "matrix.total_unnormalised")
    yield TotalScale(matrix.sum_of_weights / 100, "matrix.total_unnormalised_per_cent")
    high = matrix.scale.high
    if high > 0:
        yield TotalScale(100 / high, "matrix.total_per_cent_of_most")
        yield TotalScale(1 / high, "matrix.total_share_of_most")


def _hits(matrix: Matrix, means: Sequence[Means], factor: Fraction, decimals: int) -> int:
    return sum(
        any(value is not None and agrees(one.printed_total, value * factor, decimals) for value in both)
        for one, both in zip(matrix.alternatives, means, strict=True)
        if one.printed_total
    )


def _weights_ignored(matrix: Matrix, totals: Sequence[Total], decimals: int) -> bool:
    """Whether most printed totals are plain sums or means though there are weights."""
    if not matrix.has_weights or len({criterion.weight for criterion in matrix.criteria}) == 1:
        return False
    printed = [(one, one.printed_total) for one in matrix.alternatives if one.printed_total]
    sums = [sum((points.value or Fraction(0) for points in one.points), Fraction(0)) for one, _ in printed]
    right = sum(
        any(agrees(number, value, decimals) for value in (plain, plain / len(matrix.criteria)))
        for (_, number), plain in zip(printed, sums, strict=True)
    )
    weighted = sum(
        one.printed_total is not None and agrees(one.printed_total, total.as_zero, decimals)
        for one, total in zip(matrix.alternatives, totals, strict=True)
    )
    return 2 * right > len(printed) and right > weighted


# --- ranks --------------------------------------------------------------------------------------------


def _ranks(values: Sequence[Fraction | None], *, smaller: bool) -> tuple[int | None, ...]:
    known = [position for position, value in enumerate(values) if value is not None]
    sign = -1 if smaller else 1
    found = ranks([sign * float(value) for value in values if value is not None])
    placed = dict(zip(known, (int(rank) for rank in found), strict=True))
    return tuple(placed.get(position) for position in range(len(values)))


def _smaller_is_better(matrix: Matrix, totals: Sequence[Total]) -> bool:
    """Whether the printed ranks put the smallest totals first, as with school marks."""
    pairs = [
        (total.value, one.printed_rank.value)
        for one, total in zip(matrix.alternatives, totals, strict=True)
        if one.printed_rank and total.value is not None
    ]
    falling = sum(a < b for value, a in pairs for other, b in pairs if value > other)
    rising = sum(a > b for value, a in pairs for other, b in pairs if value > other)
    return rising > 3 * falling and len(pairs) >= 3


# --- findings -----------------------------------------------------------------------------------------


def total_findings(matrix: Matrix, totals: Totals) -> Iterator[Finding]:
    if totals.scale.key:
        most = shown(totals.scale.factor * matrix.scale.high, totals.decimals)
        yield Finding(Kind.TOTAL_SCALE, Message(totals.scale.key, {"most": most}))
    if totals.smaller_is_better:
        yield Finding(Kind.SMALLER_IS_BETTER, Message.of("matrix.smaller_is_better"))
    if totals.weights_ignored:
        first = next(one.printed_total for one in matrix.alternatives if one.printed_total)
        yield Finding(Kind.WEIGHTS_IGNORED, Message.of("matrix.weights_ignored"), first.cell)
    for position, (one, total) in enumerate(zip(matrix.alternatives, totals.totals, strict=True)):
        yield from _gap_findings(position, one, total, totals.decimals)
        if one.printed_total is not None and not _is_right(one.printed_total, total, totals.decimals):
            message = _wrong_total(one, one.printed_total, total, totals.decimals)
            yield Finding(Kind.WRONG_TOTAL, message, one.printed_total.cell, position)


def _is_right(printed: Printed, total: Total, decimals: int) -> bool:
    return any(
        value is not None and agrees(printed, value, decimals) for value in (total.as_zero, total.adjusted)
    )


def _wrong_total(one: Alternative, printed: Printed, total: Total, decimals: int) -> Message:
    decimals = max(decimals, printed.decimals)
    values = {
        "name": one.name,
        "printed": shown(printed.value, decimals),
        "zero": shown(total.as_zero, decimals),
    }
    if total.has_gaps and total.adjusted is not None:
        values["adjusted"] = shown(total.adjusted, decimals)
        return Message("matrix.wrong_total_with_gaps", values)
    return Message("matrix.wrong_total", values)


def _gap_findings(position: int, one: Alternative, total: Total, decimals: int) -> Iterator[Finding]:
    for points in one.points:
        if points.value is None:
            yield Finding(Kind.MISSING_VALUE, _gap(one, points, total, decimals), points.cell, position)


def _gap(one: Alternative, points: Points, total: Total, decimals: int) -> Message:
    what = points.mistake or Message.of("matrix.empty_cell")
    if points.mistake is None and points.text is not None:
        what = Message.of("matrix.no_number", text=points.text[:40])
    if total.adjusted is None:
        return Message.of("matrix.missing_all", name=one.name, what=what)
    return Message.of(
        f"matrix.missing_value_{total.reading.value}",
        name=one.name,
        what=what,
        zero=shown(total.as_zero, decimals),
        adjusted=shown(total.adjusted, decimals),
    )


def rank_findings(matrix: Matrix, totals: Totals) -> Iterator[Finding]:
    """Ties that were printed as an order, ranks that do not follow from the totals, and the winner."""
    printed = [one.printed_rank for one in matrix.alternatives]
    style = _style(printed, totals.ranks)
    if style == "dense":
        yield Finding(Kind.RANKING_STYLE, Message.of("matrix.dense_ranks"))
    for position, (one, rank) in enumerate(zip(matrix.alternatives, totals.ranks, strict=True)):
        if one.printed_rank is None or rank is None or style is not None:
            continue
        equals = [other for other, its in enumerate(totals.ranks) if its == rank and other != position]
        apart = [other for other in equals if _differs(printed[other], one.printed_rank)]
        places = range(rank, rank + len(equals) + 1)
        if apart and one.printed_rank.value in places:
            message = Message.of(
                "matrix.tie_printed_as_ranks",
                name=one.name,
                others=tuple(matrix.alternatives[other].name for other in apart),
                printed=float(one.printed_rank.value),
                rank=rank,
            )
            yield Finding(Kind.TIE_PRINTED_AS_RANKS, message, one.printed_rank.cell, position)
        elif one.printed_rank.value != rank:
            message = Message.of(
                "matrix.wrong_rank", name=one.name, printed=float(one.printed_rank.value), rank=rank
            )
            yield Finding(Kind.WRONG_RANK, message, one.printed_rank.cell, position)


def _differs(other: Printed | None, own: Printed) -> bool:
    return other is not None and other.value != own.value


def _style(printed: Sequence[Printed | None], found: Sequence[int | None]) -> str | None:
    """How ranks are counted where that is as good as ours: 1, 2, 2, 3 or 1, 2.5, 2.5, 4."""
    known = [rank for rank in found if rank is not None]
    if len(set(known)) == len(known):
        return None
    places = sorted(set(known))
    dense = [None if rank is None else Fraction(places.index(rank) + 1) for rank in found]
    middle = [None if rank is None else rank + Fraction(known.count(rank) - 1, 2) for rank in found]
    own = [one.value if one else None for one in printed]
    for name, style in (("dense", dense), ("middle", middle)):
        if all(a is None or a == b for a, b in zip(own, style, strict=True)):
            return name if own != [None if rank is None else Fraction(rank) for rank in found] else None
    return None


def winner_findings(matrix: Matrix, totals: Totals) -> Iterator[Finding]:
    printed = printed_winners(matrix, totals)
    found = set(totals.winners)
    if not printed or not found or set(printed) <= found:
        return
    first = matrix.alternatives[printed[0]]
    cell = first.printed_rank.cell if first.printed_rank else first.total_or_name_cell
    names = [tuple(matrix.alternatives[one].name for one in group) for group in (printed, totals.winners)]
    message = Message.of("matrix.wrong_winner", printed=names[0], found=names[1])
    yield Finding(Kind.WRONG_WINNER, message, cell)


def printed_winners(matrix: Matrix, totals: Totals) -> tuple[int, ...]:
    """Who stands first by the printed ranks, or without these by the printed totals."""
    by_rank = {p: one.printed_rank.value for p, one in enumerate(matrix.alternatives) if one.printed_rank}
    if by_rank:
        return tuple(p for p, rank in by_rank.items() if rank == min(by_rank.values()))
    by_total = {p: one.printed_total.value for p, one in enumerate(matrix.alternatives) if one.printed_total}
    if not by_total:
        return ()
    best = min(by_total.values()) if totals.smaller_is_better else max(by_total.values())
    return tuple(p for p, total in by_total.items() if total == best)


def shown(value: Fraction, decimals: int) -> Decimal:
    """For a sentence: two decimals, or more where the sheet has more."""
    return rounded(value, max(decimals, 2))
