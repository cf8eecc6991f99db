"""Strict and lenient raters: estimated, drawn towards 0, and only where they can be compared."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.linalg import block_diag

from toolkit.scoring import severity

NAN = math.nan
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
).T


def simulated(
    seed: int, raters: int = 6, units: int = 30, per_unit: int = 2, spread: float = 8.0
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Ratings in which each unit meets a few raters, with the true qualities and effects behind them."""
    rng = np.random.default_rng(seed)
    quality, effects = rng.normal(50, 10, units), rng.normal(0, spread, raters)
    ratings = quality + effects[:, np.newaxis] + rng.normal(0, 4, (raters, units))
    for unit in range(units):
        ratings[rng.permutation(raters)[per_unit:], unit] = NAN
    return ratings, quality, effects


def test_complete_ratings_give_the_textbooks_shrinkage() -> None:
    # Shrout and Fleiss 1979 print the mean squares of judges 32.49 and of the error 1.02 for this table:
    # variance of judges (32.4861 − 1.0194) / 6, and each mean is drawn to 0 by its share of the variance.
    found = severity(SHROUT_FLEISS)
    judges, error = 32.486111, 1.019444
    variance = (judges - error) / 6
    share = variance / (variance + error / 6)
    means = SHROUT_FLEISS.mean(axis=1)
    assert found.connected
    assert found.severity == pytest.approx(share * (means - means.mean()), abs=1e-5)
    assert found.quality == pytest.approx(SHROUT_FLEISS.mean(axis=0))
    assert found.standard_error == pytest.approx([math.sqrt(share * error / 6 * 3 / 4)] * 4, abs=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_henderson_s_mixed_model_equations_give_the_same(seed: int) -> None:
    """The same effects from the full system of equations, at the variances that the ratio implies."""
    ratings, _, _ = simulated(seed, raters=4, units=16)
    found = severity(ratings)
    rater, unit = np.nonzero(~np.isnan(ratings))
    y = ratings[rater, unit]
    x, z = np.eye(ratings.shape[1])[unit], np.eye(len(ratings))[rater]

    def solve(ratio: float) -> tuple[NDArray[np.float64], float]:
        both = np.hstack([x, z])
        penalty = block_diag(np.zeros((x.shape[1],) * 2), np.eye(len(ratings)) / ratio)
        solution = np.linalg.solve(both.T @ both + penalty, both.T @ y)
        covariance = np.eye(y.size) + ratio * z @ z.T
        inverse = np.linalg.inv(covariance)
        information = x.T @ inverse @ x
        rest = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
        freedom = y.size - x.shape[1]
        deviance = (
            np.linalg.slogdet(covariance)[1]
            + np.linalg.slogdet(information)[1]
            + freedom * math.log(rest @ inverse @ rest / freedom)
        )
        return solution, float(deviance)

    best = min(np.geomspace(0.05, 500, 1000), key=lambda ratio: solve(ratio)[1])
    solution, _ = solve(best)
    assert found.severity == pytest.approx(solution[x.shape[1] :], abs=0.05)
    assert found.quality == pytest.approx(solution[: x.shape[1]], abs=0.05)


def test_simulated_qualities_are_met_better_than_by_raw_means() -> None:
    closer, correlations = 0, []
    for seed in range(40):
        ratings, quality, effects = simulated(seed)
        found = severity(ratings)
        centred = quality + effects.mean()  # a level that all raters share cannot be told from quality
        raw = np.sqrt(np.mean((np.nanmean(ratings, axis=0) - centred) ** 2))
        corrected = np.sqrt(np.mean((found.quality - centred) ** 2))
        closer += bool(corrected < raw)
        correlations.append(np.corrcoef(found.severity, effects)[0, 1])
    assert closer >= 36
    assert float(np.mean(correlations)) > 0.95


def test_standard_errors_say_how_far_the_effects_are_off() -> None:
    off = []
    for seed in range(60):
        ratings, _, effects = simulated(seed, raters=8, units=40, per_unit=3)
        found = severity(ratings)
        off.extend((found.severity - (effects - effects.mean())) / found.standard_error)
    assert 0.85 < float(np.std(off)) < 1.15


def test_raters_who_do_not_differ_are_mostly_left_alone() -> None:
    largest = []
    for seed in range(40):
        ratings, _, _ = simulated(seed, spread=0.0)
        largest.append(np.abs(severity(ratings).severity).max())
    assert float(np.median(largest)) < 1.5  # the error of one rating is 4


def test_differences_that_are_only_error_are_no_severity_at_all() -> None:
    ratings = [[1, 2, 1, 2], [2, 1, 2, 1]]
    found = severity(ratings)
    assert found.severity.tolist() == [0.0, 0.0]
    assert found.quality.tolist() == [1.5, 1.5, 1.5, 1.5]


def test_ratings_that_add_up_exactly_give_the_effects_exactly() -> None:
    quality, effects = np.array([10.0, 30.0, 20.0, 40.0]), np.array([-2.0, 0.5, 1.5])
    ratings = quality + effects[:, np.newaxis]
    ratings[0, 0] = ratings[2, 3] = NAN
    found = severity(ratings)
    assert found.severity == pytest.approx(effects, abs=1e-6)
    assert found.quality == pytest.approx(quality, abs=1e-6)
    assert found.standard_error == pytest.approx([0, 0, 0], abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.001, 1.0, 250.0]), st.sampled_from([-500.0, 0.0, 70.0]))
