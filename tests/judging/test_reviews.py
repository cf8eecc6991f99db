"""Rules 9 and 10: several reviews of one measure."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judging.catalogues import (
    Given,
    all_at,
    cases,
    catalogue,
    criterion,
    levels,
    panel,
    question,
    raised,
    review_cases,
)
from toolkit.catalogue.schema import Catalogue
from toolkit.judging import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    OPEN,
    AnswerKind,
    Basis,
    Facts,
    GateOutcome,
    GateState,
    GivenAnswer,
    QuestionResult,
    Standing,
    UnfitAnswerError,
    gate_of,
    judge,
    judge_reviews,
)

Case = tuple[Catalogue, Given, Facts]
ReviewCase = tuple[Catalogue, list[Given], Facts]

ONE_QUESTION = catalogue(
    [criterion("C", [question("Q", not_applicable=True, usual={"idea": 2, "pilot": 2, "operation": 2})])]
)
UNEVEN = catalogue([criterion("C", [question("Q", steps=[0, 1, 2, 4])])])


def answer(sign: str) -> GivenAnswer:
    special = {"-": NOT_APPLICABLE, "?": CANNOT_JUDGE, ".": OPEN}
    return special[sign] if sign in special else GivenAnswer.at(int(sign))


def reviewed(signs: str, one: Catalogue = ONE_QUESTION) -> QuestionResult:
    """One question as several reviews answered it: levels, - n.a., ? cannot judge, . open."""
    return judge_reviews(one, [{"Q": answer(sign)} for sign in signs], Facts()).question("Q")


# --- one question -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signs", "value", "given_levels"),
    [
        ("13", 50, (1, 3)),
        ("31", 50, (1, 3)),
        ("122", Fraction(125, 3), (1, 2, 2)),
        ("4?", 100, (4,)),
        ("4.", 100, (4,)),
        ("40-", 50, (0, 4)),
    ],
)
def test_a_question_has_the_mean_of_the_values_of_those_that_gave_a_level(
    signs: str, value: Fraction, given_levels: tuple[int, ...]
) -> None:
    result = reviewed(signs)
    assert (result.state, result.value, result.levels) == (AnswerKind.LEVEL, value, given_levels)


@pytest.mark.parametrize(
    ("signs", "state"),
    [
        ("--", AnswerKind.NOT_APPLICABLE),
        ("-", AnswerKind.NOT_APPLICABLE),
        ("-?", AnswerKind.CANNOT_JUDGE),
        ("-.", AnswerKind.OPEN),
        ("?.", AnswerKind.CANNOT_JUDGE),
        ("..", AnswerKind.OPEN),
        ("-1", AnswerKind.LEVEL),
    ],
)
def test_a_question_does_not_apply_only_if_all_say_so(signs: str, state: AnswerKind) -> None:
    assert reviewed(signs).state is state


@pytest.mark.parametrize(
    ("signs", "inconsistent"),
    [("-2", True), ("2-?", True), ("--", False), ("22", False), ("04", False), ("-?", False)],
)
def test_levels_beside_not_applicable_are_marked_as_inconsistent(signs: str, inconsistent: bool) -> None:
    assert reviewed(signs).inconsistent is inconsistent


@pytest.mark.parametrize(
    ("signs", "below"),
    [("22", False), ("13", False), ("12", True), ("123", False), ("1?", True), ("03", True), ("-", False)],
)
def test_below_usual_is_a_mean_below_the_usual_level(signs: str, below: bool) -> None:
    assert reviewed(signs).below_usual is below


@pytest.mark.parametrize(
    ("signs", "reached"), [("12", 1), ("22", 2), ("23", 2), ("233", 2), ("04", 2), ("34", 3), ("?", None)]
)
def test_the_mean_is_rounded_down_to_a_level(signs: str, reached: int | None) -> None:
    assert reviewed(signs).reached == reached


@pytest.mark.parametrize(
    ("signs", "value", "reached"),
    [("23", 75, 2), ("03", 50, 2), ("13", Fraction(125, 2), 2), ("01", 12.5, 0)],
)
def test_with_uneven_steps_it_is_the_mean_of_the_values_that_is_rounded_down(
    signs: str, value: float, reached: int
) -> None:
    result = reviewed(signs, UNEVEN)
    assert (result.value, result.reached) == (value, reached)


# --- all questions ------------------------------------------------------------------------------------


@given(review_cases())
def test_values_are_means_of_those_that_gave_a_level(case: ReviewCase) -> None:
    one, reviews, sheet = case
    for result in judge_reviews(one, reviews, sheet).questions:
        values = one.questions[result.question].values
        given_levels = [
            level for review in reviews if (level := review.get(result.question, OPEN).level) is not None
        ]
        mean = sum(values[level] for level in given_levels) / len(given_levels) if given_levels else None
        assert (result.value, result.levels) == (mean, tuple(sorted(given_levels)))


@given(cases())
def test_one_review_has_the_numbers_of_a_self_assessment(case: Case) -> None:
    one, answers, sheet = case
    alone, review = judge(one, answers, sheet), judge_reviews(one, [answers], sheet)
    assert (review.questions, review.criteria, review.total) == (alone.questions, alone.criteria, alone.total)
    assert (review.class_id, review.on_or_above_usual) == (alone.class_id, alone.on_or_above_usual)
    assert review.gate.outcome == alone.gate.outcome
    assert (alone.basis, alone.gate.standing) == (Basis.SELF, Standing.PROVISIONAL)
    assert (review.basis, review.gate.standing) == (Basis.REVIEWS, Standing.ESTABLISHED)


@given(cases(), st.integers(2, 4))
def test_reviews_that_agree_in_everything_say_what_one_of_them_says(case: Case, times: int) -> None:
    one, answers, sheet = case
    single, several = judge_reviews(one, [answers], sheet), judge_reviews(one, [answers] * times, sheet)
    assert (several.criteria, several.total, several.class_id) == (
        single.criteria,
        single.total,
        single.class_id,
    )
    assert (several.gate.outcome, several.gate.standing) == (single.gate.outcome, single.gate.standing)


@given(st.data())
def test_the_order_of_reviews_does_not_matter(data: st.DataObject) -> None:
    one, reviews, sheet = data.draw(review_cases())
    shuffled = data.draw(st.permutations(reviews))
    first, second = judge_reviews(one, reviews, sheet), judge_reviews(one, shuffled, sheet)
    assert (first.questions, first.criteria, first.total, first.class_id) == (
        second.questions,
        second.criteria,
        second.total,
        second.class_id,
    )
    assert (first.gate.outcome, first.gate.standing) == (second.gate.outcome, second.gate.standing)


@given(st.data())
def test_raising_an_answer_of_one_review_never_lowers_a_score(data: st.DataObject) -> None:
    one, reviews, sheet = data.draw(review_cases())
    better = [data.draw(raised(one, reviews[0])), *reviews[1:]]
    before, after = judge_reviews(one, reviews, sheet), judge_reviews(one, better, sheet)
    assert before.total.low <= after.total.low
    assert before.total.high <= after.total.high
    assert (before.total.value or 0) <= (after.total.value or 0)
    assert before.on_or_above_usual <= after.on_or_above_usual


@given(review_cases())
def test_the_interval_contains_the_value_of_several_reviews(case: ReviewCase) -> None:
    judgement = judge_reviews(*case)
    for score in (judgement.total, *(result.score for result in judgement.criteria)):
        assert score.value is None or score.low <= score.value <= score.high
        assert score.coverage is None or 0 <= score.coverage <= 1


def test_a_question_that_one_review_judged_is_judged() -> None:
    """The interval speaks of what nobody judged: a colleague's open answer does not widen it."""
    total = judge_reviews(ONE_QUESTION, [levels(Q=4), {"Q": CANNOT_JUDGE}], Facts()).total
    assert (total.value, total.coverage, total.low, total.high) == (100, 1, 100, 100)


