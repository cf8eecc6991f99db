"""Rank acceptability and central weights from samples, and the exact shares of pairs."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike, NDArray

from tests.scoring.erftstadt import PLACES, POINTS
from toolkit.scoring import (
    acceptability,
    likely_ranks,
    pairwise_winning,
    sample_levels,
    sample_steps,
    sample_weights,
)

POINT_TABLES = arrays(
    np.float64, st.tuples(st.integers(1, 7), st.integers(1, 4)), elements=st.integers(0, 5).map(float)
)
ODD_TABLES = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    elements=st.one_of(
        st.integers(-3, 3).map(float), st.floats(-1e300, 1e300), st.sampled_from([0.1, 0.3, 1e-300])
    ),
)


def weights(m: int, size: int, seed: int = 2026) -> NDArray[np.float64]:
    return sample_weights(m, size, rng=np.random.default_rng(seed))


def exact_share_ahead(one: list[Fraction], other: list[Fraction]) -> Fraction:
    """Varsi's recursion in fractions."""
    differences = [a - b for a, b in zip(one, other, strict=True)]
    if not any(differences):
        return Fraction(0)
    positive = [d for d in differences if d > 0]
    entries = [Fraction(1)] + [Fraction(0)] * len(positive)
    for y in (d for d in differences if d < 0):
        for k, x in enumerate(positive):
            entries[k + 1] = (x * entries[k + 1] - y * entries[k]) / (x - y)
    return 1 - entries[-1]


# --- exact shares -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("difference", "share"),
    [
        ([2, -1], Fraction(2, 3)),
        ([1, -1, 0], Fraction(1, 2)),
        ([3, 1, -2, -2], Fraction(109, 225)),
        ([1, 1, 1, -4], Fraction(61, 125)),
    ],
)
def test_shares_of_pairs_are_the_volumes_of_varsi_1973_and_ali_1973(
    difference: list[int], share: Fraction
) -> None:
    found = pairwise_winning([difference, [0] * len(difference)])
    assert found == pytest.approx(np.array([[0, float(share)], [float(1 - share), 0]]), abs=1e-15)


@given(ODD_TABLES)
@settings(max_examples=100, deadline=None)
def test_shares_of_pairs_are_exact_however_odd_the_numbers(table: NDArray[np.float64]) -> None:
    exact = [[Fraction(value) for value in row] for row in table]
    expected = [[float(exact_share_ahead(one, other)) for other in exact] for one in exact]
    assert np.abs(pairwise_winning(table) - expected).max() <= 1e-13


