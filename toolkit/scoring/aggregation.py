"""One number for each alternative: the weighted sum, and closeness to the ideal (TOPSIS)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from toolkit.scoring.validation import Floats, shares, signs, table


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> Floats:
    """The weighted mean of each row, in the units of the values, which all criteria must share.

    `values` has shape (n, m), `weights` (m,), from 0 on and in any unit: they are divided by their sum.
    The result has shape (n,). No row depends on another: adding one never moves the rest, and equal rows
    are equal to the last bit. Without rows the result is empty; with one criterion it is that criterion.

    Raises `ValueError` for other shapes, NaN or infinity, negative weights or weights that are all 0.

    Source: Keeney and Raiffa 1976, Decisions with Multiple Objectives, chapter 3.
    """
    rows = table(values)
    return _sums(rows, shares(weights, rows.shape[1]))


def topsis(values: ArrayLike, weights: ArrayLike, directions: ArrayLike | None = None) -> Floats:
    """Closeness to the ideal: the distance to the worst over the distances to the worst and the best.

    `values` has shape (n, m), each criterion in a unit of its own; `weights` (m,) from 0 on, divided by
    their sum; `directions` (m,) is −1 where smaller is better. The result has shape (n,), from 0 (worst
    in everything) to 1. Columns are divided by their Euclidean length, so a row may change the order of
    others (rank reversal). Where the best and the worst are the same (one row, all rows equal, or
    differences only where the weight is 0) every row gets 0.5, neither near nor far.

    Raises `ValueError` for other shapes, NaN or infinity, negative weights or weights that are all 0,
    directions other than +1 and −1.

    Source: Hwang and Yoon 1981, Multiple Attribute Decision Making.
    """
    rows = table(values)
    parts, turned = shares(weights, rows.shape[1]), signs(directions, rows.shape[1])
    if len(rows) == 0:
        return np.empty(0)
    largest = np.abs(rows).max(axis=0)
    near_one = rows / np.where(largest > 0, largest, 1.0)  # so that squares neither overflow nor vanish
    length = np.sqrt((near_one**2).sum(axis=0))
    scaled = near_one * turned / np.where(length > 0, length, 1.0)
    best, worst = scaled.max(axis=0), scaled.min(axis=0)
    widest = float((parts * (best - worst)).max())
    if widest == 0:
        return np.full(len(rows), 0.5)
    relative = parts / widest  # small weights must not vanish when squared
    to_best = np.sqrt(_sums(((best - scaled) * relative) ** 2, np.ones(rows.shape[1])))
    to_worst = np.sqrt(_sums(((scaled - worst) * relative) ** 2, np.ones(rows.shape[1])))
    closeness: Floats = to_worst / (to_best + to_worst)
    return closeness


def _sums(rows: Floats, weights: Floats) -> Floats:
    """Column by column, so that a row's sum does not depend on where it stands, as a matrix product's may."""
    total = np.zeros(len(rows))
    for column, weight in zip(rows.T, weights, strict=True):
        total += weight * column
    return total
