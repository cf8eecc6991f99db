"""How firm the order is: likely ranks, the words between measures, and the groups."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings

from tests.firmness.comparisons import (
    STRATEGY,
    TRANSFER,
    USERS,
    WEIGHTS,
    at,
    compared,
    comparisons,
    weights,
)
from tests.judging.catalogues import panel
from toolkit.comparison import Comparison
from toolkit.firmness import RankRange, firmness_of, weighted_ranking
from toolkit.firmness.arrays import answer_steps
from toolkit.judging import Facts, Phase, judge_reviews
from toolkit.scoring import Firmness

CLEARLY, RATHER, NEITHER = Firmness.CLEARLY_AHEAD, Firmness.RATHER_AHEAD, Firmness.INDISTINGUISHABLE
EQUAL = weights(1, 1, 1)


def test_a_measure_that_is_better_in_everything_is_clearly_ahead_and_each_forms_a_group() -> None:
    (found,) = firmness_of(compared(at(1, 1, 1), at(3, 3, 3)), EQUAL).lists
    assert [(step.ahead, step.behind, step.word, step.share) for step in found.steps] == [
        (2, 1, CLEARLY, 1.0)
    ]
    assert found.groups == ((2,), (1,))
    assert found.ranges == {2: RankRange(1, 1), 1: RankRange(2, 2)}


def test_a_lead_that_one_level_takes_away_is_not_clear_under_any_weights() -> None:
    """Ahead under every weighting, but by one level of one question only."""
    comparison = compared(at(2, 2, 2), at(2, 2, 2, N1=3, T1=3, S1=3))
    clear, close = (
        firmness_of(one, EQUAL).lists[0].steps[0]
        for one in (comparison, compared(at(2, 2, 2), at(2, 2, 2, N1=3)))
    )
    assert (clear.word, clear.share) == (CLEARLY, 1.0)
    assert (close.word, close.share) == (RATHER, 1.0)


def test_opposite_profiles_are_indistinguishable_and_may_take_either_place() -> None:
    (found,) = firmness_of(compared(at(4, 2, 1), at(1, 2, 4)), weights(2, 1, 1)).lists
    assert (found.word(1, 2), found.word(2, 1), found.share(1, 2)) == (NEITHER, NEITHER, 0.5)
    assert found.groups == ((1, 2),)
    assert found.ranges == {1: RankRange(1, 2), 2: RankRange(1, 2)}
    assert [round(share, 1) for share in found.first_shares.values()] == [0.5, 0.5]


def test_only_weightings_in_an_order_of_importance_are_admissible_where_there_is_one() -> None:
    comparison = compared(at(4, 2, 1), at(1, 2, 4))
    (found,) = firmness_of(comparison, weights(3, 2, 1), order=[STRATEGY, USERS, TRANSFER]).lists
    assert (found.word(1, 2), found.share(1, 2)) == (CLEARLY, 1.0)
    with pytest.raises(ValueError, match="each criterion once"):
        firmness_of(comparison, EQUAL, order=[STRATEGY, USERS])


def test_an_open_answer_widens_the_likely_ranks_and_only_those_that_count_it() -> None:
    comparison = compared(at(2, 2, 2), at(2, 2, 2, N1=None, N2=None, T1=None, N3=3))
    (found,) = firmness_of(comparison, EQUAL).lists
    assert (found.ranges[2], found.ranges_with_open[2]) == (RankRange(1, 1), RankRange(1, 2))
    both = firmness_of(comparison, EQUAL)
    assert (both.range_of(2), both.range_of(2, with_open=False)) == (RankRange(1, 2), RankRange(1, 1))


def test_a_measure_that_stands_apart_has_no_likely_ranks() -> None:
    found = firmness_of(compared(at(0, 2, 2), at(2, 2, 2)), EQUAL)
    assert (found.range_of(1), found.range_of(2)) == (None, RankRange(1, 1))


def test_lists_are_those_of_the_ranking_also_where_nothing_is_ranked() -> None:
    assert firmness_of(compared(), EQUAL).lists == ()
    comparison = compared(at(1, 1, 1), at(2, 2, 2), phases=[Phase.IDEA, Phase.PILOT])
    assert [found.measures for found in firmness_of(comparison, EQUAL).lists] == [(1,), (2,)]
    assert [found.measures for found in firmness_of(comparison, EQUAL, by_phase=False).lists] == [(2, 1)]


def test_one_level_of_a_mean_is_as_far_as_the_levels_on_either_side_of_it_within_the_scale() -> None:
    """Two reviews give 2 and 3, and 3 and 4: means of 62.5 and 87.5 points, of which one question of four of
    a third of the weight counts. The second cannot rise by more than 12.5."""
    facts = Facts(Phase.IDEA, goal_located=True)
    reviews = [at(2, 2, 2, N1=low, T1=high) for low, high in ((2, 3), (3, 4))]
    judgement = judge_reviews(panel(), reviews, facts)
    equal = {key: Fraction(1, 3) for key in EQUAL}
    found = answer_steps(panel(), [judgement], equal)
    n1, t1 = (found.questions.index(key) for key in ("N1", "T1"))
    part = 1 / 3 / 4
    assert found.contributions.sum() == pytest.approx(float(judgement.total.value or 0))
    assert found.steps[:, 0, n1] == pytest.approx([25 * part, 25 * part])
    assert found.steps[:, 0, t1] == pytest.approx([25 * part, 12.5 * part])


@given(comparisons(), WEIGHTS)
@settings(max_examples=20, deadline=None)
def test_words_go_downwards_only_and_groups_keep_the_order(
    comparison: Comparison, chosen: Mapping[str, float]
) -> None:
    found = firmness_of(comparison, chosen)
    ranks = {key: place.rank for key, place in weighted_ranking(comparison, chosen).places.items()}
    for item in found.lists:
        assert sorted(one for group in item.groups for one in group) == sorted(item.measures)
        for better, worse in pairwise(item.groups):
            assert {item.word(one, other) for one, other in product(better, worse)} == {CLEARLY}
        for one, other in product(item.measures, repeat=2):
            if ranks[one] >= ranks[other]:
                assert item.word(one, other) is NEITHER


@given(comparisons())
@settings(max_examples=15, deadline=None)
def test_what_all_admissible_weightings_say_does_not_depend_on_the_weights_in_force(
    comparison: Comparison,
) -> None:
    one, other = (firmness_of(comparison, chosen, by_phase=False) for chosen in (EQUAL, weights(1, 5, 9)))
    assert [(item.ranges, item.ranges_with_open, item.first_shares) for item in one.lists] == [
        (item.ranges, item.ranges_with_open, item.first_shares) for item in other.lists
    ]
