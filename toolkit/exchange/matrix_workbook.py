"""The corrected workbook of a checked matrix: the same table with formulas that calculate its totals and
ranks, what was found, and how firm the first place is."""

from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from toolkit.exchange.excel import FORMULA_SIGNS, in_language, set_height
from toolkit.matrix_check import CheckedAlternative, Interval, MatrixReport, Reading
from toolkit.messages import Language, Message, translate

_WEIGHTS, _HEADER, _FIRST = 4, 3, 5  # rows, from 0: names of the criteria, weights, first alternative
_PLACES = 9  # sums that differ by less are equal, as in the report
_TEXT_WIDTH = 90
_GUARDED = ", guarded"
_BESIDE = (
    "matrix.book_total",
    "matrix.book_rank",
    "matrix.book_printed_total",
    "matrix.book_printed_rank",
    "matrix.book_remarks",
)
_SHIFTS = (
    "matrix.book_criterion",
    "matrix.book_weight",
    "matrix.book_from",
    "matrix.book_to",
    "matrix.book_below",
    "matrix.book_above",
)


def corrected_workbook(report: MatrixReport, language: Language) -> bytes:
    """An `.xlsx` file whose formulas compute the report's totals; the results stand in it as well, for
    readers that do not calculate."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": translate(Message.of("matrix.book_title"), language)})
        pages = _Pages(report, language, book, _formats(book))
        _matrix(pages)
        _findings(pages)
        _firmness(pages)
    return in_language(file.getvalue(), language)


@dataclass(frozen=True, slots=True)
class _Pages:
    report: MatrixReport
    language: Language
    book: Any
    formats: dict[str, Any]

    def say(self, key: str, **values: Any) -> str:
        return translate(Message(key, values), self.language)

    def write(self, sheet: Any, row: int, column: int, text: str, look: str = "plain") -> None:
        """A text of the file: Excel's own mark keeps it one when somebody edits the cell."""
        guard = _GUARDED if text.startswith(FORMULA_SIGNS) else ""
        sheet.write_string(row, column, text, self.formats[look + guard])

    def sheet(self, key: str) -> Any:
        sheet = self.book.add_worksheet(self.say(key))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet


def _formats(book: Any) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#D8E1F4"},
        "text": {"text_wrap": True, "valign": "top"},
        "share": {"num_format": "0.0 %", "valign": "top"},
        "total": {"bold": True, "num_format": "0.00####", "valign": "top"},
        "found": {"bg_color": "#FFF3C4", "valign": "top"},
        "plain": {"valign": "top"},
    }
    formats = {name: book.add_format(look) for name, look in looks.items()}
    guarded = {name: book.add_format({**look, "quote_prefix": True}) for name, look in looks.items()}
    return {**formats, **{f"{name}{_GUARDED}": look for name, look in guarded.items()}}


# --- the table ----------------------------------------------------------------------------------------


def _matrix(pages: _Pages) -> None:
    report, formats = pages.report, pages.formats
    sheet = pages.sheet("matrix.book_matrix")
    count = len(report.criteria)
    titles = [
        pages.say("matrix.book_name"),
        *(criterion.name for criterion in report.criteria),
        *(pages.say(key) for key in _BESIDE),
    ]
    sheet.write_string(0, 0, pages.say("matrix.book_title"), formats["title"])
    sheet.write_string(1, 0, translate(report.firmness.sentence, pages.language))
    for column, title in enumerate(titles):
        pages.write(sheet, _HEADER, column, title, "head")
    set_height(sheet, _HEADER, [(title, 11) for title in titles[1:-1]])
    _weights(pages, sheet)
    for position, one in enumerate(report.alternatives):
        _alternative(pages, sheet, _FIRST + position, one)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, count + 4, 11)
    sheet.set_column(count + 5, count + 5, _TEXT_WIDTH)
    sheet.freeze_panes(_FIRST, 1)
    sheet.repeat_rows(_HEADER, _WEIGHTS)


def _weights(pages: _Pages, sheet: Any) -> None:
    report = pages.report
    sheet.write_string(_WEIGHTS, 0, pages.say("matrix.book_weight"), pages.formats["plain"])
    for column, criterion in enumerate(report.criteria, start=1):
        weight = criterion.written if report.matrix.has_weights else Fraction(1)
        if weight is not None:
            sheet.write_number(_WEIGHTS, column, float(weight), pages.formats["plain"])
    count = len(report.criteria)
    formula = f"=SUM({xl_range_abs(_WEIGHTS, 1, _WEIGHTS, count)})"
    total = float(report.matrix.sum_of_weights)
    sheet.write_formula(_WEIGHTS, count + 1, formula, pages.formats["plain"], total)