def test_names_units_and_zero_points_do_not_matter(seed: int, unit: float, zero: float) -> None:
    ratings, _, _ = simulated(seed, raters=4, units=9)
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(4), rng.permutation(9)
    plain, turned = severity(ratings), severity((unit * ratings + zero)[rows][:, columns])
    assert turned.severity == pytest.approx(unit * plain.severity[rows], abs=1e-4 * unit, nan_ok=True)
    assert turned.quality == pytest.approx(unit * plain.quality[columns] + zero, abs=1e-4 * unit, nan_ok=True)
    assert turned.connected == plain.connected


def test_raters_without_a_common_unit_cannot_be_compared() -> None:
    found = severity([[1, 2, NAN, NAN], [1, 3, NAN, NAN], [NAN, NAN, 4, 5], [NAN, NAN, 2, 5]])
    assert not found.connected
    assert (found.quality.shape, found.severity.shape, found.standard_error.shape) == ((4,), (4,), (4,))
    assert np.isnan([*found.quality, *found.severity, *found.standard_error]).all()


def test_a_chain_of_shared_units_is_enough() -> None:
    assert severity([[1, 2, NAN, NAN], [NAN, 3, 4, NAN], [NAN, NAN, 4, 5]]).connected


def test_who_gave_no_rating_has_no_severity_and_what_got_none_no_quality() -> None:
    found = severity([[1, 3, NAN, 5], [NAN, NAN, NAN, NAN], [2, 5, NAN, 6]])
    alone = severity([[1, 3, 5], [2, 5, 6]])
    assert found.connected
    assert found.severity == pytest.approx([alone.severity[0], NAN, alone.severity[1]], nan_ok=True)
    assert found.quality == pytest.approx([*alone.quality[:2], NAN, alone.quality[2]], nan_ok=True)


def test_one_rater_has_nobody_to_be_compared_with() -> None:
    found = severity([[1, 4, NAN]])
    assert found.connected
    assert found.quality == pytest.approx([1, 4, NAN], nan_ok=True)
    assert np.isnan([*found.severity, *found.standard_error]).all()


@pytest.mark.parametrize("table", [np.empty((0, 0)), np.empty((2, 0)), [[NAN, NAN], [NAN, NAN]]], ids=str)
def test_without_ratings_nothing_is_known(table: object) -> None:
    found = severity(table)  # type: ignore[arg-type]
    assert not found.connected
    assert np.isnan([*found.quality, *found.severity]).all()


@pytest.mark.parametrize("value", [0.0, 0.1, 1e300, -1e-300])
def test_equal_ratings_show_no_severity(value: float) -> None:
    found = severity(np.full((3, 4), value))
    assert found.severity.tolist() == [0.0, 0.0, 0.0]
    assert found.quality == pytest.approx([value] * 4)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [(5.0, "raters by units"), ([1.0, 2.0], "raters by units"), ([[1.0, math.inf]], "finite")],
    ids=str,
)
def test_what_are_no_ratings_is_refused(wrong: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        severity(wrong)  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1e300, 1e300), min_size=8, max_size=8))
def test_any_finite_ratings_give_finite_results_without_a_warning(cells: list[float]) -> None:
    found = severity(np.array(cells).reshape(2, 4))
    assert np.isfinite([*found.quality, *found.severity, *found.standard_error]).all()
