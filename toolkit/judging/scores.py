"""Scores of criteria and the total, with coverage and interval (rules 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from toolkit.catalogue.schema import Catalogue, Criterion, exact
from toolkit.judging.answers import AnswerKind
from toolkit.judging.questions import QuestionResult

WORST, BEST = Fraction(0), Fraction(100)


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of a weighted mean: what it is called, its weight, its value in points."""

    key: str
    weight: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """Points 0…100 with what they rest on. `value` is None where nothing is judged.

    `terms` are the very summands of which the value is the weighted mean: the formula in words is
    written from them. `coverage` is the judged share of the applicable weight, None where nothing
    applies. `low` and `high` count what is not judged at its worst and at its best.
    """

    value: Fraction | None
    coverage: Fraction | None
    low: Fraction
    high: Fraction
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion. It has `enough` where at least `needed` of its applicable questions are judged."""

    criterion: str
    weight: Fraction
    score: Score
    judged: int
    applicable: int
    not_applicable: int
    needed: int
    enough: bool


def weighted_mean(terms: Sequence[Term]) -> Fraction | None:
    """Exact weighted mean, None without terms. Needs positive weights."""
    if not terms:
        return None
    return sum((term.weight * term.value for term in terms), Fraction(0)) / sum(
        (term.weight for term in terms), Fraction(0)
    )


def score_criterion(
    catalogue: Catalogue, criterion: Criterion, results: Iterable[QuestionResult]
) -> CriterionResult:
    weights = {question.id: question.weight_value for question in criterion.questions}
    own = [result for result in results if result.question in weights]
    applicable = [result for result in own if result.state is not AnswerKind.NOT_APPLICABLE]
    terms = tuple(
        Term(result.question, weights[result.question], result.value)
        for result in applicable
        if result.value is not None
    )
    unjudged = [weights[result.question] for result in applicable if result.value is None]
    needed = ceil(exact(catalogue.minimum.of_each_criterion) * len(applicable))
    return CriterionResult(
        criterion=criterion.id,
        weight=criterion.weight_value,
        score=_score(terms, unjudged),
        judged=len(terms),
        applicable=len(applicable),
        not_applicable=len(own) - len(applicable),
        needed=needed,
        enough=len(terms) >= needed,
    )


def score_total(criteria: Sequence[CriterionResult]) -> Score:
    """The total over the criteria that apply; a criterion without a judged question counts 0…100."""
    applicable = [criterion for criterion in criteria if criterion.applicable]
    if not applicable:
        return Score(value=None, coverage=None, low=WORST, high=BEST, terms=())
    terms = tuple(
        Term(criterion.criterion, criterion.weight, criterion.score.value)
        for criterion in applicable
        if criterion.score.value is not None
    )
    return Score(
        value=weighted_mean(terms),
        coverage=_mean_over(
            applicable, [criterion.score.coverage or Fraction(0) for criterion in applicable]
        ),
        low=_mean_over(applicable, [criterion.score.low for criterion in applicable]),
        high=_mean_over(applicable, [criterion.score.high for criterion in applicable]),
        terms=terms,
    )


def _score(terms: tuple[Term, ...], unjudged: Sequence[Fraction]) -> Score:
    judged_weight = sum((term.weight for term in terms), Fraction(0))
    missing_weight = sum(unjudged, Fraction(0))
    weight = judged_weight + missing_weight
    if not weight:
        return Score(value=None, coverage=None, low=WORST, high=BEST, terms=())
    judged = sum((term.weight * term.value for term in terms), Fraction(0))
    return Score(
        value=weighted_mean(terms),
        coverage=judged_weight / weight,
        low=(judged + missing_weight * WORST) / weight,
        high=(judged + missing_weight * BEST) / weight,
        terms=terms,
    )


def _mean_over(criteria: Sequence[CriterionResult], values: Sequence[Fraction]) -> Fraction:
    weighted = (criterion.weight * value for criterion, value in zip(criteria, values, strict=True))
    return sum(weighted, Fraction(0)) / sum((criterion.weight for criterion in criteria), Fraction(0))
