"""Numbers and days as people type and read them, in their language."""

from __future__ import annotations

from datetime import date

from babel.numbers import format_decimal, parse_decimal

from toolkit.messages import Language


def read_day(text: str) -> date | None:
    """12.05.2026 or 2026-05-12, in both languages: neither can be read in two ways. Raises `ValueError`."""
    text = text.strip()
    if not text:
        return None
    if "." in text:
        day, month, year = (int(part) for part in text.split("."))
        read = date(year, month, day)
    else:
        read = date.fromisoformat(text)
    if not 1900 <= read.year <= 2200:
        raise ValueError(text)
    return read


def day_text(day: date | None, language: Language) -> str:
    if day is None:
        return ""
    return f"{day:%d.%m.%Y}" if language == "de" else f"{day:%Y-%m-%d}"


def read_whole_number(text: str, language: Language) -> int | None:
    """Strict: '1.5' is not fifteen in German. Raises `ValueError`."""
    text = text.strip()
    if not text:
        return None
    number = parse_decimal(text, locale=language, strict=True)
    if not number.is_finite() or number != number.to_integral_value():
        raise ValueError(text)
    return int(number)


def whole_number_text(number: int | None, language: Language) -> str:
    return "" if number is None else format_decimal(number, locale=language)
