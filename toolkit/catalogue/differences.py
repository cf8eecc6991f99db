"""What differs between two versions of a catalogue, question by question, and what that means for answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from toolkit.catalogue.schema import Catalogue, Question


class QuestionChange(StrEnum):
    """What happens to an answer that was given under the earlier version."""

    SAME = "same"
    REWORDED = "reworded"
    SCALE_CHANGED = "scale_changed"
    NEW = "new"
    DROPPED = "dropped"


class QuestionPart(StrEnum):
    """A part of a question that may differ. The value is the key of its name on the screen."""

    TEXT = "text"
    ANCHORS = "anchors"
    SCALE = "scale"
    NOT_APPLICABLE = "not_applicable"
    CRITERION = "criterion"
    WEIGHT = "weight"
    USUAL = "usual"
    PROOF = "proof"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class QuestionDifference:
    """One question in both versions; None where a version does not have it."""

    question: str
    change: QuestionChange
    parts: tuple[QuestionPart, ...]
    before: Question | None
    after: Question | None

    @property
    def is_any(self) -> bool:
        return self.change is not QuestionChange.SAME or bool(self.parts)


def differences(old: Catalogue, new: Catalogue) -> tuple[QuestionDifference, ...]:
    """All questions of both versions: those of the new one in its order, then the dropped ones."""
    dropped = (question for question in old.questions if question not in new.questions)
    return tuple(_difference(old, new, question) for question in (*new.questions, *dropped))


def _difference(old: Catalogue, new: Catalogue, name: str) -> QuestionDifference:
    before, after = old.questions.get(name), new.questions.get(name)
    if before is None or after is None:
        change = QuestionChange.NEW if before is None else QuestionChange.DROPPED
        return QuestionDifference(name, change, (), before, after)
    parts = [part for part, of in _PARTS.items() if of(before) != of(after)]
    if old.criterion_of[name].id != new.criterion_of[name].id:
        parts.append(QuestionPart.CRITERION)
    return QuestionDifference(name, _change(parts), tuple(parts), before, after)


def _change(parts: list[QuestionPart]) -> QuestionChange:
    """Weight, usual level and help change what an answer leads to, not what it said."""
    if QuestionPart.SCALE in parts:
        return QuestionChange.SCALE_CHANGED
    if any(part in _WORDING for part in parts):
        return QuestionChange.REWORDED
    return QuestionChange.SAME


_WORDING = (QuestionPart.TEXT, QuestionPart.ANCHORS, QuestionPart.NOT_APPLICABLE)
_PARTS: Mapping[QuestionPart, Callable[[Question], Any]] = {
    QuestionPart.TEXT: lambda question: question.text,
    QuestionPart.ANCHORS: lambda question: [level.anchor for level in question.levels],
    QuestionPart.SCALE: lambda question: question.values,
    QuestionPart.NOT_APPLICABLE: lambda question: (question.not_applicable, question.not_applicable_when),
    QuestionPart.WEIGHT: lambda question: question.weight_value,
    QuestionPart.USUAL: lambda question: question.usual,
    QuestionPart.PROOF: lambda question: (question.reason_required_at, question.evidence_required_from),
    QuestionPart.HELP: lambda question: (
        question.title,
        question.why,
        question.expected_evidence,
        question.example,
        question.glossary,
        question.minutes,
    ),
}
