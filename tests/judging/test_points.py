"""Rule 11: points are rounded half up, everywhere by one function."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.judging import rounded, shown_points
from toolkit.scoring import ranks


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (0, "0"),
        (0.5, "1"),
        (1.5, "2"),
        (2.5, "3"),
        (49.5, "50"),
        (0.49999, "0"),
        (99.5, "100"),
        (Fraction(1, 2), "1"),
        (Fraction(5, 2), "3"),
        (Fraction(1, 3), "0"),
        (Fraction(200, 3), "67"),
        (Fraction(100), "100"),
    ],
)
def test_halves_are_rounded_up(value: Fraction | float, points: str) -> None:
    assert str(rounded(value)) == points


@pytest.mark.parametrize(("value", "points"), [(-0.5, "-1"), (-2.5, "-3"), (-0.4, "0"), (-1.4, "-1")])
def test_a_loss_is_rounded_as_the_gain_of_the_same_size(value: float, points: str) -> None:
    """Half away from zero: a gap between self-assessment and review has one size from both sides."""
    assert str(rounded(value)) == points
    assert abs(rounded(value)) == rounded(-value)


@pytest.mark.parametrize(
    ("value", "decimals", "points"),
    [
        (28.499999999999996, 0, "29"),
        (0.285 * 100, 0, "29"),
        (1.005 * 100, 0, "101"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (0.1 + 0.2, 1, "0.3"),
        (28.49, 0, "28"),
        (28.49999999999, 0, "28"),
    ],
)
def test_floats_are_read_to_twelve_decimals_before_they_are_rounded(
    value: float, decimals: int, points: str
) -> None:
    assert str(rounded(value, decimals)) == points


def test_fractions_are_exact_and_therefore_not_read_to_twelve_decimals() -> None:
    assert rounded(Fraction(57, 2) - Fraction(1, 10**15)) == 28


@pytest.mark.parametrize(("decimals", "points"), [(0, "33"), (1, "33.3"), (3, "33.333")])
def test_decimals_are_shown_as_asked(decimals: int, points: str) -> None:
    assert str(rounded(Fraction(100, 3), decimals)) == points


def test_trailing_zeros_stay() -> None:
    assert str(rounded(Fraction(50), 2)) == "50.00"


@given(st.fractions(-100, 100), st.integers(0, 9))
def test_rounding_moves_a_value_by_half_a_unit_at_most(value: Fraction, decimals: int) -> None:
    assert abs(Fraction(rounded(value, decimals)) - value) <= Fraction(1, 2 * 10**decimals)


@given(st.fractions(-100, 100), st.fractions(-100, 100))
def test_rounding_keeps_the_order(one: Fraction, other: Fraction) -> None:
    lower, higher = sorted((one, other))
    assert rounded(lower) <= rounded(higher)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="nan"):
        rounded(float("nan"))


# --- as many decimals as separate different ranks -----------------------------------------------------


def shown(*values: Fraction | float) -> list[str]:
    numbers = ranks([float(value) for value in values]).tolist()
    return [str(points) for points in shown_points(values, numbers)]


def test_points_are_whole_where_that_separates_the_ranks() -> None:
    assert shown(Fraction(601, 10), Fraction(552, 10), Fraction(10)) == ["60", "55", "10"]


def test_equal_points_with_different_ranks_get_as_many_decimals_as_separate_them() -> None:
    assert shown(Fraction(522, 10), Fraction(521, 10), Fraction(40)) == ["52.2", "52.1", "40"]
    assert shown(Fraction(5224, 100), Fraction(5221, 100)) == ["52.24", "52.21"]
    assert shown(Fraction(5249, 100), Fraction(5245, 100), Fraction(52)) == ["52.49", "52.45", "52.0"]


def test_equal_ranks_may_show_equal_points() -> None:
    assert shown(Fraction(52), Fraction(52), Fraction(30)) == ["52", "52", "30"]
    assert shown(Fraction(523, 10), Fraction(523, 10), Fraction(522, 10)) == ["52.3", "52.3", "52.2"]


def test_nothing_and_one_are_shown_as_they_are() -> None:
    assert shown() == []
    assert shown(Fraction(125, 2)) == ["63"]


@st.composite
def totals(draw: st.DrawFn) -> list[Fraction]:
    """Totals as catalogues make them, many of them near each other."""
    near = st.builds(
        lambda whole, part: whole + part, st.integers(40, 42), st.fractions(0, 1, max_denominator=500)
    )
    return draw(st.lists(near, max_size=12))


@given(totals())
def test_different_ranks_never_show_the_same_points_and_points_keep_the_order(values: list[Fraction]) -> None:
    numbers = ranks([float(value) for value in values]).tolist()
    found = shown_points(values, numbers)
    for (points, rank), (other_points, other_rank) in combinations(zip(found, numbers, strict=True), 2):
        assert (points > other_points) is (rank < other_rank)
        assert (points == other_points) is (rank == other_rank)


@given(totals())
def test_no_more_decimals_are_shown_than_are_needed(values: list[Fraction]) -> None:
    numbers = ranks([float(value) for value in values]).tolist()
    for points, value, rank in zip(shown_points(values, numbers), values, numbers, strict=True):
        places = -int(points.as_tuple().exponent)
        assert points == rounded(value, places)
        if places:
            fewer = rounded(value, places - 1)
            assert any(
                other_rank != rank and rounded(other, places - 1) == fewer
                for other, other_rank in zip(values, numbers, strict=True)
            )


def test_beyond_nine_decimals_different_ranks_may_show_the_same_points() -> None:
    near = [Fraction(50), Fraction(50) - Fraction(1, 10**12)]
    assert shown_points(near, [1, 2]) == (Decimal("50.000000000"), Decimal("50.000000000"))
