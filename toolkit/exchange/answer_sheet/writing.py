"""The answer sheet as an Excel workbook: to fill in on the screen or on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from toolkit.exchange.answer_sheet.choices import Choices
from toolkit.exchange.answer_sheet.content import SheetContent
from toolkit.exchange.answer_sheet.form import Form, Input, Line, Look, SheetKind
from toolkit.exchange.answer_sheet.marks import (
    CELL_COLUMNS,
    CELLS_SHEET,
    FORMAT,
    FORMAT_VERSION,
    LISTS_SHEET,
    ORIGIN_SHEET,
    VERSION_OF,
    Entry,
)
from toolkit.exchange.answer_sheet.styles import (
    A4,
    FURTHER_HEIGHT,
    FURTHER_WIDTHS,
    LABEL_WIDTH,
    LINE_HEIGHT,
    MARGINS,
    PAGE_HEIGHT,
    TEXT_WIDTH,
    Styles,
    lines_needed,
)
from toolkit.exchange.excel import in_language
from toolkit.model.fact_sheet import MOST_HOURS, MOST_MONEY, FactKind

HEADING_ROWS = 2
# Neither XML nor PostgreSQL takes them; half of a surrogate pair is no character either.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE, _LONGEST_MESSAGE, _LONGEST_IN_FOOTER = 32, 255, 90
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(2200, 12, 31)


def write_answer_sheet(content: SheetContent) -> bytes:
    buffer = io.BytesIO()
    # Texts of people stay texts: no formula, no link, no number is made of them.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        _Writing(workbook, content).write()
    return in_language(buffer.getvalue(), content.language)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that the reader has to find again: an input, or a label that must still stand there."""

    sheet: str
    row: int
    column: int
    label: str
    input: Input | None


