"""What every sheet needs: formats, texts that stay texts, and the language that XlsxWriter does not write."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from toolkit.exchange.origin import OFFICE_LANGUAGE, said
from toolkit.messages import Language, Message, Text, to_text

FONT = "Arial"  # on every office computer
# What a spreadsheet would take for a formula once somebody has edited the cell, or saved the sheet as CSV.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 32_767  # characters that Excel takes in a cell

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

    def head(self, sheet: Worksheet, row: int, titles: list[str]) -> None:
        for column, title in enumerate(titles):
            self.write(sheet, row, column, title, self.heading)


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
    buffer.write(_in_language(made.getvalue(), OFFICE_LANGUAGE[language]))


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    text: dict[str, Any] = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top"}
    rest: dict[str, dict[str, Any]] = {
        "heading": {"bold": True, "bg_color": "#D8E1F4", "bottom": 1},
        "body": {},
        "plain": {"text_wrap": False},
        "guarded": {"quote_prefix": True},
        "number": {"num_format": "General"},
        "title": {"bold": True, "font_size": 16, "text_wrap": False},
        "strong": {"bold": True, "font_size": 12, "text_wrap": False},
        "muted": {"font_color": "#51577A", "text_wrap": False},
    }
    return {name: workbook.add_format({**text, **own}) for name, own in rest.items()}


def _in_language(workbook: bytes, language: str) -> bytes:
    """XlsxWriter names no language in the properties, and American English in every chart."""
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as made, ZipFile(changed, "w", ZIP_DEFLATED) as file:
        for part in made.infolist():
            content = made.read(part)
            if part.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                content = content.replace(end, f"<dc:language>{language}</dc:language>".encode() + end)
            elif part.filename.startswith("xl/charts/"):
                content = content.replace(b'"en-US"', f'"{language}"'.encode())
            file.writestr(part, content)
    return changed.getvalue()
