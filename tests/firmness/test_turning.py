"""What would put another measure first: a weight, one answer, other weights, another method."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

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
    judged,
    weights,
)
from tests.judging.catalogues import panel
from toolkit.comparison import Comparison
from toolkit.firmness import (
    answer_flips,
    favouring_weights,
    moved_weights,
    other_methods,
    side_by_side,
    weight_borders,
    weight_shares,
    weighted_ranking,
    weighted_total,
)
from toolkit.judging import GivenAnswer, Judgement, Place, RankingList

EQUAL = weights(1, 1, 1)


def only_list(comparison: Comparison, chosen: Mapping[str, float]) -> RankingList[int]:
    (found,) = weighted_ranking(comparison, chosen).ranking.lists
    return found


def leaders(comparison: Comparison, chosen: Mapping[str, float | Fraction]) -> set[int]:
    places = weighted_ranking(comparison, chosen).places
    return {measure_id for measure_id, place in places.items() if place.rank == 1}


def test_the_nearest_weight_that_changes_the_first_place_comes_first() -> None:
    """75 · s + 25 · rest against 50: with a third each, the first is 41.7 points and falls behind at 1/3."""
    comparison = compared(at(4, 1, 1), at(2, 2, 2))
    found = weight_borders(comparison, only_list(comparison, weights(2, 1, 1)), weights(2, 1, 1))
    assert [(one.criterion, one.below, round(one.border, 6), one.leaders) for one in found] == [
        (STRATEGY, True, 0.333333, (2,)),
        (USERS, False, 0.5, (2,)),
        (TRANSFER, False, 0.5, (2,)),
    ]
    assert found[0].share == 0.5
    assert round(found[0].distance, 6) == 0.166667


def test_where_no_single_weight_can_change_the_first_place_there_is_no_border() -> None:
    comparison = compared(at(1, 1, 1), at(3, 3, 3))
    assert weight_borders(comparison, only_list(comparison, EQUAL), EQUAL) == ()


@given(comparisons(), WEIGHTS)
@settings(max_examples=20, deadline=None)
def test_beyond_a_border_others_are_first_and_before_it_nobody_else_is(
    comparison: Comparison, chosen: Mapping[str, float]
) -> None:
    shares, now = weight_shares(comparison.catalogue, chosen), leaders(comparison, chosen)
    for item in weighted_ranking(comparison, chosen).ranking.lists:
        for border in weight_borders(comparison, item, chosen):
            middle = Fraction((border.border + border.share) / 2)
            inside = moved_weights(shares, border.criterion, middle)
            assert leaders(comparison, inside) & now
            assert not set(border.leaders) <= now or len(border.leaders) < len(now)


@given(comparisons(), WEIGHTS)
@settings(max_examples=15, deadline=None)
def test_the_answers_that_change_the_first_place_are_those_that_trying_each_finds(
    comparison: Comparison, chosen: Mapping[str, float]
) -> None:
    tried = set()
    ranked = weighted_ranking(comparison, chosen)
    for one in comparison.measures:
        if one.measure_id not in ranked.places:
            continue
        given_answers = {
            each.question: GivenAnswer.at(each.levels[0]) for each in one.judgement.questions if each.levels
        }
        for question, answer in given_answers.items():
            for change in (-1, 1):
                level = (answer.level or 0) + change
                if not 0 <= level <= panel().questions[question].top_level:
                    continue
                changed = judged(given_answers | {question: GivenAnswer.at(level)})
                first = _first_with(comparison, ranked.places, one.measure_id, changed, chosen)
                if first != leaders(comparison, chosen):
                    tried.add((one.measure_id, question, change > 0, frozenset(first)))
    found = {
        (flip.measure_id, flip.question, flip.higher, frozenset(flip.leaders))
        for item in ranked.ranking.lists
        for flip in answer_flips(comparison, item, chosen)
    }
    assert found == tried


def _first_with(
    comparison: Comparison,
    places: Mapping[int, Place[int]],
    measure_id: int,
    changed: Judgement,
    chosen: Mapping[str, float],
) -> set[int]:
    """Who is first by points once one judgement is another; the minimum requirement stays as it was."""
    shares = weight_shares(comparison.catalogue, chosen)
    totals = {
        key: weighted_total(changed if key == measure_id else comparison.by_id[key].judgement, shares) or 0
        for key in places
    }
    return {key for key, total in totals.items() if total == max(totals.values())}


@given(comparisons(), WEIGHTS)
@settings(max_examples=15, deadline=None)
def test_the_weights_that_favour_a_measure_put_it_first(
    comparison: Comparison, chosen: Mapping[str, float]
) -> None:
    for item in weighted_ranking(comparison, chosen).ranking.lists:
        for place in item.places:
            found = favouring_weights(comparison, item, place.thing, chosen)
            assert found.is_first_already == (place.rank == 1)
            if found.weights and min(found.weights.values()) > 1e-6:
                ranking = weighted_ranking(comparison, found.weights).places
                best = max(float(one.total) for one in ranking.values())
                assert float(ranking[place.thing].total) == pytest.approx(best, abs=1e-3)


def test_no_weights_favour_a_measure_that_another_one_beats_in_everything() -> None:
    comparison = compared(at(1, 1, 1), at(3, 3, 3))
    assert favouring_weights(comparison, only_list(comparison, EQUAL), 1, EQUAL).weights is None


def test_weightings_stand_side_by_side_with_their_ranks_and_how_far_they_agree() -> None:
    comparison = compared(at(4, 1, 1), at(1, 4, 2), at(2, 2, 2))
    (found,) = side_by_side(comparison, {"Rat": weights(8, 1, 1), "Bürgerschaft": weights(1, 8, 1)})
    assert found.names == ("Rat", "Bürgerschaft")
    assert found.measures == (1, 3, 2)
    assert {key: tuple(place.rank for place in places) for key, places in found.places.items()} == {
        1: (1, 3),
        3: (2, 2),
        2: (3, 1),
    }
    assert (found.leaders("Rat"), found.leaders("Bürgerschaft")) == ((1,), (2,))
    assert [found.moves(each) for each in found.measures] == [2, 0, 2]
    assert found.agreement == 0
    assert side_by_side(comparison, {}) == ()
    (alone,) = side_by_side(comparison, {"Rat": EQUAL})
    assert alone.agreement is None


def test_weightings_that_agree_in_everything_have_an_agreement_of_one() -> None:
    comparison = compared(at(1, 1, 1), at(3, 3, 3), at(2, 2, 2))
    (found,) = side_by_side(comparison, {"Rat": EQUAL, "Wirtschaft": weights(1, 2, 5)})
    assert found.agreement == 1


def test_other_methods_say_whether_they_put_the_same_measures_first() -> None:
    comparison = compared(at(4, 1, 1), at(1, 3, 3), at(3, 3, 3))
    checks = other_methods(comparison, only_list(comparison, EQUAL), EQUAL)
    assert [(check.method.value, check.leaders, check.same_first) for check in checks] == [
        ("topsis", (3,), True),
        ("promethee", (3,), True),
    ]
    assert {check.ranks[3] for check in checks} == {1}
