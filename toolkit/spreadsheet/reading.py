"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re

from toolkit.messages import Message
from toolkit.spreadsheet.cells import Limits, SpreadsheetError, Workbook
from toolkit.spreadsheet.package import read_package
from toolkit.spreadsheet.text_table import read_text_table

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*(<!doctype|<html|<\?xml|<table|\{\\rtf)", re.IGNORECASE)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r")
_PICTURES_AND_ARCHIVES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


def read_spreadsheet(content: bytes, limits: Limits | None = None) -> Workbook:
    """An `.xlsx` (or `.xlsm`) workbook or a CSV file. Raises `SpreadsheetError`, and nothing else."""
    limits = limits or Limits()
    if len(content) > limits.megabytes * 1_000_000:
        raise SpreadsheetError(Message.of("spreadsheet.large_file", most=limits.megabytes))
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SpreadsheetError(Message.of("spreadsheet.empty_file"))
    if content.startswith(b"PK"):
        return read_package(content, limits)
    sentence = _other_format(content)
    if sentence is not None:
        raise SpreadsheetError(Message.of(sentence))
    return read_text_table(content, limits)


def _other_format(content: bytes) -> str | None:
    """The sentence for what is no table, or not one that is read here."""
    if content.startswith(_OLD_OFFICE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        return "spreadsheet.password" if is_locked else "spreadsheet.old_office"
    if b"%PDF-" in content[:1024]:
        return "spreadsheet.pdf"
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return "spreadsheet.markup"
    if content.startswith(_PICTURES_AND_ARCHIVES):
        return "spreadsheet.no_table"
    if content.startswith(_BYTE_ORDER_MARKS):
        return None
    # Single control characters are a mistake in their cell; many are no text at all.
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return "spreadsheet.no_table" if controls > max(3, len(content) // 50) else None
