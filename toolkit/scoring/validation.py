"""What may come in: every function of the mathematics checks its input here, and says in a sentence what is
wrong. Nothing is repaired in silence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]


def numbers(given: ArrayLike, name: str) -> Floats:
    """As float64, whatever the shape; NaN and infinity may be among them."""
    try:
        found = np.asarray(given)
        if np.iscomplexobj(found):
            raise TypeError
        return np.asarray(found, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be numbers in rows of equal length.") from None


def finite(given: ArrayLike, name: str, shape: tuple[int, ...] | None = None) -> Floats:
    """Finite numbers, of the shape if one is given."""
    found = numbers(given, name)
    if shape is not None and found.shape != shape:
        raise ValueError(f"{name} must have the shape {shape}, not {found.shape}.")
    if not np.isfinite(found).all():
        raise ValueError(f"{name} must be finite numbers.")
    return found


def table(values: ArrayLike, name: str = "Values") -> Floats:
    """Alternatives (rows, possibly none) by criteria (columns, at least one)."""
    found = numbers(values, name)
    if found.ndim != 2 or found.shape[1] == 0:
        raise ValueError(f"{name} must be a table of alternatives by criteria, not of shape {found.shape}.")
    return finite(found, name)


def raw_weights(weights: ArrayLike, m: int) -> Floats:
    """m weights from 0 on, at least one above 0, in their own units."""
    found = finite(weights, "Weights", (m,))
    if (found < 0).any():
        raise ValueError("Weights must not be negative.")
    if not found.any():
        raise ValueError("Weights must not all be 0.")
    return found


def shares(weights: ArrayLike, m: int) -> Floats:
    """m weights from 0 on as shares of their sum."""
    found = raw_weights(weights, m)
    near_one = found / found.max()  # so that the sum of very large weights stays finite
    normalised: Floats = near_one / near_one.sum()
    return normalised


def ratings(given: ArrayLike) -> Floats:
    """Raters (rows) by units (columns), NaN where a rater gave none; possibly empty."""
    found = numbers(given, "Ratings")
    if found.ndim != 2:
        raise ValueError(f"Ratings must be a table of raters by units, not of shape {found.shape}.")
    if np.isinf(found).any():
        raise ValueError("Ratings must be finite numbers, or NaN where one is missing.")
    return found


def signs(directions: ArrayLike | None, m: int) -> Floats:
    """+1 where larger is better, −1 where smaller is."""
    if directions is None:
        return np.ones(m)
    found = finite(directions, "Directions", (m,))
    if (np.abs(found) != 1).any():
        raise ValueError("Directions must be +1 (larger is better) or −1 (smaller is better).")
    return found


def whole(number: int, name: str, lowest: int) -> int:
    """A whole number from the lowest on; True is none."""
    if isinstance(number, bool) or not isinstance(number, (int, np.integer)) or number < lowest:
        raise ValueError(f"{name} must be a whole number from {lowest} on, not {number!r}.")
    return int(number)


def importance(order: Sequence[int] | Integers | None, m: int) -> Integers | None:
    """All columns, the most important first."""
    if order is None:
        return None
    found = finite(np.asarray(order), "The order", (m,))
    if not np.array_equal(np.sort(found), np.arange(m)):
        raise ValueError("The order must name every criterion once, from the most important on.")
    return found.astype(np.int64)
