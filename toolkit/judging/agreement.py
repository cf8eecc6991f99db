"""How far the reviews of one measure agree: by question what was given and how far apart, and over all.

Agreement is told of what people chose, levels and no levels; it changes no judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isnan

import numpy as np
from numpy.typing import NDArray

from toolkit.catalogue.schema import Catalogue, Question
from toolkit.judging.answers import OPEN, AnswerKind, Answers, GivenAnswer
from toolkit.judging.judgement import Judgement
from toolkit.judging.questions import QuestionResult
from toolkit.judging.scores import Score, score_criterion, score_total
from toolkit.scoring import icc, krippendorff_alpha, severity

# Two levels apart is no matter of wording any more: such a question is to be talked about.
FAR_APART = 2


@dataclass(frozen=True, slots=True)
class QuestionAgreement:
    """What the reviews gave to one question, in their order. `mean` is in points, of those that gave a level;
    `spread` is how many levels lie between the lowest and the highest, None with fewer than two levels."""

    question: str
    given: tuple[GivenAnswer, ...]
    mean: Fraction | None
    spread: int | None

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(sorted(answer.level for answer in self.given if answer.level is not None))

    @property
    def is_far_apart(self) -> bool:
        return self.spread is not None and self.spread >= FAR_APART

    def count_of(self, kind: AnswerKind) -> int:
        return sum(answer.kind is kind for answer in self.given)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over all questions of one measure. `alpha` is Krippendorff's for ordered levels, `icc` that of a single
    rating (Shrout and Fleiss 2,1) over the questions to which all gave a level; None where they cannot be
    told: with one review, or where nothing varies."""

    questions: tuple[QuestionAgreement, ...]
    alpha: float | None
    icc: float | None

    @property
    def compared(self) -> tuple[QuestionAgreement, ...]:
        """The questions to which at least two reviews gave a level."""
        return tuple(each for each in self.questions if each.spread is not None)

    @property
    def far_apart(self) -> tuple[QuestionAgreement, ...]:
        """The widest first."""
        apart = [each for each in self.questions if each.is_far_apart]
        return tuple(sorted(apart, key=lambda each: -(each.spread or 0)))


def agreement_of(catalogue: Catalogue, reviews: Sequence[Answers]) -> Agreement:
    """Of the reviews of one measure. They need not be complete."""
    questions = tuple(
        _question_agreement(question, [answers.get(key, OPEN) for answers in reviews])
        for key, question in catalogue.questions.items()
    )
    table = _ratings(catalogue, [reviews])
    if len(reviews) < 2:
        return Agreement(questions, None, None)
    complete = table[:, ~np.isnan(table).any(axis=0)]
    single = icc(complete).single_2 if complete.shape[1] else float("nan")
    return Agreement(questions, _known(krippendorff_alpha(table)), _known(single))


def _question_agreement(question: Question, given: Sequence[GivenAnswer]) -> QuestionAgreement:
    levels = [answer.level for answer in given if answer.level is not None]
    values = [question.values[level] for level in levels]
    return QuestionAgreement(
        question=question.id,
        given=tuple(given),
        mean=sum(values, Fraction(0)) / len(values) if values else None,
        spread=max(levels) - min(levels) if len(levels) > 1 else None,
    )


# --- over all measures: how strict each advisor is beside the others (Maßstab der Begutachtung) --------


@dataclass(frozen=True, slots=True)
class Strictness:
    """How many points somebody gives above (below 0: under) the average advisor to the same thing, and the
    standard error of that; from this many answers."""

    effect: float
    standard_error: float
    answers: int


@dataclass(frozen=True, slots=True)
class Severities:
    """`by_rater` for those of whom it can be told; `corrected` is by measure the total without these effects,
    to stand beside the raw one, never instead of it. `connected` is false where shared measures do not link
    all advisors: then nothing can be told."""

    connected: bool
    by_rater: Mapping[int, Strictness]
    corrected: Mapping[int, Score]


def severities(
    catalogue: Catalogue,
    reviews: Mapping[int, Mapping[int, Answers]],
    judgements: Mapping[int, Judgement],
) -> Severities:
    """`reviews` by measure and advisor, all by one catalogue; `judgements` are those that these reviews make,
    whose questions are scored again with the corrected values."""
    raters = sorted({rater for written in reviews.values() for rater in written})
    measures = sorted(reviews)
    if len(raters) < 2:
        return Severities(connected=False, by_rater={}, corrected={})
    table = _ratings(catalogue, [[reviews[key].get(rater, {}) for rater in raters] for key in measures])
    found = severity(table)
    if not found.connected:
        return Severities(connected=False, by_rater={}, corrected={})
    counts = (~np.isnan(table)).sum(axis=1)
    by_rater = {
        rater: Strictness(float(found.severity[i]), float(found.standard_error[i]), int(counts[i]))
        for i, rater in enumerate(raters)
        if not np.isnan(found.severity[i])
    }
    quality = found.quality.reshape(len(measures), -1)
    return Severities(
        connected=True,
        by_rater=by_rater,
        corrected={
            key: _corrected(catalogue, judgements[key], quality[row]) for row, key in enumerate(measures)
        },
    )


def _ratings(catalogue: Catalogue, measures: Sequence[Sequence[Answers]]) -> NDArray[np.float64]:
    """Raters by questions of all measures, one after the other: points, NaN where no level was given."""
    raters = len(measures[0]) if measures else 0
    rows = [
        [
            _points(question, answers.get(key, OPEN))
            for reviews in measures
            for answers in (reviews[rater],)
            for key, question in catalogue.questions.items()
        ]
        for rater in range(raters)
    ]
    return np.array(rows, dtype=np.float64).reshape(raters, -1)


def _points(question: Question, answer: GivenAnswer) -> float:
    return float("nan") if answer.level is None else float(question.values[answer.level])


def _corrected(catalogue: Catalogue, judgement: Judgement, quality: NDArray[np.float64]) -> Score:
    """Weighted as the raw total; no value leaves the scale."""
    results = tuple(
        _with_value(result, value) for result, value in zip(judgement.questions, quality, strict=True)
    )
    return score_total(
        tuple(score_criterion(catalogue, criterion, results) for criterion in catalogue.criteria)
    )


def _with_value(result: QuestionResult, value: float) -> QuestionResult:
    if result.value is None or isnan(value):
        return result
    return replace(result, value=min(max(Fraction(str(round(value, 9))), Fraction(0)), Fraction(100)))


def _known(value: float) -> float | None:
    return None if isnan(value) else value
