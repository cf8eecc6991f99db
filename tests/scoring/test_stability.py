"""How far weights and levels may move, and which weights would put a row first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike, NDArray

from tests.scoring.erftstadt import PLACES, POINTS, WEIGHTS
from toolkit.scoring import (
    CautionKind,
    cautions,
    level_flips,
    pareto_front,
    ranks,
    stability_intervals,
    turned_by_a_step,
    weighted_sum,
    weights_that_favour,
)

TABLES = arrays(
    np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.integers(0, 5).map(float)
)


def some_weights(data: st.DataObject, m: int) -> NDArray[np.float64]:
    return np.array(data.draw(st.lists(st.integers(0, 5), min_size=m, max_size=m).filter(any)), dtype=float)


def moved(weights: NDArray[np.float64], column: int, share: float) -> NDArray[np.float64]:
    """One weight at the share, the others in proportion."""
    others = np.where(np.arange(weights.size) == column, 0.0, weights)
    result = others / others.sum() * (1 - share)
    result[column] = share
    return result


def first(values: ArrayLike, weights: ArrayLike) -> set[int]:
    return set(np.flatnonzero(ranks(weighted_sum(values, weights)) == 1).tolist())


# --- one weight ---------------------------------------------------------------------------------------


def test_liblar_stays_first_in_erftstadt_exactly_within_these_weights() -> None:
    exact = [
        [1 / 69, 1],
        [0, 13 / 49],
        [5 / 73, 13 / 30],
        [0, 1],
        [0, 5 / 29],
        [1 / 33, 11 / 27],
        [1 / 17, 11 / 27],
        [0, 9 / 47],
    ]
    assert np.abs(stability_intervals(POINTS, WEIGHTS).winner - exact).max() <= 1e-14


@given(TABLES, st.data())
@settings(max_examples=80, deadline=None)
def test_within_the_intervals_nothing_changes_and_beyond_them_it_does(
    table: NDArray[np.float64], data: st.DataObject
) -> None:
    weights = some_weights(data, table.shape[1])
    weights /= weights.sum()
    found = stability_intervals(table, weights)
    at_start, places = first(table, weights), ranks(weighted_sum(table, weights))
    before = places[:, np.newaxis] < places
    for j in range(table.shape[1]):
        if weights[j] == 1:
            assert found.winner[j].tolist() == found.ranking[j].tolist() == [1, 1]
            continue
        for (low, high), stays in (
            (found.winner[j], lambda now: bool(first(table, now) & at_start)),
            (found.ranking[j], lambda now: not (before & (before_under(table, now).T)).any()),
        ):
            assert low <= weights[j] + 1e-12
            assert high >= weights[j] - 1e-12
            assert all(stays(moved(weights, j, share)) for share in np.linspace(low, high, 5))
            assert low < 1e-6 or not stays(moved(weights, j, low - 1e-6))
            assert high > 1 - 1e-6 or not stays(moved(weights, j, high + 1e-6))


def before_under(table: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    places = ranks(weighted_sum(table, weights))
    return np.asarray(places[:, np.newaxis] < places)


@pytest.mark.parametrize("values", [[[1, 2]], np.empty((0, 2)), [[1, 2], [1, 2]], [[1e300, -1e300]] * 2])
def test_where_no_order_can_change_every_weight_is_free(values: ArrayLike) -> None:
    found = stability_intervals(values, [1, 3])
    assert found.winner.tolist() == found.ranking.tolist() == [[0, 1], [0, 1]]


def test_a_weight_of_one_cannot_move_but_a_weight_of_zero_can() -> None:
    found = stability_intervals([[1, 0], [0, 4]], [1, 0])
    assert found.winner.tolist() == [[1, 1], [0, 0.2]]
    assert stability_intervals([[1], [2]], [3]).ranking.tolist() == [[1, 1]]


def test_several_first_rows_hold_the_first_place_together() -> None:
    """Two specialists tie; whichever way the weight moves, one of them stays first."""
    found = stability_intervals([[2, 0], [0, 2], [0.5, 0.5]], [1, 1])
    assert found.winner.tolist() == [[0, 1], [0, 1]]
    assert found.ranking.tolist() == [[0.25, 0.75], [0.25, 0.75]]


# --- one level ----------------------------------------------------------------------------------------


@given(TABLES, st.data())
@settings(max_examples=80, deadline=None)
def test_level_flips_are_what_trying_every_change_finds(
    table: NDArray[np.float64], data: st.DataObject
) -> None:
    weights = some_weights(data, table.shape[1])
    expected = []
    for row, column in np.ndindex(table.shape):
        for change in (-1.0, 1.0):
            other = table.copy()
            other[row, column] += change
            if 0 <= other[row, column] <= 5 and first(other, weights) != first(table, weights):
                expected.append((row, column, change, first(other, weights)))
    found = level_flips(table, weights, 1, lowest=0, highest=5)
    flips = [
        (row, column, change, set(found.first(k).tolist()))
        for k, (row, column, change) in enumerate(
            zip(found.rows.tolist(), found.columns.tolist(), found.changes.tolist(), strict=True)
        )
    ]
    assert flips == expected
    assert len(found) == len(expected)


@given(TABLES, st.data())
@settings(max_examples=60, deadline=None)
def test_a_pair_is_turned_where_one_step_takes_the_lead_away(
    table: NDArray[np.float64], data: st.DataObject
) -> None:
    weights = some_weights(data, table.shape[1])
    sums = weighted_sum(table, weights)
    found = turned_by_a_step(table, weights, 1, lowest=0, highest=5)
    for a, b in np.ndindex(found.shape):
        if a == b:
            assert not found[a, b]
        elif sums[a] >= sums[b]:
            smaller = [weights[j] / weights.sum() for j in range(len(weights)) if table[a, j] >= 1]
            larger = [weights[j] / weights.sum() for j in range(len(weights)) if table[b, j] <= 4]
            lost = max([0.0, *smaller, *larger]) >= sums[a] - sums[b] - 1e-9
            assert found[a, b] == found[b, a] == lost


@pytest.mark.parametrize("step", [0, -1, float("nan"), [1, 2, 3]])
def test_a_step_must_be_one_number_above_0_or_one_for_each_criterion(step: ArrayLike) -> None:
    with pytest.raises(ValueError, match="The step must be"):
        level_flips([[1, 2]], [1, 1], step)


def test_steps_may_differ_from_value_to_value_and_there_may_be_none() -> None:
    """The second row may rise by 3 in its first value only; that of the first row may fall by nothing."""
    none = float("nan")
    steps = [[[none, none], [1, 1]], [[none, none], [3, none]]]
    values = [[3, 3], [1, 1]]
    assert len(level_flips(values, [1, 1], steps)) == 0
    assert not turned_by_a_step(values, [1, 1], steps).any()
    nearer = level_flips([[3, 3], [1, 3]], [1, 1], steps)
    assert (nearer.rows.tolist(), nearer.columns.tolist(), nearer.changes.tolist()) == ([1], [0], [3])
    assert nearer.first(0).tolist() == [1]
    assert turned_by_a_step([[3, 3], [1, 3]], [1, 1], steps).tolist() == [[False, True], [True, False]]
    for unfit in ([[[1.0]]], [[[0, 1], [1, 1]]] * 2):
        with pytest.raises(ValueError, match=r"Steps down and up|The step must be"):
            level_flips(values, [1, 1], unfit)


# --- weights for a row --------------------------------------------------------------------------------


def test_the_smallest_change_of_weights_that_puts_bliesheim_first_in_erftstadt() -> None:
    row = PLACES.index("Bliesheim")
    found = weights_that_favour(POINTS, row, WEIGHTS)
    assert found is not None
    assert row in first(POINTS, found)
    nearest = np.abs(found - np.array(WEIGHTS) / 100).max()
    drawn = np.random.default_rng(1).uniform(-nearest, nearest, (20_000, 8)) * 0.999
    drawn -= drawn.mean(axis=1, keepdims=True)
    near = drawn[np.abs(drawn).max(axis=1) < nearest * 0.999] + np.array(WEIGHTS) / 100
    sums = near @ np.array(POINTS, dtype=float).T
    assert len(near) > 1000
    assert not (sums[:, row] >= sums.max(axis=1)).any()


@given(TABLES, st.data())
@settings(max_examples=60, deadline=None)
def test_a_row_that_can_be_first_is_put_first_and_one_that_cannot_gets_none(
    table: NDArray[np.float64], data: st.DataObject
) -> None:
    m = table.shape[1]
    weights, row = some_weights(data, m), data.draw(st.integers(0, len(table) - 1))
    found = weights_that_favour(table, row, weights)
    if found is None:
        drawn = np.vstack((np.random.default_rng(1).dirichlet(np.ones(m), 500), np.eye(m)))
        sums = drawn @ table.T
        assert not (sums[:, row] > sums.max(axis=1) + 1e-9).any()
        assert row not in first(table, weights)
    else:
        assert row in first(table, found)
        assert found.sum() == pytest.approx(1, abs=1e-12)
        if row in first(table, weights):
            assert np.abs(found - weights / weights.sum()).max() <= 1e-12
    if m == 1:
        assert (found is not None) == bool(pareto_front(table)[row])


def test_order_and_bounds_of_the_weights_are_kept() -> None:
    table = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert weights_that_favour(table, 2, [3, 2, 1], order=[0, 1, 2]) == pytest.approx(np.full(3, 1 / 3))
    assert weights_that_favour(table, 2, [3, 2, 1], upper=[1, 1, 0.3]) is None
    bounded = weights_that_favour(table, 2, [3, 2, 1], lower=[0.4, 0, 0])
    assert bounded == pytest.approx([0.4, 0.2, 0.4])
    assert weights_that_favour(table, 0, [3, 2, 1], lower=[0.6, 0, 0]) is not None
    assert weights_that_favour(table, 0, [3, 2, 1], lower=[0.6, 0, 0], upper=[0.5, 1, 1]) is None


def test_a_row_that_another_one_beats_by_very_little_in_everything_gets_none() -> None:
    assert weights_that_favour([[1, 1], [1 + 1e-12, 1 + 1e-12]], 0, [1, 1]) is None
    with pytest.raises(ValueError, match="There is no row 2"):
        weights_that_favour([[1], [2]], 2, [1])


# --- cautions -----------------------------------------------------------------------------------------


def test_cautions_name_the_criteria_that_tell_nothing_and_the_weakness_of_the_method() -> None:
    table = [[5, 1, 3, 0], [1, 2, 3, 1], [3, 9, 3, 0]]
    weights = [9, 0, 1, 0.001]
    found = {one.kind: one.columns for one in cautions(table, weights)}
    assert found == {
        CautionKind.ZERO_WEIGHT: (1,),
        CautionKind.CONSTANT_CRITERION: (2,),
        CautionKind.DOMINATED_CRITERION: (3,),
    }
    for method in ("topsis", "promethee"):
        kinds = [one.kind for one in cautions(table, [1] * 4, method=method)]  # type: ignore[arg-type]
        assert kinds == [CautionKind.RANK_REVERSAL, CautionKind.CONSTANT_CRITERION]
    assert CautionKind.IGNORES_SIZE in {one.kind for one in cautions(table, weights, method="sum_of_scores")}


def test_a_sound_table_and_a_single_row_need_no_caution() -> None:
    assert cautions([[5, 1], [1, 4], [2, 2]], [1, 1]) == ()
    assert cautions([[5, 1]], [1, 1], method="topsis") == ()
    with pytest.raises(ValueError, match="must be one of"):
        cautions([[5, 1]], [1, 1], method="guess")  # type: ignore[arg-type]
