"""Ranks with ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def ranks(scores: ArrayLike, tolerance: float = 1e-9) -> NDArray[np.int64]:
    """Competition ranking: 1 is best, ties share a rank and the next ones are skipped (1, 2, 2, 4).

    `scores` has shape (n,), larger is better; the result has shape (n,). Walking down from the best, a new
    group starts where the distance to the group's first exceeds `tolerance` × max(1, largest absolute
    score): scores that differ by rounding only stay tied. An empty input gives an empty result; all equal
    gives rank 1 throughout.

    Raises `ValueError` for another shape, NaN or infinity, or a negative tolerance.
    """
    values = np.asarray(scores, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError(f"Scores must be one row of numbers, not of shape {values.shape}.")
    if not np.isfinite(values).all():
        raise ValueError("Scores must be finite numbers.")
    if not tolerance >= 0:
        raise ValueError("The tolerance must not be negative.")
    result = np.empty(values.size, dtype=np.int64)
    if values.size == 0:
        return result
    width = tolerance * max(1.0, float(np.abs(values).max()))
    order = np.argsort(-values, kind="stable")
    rank, first = 1, float(values[order[0]])
    for position, index in enumerate(order, start=1):
        if first - float(values[index]) > width:
            rank, first = position, float(values[index])
        result[index] = rank
    return result
