"""Random weights, levels and step values, each uniform on what is admissible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from toolkit.scoring.validation import Floats, Integers, Truths, finite, importance, numbers, whole

_TRY = 4096  # drawn at a time where some are thrown away
_LEAST = 1e-5  # share of draws that must be admissible
_SLACK = 1e-12


def sample_weights(
    m: int,
    size: int,
    *,
    order: Sequence[int] | None = None,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    rng: Generator,
) -> Floats:
    """Weights drawn uniformly from all admissible ones: from 0 on, sum 1, in the order, within the bounds.

    `order` lists all m columns from the most important on; `lower` and `upper` (m,) are shares of the
    sum. The result has shape (size, m). Equal bounds fix a weight; bounds that leave one weighting give it
    every time; one criterion has the weight 1. With bounds, whole weightings are drawn and those that are
    not admissible thrown away, so that the rest stays uniform.

    Raises `ValueError` unless m is a whole number from 1 and size from 0 on; for other shapes, NaN or
    infinity; an order that does not name every column once; bounds that no weighting keeps; or where
    fewer than one draw in 100,000 is admissible.

    Source: Tervonen and Lahdelma 2007, Implementing stochastic multicriteria acceptability analysis,
    European Journal of Operational Research 178.
    """
    m, size = whole(m, "The number of criteria", 1), whole(size, "The number of samples", 0)
    ranked = importance(order, m)
    if lower is None and upper is None:
        return _ordered(_simplex(m, size, rng), ranked)
    low, high = _admissible(m, ranked, lower, upper)
    if (high - low).max() <= _SLACK:
        return np.tile(low / low.sum(), (size, 1))
    ways = _proposals(low, high, ranked)
    return _kept(ways, lambda drawn: drawn[_is_admissible(drawn, low, high, ranked)], size, rng)


def sample_levels(distributions: ArrayLike, steps: ArrayLike, size: int, *, rng: Generator) -> Floats:
    """Values of levels that are known as distributions only, each cell drawn independently of all others.

    `distributions` has shape (n, m, levels): how likely each level of a cell is, from 0 on, divided by
    its sum. `steps` are the values of the levels, of shape (levels,), (m, levels), or (size, m, levels)
    where they are drawn too (`sample_steps`); they may be NaN where no cell has the level. The result has
    shape (size, n, m). A cell with one level only always has its value.

    Raises `ValueError` for other shapes, NaN, infinity or negative numbers among the distributions, a
    cell without any level, a value that is missing or infinite, or a size below 0.

    Source: Lahdelma and Salminen 2001, SMAA-2, Operations Research 49.
    """
    size = whole(size, "The number of samples", 0)
    likely = finite(distributions, "Distributions")
    if likely.ndim != 3 or likely.shape[2] == 0:
        raise ValueError(f"Distributions must have the shape (rows, criteria, levels), not {likely.shape}.")
    if (likely < 0).any() or not likely.any(axis=2).all():
        raise ValueError("Every cell needs at least one level, and no level may be less likely than 0.")
    _, m, levels = likely.shape
    values = _step_values(steps, likely, size)
    scaled = likely / likely.max(axis=2, keepdims=True)
    reached = np.cumsum(scaled / scaled.sum(axis=2, keepdims=True), axis=2)
    # The last level that a cell has takes what rounding leaves below 1.
    reached[np.arange(levels) >= levels - 1 - np.argmax(likely[..., ::-1] > 0, axis=2)[..., np.newaxis]] = 1.0
    result = np.empty((size, *likely.shape[:2]))
    for sample in range(size):
        drawn = (rng.random(likely.shape[:2])[..., np.newaxis] >= reached).sum(axis=2)
        result[sample] = values[sample % len(values)][np.arange(m), drawn]
    return result


def sample_steps(levels: int, size: int, *, rng: Generator) -> Floats:
    """Values of ordered levels of which only the order is known: 0 = v(0) ≤ … ≤ v(levels − 1) = 1.

    The result has shape (size, levels), uniform on all such values; two levels are always 0 and 1. Raises
    `ValueError` unless levels is a whole number from 2 and size from 0 on.

    Source: Lahdelma, Miettinen and Salminen 2003, Ordinal criteria in stochastic multicriteria
    acceptability analysis, European Journal of Operational Research 147.
    """
    levels, size = whole(levels, "The number of levels", 2), whole(size, "The number of samples", 0)
    between = np.sort(rng.random((size, levels - 2)), axis=1)
    return np.hstack((np.zeros((size, 1)), between, np.ones((size, 1))))


# --- weights ------------------------------------------------------------------------------------------


def _simplex(m: int, size: int, rng: Generator) -> Floats:
    parts = rng.standard_exponential((size, m))
    parts /= parts.sum(axis=1, keepdims=True)
    return parts


def _ordered(drawn: Floats, order: Integers | None) -> Floats:
    if order is None:
        return drawn
    result = np.empty_like(drawn)
    result[:, order] = np.sort(drawn, axis=1)[:, ::-1]
    return result


def _admissible(
    m: int, order: Integers | None, lower: ArrayLike | None, upper: ArrayLike | None
) -> tuple[Floats, Floats]:
    """The bounds, as narrow as order and sum make them."""
    low = np.zeros(m) if lower is None else np.maximum(finite(lower, "Lower bounds", (m,)), 0.0)
    high = np.ones(m) if upper is None else np.minimum(finite(upper, "Upper bounds", (m,)), 1.0)
    if order is not None:
        low[order] = np.maximum.accumulate(low[order][::-1])[::-1]
        high[order] = np.minimum.accumulate(high[order])
    if (low > high + _SLACK).any() or low.sum() > 1 + _SLACK or high.sum() < 1 - _SLACK:
        raise ValueError("No weighting keeps to these bounds and this order.")
    spare, missing = max(1 - low.sum(), 0.0), max(high.sum() - 1, 0.0)
    return np.maximum(low, high - missing), np.minimum(high, low + spare)


Proposal = Callable[[int, Generator], Floats]


def _proposals(low: Floats, high: Floats, order: Integers | None) -> list[Proposal]:
    """Ways of drawing uniformly from something that holds all that is admissible."""
    m, spare, missing = low.size, 1 - low.sum(), high.sum() - 1
    widest = int(np.argmax(high - low))

    def above_the_lower(size: int, rng: Generator) -> Floats:
        return np.asarray(low + spare * _simplex(m, size, rng))

    def below_the_upper(size: int, rng: Generator) -> Floats:
        return np.asarray(high - missing * _simplex(m, size, rng))

    def in_the_box(size: int, rng: Generator) -> Floats:
        drawn = low + (high - low) * rng.random((size, m))
        drawn[:, widest] += 1 - drawn.sum(axis=1)
        return drawn

    def in_order(size: int, rng: Generator) -> Floats:
        least = float(low.min())
        return _ordered(least + (1 - m * least) * _simplex(m, size, rng), order)

    ways: list[Proposal] = [above_the_lower, below_the_upper, in_the_box]
    return ways if order is None else [*ways, in_order]


def _is_admissible(drawn: Floats, low: Floats, high: Floats, order: Integers | None) -> Truths:
    within = (drawn >= low - _SLACK) & (drawn <= high + _SLACK)
    falling = np.diff(drawn if order is None else drawn[:, order], axis=1) <= _SLACK
    return np.asarray(within.all(axis=1) & (falling.all(axis=1) | (order is None)))


def _kept(ways: list[Proposal], admissible: Callable[[Floats], Floats], size: int, rng: Generator) -> Floats:
    """From the way of drawing of which most can be kept."""
    best, most = ways[0], -1
    for way in ways:
        found = len(admissible(way(_TRY, rng)))
        if found > most:
            best, most = way, found
    kept: list[Floats] = []
    drawn = count = 0
    while count < size:
        kept.append(admissible(best(_TRY, rng)))
        drawn, count = drawn + _TRY, count + len(kept[-1])
        if drawn > 100 / _LEAST and count < _LEAST * drawn:
            raise ValueError("The bounds and the order leave too little room to draw weights from.")
    result: Floats = np.clip(np.concatenate([*kept, admissible(best(0, rng))])[:size], 0.0, 1.0)
    return result


def _step_values(steps: ArrayLike, likely: Floats, size: int) -> Floats:
    """The values of the levels as (1 or size, m, levels)."""
    _, m, levels = likely.shape
    values = numbers(steps, "Step values")
    if values.shape not in ((levels,), (m, levels), (size, m, levels)):
        raise ValueError(
            f"Step values must have the shape {(levels,)}, {(m, levels)} or {(size, m, levels)}, "
            f"not {values.shape}."
        )
    full = values if values.ndim == 3 else np.broadcast_to(values, (1, m, levels))
    if not np.isfinite(full[:, likely.any(axis=0)]).all():
        raise ValueError("Every level that a cell may have needs a finite value.")
    return full
