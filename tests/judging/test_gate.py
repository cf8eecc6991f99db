"""Rule 5: the minimum requirement. The panel's is tested in every combination of answers there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judging import oracle
from tests.judging.catalogues import (
    ALWAYS_MET,
    Given,
    answers,
    catalogue,
    criterion,
    facts,
    gate,
    gate_like_the_panels,
    levels,
    panel,
    question,
    raised,
)
from toolkit.catalogue.schema import Catalogue
from toolkit.judging import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    OPEN,
    Facts,
    GateOutcome,
    GateState,
    GivenAnswer,
    Standing,
    gate_of,
    judge,
)
from toolkit.judging.gate import questions_of_gate

EVERY_LEVEL = [GivenAnswer.at(level) for level in range(5)]
WITHOUT_LEVEL = [OPEN, CANNOT_JUDGE]
ORDER = [GateState.NOT_MET, GateState.OPEN, GateState.CONDITIONAL, GateState.MET]

EVERY_COMBINATION = [
    ({"S1": s1, "S2": s2, "S3": s3}, Facts(goal_located=located))
    for s1, s2, s3, located in product(
        [*EVERY_LEVEL, *WITHOUT_LEVEL],
        [*EVERY_LEVEL, *WITHOUT_LEVEL],
        [*EVERY_LEVEL, *WITHOUT_LEVEL, NOT_APPLICABLE],
        [False, True],
    )
]


def said(outcome: GateOutcome) -> oracle.GateWord:
    """The outcome in the oracle's words."""
    demanded = {demand.question or (demand.fact and demand.fact.value) or "" for demand in outcome.demands}
    return outcome.state.value, frozenset(demanded) | frozenset(outcome.undetermined)


def expected(given: Given, sheet: Facts) -> oracle.GateWord:
    s1, s2, s3 = (oracle.spoken(given, key) for key in ("S1", "S2", "S3"))
    return oracle.gate(s1, s2, s3, sheet.goal_located)


def test_there_are_784_combinations() -> None:
    assert len(EVERY_COMBINATION) == 7 * 7 * 8 * 2


def test_every_combination_has_the_outcome_that_the_rule_says_when_written_a_second_time() -> None:
    found = [said(gate_of(panel(), *case)) for case in EVERY_COMBINATION]
    assert found == [expected(*case) for case in EVERY_COMBINATION]


def test_every_outcome_says_what_belongs_to_it_and_nothing_else() -> None:
    for case in EVERY_COMBINATION:
        outcome = gate_of(panel(), *case)
        parts = (outcome.missing is not None, bool(outcome.demands), bool(outcome.undetermined))
        assert (
            parts
            == {
                GateState.NOT_MET: (True, False, False),
                GateState.CONDITIONAL: (False, True, False),
                GateState.OPEN: (False, False, True),
                GateState.MET: (False, False, False),
            }[outcome.state]
        )


def test_only_three_questions_and_one_fact_decide_the_panels_gate() -> None:
    assert questions_of_gate(panel()) == ("S1", "S2", "S3")


def test_an_open_gate_names_its_questions_in_the_order_of_the_catalogue() -> None:
    one = _three_questions(gate_like_the_panels("P", "R", "Q"))
    assert gate_of(one, levels(P=1), Facts()).undetermined == ("Q", "R")


def test_no_strategy_paper_never_means_an_isolated_solution_by_itself() -> None:
    for given_answers, sheet in EVERY_COMBINATION:
        has_a_link = any(
            (level := given_answers[key].level) is not None and level >= 1 for key in ("S2", "S3")
        )
        if given_answers["S1"] == GivenAnswer.at(1) and has_a_link:
            assert gate_of(panel(), given_answers, sheet).state is GateState.CONDITIONAL


def test_points_do_not_buy_off_the_gate() -> None:
    best = {key: GivenAnswer.at(asked.top_level) for key, asked in panel().questions.items()}
    judgement = judge(panel(), {**best, **levels(S1=0)}, Facts(goal_located=True))
    assert (judgement.gate.state, judgement.is_ranked) == (GateState.NOT_MET, False)
    assert judgement.total.value is not None
    assert judgement.total.value > 90


def test_the_gate_of_a_self_assessment_is_provisional() -> None:
    judgement = judge(panel(), levels(S1=2, S2=1, S3=1), Facts(goal_located=True))
    assert (judgement.gate.state, judgement.gate.standing) == (GateState.MET, Standing.PROVISIONAL)


# --- what raising an answer can do to the gate --------------------------------------------------------

Step = tuple[Given, GateOutcome, GateOutcome]


def single_raises() -> Iterator[Step]:
    """Every combination with every way to raise one of its levels."""
    for case, sheet in EVERY_COMBINATION:
        now = gate_of(panel(), case, sheet)
        for key, answer in case.items():
            if answer.level is not None:
                for level in range(answer.level + 1, 5):
                    yield case, now, gate_of(panel(), {**case, key: GivenAnswer.at(level)}, sheet)


