"""What can be said without weights: which alternatives no other one beats in everything."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from toolkit.scoring.validation import Truths, table


def pareto_front(values: ArrayLike) -> Truths:
    """Whether no other row is at least as good in every criterion and better in one.

    `values` has shape (n, m), larger is better; the result has shape (n,). Equal rows do not dominate one
    another: they are all on the front or all behind it. One row alone is on the front; without rows the
    result is empty. Raises `ValueError` for another shape, NaN or infinity.

    Source: Kung, Luccio and Preparata 1975, Journal of the ACM 22.
    """
    rows = table(values)
    if len(rows) == 0:
        return np.zeros(0, dtype=np.bool_)
    unique, places = np.unique(rows + 0.0, axis=0, return_inverse=True)  # −0 is 0
    front = np.zeros(len(unique), dtype=np.bool_)
    # Whoever dominates a row is larger in the first column that differs: from the largest row down, the
    # first one that is left is on the front.
    left = np.arange(len(unique))[::-1]
    while left.size:
        front[left[0]] = True
        left = left[(unique[left] > unique[left[0]]).any(axis=1)]
    return front[places.reshape(-1)]
