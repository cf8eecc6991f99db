"""How far a weight or a level may move before the weighted sum gives another order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from toolkit.scoring.aggregation import weighted_sum
from toolkit.scoring.ranking import ranks
from toolkit.scoring.validation import Floats, Integers, Truths, finite, numbers, shares, table

_TOLERANCE = 1e-9  # of ties, as in `ranks`


@dataclass(frozen=True, slots=True, eq=False)
class StabilityIntervals:
    """From and to which share of the sum each weight may move: shape (m, 2), within 0 … 1.

    Within `winner[j]` nobody else gets ahead of those that stand first now; within `ranking[j]` no two
    rows change places. At an end of an interval that is not 0 or 1 the next row draws level.
    """

    winner: Floats
    ranking: Floats


def stability_intervals(values: ArrayLike, weights: ArrayLike) -> StabilityIntervals:
    """For each criterion, how far its weight alone may move, the others rescaled in proportion; exact.

    `values` has shape (n, m), all criteria on one scale, larger is better; `weights` (m,) from 0 on,
    divided by their sum. Where several rows stand first at the start, the winner's interval lasts as long
    as one of them is still first; rows that tie at the start may part within the ranking's interval, but
    no row passes one that was ahead. A weight of 1 cannot move, since the others have no proportion: its
    intervals are 1 … 1. With one row, or none, or all rows equal, every other interval is 0 … 1.

    Raises `ValueError` for other shapes, NaN or infinity, negative weights or weights that are all 0.

    Source: Triantaphyllou and Sánchez 1997, A sensitivity analysis approach for some deterministic
    multi-criteria decision-making methods, Decision Sciences 28.
    """
    rows = _small(table(values))
    m = rows.shape[1]
    parts = shares(weights, m)
    places = ranks(weighted_sum(rows, parts), _TOLERANCE) if len(rows) else np.empty(0, dtype=np.int64)
    winner, ranking = np.tile([0.0, 1.0], (m, 1)), np.tile([0.0, 1.0], (m, 1))
    for j in range(m):
        others = np.where(np.arange(m) == j, 0.0, parts)
        if not others.any():
            winner[j] = ranking[j] = 1.0
            continue
        rest = weighted_sum(rows, others)
        slopes = rows[:, j] - rest
        scores = rest + parts[j] * slopes
        for side, direction in ((0, -1.0), (1, 1.0)):
            room = parts[j] if side == 0 else 1 - parts[j]
            order = np.lexsort((-direction * slopes, places))
            falls = _room(scores[order], direction * slopes[order], places[order], room)
            winner[j, side] = parts[j] + direction * falls[0]
            ranking[j, side] = parts[j] + direction * falls[1]
    return StabilityIntervals(np.clip(winner, 0.0, 1.0), np.clip(ranking, 0.0, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class LevelFlips:
    """The single changes that put other rows first: row, column and change of each, shape (flips,)."""

    rows: Integers
    columns: Integers
    changes: Floats
    _values: Floats
    _weights: Floats

    def __len__(self) -> int:
        return self.rows.size

    def first(self, flip: int) -> Integers:
        """The rows that stand first after one of the changes."""
        changed = self._values.copy()
        changed[self.rows[flip], self.columns[flip]] += self.changes[flip]
        return np.flatnonzero(ranks(weighted_sum(changed, self._weights), _TOLERANCE) == 1)


def level_flips(
    values: ArrayLike,
    weights: ArrayLike,
    step: ArrayLike,
    *,
    lowest: ArrayLike | None = None,
    highest: ArrayLike | None = None,
) -> LevelFlips:
    """The changes of a single value by one step, up or down, after which not the same rows stand first.

    `values` has shape (n, m), `weights` (m,) from 0 on, divided by their sum; `step` is the size of a
    step above 0, one for all criteria or (m,); or (2, n, m), the step down and the step up of each value,
    NaN where there is none. A change that would leave `lowest` … `highest` (one for all or (m,)) does not
    count. Where several rows stand first, a change that leaves fewer or other ones is a
    flip; ties as in `ranks`. With one row, or none, nothing can flip.

    Raises `ValueError` for other shapes, NaN or infinity, negative weights, weights that are all 0, or a
    step that is not above 0.

    Source: none; every change is tried.
    """
    rows = table(values)
    parts = shares(weights, rows.shape[1])
    allowed = _allowed(rows, step, lowest, highest)
    sums = weighted_sum(rows, parts)
    first = ranks(sums, _TOLERANCE) == 1 if len(rows) else np.zeros(0, dtype=np.bool_)
    found = [
        np.column_stack((row, np.full(row.size, column), change[row]))
        for column, change, may in allowed
        for row in (np.flatnonzero(may & _flips(sums, first, parts[column] * change)),)
    ]
    flips = np.concatenate([*found, np.empty((0, 3))])
    flips = flips[np.lexsort((flips[:, 2], flips[:, 1], flips[:, 0]))]
    return LevelFlips(flips[:, 0].astype(np.int64), flips[:, 1].astype(np.int64), flips[:, 2], rows, parts)


def turned_by_a_step(
    values: ArrayLike,
    weights: ArrayLike,
    step: ArrayLike,
    *,
    lowest: ArrayLike | None = None,
    highest: ArrayLike | None = None,
) -> Truths:
    """Whether one step less for the row ahead, or one more for the row behind, takes away the lead.

    Everything as in `level_flips`; the result has shape (n, n), is the same for (a, b) and (b, a), and
    False on the diagonal. Rows that tie have no lead: their pair is True.
    """
    rows = table(values)
    parts = shares(weights, rows.shape[1])
    up, down = np.zeros(len(rows)), np.zeros(len(rows))
    for column, change, may in _allowed(rows, step, lowest, highest):
        best = np.where(may, parts[column] * np.abs(change), 0.0)
        side = up if (change > 0).any() else down
        np.maximum(side, best, out=side)
    sums = weighted_sum(rows, parts)
    width = _TOLERANCE * max(1.0, float(np.abs(sums).max(initial=0.0)))
    lead = sums[:, np.newaxis] - sums
    lost = np.maximum(down[:, np.newaxis], up) >= lead - width
    turned: Truths = np.where(lead >= 0, lost, lost.T)
    np.fill_diagonal(turned, False)
    return turned


# --- one weight ---------------------------------------------------------------------------------------


def _small(rows: Floats) -> Floats:
    """The same differences from 0 to 1, as far as a common scale and what all rows share can be removed."""
    if rows.size == 0:
        return rows
    quarter = rows / 4
    from_lowest = quarter - quarter.min(axis=0)
    widest = float(from_lowest.max())
    small: Floats = from_lowest / (widest or 1.0)
    return small


def _room(scores: Floats, gains: Floats, places: Integers, room: float) -> tuple[float, float]:
    """How far the weight may move until the first place, and until any place, changes hands.

    Rows stand from best to worst, those that tie with the largest gain first: these are ahead as soon as
    the weight moves. The first to draw level with anyone is always a neighbour.
    """
    if scores.size == 0:
        return room, room
    behind = places > places[0]
    first = _meeting(scores[0] - scores[behind], gains[behind] - gains[0])
    apart = np.diff(places) > 0
    neighbours = _meeting(-np.diff(scores)[apart], np.diff(gains)[apart])
    return min(first, room), min(neighbours, room)


def _meeting(leads: Floats, catching_up: Floats) -> float:
    closing = catching_up > 0
    return float((np.maximum(leads[closing], 0.0) / catching_up[closing]).min(initial=np.inf))


# --- one step -----------------------------------------------------------------------------------------


def _allowed(
    rows: Floats, step: ArrayLike, lowest: ArrayLike | None, highest: ArrayLike | None
) -> list[tuple[int, Floats, Truths]]:
    """Column, the change of each row, and for which rows it is one and stays within the scale."""
    n, m = rows.shape
    down, up = _steps(step, n, m)
    low = np.full(m, -np.inf) if lowest is None else _for_each(lowest, m, "The lowest value")
    high = np.full(m, np.inf) if highest is None else _for_each(highest, m, "The highest value")
    may_fall = (down > 0) & (rows - down >= low - 1e-9 * down)
    may_rise = (up > 0) & (rows + up <= high + 1e-9 * up)
    return [(j, -down[:, j], may_fall[:, j]) for j in range(m)] + [
        (j, up[:, j], may_rise[:, j]) for j in range(m)
    ]


def _steps(step: ArrayLike, n: int, m: int) -> Floats:
    """The steps down and up of each value, shape (2, n, m); 0 where there is none."""
    found = numbers(step, "The step")
    if found.ndim < 3:
        found = np.broadcast_to(_for_each(step, m, "The step"), (2, n, m))
    if found.shape != (2, n, m):
        raise ValueError(f"Steps down and up of each value must have the shape {(2, n, m)}.")
    if (found <= 0).any() or np.isinf(found).any():
        raise ValueError("The step must be above 0.")
    return np.nan_to_num(found, nan=0.0)


def _for_each(given: ArrayLike, m: int, name: str) -> Floats:
    found = finite(given, name)
    if found.shape not in ((), (m,)):
        raise ValueError(f"{name} must be one number, or one for each of the {m} criteria.")
    return np.broadcast_to(found, (m,))


def _flips(sums: Floats, first: Truths, change: Floats) -> Truths:
    """For each row: whether other rows stand first once its sum has changed and no other one has.

    Those first are all whose sum lies within the tolerance of the best, so it is enough to count them.
    """
    if sums.size < 2:
        return np.zeros(sums.size, dtype=np.bool_)
    ascending, size = np.sort(sums), np.abs(sums)
    changed = sums + change
    best_other = np.where(sums == ascending[-1], ascending[-2], ascending[-1])  # the same if two are best
    largest = np.partition(size, -2)[-2:]
    largest_other = np.where(size == largest[1], largest[0], largest[1])
    best = np.maximum(best_other, changed)
    width = _TOLERANCE * np.maximum(1.0, np.maximum(largest_other, np.abs(changed)))
    itself = changed >= best - width
    within = sums.size - np.searchsorted(ascending, best - width, side="left")
    others = within - (sums >= best - width)
    flipped: Truths = (itself != first) | (others != first.sum() - first)
    return flipped
