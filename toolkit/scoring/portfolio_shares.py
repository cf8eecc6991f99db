"""How often an alternative stands in the best portfolio when the weights are not known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.scoring.portfolio import Group, Pair, Problem, best_set, check_feasible, read_problem
from toolkit.scoring.validation import numbers

MOST_UNITS = 2_000
"""A budget is cut into at most as many units of cost."""

_TIE = 1e-9  # portfolios tie when they differ by less than this share of all values together
_BYTES = 2**25  # tables of decisions that are in memory at a time
_LARGE_COUNT = 1e200


@dataclass(frozen=True, slots=True, eq=False)
class PortfolioAcceptability:
    """`shares` (n,): of the weight samples, the share in whose optimal portfolio the alternative stands.

    `exact` is true where all optimal portfolios of a sample were counted, ties split equally, on costs in
    whole units of size `unit` (0 where no budget binds); `rounded` says that some costs had to be rounded
    up to them. Otherwise each sample counts with one optimum, and `unit` is NaN.
    """

    shares: NDArray[np.float64]
    exact: bool
    unit: float
    rounded: bool

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.shares, dtype=dtype, copy=copy)


def portfolio_acceptability(
    values: ArrayLike,
    weights: ArrayLike,
    costs: ArrayLike,
    budget: ArrayLike,
    *,
    requires: Iterable[Pair] = (),
    excludes: Iterable[Pair] = (),
    minimum: Iterable[Group] = (),
    maximum: Iterable[Group] = (),
    include: Iterable[int] = (),
    exclude: Iterable[int] = (),
) -> PortfolioAcceptability:
    """The core index of robust portfolio modelling: in what share of the weightings is each one taken?

    `values` has shape (n, m), `weights` (size, m): the value of an alternative in a sample is its weighted
    sum, the weights normalised. Costs, budget and rules are those of `select_portfolio`.

    Where besides `include` and `exclude` a single budget decides, a dynamic programme finds all optimal
    portfolios of each sample and splits ties equally. Its costs are whole numbers of the largest unit that
    divides them all; where the budget holds more than 2,000 of these, the unit is a 2,000th of what the
    budget leaves beside the included ones, costs are rounded up and the budget down, so that every
    portfolio counted is affordable. Otherwise a mixed-integer programme finds one optimum per sample.

    Raises what `select_portfolio` raises, and `ValueError` for weights that are negative, not finite, of
    another shape, or sum to 0, or without any sample.

    Source: Liesiö, Mild and Salo 2007, European Journal of Operational Research 181 (core index);
    Kellerer, Pferschy and Pisinger 2004, Knapsack Problems (dynamic programme).
    """
    problem = read_problem(
        costs,
        budget,
        requires=requires,
        excludes=excludes,
        minimum=minimum,
        maximum=maximum,
        include=include,
        exclude=exclude,
    )
    scores = _scores(values, weights, problem.size)
    check_feasible(problem)
    knapsack = _knapsack(problem)
    if knapsack is None:
        taken = sum((best_set(problem, row) for row in scores), np.zeros(problem.size))
        return PortfolioAcceptability(taken / len(scores), exact=False, unit=math.nan, rounded=False)
    shares = np.zeros(problem.size)
    shares[knapsack.included] = 1
    shares[knapsack.free] = _knapsack_shares(scores[:, knapsack.free], knapsack)
    return PortfolioAcceptability(shares, exact=True, unit=float(knapsack.unit), rounded=knapsack.rounded)


def _scores(values: ArrayLike, weights: ArrayLike, n: int) -> NDArray[np.float64]:
    """The value of each alternative (column) in each sample (row)."""
    table, sample = numbers(values, "Values"), numbers(weights, "Weights")
    if table.ndim != 2 or len(table) != n:
        raise ValueError(f"Values must be a table with a row for each of {n} alternatives.")
    if sample.ndim != 2 or sample.shape[1] != table.shape[1] or len(sample) == 0:
        raise ValueError(f"Weights must be a table of samples by {table.shape[1]} criteria.")
    if not np.isfinite(table).all():
        raise ValueError("Values must be finite numbers.")
    if not np.isfinite(sample).all() or (sample < 0).any() or not sample.any(axis=1).all():
        raise ValueError("Weights must be finite, from 0 on, and not all 0.")
    shares = sample / sample.max(axis=1, keepdims=True)
    largest = float(np.abs(table).max(initial=0)) or 1.0
    scores: NDArray[np.float64] = (shares / shares.sum(axis=1, keepdims=True)) @ (table / largest).T
    return scores


# --- whole units of cost ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Knapsack:
    """What is left to decide: the free alternatives with their costs, and the capacity, in whole units."""

    free: NDArray[np.int64]
    included: list[int]
    costs: list[int]
    capacity: int
    unit: Fraction
    rounded: bool


def _knapsack(problem: Problem) -> _Knapsack | None:
    """None where more than one budget decides, or rules tie alternatives to each other."""
    by_kind: dict[str, list[int]] = {"budget": [], "include": [], "exclude": []}
    for rule in problem.rules:
        if rule.kind not in by_kind:
            return None
        by_kind[rule.kind].extend(rule.members)
    settled = {*by_kind["include"], *by_kind["exclude"]}
    free = [one for one in range(problem.size) if one not in settled]
    costs = [[_decimal(cost) for cost in row] for row in problem.costs]
    left = [
        max(Fraction(0), _decimal(limit) - sum(costs[one][resource] for one in by_kind["include"]))
        for resource, limit in enumerate(problem.budget)
    ]
    free = [one for one in free if all(cost <= most for cost, most in zip(costs[one], left, strict=True))]
    binding = [
        resource
        for resource in range(len(left))
        if sum(costs[one][resource] for one in free) > left[resource]
    ]
    if len(binding) > 1:
        return None
    bound = [costs[one][binding[0]] if binding else Fraction(0) for one in free]
    units, capacity, unit = _in_units(bound, left[binding[0]] if binding else Fraction(0))
    rounded = any(count * unit != cost for count, cost in zip(units, bound, strict=True))
    return _Knapsack(np.array(free, dtype=np.int64), by_kind["include"], units, capacity, unit, rounded)


def _in_units(costs: list[Fraction], budget: Fraction) -> tuple[list[int], int, Fraction]:
    """Costs and budget as whole numbers of a unit, and the unit; 0 where nothing costs anything."""
    if not any(costs):
        return [0] * len(costs), 0, Fraction(0)
    denominator = math.lcm(*(cost.denominator for cost in costs))
    unit = Fraction(math.gcd(*(int(cost * denominator) for cost in costs)), denominator)
    if budget // unit > MOST_UNITS:
        unit = budget / MOST_UNITS
    return [math.ceil(cost / unit) for cost in costs], budget // unit, unit


def _decimal(number: float) -> Fraction:
    """The number as it would be written: 0.1 is a tenth, and 7.000000000000001 is what adding made of 7."""
    return Fraction(f"{number:.14g}")


# --- the dynamic programme ----------------------------------------------------------------------------


def _knapsack_shares(scores: NDArray[np.float64], knapsack: _Knapsack) -> NDArray[np.float64]:
    """The mean over all samples of the share of the optimal sets that hold each free alternative."""
    if scores.shape[1] == 0:
        return np.zeros(0)
    steps = _steps(knapsack)
    batch = max(1, min(32, _BYTES // (len(steps) * (knapsack.capacity + 1))))
    total = np.zeros(scores.shape[1])
    for start in range(0, len(scores), batch):
        part = scores[start : start + batch]
        taken, tied = _only_optimum(part, steps, knapsack.capacity)
        total += taken[~tied].sum(axis=0)
        for row in part[tied]:
            total += _all_optima(row[np.newaxis], steps, knapsack.capacity)
    return total / len(scores)


@dataclass(frozen=True, slots=True)
class _Step:
    """One alternative's turn. With it taken or not, only states from `lowest` on can lead to the end."""

    item: int
    cost: int
    lowest: int


