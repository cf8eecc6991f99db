"""The corrected workbook: opened again, its formulas compute the totals and ranks of the report."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.matrix_check.tables import ERFTSTADT, kinds, report_on, report_on_file
from toolkit.exchange.matrix_workbook import corrected_workbook
from toolkit.matrix_check import Choices, MatrixReport, Reading

HEAD = ["Maßnahme", "Nutzen", "Klima", "Teilhabe", "Summe"]
BLANK = [[*row] for row in ERFTSTADT]
BLANK[6][1] = None
MARKS = [
    ["Maßnahme", "Nutzen", "Klima", "Summe", "Rang"],
    ["Gewicht", 50, 50],
    ["A", 1, 2, 1.5, 1],
    ["B", 2, 2, 2, 2],
    ["C", 5, 4, 4.5, 3],
]
CASES: dict[str, tuple[list[list[Any]], Choices]] = {
    "the council paper": (ERFTSTADT, Choices()),
    "a gap with the denominator adjusted": (BLANK, Choices(missing=Reading.ADJUSTED)),
    "a gap as 0": (BLANK, Choices(missing=Reading.ZERO)),
    "sums that are not normalised": (
        [HEAD, ["Gewicht", 50, 30, 20], ["Radweg", 4, 2, 5, 360], ["Freibad", 1, None, 4, 130]],
        Choices(),
    ),
    "per cent that sum to 80": (
        [HEAD, ["Gewicht", "50 %", "20 %", "10 %"], ["Radweg", 4, 2, 5, 2.9], ["Freibad", 1, 4, 4, 1.7]],
        Choices(),
    ),
    "per cent of the most": (
        [HEAD, ["Gewicht", 50, 30, 20], ["Radweg", 4, 2, 5, 72], ["Freibad", 1, 4, 4, 50]],
        Choices(),
    ),
    "no weights": ([HEAD, ["Radweg", 4, 2, 5, 11], ["Freibad", 1, 4, 4, 9]], Choices()),
    "a weight that is missing": (
        [HEAD, ["Gewicht", 3, None, 2], ["A", 4, 2, 5, None], ["B", 1, 4, 4, None]],
        Choices(),
    ),
    "the smallest is the best": (MARKS, Choices()),
    "names like formulas": (
        [HEAD, ["Gewicht", 5, 3, 2], ["=1+1", 4, 2, 5, None], ["+A1", 1, 4, 4, None]],
        Choices(),
    ),
}


def opened(report: MatrixReport, *, values: bool) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(corrected_workbook(report, "de")), data_only=values)
    assert book.sheetnames == ["Matrix", "Befunde", "Festigkeit"]
    sheet = book["Matrix"]
    assert isinstance(sheet, Worksheet)
    return sheet


class Calculator:
    """Just enough of Excel for the formulas that the workbook writes, on its plain cells."""

    def __init__(self, sheet: Worksheet, calculated: dict[str, float]) -> None:
        self.sheet, self.calculated = sheet, calculated

    def value(self, formula: str) -> float:
        formula = formula.removeprefix("=").replace("$", "")
        ranges = r"([A-Z]+\d+:[A-Z]+\d+)"
        rank = re.fullmatch(
            rf"SUMPRODUCT\(ISNUMBER\({ranges}\)\*\(ROUND\(\1,9\)([<>])ROUND\((\w+),9\)\)\)\+1", formula
        )
        if rank:
            own = round(self.calculated[rank[3]], 9)
            others = [
                round(self.calculated[cell], 9) for cell in self.cells(rank[1]) if cell in self.calculated
            ]
            return 1 + sum(other > own if rank[2] == ">" else other < own for other in others)
        whole = rf"(SUM\({ranges}\)|SUMPRODUCT\({ranges}\*ISNUMBER\({ranges}\)\))"
        total = re.fullmatch(rf"SUMPRODUCT\({ranges},{ranges}\)/{whole}(.*)", formula)
        assert total, formula
        weights, points = self.numbers(total[1]), self.numbers(total[2])
        known = [w for w, p in zip(weights, points, strict=True) if p is not None or total[4]]
        mean = sum((w or 0) * (p or 0) for w, p in zip(weights, points, strict=True)) / sum(
            w or 0 for w in known
        )
        size = re.sub(
            rf"SUM\({ranges}\)", lambda found: str(sum(w or 0 for w in self.numbers(found[1]))), total[7]
        )
        return float(eval(f"{mean}{size}"))  # numbers and signs, matched above

    def cells(self, area: str) -> list[str]:
        return [cell.coordinate for row in self.sheet[area] for cell in row]

    def numbers(self, area: str) -> list[float | None]:
        values = [self.sheet[cell].value for cell in self.cells(area)]
        return [float(value) if isinstance(value, int | float) else None for value in values]


@pytest.mark.parametrize(("rows", "choices"), CASES.values(), ids=CASES)
def test_its_formulas_compute_the_reports_totals_and_ranks(rows: list[list[Any]], choices: Choices) -> None:
    report = report_on(rows, choices)
    sheet, shown = opened(report, values=False), opened(report, values=True)
    count = len(report.criteria)
    total, rank = (openpyxl.utils.get_column_letter(count + 1 + step) for step in (1, 2))
    lines = range(6, 6 + len(report.alternatives))
    calculator = Calculator(sheet, {})
    calculator.calculated.update(
        {f"{total}{row}": calculator.value(sheet[f"{total}{row}"].value) for row in lines}
    )
    found = [
        (calculator.calculated[f"{total}{row}"], calculator.value(sheet[f"{rank}{row}"].value))
        for row in lines
    ]
    expected = [(float(one.total.value or 0), one.rank) for one in report.alternatives]
    assert found == [pytest.approx(pair) for pair in expected]
    assert [(shown[f"{total}{row}"].value, shown[f"{rank}{row}"].value) for row in lines] == [
        pytest.approx(pair) for pair in expected
    ]


def test_what_is_wrong_in_the_file_stands_beside_its_alternative() -> None:
    rows = [[*row] for row in ERFTSTADT]
    rows[8][9] = 2.54
    sheet = opened(report_on(rows), values=False)
    assert (sheet["J10"].fill.fgColor.rgb, sheet["L10"].fill.fgColor.rgb) == ("00000000", "FFFFF3C4")
    assert sheet["N10"].value == "Erp: In der Datei steht 2,54, gerechnet sind es 2,45."


def test_the_corrected_workbook_is_itself_a_matrix_without_wrong_totals() -> None:
    first = report_on(ERFTSTADT)
    again = report_on_file(corrected_workbook(first, "de"))
    assert [one.total.value for one in again.alternatives] == [one.total.value for one in first.alternatives]
    assert kinds(again.findings) == [("fragile_winner", "K6")]
