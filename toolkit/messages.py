"""Sentences as data: everything below the user interface speaks in messages.

A `Message` names a sentence by key and carries its values; it becomes text only at the edge, with an
explicit language. The sentences stand in `locales/<language>/<area>.po`, where the area is the first
part of the key (`gate.open` → `gate.po`), so that any translator's tool can edit them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from pydantic import BaseModel, ConfigDict, Field

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
DEFAULT_LANGUAGE: Language = "de"
LOCALES_FOLDER = Path(__file__).parent / "locales"

_NO_VALUES: Mapping[str, Any] = MappingProxyType({})


class UnknownMessageError(KeyError):
    """A message whose key stands in no `.po` file of the language."""


class Text(BaseModel):
    """A text written in every language of the screen, as catalogues hold it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    de: str = Field(min_length=1, description="German")
    en: str = Field(min_length=1, description="English")

    def in_language(self, language: Language) -> str:
        return self.de if language == "de" else self.en

    def capitalised(self) -> Text:
        """For the beginning of a sentence; the rest stays as written."""
        return Text(de=self.de[0].upper() + self.de[1:], en=self.en[0].upper() + self.en[1:])


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its key. Values may be texts, numbers, dates, other messages, or tuples of these."""

    key: str
    values: Mapping[str, Any] = field(default_factory=lambda: _NO_VALUES)

    @classmethod
    def of(cls, key: str, **values: Any) -> Message:
        return cls(key, MappingProxyType(values))


def translate(message: Message, language: Language) -> str:
    """The sentence in one language. A value named `n` chooses between singular and plural.

    Raises `UnknownMessageError` where the key has no sentence: a missing translation is a defect,
    never an untranslated key on somebody's screen.
    """
    translations = _translations(language)
    count = message.values.get("n")
    if isinstance(count, int):
        pattern = translations.ungettext(message.key, message.key, count)
    else:
        pattern = translations.ugettext(message.key)
    if pattern == message.key:
        raise UnknownMessageError(f"{message.key} ({language})")
    return pattern.format_map({name: to_text(value, language) for name, value in message.values.items()})


def to_text(value: Any, language: Language) -> str:  # noqa: PLR0911 - one line per kind of value
    """Any value of a message as the reader's language writes it."""
    if isinstance(value, Message):
        return translate(value, language)
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, tuple):
        return format_list([to_text(item, language) for item in value], style="standard", locale=language)
    if isinstance(value, bool) or value is None:
        raise TypeError(f"A message cannot show {value!r}: say it in words.")
    if isinstance(value, (int, float, Decimal, Fraction)):
        number = float(value) if isinstance(value, Fraction) else value
        return format_decimal(number, locale=language)
    if isinstance(value, datetime):
        return format_datetime(value, "short", locale=language)
    if isinstance(value, date):
        return format_date(value, "medium", locale=language)
    return str(value)


def with_its_decimals(value: Decimal, language: Language) -> str:
    """A number with the decimals it was rounded to: 2.60 stays 2,60, so that a column of sums lines up."""
    decimals = max(-int(value.as_tuple().exponent), 0)
    return format_decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""), locale=language)


@cache
def sentences(language: Language) -> Mapping[str, Catalog]:
    """The sentence files of one language by area, as Babel reads them."""
    areas: dict[str, Catalog] = {}
    for path in sorted((LOCALES_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            areas[path.stem] = read_po(file, locale=language, abort_invalid=True)
    return MappingProxyType(areas)


@cache
def _translations(language: Language) -> Translations:
    merged = Translations()
    for area in sentences(language).values():
        compiled = io.BytesIO()
        write_mo(compiled, area)
        compiled.seek(0)
        merged.merge(Translations(compiled))
    return merged
