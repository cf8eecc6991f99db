"""PROMETHEE II and MR-Sort."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from toolkit.scoring import mr_sort, promethee

HYDROPOWER = [
    [80.0, 90.0, 6.0, 5.4, 8.0, 5.0],
    [65.0, 58.0, 2.0, 9.7, 1.0, 1.0],
    [83.0, 60.0, 4.0, 7.2, 4.0, 7.0],
    [40.0, 80.0, 10.0, 7.5, 7.0, 10.0],
    [52.0, 72.0, 6.0, 2.0, 3.0, 8.0],
    [94.0, 96.0, 7.0, 3.6, 5.0, 6.0],
]
KINDS = ["u_shape", "v_shape", "linear", "level", "usual", "gaussian"]
TRAVEL = [[1, 10, 1], [4, 20, 2], [2, 20, 0], [6, 40, 0], [30, 30, 3]]
NAN = float("nan")


def preferred(difference: float, kind: str, q: float, p: float, s: float) -> float:
    """The definition, one pair at a time."""
    if difference <= 0:
        return 0.0
    if kind == "usual":
        return 1.0
    if kind == "u_shape":
        return float(difference > q)
    if kind == "level":
        return (float(difference > q) + float(difference > p)) / 2
    if kind == "gaussian":
        return float(-np.expm1(-(difference**2) / (2 * s**2)))
    lowest = q if kind == "linear" else 0.0
    return (
        min(max((difference - lowest) / (p - lowest), 0.0), 1.0) if p > lowest else float(difference > lowest)
    )


def of_pair(
    one: NDArray[np.float64],
    other: NDArray[np.float64],
    weights: NDArray[np.float64],
    kind: str,
    q: float,
    p: float,
) -> float:
    return sum(
        weight * preferred(a - b, kind, q, p, 0.5) for weight, a, b in zip(weights, one, other, strict=True)
    )


def test_promethee_as_brans_vincke_and_mareschal_1986_print_it_for_hydropower() -> None:
    found = promethee(
        HYDROPOWER,
        [1] * 6,
        [-1, 1, -1, -1, -1, 1],
        preference=KINDS,  # type: ignore[arg-type]
        q=[10, 0, 0.5, 1, 0, 0],
        p=[0, 30, 5, 6, 0, 0],
        s=[1, 1, 1, 1, 1, 5],
    )
    assert np.abs(found.net - [-0.146, 0.017, -0.089, -0.020, 0.293, -0.055]).max() <= 0.001
    assert np.abs(found.plus - [0.220, 0.396, 0.247, 0.329, 0.455, 0.300]).max() <= 0.001
    assert np.abs(found.minus - [0.366, 0.379, 0.336, 0.349, 0.162, 0.355]).max() <= 0.001
    assert np.argsort(-found.net).tolist() == [4, 1, 3, 5, 2, 0]


@given(
    arrays(np.float64, st.tuples(st.integers(2, 9), st.just(2)), elements=st.integers(-8, 8).map(float)),
    st.sampled_from(KINDS),
    st.integers(0, 4),
    st.integers(0, 4),
)
@settings(max_examples=150, deadline=None)
def test_flows_are_the_mean_preferences_over_all_pairs(
    table: NDArray[np.float64], kind: str, q: int, more: int
) -> None:
    weights = np.array([0.25, 0.75])
    table = table / 8
    q_, p_ = q / 8, (q + more) / 8
    pairs = np.array([[of_pair(one, other, weights, kind, q_, p_) for other in table] for one in table])
    found = promethee(table, weights, preference=kind, q=q_, p=p_, s=0.5)  # type: ignore[arg-type]
    others = len(table) - 1
    assert np.abs(found.plus - pairs.sum(axis=1) / others).max() <= 1e-12
    assert np.abs(found.minus - pairs.sum(axis=0) / others).max() <= 1e-12
    assert np.abs(found.net_by_criterion @ weights - found.net).max() <= 1e-12
    assert abs(found.net.sum()) <= 1e-12


@given(
    arrays(np.float64, st.tuples(st.integers(2, 6), st.just(1)), elements=st.floats(-1e300, 1e300)),
    st.floats(0, 1e300),
    st.floats(1e-300, 1e300),
)
@settings(max_examples=100, deadline=None)
def test_ramps_are_right_whatever_the_size_of_values_and_thresholds(
    table: NDArray[np.float64], q: float, more: float
) -> None:
    found = promethee(table, [1], q=q, p=q + more)
    quarters = table[:, 0] / 4  # so that no difference overflows
    pairs = [
        [preferred(float(a - b), "linear", q / 4, (q + more) / 4, 1) for b in quarters] for a in quarters
    ]
    assert np.isfinite(found.net).all()
    if more > 1e-9 * max(np.abs(table).max(), q):  # else rounding decides
        assert np.abs(found.plus - np.sum(pairs, axis=1) / (len(table) - 1)).max() <= 1e-6


def test_a_difference_that_exceeds_the_threshold_by_rounding_only_does_not_exceed_it() -> None:
    assert promethee([[0.8], [0.7]], [1], preference="u_shape", q=0.1).net.tolist() == [0, 0]


def test_with_equal_thresholds_the_linear_preference_jumps_as_u_shape_does() -> None:
    for table in ([[0.0], [1.0], [1.5], [3.0]], [[1e300], [-1e300]]):
        jump, ramp = promethee(table, [1], preference="u_shape", q=1), promethee(table, [1], q=1, p=1)
        assert ramp.net.tolist() == jump.net.tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_one_row_equal_rows_and_no_row_have_no_flow(kind: str) -> None:
    for table in ([[1.0, 2.0]], [[1.0, 2.0]] * 3, np.empty((0, 2))):
        found = promethee(table, [1, 1], preference=kind, p=1)  # type: ignore[arg-type]
        assert found.plus.tolist() == found.minus.tolist() == found.net.tolist() == [0.0] * len(table)


def test_a_narrow_ramp_far_from_zero_is_summed_without_cancellation() -> None:
    table = 1.0 + np.array([[0.0], [1e-9], [2e-9], [1.0]])
    steps = np.array([table[1, 0] - table[0, 0], table[2, 0] - table[0, 0]])
    found = promethee(table, [1], preference="v_shape", p=4e-9)
    assert found.plus[1] == pytest.approx(steps[0] / 4e-9 / 3, rel=1e-6)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"q": 2, "p": 1}, "p at least as large as q"),
        ({"q": -1}, "not be negative"),
        ({"q": [1, 2, 3]}, "one threshold"),
        ({"p": NAN}, "finite"),
        ({"preference": "gaussian", "s": 0}, "s above 0"),
        ({"preference": "cubic"}, "must be one of"),
        ({"preference": ["usual"]}, "one preference"),
    ],
)
def test_preferences_that_make_no_sense_are_refused(options: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        promethee([[1, 2], [3, 4]], [1, 1], **options)  # type: ignore[arg-type]


def test_gaussian_refuses_more_rows_than_pairs_can_be_compared_of() -> None:
    with pytest.raises(ValueError, match="at most 5,000 rows"):
        promethee(np.zeros((5001, 1)), [1], preference="gaussian")


def test_ten_thousand_rows_need_no_table_of_pairs() -> None:
    values = np.random.default_rng(1).random((10_000, 1))
    found = promethee(values, [1], preference="v_shape", p=1)
    mean = values.mean()
    assert np.abs(found.net - (values[:, 0] - mean) * 10_000 / 9_999).max() <= 1e-12


# --- classes ------------------------------------------------------------------------------------------


def test_mr_sort_as_in_the_tests_of_the_r_package_mcda() -> None:
    """tests/MRSort.R: RER Good, METRO1 Medium, METRO2, BUS and TAXI Bad; METRO2 is Medium without vetoes."""
    profiles, vetoes = [[7, 25, 2], [3, 11, 3]], [[NAN, NAN, 0], [9, NAN, NAN]]
    settled = mr_sort(TRAVEL, profiles, [1, 3, 2], 3, vetoes, [-1, -1, 1])
    assert settled.tolist() == [2, 1, 0, 0, 0]
    assert mr_sort(TRAVEL, profiles, [1, 3, 2], 3, directions=[-1, -1, 1]).tolist() == [2, 1, 1, 0, 0]


def test_a_veto_fires_at_equality_and_a_majority_is_reached_at_equality() -> None:
    assert mr_sort([[5, 1]], [[3, 1]], [0.7, 0.3], 1).tolist() == [1]
    assert mr_sort([[5, 1]], [[3, 3]], [0.7, 0.3], 0.7).tolist() == [1]
    assert mr_sort([[5, 1]], [[3, 3]], [0.7, 0.3], 0.7, [[NAN, 1]]).tolist() == [0]
    assert mr_sort([[1, 1, 0]], [[1, 1, 1]], [0.7, 0.1, 5], 0.8).tolist() == [1]


def test_a_profile_that_asks_nothing_is_reached_and_no_profile_leaves_the_worst_class() -> None:
    assert mr_sort([[0, 0]], [[NAN, 1]], [1, 1], 1).tolist() == [1]
    assert mr_sort([[0, 0]], [], [1, 1], 1).tolist() == [0]
    assert mr_sort(np.empty((0, 2)), [[1, 1]], [1, 1], 1).tolist() == []


@pytest.mark.parametrize(
    ("profiles", "majority", "vetoes", "words"),
    [
        ([[2, 2], [1, 3]], 1, None, "worst to best"),
        ([[1]], 1, None, "2 columns"),
        ([[1, 1]], 0, None, "above 0"),
        ([[1, 1]], NAN, None, "above 0"),
        ([[1, 1]], 1, [[1, 1], [2, 2]], "shape of the profiles"),
        ([[1, float("inf")]], 1, None, "finite"),
    ],
)
def test_classes_that_make_no_sense_are_refused(
    profiles: list[list[float]], majority: float, vetoes: list[list[float]] | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        mr_sort([[1, 2]], profiles, [1, 1], majority, vetoes)
