"""Gaps between two assessments: shown beside each other, never averaged."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.houses import panel_catalogue
from toolkit.judging import CANNOT_JUDGE, NOT_APPLICABLE, OPEN, Gap, GivenAnswer, gaps_between

CATALOGUE = panel_catalogue()
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        key: st.sampled_from(
            [*map(GivenAnswer.at, range(len(question.levels))), NOT_APPLICABLE, CANNOT_JUDGE, OPEN]
        )
        for key, question in CATALOGUE.questions.items()
    },
)


def test_the_largest_gap_comes_first_and_what_has_no_distance_last() -> None:
    own = {"S1": GivenAnswer.at(2), "S2": GivenAnswer.at(4), "S3": CANNOT_JUDGE, "S4": GivenAnswer.at(1)}
    other = {
        "S1": GivenAnswer.at(3),
        "S2": GivenAnswer.at(0),
        "S3": GivenAnswer.at(2),
        "S4": GivenAnswer.at(1),
    }
    assert gaps_between(CATALOGUE, own, other) == (
        Gap("S2", GivenAnswer.at(4), GivenAnswer.at(0), Fraction(-100)),
        Gap("S1", GivenAnswer.at(2), GivenAnswer.at(3), Fraction(25)),
        Gap("S3", CANNOT_JUDGE, GivenAnswer.at(2), None),
    )


@given(own=ANSWERS, other=ANSWERS)
def test_every_difference_and_nothing_else_is_a_gap_and_both_sides_see_the_same_distance(
    own: dict[str, GivenAnswer], other: dict[str, GivenAnswer]
) -> None:
    gaps = gaps_between(CATALOGUE, own, other)
    differing = {key for key in CATALOGUE.questions if own.get(key, OPEN) != other.get(key, OPEN)}
    assert sorted(gap.question for gap in gaps) == sorted(differing)
    sizes = [-1 if gap.points is None else abs(gap.points) for gap in gaps]
    assert sizes == sorted(sizes, reverse=True)
    turned = {gap.question: gap.points for gap in gaps_between(CATALOGUE, other, own)}
    assert {gap.question: None if gap.points is None else -gap.points for gap in gaps} == turned
