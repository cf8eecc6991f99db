"""Judged measures as arrays: what the mathematics needs of them, in points 0…100."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from toolkit.catalogue import Catalogue, Criterion
from toolkit.judging import AnswerKind, CriterionResult, Judgement, QuestionResult

Floats = NDArray[np.float64]


def criterion_values(
    catalogue: Catalogue, judged: Sequence[Judgement], shares: Mapping[str, Fraction] | None = None
) -> Floats:
    """The score of each criterion, shape (measures, criteria).

    The mathematics knows no criterion that does not apply to a measure. It stands here with the mean of the
    measure's other criteria: the plain one, so that nothing depends on a weighting, or the one by `shares`,
    under which the total is then exactly the measure's own.
    """
    rows = np.empty((len(judged), len(catalogue.criteria)))
    for row, judgement in zip(rows, judged, strict=True):
        rest = _rest(judgement, shares)
        scores = (result.score.value for result in judgement.criteria)
        row[:] = [float(rest if score is None else score) for score in scores]
    return rows


def _rest(judgement: Judgement, shares: Mapping[str, Fraction] | None) -> Fraction:
    terms = judgement.total.terms
    weights = [shares[term.key] if shares else Fraction(1) for term in terms]
    weighted = (weight * term.value for weight, term in zip(weights, terms, strict=True))
    return sum(weighted, Fraction(0)) / sum(weights, Fraction(0))


@dataclass(frozen=True, slots=True)
class OpenCell:
    """An applicable question without a level: what it adds to its criterion is one of `values` at the share
    `weight`."""

    row: int
    column: int
    weight: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OpenCriterion:
    """A criterion that is judged in part: what its judged questions make of it, as if the rest were 0."""

    row: int
    column: int
    judged: float


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    cells: tuple[OpenCell, ...]
    criteria: tuple[OpenCriterion, ...]


def open_answers(catalogue: Catalogue, judged: Sequence[Judgement]) -> OpenAnswers:
    """All that is not judged: it may yet get any of its levels."""
    cells: list[OpenCell] = []
    criteria: list[OpenCriterion] = []
    for row, judgement in enumerate(judged):
        for column, (criterion, result) in enumerate(
            zip(catalogue.criteria, judgement.criteria, strict=True)
        ):
            if 0 < result.judged < result.applicable:
                found, base = _open_in(criterion, result, judgement, row, column)
                cells += found
                criteria.append(base)
    return OpenAnswers(tuple(cells), tuple(criteria))


def _open_in(
    criterion: Criterion, result: CriterionResult, judgement: Judgement, row: int, column: int
) -> tuple[list[OpenCell], OpenCriterion]:
    states = {each.question: each for each in judgement.questions}
    unjudged = [question for question in criterion.questions if _is_open(states[question.id])]
    judged_weight = sum((term.weight for term in result.score.terms), Fraction(0))
    whole = judged_weight + sum((question.weight_value for question in unjudged), Fraction(0))
    cells = [
        OpenCell(row, column, float(question.weight_value / whole), tuple(map(float, question.values)))
        for question in unjudged
    ]
    value = result.score.value or Fraction(0)
    return cells, OpenCriterion(row, column, float(value * judged_weight / whole))


def _is_open(result: QuestionResult) -> bool:
    return result.value is None and result.state is not AnswerKind.NOT_APPLICABLE


# --- one level more or less ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerSteps:
    """What each question adds to the totals under given weights, and what one level less or more changes.

    `contributions` (measures, questions) sum to the totals; `steps` (2, measures, questions) are the step
    down and the step up, NaN where there is none.
    """

    questions: tuple[str, ...]
    contributions: Floats
    steps: Floats


def answer_steps(
    catalogue: Catalogue, judged: Sequence[Judgement], shares: Mapping[str, Fraction]
) -> AnswerSteps:
    questions = tuple(catalogue.questions)
    places = {key: place for place, key in enumerate(questions)}
    scales = {key: sorted(map(float, each.values)) for key, each in catalogue.questions.items()}
    weights = {key: float(share) for key, share in shares.items()}
    contributions = np.zeros((len(judged), len(questions)))
    steps = np.full((2, len(judged), len(questions)), np.nan)
    for row, judgement in enumerate(judged):
        whole = sum(weights[term.key] for term in judgement.total.terms)
        for result in judgement.criteria:
            of_criterion = sum(float(term.weight) for term in result.score.terms)
            for term in result.score.terms:
                part = weights[result.criterion] / whole * float(term.weight) / of_criterion
                value, place = float(term.value), places[term.key]
                contributions[row, place] = part * value
                down, up = _one_level(scales[term.key], value)
                steps[0, row, place] = part * down or np.nan
                steps[1, row, place] = part * up or np.nan
    return AnswerSteps(questions, contributions, steps)


def _one_level(scale: Sequence[float], value: float) -> tuple[float, float]:
    """How far it is to a level less and to one more. Between two levels, where a mean may lie, both are as
    far as these two are apart, within the scale."""
    below, above = bisect_left(scale, value) - 1, bisect_right(scale, value)
    lower, upper = scale[max(below, 0)], scale[min(above, len(scale) - 1)]
    if above - below > 1:  # on a level
        return value - lower, upper - value
    return min(upper - lower, value - scale[0]), min(upper - lower, scale[-1] - value)
