"""How far raters agree. Ratings are always a table of raters (rows) by units (columns).

Where nothing varies, or too little was rated, agreement cannot be told: the answer is NaN, never 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.scoring.validation import ratings as checked

Metric = Literal["nominal", "ordinal", "interval", "ratio"]

_BLOCK = 1024  # rows of a table of pairs that are in memory at a time
_NOISE = 1e-24  # a mean square this much below the largest one is rounding, not variation


def krippendorff_alpha(ratings: ArrayLike, metric: Metric = "ordinal") -> float:
    """Krippendorff's alpha: 1 is full agreement, 0 what chance would give, negative is worse than chance.

    `ratings` has shape (raters, units), NaN where a rater gave none; units with fewer than two ratings
    say nothing about agreement and drop out. `metric` says how far two values lie apart: the same or not
    (nominal), by how many ratings lie between them (ordinal), by their difference (interval), or by
    their difference in proportion to their sum (ratio, values from 0 on).

    NaN where no unit has two ratings or all paired values are equal: without variation agreement and
    chance cannot be told apart. Raises `ValueError` for another shape, infinity, an unknown metric, or
    negative values on the ratio metric.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
    """
    table = checked(ratings)
    if metric not in get_args(Metric):
        raise ValueError(f"The metric must be one of {', '.join(get_args(Metric))}, not {metric!r}.")
    if metric == "ratio" and (table < 0).any():
        raise ValueError("The ratio metric needs ratings from 0 on.")
    paired = np.where((~np.isnan(table)).sum(axis=0) >= 2, table, np.nan)
    values = paired[~np.isnan(paired)]
    if values.size == 0 or (values == values[0]).all():
        return float("nan")
    placed = _placed(paired, values, metric)
    within = sum(_disagreement(unit, metric) / (unit.size - 1) for unit in _units(placed))
    between = _disagreement(placed[~np.isnan(placed)], metric) / (values.size - 1)
    return 1 - within / between


def kendall_w(ratings: ArrayLike) -> float:
    """Kendall's coefficient of concordance, corrected for ties: 1 where all raters give the same order,
    0 where their orders cancel out.

    `ratings` has shape (raters, units); only the order of each rater's values counts. NaN with fewer
    than two raters or units, or where no rater distinguishes any units. Raises `ValueError` for another
    shape, missing values or infinity.

    Source: Kendall and Gibbons 1990, Rank Correlation Methods, chapter 6.
    """
    table = _complete(ratings, "Kendall's W")
    raters, units = table.shape
    if raters < 2 or units < 2:
        return float("nan")
    placed = [_mid_ranks(row) for row in table]
    sums = np.sum([ranks for ranks, _ in placed], axis=0)
    ties = sum(float((counts**3 - counts).sum()) for _, counts in placed)
    most = raters**2 * (units**3 - units) - raters * ties
    spread = float(((sums - sums.mean()) ** 2).sum())
    return 12 * spread / most if most > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class IntraclassCorrelation:
    """Shrout and Fleiss' six coefficients: of a single rating, and of the mean of all raters.

    1: each unit has raters of its own; 2: the same raters, drawn from many; 3: just these raters.
    """

    single_1: float
    single_2: float
    single_3: float
    average_1: float
    average_2: float
    average_3: float


def icc(ratings: ArrayLike) -> IntraclassCorrelation:
    """Intraclass correlations, all six of Shrout and Fleiss.

    `ratings` has shape (raters, units) without gaps. All six are NaN with fewer than two raters or units
    or without variation; one of them where its own denominator is 0. Raises `ValueError` for another
    shape, missing values or infinity.

    Source: Shrout and Fleiss 1979, Psychological Bulletin 86.
    """
    table = _complete(ratings, "The intraclass correlation")
    raters, units = table.shape
    if raters < 2 or units < 2 or table.min() == table.max():
        return IntraclassCorrelation(*[float("nan")] * 6)
    between_units, between_raters, error, within = _mean_squares(_scaled(table))
    shift = (between_raters - error) / units  # what the raters' general level adds to one unit's mean
    own, same = between_units - within, between_units - error
    rest = raters - 1
    return IntraclassCorrelation(
        _ratio(own, between_units + rest * within),
        _ratio(same, between_units + rest * error + raters * shift),
        _ratio(same, between_units + rest * error),
        _ratio(own, between_units),
        _ratio(same, between_units + shift),
        _ratio(same, between_units),
    )


# --- Krippendorff's alpha -----------------------------------------------------------------------------


def _placed(table: NDArray[np.float64], values: NDArray[np.float64], metric: Metric) -> NDArray[np.float64]:
    """The table with values between which the metric is a plain distance.

    Krippendorff's ordinal distance, the number of ratings from one value to the other with half of those
    at both ends, is the difference of the values' mid-ranks among all paired ratings.
    """
    if metric == "nominal":
        return table
    if metric == "interval":
        return _scaled(table)
    if metric == "ratio":
        return table / 2  # so that the sum of two of them stays finite
    levels, counts = np.unique(values, return_counts=True)
    mid_ranks = np.cumsum(counts) - counts / 2
    known = ~np.isnan(table)
    placed = np.full_like(table, np.nan)
    placed[known] = mid_ranks[np.searchsorted(levels, table[known])]
    return placed


def _units(table: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    columns = (column[~np.isnan(column)] for column in table.T)
    return [column for column in columns if column.size]


def _disagreement(values: NDArray[np.float64], metric: Metric) -> float:
    """The sum of squared distances over all ordered pairs of the values."""
    if metric in ("ordinal", "interval"):
        return 2 * values.size * float(((values - values.mean()) ** 2).sum())
    levels, counts = np.unique(values, return_counts=True)
    if metric == "nominal":
        return float(values.size**2 - (counts**2).sum())
    total = 0.0
    for start in range(0, levels.size, _BLOCK):
        one, times = levels[start : start + _BLOCK, np.newaxis], counts[start : start + _BLOCK, np.newaxis]
        sums = one + levels
        distances = np.divide(one - levels, sums, out=np.zeros_like(sums), where=sums > 0)
        total += float((distances**2 * times * counts).sum())
    return total


# --- orders and squares -------------------------------------------------------------------------------


def _mid_ranks(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The rank of each value, equal ones sharing the middle, and how many values share each rank."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    middles = np.cumsum(counts) - (counts - 1) / 2
    return middles[places], counts.astype(np.float64)


def _mean_squares(table: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """Between units, between raters, what is left of both, and within units."""
    raters, units = table.shape
    of_units, of_raters, whole = table.mean(axis=0), table.mean(axis=1), table.mean()
    rest = table - of_units - of_raters[:, np.newaxis] + whole
    between_units = raters * float(((of_units - whole) ** 2).sum()) / (units - 1)
    between_raters = units * float(((of_raters - whole) ** 2).sum()) / (raters - 1)
    error = float((rest**2).sum()) / ((units - 1) * (raters - 1))
    within = float(((table - of_units) ** 2).sum()) / (units * (raters - 1))
    squares = (between_units, between_raters, error, within)
    floor = _NOISE * max(squares)
    return tuple(one if one > floor else 0.0 for one in squares)  # type: ignore[return-value]  # four again


def _ratio(above: float, below: float) -> float:
    return above / below if below != 0 else float("nan")


def _scaled(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Moved to 0 … 1, which no coefficient on an interval scale notices, so that squares stay finite."""
    near_one = table / np.nanmax(np.abs(table))  # the difference of the largest numbers must not overflow
    lowest, highest = np.nanmin(near_one), np.nanmax(near_one)
    scaled: NDArray[np.float64] = (near_one - lowest) / (highest - lowest)
    return scaled


# --- what may come in ---------------------------------------------------------------------------------


def _complete(ratings: ArrayLike, name: str) -> NDArray[np.float64]:
    table = checked(ratings)
    if np.isnan(table).any():
        raise ValueError(f"{name} needs every rater's rating of every unit.")
    return table
