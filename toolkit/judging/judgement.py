"""The judgement: everything the rules make of a catalogue, answers and facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from toolkit.catalogue.schema import Catalogue, exact
from toolkit.judging.answers import AnswerKind, Answers, Facts, Phase
from toolkit.judging.classes import class_of
from toolkit.judging.gate import GateOutcome, GateResult, Standing, gate_of, gate_over
from toolkit.judging.questions import QuestionResult, check_answers, question_results
from toolkit.judging.scores import CriterionResult, Score, score_criterion, score_total


class Basis(StrEnum):
    """Who judged. The two are never averaged (rule 9)."""

    SELF = "self"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One measure, judged. Points are 0…100 and exact; `needed` is how many questions must be judged."""

    catalogue: str
    version: int
    basis: Basis
    assessments: int
    phase: Phase
    questions: tuple[QuestionResult, ...]
    criteria: tuple[CriterionResult, ...]
    total: Score
    judged: int
    applicable: int
    not_applicable: int
    needed: int
    enough_judged: bool
    on_or_above_usual: int
    gate: GateResult
    class_id: str

    @property
    def is_ranked(self) -> bool:
        """Only what passed the gate and is judged enough has a place in a ranking (rules 4 and 5)."""
        return self.enough_judged and self.gate.lets_pass

    def question(self, key: str) -> QuestionResult:
        return next(result for result in self.questions if result.question == key)

    def criterion(self, key: str) -> CriterionResult:
        return next(result for result in self.criteria if result.criterion == key)


def judge(catalogue: Catalogue, answers: Answers, facts: Facts) -> Judgement:
    """The judgement of a self-assessment; its gate is provisional.

    Raises `UnfitAnswerError` where an answer does not fit the catalogue.
    """
    check_answers(catalogue, answers)
    gate = gate_of(catalogue, answers, facts)
    return _judgement(
        catalogue, Basis.SELF, [answers], facts, GateResult(gate, Standing.PROVISIONAL, (gate,))
    )


def judge_reviews(
    catalogue: Catalogue, reviews: Sequence[Answers], facts: Facts, *, joint_gate: GateOutcome | None = None
) -> Judgement:
    """The judgement of the counting reviews; a disputed gate is settled by `joint_gate` only.

    Raises `ValueError` without a review, `UnfitAnswerError` where an answer does not fit the catalogue.
    """
    if not reviews:
        raise ValueError("Without a counting review there is nothing to judge.")
    for answers in reviews:
        check_answers(catalogue, answers)
    gate = gate_over(catalogue, reviews, facts, joint=joint_gate)
    return _judgement(catalogue, Basis.REVIEWS, reviews, facts, gate)


def _judgement(
    catalogue: Catalogue, basis: Basis, assessments: Sequence[Answers], facts: Facts, gate: GateResult
) -> Judgement:
    questions = question_results(catalogue, assessments, facts.phase)
    criteria = tuple(score_criterion(catalogue, criterion, questions) for criterion in catalogue.criteria)
    judged = sum(criterion.judged for criterion in criteria)
    applicable = sum(criterion.applicable for criterion in criteria)
    # Without a single answer there is no total to rank by, whatever the catalogue asks for.
    needed = max(ceil(exact(catalogue.minimum.of_all) * applicable), min(1, applicable))
    enough = 0 < judged >= needed and all(criterion.enough for criterion in criteria)
    return Judgement(
        catalogue=catalogue.id,
        version=catalogue.version,
        basis=basis,
        assessments=len(assessments),
        phase=facts.phase,
        questions=questions,
        criteria=criteria,
        total=score_total(criteria),
        judged=judged,
        applicable=applicable,
        not_applicable=sum(result.state is AnswerKind.NOT_APPLICABLE for result in questions),
        needed=needed,
        enough_judged=enough,
        on_or_above_usual=sum(result.value is not None and not result.below_usual for result in questions),
        gate=gate,
        class_id=class_of(catalogue, gate=gate, enough_judged=enough, questions=questions),
    )
