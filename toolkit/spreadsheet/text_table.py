"""CSV as offices have it: semicolon, comma or tabulator, in UTF-8, UTF-16 or the Windows code page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from toolkit.messages import Message
from toolkit.spreadsheet.cells import Grid, Limits, SpreadsheetError, Workbook

_DELIMITERS = (";", "\t", ",")  # of equally fitting ones the first is taken
_SAMPLE = 50
_NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_text_table(content: bytes, limits: Limits) -> Workbook:
    text = _decoded(content)
    # Excel takes the first line `sep=;` as an instruction and counts the rows from the next line on.
    named = _NAMED_DELIMITER.match(text)
    if named:
        text = text[named.end() :]
    grid = Grid(limits)
    for number, record in enumerate(_records(text, named[1] if named else _delimiter(text))):
        for column, value in enumerate(record):
            grid.put(number, column, value.strip(" "))
    return Workbook((grid.sheet(""),), is_csv=True)


def _decoded(content: bytes) -> str:
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError(Message.of("spreadsheet.unknown_encoding"))


def _delimiter(text: str) -> str:
    """The one that cuts most rows of the beginning into as many columns as the first row has."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in islice(reader, _SAMPLE) if any(record)]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] == 1:
        return (0, 0)
    return (widths.count(widths[0]), widths[0])


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Strict about quotation marks: one that is never closed would swallow all rows after it in silence."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):  # noqa: B007 - needed when it fails
            yield record
    except csv.Error as error:
        is_long = "field larger" in str(error)
        sentence = "spreadsheet.long_text_in_row" if is_long else "spreadsheet.quotation_marks"
        raise SpreadsheetError(Message.of(sentence, row=number + 1), cell=f"A{number + 1}") from error
