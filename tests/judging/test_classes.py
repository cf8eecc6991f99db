"""Rules 6 and 7: what is usual for the phase, and the class. No threshold of points."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judging import oracle
from tests.judging.catalogues import (
    Given,
    all_at,
    any_catalogue,
    cases,
    facts,
    full_answers,
    levels,
    panel,
    raised,
)
from tests.judging.test_gate import EVERY_COMBINATION
from toolkit.catalogue.schema import Catalogue, Stage
from toolkit.judging import CANNOT_JUDGE, OPEN, Facts, GateState, Phase, judge

Case = tuple[Catalogue, Given, Facts]

FROM_WORST_TO_BEST = ["isolated", "revise", "viable_with_condition", "viable"]
"""The classes of a decided measure. `not_ready` stands outside: it says that there is no verdict yet."""


@pytest.mark.parametrize(
    ("phase", "stage"),
    [
        (Phase.IDEA, Stage.IDEA),
        (Phase.PROTOTYPE, Stage.PILOT),
        (Phase.PILOT, Stage.PILOT),
        (Phase.OPERATION, Stage.OPERATION),
        (Phase.TRANSFER, Stage.OPERATION),
        (Phase.ENDED, Stage.OPERATION),
    ],
)
def test_each_phase_has_a_stage_of_usual_levels(phase: Phase, stage: Stage) -> None:
    assert phase.stage is stage


@given(cases())
def test_below_usual_is_a_level_below_the_usual_one_and_nothing_else(case: Case) -> None:
    one, answers, sheet = case
    judgement = judge(one, answers, sheet)
    for result in judgement.questions:
        asked = one.questions[result.question]
        level = answers.get(result.question, OPEN).level
        assert result.usual == oracle.usual_level(asked, sheet.phase)
        assert result.below_usual is (level is not None and level < result.usual)


def test_the_phase_changes_what_is_usual_and_not_the_score() -> None:
    answers = all_at(panel(), 2)
    judgements = [judge(panel(), answers, Facts(phase=phase, goal_located=True)) for phase in Phase]
    assert {judgement.total for judgement in judgements} == {judgements[0].total}
    assert [judgement.on_or_above_usual for judgement in judgements] == [12, 8, 8, 0, 0, 0]
    assert [judgement.class_id for judgement in judgements] == ["viable", "revise", "revise"] + ["revise"] * 3


OTHER_ANSWERS: dict[str, Given] = {
    "as usual": all_at(panel(), 2),
    "poor": all_at(panel(), 0),
    "little judged": levels(N1=2, N2=2, T1=2, T2=2),
}


@pytest.mark.parametrize("others", OTHER_ANSWERS)
def test_every_combination_in_the_gate_has_exactly_one_class(others: str) -> None:
    for (in_gate, sheet), phase in product(EVERY_COMBINATION, [Phase.IDEA, Phase.PILOT, Phase.OPERATION]):
        here = Facts(phase=phase, goal_located=sheet.goal_located)
        answers = OTHER_ANSWERS[others] | in_gate
        expected = oracle.panel_class(panel(), answers, here)
        assert judge(panel(), answers, here).class_id == expected


@st.composite
def panel_cases(draw: st.DrawFn) -> Case:
    """Full answers near the usual levels, where classes change, with a few that are not judged."""
    sheet = draw(facts(panel()))
    judged = draw(full_answers(panel()))
    unjudged = draw(st.lists(st.sampled_from(sorted(panel().questions)), max_size=4))
    return panel(), judged | dict.fromkeys(unjudged, CANNOT_JUDGE), sheet


@given(panel_cases())
def test_the_class_is_what_the_rule_says_when_written_a_second_time(case: Case) -> None:
    one, answers, sheet = case
    assert judge(one, answers, sheet).class_id == oracle.panel_class(one, answers, sheet)


@given(cases())
def test_every_catalogue_has_the_class_that_its_own_gate_and_answers_make(case: Case) -> None:
    one, answers, sheet = case
    judgement = judge(one, answers, sheet)
    assert judgement.class_id == oracle.class_id(
        judgement.gate.state.value,
        disputed=False,
        enough_judged=oracle.enough(one, answers),
        below=oracle.below_usual(one, answers, sheet.phase),
    )


@st.composite
def raised_full_answers(draw: st.DrawFn) -> tuple[Catalogue, Given, Given, Facts]:
    one = draw(any_catalogue)
    answers = draw(full_answers(one))
    return one, answers, draw(raised(one, answers)), draw(facts(one))


@given(raised_full_answers())
def test_where_everything_is_judged_raising_an_answer_never_worsens_the_class(
    case: tuple[Catalogue, Given, Given, Facts],
) -> None:
    one, answers, better, sheet = case
    before, after = judge(one, answers, sheet).class_id, judge(one, better, sheet).class_id
    if "not_ready" in (before, after):
        assert before == after
    else:
        assert FROM_WORST_TO_BEST.index(before) <= FROM_WORST_TO_BEST.index(after)


def test_lifting_a_condition_can_uncover_a_question_of_the_gate_that_is_still_open() -> None:
    """The one case in which a better answer takes a verdict away: rule 5 asks for conditions first."""
    answers = all_at(panel(), 2) | {"S2": OPEN}
    with_condition = judge(panel(), answers | levels(S3=0), Facts(goal_located=True))
    lifted = judge(panel(), answers | levels(S3=1), Facts(goal_located=True))
    assert (with_condition.gate.state, with_condition.class_id) == (
        GateState.CONDITIONAL,
        "viable_with_condition",
    )
    assert (lifted.gate.state, lifted.class_id) == (GateState.OPEN, "not_ready")


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("", "viable"),
        ("S4 N1 T1", "viable"),
        ("N1 N2", "revise"),
        ("S4 N1 T1 T2", "revise"),
    ],
)
def test_at_most_one_question_of_each_criterion_may_lie_below_usual(below: str, expected: str) -> None:
    answers = all_at(panel(), 2) | levels(**dict.fromkeys(below.split(), 0))
    assert judge(panel(), answers, Facts(goal_located=True)).class_id == expected


def test_the_same_with_a_condition_in_the_gate() -> None:
    judgement = judge(panel(), all_at(panel(), 2), Facts(goal_located=False))
    assert (judgement.gate.state, judgement.class_id) == (GateState.CONDITIONAL, "viable_with_condition")
    poor = judge(panel(), all_at(panel(), 2) | levels(N1=0, N2=0), Facts(goal_located=False))
    assert poor.class_id == "revise"


def test_too_little_judged_comes_before_a_failed_gate() -> None:
    assert judge(panel(), levels(S1=0), Facts()).class_id == "not_ready"


def test_high_points_do_not_make_a_class_and_low_ones_do_not_break_it() -> None:
    strong = all_at(panel(), 4) | levels(N1=0, N2=0)
    plain = all_at(panel(), 2)
    sheet = Facts(goal_located=True)
    higher, lower = judge(panel(), strong, sheet), judge(panel(), plain, sheet)
    assert (higher.total.value, lower.total.value) == (pytest.approx(83.33, abs=0.01), 50)
    assert (higher.class_id, lower.class_id) == ("revise", "viable")
