"""The minutes of a closed meeting say what was said and by what the group went: read back from both files."""

from __future__ import annotations

import io
from dataclasses import replace

from docx import Document
from pypdf import PdfReader

from tests.exchange.meetings import HeldMeeting
from toolkit.exchange.documents import Table
from toolkit.exchange.minutes import minutes_as_pdf, minutes_as_word, minutes_document


def words_of_word(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells]).split())


def words_of_pdf(content: bytes) -> str:
    """Without spaces, because lines may break anywhere."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_pdf_and_word_tell_weights_order_recusal_vote_dissent_reasons_and_the_hashes(
    held: HeldMeeting,
) -> None:
    record, noted = held.record, held.heads
    head = next(each.head for each in noted.measures if each.title == "Solarkataster")
    told = [
        "Gewichtung des Kriterienkatalogs",
        "Platz 1 von 3 in der Phase Idee",
        "Befangenheit: Mia hat den Raum verlassen",
        "Abstimmung: Ja 3, Nein 1 und Enthaltung 0",
        "Empfehlung: umsetzen",
        "Empfehlung: zurückstellen",
        "Der Haushalt geht vor",
        "Noah: Ich sehe das anders",
        "Ohne Ergebnis; kommt auf die nächste Tagesordnung.",
        record.snapshot,
        noted.log,
        head,
    ]
    word = words_of_word(minutes_as_word(record, noted, language="de"))
    pdf = words_of_pdf(minutes_as_pdf(record, noted, language="de"))
    assert [each for each in told if str(each) not in word] == []
    assert [each for each in told if str(each).replace(" ", "") not in pdf] == []


def test_who_has_not_given_a_name_is_on_the_list_by_role(held: HeldMeeting) -> None:
    chair, *others = held.record.people
    record = replace(held.record, people=(replace(chair, name=""), *others))
    document = minutes_document(record, held.heads, language="de")
    attendance = next(block for block in document.blocks if isinstance(block, Table))
    assert [row[:2] for row in attendance.rows[:2]] == [("Vorsitz", "Vorsitz"), ("Mia", "Mitglied")]