def worsens(now: GateOutcome, then: GateOutcome) -> bool:
    return ORDER.index(then.state) < ORDER.index(now.state)


def test_among_judged_answers_raising_a_level_never_worsens_the_gate_or_adds_a_demand() -> None:
    steps = [
        step for step in single_raises() if not any(answer in WITHOUT_LEVEL for answer in step[0].values())
    ]
    assert len(steps) == 2 * (10 * 5 * 6 + 10 * 5 * 6 + 10 * 5 * 5)
    assert [step for step in steps if worsens(step[1], step[2])] == []
    assert [
        step
        for step in steps
        if step[1].state is step[2].state is GateState.CONDITIONAL
        if len(step[2].demands) > len(step[1].demands)
    ] == []


def test_raising_a_level_never_makes_an_isolated_solution() -> None:
    fallen = [
        step
        for step in single_raises()
        if step[1].state is not GateState.NOT_MET and step[2].state is GateState.NOT_MET
    ]
    assert fallen == []


def test_the_only_step_down_is_from_a_condition_lifted_to_a_question_still_open() -> None:
    down = [step for step in single_raises() if worsens(step[1], step[2])]
    assert {(step[1].state, step[2].state) for step in down} == {(GateState.CONDITIONAL, GateState.OPEN)}
    for case, _, then in down:
        assert then.undetermined == tuple(key for key in ("S2", "S3") if case[key] in WITHOUT_LEVEL)


def test_saying_where_the_goal_stands_never_worsens_a_judged_gate() -> None:
    judged = [case for case, _ in EVERY_COMBINATION if not any(a in WITHOUT_LEVEL for a in case.values())]
    for case in judged:
        without, located = (gate_of(panel(), case, Facts(goal_located=found)) for found in (False, True))
        assert not worsens(without, located)


@st.composite
def panel_like_raises(draw: st.DrawFn) -> tuple[GateOutcome, GateOutcome]:
    sizes = draw(st.lists(st.integers(3, 8), min_size=3, max_size=3))
    parts = [question(key, levels=n, not_applicable=True) for key, n in zip("PQR", sizes, strict=True)]
    rules = gate_like_the_panels(*draw(st.permutations("PQR")))
    one = catalogue([criterion("C", parts)], gate=gate(rules))
    given_answers, sheet = draw(answers(one)), draw(facts(one))
    higher = draw(raised(one, given_answers))
    return gate_of(one, given_answers, sheet), gate_of(one, higher, sheet)


@given(panel_like_raises())
def test_the_same_holds_for_gates_like_the_panels_with_any_number_of_levels(
    step: tuple[GateOutcome, GateOutcome],
) -> None:
    now, then = step
    if worsens(now, then):
        assert (now.state, then.state) == (GateState.CONDITIONAL, GateState.OPEN)


# --- gates of other catalogues ------------------------------------------------------------------------


def _three_questions(rules: list[dict[str, object]]) -> Catalogue:
    parts = [question(key, not_applicable=True) for key in "PQR"]
    return catalogue([criterion("C", parts)], gate=gate(rules))


def test_a_catalogue_may_have_no_minimum_requirement() -> None:
    outcome = gate_of(_three_questions(ALWAYS_MET), {}, Facts())
    assert outcome == GateOutcome(GateState.MET)


@pytest.mark.parametrize(
    ("condition", "applies_to"),
    [
        ({"question": "P", "levels": [1, 3]}, [1, 3]),
        ({"question": "P", "at_least": 2}, [2, 3, 4]),
        ({"question": "P", "at_most": 1}, [0, 1]),
        ({"question": "P", "state": "open"}, ["open"]),
        ({"question": "P", "state": "cannot_judge"}, ["cannot_judge"]),
        ({"question": "P", "state": "undetermined"}, ["cannot_judge", "open"]),
        ({"question": "P", "state": "not_applicable"}, ["not_applicable"]),
        ({"not": {"question": "P", "at_least": 1}}, [0, "not_applicable", "cannot_judge", "open"]),
        ({"all": [{"question": "P", "at_least": 1}, {"question": "P", "at_most": 2}]}, [1, 2]),
        ({"any": [{"question": "P", "levels": [4]}, {"question": "P", "state": "open"}]}, [4, "open"]),
        ({"fact": "goal_located", "is": True}, []),
        ({"fact": "goal_located", "is": False}, [0, 1, 2, 3, 4, "not_applicable", "cannot_judge", "open"]),
    ],
    ids=str,
)
def test_each_condition_applies_where_it_says(condition: dict[str, object], applies_to: list[object]) -> None:
    rules = [
        {"result": "not_met", "when": condition, "missing": {"de": "x", "en": "x"}},
        {"result": "met"},
    ]
    one = _three_questions(rules)
    every_answer = [*EVERY_LEVEL, NOT_APPLICABLE, CANNOT_JUDGE, OPEN]
    found = [
        answer.kind.value if answer.level is None else answer.level
        for answer in every_answer
        if gate_of(one, {"P": answer}, Facts()).state is GateState.NOT_MET
    ]
    assert found == applies_to
