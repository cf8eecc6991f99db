"""Rule 11: ties are ties."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.scoring import ranks

SCORES = st.lists(st.floats(-1e6, 1e6), max_size=30)
FEW_VALUES = st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0, 60.0]), max_size=30)
TOLERANCES = st.sampled_from([0.0, 1e-9, 0.01, 0.25, 1.0])


def ranked(scores: list[float], tolerance: float = 1e-9) -> list[int]:
    found: list[int] = ranks(scores, tolerance).tolist()
    return found


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], []),
        ([7.0], [1]),
        ([3.0, 2.0, 1.0], [1, 2, 3]),
        ([1.0, 2.0, 3.0], [3, 2, 1]),
        ([5.0, 4.0, 4.0, 1.0], [1, 2, 2, 4]),
        ([4.0, 1.0, 5.0, 4.0], [2, 4, 1, 2]),
        ([2.0, 2.0, 2.0], [1, 1, 1]),
        ([0.0, 0.0], [1, 1]),
        ([0.0, -0.0, -1.0], [1, 1, 3]),
        ([-1.0, -3.0, -2.0], [1, 3, 2]),
        ([-5.0, 0.0, -5.0], [2, 1, 2]),
    ],
    ids=str,
)
def test_competition_ranking(scores: list[float], expected: list[int]) -> None:
    assert ranked(scores) == expected


def test_sums_that_differ_by_the_order_of_adding_stay_tied() -> None:
    assert ranked([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, 0.7]) == [2, 2, 1]


@pytest.mark.parametrize(
    ("scores", "tolerance", "expected"),
    [
        ([1.0, 0.75], 0.25, [1, 1]),
        ([1.0, math.nextafter(0.75, 0)], 0.25, [1, 2]),
        ([0.5, 0.25], 0.25, [1, 1]),
        ([4.0, 3.0], 0.25, [1, 1]),
        ([4.0, math.nextafter(3.0, 0)], 0.25, [1, 2]),
        ([-4.0, -3.0], 0.25, [1, 1]),
        ([1.0, -4.0, 0.0], 0.25, [1, 3, 1]),
        ([1.0, 1.0 - 2**-40], 0.0, [1, 2]),
        ([1.0, 1.0], 0.0, [1, 1]),
        ([100.0, 100.0 - 0.9e-7], 1e-9, [1, 1]),
        ([100.0, 100.0 - 1.1e-7], 1e-9, [1, 2]),
    ],
    ids=str,
)
def test_the_tolerance_is_measured_against_the_largest_absolute_score_but_at_least_1(
    scores: list[float], tolerance: float, expected: list[int]
) -> None:
    assert ranked(scores, tolerance) == expected


def test_a_chain_of_near_ties_is_measured_to_the_first_of_its_group() -> None:
    assert ranked([1.0, 0.875, 0.75, 0.625, 0.5, 0.375], 0.25) == [1, 1, 1, 4, 4, 4]


@given(SCORES, TOLERANCES)
def test_groups_are_what_the_rule_says_when_written_a_second_time(
    scores: list[float], tolerance: float
) -> None:
    width = tolerance * max([1.0, *map(abs, scores)])
    expected: dict[float, int] = {}
    first, rank = math.inf, 0
    for score in sorted(set(scores), reverse=True):
        if first - score > width:
            first, rank = score, 1 + sum(other > score for other in scores)
        expected[score] = rank
    assert ranked(scores, tolerance) == [expected[score] for score in scores]


@given(st.data())
def test_the_order_of_the_scores_does_not_matter(data: st.DataObject) -> None:
    scores = data.draw(st.one_of(SCORES, FEW_VALUES))
    tolerance = data.draw(TOLERANCES)
    order = data.draw(st.permutations(range(len(scores))))
    before = ranked(scores, tolerance)
    assert ranked([scores[i] for i in order], tolerance) == [before[i] for i in order]


@given(st.one_of(SCORES, FEW_VALUES), TOLERANCES)
def test_identical_scores_always_tie_and_better_ones_never_rank_behind(
    scores: list[float], tolerance: float
) -> None:
    found = ranked(scores, tolerance)
    for score, rank in zip(scores, found, strict=True):
        for other, its_rank in zip(scores, found, strict=True):
            assert score != other or rank == its_rank
            assert score <= other or rank <= its_rank


@given(st.one_of(SCORES, FEW_VALUES), TOLERANCES)
def test_a_rank_is_one_more_than_how_many_stand_before_its_group(
    scores: list[float], tolerance: float
) -> None:
    found = ranked(scores, tolerance)
    assert found == [1 + sum(other < rank for other in found) for rank in found]


@given(FEW_VALUES)
def test_without_tolerance_only_equal_scores_tie(scores: list[float]) -> None:
    assert ranked(scores, 0.0) == [1 + sum(other > score for other in scores) for score in scores]


@pytest.mark.parametrize("wrong", [[1.0, math.nan], [math.inf, 1.0], [-math.inf], [None, 1.0]], ids=str)
def test_what_is_no_finite_number_is_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="Scores must be finite numbers"):
        ranks(wrong)


@pytest.mark.parametrize("wrong", [5.0, [[1.0, 2.0]], np.zeros((2, 2))], ids=str)
def test_another_shape_than_one_row_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="one row of numbers"):
        ranks(wrong)  # type: ignore[arg-type]  # the mistake is the test


@pytest.mark.parametrize("wrong", [-1e-9, math.nan])
def test_a_negative_tolerance_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        ranks([1.0, 2.0], wrong)


def test_the_result_is_whole_numbers_in_the_shape_of_the_scores() -> None:
    found = ranks(np.array([1, 3, 2]))
    assert (found.dtype, found.shape) == (np.dtype(np.int64), (3,))


def test_the_scores_are_left_as_they_were() -> None:
    scores = np.array([1.0, 3.0, 2.0])
    ranks(scores)
    assert scores.tolist() == [1.0, 3.0, 2.0]
