"""Weights of criteria from what people can say: an order, points, or comparisons in pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.scoring.validation import numbers, whole

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Saaty's mean consistency index of random matrices of size 1 … 15."""

_RECIPROCAL_WITHIN = 0.05  # so that 0.33 for 1/3 and 0.13 for 1/8 are what they were meant to be


def rank_order_centroid(m: int) -> NDArray[np.float64]:
    """Weights for m criteria of which only the order is known, the most important first.

    The centre of all weightings with that order: w_i = (1/i + … + 1/m) / m. Shape (m,), sums to 1; one
    criterion has the weight 1. Raises `ValueError` unless m is a whole number from 1 on.

    Source: Edwards and Barron 1994, SMARTS and SMARTER, Organizational Behavior and Human Decision
    Processes 60.
    """
    return _shares(np.cumsum((1 / _places(m))[::-1])[::-1])


def rank_sum(m: int) -> NDArray[np.float64]:
    """Weights that fall by equal steps with the place: w_i in proportion to m + 1 − i.

    Shape (m,), the most important first, sums to 1; one criterion has the weight 1. Raises `ValueError`
    unless m is a whole number from 1 on.

    Source: Stillwell, Seaver and Edwards 1981, Organizational Behavior and Human Performance 28.
    """
    return _shares(_places(m)[::-1])


def rank_reciprocal(m: int) -> NDArray[np.float64]:
    """Weights that fall like 1, 1/2, 1/3, … with the place.

    Shape (m,), the most important first, sums to 1; one criterion has the weight 1. Raises `ValueError`
    unless m is a whole number from 1 on.

    Source: Stillwell, Seaver and Edwards 1981, Organizational Behavior and Human Performance 28.
    """
    return _shares(1 / _places(m))


def swing(points: ArrayLike) -> NDArray[np.float64]:
    """Weights from swing points: how much the step from worst to best is worth on each criterion.

    `points` has shape (m,), from 0 on, in any unit (usually 100 for the largest swing); the result has
    shape (m,) and sums to 1. Raises `ValueError` for another shape, no criterion, NaN or infinity,
    negative points, or points that are all 0.

    Source: von Winterfeldt and Edwards 1986, Decision Analysis and Behavioral Research.
    """
    given = numbers(points, "Swing points")
    if given.ndim != 1 or given.size == 0:
        raise ValueError(f"Swing points must be one row of numbers, not of shape {given.shape}.")
    if not np.isfinite(given).all() or (given < 0).any():
        raise ValueError("Swing points must be finite numbers from 0 on.")
    if not given.any():
        raise ValueError("At least one criterion needs swing points above 0.")
    return _shares(given)


@dataclass(frozen=True, slots=True, eq=False)
class PairwiseWeights:
    """What comparisons in pairs amount to. Consistent comparisons have an index and a ratio of 0; above a
    ratio of 0.1 Saaty advises to think the comparisons over."""

    weights: NDArray[np.float64]
    lambda_max: float
    consistency_index: float
    consistency_ratio: float


def ahp(matrix: ArrayLike) -> PairwiseWeights:
    """Weights from comparisons in pairs, by the principal eigenvector (analytic hierarchy process).

    `matrix` has shape (m, m): entry (i, j) says how many times as important criterion i is as j, usually
    on the scale 1/9 … 9. `.weights` has shape (m,) and sums to 1. The diagonal is 1 and (j, i) is one
    over (i, j); both may be rounded by up to 5 % (0.33 for 1/3) and are then made exact by their
    geometric mean. With one or two criteria nothing can contradict itself: index and ratio are 0.

    Raises `ValueError` where the matrix is not square, holds what is no positive finite number, is not
    reciprocal, contradicts itself beyond what can be computed, or has more than 15 criteria, for which
    there is no random index.

    Source: Saaty 1980, The Analytic Hierarchy Process; Saaty 1990, European Journal of Operational
    Research 48.
    """
    logarithms = _reciprocal_logarithms(matrix)
    m = len(logarithms)
    # Scaled by the geometric means of the rows, the matrix is all ones where nothing contradicts itself:
    # whatever the size of the entries, the eigenvector is then found without loss.
    means = logarithms.mean(axis=1)
    with np.errstate(over="ignore"):
        scaled = np.exp(logarithms - means[:, np.newaxis] + means)
    if not np.isfinite(scaled).all():
        raise ValueError("The comparisons contradict each other beyond what can be computed.")
    eigenvalues, eigenvectors = np.linalg.eig(scaled)
    principal = int(np.argmax(eigenvalues.real))
    lambda_max = max(float(eigenvalues[principal].real), float(m))
    exponents = means + np.log(np.abs(eigenvectors[:, principal].real))
    weights = _shares(np.exp(exponents - exponents.max()))
    index = (lambda_max - m) / (m - 1) if m > 2 else 0.0
    ratio = index / RANDOM_INDEX[m - 1] if m > 2 else 0.0
    return PairwiseWeights(weights, lambda_max if m > 2 else float(m), index, ratio)


def _reciprocal_logarithms(matrix: ArrayLike) -> NDArray[np.float64]:
    """The logarithms of a matrix of comparisons, made exactly reciprocal."""
    given = numbers(matrix, "Comparisons in pairs")
    if given.ndim != 2 or given.shape[0] != given.shape[1] or given.size == 0:
        raise ValueError(f"Comparisons in pairs must be a square table, not of shape {given.shape}.")
    if len(given) > len(RANDOM_INDEX):
        raise ValueError(f"At most {len(RANDOM_INDEX)} criteria can be compared in pairs.")
    if not np.isfinite(given).all() or (given <= 0).any():
        raise ValueError("Comparisons in pairs must be positive finite numbers.")
    logarithms = np.log(given)
    if np.abs(logarithms + logarithms.T).max() > np.log1p(_RECIPROCAL_WITHIN):
        raise ValueError("Each comparison must be one over its counterpart, and the diagonal must be 1.")
    halves: NDArray[np.float64] = (logarithms - logarithms.T) / 2
    return halves


def _shares(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    near_one = parts / parts.max()  # so that the sum of very large parts stays finite
    shares: NDArray[np.float64] = near_one / near_one.sum()
    return shares


def _places(m: int) -> NDArray[np.float64]:
    return np.arange(1, whole(m, "The number of criteria", 1) + 1, dtype=np.float64)
