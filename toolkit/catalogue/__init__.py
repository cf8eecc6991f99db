"""Catalogues of criteria: their shape, and how they are read and checked."""

from toolkit.catalogue.by_content import CatalogueByContent
from toolkit.catalogue.differences import QuestionChange, QuestionDifference, QuestionPart, differences
from toolkit.catalogue.glossary import terms_in
from toolkit.catalogue.problems import CatalogueProblems, Problem
from toolkit.catalogue.reading import check_file, load_folder, read_catalogue, read_stored
from toolkit.catalogue.schema import (
    AnswerState,
    Catalogue,
    Criterion,
    Fact,
    Gate,
    GlossaryEntry,
    Level,
    MeasureClass,
    Minimum,
    Question,
    Stage,
    Subject,
    Tone,
    Usual,
)

__all__ = [
    "AnswerState",
    "Catalogue",
    "CatalogueByContent",
    "CatalogueProblems",
    "Criterion",
    "Fact",
    "Gate",
    "GlossaryEntry",
    "Level",
    "MeasureClass",
    "Minimum",
    "Problem",
    "Question",
    "QuestionChange",
    "QuestionDifference",
    "QuestionPart",
    "Stage",
    "Subject",
    "Tone",
    "Usual",
    "check_file",
    "differences",
    "load_folder",
    "read_catalogue",
    "read_stored",
    "terms_in",
]
