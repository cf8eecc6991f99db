"""Rules 2, 3 and 4: values of levels, scores, coverage and interval."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judging import oracle
from tests.judging.catalogues import (
    Given,
    any_catalogue,
    cases,
    catalogue,
    criterion,
    facts,
    full_answers,
    levels,
    question,
    raised_cases,
)
from toolkit.catalogue.schema import Catalogue
from toolkit.judging import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    OPEN,
    AnswerKind,
    Facts,
    GivenAnswer,
    Judgement,
    Score,
    UnfitAnswerError,
    judge,
)

Case = tuple[Catalogue, Given, Facts]
Raised = tuple[Catalogue, Given, Given, Facts]


def all_scores(judgement: Judgement) -> list[Score]:
    return [judgement.total, *(result.score for result in judgement.criteria)]


def never_lower(before: Fraction | None, after: Fraction | None) -> bool:
    return before is after if before is None or after is None else before <= after


# --- rule 3: the value of a level ---------------------------------------------------------------------


def test_even_steps_spread_over_0_to_100() -> None:
    one = catalogue([criterion("C", [question("Q", levels=5)])])
    assert one.questions["Q"].values == (0, 25, 50, 75, 100)


def test_uneven_steps_keep_their_distances_whatever_their_start() -> None:
    one = catalogue([criterion("C", [question("P", steps=[0, 1, 2, 4]), question("Q", steps=[3, 3.5, 8])])])
    assert one.questions["P"].values == (0, 25, 50, 100)
    assert one.questions["Q"].values == (0, 10, 100)


@given(any_catalogue)
def test_levels_rise_from_0_to_100(one: Catalogue) -> None:
    for asked in one.questions.values():
        assert (asked.values[0], asked.values[-1]) == (0, 100)
        assert all(lower < higher for lower, higher in pairwise(asked.values))
        assert asked.values == tuple(oracle.value(asked, n) for n in range(len(asked.levels)))


# --- rule 4: scores -----------------------------------------------------------------------------------


@given(cases())
def test_scores_are_what_the_rule_says_when_written_a_second_time(case: Case) -> None:
    one, answers, sheet = case
    judgement, expected = judge(one, answers, sheet), oracle.scores(one, answers)
    found = {"": judgement.total} | {item.criterion: item.score for item in judgement.criteria}
    for key, (value, coverage, low, high) in expected.items():
        score = found.pop(key)
        if coverage is None:
            assert (score.value, score.coverage, score.low, score.high) == (None, None, 0, 100)
        else:
            assert (score.value, score.coverage, score.low, score.high) == (value, coverage, low, high)
    assert [(score.value, score.coverage, score.terms) for score in found.values()] == [
        (None, None, ()) for _ in found
    ]


@given(cases())
def test_a_score_is_the_weighted_mean_of_its_own_terms(case: Case) -> None:
    for score in all_scores(judge(*case)):
        assert score.value == oracle.weighted([(term.weight, term.value) for term in score.terms])


@given(raised_cases())
def test_raising_an_answer_never_lowers_a_score_or_an_end_of_its_interval(case: Raised) -> None:
    one, answers, better, sheet = case
    before, after = judge(one, answers, sheet), judge(one, better, sheet)
    for old, new in zip(all_scores(before), all_scores(after), strict=True):
        assert never_lower(old.value, new.value)
        assert old.low <= new.low
        assert old.high <= new.high
        assert old.coverage == new.coverage


@given(raised_cases())
def test_raising_an_answer_raises_the_total_because_every_weight_is_positive(case: Raised) -> None:
    one, answers, better, sheet = case
    before, after = judge(one, answers, sheet).total.value, judge(one, better, sheet).total.value
    assert (answers == better) is (before == after)


@given(raised_cases())
def test_raising_an_answer_never_lowers_how_many_reach_the_usual_level(case: Raised) -> None:
    one, answers, better, sheet = case
    before, after = judge(one, answers, sheet), judge(one, better, sheet)
    assert before.on_or_above_usual <= after.on_or_above_usual
    assert before.judged == after.judged


@given(cases())
def test_on_or_above_usual_counts_judged_questions_only(case: Case) -> None:
    one, answers, sheet = case
    judgement = judge(one, answers, sheet)
    below = sum(oracle.below_usual(one, answers, sheet.phase).values())
    assert judgement.on_or_above_usual == judgement.judged - below


# --- coverage and interval ----------------------------------------------------------------------------


@given(cases())
def test_coverage_lies_in_0_to_1_and_is_1_only_where_everything_applicable_is_judged(case: Case) -> None:
    judgement = judge(*case)
    for result in judgement.criteria:
        coverage = result.score.coverage
        assert (coverage is None) is (result.applicable == 0)
        if coverage is not None:
            assert 0 <= coverage <= 1
            assert (coverage == 1) is (result.judged == result.applicable)
            assert (coverage == 0) is (result.judged == 0)
    if judgement.total.coverage is not None:
        assert 0 <= judgement.total.coverage <= 1
        assert (judgement.total.coverage == 1) is (judgement.judged == judgement.applicable)


@given(cases())
def test_the_interval_contains_the_value_and_closes_when_all_is_judged(case: Case) -> None:
    for score in all_scores(judge(*case)):
        assert 0 <= score.low <= score.high <= 100
        if score.value is not None:
            assert score.low <= score.value <= score.high
            assert (score.low == score.high) is (score.coverage == 1)


@st.composite
def completed_cases(
    draw: st.DrawFn, *, with_not_applicable: bool = False
) -> tuple[Catalogue, Given, Given, Facts]:
    one, answers, sheet = draw(cases())
    completion = draw(full_answers(one))
    if not with_not_applicable:
        completion = {
            key: draw(st.integers(0, one.questions[key].top_level).map(GivenAnswer.at))
            if answer == NOT_APPLICABLE
            else answer
            for key, answer in completion.items()
        }
    return one, answers, completed(one, answers, completion), sheet


def completed(one: Catalogue, answers: Given, completion: Given) -> Given:
    """Every open or unjudged answer replaced by that of the completion."""
    undetermined = (OPEN, CANNOT_JUDGE)
    return {
        key: completion[key] if answers.get(key, OPEN) in undetermined else answers[key]
        for key in one.questions
    }


@given(completed_cases())
def test_however_open_answers_turn_out_every_score_lies_in_its_interval(case: Raised) -> None:
    one, answers, full, sheet = case
    before, after = judge(one, answers, sheet), judge(one, full, sheet)
    for old, new in zip(all_scores(before), all_scores(after), strict=True):
        assert new.value is None or old.low <= new.value <= old.high


@given(completed_cases(with_not_applicable=True))
def test_also_where_open_questions_turn_out_not_to_apply(case: Raised) -> None:
    one, answers, full, sheet = case
    before, after = judge(one, answers, sheet), judge(one, full, sheet)
    for old, new in zip(all_scores(before), all_scores(after), strict=True):
        assert new.value is None or old.low <= new.value <= old.high


@given(cases())
def test_both_ends_of_an_interval_are_attained(case: Case) -> None:
    one, answers, sheet = case
    now = judge(one, answers, sheet)
    worst = {key: GivenAnswer.at(0) for key in one.questions}
    best = {key: GivenAnswer.at(asked.top_level) for key, asked in one.questions.items()}
    low = all_scores(judge(one, completed(one, answers, worst), sheet))
    high = all_scores(judge(one, completed(one, answers, best), sheet))
    for score, lowest, highest in zip(all_scores(now), low, high, strict=True):
        if score.coverage is not None:
            assert (lowest.value, highest.value) == (score.low, score.high)


def test_an_unjudged_criterion_counts_0_to_100() -> None:
    one = catalogue([criterion("C", [question("P")]), criterion("D", [question("Q")], weight="high")])
    total = judge(one, levels(P=2), Facts()).total
    assert (total.value, total.low, total.high) == (50, Fraction(100, 5), Fraction(2 * 50 + 3 * 100, 5))
    assert total.coverage == Fraction(2, 5)


def test_coverage_counts_weight_and_not_questions() -> None:
    one = catalogue([criterion("C", [question("P", weight="low"), question("Q", weight="high")])])
    result = judge(one, levels(Q=1), Facts()).criterion("C")
    assert (result.score.coverage, result.judged, result.applicable) == (Fraction(3, 4), 1, 2)


# --- rule 2: three kinds of no level ------------------------------------------------------------------


@given(cases())
def test_an_open_answer_is_the_same_as_no_answer(case: Case) -> None:
    one, answers, sheet = case
    written_out = {key: answers.get(key, OPEN) for key in one.questions}
    left_out = {key: answer for key, answer in answers.items() if answer != OPEN}
    assert judge(one, written_out, sheet) == judge(one, left_out, sheet)


@given(cases())
def test_cannot_judge_counts_as_open_does_in_every_number(case: Case) -> None:
    one, answers, sheet = case
    opened = {key: OPEN if answer == CANNOT_JUDGE else answer for key, answer in answers.items()}
    before, after = judge(one, answers, sheet), judge(one, opened, sheet)
    assert all_scores(before) == all_scores(after)
    assert (before.judged, before.applicable, before.enough_judged) == (
        after.judged,
        after.applicable,
        after.enough_judged,
    )
    assert before.class_id == after.class_id


@given(cases())
def test_only_a_level_has_a_value(case: Case) -> None:
    one, answers, sheet = case
    for result in judge(one, answers, sheet).questions:
        answer = answers.get(result.question, OPEN)
        expected = None if answer.level is None else one.questions[result.question].values[answer.level]
        assert (result.state, result.value, result.reached) == (answer.kind, expected, answer.level)


@given(cases())
def test_the_number_of_not_applicable_is_told(case: Case) -> None:
    one, answers, sheet = case
    judgement = judge(one, answers, sheet)
    assert judgement.not_applicable == list(answers.values()).count(NOT_APPLICABLE)
    assert judgement.not_applicable == sum(result.not_applicable for result in judgement.criteria)
    assert judgement.applicable + judgement.not_applicable == len(one.questions)


def test_where_nothing_applies_there_is_no_score() -> None:
    one = catalogue([criterion("C", [question("Q", not_applicable=True)])])
    judgement = judge(one, {"Q": NOT_APPLICABLE}, Facts())
    assert (judgement.total.value, judgement.total.coverage, judgement.enough_judged) == (None, None, False)


@pytest.mark.parametrize("kind", [kind for kind in AnswerKind if kind is not AnswerKind.LEVEL])
def test_a_kind_of_no_level_has_no_level(kind: AnswerKind) -> None:
    with pytest.raises(ValueError, match="exactly when"):
        GivenAnswer(kind, 0)


def test_a_level_is_not_left_out() -> None:
    with pytest.raises(ValueError, match="exactly when"):
        GivenAnswer(AnswerKind.LEVEL)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (levels(R=0), "The catalogue example-1 has no question 'R'."),
        (levels(Q=5), "Question Q has the levels 0 to 4, not 5."),
        (levels(Q=-1), "Question Q has the levels 0 to 4, not -1."),
        ({"Q": NOT_APPLICABLE}, "Question Q cannot be answered with 'not applicable'."),
    ],
)
def test_an_answer_that_the_catalogue_does_not_allow_is_refused(answers: Given, sentence: str) -> None:
    one = catalogue([criterion("C", [question("Q")])])
    with pytest.raises(UnfitAnswerError) as caught:
        judge(one, answers, Facts())
    assert str(caught.value) == sentence


@given(st.data())
def test_every_answer_that_may_be_given_is_judged(data: st.DataObject) -> None:
    one = data.draw(any_catalogue)
    judgement = judge(one, data.draw(full_answers(one)), data.draw(facts(one)))
    assert judgement.class_id in one.classes_by_id
