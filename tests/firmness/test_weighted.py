"""The order under other weights: exact, with ties, and the catalogue's own where the weights are its own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.judging.catalogues import with_weights
from toolkit.comparison import Comparison
from toolkit.firmness import catalogue_weights, moved_weights, weight_shares, weighted_ranking
from toolkit.judging import Facts, GivenAnswer, Phase, judge, rank_measures


def test_rank_points_and_exact_total_of_each_measure_follow_the_weights() -> None:
    comparison = compared(at(4, 1, 1), at(1, 4, 4), at(2, 2, 2))
    found = weighted_ranking(comparison, weights(4, 1, 1)).places
    assert {key: (place.rank, place.total, place.points) for key, place in found.items()} == {
        1: (1, Fraction(75), Decimal(75)),
        2: (2, Fraction(50), Decimal(50)),
        3: (2, Fraction(50), Decimal(50)),
    }


def test_whoever_shares_a_place_is_named_with_it() -> None:
    comparison = compared(at(4, 1, 1), at(1, 4, 4), at(2, 2, 2))
    assert weighted_ranking(comparison, weights(4, 1, 1)).sharing == {1: (1,), 2: (2, 3), 3: (2, 3)}


@given(comparisons())
@settings(max_examples=25, deadline=None)
def test_the_catalogues_own_weights_give_the_comparisons_own_ranking(comparison: Comparison) -> None:
    own = catalogue_weights(comparison.catalogue)
    as_stored = {key: float(share) for key, share in own.items()}
    assert weighted_ranking(comparison, as_stored).ranking == comparison.ranking
    assert weighted_ranking(comparison, own).ranking == comparison.ranking


@given(comparisons(), WEIGHTS, st.booleans())
@settings(max_examples=25, deadline=None)
def test_other_weights_rank_as_a_catalogue_with_these_weights_would(
    comparison: Comparison, chosen: Mapping[str, float], by_phase: bool
) -> None:
    questions = {key: question.weight for key, question in comparison.catalogue.questions.items()}
    other = with_weights(
        comparison.catalogue, {**questions, **{key: int(one) for key, one in chosen.items()}}
    )
    judgements = {}
    for one in comparison.measures:
        given_levels = {
            each.question: GivenAnswer.at(each.levels[0]) for each in one.judgement.questions if each.levels
        }
        judgements[one.measure_id] = judge(other, given_levels, Facts(Phase.IDEA, goal_located=True))
    assert weighted_ranking(comparison, chosen, by_phase=by_phase).ranking.lists == (
        rank_measures(judgements, by_phase=by_phase).lists
    )


def test_each_phase_has_its_own_ranks_unless_all_are_asked_for_together() -> None:
    comparison = compared(at(1, 1, 1), at(2, 2, 2), phases=[Phase.IDEA, Phase.PILOT])
    ranks = [
        [place.rank for place in weighted_ranking(comparison, weights(1, 1, 1), by_phase=one).places.values()]
        for one in (True, False)
    ]
    assert ranks == [[1, 1], [1, 2]]


def test_one_weight_moves_and_the_others_keep_their_proportion() -> None:
    shares = weight_shares(compared().catalogue, weights(1, 1, 2))
    assert moved_weights(shares, STRATEGY, Fraction(7, 10)) == {
        STRATEGY: Fraction(7, 10),
        USERS: Fraction(1, 10),
        TRANSFER: Fraction(2, 10),
    }


@pytest.mark.parametrize(
    "unfit",
    [{STRATEGY: 1}, {STRATEGY: 1, USERS: 1, TRANSFER: 0}, {STRATEGY: 1, USERS: 1, TRANSFER: 1, "X": 1}],
)
def test_weights_must_be_above_0_for_exactly_the_criteria_of_the_catalogue(unfit: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"[Ww]eight"):
        weighted_ranking(compared(at(1, 1, 1)), unfit)
