"""Weights from an order, from points and from comparisons in pairs."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from toolkit.scoring import ahp, rank_order_centroid, rank_reciprocal, rank_sum, swing

FROM_ORDER = [rank_order_centroid, rank_sum, rank_reciprocal]
POINTS = st.lists(st.one_of(st.just(0.0), st.floats(1e-300, 1e300)), min_size=1, max_size=12).filter(any)


def close(found: NDArray[np.float64], expected: list[float], digits: int) -> bool:
    """To all published digits: within one unit of the last one."""
    return found.shape == (len(expected),) and bool(np.abs(found - expected).max() <= 10.0**-digits)


@pytest.mark.parametrize(
    "published",
    [
        [1.0],
        [0.75, 0.25],
        [0.6111, 0.2778, 0.1111],
        [0.5208, 0.2708, 0.1458, 0.0625],
        [0.4567, 0.2567, 0.1567, 0.09, 0.04],
        [0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278],
        [0.3704, 0.2276, 0.1561, 0.1085, 0.0728, 0.0442, 0.0204],
    ],
    ids=len,
)
def test_rank_order_centroids_as_edwards_and_barron_1994_print_them(published: list[float]) -> None:
    assert close(rank_order_centroid(len(published)), published, 4)


@pytest.mark.parametrize(
    "published",
    [
        [1.0],
        [0.6667, 0.3333],
        [0.5, 0.3333, 0.1667],
        [0.4, 0.3, 0.2, 0.1],
        [0.3333, 0.2667, 0.2, 0.1333, 0.0667],
    ],
    ids=len,
)
def test_rank_sums_of_stillwell_seaver_and_edwards_1981(published: list[float]) -> None:
    assert close(rank_sum(len(published)), published, 4)


@pytest.mark.parametrize(
    "published",
    [
        [1.0],
        [0.6667, 0.3333],
        [0.5455, 0.2727, 0.1818],
        [0.48, 0.24, 0.16, 0.12],
        [0.438, 0.219, 0.146, 0.1095, 0.0876],
    ],
    ids=len,
)
def test_rank_reciprocals_of_stillwell_seaver_and_edwards_1981(published: list[float]) -> None:
    assert close(rank_reciprocal(len(published)), published, 4)


@pytest.mark.parametrize("method", FROM_ORDER)
@pytest.mark.parametrize("m", [1, 2, 3, 12, 1000])
def test_weights_from_an_order_fall_and_sum_to_one(
    method: Callable[[int], NDArray[np.float64]], m: int
) -> None:
    weights = method(m)
    assert math.fsum(weights) == pytest.approx(1, abs=1e-14)
    assert (np.diff(weights) < 0).all()
    assert (weights > 0).all()


@pytest.mark.parametrize("method", FROM_ORDER)
@pytest.mark.parametrize("wrong", [0, -1, 2.0, True, "3", None, math.nan], ids=str)
def test_what_is_no_number_of_criteria_is_refused(
    method: Callable[[object], NDArray[np.float64]], wrong: object
) -> None:
    with pytest.raises(ValueError, match="whole number from 1 on"):
        method(wrong)


def test_swing_points_are_shares() -> None:
    assert swing([100, 60, 40]).tolist() == [0.5, 0.3, 0.2]
    assert swing([7]).tolist() == [1.0]
    assert swing([0, 5, 0]).tolist() == [0.0, 1.0, 0.0]


@given(POINTS, st.floats(0.001, 1000))
def test_swing_weights_do_not_depend_on_the_unit_of_the_points(points: list[float], unit: float) -> None:
    scaled = [point * unit for point in points]
    assert swing(scaled) == pytest.approx(swing(points), rel=1e-12, abs=1e-300)
    assert math.fsum(swing(points)) == pytest.approx(1, abs=1e-14)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ([], "one row of numbers"),
        (5.0, "one row of numbers"),
        ([[1.0, 2.0]], "one row of numbers"),
        ([1.0, math.nan], "finite numbers from 0 on"),
        ([1.0, math.inf], "finite numbers from 0 on"),
        ([1.0, -1.0], "finite numbers from 0 on"),
        ([0.0, 0.0], "At least one criterion"),
    ],
    ids=str,
)
def test_swing_points_that_mean_nothing_are_refused(wrong: list[float], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        swing(wrong)


# --- comparisons in pairs -----------------------------------------------------------------------------

HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
    [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
    [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
    [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
    [4, 7, 5, 8, 6, 6, 2, 1],
]


CIRCLES = [
    [1, 1e300, 1e-300, 1e-300],
    [1e-300, 1, 1e300, 1],
    [1e300, 1e-300, 1, 1],
    [1e300, 1, 1, 1],
]


def consistent(weights: list[float]) -> NDArray[np.float64]:
    return np.divide.outer(np.array(weights), np.array(weights))


def test_saaty_1990_buying_a_house() -> None:
    found = ahp(HOUSE)
    assert close(found.weights, [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], 3)
    assert found.lambda_max == pytest.approx(9.669, abs=0.001)
    assert found.consistency_index == pytest.approx(0.238, abs=0.001)
    assert found.consistency_ratio == pytest.approx(0.169, abs=0.001)


def test_one_criterion_and_two_cannot_contradict_themselves() -> None:
    one, two = ahp([[1]]), ahp([[1, 3], [1 / 3, 1]])
    assert (one.weights.tolist(), one.lambda_max) == ([1.0], 1.0)
    assert two.weights == pytest.approx([0.75, 0.25], abs=1e-15)
    assert (two.lambda_max, two.consistency_index, two.consistency_ratio) == (2.0, 0.0, 0.0)


@given(st.lists(st.floats(1e-140, 1e140), min_size=1, max_size=15))
def test_consistent_comparisons_give_their_weights_back_whatever_their_size(weights: list[float]) -> None:
    found = ahp(consistent(weights))
    assert found.weights == pytest.approx(np.array(weights) / math.fsum(weights), rel=1e-9)
    assert found.consistency_index == pytest.approx(0, abs=1e-9)
    assert found.consistency_ratio >= 0


@given(st.lists(st.integers(-8, 8), min_size=10, max_size=10), st.permutations(range(5)))
def test_the_order_of_the_criteria_does_not_matter(judgements: list[int], order: list[int]) -> None:
    matrix = np.ones((5, 5))
    for row, column, judged in zip(*np.triu_indices(5, 1), judgements, strict=True):
        matrix[row, column] = 1.0 + judged if judged >= 0 else 1 / (1.0 - judged)
        matrix[column, row] = 1 / matrix[row, column]
    plain, turned = ahp(matrix), ahp(matrix[np.ix_(order, order)])
    assert turned.weights == pytest.approx(plain.weights[list(order)], rel=1e-9)
    assert turned.lambda_max == pytest.approx(plain.lambda_max, rel=1e-12)
    assert plain.lambda_max >= 5


def test_a_full_circle_of_comparisons_leaves_equal_weights() -> None:
    found = ahp([[1, 1e100, 1e-100], [1e-100, 1, 1e100], [1e100, 1e-100, 1]])
    assert found.weights == pytest.approx([1 / 3] * 3)
    assert found.consistency_ratio > 1e90


def test_reciprocals_rounded_to_two_digits_are_taken_as_meant() -> None:
    rounded = [[1, 3, 8], [0.33, 1, 3], [0.13, 0.33, 1]]
    exact = [[1, 3, 8], [1 / 3, 1, 3], [1 / 8, 1 / 3, 1]]
    assert ahp(rounded).weights == pytest.approx(ahp(exact).weights, abs=0.005)
    assert ahp(rounded).consistency_ratio >= 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ([], "square table"),
        ([[]], "square table"),
        (3.0, "square table"),
        ([[1, 2]], "square table"),
        ([[1, 2], [0, 1]], "positive finite"),
        ([[1, math.nan], [1, 1]], "positive finite"),
        ([[1, math.inf], [0, 1]], "positive finite"),
        ([[1, -3], [-1 / 3, 1]], "positive finite"),
        ([[1, 3], [3, 1]], "one over its counterpart"),
        ([[2, 3], [1 / 3, 1]], "diagonal must be 1"),
        (np.ones((16, 16)), "At most 15"),
        (CIRCLES, "beyond what can be computed"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_comparisons_that_mean_nothing_are_refused(wrong: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        ahp(wrong)  # type: ignore[arg-type]  # the mistake is the test