def test_without_a_review_there_is_nothing_to_judge() -> None:
    with pytest.raises(ValueError, match="Without a counting review"):
        judge_reviews(panel(), [], Facts())


def test_every_review_must_fit_the_catalogue() -> None:
    with pytest.raises(UnfitAnswerError, match="no question 'X'"):
        judge_reviews(panel(), [levels(S1=2), levels(X=1)], Facts())


# --- the gate -----------------------------------------------------------------------------------------

LOCATED = Facts(goal_located=True)
MET = all_at(panel(), 2)
WITHOUT_COORDINATION = MET | levels(S2=0)
WITHOUT_CONNECTION = MET | levels(S3=0)
WITHOUT_GOAL = MET | levels(S1=0)
WITHOUT_ANY_LINK = MET | levels(S1=1, S2=0, S3=0)
UNKNOWN_GOAL = MET | {"S1": CANNOT_JUDGE}
UNKNOWN_CONNECTION = MET | {"S3": OPEN}


def gate_over(*reviews: Given, joint: GateOutcome | None = None) -> tuple[str, str, str]:
    """Standing, state and class."""
    judgement = judge_reviews(panel(), reviews, LOCATED, joint_gate=joint)
    return judgement.gate.standing.value, judgement.gate.state.value, judgement.class_id


