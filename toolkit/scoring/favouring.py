"""Which weights would put an alternative first, and how far they are from the given ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from toolkit.scoring.validation import Floats, Integers, finite, importance, shares, table, whole

_TIE = 1e-9  # how far behind a row may be to count as first, in units of the widest difference


def weights_that_favour(
    values: ArrayLike,
    row: int,
    weights: ArrayLike,
    *,
    order: Sequence[int] | None = None,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
) -> Floats | None:
    """The admissible weights nearest to the given ones under which the row is first; ties are allowed.

    Nearest means that the largest change of a single weight is as small as can be. `values` has shape
    (n, m), all criteria on one scale, larger is better; `weights` (m,) from 0 on, divided by their sum.
    Admissible: from 0 on, sum 1, falling along `order` (all columns, the most important first), within
    `lower` and `upper` (m,), shares of the sum. The result has shape (m,) and sums to 1; None where no
    admissible weights put the row first, as when another row is better in everything. Where the row is
    first already, and the weights are admissible, they come back as shares.

    Raises `ValueError` for other shapes, NaN or infinity, negative weights, weights that are all 0, an
    order that does not name every column once, or a row that is not there.

    Source: linear programme, solved by HiGHS: Huangfu and Hall 2018, Mathematical Programming
    Computation 10.
    """
    rows = table(values)
    n, m = rows.shape
    if whole(row, "The row", 0) >= n:
        raise ValueError(f"There is no row {row}: rows are counted from 0, and there are {n}.")
    given, ranked = shares(weights, m), importance(order, m)
    low = np.zeros(m) if lower is None else np.maximum(finite(lower, "Lower bounds", (m,)), 0.0)
    high = np.ones(m) if upper is None else np.minimum(finite(upper, "Upper bounds", (m,)), 1.0)
    if (low > high).any():
        return None
    behind = _shortfalls(rows, row)
    limits = np.vstack((behind, _falling(ranked, m)))
    if (limits @ given <= _TIE).all() and ((given >= low) & (given <= high)).all():
        return given
    found = _nearest(given, limits, low, high)
    if found is None or (limits @ found > _TIE).any():
        return None
    return found


def _shortfalls(rows: Floats, row: int) -> Floats:
    """What each other row is ahead by in each criterion, the widest difference of each row being 1."""
    ahead = np.unique(rows / 4 - rows[row] / 4, axis=0)  # so that no difference overflows
    ahead = ahead[(ahead > 0).any(axis=1)]
    scaled: Floats = ahead / np.abs(ahead).max(axis=1, keepdims=True)
    return scaled


def _falling(order: Integers | None, m: int) -> Floats:
    """Each criterion's weight is at most that of the one before it."""
    if order is None:
        return np.empty((0, m))
    unit = np.eye(m)
    falling: Floats = unit[order[1:]] - unit[order[:-1]]
    return falling


def _nearest(given: Floats, limits: Floats, low: Floats, high: Floats) -> Floats | None:
    """The weights, and as the last unknown the largest change."""
    m = given.size
    unit, change = np.eye(m), np.ones((m, 1))
    above = np.vstack(
        (
            np.hstack((limits, np.zeros((len(limits), 1)))),
            np.hstack((unit, -change)),
            np.hstack((-unit, -change)),
        )
    )
    solved = linprog(
        np.append(np.zeros(m), 1.0),
        A_ub=above,
        b_ub=np.concatenate((np.zeros(len(limits)), given, -given)),
        A_eq=np.append(np.ones(m), 0.0)[np.newaxis],
        b_eq=[1.0],
        bounds=[*zip(low, high, strict=True), (0, None)],
        method="highs",
    )
    if solved.x is None or solved.status != 0:
        return None
    found = np.clip(solved.x[:m], low, high)
    nearest: Floats = found / found.sum()
    return nearest