def _alternative(pages: _Pages, sheet: Any, row: int, one: CheckedAlternative) -> None:
    report, formats = pages.report, pages.formats
    count = len(report.criteria)
    pages.write(sheet, row, 0, one.name)
    found = {finding.where for finding in one.findings}
    for column, points in enumerate(one.read.points, start=1):
        look = "found" if points.cell in found else "plain"
        if points.value is not None:
            sheet.write_number(row, column, float(points.value), formats[look])
        else:
            pages.write(sheet, row, column, points.text or "", look)
    if one.total.value is not None and one.rank is not None:
        value = float(one.total.value)
        sheet.write_formula(row, count + 1, _total_formula(report, row, one), formats["total"], value)
        sheet.write_formula(row, count + 2, _rank_formula(report, row), formats["plain"], one.rank)
    for column, printed in ((count + 3, one.read.printed_total), (count + 4, one.read.printed_rank)):
        if printed is not None:
            look = formats["found"] if printed.cell in found else formats["plain"]
            sheet.write_number(row, column, float(printed.value), look)
    remarks = " ".join(translate(finding.message, pages.language) for finding in one.findings)
    pages.write(sheet, row, count + 5, remarks, "text")
    set_height(sheet, row, [(remarks, _TEXT_WIDTH)])


def _total_formula(report: MatrixReport, row: int, one: CheckedAlternative) -> str:
    """The weighted mean, brought to the size of the file's own totals. Cells without a number count as 0
    above; below, their weight is left out where the report adjusts the denominator."""
    count = len(report.criteria)
    weights = xl_range_abs(_WEIGHTS, 1, _WEIGHTS, count)
    points = f"{xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, count)}"
    whole = f"SUM({weights})"
    if one.total.has_gaps and one.total.reading is Reading.ADJUSTED:
        whole = f"SUMPRODUCT({weights}*ISNUMBER({points}))"
    mean = f"SUMPRODUCT({weights},{points})/{whole}"
    high = report.matrix.scale.high
    sizes = {
        None: "",
        "matrix.total_unnormalised": f"*SUM({weights})",
        "matrix.total_unnormalised_per_cent": f"*SUM({weights})/100",
        "matrix.total_per_cent_of_most": f"*100/{float(high):.15g}",
        "matrix.total_share_of_most": f"/{float(high):.15g}",
    }
    return f"={mean}{sizes[report.totals.scale.key]}"


def _rank_formula(report: MatrixReport, row: int) -> str:
    """1, 2, 2, 4: one more than how many are ahead."""
    column = len(report.criteria) + 1
    every = xl_range_abs(_FIRST, column, _FIRST + len(report.alternatives) - 1, column)
    sign = "<" if report.totals.smaller_is_better else ">"
    own = f"ROUND({xl_rowcol_to_cell(row, column)},{_PLACES})"
    return f"=SUMPRODUCT(ISNUMBER({every})*(ROUND({every},{_PLACES}){sign}{own}))+1"


# --- what was found, and how firm it is ---------------------------------------------------------------


def _findings(pages: _Pages) -> None:
    sheet = pages.sheet("matrix.book_findings")
    for column, key in enumerate(("matrix.book_cell", "matrix.book_finding")):
        sheet.write_string(0, column, pages.say(key), pages.formats["head"])
    for row, finding in enumerate([*pages.report.problems, *pages.report.notes], start=1):
        sheet.write_string(row, 0, finding.where, pages.formats["plain"])
        words = translate(finding.message, pages.language)
        pages.write(sheet, row, 1, words, "text")
        set_height(sheet, row, [(words, _TEXT_WIDTH)])
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, _TEXT_WIDTH)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _firmness(pages: _Pages) -> None:
    report, formats = pages.report, pages.formats
    sheet = pages.sheet("matrix.book_firmness")
    sheet.write_string(0, 0, translate(report.firmness.sentence, pages.language))
    for column, key in enumerate(_SHIFTS):
        sheet.write_string(2, column, pages.say(key), formats["head"])
    set_height(sheet, 2, [(pages.say(key), 16) for key in _SHIFTS])
    row = 3
    for criterion, interval in zip(report.criteria, report.firmness.intervals, strict=True):
        _interval(pages, sheet, row, interval)
        pages.write(sheet, row, 0, criterion.name)
        sheet.write_number(row, 1, float(criterion.weight), formats["share"])
        row += 1
    row += 1
    sheet.write_string(row, 0, pages.say("matrix.book_name"), formats["head"])
    first = pages.say("matrix.book_first_share", samples=report.firmness.samples)
    sheet.write_string(row, 1, first, formats["head"])
    set_height(sheet, row, [(first, 16)])
    for one, share in zip(report.alternatives, report.firmness.first_shares, strict=True):
        row += 1
        pages.write(sheet, row, 0, one.name)
        sheet.write_number(row, 1, share, formats["share"])
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 3, 16)
    sheet.set_column(4, 5, 28)


def _interval(pages: _Pages, sheet: Any, row: int, interval: Interval) -> None:
    sheet.write_number(row, 2, interval.low, pages.formats["share"])
    sheet.write_number(row, 3, interval.high, pages.formats["share"])
    for column, takers in ((4, interval.below), (5, interval.above)):
        names = ", ".join(pages.report.alternatives[one].name for one in takers)
        pages.write(sheet, row, column, names)
