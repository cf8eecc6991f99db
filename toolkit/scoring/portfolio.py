"""Which measures to take together: the best set within budgets and rules, proven and not guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from toolkit.scoring.validation import numbers, whole

Kind = Literal["budget", "requires", "excludes", "minimum", "maximum", "include", "exclude"]
Pair = tuple[int, int]
Group = tuple[Iterable[int], int]

_WITHIN = 1e-9
"""Costs that exceed a budget by less than this share of it are within: 0.1 + 0.2 costs 0.3."""
_INFEASIBLE = 2  # the solver's word for it
_VALUE_SCALE = 1e4
"""The solver stops within 1e-6 of the optimum: on this scale a billionth of the best value or less."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of a portfolio. `members` are alternatives, for a budget its number; `count` belongs
    to minimum and maximum."""

    kind: Kind
    members: tuple[int, ...]
    count: int | None = None

    def __str__(self) -> str:
        listed = ", ".join(map(str, self.members))
        return f"{self.kind} {listed}" if self.count is None else f"{self.kind} {self.count} of {listed}"


class Infeasible(ValueError):  # noqa: N818 - a state of affairs, named in the interface
    """No set keeps all the rules. `conflicts` are a smallest core of them: without any one of these the
    rest of the core could be kept."""

    def __init__(self, conflicts: Sequence[Rule]) -> None:
        named = "; ".join(map(str, conflicts))
        super().__init__(f"No portfolio keeps these constraints together: {named}.")
        self.conflicts = tuple(conflicts)


@dataclass(frozen=True, slots=True, eq=False)
class Portfolio:
    """An optimal set: `selected` (n,), its value, and what it costs, (k,) where budgets were a row."""

    selected: NDArray[np.bool_]
    value: float
    cost: float | NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What may be selected: `costs` (n, k) within `budget` (k,), and the rules, the budgets among them."""

    costs: NDArray[np.float64]
    budget: NDArray[np.float64]
    rules: tuple[Rule, ...]

    @property
    def size(self) -> int:
        return len(self.costs)


