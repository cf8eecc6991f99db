"""Documents as PDF, opened again by another library."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import BooleanObject

from toolkit.exchange.documents import (
    Column,
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Points,
    Range,
    Ranges,
    Table,
)
from toolkit.exchange.pdf import document_pdf

NOON = datetime(2026, 11, 25, 12, 0, 0, 250, tzinfo=ZoneInfo("Europe/Berlin"))  # as a clock gives it
SHORT = Document(title="Ein Titel", language="de", blocks=[Paragraph("Ein Satz.")])
EVERY_BLOCK = Document(
    title="Prüfung der Matrix",
    language="de",
    kicker="Matrix prüfen",
    footer="Maßnahmenkompass",
    blocks=[
        Heading("Befund"),
        Paragraph("Der erste Platz hält nicht.", "strong"),
        *(Notice(f"Hinweis {tone}", tone) for tone in ("neutral", "info", "success", "warning", "danger")),
        Points(("Erstens", "Zweitens"), numbered=True),
        Points(("Dies", "Das")),
        Heading("Summen", level=2),
        Table("Alle Summen", (Column("Ort", share=2), Column("Punkte", "end")), (("Liblar", "2,95"),), (0,)),
        Ranges(
            "Gewichte",
            ("Name", "0–100 %", "Spanne"),
            (Range("K1", 0.1, 0.4, 0.15, "10–40 %"), Range("K2", 0.2, 0.2, None, "20 %")),
        ),
        Facts((("Ziel", "Schäden verringern"),)),
    ],
)


def opened(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(document_pdf(document, at=NOON)))


def lines(document: Document) -> list[str]:
    text = "\n".join(page.extract_text() for page in opened(document).pages)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_the_words_stand_in_the_order_of_the_blocks() -> None:
    assert lines(EVERY_BLOCK) == [
        "Matrix prüfen",
        "Prüfung der Matrix",
        "Befund",
        "Der erste Platz hält nicht.",
        "Hinweis neutral",
        "Hinweis info",
        "Hinweis success",
        "Hinweis warning",
        "Hinweis danger",
        "1. Erstens",
        "2. Zweitens",
        "– Dies",
        "– Das",
        "Summen",
        "Alle Summen",
        "Ort Punkte",
        "Liblar 2,95",
        "Gewichte",
        "Name 0–100 % Spanne",
        "K1 10–40 %",
        "K2 20 %",
        "Ziel",
        "Schäden verringern",
        "Maßnahmenkompass Seite 1 von 1",
    ]


def test_a_screen_reader_finds_title_language_and_structure() -> None:
    reader = opened(EVERY_BLOCK)
    catalogue = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert (reader.metadata.title, catalogue["/Lang"]) == ("Prüfung der Matrix", "de")
    assert catalogue["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert "/StructTreeRoot" in catalogue


def test_it_declares_the_standards_for_access_and_for_keeping() -> None:
    metadata = opened(EVERY_BLOCK).trailer["/Root"]["/Metadata"].get_data().decode()
    declared = [
        line for line in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<") if line in metadata
    ]
    assert declared == ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"]


def test_the_pages_are_counted_in_the_documents_language() -> None:
    rows = tuple((f"Place {number}",) for number in range(90))
    document = replace(SHORT, language="en", blocks=[Table("Places", (Column("Place"),), rows)])
    texts = [" ".join(page.extract_text().split()) for page in opened(document).pages]
    assert [text[-11:] for text in texts] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_the_head_of_a_table_stands_on_every_page() -> None:
    rows = tuple((f"Ort {number}",) for number in range(60))
    document = replace(SHORT, blocks=[Table("Orte", (Column("Name des Ortes"),), rows)])
    assert [page.extract_text().count("Name des Ortes") for page in opened(document).pages] == [1, 1]


def test_no_row_is_divided_between_pages_unless_it_might_be_longer_than_one() -> None:
    rows = tuple((f"Anfang{number}. {'Wort ' * (30 + number % 47)} Ende{number}.",) for number in range(90))
    pages = opened(replace(SHORT, blocks=[Table("Orte", (Column("Ort"),), rows)])).pages
    texts = [page.extract_text() for page in pages]
    for number in range(90):
        (page,) = (text for text in texts if f"Anfang{number}." in text)
        assert f"Ende{number}." in page
    endless = opened(replace(SHORT, blocks=[Table("Orte", (Column("Ort"),), (("Wort " * 3000 + "E9",),))]))
    assert "E9" in endless.pages[-1].extract_text()
    assert len(endless.pages) > 1


def test_the_same_document_gives_the_same_bytes() -> None:
    assert document_pdf(EVERY_BLOCK, at=NOON) == document_pdf(EVERY_BLOCK, at=NOON)


@pytest.mark.parametrize(
    "typed",
    ["*nicht fett*", "#panic()", "$x^2$", "@quelle", "<marke>", "= Titel", "\\", "{page}", "//", "`x`"],
)
def test_what_people_type_is_never_taken_for_markup(typed: str) -> None:
    assert lines(replace(SHORT, blocks=[Paragraph(typed)])) == ["Ein Titel", typed, "Seite 1 von 1"]


def test_characters_without_a_shape_are_replaced_and_the_document_says_so() -> None:
    document = replace(SHORT, blocks=[Paragraph("Rad 🚲🚲 und Zu\u0308ge\x07")])
    assert lines(document) == [
        "Ein Titel",
        "Rad [?] und Züge",
        "[?] steht für Zeichen, die die Schrift dieses Dokuments nicht hat.",
        "Seite 1 von 1",
    ]


@given(st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_text_makes_a_document(text: str) -> None:
    everywhere = Document(
        title=text or "–",
        language="de",
        kicker=text,
        footer=text,
        blocks=[Heading(text or "–"), Paragraph(text), Table(text, (Column(text),), ((text,),))],
    )
    assert len(opened(everywhere).pages) == 1


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="Row 1 of «Orte» does not fit its columns"):
        Table("Orte", (Column("Name"),), (("Liblar",), ("Gymnich", "2")))
