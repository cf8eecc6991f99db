"""What helps most (rule 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from toolkit.catalogue.schema import Catalogue, Fact
from toolkit.judging.answers import OPEN, AnswerKind, Answers, Facts, GivenAnswer
from toolkit.judging.gate import Standing, gate_of, questions_of_gate
from toolkit.judging.judgement import Judgement
from toolkit.judging.questions import QuestionResult


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do next: a question to raise or to answer, or a fact to add.

    `level` is the level whose anchor is the advice: the next one, or the usual one where nothing is judged
    yet. `below_usual_by` is the distance in points; what is not judged counts as at its worst here, as in
    the interval.
    """

    question: str | None
    fact: Fact | None
    level: int | None
    state: AnswerKind | None
    lifts_gate: bool
    below_usual_by: Fraction
    feasible_soon: bool = False


def what_helps_most(
    catalogue: Catalogue, judgement: Judgement, assessments: Sequence[Answers], facts: Facts
) -> tuple[Advice, ...]:
    """All advice, the most helpful first: what lifts the gate, then the largest distance below the usual
    level, then the lowest criterion, then what the municipality marked as feasible soon. A missing fact
    leads: nothing is quicker to add."""
    order = {key: position for position, key in enumerate(catalogue.questions)}
    scores = {result.criterion: result.score.value for result in judgement.criteria}
    counting = _whose_gate_counts(judgement, assessments)
    lifting = _questions_that_lift(catalogue, judgement, counting, facts)

    def priority(result: QuestionResult) -> tuple[bool, Fraction, Fraction, bool, int]:
        score = scores[catalogue.criterion_of[result.question].id]
        return (
            result.question not in lifting,
            -_distance_below_usual(result),
            Fraction(-1) if score is None else score,
            result.question not in facts.feasible_soon,
            order[result.question],
        )

    return (
        *_fact_advice(catalogue, judgement, counting, facts),
        *(
            _question_advice(result, facts, lifts_gate=result.question in lifting)
            for result in sorted(judgement.questions, key=priority)
            if _can_rise(catalogue, result)
        ),
    )


def _can_rise(catalogue: Catalogue, result: QuestionResult) -> bool:
    is_at_top = result.reached == catalogue.questions[result.question].top_level
    return result.state is not AnswerKind.NOT_APPLICABLE and not is_at_top


def _question_advice(result: QuestionResult, facts: Facts, *, lifts_gate: bool) -> Advice:
    return Advice(
        question=result.question,
        fact=None,
        # Where level 0 is usual, it is still no goal to name to anybody.
        level=max(1, result.usual) if result.reached is None else result.reached + 1,
        state=result.state,
        lifts_gate=lifts_gate,
        below_usual_by=_distance_below_usual(result),
        feasible_soon=result.question in facts.feasible_soon,
    )


def _whose_gate_counts(judgement: Judgement, assessments: Sequence[Answers]) -> tuple[Answers, ...]:
    """All assessments; once a joint judgement settled a dispute, those that agree with it."""
    gate = judgement.gate
    return tuple(
        answers
        for answers, outcome in zip(assessments, gate.each, strict=True)
        if gate.standing is Standing.DISPUTED or outcome.agrees_with(gate.outcome)
    )


def _distance_below_usual(result: QuestionResult) -> Fraction:
    return max(Fraction(0), result.usual_value - (result.value or Fraction(0)))


def _questions_that_lift(
    catalogue: Catalogue, judgement: Judgement, counting: Sequence[Answers], facts: Facts
) -> set[str]:
    """What an open gate waits for, what a condition demands, and where a higher level alone helps."""
    outcomes = (judgement.gate.outcome, *(gate_of(catalogue, answers, facts) for answers in counting))
    waited_for = {key for outcome in outcomes for key in outcome.undetermined}
    demanded = {demand.question for outcome in outcomes for demand in outcome.demands if demand.question}
    raising = {
        key
        for answers in counting
        for key in questions_of_gate(catalogue)
        if _raising_lifts(catalogue, answers, facts, key)
    }
    return waited_for | demanded | raising


def _raising_lifts(catalogue: Catalogue, answers: Answers, facts: Facts, key: str) -> bool:
    level = answers.get(key, OPEN).level
    if level is None:
        return False
    now = gate_of(catalogue, answers, facts)
    return any(
        gate_of(catalogue, {**answers, key: GivenAnswer.at(higher)}, facts).is_better_than(now)
        for higher in range(level + 1, catalogue.questions[key].top_level + 1)
    )


def _fact_advice(
    catalogue: Catalogue, judgement: Judgement, counting: Sequence[Answers], facts: Facts
) -> Iterator[Advice]:
    if facts.goal_located:
        return
    demanded = {demand.fact for demand in judgement.gate.outcome.demands}
    if Fact.GOAL_LOCATED in demanded or any(_locating_lifts(catalogue, each, facts) for each in counting):
        yield Advice(None, Fact.GOAL_LOCATED, None, None, lifts_gate=True, below_usual_by=Fraction(0))


def _locating_lifts(catalogue: Catalogue, answers: Answers, facts: Facts) -> bool:
    now = gate_of(catalogue, answers, facts)
    located = gate_of(catalogue, answers, replace(facts, goal_located=True))
    return any(demand.fact is Fact.GOAL_LOCATED for demand in now.demands) or located.is_better_than(now)
