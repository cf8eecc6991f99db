"""The best set within budgets and rules, what clashes, and who is in it under which weights."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from toolkit.scoring import Infeasible, Rule, portfolio_acceptability, select_portfolio

NAN, INF = math.nan, math.inf
Rules = dict[str, Any]


def indices(selected: NDArray[np.bool_]) -> list[int]:
    return [int(one) for one in np.flatnonzero(selected)]


# --- published problems -------------------------------------------------------------------------------


def test_burkardts_knapsack_p01() -> None:
    weights = [23, 31, 29, 44, 53, 38, 63, 85, 89, 82]
    profits = [92, 57, 49, 68, 60, 43, 67, 84, 87, 72]
    found = select_portfolio(profits, weights, 165)
    assert (found.value, found.cost) == (309, 165)
    assert found.selected.astype(int).tolist() == [1, 1, 1, 1, 0, 1, 0, 0, 0, 0]


def test_petersen_1967_with_ten_resources() -> None:
    needs = [
        [8, 12, 13, 64, 22, 41],
        [8, 12, 13, 75, 22, 41],
        [3, 6, 4, 18, 6, 4],
        [5, 10, 8, 32, 6, 12],
        [5, 13, 8, 42, 6, 20],
        [5, 13, 8, 48, 6, 20],
        [0, 0, 0, 0, 8, 0],
        [3, 0, 4, 0, 8, 0],
        [3, 2, 4, 0, 8, 4],
        [3, 2, 4, 8, 8, 4],
    ]
    limits = [80, 96, 20, 36, 44, 48, 10, 18, 22, 24]
    found = select_portfolio([100, 600, 1200, 2400, 500, 2000], np.array(needs).T, limits)
    assert found.value == 3800
    assert indices(found.selected) == [1, 2, 5]
    assert isinstance(found.cost, np.ndarray)
    assert found.cost.tolist() == np.array(needs)[:, [1, 2, 5]].sum(axis=1).tolist()


# --- against every set there is -----------------------------------------------------------------------


def keeps(chosen: set[int], rules: Rules) -> bool:
    return (
        all(j in chosen for i, j in rules["requires"] if i in chosen)
        and not any(i in chosen and j in chosen for i, j in rules["excludes"])
        and all(len(chosen & set(members)) >= count for members, count in rules["minimum"])
        and all(len(chosen & set(members)) <= count for members, count in rules["maximum"])
        and set(rules["include"]) <= chosen
        and not chosen & set(rules["exclude"])
    )


def allowed_sets(costs: list[list[int]], budget: list[int], rules: Rules) -> Iterator[set[int]]:
    for choice in itertools.product((False, True), repeat=len(costs)):
        chosen = {one for one, taken in enumerate(choice) if taken}
        spent = [sum(costs[one][k] for one in chosen) for k in range(len(budget))]
        if all(cost <= limit for cost, limit in zip(spent, budget, strict=True)) and keeps(chosen, rules):
            yield chosen


@st.composite
def problems(
    draw: st.DrawFn, most: int = 12, kinds: bool = True
) -> tuple[list[int], list[list[int]], list[int], Rules]:
    n, k = draw(st.integers(1, most)), draw(st.integers(1, 3)) if kinds else 1
    numbers = st.integers(0, n - 1)
    pairs = st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=3)
    groups = st.lists(st.tuples(st.lists(numbers, max_size=4, unique=True), st.integers(0, 3)), max_size=2)
    singles = st.lists(numbers, max_size=2)
    rules = {
        name: draw(strategy) if kinds or name in ("include", "exclude") else []
        for name, strategy in {
            "requires": pairs,
            "excludes": pairs,
            "minimum": groups,
            "maximum": groups,
            "include": singles,
            "exclude": singles,
        }.items()
    }
    values = draw(st.lists(st.integers(-3, 20), min_size=n, max_size=n))
    costs = draw(st.lists(st.lists(st.integers(0, 9), min_size=k, max_size=k), min_size=n, max_size=n))
    return values, costs, draw(st.lists(st.integers(0, 25), min_size=k, max_size=k)), rules


@settings(max_examples=120, deadline=None)
@given(problems())
def test_the_best_of_all_sets_is_found_and_a_clash_is_one(
    problem: tuple[list[int], list[list[int]], list[int], Rules],
) -> None:
    values, costs, budget, rules = problem
    best = max(
        (sum(values[i] for i in chosen) for chosen in allowed_sets(costs, budget, rules)), default=None
    )
    if best is None:
        with pytest.raises(Infeasible) as caught:
            select_portfolio(values, costs, budget, **rules)
        assert_smallest_core(costs, budget, caught.value.conflicts)
        return
    found = select_portfolio(values, costs, budget, **rules)
    assert found.value == best
    chosen = set(indices(found.selected))
    assert chosen in list(allowed_sets(costs, budget, rules))
    assert np.asarray(found.cost).tolist() == [sum(costs[i][k] for i in chosen) for k in range(len(budget))]


def test_twelve_alternatives_with_every_kind_of_rule() -> None:
    rng = np.random.default_rng(12)
    for _ in range(6):
        values, costs = rng.integers(1, 30, 12).tolist(), rng.integers(1, 12, (12, 2)).tolist()
        rules: Rules = {
            "requires": [(0, 1), (2, 3)],
            "excludes": [(4, 5)],
            "minimum": [((6, 7, 8), 1)],
            "maximum": [((0, 2, 4, 6), 2)],
            "include": [9],
            "exclude": [10],
        }
        best = max(sum(values[i] for i in chosen) for chosen in allowed_sets(costs, [40, 45], rules))
        assert select_portfolio(values, costs, [40, 45], **rules).value == best


def assert_smallest_core(costs: list[list[int]], budget: list[int], core: tuple[Rule, ...]) -> None:
    """By trying every set: the core cannot be kept, and without any one of it the rest can."""
    assert not keepable(costs, budget, core)
    for one in range(len(core)):
        assert keepable(costs, budget, core[:one] + core[one + 1 :])


def keepable(costs: list[list[int]], budget: list[int], core: tuple[Rule, ...]) -> bool:
    rules: Rules = {
        kind: [rule.members for rule in core if rule.kind == kind] for kind in ("requires", "excludes")
    }
    for kind in ("minimum", "maximum"):
        rules[kind] = [(rule.members, rule.count) for rule in core if rule.kind == kind]
    for kind in ("include", "exclude"):
        rules[kind] = [rule.members[0] for rule in core if rule.kind == kind]
    resources = [rule.members[0] for rule in core if rule.kind == "budget"]
    part = [[row[k] for k in resources] for row in costs]
    return any(True for _ in allowed_sets(part, [budget[k] for k in resources], rules))


# --- what clashes -------------------------------------------------------------------------------------


def conflicts(*args: Any, **rules: Any) -> list[str]:
    with pytest.raises(Infeasible) as caught:
        select_portfolio(*args, **rules)
    assert all(str(rule) in str(caught.value) for rule in caught.value.conflicts)
    return sorted(map(str, caught.value.conflicts))


def test_a_clash_names_the_rules_that_make_it_and_no_others() -> None:
    values, costs = [1, 1, 1, 1], [3, 3, 3, 3]
    others: Rules = {"maximum": [((2, 3), 1)], "requires": [(3, 2)]}
    assert conflicts(values, costs, 5, include=[0, 1], **others) == ["budget 0", "include 0", "include 1"]
    assert conflicts(values, costs, 9, include=[0], exclude=[0], **others) == ["exclude 0", "include 0"]
    assert conflicts(values, costs, 9, minimum=[((0, 1), 3)]) == ["minimum 3 of 0, 1"]
    assert conflicts(values, costs, 2, minimum=[((0, 1), 1)]) == ["budget 0", "minimum 1 of 0, 1"]
    assert conflicts(values, costs, 99, include=[0, 1], excludes=[(0, 1)]) == [
        "excludes 0, 1",
        "include 0",
        "include 1",
    ]
    assert conflicts(values, costs, 99, include=[0], requires=[(0, 1), (1, 2)], exclude=[2]) == [
        "exclude 2",
        "include 0",
        "requires 0, 1",
        "requires 1, 2",
    ]


def test_the_resource_that_does_not_suffice_is_named() -> None:
    costs = [[1, 9], [1, 9], [1, 1]]
    assert conflicts([1, 1, 1], costs, [9, 10], minimum=[((0, 1, 2), 3)]) == [
        "budget 1",
        "minimum 3 of 0, 1, 2",
    ]


def test_an_infeasible_problem_is_a_value_error() -> None:
    assert issubclass(Infeasible, ValueError)


def test_conflicts_are_data_too() -> None:
    with pytest.raises(Infeasible) as caught:
        select_portfolio([1], [1], 5, minimum=[([0], 2)])
    assert caught.value.conflicts == (Rule("minimum", (0,), 2),)


# --- money is exact -----------------------------------------------------------------------------------


def test_costs_that_add_up_to_the_budget_are_within_whatever_the_rounding() -> None:
    assert indices(select_portfolio([1, 1], [0.1, 0.2], 0.3).selected) == [0, 1]
    assert indices(select_portfolio([1] * 10, [0.1] * 10, 1.0).selected) == list(range(10))


def test_one_euro_too_many_in_five_millions_is_too_many() -> None:
    found = select_portfolio([2, 2, 1], [2_500_000, 2_500_001, 2_500_000], 5_000_000)
    assert (indices(found.selected), found.cost) == ([0, 2], 5_000_000.0)


def test_what_exceeds_a_budget_by_less_than_the_solver_notices_is_not_taken() -> None:
    rng = np.random.default_rng(0)
    for _ in range(30):
        costs = rng.uniform(1, 100, 10)
        values = np.where(np.arange(10) < 6, 5.0, 1.0) + rng.uniform(0, 0.1, 10)
        budget = float(costs[:6].sum()) / (1 + 10 ** rng.uniform(-8.5, -7))
        found = select_portfolio(values, costs, budget)
        assert float(found.cost) <= budget
        assert found.selected.any()


def test_a_difference_of_a_millionth_in_value_decides() -> None:
    assert indices(select_portfolio([1000, 1000.001], [1, 1], 1).selected) == [1]


def test_very_large_and_very_small_numbers_keep_their_order() -> None:
    assert indices(select_portfolio([1e300, 2e300, 2.5e300], [1e-300, 1e-300, 2e-300], 2e-300).selected) == [
        0,
        1,
    ]
    assert indices(select_portfolio([1, 1], [1e300, 1], 5).selected) == [1]


def test_nothing_is_taken_that_costs_where_there_is_no_budget() -> None:
    found = select_portfolio([5, 5, -1], [0, 1, 0], 0)
    assert (indices(found.selected), found.value, found.cost) == ([0], 5.0, 0.0)


def test_without_alternatives_the_set_is_empty() -> None:
    found = select_portfolio([], np.empty((0, 2)), [1, 1])
    assert (found.selected.shape, found.value) == ((0,), 0.0)
    assert np.asarray(found.cost).tolist() == [0.0, 0.0]
    assert conflicts([], [], 1, minimum=[((), 1)]) == ["minimum 1 of "]


def test_two_hundred_alternatives_with_dependencies_are_solved() -> None:
    rng = np.random.default_rng(5)
    costs = rng.integers(1, 40, (200, 2)).astype(float)
    found = select_portfolio(
        rng.uniform(0, 100, 200),
        costs,
        costs.sum(axis=0) / 4,
        requires=[(i, i + 1) for i in range(0, 150, 3)],
    )
    assert (costs[found.selected].sum(axis=0) <= costs.sum(axis=0) / 4).all()
    assert all(found.selected[i + 1] for i in range(0, 150, 3) if found.selected[i])


@pytest.mark.parametrize(
    ("arguments", "rules", "sentence"),
    [
        (([1, 2], [1], 1), {}, "one number for each of 1 alternatives"),
        (([[1, 2]], [1, 2], 1), {}, "one number for each"),
        (([1, 2], [1, 2], [1]), {}, "Costs must be one number"),
        (([1, 2], [[1, 2], [1, 2]], [1]), {}, "Costs must be one number"),
        (([1, 2], 1, 1), {}, "Costs must be one number"),
        (([1, NAN], [1, 2], 1), {}, "Values must be finite"),
        (([1e308, 1e308], [1, 2], 1), {}, "finite sum"),
        (([1, 2], [1, INF], 1), {}, "finite"),
        (([1, 2], [1, 2], NAN), {}, "finite"),
        (([1, 2], [1e308, 1e308], 1), {}, "finite sum"),
        (([1, 2], [1, -2], 1), {}, "must not be negative"),
        (([1, 2], [1, 2], -1), {}, "must not be negative"),
        (([1, 2], [1, 2], 1), {"include": [2]}, "2 names none of the 2 alternatives"),
        (([1, 2], [1, 2], 1), {"include": [-1]}, "-1 names none"),
        (([1, 2], [1, 2], 1), {"exclude": [True]}, "True names none"),
        (([1, 2], [1, 2], 1), {"include": [0.0]}, "0.0 names none"),
        (([1, 2], [1, 2], 1), {"requires": [(0, 5)]}, "5 names none"),
        (([1, 2], [1, 2], 1), {"requires": [(0, 0)]}, "two different alternatives"),
        (([1, 2], [1, 2], 1), {"excludes": [(1,)]}, "two different alternatives"),
        (([1, 2], [1, 2], 1), {"minimum": [((0, 1), -1)]}, "whole number from 0 on"),
        (([1, 2], [1, 2], 1), {"maximum": [((0, 1), 1.5)]}, "whole number from 0 on"),
    ],
    ids=str,
)
def test_problems_that_mean_nothing_are_refused(arguments: Any, rules: Rules, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        select_portfolio(*arguments, **rules)


# --- under many weightings ----------------------------------------------------------------------------


def shares_by_hand(
    values: NDArray[np.float64], weights: NDArray[np.float64], costs: list[int], budget: int, rules: Rules
) -> NDArray[np.float64]:
    """From every allowed set of every sample, ties split equally."""
    every = list(allowed_sets([[cost] for cost in costs], [budget], rules))
    total = np.zeros(len(costs))
    for sample in weights / weights.sum(axis=1, keepdims=True):
        worth = values @ sample
        sums = [math.fsum(worth[i] for i in chosen) for chosen in every]
        margin = 1e-9 * float(np.abs(worth).sum())
        best = [chosen for chosen, value in zip(every, sums, strict=True) if value >= max(sums) - margin]
        for chosen in best:
            total[list(chosen)] += 1 / len(best)
    return total / len(weights)


@settings(max_examples=100, deadline=None)
@given(problems(most=8, kinds=False), st.integers(0, 1000), st.booleans())
def test_the_dynamic_programme_counts_every_optimum(
    problem: tuple[list[int], list[list[int]], list[int], Rules], seed: int, flat: bool
) -> None:
    _, table, (budget,), rules = problem
    costs = [row[0] for row in table]
    rng = np.random.default_rng(seed)
    values = rng.integers(-1, 4, (len(costs), 2)).astype(float)
    weights = np.ones((3, 2)) if flat else rng.exponential(size=(6, 2))
    assume(any(allowed_sets(table, [budget], rules)))
    found = portfolio_acceptability(values, weights, costs, budget, **rules)
    assert (found.exact, found.rounded) == (True, False)
    expected = shares_by_hand(values, weights, costs, budget, rules)
    assert found.shares == pytest.approx(expected, abs=1e-9)
    assert np.asarray(found).tolist() == found.shares.tolist()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_dynamic_programme_and_mixed_integer_programme_agree(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values, costs = rng.uniform(0, 1, (12, 3)), rng.integers(1, 30, 12)
    weights = rng.exponential(size=(8, 3))
    exact = portfolio_acceptability(values, weights, costs, 60)
    solved = portfolio_acceptability(values, weights, costs, 60, maximum=[(range(12), 12)])
    assert (exact.exact, solved.exact) == (True, False)
    assert math.isnan(solved.unit)
    assert solved.shares == pytest.approx(exact.shares, abs=1e-12)


def test_a_tie_is_split_between_all_optimal_sets() -> None:
    found = portfolio_acceptability([[1.0]] * 4, [[1.0]], [5, 5, 5, 5], 10)
    assert found.shares == pytest.approx([0.5] * 4)
    assert portfolio_acceptability([[2.0], [1.0], [1.0]], [[1.0]], [2, 1, 1], 2).shares == pytest.approx(
        [0.5] * 3
    )


def test_a_thousand_equal_alternatives_share_without_counting_over() -> None:
    found = portfolio_acceptability(np.ones((1200, 1)), [[1.0]], np.ones(1200), 600)
    assert found.shares == pytest.approx([0.5] * 1200)


def test_the_unit_divides_all_costs_where_the_budget_holds_few_of_them() -> None:
    found = portfolio_acceptability([[1.0], [2.0], [4.0]], [[1.0]], [25_000, 40_000, 90_000], 100_000)
    assert (found.unit, found.rounded, found.shares.tolist()) == (5000.0, False, [0.0, 0.0, 1.0])
    cents = portfolio_acceptability([[1.0], [1.0], [3.0]], [[1.0]], [0.1, 0.2, 0.3], 0.3)
    assert (cents.unit, cents.shares.tolist()) == (0.1, [0.0, 0.0, 1.0])


def test_finer_costs_are_rounded_up_to_a_two_thousandth_of_the_budget_and_that_is_said() -> None:
    costs = [500_001, 499_999, 1_000_000]
    found = portfolio_acceptability([[3.0], [3.0], [5.0]], [[1.0]], costs, 1_000_000)
    assert (found.unit, found.rounded, found.exact) == (500.0, True, True)
    # 500,001 counts as 500,500 and 499,999 as 500,000: together no longer affordable
    assert found.shares.tolist() == [0.0, 0.0, 1.0]


def test_a_budget_that_does_not_bind_leaves_the_other_one_to_the_dynamic_programme() -> None:
    costs = np.array([[3.0, 1.0], [3.0, 1.0], [3.0, 1.0]])
    found = portfolio_acceptability([[3.0], [2.0], [1.0]], [[1.0]], costs, [6.0, 3.0])
    assert (found.exact, found.unit, found.shares.tolist()) == (True, 3.0, [1.0, 1.0, 0.0])
    both = portfolio_acceptability([[3.0], [2.0], [1.0]], [[1.0]], costs, [6.0, 2.0])
    assert (both.exact, both.shares.tolist()) == (False, [1.0, 1.0, 0.0])


def test_where_everything_is_affordable_all_that_is_worth_something_is_taken() -> None:
    found = portfolio_acceptability([[1.0, 0.0], [-1.0, -1.0]], [[1.0, 1.0]], [5, 5], 10)
    assert (found.exact, found.unit, found.shares.tolist()) == (True, 0.0, [1.0, 0.0])


def test_included_ones_are_paid_first_and_excluded_ones_never_taken() -> None:
    found = portfolio_acceptability(
        [[0.0], [9.0], [5.0], [8.0]], [[1.0]], [4, 7, 6, 1], 10, include=[0], exclude=[3]
    )
    assert found.shares.tolist() == [1.0, 0.0, 1.0, 0.0]


def test_weights_need_not_sum_to_one_and_the_unit_of_the_values_does_not_matter() -> None:
    rng = np.random.default_rng(2)
    values, weights, costs = rng.uniform(size=(7, 3)), rng.exponential(size=(40, 3)), rng.integers(1, 9, 7)
    plain = portfolio_acceptability(values, weights, costs, 15).shares
    scaled = portfolio_acceptability(values * 1e300, weights * 1e300, costs * 1e-5, 15e-5).shares
    assert scaled == pytest.approx(plain, abs=1e-12)


def test_many_samples_are_worked_through_in_parts() -> None:
    rng = np.random.default_rng(4)
    values, costs = rng.uniform(size=(30, 4)), rng.integers(1, 200, 30)
    weights = rng.exponential(size=(500, 4))
    found = portfolio_acceptability(values, weights, costs, 1500)
    halves = [portfolio_acceptability(values, part, costs, 1500).shares for part in np.split(weights, 2)]
    assert found.shares == pytest.approx(np.mean(halves, axis=0), abs=1e-12)


def test_without_alternatives_there_are_no_shares() -> None:
    assert portfolio_acceptability(np.empty((0, 2)), [[1.0, 1.0]], [], 5).shares.shape == (0,)


def test_what_clashes_is_named_here_too() -> None:
    with pytest.raises(Infeasible) as caught:
        portfolio_acceptability([[1.0]], [[1.0]], [6], 5, include=[0])
    assert sorted(map(str, caught.value.conflicts)) == ["budget 0", "include 0"]


@pytest.mark.parametrize(
    ("values", "weights", "sentence"),
    [
        ([1.0, 2.0], [[1.0]], "a row for each of 2 alternatives"),
        ([[1.0]], [[1.0]], "a row for each of 2 alternatives"),
        ([[1.0], [2.0]], [1.0], "samples by 1 criteria"),
        ([[1.0], [2.0]], [[1.0, 2.0]], "samples by 1 criteria"),
        ([[1.0], [2.0]], np.empty((0, 1)), "samples by 1 criteria"),
        ([[1.0], [NAN]], [[1.0]], "Values must be finite"),
        ([[1.0], [2.0]], [[-1.0]], "from 0 on"),
        ([[1.0], [2.0]], [[0.0]], "not all 0"),
        ([[1.0], [2.0]], [[INF]], "finite"),
    ],
    ids=str,
)
def test_values_and_weights_that_mean_nothing_are_refused(values: Any, weights: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        portfolio_acceptability(values, weights, [1, 1], 1)
