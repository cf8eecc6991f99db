"""What every sheet needs: formats, texts that stay texts, and the language that XlsxWriter does not write."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.exchange.excel import FORMULA_SIGNS, in_language, set_height
from toolkit.exchange.origin import said
from toolkit.messages import Language, Message, Text, to_text

FONT = "Arial"  # on every office computer
LONGEST = 32_767  # characters that Excel takes in a cell

_PAGE = 190  # characters beside each other that can still be read on paper

Value = float | str | None


@dataclass(frozen=True)
class Book:
    """The open workbook in its reader's language."""

    workbook: xlsxwriter.Workbook
    language: Language
    heading: Format
    body: Format
    plain: Format
    guarded: Format
    number: Format
    right: Format
    caption: Format
    title: Format
    strong: Format
    muted: Format

    def say(self, what: str | Message | Text, **values: object) -> str:
        return said(self.language, what, **values)

    def text(self, value: str | Message) -> str:
        """A name, which may carry the mark of the example."""
        return to_text(value, self.language)

    def sheet(self, key: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(self.say(key))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def write(
        self, sheet: Worksheet, row: int, column: int, value: Value, style: Format | None = None
    ) -> None:
        """A number as a number, a text as that text: no formula, no link, no number is made of it."""
        if value is None:
            sheet.write_blank(row, column, None, style or self.body)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, style or self.number)
        else:
            guarded = value.startswith(FORMULA_SIGNS)
            sheet.write_string(row, column, value[:LONGEST], self.guarded if guarded else style or self.body)

    def row(
        self,
        sheet: Worksheet,
        row: int,
        cells: Sequence[Value],
        widths: Sequence[int],
        style: Format | None = None,
        *,
        start: int = 0,
    ) -> None:
        """Cells beside each other, as high as the longest text."""
        for column, cell in enumerate(cells, start=start):
            self.write(sheet, row, column, cell, None if isinstance(cell, (int, float)) else style)
        texts = zip(cells, widths[start:], strict=False)
        set_height(sheet, row, [(cell, width) for cell, width in texts if isinstance(cell, str)])

    def head(
        self, sheet: Worksheet, row: int, titles: Sequence[str], widths: Sequence[int], *, start: int = 0
    ) -> None:
        self.row(sheet, row, titles, widths, self.heading, start=start)

    def table(self, sheet: Worksheet, titles: Sequence[str], rows: int) -> None:
        """The whole sheet as one of Excel's tables, whose head screen readers know as such. It takes none
        without rows or with a title twice."""
        if not rows or len({title.casefold() for title in titles}) < len(titles):
            sheet.autofilter(0, 0, rows, len(titles) - 1)
            return
        columns = [{"header": title, "header_format": self.heading} for title in titles]
        sheet.add_table(0, 0, rows, len(titles) - 1, {"columns": columns, "style": None})

    def spread(self, sheet: Worksheet, widths: Sequence[int], *, kept: int) -> None:
        """On paper as many pages beside each other as stay legible, the first columns on each."""
        pages = -(-sum(widths) // _PAGE)
        sheet.fit_to_pages(pages, 0)
        if pages > 1:
            sheet.repeat_columns(0, kept - 1)

    def widths(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)


@contextmanager
def open_book(buffer: io.BytesIO, *, language: Language, title: str) -> Iterator[Book]:
    """Written to `buffer` when it is closed."""
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    with xlsxwriter.Workbook(made, options) as workbook:
        workbook.set_properties({"title": title, "author": "", "comments": ""})
        yield Book(workbook, language, **_formats(workbook))
    buffer.write(in_language(made.getvalue(), language))


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    text: dict[str, Any] = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top"}
    rest: dict[str, dict[str, Any]] = {
        "heading": {"bold": True, "bg_color": "#D8E1F4", "bottom": 1, "indent": 1},
        "body": {"indent": 1},
        "plain": {"text_wrap": False, "indent": 1},
        "guarded": {"quote_prefix": True, "indent": 1},
        "number": {"num_format": "General", "align": "right", "indent": 1},
        "right": {"align": "right", "indent": 1},
        # A heading whose column is narrower than it: it runs on over the empty cells beside it.
        "caption": {"bold": True, "bg_color": "#D8E1F4", "bottom": 1, "text_wrap": False, "indent": 1},
        "title": {"bold": True, "font_size": 16, "text_wrap": False},
        "strong": {"bold": True, "font_size": 12, "text_wrap": False},
        "muted": {"font_color": "#51577A", "text_wrap": False},
    }
    return {name: workbook.add_format({**text, **own}) for name, own in rest.items()}
