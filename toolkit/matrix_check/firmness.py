"""How firm the first place is when the weights are not: one moved, all equal, every weighting there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.matrix_check.finding import Finding, Kind
from toolkit.matrix_check.matrix import Alternative, Matrix
from toolkit.matrix_check.totals import Reading, Totals, mean
from toolkit.messages import Message
from toolkit.scoring import acceptability, pairwise_winning, ranks, sample_weights, stability_intervals

SAMPLES, FEWER_SAMPLES = 100_000, 20_000
SEED = 20130214
MOST_PAIRS = 150
"""Alternatives for which every pair is compared; with more there are also fewer draws."""

_SMALL_SHIFT = 0.05
_BEYOND = 1e-6


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where one criterion's weight may move, the others rescaled, before another is first.
    `below` and `above` are the positions of those who are first beyond; empty where nobody takes over."""

    low: float
    high: float
    below: tuple[int, ...]
    above: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Firmness:
    """`first_shares` is, for each alternative, the share of all weightings in which it stands first, from
    `samples` drawn with a fixed seed; `equal` who is first with equal weights. `pairwise` (n, n) is exact:
    the share of all weightings in which the row is ahead of the column; None with very many."""

    intervals: tuple[Interval, ...]
    equal: tuple[int, ...]
    first_shares: tuple[float, ...]
    samples: int
    pairwise: NDArray[np.float64] | None
    sentence: Message
    is_fragile: bool


def firmness_of(matrix: Matrix, totals: Totals) -> Firmness:
    """Missing values stand for 0, or for the mean of the alternative's other points, as its total reads."""
    values, weights = _values(matrix, totals), _weights(matrix)
    winners = totals.winners
    samples = SAMPLES if len(values) <= MOST_PAIRS else FEWER_SAMPLES
    sample = sample_weights(len(weights), samples, rng=np.random.default_rng(SEED))
    shares = acceptability(values, sample).rank_acceptability[:, 0]
    intervals = tuple(_intervals(values, weights, winners))
    equal = _first(values, np.ones(len(weights)))
    reasons = tuple(_reasons(matrix, winners, intervals, equal, shares))
    return Firmness(
        intervals,
        equal,
        tuple(float(share) for share in shares),
        samples,
        pairwise_winning(values) if len(values) <= MOST_PAIRS else None,
        _sentence(matrix, winners, reasons, shares),
        bool(reasons),
    )


def firmness_findings(matrix: Matrix, totals: Totals, firmness: Firmness) -> Iterator[Finding]:
    if firmness.is_fragile:
        winner = matrix.alternatives[totals.winners[0]]
        cell = winner.printed_rank.cell if winner.printed_rank else winner.total_or_name_cell
        yield Finding(Kind.FRAGILE_WINNER, firmness.sentence, cell)


# --- numbers ------------------------------------------------------------------------------------------


def _values(matrix: Matrix, totals: Totals) -> NDArray[np.float64]:
    """Points, larger is better."""
    sign = -1.0 if totals.smaller_is_better else 1.0
    readings = (total.reading for total in totals.totals)
    return sign * np.array(
        [_filled(matrix, one, reading) for one, reading in zip(matrix.alternatives, readings, strict=True)]
    )


def _filled(matrix: Matrix, one: Alternative, reading: Reading) -> list[float]:
    rest = 0.0
    if reading is Reading.ADJUSTED:
        rest = float(mean(matrix, one, reading) or 0)
    return [rest if points.value is None else float(points.value) for points in one.points]


def _weights(matrix: Matrix) -> NDArray[np.float64]:
    return np.array([float(criterion.weight) for criterion in matrix.criteria])


def _first(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[int, ...]:
    found = ranks(values @ (weights / weights.sum()))
    return tuple(int(position) for position in np.flatnonzero(found == 1))


def _intervals(
    values: NDArray[np.float64], weights: NDArray[np.float64], winners: tuple[int, ...]
) -> Iterator[Interval]:
    borders = stability_intervals(values, weights).winner
    for column, (low, high) in enumerate(borders):
        beyond = [(low - _BEYOND, low > _BEYOND), (high + _BEYOND, high < 1 - _BEYOND)]
        below, above = (
            tuple(one for one in _first(values, _moved(weights, column, weight)) if one not in winners)
            if moves
            else ()
            for weight, moves in beyond
        )
        yield Interval(float(low), float(high), below, above)


def _moved(weights: NDArray[np.float64], column: int, weight: float) -> NDArray[np.float64]:
    others = np.delete(weights, column)
    shares = others / others.sum() if others.sum() > 0 else np.full(others.size, 1 / max(others.size, 1))
    return np.insert(shares * (1 - weight), column, weight)


# --- words --------------------------------------------------------------------------------------------


def _reasons(
    matrix: Matrix,
    winners: tuple[int, ...],
    intervals: tuple[Interval, ...],
    equal: tuple[int, ...],
    shares: NDArray[np.float64],
) -> Iterator[Message]:
    if len(matrix.alternatives) == len(winners):
        return
    if len(winners) > 1:
        yield Message.of("matrix.reason_shared", n=len(winners))
    if set(equal) != set(winners):
        yield Message.of("matrix.reason_equal", names=_names(matrix, equal))
    most = int(np.argmax(shares))
    if most not in winners:
        own = max(float(shares[one]) for one in winners)
        yield Message.of(
            "matrix.reason_share",
            name=matrix.alternatives[most].name,
            share=_per_cent(float(shares[most])),
            own=_per_cent(own),
        )
    yield from _small_shifts(matrix, intervals)


def _small_shifts(matrix: Matrix, intervals: tuple[Interval, ...]) -> Iterator[Message]:
    """The nearest border, if it is near."""
    near = []
    for criterion, interval in zip(matrix.criteria, intervals, strict=True):
        weight = float(criterion.weight)
        for border, takers in ((interval.low, interval.below), (interval.high, interval.above)):
            if takers and abs(border - weight) <= _SMALL_SHIFT:
                near.append((abs(border - weight), criterion, border, takers))
    if near:
        _, criterion, border, takers = min(near, key=lambda one: one[0])
        yield Message.of(
            "matrix.reason_shift",
            criterion=criterion.name,
            weight=_per_cent(float(criterion.weight), 1),
            border=_per_cent(border, 1),
            names=_names(matrix, takers),
        )


def _sentence(
    matrix: Matrix, winners: tuple[int, ...], reasons: tuple[Message, ...], shares: NDArray[np.float64]
) -> Message:
    names = _names(matrix, winners)
    if reasons:
        return Message.of("matrix.fragile_winner", names=names, reasons=reasons)
    if len(matrix.alternatives) == len(winners):
        return Message.of("matrix.nobody_behind", n=len(winners))
    return Message.of("matrix.firm_winner", names=names, share=_per_cent(float(shares[winners[0]])))


def _names(matrix: Matrix, positions: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(matrix.alternatives[position].name for position in positions)


def _per_cent(share: float, decimals: int = 0) -> float:
    """Shares from draws are good for whole per cent, exact borders for more."""
    return round(100 * share, decimals)
