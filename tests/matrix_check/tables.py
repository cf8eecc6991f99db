"""Tables written down in tests: nested lists to sheets, files, and the reports on them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl

from tests.scoring.erftstadt import PLACES, POINTS, WEIGHTS
from toolkit.matrix_check import Choices, Finding, MatrixReport, check_matrix
from toolkit.messages import translate
from toolkit.spreadsheet import Sheet, Workbook, read_spreadsheet

Rows = Sequence[Sequence[Any]]

TOTALS = [2.95, 2.6, 2.6, 2.5, 2.45, 2.4, 2, 1.8, 1.75, 1.65, 1.35, 1.2, 0.9, 0.35]
"""As the council paper prints them."""

ERFTSTADT: list[list[Any]] = [
    ["Prioritätenliste Umwandlung in Kunstrasen"],
    [],
    ["Ort", *(f"K{number}" for number in range(1, 9)), "Summe", "Rang"],
    ["Gewicht", *(weight / 100 for weight in WEIGHTS), 1],
    *(
        [place, *points, total, rank]
        for rank, (place, points, total) in enumerate(zip(PLACES, POINTS, TOTALS, strict=True), start=1)
    ),
]


def workbook_of(rows: Rows, name: str = "Tabelle1") -> Workbook:
    """As the reader of files would give it; a text stays a text, as in a CSV file."""
    return Workbook((Sheet(name, tuple(tuple(_cell(value) for value in row) for row in rows)),))


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Decimal(str(value))


def xlsx(rows: Rows, name: str = "Tabelle1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(rows: Rows, encoding: str = "cp1252") -> bytes:
    """As a German Excel writes it."""
    lines = (";".join("" if cell is None else str(cell).replace(".", ",") for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def report_on(rows: Rows, choices: Choices | None = None) -> MatrixReport:
    return check_matrix(workbook_of(rows), choices)


def report_on_file(content: bytes, choices: Choices | None = None) -> MatrixReport:
    return check_matrix(read_spreadsheet(content), choices)


def turned(rows: Rows) -> list[list[Any]]:
    width = max(len(row) for row in rows)
    full = [[*row, *[None] * (width - len(row))] for row in rows]
    return [list(column) for column in zip(*full, strict=True)]


def kinds(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Kind and cell of what there is to look at."""
    return [(finding.kind.value, finding.where) for finding in findings if not finding.is_note]


def texts(findings: Sequence[Finding]) -> list[str]:
    return [translate(finding.message, "de") for finding in findings]


def totals(report: MatrixReport) -> dict[str, float | None]:
    """Rounded to six decimals, which no sheet exceeds."""
    return {
        one.name: None if one.total.value is None else round(float(one.total.value), 6)
        for one in report.alternatives
    }


def weights(report: MatrixReport) -> dict[str, float]:
    return {criterion.name: round(float(criterion.weight), 6) for criterion in report.criteria}