def select_portfolio(
    values: ArrayLike,
    costs: ArrayLike,
    budget: ArrayLike,
    *,
    requires: Iterable[Pair] = (),
    excludes: Iterable[Pair] = (),
    minimum: Iterable[Group] = (),
    maximum: Iterable[Group] = (),
    include: Iterable[int] = (),
    exclude: Iterable[int] = (),
) -> Portfolio:
    """The set of alternatives with the largest sum of values that keeps the budgets and all rules.

    `values` has shape (n,) and may be negative. `costs` has shape (n,) with one number as `budget`, or
    (n, k) with a budget of shape (k,), one per resource in a unit of its own; none is negative. Costs that
    exceed a budget by rounding (a billionth of it) are within. The rules name alternatives by number:
    (i, j) in `requires` takes i only with j, in `excludes` never both; `minimum` and `maximum` are
    (members, count); `include` and `exclude` are single alternatives.

    The result is optimal to within a billionth of the largest value times n; where several sets are
    optimal it is one of them. Without alternatives the set is empty. Raises `Infeasible` with the rules
    that clash, and `ValueError` for other shapes, NaN, infinity, negative costs or budgets, a pair of one
    alternative with itself, or a number that names no alternative.

    Method: mixed-integer linear programme, solved by HiGHS; what the solver's tolerance lets through is
    cut off and solved again. Source: Huangfu and Hall 2018, Mathematical Programming Computation 10.
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
    worth = numbers(values, "Values")
    if worth.shape != (problem.size,):
        raise ValueError(f"Values must be one number for each of {problem.size} alternatives.")
    if not np.isfinite(_total(worth)):
        raise ValueError("Values must be finite numbers with a finite sum.")
    selected = best_set(problem, worth)
    spent = np.where(selected[:, np.newaxis], problem.costs, 0.0).sum(axis=0)
    cost = float(spent[0]) if np.ndim(budget) == 0 else spent
    return Portfolio(selected, float(worth[selected].sum()), cost)


def best_set(problem: Problem, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """An optimal set for these values (n,). Raises `Infeasible`."""
    found = _solve(problem, problem.rules, values)
    if found is None:
        raise Infeasible(_smallest_core(problem, problem.rules))
    return found


def check_feasible(problem: Problem) -> None:
    """Raises `Infeasible` where no set keeps all the rules."""
    best_set(problem, np.zeros(problem.size))


# --- the solver ---------------------------------------------------------------------------------------


def _solve(problem: Problem, rules: Sequence[Rule], values: NDArray[np.float64]) -> NDArray[np.bool_] | None:
    """The best set under these rules, or None where there is none.

    The solver works to a tolerance of 1e-6, within which a set may exceed a budget. Such a set, and with
    it every larger one, is cut off, until the set holds by plain adding.
    """
    if problem.size == 0:
        return None if any(rule.kind == "minimum" and rule.count for rule in rules) else np.zeros(0, bool)
    largest = float(np.abs(values).max()) or 1.0
    bounds = _bounds(problem, rules)
    if (bounds.lb > bounds.ub).any():
        return None
    rows, lowest, highest = _rows(problem, rules)
    budgets = [rule.members[0] for rule in rules if rule.kind == "budget"]
    while True:
        found = milp(
            -values / largest * _VALUE_SCALE,
            integrality=np.ones(problem.size),
            bounds=bounds,
            constraints=LinearConstraint(np.array(rows), lowest, highest) if rows else None,
            options={"mip_rel_gap": 0.0},
        )
        if found.status == _INFEASIBLE:
            return None
        if found.x is None:
            raise ArithmeticError(f"The solver gave up: {found.message}")
        selected: NDArray[np.bool_] = found.x > 0.5
        if _within(problem, selected, budgets):
            return selected
        rows.append(selected.astype(np.float64))
        lowest.append(-np.inf)
        highest.append(selected.sum() - 1.0)


def _bounds(problem: Problem, rules: Sequence[Rule]) -> Bounds:
    """0 or 1 for each alternative: what is included, excluded, or alone beyond a budget has no choice."""
    lower, upper = np.zeros(problem.size), np.ones(problem.size)
    for rule in rules:
        members = list(rule.members)
        if rule.kind == "budget":
            upper[problem.costs[:, members[0]] > _most(problem, members[0])] = 0
        elif rule.kind == "include":
            lower[members] = 1
        elif rule.kind == "exclude":
            upper[members] = 0
    return Bounds(lower, upper)


def _rows(
    problem: Problem, rules: Sequence[Rule]
) -> tuple[list[NDArray[np.float64]], list[float], list[float]]:
    rows: list[NDArray[np.float64]] = []
    lowest: list[float] = []
    highest: list[float] = []
    for rule in rules:
        if rule.kind in ("include", "exclude"):
            continue
        row, low, high = _row(problem, rule)
        rows.append(row)
        lowest.append(low)
        highest.append(high)
    return rows, lowest, highest


def _row(problem: Problem, rule: Rule) -> tuple[NDArray[np.float64], float, float]:
    """One linear constraint: low ≤ row · selection ≤ high. Budgets are brought to ½ … 1 by a power of two,
    which rounds no cost."""
    row = np.zeros(problem.size)
    if rule.kind == "budget":
        most = _most(problem, rule.members[0])
        costs = problem.costs[:, rule.members[0]]
        high, exponent = np.frexp(most)
        return np.ldexp(np.where(costs <= most, costs, 0.0), -exponent), -np.inf, float(high)
    row[list(rule.members)] = 1
    if rule.kind == "requires":
        row[rule.members[1]] = -1
        return row, -np.inf, 0.0
    if rule.kind == "excludes":
        return row, -np.inf, 1.0
    count = float(rule.count or 0)
    return (row, count, np.inf) if rule.kind == "minimum" else (row, -np.inf, count)


def _most(problem: Problem, resource: int) -> float:
    return float(problem.budget[resource]) * (1 + _WITHIN)


def _within(problem: Problem, selected: NDArray[np.bool_], resources: Sequence[int]) -> bool:
    spent = problem.costs[selected].sum(axis=0)
    return all(spent[resource] <= _most(problem, resource) for resource in resources)


# --- what clashes -------------------------------------------------------------------------------------


def _smallest_core(problem: Problem, rules: Sequence[Rule]) -> list[Rule]:
    """Rules that cannot be kept together though all but any one of them can: a deletion filter that tries
    whole blocks first (QuickXplain, Junker 2004)."""
    return _core(problem, [], list(rules), changed=False)


def _core(problem: Problem, kept: list[Rule], rules: list[Rule], *, changed: bool) -> list[Rule]:
    if changed and not _feasible(problem, kept):
        return []
    if len(rules) == 1:
        return rules
    first, second = rules[: len(rules) // 2], rules[len(rules) // 2 :]
    of_second = _core(problem, kept + first, second, changed=bool(first))
    of_first = _core(problem, kept + of_second, first, changed=bool(of_second))
    return of_first + of_second


def _feasible(problem: Problem, rules: Sequence[Rule]) -> bool:
    return _solve(problem, rules, np.zeros(problem.size)) is not None


# --- what may come in ---------------------------------------------------------------------------------


def read_problem(
    costs: ArrayLike,
    budget: ArrayLike,
    *,
    requires: Iterable[Pair],
    excludes: Iterable[Pair],
    minimum: Iterable[Group],
    maximum: Iterable[Group],
    include: Iterable[int],
    exclude: Iterable[int],
) -> Problem:
    """The checked problem. Raises `ValueError` with the sentence of what is wrong."""
    table, limits = _resources(costs, budget)
    n = len(table)
    rules = [
        *(Rule("budget", (resource,)) for resource in range(limits.size)),
        *(Rule("requires", _pair(pair, n)) for pair in requires),
        *(Rule("excludes", _pair(pair, n)) for pair in excludes),
        *(_group("minimum", group, n) for group in minimum),
        *(_group("maximum", group, n) for group in maximum),
        *(Rule("include", (one,)) for one in _numbers(include, n)),
        *(Rule("exclude", (one,)) for one in _numbers(exclude, n)),
    ]
    return Problem(table, limits, tuple(rules))


def _resources(costs: ArrayLike, budget: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    table, limits = numbers(costs, "Costs"), numbers(budget, "The budget")
    if table.ndim == 1 and limits.ndim == 0:
        table, limits = table[:, np.newaxis], limits[np.newaxis]
    if table.ndim != 2 or limits.ndim != 1 or table.shape[1] != limits.size:
        raise ValueError(
            "Costs must be one number per alternative with one budget, or a table of alternatives by "
            f"resources with a budget for each; these have the shapes {table.shape} and {limits.shape}."
        )
    if not np.isfinite([_total(table), _total(limits)]).all():
        raise ValueError("Costs and budgets must be finite numbers with a finite sum.")
    if (table < 0).any() or (limits < 0).any():
        raise ValueError("Costs and budgets must not be negative.")
    return table, limits


def _total(numbers: NDArray[np.float64]) -> float:
    """Infinite or NaN exactly where a sum of some of the numbers could be."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.abs(numbers).sum())


def _pair(pair: Pair, n: int) -> tuple[int, ...]:
    members = _numbers(pair, n)
    if len(members) != 2:
        raise ValueError(f"A pair must name two different alternatives, not {tuple(pair)!r}.")
    return members


def _group(kind: Literal["minimum", "maximum"], group: Group, n: int) -> Rule:
    members, count = group
    return Rule(kind, _numbers(members, n), whole(count, f"The count of a {kind}", 0))


def _numbers(members: Iterable[int], n: int) -> tuple[int, ...]:
    """Alternatives by number, each once, in the order given."""
    listed = list(members)
    for one in listed:
        if isinstance(one, (bool, np.bool_)) or not isinstance(one, (int, np.integer)) or not 0 <= one < n:
            raise ValueError(f"{one!r} names none of the {n} alternatives, which are counted from 0.")
    return tuple(dict.fromkeys(int(one) for one in listed))
