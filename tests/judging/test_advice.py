"""Rule 8: what helps most, and in which order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from tests.judging.catalogues import (
    Given,
    all_at,
    catalogue,
    criterion,
    demand,
    gate,
    levels,
    panel,
    question,
    review_cases,
)
from toolkit.catalogue.schema import Catalogue, Fact
from toolkit.judging import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    OPEN,
    Advice,
    AnswerKind,
    Facts,
    GateOutcome,
    GateState,
    gate_of,
    judge,
    judge_reviews,
    what_helps_most,
)

ReviewCase = tuple[Catalogue, list[Given], Facts]
UNLOCATED = Facts()
LOCATED = Facts(goal_located=True)


def advice(one: Catalogue, answers: Given, sheet: Facts) -> tuple[Advice, ...]:
    return what_helps_most(one, judge(one, answers, sheet), [answers], sheet)


def named(found: tuple[Advice, ...]) -> list[str]:
    return [item.question or (item.fact and item.fact.value) or "" for item in found]


def that_lift(answers: Given, sheet: Facts) -> list[str]:
    return named(tuple(item for item in advice(panel(), answers, sheet) if item.lifts_gate))


def what_lifts(one: Catalogue, answers: Given, sheet: Facts) -> set[str]:
    """Said again: what the gate waits for or demands, and where a higher level alone brings it on."""
    now = gate_of(one, answers, sheet)
    named_by_gate = set(now.undetermined) | {item.question for item in now.demands if item.question}
    raising = {
        key
        for key, answer in answers.items()
        if answer.level is not None
        for higher in range(answer.level + 1, one.questions[key].top_level + 1)
        if gate_of(one, answers | levels(**{key: higher}), sheet).is_better_than(now)
    }
    return named_by_gate | raising


# --- the order ----------------------------------------------------------------------------------------


@given(review_cases())
def test_advice_stands_in_the_order_of_the_rule(case: ReviewCase) -> None:
    one, reviews, sheet = case
    judgement = judge_reviews(one, reviews, sheet)
    found = [item for item in what_helps_most(one, judgement, reviews, sheet) if item.question]
    by_hand: list[tuple[int, Fraction, Fraction, int, int]] = []
    for item in found:
        result = judgement.question(item.question or "")
        score = judgement.criterion(one.criterion_of[result.question].id).score.value
        lifts = any(result.question in what_lifts(one, answers, sheet) for answers in reviews)
        distance = max(Fraction(0), result.usual_value - (0 if result.value is None else result.value))
        lowest_first = Fraction(-1) if score is None else score
        soon = result.question in sheet.feasible_soon
        position = list(one.questions).index(result.question)
        by_hand.append((0 if lifts else 1, -distance, lowest_first, 0 if soon else 1, position))
    assert by_hand == sorted(by_hand)


@given(review_cases())
def test_every_question_that_can_be_raised_or_answered_gets_advice_once(case: ReviewCase) -> None:
    one, reviews, sheet = case
    judgement = judge_reviews(one, reviews, sheet)
    found = what_helps_most(one, judgement, reviews, sheet)
    expected = [
        result.question
        for result in judgement.questions
        if result.state is not AnswerKind.NOT_APPLICABLE and result.value != 100
    ]
    assert sorted(item.question for item in found if item.question) == sorted(expected)
    assert [item.fact for item in found if item.fact] in ([], [Fact.GOAL_LOCATED])


@given(review_cases())
def test_advice_names_the_next_level_or_the_usual_one_where_nothing_is_judged(case: ReviewCase) -> None:
    one, reviews, sheet = case
    judgement = judge_reviews(one, reviews, sheet)
    for item in what_helps_most(one, judgement, reviews, sheet):
        if item.question is not None:
            result = judgement.question(item.question)
            assert item.state is result.state
            assert item.level == (max(1, result.usual) if result.reached is None else result.reached + 1)
            assert item.level <= one.questions[item.question].top_level
            assert item.feasible_soon is (item.question in sheet.feasible_soon)


def test_advice_to_answer_never_shows_the_worst_level_as_the_goal() -> None:
    usual = {"idea": 0, "pilot": 0, "operation": 0}
    one = catalogue([criterion("C", [question("Q", usual=usual)])])
    assert [item.level for item in advice(one, {}, UNLOCATED)] == [1]


def test_each_step_of_the_order_decides_where_those_before_are_equal() -> None:
    """Two criteria of two questions, usual level 2 everywhere; the gate asks for D2 only."""
    usual = {"idea": 2, "pilot": 2, "operation": 2}
    parts = {c: [question(f"{c}{n}", usual=usual) for n in (1, 2)] for c in "CD"}
    rules = [
        {"result": "conditional", "demands": [demand("d", {"question": "D2", "at_most": 2}, question="D2")]},
        {"result": "met"},
    ]
    one = catalogue([criterion(c, own) for c, own in parts.items()], gate=gate(rules))

    def order(soon: str = "", **given_levels: int) -> list[str]:
        return named(advice(one, levels(**given_levels), Facts(feasible_soon=frozenset(soon.split()))))

    assert order(C1=0, C2=0, D1=0, D2=2) == ["D2", "C1", "C2", "D1"]
    assert order(C1=2, C2=1, D1=0, D2=3) == ["D1", "C2", "C1", "D2"]
    assert order(C1=1, C2=4, D1=1, D2=3) == ["D1", "C1", "D2"]
    assert order(C1=1, C2=1, D1=1, D2=3) == ["C1", "C2", "D1", "D2"]
    assert order("C2", C1=1, C2=1, D1=1, D2=3) == ["C2", "C1", "D1", "D2"]
    assert order("D1", C1=1, C2=1, D1=1, D2=3) == ["C1", "C2", "D1", "D2"]


def test_what_is_not_judged_counts_as_at_its_worst() -> None:
    usual = {"idea": 3, "pilot": 3, "operation": 3}
    parts = [question(key, usual=usual) for key in ("P", "Q", "R")]
    one = catalogue([criterion("C", parts)])
    found = advice(one, levels(P=1) | {"Q": CANNOT_JUDGE}, UNLOCATED)
    assert [(item.question, item.below_usual_by, item.state) for item in found] == [
        ("Q", 75, AnswerKind.CANNOT_JUDGE),
        ("R", 75, AnswerKind.OPEN),
        ("P", 50, AnswerKind.LEVEL),
    ]


def test_a_criterion_without_a_score_counts_as_the_lowest() -> None:
    usual = {"idea": 1, "pilot": 1, "operation": 1}
    one = catalogue(
        [criterion("C", [question("P", usual=usual)]), criterion("D", [question("Q", usual=usual)])]
    )
    assert named(advice(one, levels(P=0), UNLOCATED)) == ["Q", "P"]


def test_the_top_level_and_what_does_not_apply_need_no_advice() -> None:
    one = catalogue([criterion("C", [question("P"), question("Q", not_applicable=True), question("R")])])
    assert named(advice(one, levels(P=4, R=3) | {"Q": NOT_APPLICABLE}, UNLOCATED)) == ["R"]


# --- what lifts the gate ------------------------------------------------------------------------------

ALL_WELL = all_at(panel(), 3)


@pytest.mark.parametrize(
    ("answers", "sheet", "expected"),
    [
        (ALL_WELL, LOCATED, []),
        (ALL_WELL, UNLOCATED, ["goal_located"]),
        (ALL_WELL | levels(S1=0), LOCATED, ["S1"]),
        (ALL_WELL | levels(S1=1), LOCATED, ["S1"]),
        (ALL_WELL | levels(S1=1), UNLOCATED, ["S1"]),
        (ALL_WELL | levels(S1=1, S2=0), LOCATED, ["S1", "S2"]),
        (ALL_WELL | levels(S1=1, S2=0, S3=0), LOCATED, ["S1", "S2", "S3"]),
        (ALL_WELL | levels(S1=0, S2=0, S3=0), LOCATED, ["S1"]),
        (ALL_WELL | levels(S1=1, S2=0) | {"S3": NOT_APPLICABLE}, LOCATED, ["S1", "S2"]),
        (ALL_WELL | {"S1": OPEN}, LOCATED, ["S1"]),
        (ALL_WELL | {"S2": CANNOT_JUDGE}, LOCATED, ["S2"]),
        (ALL_WELL | {"S1": OPEN, "S2": OPEN}, LOCATED, ["S1"]),
        (ALL_WELL | levels(S2=0) | {"S3": OPEN}, LOCATED, ["S2"]),
        (ALL_WELL | levels(S1=1, S2=0) | {"S3": OPEN}, LOCATED, ["S1", "S2", "S3"]),
        (ALL_WELL | {"S2": OPEN}, UNLOCATED, ["goal_located"]),
        (ALL_WELL | levels(S3=0) | {"S2": OPEN}, UNLOCATED, ["goal_located", "S3"]),
        ({}, UNLOCATED, ["S1"]),
    ],
)
def test_what_lifts_the_panels_gate(answers: Given, sheet: Facts, expected: list[str]) -> None:
    assert sorted(that_lift(answers, sheet)) == sorted(expected)


def test_a_missing_place_of_the_goal_comes_first_because_it_costs_least() -> None:
    found = advice(panel(), ALL_WELL | levels(S2=0), UNLOCATED)
    assert named(found)[:2] == ["goal_located", "S2"]
    assert (found[0].level, found[0].state, found[0].below_usual_by, found[0].lifts_gate) == (
        None,
        None,
        0,
        True,
    )


def test_what_lifts_the_gate_of_any_review_comes_first() -> None:
    reviews = [ALL_WELL | levels(S2=0), ALL_WELL | levels(S3=0)]
    found = what_helps_most(panel(), judge_reviews(panel(), reviews, LOCATED), reviews, LOCATED)
    assert {item.question for item in found if item.lifts_gate} == {"S2", "S3"}


def test_a_fact_that_only_one_of_disputing_reviews_demands_is_advised_too() -> None:
    reviews = [ALL_WELL | levels(S1=0), ALL_WELL | {"S2": OPEN}]
    found = what_helps_most(panel(), judge_reviews(panel(), reviews, UNLOCATED), reviews, UNLOCATED)
    assert named(found)[:2] == ["goal_located", "S1"]


def test_a_gate_settled_as_met_needs_no_lifting() -> None:
    reviews = [ALL_WELL | levels(S1=0), ALL_WELL]
    settled = judge_reviews(panel(), reviews, LOCATED, joint_gate=GateOutcome(GateState.MET))
    found = what_helps_most(panel(), settled, reviews, LOCATED)
    assert [item for item in found if item.lifts_gate] == []


def test_a_gate_settled_with_a_condition_of_its_own_asks_for_that() -> None:
    reviews = [ALL_WELL | levels(S1=0), ALL_WELL]
    condition = gate_of(panel(), ALL_WELL | levels(S2=0), UNLOCATED)
    settled = judge_reviews(panel(), reviews, UNLOCATED, joint_gate=condition)
    found = what_helps_most(panel(), settled, reviews, UNLOCATED)
    assert {named((item,))[0] for item in found if item.lifts_gate} == {"S2", "goal_located"}
