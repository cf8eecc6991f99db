"""How far raters agree: alpha, W and the intraclass correlations."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import astuple
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from toolkit.scoring import icc, kendall_w, krippendorff_alpha
from toolkit.scoring.agreement import Metric

NAN = math.nan
METRICS: tuple[Metric, ...] = get_args(Metric)

# Krippendorff 2011, sections C and D: four observers, twelve units
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
    [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
]
# the anxiety ratings of R's irr and DescTools: three raters, twenty persons
ANXIETY = [
    [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
    [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
]
# Shrout and Fleiss 1979, table 2: six targets, four judges
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
).T


def tables(gaps: bool = False) -> st.SearchStrategy[NDArray[np.float64]]:
    values = st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, *([NAN] if gaps else [])])
    shapes = st.tuples(st.integers(2, 5), st.integers(2, 7))
    return shapes.flatmap(
        lambda shape: st.lists(values, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]).map(
            lambda cells: np.array(cells).reshape(shape)
        )
    )


def same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or one == pytest.approx(other, rel=1e-9, abs=1e-9)


# --- Krippendorff's alpha -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_of_krippendorff_2011(metric: Metric, published: float) -> None:
    assert krippendorff_alpha(KRIPPENDORFF, metric) == pytest.approx(published, abs=0.001)


def test_alpha_is_ordinal_where_nothing_is_said() -> None:
    assert krippendorff_alpha(KRIPPENDORFF) == krippendorff_alpha(KRIPPENDORFF, "ordinal")


def by_the_book(table: NDArray[np.float64], metric: Metric) -> float:
    """Krippendorff's recipe written out: the table of coincidences, then observed over expected."""
    units = [column[~np.isnan(column)].tolist() for column in table.T]
    units = [unit for unit in units if len(unit) >= 2]
    levels = sorted({value for unit in units for value in unit})
    coincidences = {(c, k): 0.0 for c in levels for k in levels}
    for unit in units:
        for i, c in enumerate(unit):
            for j, k in enumerate(unit):
                if i != j:
                    coincidences[c, k] += 1 / (len(unit) - 1)
    n = {c: sum(coincidences[c, k] for k in levels) for c in levels}

    def squared(c: float, k: float) -> float:
        if c == k:
            return 0.0
        if metric == "ordinal":
            between = sum(n[g] for g in levels if min(c, k) <= g <= max(c, k))
            return float((between - (n[c] + n[k]) / 2) ** 2)
        return {"nominal": 1.0, "interval": (c - k) ** 2, "ratio": ((c - k) / (c + k)) ** 2}[metric]

    total = sum(n.values())
    expected = sum(n[c] * n[k] * squared(c, k) for c in levels for k in levels)
    observed = sum(coincidences[c, k] * squared(c, k) for c in levels for k in levels)
    return 1 - (total - 1) * observed / expected if expected else NAN


@given(tables(gaps=True), st.sampled_from(METRICS))
def test_alpha_equals_the_table_of_coincidences(table: NDArray[np.float64], metric: Metric) -> None:
    assert same(krippendorff_alpha(table, metric), by_the_book(table, metric))


@given(tables(gaps=True), st.sampled_from(METRICS), st.randoms(use_true_random=False))
def test_alpha_knows_neither_the_order_of_raters_nor_of_units(
    table: NDArray[np.float64], metric: Metric, random: object
) -> None:
    rng = np.random.default_rng(random.getrandbits(32))  # type: ignore[attr-defined]
    turned = rng.permutation(rng.permutation(table, axis=0), axis=1)
    assert same(krippendorff_alpha(turned, metric), krippendorff_alpha(table, metric))


@given(tables(gaps=True), st.sampled_from([1e-300, 0.1, 7.0, 1e300]))
def test_alpha_does_not_depend_on_the_unit_of_the_ratings(table: NDArray[np.float64], unit: float) -> None:
    for metric in METRICS:
        assert same(krippendorff_alpha(table * unit, metric), krippendorff_alpha(table, metric))


@given(tables(gaps=True))
def test_ordinal_alpha_only_knows_the_order_of_values(table: NDArray[np.float64]) -> None:
    assert same(krippendorff_alpha(np.exp(table)), krippendorff_alpha(table))


def test_many_different_values_need_no_table_of_all_pairs_at_once() -> None:
    rng = np.random.default_rng(3)
    true = rng.uniform(1, 100, 2000)
    assert krippendorff_alpha(np.stack([true, true * rng.uniform(0.99, 1.01, 2000)]), "ratio") > 0.99


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    "table",
    [
        np.empty((0, 0)),
        np.empty((3, 0)),
        [[1.0, 2.0, 3.0]],
        [[1.0, NAN], [NAN, 2.0]],
        [[NAN, NAN], [NAN, NAN]],
        [[3.0, 3.0], [3.0, 3.0]],
        [[0.0, 0.0], [0.0, 0.0]],
        [[0.1, 0.1, 5.0], [0.1, 0.1, NAN]],
    ],
    ids=str,
)
def test_alpha_is_unknown_without_pairs_or_without_variation(metric: Metric, table: object) -> None:
    assert math.isnan(krippendorff_alpha(table, metric))  # type: ignore[arg-type]


@pytest.mark.parametrize("metric", METRICS)
def test_full_agreement_is_one(metric: Metric) -> None:
    assert krippendorff_alpha([[0, 1, 4], [0, 1, 4], [0, 1, NAN]], metric) == 1.0


def test_an_unknown_metric_and_negative_ratios_are_refused() -> None:
    with pytest.raises(ValueError, match="nominal, ordinal, interval, ratio"):
        krippendorff_alpha([[1, 2], [1, 2]], "circular")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="from 0 on"):
        krippendorff_alpha([[-1, 2], [1, 2]], "ratio")


