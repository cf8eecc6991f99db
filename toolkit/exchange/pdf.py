"""Any document as a PDF that screen readers can read and archives can keep (PDF/UA-1, PDF/A-2a).

Typst sets it, in this process and without asking anybody: no system font, no package, no file outside the
template's folder. People's texts reach the template as data, so nothing in them is ever taken for markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from toolkit.exchange.documents import Document, Paragraph
from toolkit.messages import Message, translate

FOLDER = Path(__file__).parent / "typst"
FONTS = FOLDER / "fonts"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
UNKNOWN = "[?]"


def document_pdf(document: Document, *, at: datetime) -> bytes:
    """The PDF. `at` (with its time zone) stands in its properties; the same document gives the same bytes.

    A character that the typeface does not have would break the standards: `[?]` stands in its place, and
    the document says so at its end.
    """
    made = typst.compile(
        FOLDER / "document.typ",
        root=FOLDER,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs=_inputs(document),
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gives one file for one PDF.")
    return made


def page_count(document: Document) -> int:
    """How many pages the PDF has."""
    found = typst.query(
        FOLDER / "document.typ",
        "<pages>",
        field="value",
        one=True,
        root=FOLDER,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs=_inputs(document),
    )
    return int(found)


def _inputs(document: Document) -> dict[str, str]:
    content = _displayable(document.as_data())
    if content != _plain(document.as_data()):
        note = translate(Message.of("documents.unknown", sign=UNKNOWN), document.language)
        blocks = (*document.blocks, Paragraph(note, "muted"))
        content = _displayable(replace(document, blocks=blocks).as_data())
    return {"content": json.dumps(content), "page": _page_words(document)}


def _page_words(document: Document) -> str:
    """'Seite {page} von {pages}': only the template knows the numbers."""
    return translate(Message.of("documents.page", page="{page}", pages="{pages}"), document.language)


def _plain(value: Any) -> Any:
    """Texts with composed characters and without invisible ones, whatever they were typed with."""
    return _each_text(value, _composed)


def _displayable(value: Any) -> Any:
    return _each_text(value, lambda text: _not_displayable().sub(UNKNOWN, _composed(text)))


def _composed(text: str) -> str:
    visible = (each for each in unicodedata.normalize("NFC", text) if each == "\n" or each.isprintable())
    return "".join(visible)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _each_text(part, change) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_each_text(part, change) for part in value]
    return value


@cache
def _not_displayable() -> re.Pattern[str]:
    """Runs of characters that one of the typeface's styles does not have."""
    known = set.intersection(*(_characters(path) for path in sorted(FONTS.glob("*.ttf")))) | {ord("\n")}
    return re.compile(f"[^{''.join(re.escape(chr(code)) for code in sorted(known))}]+")


def _characters(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())