def test_reviews_that_agree_establish_the_gate() -> None:
    assert gate_over(MET, MET | levels(S1=4)) == ("established", "met", "viable")
    assert gate_over(WITHOUT_GOAL, WITHOUT_GOAL) == ("established", "not_met", "isolated")


def test_reviews_that_differ_in_the_state_dispute_the_gate() -> None:
    assert gate_over(MET, WITHOUT_GOAL) == ("disputed", "not_met", "not_ready")
    assert gate_over(MET, UNKNOWN_GOAL) == ("disputed", "open", "not_ready")


def test_reviews_that_differ_in_the_condition_dispute_the_gate() -> None:
    assert gate_over(WITHOUT_COORDINATION, WITHOUT_CONNECTION) == ("disputed", "conditional", "not_ready")


def test_a_disputed_gate_has_no_place_in_the_ranking_however_it_leans() -> None:
    judgement = judge_reviews(panel(), [MET, WITHOUT_COORDINATION], LOCATED)
    assert (judgement.gate.standing, judgement.enough_judged) == (Standing.DISPUTED, True)
    assert (judgement.gate.lets_pass, judgement.is_ranked) == (False, False)


def test_a_dispute_shows_everything_that_the_strictest_ask_for() -> None:
    conditions = judge_reviews(panel(), [WITHOUT_CONNECTION, WITHOUT_COORDINATION, MET], LOCATED)
    assert [demand.id for demand in conditions.gate.outcome.demands] == ["coordination", "connection"]
    undetermined = judge_reviews(panel(), [UNKNOWN_CONNECTION, UNKNOWN_GOAL, MET], LOCATED)
    assert undetermined.gate.outcome.undetermined == ("S1", "S3")
    assert [outcome.state for outcome in conditions.gate.each] == [
        GateState.CONDITIONAL,
        GateState.CONDITIONAL,
        GateState.MET,
    ]


def test_reviews_that_miss_different_things_say_what_the_first_rule_misses() -> None:
    for reviews in ([WITHOUT_ANY_LINK, WITHOUT_GOAL], [WITHOUT_GOAL, WITHOUT_ANY_LINK]):
        gate = judge_reviews(panel(), reviews, LOCATED).gate
        assert gate.standing is Standing.ESTABLISHED
        assert gate.outcome.missing == gate_of(panel(), WITHOUT_GOAL, LOCATED).missing


def test_the_joint_judgement_settles_a_disputed_gate() -> None:
    met = GateOutcome(GateState.MET)
    not_met = gate_of(panel(), WITHOUT_GOAL, LOCATED)
    condition = gate_of(panel(), WITHOUT_COORDINATION, LOCATED)
    assert gate_over(MET, WITHOUT_GOAL, joint=met) == ("established", "met", "viable")
    assert gate_over(MET, WITHOUT_GOAL, joint=not_met) == ("established", "not_met", "isolated")
    assert gate_over(MET, WITHOUT_GOAL, joint=condition) == (
        "established",
        "conditional",
        "viable_with_condition",
    )


def test_the_joint_judgement_does_not_overrule_reviews_that_agree() -> None:
    """One that was recorded in an earlier dispute must not outlive it."""
    joint = GateOutcome(GateState.MET)
    assert gate_over(WITHOUT_GOAL, WITHOUT_GOAL, joint=joint) == ("established", "not_met", "isolated")


@given(review_cases())
def test_the_gate_is_computed_for_each_review_and_never_from_their_mean(case: ReviewCase) -> None:
    one, reviews, sheet = case
    gate = judge_reviews(one, reviews, sheet).gate
    each = [gate_of(one, answers, sheet) for answers in reviews]
    assert gate.each == tuple(each)
    found = {(outcome.state, outcome.demand_ids) for outcome in each}
    assert gate.standing is (Standing.ESTABLISHED if len(found) == 1 else Standing.DISPUTED)
    assert gate.state in [outcome.state for outcome in each]
