"""Comparing each alternative with all others (PROMETHEE II), or with the profiles of classes (MR-Sort)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from toolkit.scoring.validation import Floats, Integers, finite, numbers, raw_weights, shares, signs, table

Preference = Literal["usual", "u_shape", "v_shape", "level", "linear", "gaussian"]

GAUSSIAN_MOST = 5_000
_BLOCK = 512  # rows of a table of pairs that are in memory at a time
_NARROW = 1e6  # a ramp this much narrower than the values spread is summed pair by pair, against cancellation
_ROUNDING = 1e-12  # 0.8 − 0.7 does not exceed a threshold of 0.1, though it does in floating point


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """How much each row is preferred to the others on average, how much they are to it, and the difference.

    Each has shape (n,); plus and minus run from 0 to 1. `net_by_criterion` (n, m) does not depend on the
    weights: net is its weighted mean.
    """

    plus: Floats
    minus: Floats
    net: Floats
    net_by_criterion: Floats


def promethee(
    values: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike | None = None,
    *,
    preference: Preference | Sequence[Preference] = "linear",
    q: ArrayLike = 0.0,
    p: ArrayLike = 0.0,
    s: ArrayLike = 1.0,
) -> Flows:
    """PROMETHEE II: the mean preference of each row over the others, and of the others over it.

    `values` has shape (n, m), `weights` (m,) from 0 on, divided by their sum; `directions` (m,) is −1 where
    smaller is better. `preference`, `q`, `p` and `s` are one for all criteria or one each. With the
    difference d > 0, the preference is
    usual: 1; u_shape: 1 where d > q; v_shape: d/p up to 1; level: ½ where d > q, 1 where d > p;
    linear: (d − q)/(p − q) from 0 to 1; gaussian: 1 − exp(−d²/2s²).
    Thresholds are in units of the criterion. With p = q the linear preference jumps at q as u_shape does,
    with p = 0 v_shape is usual. A difference that exceeds a threshold by rounding only does not exceed it.

    No table of all pairs is built; gaussian compares all pairs in blocks and takes at most 5,000 rows.
    One row has the flows 0; without rows the result is empty. Net flows may change order when a row joins.

    Raises `ValueError` for other shapes, NaN or infinity, negative weights or thresholds, weights that are
    all 0, p < q where both count, s = 0 with gaussian, or an unknown preference.

    Source: Brans, Vincke and Mareschal 1986, European Journal of Operational Research 24.
    """
    rows = table(values)
    n, m = rows.shape
    parts, turned = shares(weights, m), signs(directions, m)
    kinds, thresholds = _preferences(preference, m), [_thresholds(one, m) for one in (q, p, s)]
    plus, minus, single = np.zeros(n), np.zeros(n), np.zeros((n, m))
    if n > 1:
        for j in range(m):
            ahead, behind = _flows(rows[:, j] * turned[j], kinds[j], *(float(one[j]) for one in thresholds))
            plus += parts[j] * ahead
            minus += parts[j] * behind
            single[:, j] = ahead - behind
    return Flows(plus, minus, plus - minus, single)


def mr_sort(  # noqa: PLR0917 - the public signature
    values: ArrayLike,
    profiles: ArrayLike,
    weights: ArrayLike,
    majority: float,
    vetoes: ArrayLike | None = None,
    directions: ArrayLike | None = None,
) -> Integers:
    """The class of each row: the best one whose profile it reaches on enough criteria, without a veto.

    `values` has shape (n, m); `profiles` (k, m) are the lower limits of the classes 1 … k from worst to
    best, class 0 has none; `weights` (m,) from 0 on stay in their units, and `majority` is in these units:
    a profile is reached where the weights of the criteria on which the row is at least as good sum up to
    it. `vetoes` (k, m) belong to the profiles: a value at the veto or worse bars the class, however good
    the rest. NaN in a profile asks nothing of the criterion, so that it counts as reached; NaN in a veto
    is none. `directions` (m,) is −1 where smaller is better, in profiles and vetoes too. The result has
    shape (n,), 0 the worst class. Without rows the result is empty; without profiles every row is in class 0.

    Raises `ValueError` for other shapes, NaN or infinity among the values, negative weights or weights
    that are all 0, a majority that is not above 0, or a profile that is worse than the one below it.

    Source: Leroy, Mousseau and Pirlot 2011, Learning the parameters of a multiple criteria sorting method.
    """
    rows = table(values)
    m = rows.shape[1]
    turned, own = signs(directions, m), raw_weights(weights, m)
    limits = _limits(profiles, m, "Profiles") * turned
    bars = np.full_like(limits, np.nan) if vetoes is None else _limits(vetoes, m, "Vetoes") * turned
    if bars.shape != limits.shape:
        raise ValueError(f"Vetoes must have the shape of the profiles {limits.shape}, not {bars.shape}.")
    if not (np.isfinite(majority) and majority > 0):
        raise ValueError("The majority must be a finite number above 0.")
    if (limits[1:] < limits[:-1]).any():
        raise ValueError("Profiles must run from worst to best: one is worse than the one below it.")
    largest = float(own.max())
    needed = majority / largest - 1e-9 * float((own / largest).sum())  # 0.7 + 0.1 reaches 0.8
    result = np.zeros(len(rows), dtype=np.int64)
    for place, (limit, bar) in enumerate(zip(limits, bars, strict=True), start=1):
        seen = rows * turned
        support = (~(seen < limit)) @ (own / largest)
        result[(support >= needed) & ~(seen <= bar).any(axis=1)] = place
    return result


# --- one criterion ------------------------------------------------------------------------------------


def _flows(column: Floats, kind: Preference, q: float, p: float, s: float) -> tuple[Floats, Floats]:
    """Mean preference over the others and theirs over each, on one criterion where larger is better."""
    if kind in ("level", "linear") and p < q:
        raise ValueError(f"The {kind} preference needs p at least as large as q.")
    if kind == "gaussian" and s == 0:
        raise ValueError("The gaussian preference needs s above 0.")
    others = column.size - 1
    largest = float(np.abs(column).max()) or 1.0
    near_one = column / largest  # so that no difference overflows
    with np.errstate(over="ignore"):
        q, p, s = (float(np.float64(one) / largest) for one in (q, p, s))
    if kind == "gaussian":
        plus, minus = _gaussian(near_one, s)
    else:
        plus, minus = _ahead(near_one, kind, q, p), _ahead(-near_one, kind, q, p)
    return plus / others, minus / others


def _ahead(column: Floats, kind: Preference, q: float, p: float) -> Floats:
    """The sum of each value's preferences over all others."""
    order = np.argsort(column, kind="stable")
    ascending = column[order]
    result = np.empty_like(column)
    result[order] = _preferred(ascending, kind, q, p)
    return result