def _steps(knapsack: _Knapsack) -> list[_Step]:
    """The dearest first: then little remains to be spent early, and few states matter."""
    rest, steps = sum(knapsack.costs), []
    for item in sorted(range(len(knapsack.costs)), key=lambda one: -knapsack.costs[one]):
        cost = knapsack.costs[item]
        rest -= cost
        steps.append(_Step(item, cost, max(cost, knapsack.capacity - rest)))
    return steps


def _gains(
    best: NDArray[np.float64], scores: NDArray[np.float64], step: _Step, capacity: int
) -> NDArray[np.float64]:
    """What taking the alternative gains in each state over not taking it; `best` moves on by the step."""
    taking = best[:, step.lowest - step.cost : capacity + 1 - step.cost] + scores[:, step.item, np.newaxis]
    without = best[:, step.lowest :]
    gains: NDArray[np.float64] = taking - without
    np.maximum(without, taking, out=without)
    return gains


def _only_optimum(
    scores: NDArray[np.float64], steps: list[_Step], capacity: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The optimal set of each sample (size, n), and for which samples it is not the only one (size,)."""
    size = len(scores)
    best = np.zeros((size, capacity + 1))
    margin = _TIE * np.abs(scores).sum(axis=1, keepdims=True)
    takes = np.zeros((len(steps), size, capacity + 1), dtype=np.bool_)
    draws = np.zeros_like(takes)
    for number, step in enumerate(steps):
        gains = _gains(best, scores, step, capacity)
        np.greater(gains, margin, out=takes[number, :, step.lowest :])
        np.less_equal(np.abs(gains, out=gains), margin, out=draws[number, :, step.lowest :])
    taken, tied = np.zeros(scores.shape, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    rows, state = np.arange(size), np.full(size, capacity)
    for number, step in reversed(list(enumerate(steps))):
        taken[:, step.item] = takes[number, rows, state]
        tied |= draws[number, rows, state]
        state -= step.cost * taken[:, step.item]
    return taken, tied


def _all_optima(scores: NDArray[np.float64], steps: list[_Step], capacity: int) -> NDArray[np.float64]:
    """For one sample (1, n) the share of its optimal sets that hold each alternative (n,).

    Forwards the number of best sets of each state is counted, and which part of them takes the
    alternative; backwards the sets flow from the end to where they came from.
    """
    best, counts = np.zeros((1, capacity + 1)), np.ones((1, capacity + 1))
    margin = _TIE * np.abs(scores).sum()
    parts = []
    for step in steps:
        gains = _gains(best, scores, step, capacity)
        takes = counts[:, step.lowest - step.cost : capacity + 1 - step.cost] * (gains >= -margin)
        counts[:, step.lowest :] = takes + counts[:, step.lowest :] * (gains <= margin)
        known = counts[:, step.lowest :]
        parts.append(np.divide(takes, known, out=np.zeros_like(known), where=known > 0))
        if counts.max() > _LARGE_COUNT:
            counts /= _LARGE_COUNT
    shares, flow = np.zeros(scores.shape[1]), np.zeros((1, capacity + 1))
    flow[:, capacity] = 1
    for step, part in zip(reversed(steps), reversed(parts), strict=True):
        moved = flow[:, step.lowest :] * part
        shares[step.item] = moved.sum()
        flow[:, step.lowest :] -= moved
        flow[:, step.lowest - step.cost : capacity + 1 - step.cost] += moved
    return shares
