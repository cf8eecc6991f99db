"""Lists to take along: as CSV for a spreadsheet, as JSON for programs (`docs/listings.md`)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from toolkit.messages import Language
from toolkit.services.listings import Listed

# What a spreadsheet would take for the beginning of a formula, or would skip in front of one.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BYTE_ORDER_MARK = "\ufeff"


def listing_csv(listed: Listed, language: Language) -> bytes:
    """Excel in German takes the semicolon for the end of a cell and the comma for the decimal sign, in
    English the comma and the point; the byte order mark tells both that it is UTF-8."""
    text = io.StringIO(_BYTE_ORDER_MARK, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerow(listed.keys)
    for row in listed.rows:
        writer.writerow([_cell(value, language) for value in row])
    return text.getvalue().encode()


def listing_json(listed: Listed) -> bytes:
    rows = [{key: _plain(value) for key, value in zip(listed.keys, row, strict=True)} for row in listed.rows]
    document = {"list": listed.name, "rows": rows}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _cell(value: Any, language: Language) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return str(int(plain))
    if isinstance(value, (int, float, Decimal)):
        return str(value).replace(".", ",") if language == "de" else str(value)
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
    # An apostrophe makes it a text: nothing that somebody wrote is ever calculated.
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, (UUID, Decimal)) else value
