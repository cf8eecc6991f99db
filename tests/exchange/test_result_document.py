"""The result as a document says what the judgement says, and nothing of another measure."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from pypdf import PdfReader

from tests.houses import TestHouse
from toolkit.exchange.documents import Document, Facts, Notice, Paragraph, Points, Ranges, Table
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.result_document import result_document
from toolkit.judging import AnswerKind
from toolkit.messages import Language
from toolkit.model.inputs import AnswerInput

Kind = TypeVar("Kind")
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def house(sqlite_furnished: TestHouse) -> TestHouse:
    return sqlite_furnished


def document_of(house: TestHouse, measure_id: int, language: Language = "de") -> Document:
    return result_document(house.assessment(measure_id), language=language, at=NOON)


def assessed(house: TestHouse) -> int:
    """All on level 2 but S4, which nobody can judge, and N1 with a reason."""
    measure_id = house.measure(house.municipality("Stadt Beispielförde"))
    house.answer_all(measure_id, 2)
    house.answer(measure_id, "S4", AnswerInput.without_level(AnswerKind.CANNOT_JUDGE), based_on=1)
    house.answer(measure_id, "N1", AnswerInput(reason="Befragung vom Mai"), based_on=1)
    return measure_id


def blocks(document: Document, kind: type[Kind]) -> list[Kind]:
    return [block for block in document.blocks if isinstance(block, kind)]


def test_the_result_stands_first_in_one_sentence_with_its_profile(house: TestHouse) -> None:
    document = document_of(house, assessed(house))
    assert [notice.tone for notice in blocks(document, Notice)] == ["success", "success"]
    assert [
        (line.name, line.low, line.at, line.high, line.words) for line in blocks(document, Ranges)[0].lines
    ] == [
        ("Strategiebezug", 0.375, 0.5, 0.625, "50 · beurteilt: 3 von 4 · Spanne 38–63"),
        ("Nutzerorientierung", 0.5, 0.5, 0.5, "50 · beurteilt: 4 von 4"),
        ("Übertragbarkeit", 0.5, 0.5, 0.5, "50 · beurteilt: 4 von 4"),
    ]
    assert [paragraph.text for paragraph in blocks(document, Paragraph) if paragraph.weight == "strong"] == [
        "Gesamt 50 · Spanne 46–54"
    ]


def test_every_answer_stands_with_its_reason_and_what_has_no_level_is_no_zero(house: TestHouse) -> None:
    answers = {
        row[0]: row[2:]
        for table in blocks(document_of(house, assessed(house)), Table)[:3]
        for row in table.rows
    }
    assert len(answers) == 12
    assert answers["Problem und Zielgruppen"] == ("Befragung vom Mai", "50")
    assert answers["Betrieb"] == ("–", "–")


def test_the_fact_sheet_shows_what_is_filled_in_and_only_that(house: TestHouse) -> None:
    (facts,) = blocks(document_of(house, assessed(house)), Facts)
    assert facts.entries == (
        ("Ziel", "Schäden durch Hochwasser verringern"),
        ("Papier, in dem das Ziel steht", "ISEK vom 12. Mai 2024"),
        ("Fundstelle (Seite oder Abschnitt)", "Seite 14"),
        ("Phase", "Idee"),
    )


def test_a_measure_without_answers_says_so_instead_of_a_result(house: TestHouse) -> None:
    document = document_of(house, house.measure(house.municipality("Stadt Beispielförde")))
    assert (len(blocks(document, Notice)), blocks(document, Ranges), blocks(document, Points)) == (1, [], [])


@pytest.mark.parametrize(("language", "title"), [("de", "Was am meisten hilft"), ("en", "What helps most")])
def test_it_is_printed_in_the_readers_language_and_holds_one_measure_only(
    house: TestHouse, language: Language, title: str
) -> None:
    measure_id = assessed(house)
    other = house.measure(
        house.municipality("Amt Geestrand"), title="Geheimes Vorhaben", problem="Vertraulich"
    )
    house.answer(other, "S1", AnswerInput(reason="Nur für uns"))
    pdf = document_pdf(document_of(house, measure_id, language), at=NOON)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert [word for word in (title, "Geheimes Vorhaben", "Vertraulich", "Nur für uns") if word in text] == [
        title
    ]
