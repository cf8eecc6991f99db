"""What an answer sheet is made from: a measure as stored, or a catalogue for one that is still to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from toolkit.catalogue import Catalogue, Question
from toolkit.messages import Language
from toolkit.model import EvidenceKind
from toolkit.model.fact_sheet import FACT_FIELDS
from toolkit.services.answer_sheets import SheetOrigin, origin_of, origin_of_new
from toolkit.services.assessments import AnswerState, OpenedAssessment
from toolkit.services.evidence import EvidenceItem


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything that stands on a sheet. `facts` is empty on a sheet for a few questions only."""

    origin: SheetOrigin
    catalogue: Catalogue
    language: Language
    title: str
    municipality: str
    questions: tuple[Question, ...]
    facts: Mapping[str, Any]
    answers: Mapping[str, AnswerState]
    evidence: Mapping[str, Sequence[EvidenceItem]]

    @property
    def is_whole(self) -> bool:
        return bool(self.facts)

    @property
    def is_new(self) -> bool:
        return self.origin.for_new


def sheet_of_measure(opened: OpenedAssessment, language: Language) -> SheetContent:
    """The whole sheet of a measure, with what is stored already."""
    return _of_measure(opened, language, tuple(opened.catalogue.questions), opened.measure.facts)


def sheet_of_questions(
    opened: OpenedAssessment, questions: Sequence[str], language: Language
) -> SheetContent:
    """A sheet for a colleague: these questions only."""
    return _of_measure(opened, language, questions, {})


def empty_sheet(
    catalogue: Catalogue, municipality: str, language: Language, *, sheet: UUID | None = None
) -> SheetContent:
    """A sheet for a measure that is still to be created."""
    return SheetContent(
        origin=origin_of_new(catalogue, sheet or uuid4()),
        catalogue=catalogue,
        language=language,
        title="",
        municipality=municipality,
        questions=tuple(catalogue.questions.values()),
        facts={field.name: None for field in FACT_FIELDS},
        answers={key: AnswerState(key) for key in catalogue.questions},
        evidence={},
    )


def _of_measure(
    opened: OpenedAssessment, language: Language, questions: Sequence[str], facts: Mapping[str, Any]
) -> SheetContent:
    return SheetContent(
        origin=origin_of(opened),
        catalogue=opened.catalogue,
        language=language,
        title=opened.measure.title,
        municipality=opened.measure.municipality,
        questions=tuple(opened.catalogue.questions[key] for key in questions),
        facts=facts,
        answers={key: opened.answers[key] for key in questions},
        evidence={
            key: [item for item in opened.evidence.get(key, ()) if item.kind is not EvidenceKind.FILE]
            for key in questions
        },
    )
