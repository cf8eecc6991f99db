"""Which ranks are likely: the middle of what the acceptabilities say (rule 12)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from toolkit.scoring.validation import Integers, finite

CENTRAL = 0.95
_ROUNDING = 1e-9  # shares that were summed up may miss the border by their last digits


def likely_ranks(rank_acceptability: ArrayLike, *, central: float = CENTRAL) -> Integers:
    """The lowest and the highest likely rank of each row, from 1 on: shape (n, 2).

    `rank_acceptability` has shape (n, n) as `acceptability` gives it. Left out at either end are ranks that
    take no more than half of what `central` leaves, 2.5 % by default. Without rows the result is empty.

    Raises `ValueError` for another shape, or where `central` is not above 0 and at most 1.
    """
    shares = finite(rank_acceptability, "Rank acceptabilities")
    if shares.ndim != 2 or shares.shape[0] != shares.shape[1]:
        raise ValueError(f"Rank acceptabilities must be a square table, not of shape {shares.shape}.")
    if not 0 < central <= 1:
        raise ValueError("The central share must be above 0 and at most 1.")
    if len(shares) == 0:
        return np.empty((0, 2), dtype=np.int64)
    left_out = (1 - central) / 2
    reached = np.cumsum(shares, axis=1)
    low = (reached > left_out + _ROUNDING).argmax(axis=1)
    high = (reached >= 1 - left_out - _ROUNDING).argmax(axis=1)
    return np.column_stack((low, high)).astype(np.int64) + 1