@dataclass(slots=True)
class _Writing:
    workbook: xlsxwriter.Workbook
    content: SheetContent
    form: Form = field(init=False)
    styles: Styles = field(init=False)
    cells: list[_Cell] = field(default_factory=list)
    lists: dict[str, tuple[int, Choices]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.form = Form(self.content)
        self.styles = Styles(self.workbook, self.content.language)

    def write(self) -> None:
        self.workbook.set_properties({"title": self.form.heading(self.form.kinds[0])[1]})
        for kind in self.form.kinds:
            sheet = self._sheet(kind)
            if kind is SheetKind.FURTHER:
                self._write_further(sheet)
            else:
                self._write_lines(sheet, kind)
        self._write_origin()
        self._write_cells()
        self._write_lists()

    # --- what people see ------------------------------------------------------------------------------

    def _sheet(self, kind: SheetKind) -> Worksheet:
        sheet = self.workbook.add_worksheet(self.form.say(kind.heading))
        title, of_measure = self.form.heading(kind)
        sheet.write_string(0, 0, title, self.styles.title)
        sheet.write_string(1, 0, _writable(of_measure), self.styles.subtitle)
        sheet.hide_gridlines(2)
        sheet.set_row(0, 24)
        sheet.set_row(1, 20)
        sheet.freeze_panes(HEADING_ROWS, 0)
        # Without a password: it keeps from slips, and whoever needs to may lift it.
        sheet.protect("", {"format_rows": True, "format_columns": True})
        self._set_up_page(sheet, kind, of_measure)
        return sheet

    def _set_up_page(self, sheet: Worksheet, kind: SheetKind, of_measure: str) -> None:
        sheet.set_paper(A4)
        if kind is SheetKind.FURTHER:
            sheet.set_landscape()
        sheet.set_margins(**MARGINS)
        sheet.repeat_rows(0, HEADING_ROWS - 1)
        is_one_page = not self.content.is_whole and len(self.content.questions) == 1
        sheet.fit_to_pages(1, 1 if is_one_page else 0)
        named = _writable(of_measure)[:_LONGEST_IN_FOOTER].replace("&", "&&")
        sheet.set_footer(f"&L&9{named}&R&9" + self.form.say("answer_sheet.page", page="&P", pages="&N"))

    def _write_lines(self, sheet: Worksheet, kind: SheetKind) -> None:
        sheet.set_column(0, 0, LABEL_WIDTH)
        sheet.set_column(1, 1, TEXT_WIDTH)
        heights = []
        lines = self.form.lines(kind)
        for row, line in enumerate(lines, start=HEADING_ROWS):
            self._write_line(sheet, row, line)
            heights.append(_height(line))
            sheet.set_row(row, heights[-1])
        sheet.set_h_pagebreaks(_page_breaks(lines, heights))

    def _write_line(self, sheet: Worksheet, row: int, line: Line) -> None:
        label_style, text_style = self.styles.of(line.look)
        label = _writable(line.label)
        sheet.write_string(row, 0, label, label_style)
        if line.input is None:
            sheet.write_string(row, 1, _writable(line.text), text_style)
        else:
            self._write_input(sheet, row, 1, line.input, line.label)
        if line.is_marked:
            self.cells.append(_Cell(sheet.name, row, 1 if line.input else 0, label, line.input))

    def _write_further(self, sheet: Worksheet) -> None:
        for column, (title, width) in enumerate(zip(self.form.further_titles(), FURTHER_WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(HEADING_ROWS, column, title, self.styles.table_heading)
        titles = self.form.further_titles()
        for row, inputs in enumerate(self.form.further_rows(), start=HEADING_ROWS + 1):
            sheet.set_row(row, FURTHER_HEIGHT)
            for column, cell in enumerate(inputs):
                self._write_input(sheet, row, column, cell, titles[column])
                self.cells.append(_Cell(sheet.name, row, column, "", cell))
        for column, title in enumerate(titles):
            self.cells.append(_Cell(sheet.name, HEADING_ROWS, column, title, None))

    def _write_input(self, sheet: Worksheet, row: int, column: int, cell: Input, label: str) -> None:
        _write_value(sheet, row, column, cell, self.styles.input(cell.kind))
        sheet.data_validation(row, column, row, column, self._validation(cell, label))

    def _validation(self, cell: Input, label: str) -> dict[str, Any]:
        say = self.form.say
        common = {
            "ignore_blank": True,
            "input_title": label[:_LONGEST_TITLE],
            "input_message": cell.hint[:_LONGEST_MESSAGE],
            "error_title": label[:_LONGEST_TITLE],
        }
        rule, sentence = self._rule(cell)
        return {**common, **rule, "error_message": say(sentence, longest=cell.longest)}

    def _rule(self, cell: Input) -> tuple[dict[str, Any], str]:
        if cell.choices is not None:
            return {"validate": "list", "source": self._source(cell.choices)}, "answer_sheet.choose"
        longest = {"validate": "length", "criteria": "<=", "value": cell.longest}
        return _RULES.get(cell.kind, (longest, "answer_sheet.at_most"))

    def _source(self, choices: Choices) -> str:
        column, _ = self.lists.setdefault(choices.name, (2 * len(self.lists), choices))
        letter = xl_col_to_name(column + 1, col_abs=True)
        return f"='{LISTS_SHEET}'!{letter}$2:{letter}${len(choices.words) + 1}"

    # --- what the reader needs ------------------------------------------------------------------------

    def _write_origin(self) -> None:
        sheet = self._hidden(ORIGIN_SHEET)
        for row, (name, value) in enumerate(self._origin_entries()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)

    def _origin_entries(self) -> Iterator[tuple[str, str]]:
        origin = self.content.origin
        yield Entry.FORMAT, FORMAT
        yield Entry.FORMAT_VERSION, str(FORMAT_VERSION)
        yield Entry.LANGUAGE, self.content.language
        yield Entry.UUID, str(origin.uuid)
        yield Entry.FOR_NEW, "yes" if origin.for_new else "no"
        yield Entry.REVISION, str(origin.revision)
        yield Entry.CATALOGUE, origin.catalogue
        yield Entry.CATALOGUE_VERSION, str(origin.catalogue_version)
        yield Entry.CATALOGUE_SHA256, origin.catalogue_sha256
        for question in self.content.questions:
            yield f"{VERSION_OF}{question.id}", str(self.content.answers[question.id].version)

    def _write_cells(self) -> None:
        sheet = self._hidden(CELLS_SHEET)
        for column, name in enumerate(CELL_COLUMNS):
            sheet.write_string(0, column, name)
        for row, cell in enumerate(self.cells, start=1):
            entered = cell.input
            place = entered.place if entered else ""
            listed = entered.choices.name if entered and entered.choices else ""
            texts = (place, cell.sheet, xl_rowcol_to_cell(cell.row, cell.column), cell.label, listed)
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
            if entered:
                _write_value(sheet, row, len(texts), entered, self.styles.input(entered.kind))

    def _write_lists(self) -> None:
        sheet = self._hidden(LISTS_SHEET)
        for column, choices in self.lists.values():
            sheet.write_string(0, column, choices.name)
            for row, (code, word) in enumerate(zip(choices.codes, choices.words, strict=True), start=1):
                sheet.write_string(row, column, code)
                sheet.write_string(row, column + 1, word)

    def _hidden(self, name: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        sheet.very_hidden()
        sheet.protect()
        return sheet


_RULES: dict[FactKind, tuple[dict[str, Any], str]] = {
    FactKind.MONEY: (
        {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": int(MOST_MONEY) - 1},
        "answer_sheet.amount",
    ),
    FactKind.HOURS: (
        {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST_HOURS},
        "answer_sheet.hours",
    ),
    FactKind.DATE: (
        {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY},
        "answer_sheet.date",
    ),
}


def _write_value(sheet: Worksheet, row: int, column: int, cell: Input, style: Format) -> None:
    value = cell.value
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if cell.choices is not None:
        value = cell.choices.word(value)
    if value in (None, ""):
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, _writable(value), style)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _height(line: Line) -> float:
    """What is written there must be legible on paper, and what is to be written must have room."""
    text = line.text
    room = 1
    if line.input is not None:
        room = line.input.height
        text = line.input.value if isinstance(line.input.value, str) else ""
    needed = max(lines_needed(line.label, LABEL_WIDTH), lines_needed(text, TEXT_WIDTH), room)
    extra = 10 if line.look in (Look.HEADING, Look.QUESTION) else 5
    return min(needed * LINE_HEIGHT + extra, 409)


def _page_breaks(lines: tuple[Line, ...], heights: list[float]) -> list[int]:
    """The rows before which a page begins."""
    starts = [row for row, line in enumerate(lines) if row == 0 or line.starts_block or line.starts_page]
    breaks, used = [], 0.0
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        height = sum(heights[start:end])
        if used and (lines[start].starts_page or used + height > PAGE_HEIGHT):
            breaks.append(start + HEADING_ROWS)
            used = 0.0
        used = (used + height) % PAGE_HEIGHT
    return breaks
