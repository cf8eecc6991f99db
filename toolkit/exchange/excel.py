"""What every workbook needs beside XlsxWriter: its language, and what may pass for a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from textwrap import wrap
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.worksheet import Worksheet

from toolkit.exchange.origin import OFFICE_LANGUAGE
from toolkit.messages import Language

# What a spreadsheet would take for a formula once somebody has edited the cell, or saved the sheet as CSV.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_LETTERS_PER_DIGIT = 1.1
_LINE, _HIGHEST = 13, 409  # points: a line of text, and the highest row that Excel takes


def in_language(workbook: bytes, language: Language) -> bytes:
    """XlsxWriter names no language in the properties, and American English in every chart."""
    name = OFFICE_LANGUAGE[language]
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as made, ZipFile(changed, "w", ZIP_DEFLATED) as file:
        for part in made.infolist():
            content = made.read(part)
            if part.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                content = content.replace(end, f"<dc:language>{name}</dc:language>".encode() + end)
            elif part.filename.startswith("xl/charts/"):
                content = content.replace(b'"en-US"', f'"{name}"'.encode())
            file.writestr(part, content)
    return changed.getvalue()


def set_height(sheet: Worksheet, row: int, texts: Sequence[tuple[str, int]]) -> None:
    """A row as high as the longest of its texts, each with the width of its column: Excel finds the height on
    opening the file, LibreOffice would print the lines over each other."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * _LINE + 2, _HIGHEST))


def _lines(text: str, width: int) -> int:
    """How many lines of a column a text takes, rather one too many: a column's width counts digits, and most
    letters are narrower."""
    fits = int(width * _LETTERS_PER_DIGIT)
    if len(text) <= fits and "\n" not in text:
        return 1
    return sum(max(1, len(wrap(part, fits))) for part in text.split("\n"))
