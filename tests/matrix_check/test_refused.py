"""What is no matrix is refused with a sentence that says what is wrong and what helps."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matrix_check.tables import ERFTSTADT, csv, report_on, report_on_file, workbook_of, xlsx
from toolkit.matrix_check import Choices, MatrixError, check_matrix
from toolkit.messages import translate
from toolkit.spreadsheet import SpreadsheetError, Workbook

HEAD = ["Maßnahme", "Nutzen", "Klima"]
BODY = [["Radweg", 4, 2], ["Freibad", 1, 5]]


def sentence(content: bytes) -> str:
    with pytest.raises((MatrixError, SpreadsheetError)) as caught:
        report_on_file(content)
    error: MatrixError | SpreadsheetError = caught.value
    return translate(error.message, "de")


def archive(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet is 80 MB of blanks."""
    with zipfile.ZipFile(io.BytesIO(xlsx(ERFTSTADT))) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    return archive({**files, "xl/worksheets/sheet1.xml": b" " * 80_000_000})


MALFORMED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "Die Datei ist leer."),
    "blank lines": (b"\r\n \r\n", "Die Datei ist leer."),
    "an empty workbook": (xlsx([]), "Die Datei enthält keine ausgefüllten Zellen."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "Die Datei ist keine Tabelle."),
    "a PDF": (b"%PDF-1.7\n" + b"x" * 200, "Die Datei ist ein PDF"),
    "a web page": (
        b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "Die Datei ist eine Internetseite",
    ),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Die Datei hat das alte Format"),
    "a broken workbook": (xlsx(ERFTSTADT)[:900], "Die Datei ist beschädigt"),
    "another archive": (archive({"a.txt": b"1;2"}), "Die Datei ist ein Archiv"),
    "a bomb": (
        bomb(),
        "Entpackt ist die Datei größer",
    ),
    "a letter": (
        "Sehr geehrte Damen und Herren,\r\nanbei die Liste.".encode("cp1252"),
        "Die Datei enthält keine Zahlen.",
    ),
    "numbers without names": (
        xlsx([[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
        "In der Datei ist keine Bewertungsmatrix",
    ),
    "one number": (xlsx([["Summe", 5]]), "In der Datei ist keine Bewertungsmatrix"),
    "a list with one number each": (
        csv([["Ort", "Einwohner"], ["A", 9000], ["B", 800]]),
        "In der Datei ist keine",
    ),
    "names without points": (
        xlsx([HEAD, ["Gewicht", 0.5, 0.5], ["Radweg"], ["Freibad"]]),
        "In der Datei ist keine",
    ),
    "a weight below zero": (
        xlsx([HEAD, ["Gewicht", 1.5, -0.5], *BODY]),
        "Das Gewicht in C2 ist kleiner als 0. Damit lässt sich nicht rechnen; bitte berichtigen Sie es.",
    ),
    "weights of zero": (
        xlsx([HEAD, ["Gewicht", 0, 0], *BODY]),
        "Alle Gewichte sind 0. Damit lässt sich nicht rechnen; bitte tragen Sie Gewichte ein.",
    ),
    "formulas without results": (
        xlsx([HEAD, ["Gewicht", "=1/2", "=1/2"], ["Radweg", "=2+2", "=1+1"], ["Freibad", "=1", "=5"]]),
        "Die Datei enthält nur Formeln ohne gespeicherte Ergebnisse.",
    ),
    "a long list": (
        csv([HEAD, *([f"Maßnahme {number}", 1, 2] for number in range(9000))]),
        "Die Matrix ist zu groß",
    ),
    "too many": (
        csv([HEAD, ["Gewicht", 50, 50], *([f"Maßnahme {number}", 1, 2] for number in range(501))]),
        "Die Matrix ist zu groß: Geprüft werden höchstens 500 Alternativen und 60 Kriterien.",
    ),
}


@pytest.mark.parametrize(("content", "beginning"), MALFORMED.values(), ids=MALFORMED)
def test_it_is_refused_with_a_sentence_and_soon(content: bytes, beginning: str) -> None:
    start = time.perf_counter()
    assert sentence(content).startswith(beginning)
    assert time.perf_counter() - start < 5


def test_an_unknown_sheet_is_refused_with_the_names_there_are() -> None:
    book = Workbook((*workbook_of([HEAD, *BODY], "Bewertung").sheets, *workbook_of([], "Deckblatt").sheets))
    with pytest.raises(MatrixError) as caught:
        check_matrix(book, Choices(sheet="Tabelle9"))
    assert translate(caught.value.message, "de") == (
        "Ein Blatt „Tabelle9“ gibt es in der Datei nicht. Es gibt: Bewertung und Deckblatt."
    )


def test_a_csv_file_has_no_sheets() -> None:
    with pytest.raises(MatrixError) as caught:
        report_on_file(csv([HEAD, *BODY]), Choices(sheet="Tabelle1"))
    assert translate(caught.value.message, "de").endswith("Eine CSV-Datei hat keine Blätter.")


def test_of_several_sheets_the_one_with_most_labels_is_checked_and_the_others_are_named() -> None:
    draft = workbook_of([HEAD, ["Gewicht", 50, 50], *BODY], "Entwurf").sheets
    final = workbook_of(
        [[*HEAD, "Summe"], ["Gewicht", 50, 50], [*BODY[0], 3], [*BODY[1], 3]], "Endstand"
    ).sheets
    report = check_matrix(Workbook((*draft, *final)))
    assert report.matrix.sheet == "Endstand"
    assert [(one.options, one.taken) for one in report.questions] == [(("Endstand", "Entwurf"), "Endstand")]
    assert any("Entwurf" in translate(note.message, "de") for note in report.notes)
    assert check_matrix(Workbook((*draft, *final)), Choices(sheet="Entwurf")).matrix.sheet == "Entwurf"


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 120),
    st.floats(-10, 10).map(lambda value: round(value, 3)),
    st.sampled_from(
        ["Gewicht", "Summe", "Rang", "K1", "Nutzen", "15 %", "k. A.", "0-5", "max. 500", "=1+1", "Ort"]
    ),
    st.text(max_size=6),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_any_cells_give_a_report_or_a_sentence(rows: list[list[Any]]) -> None:
    try:
        report = report_on(rows)
    except MatrixError as error:
        translate(error.message, "de")
        return
    assert [translate(finding.message, language) for finding in report.findings for language in ("de", "en")]
    assert abs(sum(float(criterion.weight) for criterion in report.criteria) - 1) < 1e-9
    assert len(report.firmness.intervals) == len(report.criteria)
