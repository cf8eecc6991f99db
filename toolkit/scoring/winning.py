"""How often one alternative beats another over all weightings: exactly, without sampling."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from toolkit.scoring.validation import Floats, Integers, importance, table

_PAIRS = 4096  # pairs that are in memory at a time


def pairwise_winning(values: ArrayLike, *, order: Sequence[int] | None = None) -> Floats:
    """The share of all weightings under which row a is strictly ahead of row b in the weighted sum.

    `values` has shape (n, m), all criteria on one scale, larger is better. Without `order` the weights are
    uniform on the simplex; `order` lists all columns from the most important on, and the weights are then
    uniform among those that fall in that order. The result has shape (n, n), 0 on the diagonal and
    between equal rows; for two different rows the two shares sum to 1. The expected rank of a row is
    1 + the sum of its losses + half a place for each row that equals it.

    The share is the volume of the simplex on one side of a plane, by a recursion whose steps are weighted
    means of numbers from 0 to 1: nothing cancels, however near the rows are to each other. Without rows
    the result is empty; with one criterion each share is 0 or 1.

    Raises `ValueError` for another shape, NaN or infinity, or an order that does not name every column once.

    Source: Varsi 1973, The multidimensional content of the frustum of the simplex, Pacific Journal of
    Mathematics 46; Ali 1973, Content of the frustum of a simplex, Pacific Journal of Mathematics 48.
    """
    rows = table(values)
    n, m = rows.shape
    columns = _by_column(rows, importance(order, m))
    result = np.zeros((n, n))
    a, b = np.triu_indices(n, 1)
    for start in range(0, a.size, _PAIRS):
        one, other = a[start : start + _PAIRS], b[start : start + _PAIRS]
        differences = columns[:, one] - columns[:, other]
        if order is not None:
            differences = np.cumsum(differences, axis=0) / np.arange(1, m + 1)[:, np.newaxis]
        behind = _share_behind(differences)
        differ = differences.any(axis=0)
        result[one, other] = np.where(differ, 1 - behind, 0.0)
        result[other, one] = np.where(differ, behind, 0.0)
    return result


def _by_column(rows: Floats, order: Integers | None) -> Floats:
    """Columns first, the most important one first, and small enough that no difference or sum overflows."""
    arranged = rows if order is None else rows[:, order]
    largest = float(np.abs(rows).max(initial=0.0))
    halvings = 2 + rows.shape[1].bit_length() if largest > 1e290 else 0
    return np.ascontiguousarray(np.ldexp(arranged.T, -halvings))


def _share_behind(differences: Floats) -> Floats:
    """Volume of the simplex where the weighted sum of the differences is below 0, for each column.

    With the positive differences x and the negative ones −y: start with 1, 0, …, 0 and for each y make
    each entry k + 1 the mean of itself, weighted by x_k, and of entry k, weighted by y. Where a difference
    is not positive its entry repeats the one before it and so drops out.
    """
    positive, negative = np.maximum(differences, 0.0), np.maximum(-differences, 0.0)
    m, pairs = differences.shape
    entries = np.zeros((m + 1, pairs))
    entries[0] = 1.0
    repeats = positive == 0
    for k in range(m):
        np.copyto(entries[k + 1], entries[k], where=repeats[k])
    for y in negative:
        for k, x in enumerate(positive):
            part = np.divide(y, x + y, out=np.ones(pairs), where=~(repeats[k] & (y == 0)))
            entries[k + 1] = (1 - part) * entries[k + 1] + part * entries[k]
    share: Floats = np.clip(entries[m], 0.0, 1.0)
    return share
