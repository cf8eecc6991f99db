"""Where two assessments of the same revision differ (rule 9): shown beside each other, never averaged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from toolkit.catalogue.schema import Catalogue
from toolkit.judging.answers import OPEN, Answers, GivenAnswer


@dataclass(frozen=True, slots=True)
class Gap:
    """One question that two assessments answer differently.

    `points` is how much higher the other one's level is valued; None where one of them gave no level, which
    is a difference but no distance.
    """

    question: str
    own: GivenAnswer
    other: GivenAnswer
    points: Fraction | None


def gaps_between(catalogue: Catalogue, own: Answers, other: Answers) -> tuple[Gap, ...]:
    """The largest first, in the catalogue's order where they are equal; what has no distance comes last."""
    gaps = [
        Gap(key, mine, theirs, _points(catalogue, key, mine, theirs))
        for key in catalogue.questions
        if (mine := own.get(key, OPEN)) != (theirs := other.get(key, OPEN))
    ]
    return tuple(sorted(gaps, key=lambda gap: Fraction(1) if gap.points is None else -abs(gap.points)))


def _points(catalogue: Catalogue, question: str, own: GivenAnswer, other: GivenAnswer) -> Fraction | None:
    if own.level is None or other.level is None:
        return None
    values = catalogue.questions[question].values
    return values[other.level] - values[own.level]
