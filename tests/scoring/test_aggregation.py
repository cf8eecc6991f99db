"""The weighted sum and TOPSIS, and the front that needs no weights."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike, NDArray

from tests.scoring.erftstadt import PLACES, POINTS, WEIGHTS
from toolkit.scoring import pareto_front, ranks, topsis, weighted_sum

FIGHTERS = [
    [2.0, 1500.0, 20000.0, 5.5, 5.0, 9.0],
    [2.5, 2700.0, 18000.0, 6.5, 3.0, 5.0],
    [1.8, 2000.0, 21000.0, 4.5, 7.0, 7.0],
    [2.2, 1800.0, 20000.0, 5.0, 5.0, 5.0],
]
TABLES = arrays(
    np.float64,
    st.tuples(st.integers(1, 8), st.integers(1, 4)),
    elements=st.one_of(st.integers(-4, 4).map(float), st.floats(-1e300, 1e300)),
)


def test_the_weighted_sum_gives_the_printed_totals_of_the_erftstadt_council_paper_v_059_2013() -> None:
    printed = [2.95, 2.60, 2.60, 2.50, 2.45, 2.40, 2.00, 1.80, 1.75, 1.65, 1.35, 1.20, 0.90, 0.35]
    assert weighted_sum(POINTS, WEIGHTS).round(10).tolist() == printed


def test_bliesheim_and_lechenich_share_the_second_rank_that_the_council_paper_printed_as_two() -> None:
    assert ranks(weighted_sum(POINTS, WEIGHTS)).tolist() == [1, 2, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]


def test_equal_weights_take_erftstadts_first_place_from_liblar() -> None:
    sums = weighted_sum(POINTS, [1] * 8)
    exact = [Fraction(sum(row), 8) for row in POINTS]
    assert sums.tolist() == [float(one) for one in exact]
    first = [place for place, rank in zip(PLACES, ranks(sums), strict=True) if rank == 1]
    assert first == ["Bliesheim", "Gymnich"]


def test_topsis_as_hwang_and_yoon_1981_print_it_for_fighter_aircraft() -> None:
    found = topsis(FIGHTERS, [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], [1, 1, 1, -1, 1, 1])
    assert np.abs(found - [0.643, 0.268, 0.613, 0.312]).max() <= 0.001


@given(TABLES, st.data())
@settings(max_examples=60, deadline=None)
def test_another_alternative_never_changes_a_weighted_sum(
    table: NDArray[np.float64], data: st.DataObject
) -> None:
    weights = data.draw(st.lists(st.floats(0.01, 100), min_size=table.shape[1], max_size=table.shape[1]))
    alone = [weighted_sum(row[np.newaxis], weights)[0] for row in table]
    assert weighted_sum(table, weights).tolist() == alone


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_weights_count_by_their_proportion_only(data: st.DataObject) -> None:
    table = data.draw(TABLES)
    weights = np.array(
        data.draw(st.lists(st.integers(1, 9), min_size=table.shape[1], max_size=table.shape[1]))
    )
    for method in (weighted_sum, topsis):
        assert np.array_equal(method(table, weights), method(table, weights * 2.0**900))


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_closeness_is_a_share_and_is_the_same_in_any_order_of_the_rows(table: NDArray[np.float64]) -> None:
    found = topsis(table, [1] * table.shape[1])
    assert ((found >= 0) & (found <= 1)).all()
    assert np.allclose(topsis(table[::-1], [1] * table.shape[1])[::-1], found, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([[3, 4]], [1, 1], [0.5]),
        ([[3, 4], [3, 4]], [1, 1], [0.5, 0.5]),
        ([[3, 4], [3, 5]], [1, 0], [0.5, 0.5]),
        ([[0, 4], [0, 5]], [1, 1], [0.0, 1.0]),
        ([[1], [2], [3]], [7], [0.0, 0.5, 1.0]),
        ([[1, 5], [1, 6]], [1, 1e-200], [0.0, 1.0]),
        ([[1e300], [-1e300]], [1], [1.0, 0.0]),
        ([[1e-300], [2e-300]], [1], [0.0, 1.0]),
    ],
)
def test_closeness_of_what_hardly_differs(
    values: ArrayLike, weights: list[float], expected: list[float]
) -> None:
    assert topsis(values, weights).round(12).tolist() == expected


def test_weighted_sums_of_nothing_one_row_and_very_large_or_small_numbers() -> None:
    assert weighted_sum(np.empty((0, 2)), [1, 1]).tolist() == []
    assert weighted_sum([[3, 5]], [1, 1]).tolist() == [4.0]
    assert weighted_sum([[1e300, 1e300]], [1e300, 1e300]).tolist() == [1e300]
    assert weighted_sum([[1e-300, 3e-300]], [1e-300, 1e-300]).tolist() == [2e-300]


@pytest.mark.parametrize("method", [weighted_sum, topsis])
@pytest.mark.parametrize(
    ("values", "weights", "sentence"),
    [
        ([1, 2], [1, 1], "Values must be a table of alternatives by criteria, not of shape (2,)."),
        ([[]], [], "Values must be a table of alternatives by criteria, not of shape (1, 0)."),
        ([[1, 2], [3]], [1, 1], "Values must be numbers in rows of equal length."),
        ([["a", "b"]], [1, 1], "Values must be numbers in rows of equal length."),
        ([[1, float("nan")]], [1, 1], "Values must be finite numbers."),
        ([[1, float("inf")]], [1, 1], "Values must be finite numbers."),
        ([[1, 2]], [1], "Weights must have the shape (2,), not (1,)."),
        ([[1, 2]], [1, float("nan")], "Weights must be finite numbers."),
        ([[1, 2]], [2, -1], "Weights must not be negative."),
        ([[1, 2]], [0, 0], "Weights must not all be 0."),
    ],
)
def test_a_sentence_says_what_cannot_be_calculated(
    method: object, values: ArrayLike, weights: ArrayLike, sentence: str
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole sentence is compared
        method(values, weights)  # type: ignore[operator]
    assert str(caught.value) == sentence


def test_directions_are_plus_or_minus_one() -> None:
    with pytest.raises(ValueError, match="larger is better"):
        topsis([[1, 2]], [1, 1], [1, 0])


@given(arrays(np.float64, st.tuples(st.integers(0, 9), st.integers(1, 4)), elements=st.integers(0, 3)))
@settings(max_examples=100, deadline=None)
def test_the_front_is_what_no_other_row_dominates(table: NDArray[np.float64]) -> None:
    expected = [not any((other >= row).all() and (other > row).any() for other in table) for row in table]
    assert pareto_front(table).tolist() == expected


def test_equal_rows_are_on_the_front_together_whatever_the_sign_of_their_zeros() -> None:
    assert pareto_front([[0.0, 1.0], [-0.0, 1.0], [0.0, 0.5]]).tolist() == [True, True, False]
    assert pareto_front(np.empty((0, 2))).tolist() == []
    assert pareto_front([[4]]).tolist() == [True]
