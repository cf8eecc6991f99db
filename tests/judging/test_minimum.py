"""Rule 4: how much must be judged before a measure is ranked."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.judging import oracle
from tests.judging.catalogues import Given, all_at, cases, catalogue, criterion, panel, question
from toolkit.catalogue.schema import Catalogue
from toolkit.judging import CANNOT_JUDGE, NOT_APPLICABLE, OPEN, Facts, GivenAnswer, Judgement, judge

Case = tuple[Catalogue, Given, Facts]


def judged_with(undetermined: str) -> Judgement:
    """The panel's twelve questions at level 2, apart from some that are open."""
    answers = all_at(panel(), 2) | dict.fromkeys(undetermined.split(), OPEN)
    return judge(panel(), answers, Facts())


@pytest.mark.parametrize(
    ("undetermined", "judged", "enough"),
    [
        ("", 12, True),
        ("S4 N4 T4", 9, True),
        ("S4 N4 N3 T4", 8, False),
        ("N3 N4", 10, True),
        ("N2 N3 N4", 9, False),
        ("T3 T4 N4", 9, True),
    ],
    ids=str,
)
def test_nine_of_twelve_and_two_of_each_four(undetermined: str, judged: int, enough: bool) -> None:
    judgement = judged_with(undetermined)
    assert (judgement.judged, judgement.applicable, judgement.needed) == (judged, 12, 9)
    assert judgement.enough_judged is enough


def test_two_of_four_in_a_criterion_are_enough_and_one_is_not() -> None:
    enough = [judged_with(keys).criterion("N").enough for keys in ("N3 N4", "N2 N3 N4")]
    assert enough == [True, False]
    assert judged_with("").criterion("N").needed == 2


def test_cannot_judge_does_not_count_as_judged() -> None:
    answers = all_at(panel(), 2) | dict.fromkeys(["S4", "N4", "T4", "T3"], CANNOT_JUDGE)
    assert judge(panel(), answers, Facts()).enough_judged is False


def _three_criteria(of_each: int, **minimum: float) -> Catalogue:
    return catalogue(
        [
            criterion(c, [question(f"{c}{n}", not_applicable=True) for n in range(of_each)])
            for c in ("A", "B", "D")
        ],
        minimum=minimum,
    )


def _answers(words: str) -> Given:
    """`A 2 - . .` is: criterion A with level 2, not applicable, and two open."""
    given: Given = {}
    for line in words.split("|"):
        name, *signs = line.split()
        for n, sign in enumerate(signs):
            special = {"-": NOT_APPLICABLE, ".": OPEN}
            given[f"{name}{n}"] = special[sign] if sign in special else GivenAnswer.at(int(sign))
    return given


@pytest.mark.parametrize(
    ("words", "applicable", "needed", "enough"),
    [
        ("A 1 1 1 1 | B 1 1 1 1 | D - - - -", 8, 6, True),
        ("A 1 1 1 . | B 1 1 1 . | D - - - -", 8, 6, True),
        ("A 1 1 . . | B 1 1 1 . | D - - - -", 8, 6, False),
        ("A 1 1 1 1 | B 1 1 1 1 | D - . . 1", 11, 9, False),
        ("A 1 1 1 1 | B 1 1 1 1 | D - . 1 1", 11, 9, True),
        ("A 1 1 1 1 | B 1 1 1 1 | D - - - .", 9, 7, False),
        ("A 1 1 1 1 | B 1 1 1 1 | D - - - 1", 9, 7, True),
        ("A - - - - | B - - - - | D - - - -", 0, 0, False),
    ],
    ids=str,
)
def test_what_does_not_apply_leaves_the_count(words: str, applicable: int, needed: int, enough: bool) -> None:
    judgement = judge(_three_criteria(4), _answers(words), Facts())
    assert (judgement.applicable, judgement.needed) == (applicable, needed)
    assert judgement.enough_judged is enough


@given(cases())
def test_enough_is_what_the_rule_says_when_written_a_second_time(case: Case) -> None:
    one, answers, sheet = case
    assert judge(one, answers, sheet).enough_judged is oracle.enough(one, answers)


@given(cases())
def test_what_is_needed_is_exactly_where_enough_begins(case: Case) -> None:
    judgement = judge(*case)
    assert judgement.enough_judged is (
        judgement.applicable > 0
        and judgement.judged >= judgement.needed
        and all(result.judged >= result.needed for result in judgement.criteria)
    )
    assert judgement.needed <= judgement.applicable


def test_nothing_judged_is_never_enough_even_where_the_catalogue_asks_for_nothing() -> None:
    one = _three_criteria(2, of_all=0, of_each_criterion=0)
    nothing, something = judge(one, {}, Facts()), judge(one, _answers("A 1 ."), Facts())
    assert (nothing.enough_judged, nothing.needed, nothing.class_id) == (False, 1, "not_ready")
    assert (something.enough_judged, something.needed) == (True, 1)
