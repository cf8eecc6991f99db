"""What one or several assessments say to each question (rules 2, 3, 6 and 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolkit.catalogue.schema import Catalogue, Question
from toolkit.judging.answers import OPEN, AnswerKind, Answers, GivenAnswer, Phase


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question, over all assessments that count.

    `value` is the mean of the values of those that gave a level, in points 0…100. `levels` are the
    levels given, in ascending order: the distribution is shown before the mean. `reached` is the highest
    level whose value the mean attains. `inconsistent`: some gave a level where others say that the
    question does not apply.
    """

    question: str
    state: AnswerKind
    value: Fraction | None
    levels: tuple[int, ...]
    reached: int | None
    inconsistent: bool
    usual: int
    usual_value: Fraction

    @property
    def below_usual(self) -> bool:
        """Only judged, applicable questions can be below what is usual."""
        return self.value is not None and self.value < self.usual_value


class UnfitAnswerError(ValueError):
    """An answer that the catalogue does not allow: an unknown question, a level that does not exist, or
    'does not apply' where it is not offered."""


def check_answers(catalogue: Catalogue, answers: Answers) -> None:
    """Raises `UnfitAnswerError` for the first answer that does not fit the catalogue."""
    for key, answer in answers.items():
        question = catalogue.questions.get(key)
        if question is None:
            raise UnfitAnswerError(f"The catalogue {catalogue.name} has no question {key!r}.")
        if answer.level is not None and not 0 <= answer.level <= question.top_level:
            raise UnfitAnswerError(
                f"Question {key} has the levels 0 to {question.top_level}, not {answer.level}."
            )
        if answer.kind is AnswerKind.NOT_APPLICABLE and not question.not_applicable:
            raise UnfitAnswerError(f"Question {key} cannot be answered with 'not applicable'.")


def question_result(question: Question, given: Sequence[GivenAnswer], phase: Phase) -> QuestionResult:
    """The answers of all counting assessments to one question, taken together."""
    levels = tuple(sorted(answer.level for answer in given if answer.level is not None))
    value = sum((question.values[level] for level in levels), Fraction(0)) / len(levels) if levels else None
    usual = question.usual.at(phase.stage)
    return QuestionResult(
        question=question.id,
        state=_joint_state(given),
        value=value,
        levels=levels,
        reached=None if value is None else _highest_attained(question, value),
        inconsistent=bool(levels) and any(answer.kind is AnswerKind.NOT_APPLICABLE for answer in given),
        usual=usual,
        usual_value=question.values[usual],
    )


def question_results(
    catalogue: Catalogue, assessments: Sequence[Answers], phase: Phase
) -> tuple[QuestionResult, ...]:
    return tuple(
        question_result(question, [answers.get(key, OPEN) for answers in assessments], phase)
        for key, question in catalogue.questions.items()
    )


def _joint_state(given: Sequence[GivenAnswer]) -> AnswerKind:
    kinds = {answer.kind for answer in given}
    if AnswerKind.LEVEL in kinds:
        return AnswerKind.LEVEL
    if kinds == {AnswerKind.NOT_APPLICABLE}:
        return AnswerKind.NOT_APPLICABLE
    return AnswerKind.CANNOT_JUDGE if AnswerKind.CANNOT_JUDGE in kinds else AnswerKind.OPEN


def _highest_attained(question: Question, value: Fraction) -> int:
    return max(level for level, level_value in enumerate(question.values) if level_value <= value)
