"""What every workbook needs beside XlsxWriter: its language, and what may pass for a formula."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

from toolkit.exchange.origin import OFFICE_LANGUAGE
from toolkit.messages import Language

# What a spreadsheet would take for a formula once somebody has edited the cell, or saved the sheet as CSV.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


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