def _preferred(ascending: Floats, kind: Preference, q: float, p: float) -> Floats:
    if kind == "usual":
        return _exceeding(ascending, 0.0)
    if kind == "u_shape":
        return _exceeding(ascending, q)
    if kind == "level":
        return (_exceeding(ascending, q) + _exceeding(ascending, p)) / 2
    return _ramp(ascending, q if kind == "linear" else 0.0, p)


def _exceeding(ascending: Floats, threshold: float) -> Floats:
    """For each value, how many it exceeds by more than the threshold."""
    bound = threshold * (1 + _ROUNDING) + (_ROUNDING if threshold > 0 else 0.0)
    return np.searchsorted(ascending, ascending - bound, side="left").astype(np.float64)


def _ramp(ascending: Floats, q: float, p: float) -> Floats:
    """For each value, the sum over all others of the preference that grows from q to p."""
    width = p - q
    if width == 0 or not np.isfinite(q):
        return _exceeding(ascending, q)
    span = float(ascending[-1] - ascending[0])
    if span > _NARROW * width:
        return _ramp_by_pairs(ascending, q, width)
    moved = ascending - ascending[0]
    up_to = np.concatenate(([0.0], np.cumsum(moved)))
    start = moved - q
    full = np.searchsorted(moved, start - width, side="right")
    some = np.maximum(np.searchsorted(moved, start, side="left"), full)
    partly = ((some - full) * start - (up_to[some] - up_to[full])) / width
    preferred: Floats = full + np.clip(partly, 0, some - full)
    return preferred


def _ramp_by_pairs(ascending: Floats, q: float, width: float) -> Floats:
    result = np.empty_like(ascending)
    for first in range(0, ascending.size, _BLOCK):
        block = slice(first, first + _BLOCK)
        differences = ascending[block, np.newaxis] - ascending
        with np.errstate(over="ignore"):
            result[block] = np.clip((differences - q) / width, 0, 1).sum(axis=1)
    return result


def _gaussian(column: Floats, s: float) -> tuple[Floats, Floats]:
    if column.size > GAUSSIAN_MOST:
        raise ValueError(f"The gaussian preference compares all pairs: at most {GAUSSIAN_MOST:,} rows.")
    plus, minus = np.zeros(column.size), np.zeros(column.size)
    for first in range(0, column.size, _BLOCK):
        block = slice(first, first + _BLOCK)
        differences = np.maximum(column[block, np.newaxis] - column, 0.0)
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            preferred = -np.expm1(-0.5 * np.where(differences > 0, differences / s, 0.0) ** 2)
        plus[block] = preferred.sum(axis=1)
        minus += preferred.sum(axis=0)
    return plus, minus


# --- what may come in ---------------------------------------------------------------------------------


def _preferences(given: Preference | Sequence[Preference], m: int) -> list[Preference]:
    kinds: list[Preference] = [given] * m if isinstance(given, str) else list(given)
    for kind in kinds:
        if kind not in get_args(Preference):
            raise ValueError(
                f"The preference must be one of {', '.join(get_args(Preference))}, not {kind!r}."
            )
    if len(kinds) != m:
        raise ValueError(f"There must be one preference, or one for each of the {m} criteria.")
    return kinds


def _thresholds(given: ArrayLike, m: int) -> Floats:
    found = finite(given, "Thresholds")
    if found.shape not in ((), (m,)):
        raise ValueError(f"There must be one threshold, or one for each of the {m} criteria.")
    if (found < 0).any():
        raise ValueError("Thresholds must not be negative.")
    return np.broadcast_to(found, (m,))


def _limits(given: ArrayLike, m: int, name: str) -> Floats:
    found = numbers(given, name)
    if found.size == 0:
        return np.empty((0, m))
    if found.ndim != 2 or found.shape[1] != m:
        raise ValueError(f"{name} must have one row for each limit and {m} columns, not {found.shape}.")
    if np.isinf(found).any():
        raise ValueError(f"{name} must be finite numbers, or NaN where there is none.")
    return found