# --- Kendall's W --------------------------------------------------------------------------------------


def test_w_of_the_anxiety_ratings_corrected_for_ties() -> None:
    found = kendall_w(ANXIETY)
    assert found == pytest.approx(0.54, abs=0.01)
    assert found == pytest.approx(0.5397, abs=0.0001)
    assert 3 * 19 * found == pytest.approx(30.8, abs=0.1)  # the published chi-squared


def test_w_without_ties_by_hand() -> None:
    # rank sums 4, 6, 8 around 6: S = 8, and 12 · 8 / (9 · 24) = 4/9
    assert kendall_w([[1, 2, 3], [1, 2, 3], [2, 2.5, 2.75][::-1]]) == pytest.approx(1 / 9)
    assert kendall_w([[1, 2, 3], [1, 3, 2], [2, 1, 3]]) == pytest.approx(4 / 9)


def test_w_is_one_for_one_order_and_zero_for_opposite_ones() -> None:
    assert kendall_w([[1, 2, 2, 9], [10, 20, 20, 21]]) == 1.0
    assert kendall_w([[1, 2, 3], [3, 2, 1]]) == 0.0


@given(tables())
def test_w_lies_between_0_and_1_and_only_knows_each_raters_order(table: NDArray[np.float64]) -> None:
    found = kendall_w(table)
    assert math.isnan(found) or -1e-12 <= found <= 1 + 1e-12
    own_scales = np.exp(table) * np.arange(1, len(table) + 1)[:, np.newaxis]
    assert same(kendall_w(own_scales[::-1, ::-1]), found)


@pytest.mark.parametrize("table", [np.empty((0, 0)), [[1, 2, 3]], [[1], [2]], [[5, 5], [5, 5]]], ids=str)
def test_w_is_unknown_with_one_rater_one_unit_or_no_order(table: object) -> None:
    assert math.isnan(kendall_w(table))  # type: ignore[arg-type]


# --- intraclass correlations --------------------------------------------------------------------------


def test_the_six_coefficients_of_shrout_and_fleiss_1979() -> None:
    assert astuple(icc(SHROUT_FLEISS)) == pytest.approx((0.17, 0.29, 0.71, 0.44, 0.62, 0.91), abs=0.01)


@given(tables(), st.sampled_from([1e-300, 0.1, 7.0, 1e300]), st.randoms(use_true_random=False))
def test_the_six_know_neither_unit_nor_order(table: NDArray[np.float64], unit: float, random: object) -> None:
    rng = np.random.default_rng(random.getrandbits(32))  # type: ignore[attr-defined]
    turned = rng.permutation(rng.permutation(table * unit, axis=0), axis=1)
    for one, other in zip(astuple(icc(turned)), astuple(icc(table)), strict=True):
        # Beside a pole, which one unit may hit and another only nearly.
        assert same(one, other) or np.nanmax([abs(one), abs(other)]) > 1e6


@given(tables())
def test_a_rater_who_gives_one_point_more_changes_all_but_the_third_kind(
    table: NDArray[np.float64],
) -> None:
    shifted = table.copy()
    shifted[0] += 1
    before, after = icc(table), icc(shifted)
    if table.min() < table.max() and shifted.min() < shifted.max():
        assert same(before.single_3, after.single_3)
        assert same(before.average_3, after.average_3)


def test_full_agreement_makes_all_six_one() -> None:
    assert astuple(icc([[0.1, 0.3, 0.7], [0.1, 0.3, 0.7]])) == pytest.approx((1,) * 6, abs=1e-12)


def test_units_that_do_not_differ_leave_the_mean_of_raters_unknown() -> None:
    found = icc([[0.1, 0.1, 0.1], [0.3, 0.3, 0.3]])
    assert found.single_1 == pytest.approx(-1)
    assert math.isnan(found.single_3)
    assert math.isnan(found.average_1)
    assert math.isnan(found.average_3)


@pytest.mark.parametrize("table", [np.empty((0, 0)), [[1, 2, 3]], [[1], [2]], [[0.1, 0.1]] * 3], ids=str)
def test_the_six_are_unknown_with_one_rater_one_unit_or_no_variation(table: object) -> None:
    assert all(math.isnan(one) for one in astuple(icc(table)))  # type: ignore[arg-type]


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [krippendorff_alpha, kendall_w, icc])
@pytest.mark.parametrize("wrong", [5.0, [1.0, 2.0], np.zeros((2, 2, 2))], ids=str)
def test_what_is_no_table_is_refused(method: Callable[[object], object], wrong: object) -> None:
    with pytest.raises(ValueError, match="table of raters by units"):
        method(wrong)


@pytest.mark.parametrize("method", [krippendorff_alpha, kendall_w, icc])
def test_infinite_ratings_are_refused(method: Callable[[object], object]) -> None:
    with pytest.raises(ValueError, match="finite"):
        method([[1.0, math.inf], [1.0, 2.0]])


@pytest.mark.parametrize("method", [kendall_w, icc])
def test_gaps_are_refused_where_the_method_has_no_answer_to_them(method: Callable[[object], object]) -> None:
    with pytest.raises(ValueError, match="every rater's rating of every unit"):
        method([[1.0, NAN], [1.0, 2.0]])


@settings(max_examples=30)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=8, max_size=8))
def test_any_finite_numbers_give_a_number_or_unknown_and_no_warning(cells: list[float]) -> None:
    table = np.array(cells).reshape(2, 4)
    for metric in ("nominal", "ordinal", "interval"):
        assert not math.isinf(krippendorff_alpha(table, metric))
    assert not any(math.isinf(one) for one in astuple(icc(table)))