@given(POINT_TABLES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_with_an_order_the_shares_are_those_of_the_running_means(
    table: NDArray[np.float64], chance: object
) -> None:
    order = list(range(table.shape[1]))
    chance.shuffle(order)  # type: ignore[attr-defined]
    means = [
        [sum(map(Fraction, row[order[: k + 1]]), Fraction(0)) / (k + 1) for k in range(len(order))]
        for row in table
    ]
    expected = [[float(exact_share_ahead(one, other)) for other in means] for one in means]
    assert np.abs(pairwise_winning(table, order=order) - expected).max() <= 1e-13


@pytest.mark.parametrize("order", [None, [4, 0, 2, 6, 1, 7, 5, 3]])
def test_exact_shares_agree_with_a_hundred_thousand_samples(order: list[int] | None) -> None:
    drawn = sample_weights(8, 100_000, order=order, rng=np.random.default_rng(7))
    exact, sampled = pairwise_winning(POINTS, order=order), acceptability(POINTS, drawn).pairwise_winning
    error = np.sqrt(np.maximum(exact * (1 - exact), 1e-9) / len(drawn))
    assert (np.abs(sampled - exact) <= 4 * error).all()


def test_over_all_weightings_friesheim_is_ahead_of_liblar_in_erftstadt() -> None:
    first = acceptability(POINTS, weights(8, 100_000)).rank_acceptability[:, 0]
    assert first[PLACES.index("Friesheim")] > first[PLACES.index("Liblar")]


@given(POINT_TABLES)
@settings(max_examples=60, deadline=None)
def test_a_pair_is_won_lost_or_tied(table: NDArray[np.float64]) -> None:
    winning = pairwise_winning(table)
    same = (table[:, np.newaxis] == table).all(axis=2)
    assert np.abs(winning + winning.T + same - 1).max() <= 1e-15


# --- samples ------------------------------------------------------------------------------------------


def test_acceptability_of_three_alternatives_worked_out_by_hand() -> None:
    found = acceptability([[1, 0], [0.6, 0.6], [0, 1]], weights(2, 100_000))
    exact = np.array([[0.4, 0.1, 0.5], [0.2, 0.8, 0], [0.4, 0.1, 0.5]])
    assert (np.abs(found.rank_acceptability - exact) <= 4 * np.sqrt(exact * (1 - exact) / 100_000)).all()
    assert np.abs(found.central_weights - [[0.8, 0.2], [0.5, 0.5], [0.2, 0.8]]).max() <= 4 * 0.3 / np.sqrt(
        20_000
    )
    assert found.confidence.tolist() == [1, 1, 1]


def test_central_weights_of_three_specialists_are_the_rank_order_centroid() -> None:
    found = acceptability(np.eye(3), weights(3, 100_000))
    assert np.abs(found.rank_acceptability - 1 / 3).max() <= 4 * np.sqrt(2 / 9 / 100_000)
    assert np.abs(found.central_weights[0] - [11 / 18, 7 / 36, 7 / 36]).max() <= 4 * 0.2 / np.sqrt(33_000)


@given(POINT_TABLES, st.integers(0, 99))
@settings(max_examples=80, deadline=None)
def test_rows_and_columns_of_rank_acceptability_sum_to_one(table: NDArray[np.float64], seed: int) -> None:
    found = acceptability(table, weights(table.shape[1], 30, seed))
    assert np.abs(found.rank_acceptability.sum(axis=0) - 1).max() <= 1e-12
    assert np.abs(found.rank_acceptability.sum(axis=1) - 1).max() <= 1e-12


@given(POINT_TABLES, st.integers(0, 99))
@settings(max_examples=80, deadline=None)
def test_samples_are_counted_as_a_plain_count_in_fractions_does(
    table: NDArray[np.float64], seed: int
) -> None:
    """Whole weights, so that many different rows share a place."""
    drawn = np.random.default_rng(seed).integers(0, 3, (25, table.shape[1])) + np.eye(table.shape[1])[0]
    n = len(table)
    ranks, winning = np.zeros((n, n)), np.zeros((n, n))
    for sample in drawn:
        sums = (table * sample).sum(axis=1)
        for row in range(n):
            better, equal = int((sums > sums[row]).sum()), int((sums == sums[row]).sum())
            ranks[row, better : better + equal] += 1 / equal / len(drawn)
            winning[row] += (sums[row] > sums) / len(drawn)
    found = acceptability(table, drawn)
    assert np.abs(found.rank_acceptability - ranks).max() <= 1e-12
    assert np.abs(found.pairwise_winning - winning).max() <= 1e-12
    assert np.array_equal(np.isnan(found.confidence), ranks[:, 0] == 0)


@given(POINT_TABLES, st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_expected_rank_follows_from_losses_and_ties(table: NDArray[np.float64], seed: int) -> None:
    found = acceptability(table, weights(table.shape[1], 40, seed))
    winning = found.pairwise_winning
    ties = 1 - winning - winning.T - np.eye(len(table))
    expected = 1 + winning.sum(axis=0) + ties.sum(axis=1) / 2
    assert np.abs(found.rank_acceptability @ np.arange(1, len(table) + 1) - expected).max() <= 1e-9


@given(POINT_TABLES, st.integers(0, 99), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_neither_the_order_of_rows_nor_the_scale_of_weights_or_values_matters(
    table: NDArray[np.float64], seed: int, chance: object
) -> None:
    drawn = weights(table.shape[1], 40, seed)
    mixed = list(range(len(table)))
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    plain, other = acceptability(table, drawn), acceptability(table[mixed] * 1e290 - 1e290, drawn * 1e-290)
    for name in ("rank_acceptability", "central_weights", "confidence"):
        assert np.allclose(getattr(plain, name)[mixed], getattr(other, name), atol=1e-12, equal_nan=True)


@given(POINT_TABLES, st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_one_table_for_each_sample_counts_as_one_table_for_all(table: NDArray[np.float64], seed: int) -> None:
    drawn = weights(table.shape[1], 40, seed)
    one, many = acceptability(table, drawn), acceptability(np.tile(table, (40, 1, 1)), drawn)
    for name in ("rank_acceptability", "central_weights", "confidence", "pairwise_winning"):
        assert np.allclose(getattr(one, name), getattr(many, name), atol=1e-12, equal_nan=True)


def test_equal_rows_share_and_a_row_alone_takes_its_rank() -> None:
    drawn = weights(2, 100)
    assert acceptability([[1, 2]], drawn).rank_acceptability.tolist() == [[1.0]]
    assert acceptability([[1, 2]] * 4, drawn).rank_acceptability.tolist() == [[0.25] * 4] * 4
    twins = acceptability([[1, 2], [0, 0], [1, 2]], drawn)
    assert twins.rank_acceptability.tolist() == [[0.5, 0.5, 0], [0, 0, 1], [0.5, 0.5, 0]]
    assert twins.confidence[[0, 2]].tolist() == [0.5, 0.5]
    assert np.isnan(twins.confidence[1])
    assert np.isnan(twins.central_weights[1]).all()


def test_what_rows_have_in_common_does_not_hide_what_they_differ_by() -> None:
    found = acceptability([[1e300, 2e-300], [1e300, 1e-300]], weights(2, 50))
    assert found.rank_acceptability.tolist() == [[1, 0], [0, 1]]


def test_many_rows_are_ranked_as_few_are() -> None:
    values = np.random.default_rng(1).random((5000, 3))
    found = acceptability(values, [[1, 0, 0], [0, 1, 0]])
    assert np.flatnonzero(found.rank_acceptability[:, 0]).tolist() == sorted(
        values[:, :2].argmax(axis=0).tolist()
    )
    assert np.abs(found.rank_acceptability.sum(axis=0) - 1).max() <= 1e-12


@pytest.mark.parametrize(
    ("values", "drawn", "words"),
    [
        ([[1, 2]], [1, 1], "table of samples by criteria"),
        ([[1, 2]], np.empty((0, 2)), "table of samples by criteria"),
        ([[1, 2]], [[1, 1, 1]], "do not fit"),
        (np.empty((0, 2)), [[1, 1]], "do not fit"),
        (np.ones((2, 3, 2)), [[1, 1]], "do not fit"),
        ([[1, np.nan]], [[1, 1]], "Values must be finite"),
        ([[[1, np.inf]]], [[1, 1]], "Values must be finite"),
        ([[1, 2]], [[1, np.nan]], "Weights must be finite"),
        ([[1, 2]], [[1, -1]], "must not be negative"),
        ([[1, 2]], [[1, 1], [0, 0]], "must not all be 0"),
    ],
)
def test_samples_that_cannot_be_counted_are_refused(values: ArrayLike, drawn: ArrayLike, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        acceptability(values, drawn)


# --- drawing ------------------------------------------------------------------------------------------


def test_weights_are_uniform_on_the_simplex_and_in_their_order() -> None:
    drawn = weights(3, 40_000)
    assert np.abs(drawn.mean(axis=0) - 1 / 3).max() <= 4 * np.sqrt(1 / 18 / 40_000)
    assert np.abs((drawn > 0.5).mean(axis=0) - 1 / 4).max() <= 4 * np.sqrt(3 / 16 / 40_000)
    ordered = sample_weights(3, 40_000, order=[2, 0, 1], rng=np.random.default_rng(1))
    assert ((ordered[:, 2] >= ordered[:, 0]) & (ordered[:, 0] >= ordered[:, 1])).all()
    assert np.abs(ordered.mean(axis=0) - [5 / 18, 1 / 9, 11 / 18]).max() <= 4 * 0.2 / np.sqrt(40_000)


@pytest.mark.parametrize(
    ("lower", "upper", "order"),
    [
        ([0.1, 0.2, 0.1, 0.0], None, None),
        (None, [0.3, 0.3, 0.3, 0.3], None),
        ([0.24, 0.24, 0.24, 0.1], [0.26, 0.26, 0.26, 0.4], None),
        ([0.1] * 4, [0.5] * 4, [3, 1, 0, 2]),
        ([0.0, 0.3, 0.0, 0.1], [0.2, 0.3, 1.0, 0.6], None),
    ],
)
def test_weights_within_bounds_are_those_that_a_plain_draw_would_keep(
    lower: list[float] | None, upper: list[float] | None, order: list[int] | None
) -> None:
    drawn = sample_weights(4, 4000, lower=lower, upper=upper, order=order, rng=np.random.default_rng(3))
    low, high = np.array(lower or [0.0] * 4), np.array(upper or [1.0] * 4)
    assert np.abs(drawn.sum(axis=1) - 1).max() <= 1e-12
    assert ((drawn >= low - 1e-9) & (drawn <= high + 1e-9)).all()
    if order is not None:
        assert all((drawn[:, one] >= drawn[:, next_]).all() for one, next_ in pairwise(order))
    if (high - low).min() > 0.05:
        plain = weights(4, 1_000_000, 5)
        fits = ((plain >= low) & (plain <= high)).all(axis=1)
        if order is not None:
            fits &= (np.diff(plain[:, order], axis=1) <= 0).all(axis=1)
        kept = plain[fits]
        error = np.sqrt(kept.var(axis=0) * (1 / len(kept) + 1 / len(drawn)))
        assert (np.abs(drawn.mean(axis=0) - kept.mean(axis=0)) <= 4 * error).all()


def test_bounds_that_leave_one_weighting_give_it_and_bounds_that_leave_none_a_sentence() -> None:
    rng = np.random.default_rng(1)
    only = sample_weights(2, 3, lower=[0.4, 0.6], rng=rng)
    assert np.allclose(only, [[0.4, 0.6]] * 3)
    assert sample_weights(1, 2, rng=rng).tolist() == [[1.0], [1.0]]
    assert sample_weights(3, 0, upper=[0.5] * 3, rng=rng).shape == (0, 3)
    for bounds in ({"lower": [0.6, 0.6]}, {"upper": [0.4, 0.4]}, {"lower": [0, 0.6], "order": [0, 1]}):
        with pytest.raises(ValueError, match="No weighting keeps"):
            sample_weights(2, 3, rng=rng, **bounds)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="every criterion once"):
        sample_weights(2, 3, order=[0, 0], rng=rng)


def test_levels_are_drawn_as_often_as_they_are_likely_and_independently() -> None:
    likely = [[[1, 1, 2], [0, 3, 0]], [[0, 0, 5], [1, 0, 1]]]
    drawn = sample_levels(likely, [0, 25, 100], 40_000, rng=np.random.default_rng(1))
    assert drawn.shape == (40_000, 2, 2)
    cells = drawn.reshape(-1, 4).T
    shares = [[(cell == value).mean() for value in (0, 25, 100)] for cell in cells]
    expected = np.array([[0.25, 0.25, 0.5], [0, 1, 0], [0, 0, 1], [0.5, 0, 0.5]])
    assert (np.abs(shares - expected) <= 4 * np.sqrt(expected * (1 - expected) / 40_000)).all()
    assert abs(np.corrcoef(drawn[:, 0, 0], drawn[:, 1, 1])[0, 1]) <= 4 / np.sqrt(40_000)


def test_step_values_rise_from_0_to_1_and_can_be_drawn_together_with_levels() -> None:
    steps = sample_steps(4, 20_000, rng=np.random.default_rng(1))
    assert (steps[:, 0] == 0).all()
    assert (steps[:, 3] == 1).all()
    assert (np.diff(steps, axis=1) >= 0).all()
    assert np.abs(steps.mean(axis=0) - [0, 1 / 3, 2 / 3, 1]).max() <= 4 * 0.24 / np.sqrt(20_000)
    drawn = sample_levels([[[0, 1, 0, 0]]], steps[:5, np.newaxis], 5, rng=np.random.default_rng(1))
    assert drawn[:, 0, 0].tolist() == steps[:5, 1].tolist()


@pytest.mark.parametrize(
    ("likely", "steps", "words"),
    [
        ([[1, 2]], [0, 1], "shape"),
        ([[[0, 0]]], [0, 1], "at least one level"),
        ([[[1, -1]]], [0, 1], "at least one level"),
        ([[[1, np.nan]]], [0, 1], "finite"),
        ([[[1, 1]]], [0, np.nan], "needs a finite value"),
        ([[[1, 1]]], [0, 1, 2], "Step values must have the shape"),
    ],
)
def test_levels_that_cannot_be_drawn_are_refused(likely: ArrayLike, steps: ArrayLike, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        sample_levels(likely, steps, 2, rng=np.random.default_rng(1))


def test_the_result_says_how_many_samples_it_stands_on() -> None:
    weights = sample_weights(2, 137, rng=np.random.default_rng(1))
    assert acceptability([[1.0, 0.0], [0.0, 1.0]], weights).size == 137


def test_likely_ranks_leave_out_at_most_a_fortieth_at_either_end() -> None:
    shares = [[0.02, 0.95, 0.03, 0], [0.025, 0, 0.975, 0], [0.026, 0.949, 0, 0.025], [0, 0, 0, 1]]
    assert likely_ranks(shares).tolist() == [[2, 3], [3, 3], [1, 2], [4, 4]]
    assert likely_ranks(shares, central=1).tolist() == [[1, 3], [1, 3], [1, 4], [4, 4]]
    assert likely_ranks(np.empty((0, 0))).shape == (0, 2)


def test_likely_ranks_need_a_square_table_and_a_share() -> None:
    with pytest.raises(ValueError, match="square"):
        likely_ranks([[1.0, 0.0]])
    with pytest.raises(ValueError, match="central share"):
        likely_ranks([[1.0]], central=0)
