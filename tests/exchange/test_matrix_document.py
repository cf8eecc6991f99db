"""The report of a matrix as a document and as PDF."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from pypdf import PdfReader

from tests.matrix_check.tables import ERFTSTADT, report_on
from toolkit.exchange.documents import Heading, Notice, Paragraph, Ranges, Table
from toolkit.exchange.matrix_document import matrix_document
from toolkit.exchange.pdf import document_pdf

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
REPORT = report_on(ERFTSTADT)
DOCUMENT = matrix_document(REPORT, file_name="kunstrasen.xlsx", language="de", at=NOON)


def test_it_says_first_what_was_found_then_the_totals_then_how_firm() -> None:
    assert [(block.text, block.tone) for block in DOCUMENT.blocks if isinstance(block, Notice)] == [
        ("Auf Platz 1 nach der Rechnung: Liblar. 3 Stellen sind auffällig.", "warning")
    ]
    assert [block.text for block in DOCUMENT.blocks if isinstance(block, Heading)] == [
        "Was auffällt",
        "Summen und Ränge",
        "Wie fest ist die Reihenfolge?",
        "Wie die Datei gelesen wurde",
    ]


def test_every_total_stands_beside_what_the_file_prints() -> None:
    totals = [block for block in DOCUMENT.blocks if isinstance(block, Table)][1]
    assert totals.rows[:3] == (
        ("1", "Liblar", "2,95", "2,95", "1"),
        ("2", "Bliesheim", "2,60", "2,60", "2"),
        ("2", "Lechenich", "2,60", "2,60", "3"),
    )
    assert (len(totals.rows), totals.strong_rows) == (14, (0,))


def test_the_ranges_are_drawn_and_told() -> None:
    (ranges,) = (block for block in DOCUMENT.blocks if isinstance(block, Ranges))
    third = ranges.lines[2]
    assert (third.name, round(third.low, 4), round(third.high, 4), third.at) == ("K3", 0.0685, 0.4333, 0.15)
    assert third.words == "6,8 % bis 43,3 % · darunter vorn: Lechenich, darüber: Erp"


def test_a_sound_matrix_gets_a_good_word_and_no_list_of_findings() -> None:
    sound = report_on([["", "A", "B"], ["Gewicht", 0.5, 0.5], ["Rad", 5, 5], ["Bad", 0, 0]])
    document = matrix_document(sound, file_name="gut.csv", language="en", at=NOON)
    assert [(block.text, block.tone) for block in document.blocks if isinstance(block, Notice)] == [
        ("The calculation is right, and nothing stands out. In first place: Rad.", "success")
    ]
    assert "What stands out" not in [block.text for block in document.blocks if isinstance(block, Heading)]


def test_both_readings_of_a_gap_stand_in_the_document() -> None:
    rows = [list(row) for row in ERFTSTADT]
    next(row for row in rows if row[:1] == ["Lechenich"])[1] = None
    document = matrix_document(report_on(rows), file_name="a.xlsx", language="de", at=NOON)
    told = [
        block.text for block in document.blocks if isinstance(block, Paragraph) and "Lesart" in block.text
    ]
    assert told == ["Lechenich: In der anderen Lesart der fehlenden Werte sind es 1,85."]


def test_the_pdf_opens_with_its_title() -> None:
    reader = PdfReader(io.BytesIO(document_pdf(DOCUMENT, at=NOON)))
    assert reader.metadata is not None
    assert (reader.metadata.title, len(reader.pages)) == ("Geprüfte Bewertungsmatrix", 2)
