"""How far reviews agree, and how strict each advisor is beside the others: told of reviews, changing none."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.houses import panel_catalogue
from toolkit.judging import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    AnswerKind,
    Answers,
    Facts,
    GivenAnswer,
    Severities,
    agreement_of,
    judge_reviews,
    severities,
)

CATALOGUE = panel_catalogue()
QUESTIONS = tuple(CATALOGUE.questions)
LEVELS = st.integers(0, 4).map(GivenAnswer.at) | st.just(CANNOT_JUDGE)
REVIEWS = st.lists(st.fixed_dictionaries(dict.fromkeys(QUESTIONS, LEVELS)), min_size=1, max_size=4)


def at(level: int, **levels: int) -> Answers:
    return {key: GivenAnswer.at(levels.get(key, level)) for key in QUESTIONS}


@given(REVIEWS)
@settings(max_examples=40, deadline=None)
def test_spread_and_mean_are_those_of_the_levels_given(reviews: list[Answers]) -> None:
    found = agreement_of(CATALOGUE, reviews)
    assert tuple(each.question for each in found.questions) == QUESTIONS
    judged = judge_reviews(CATALOGUE, reviews, Facts())
    for each in found.questions:
        levels = [answers[each.question].level for answers in reviews]
        known = sorted(level for level in levels if level is not None)
        assert each.levels == tuple(known)
        assert each.spread == (known[-1] - known[0] if len(known) > 1 else None)
        assert each.mean == judged.question(each.question).value
    spreads = [each.spread or 0 for each in found.far_apart]
    assert all(first >= second >= 2 for first, second in pairwise(spreads))


@given(REVIEWS)
@settings(max_examples=20, deadline=None)
def test_agreement_does_not_depend_on_who_comes_first(reviews: list[Answers]) -> None:
    one, other = agreement_of(CATALOGUE, reviews), agreement_of(CATALOGUE, reviews[::-1])
    for first, second in ((one.alpha, other.alpha), (one.icc, other.icc)):
        assert (first is None) == (second is None)
        assert first is None or second is None or abs(first - second) < 1e-9


def test_full_agreement_is_one_and_without_variation_or_a_second_review_nothing_is_told() -> None:
    varied = at(2, S1=4, N1=0)
    assert agreement_of(CATALOGUE, [varied, varied]).alpha == 1
    assert agreement_of(CATALOGUE, [varied, varied]).icc == 1
    for reviews in ([varied], [at(2), at(2)]):
        found = agreement_of(CATALOGUE, reviews)
        assert (found.alpha, found.icc) == (None, None)
    assert len(agreement_of(CATALOGUE, [varied, varied]).compared) == len(QUESTIONS)
    assert agreement_of(CATALOGUE, [varied]).compared == ()


def test_what_is_no_level_is_counted_apart_and_never_as_zero() -> None:
    reviews = [{**at(3), "S3": NOT_APPLICABLE}, {**at(3), "S3": CANNOT_JUDGE}, at(3, S3=1)]
    found = next(each for each in agreement_of(CATALOGUE, reviews).questions if each.question == "S3")
    assert (found.levels, found.spread, found.mean) == ((1,), None, Fraction(25))
    assert [found.count_of(kind) for kind in AnswerKind] == [1, 1, 1, 0]


def measured(reviews: dict[int, dict[int, Answers]]) -> tuple[dict[int, Fraction | None], Severities]:
    judgements = {
        key: judge_reviews(CATALOGUE, list(written.values()), Facts()) for key, written in reviews.items()
    }
    found = severities(CATALOGUE, reviews, judgements)
    return {key: judged.total.value for key, judged in judgements.items()}, found


def test_a_strict_advisor_is_found_and_the_raw_total_stays() -> None:
    """Advisor 2 gives a level less to everything; measure 1 was read by 1 and 2, measure 2 by 1 and 3,
    measure 3 by 2 and 3."""
    reviews = {
        1: {1: at(3, S1=4), 2: at(2, S1=3)},
        2: {1: at(2, N1=3), 3: at(2, N1=3)},
        3: {2: at(1, U1=2), 3: at(2, U1=3)},
    }
    raw, found = measured(reviews)
    assert found.connected
    effects = {rater: round(each.effect, 6) for rater, each in found.by_rater.items()}
    assert effects[2] < -12 < 0 < effects[1] == effects[3]
    assert abs(sum(effects.values())) < 1e-5
    corrected = {key: score.value for key, score in found.corrected.items()}
    assert corrected[3] > raw[3]
    assert corrected[2] < raw[2]
    assert raw[1] == judge_reviews(CATALOGUE, list(reviews[1].values()), Facts()).total.value


def test_advisors_without_a_shared_measure_cannot_be_compared() -> None:
    _, apart = measured({1: {1: at(3)}, 2: {2: at(1)}})
    assert (apart.connected, apart.by_rater, apart.corrected) == (False, {}, {})
    _, alone = measured({1: {1: at(3)}, 2: {1: at(1)}})
    assert alone.connected is False


@given(st.lists(st.integers(0, 4), min_size=12, max_size=12), st.integers(2, 4))
@settings(max_examples=20, deadline=None)
def test_where_all_give_the_same_nobody_is_strict_and_nothing_is_corrected(
    levels: list[int], raters: int
) -> None:
    answers = dict(zip(QUESTIONS, map(GivenAnswer.at, levels), strict=True))
    raw, found = measured({1: dict.fromkeys(range(raters), answers)})
    assert [each.effect for each in found.by_rater.values()] == [0.0] * raters
    assert {key: score.value for key, score in found.corrected.items()} == raw
