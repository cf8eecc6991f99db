"""The list of municipalities: what the toolkit knows of each, with its official key and its members."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from toolkit.exchange.lists.columns import CellKind, ListColumn
from toolkit.exchange.lists.reading import ListRow, NoListError, find_list
from toolkit.exchange.lists.template import list_template
from toolkit.exchange.lists.values import (
    CellError,
    chosen,
    fits_kind,
    key_text,
    shown,
    whole_day,
    written,
    yes_or_no,
)
from toolkit.messages import Language, Message
from toolkit.model.enums import MunicipalityKind, SettlementType, TypeSource
from toolkit.model.fact_sheet import FactError, FactField, FactKind, FactSection, parsed_fact
from toolkit.services.import_municipalities import (
    KEY,
    MEMBERS,
    NAME,
    VALID_FROM,
    VALID_TO,
    ListedMunicipality,
)
from toolkit.services.imports import IncomingList, Mistake
from toolkit.services.municipalities import field_label
from toolkit.spreadsheet import Value

_BETWEEN_MEMBERS = re.compile(r"[;\n]")
_WORDS = {"kind": "kind", "settlement_type": "type", "type_source": "source"}
_OUTSIDE_FACTS = (KEY, VALID_FROM, VALID_TO, MEMBERS)
LONGEST_NAME, LONGEST_MEMBERS = 200, 10_000


def municipality_choice(field: str, choice: StrEnum) -> Message:
    """What a choice of a municipality's field is called in a list."""
    return Message.of(f"administration.{_WORDS[field]}.{choice.value}")


def municipality_columns() -> tuple[ListColumn, ...]:
    return (
        _text(NAME, LONGEST_NAME, required=True, also=Message.of("lists.municipality.also_name")),
        _choice("kind", MunicipalityKind),
        ListColumn(
            KEY,
            Message.of("lists.key.label"),
            CellKind.KEY,
            help=Message.of("lists.key.help"),
            also=Message.of("lists.key.also"),
        ),
        ListColumn(VALID_FROM, Message.of("lists.valid_from.label"), CellKind.DATE),
        ListColumn(VALID_TO, Message.of("lists.valid_to.label"), CellKind.DATE),
        ListColumn("population", field_label("population"), CellKind.NUMBER),
        _choice("settlement_type", SettlementType),
        _choice("type_source", TypeSource, help_text=Message.of("lists.type_source.help")),
        ListColumn("funded", field_label("funded"), CellKind.YES_NO),
        _text("elected_body", LONGEST_NAME),
        _text(MEMBERS, LONGEST_MEMBERS, help_text=Message.of("lists.members.help")),
    )


def municipality_template(language: Language) -> bytes:
    title = Message.of("lists.sheet.municipalities")
    return list_template(municipality_columns(), title=title, language=language)


def read_municipality_list(content: bytes, reader: Language) -> IncomingList[ListedMunicipality]:
    """Every row that could be understood, and every mistake."""
    try:
        found = find_list(content, municipality_columns(), reader)
    except NoListError as error:
        return IncomingList(content, mistakes=(error.mistake,))
    mistakes = list(found.mistakes)
    rows = []
    for row in found.rows:
        values, wrong = _values(row, found.headings.language)
        if NAME not in row.values:
            sentence = Message.of("lists.no_title", row=str(row.number))
            wrong.append(Mistake(sentence, row.cells.get(NAME)))
        mistakes.extend(wrong)
        if not wrong:
            rows.append(_listed(row, values))
    return IncomingList(content, tuple(rows), tuple(mistakes), found.notices)


def _text(
    name: str,
    longest: int,
    *,
    required: bool = False,
    help_text: Message | None = None,
    also: Message | None = None,
) -> ListColumn:
    return ListColumn(
        name,
        field_label(name),
        CellKind.LINE,
        help=help_text,
        longest=longest,
        required=required,
        also=also,
    )


def _choice(name: str, kind: type[StrEnum], *, help_text: Message | None = None) -> ListColumn:
    choices = tuple((municipality_choice(name, choice), choice) for choice in kind)
    return ListColumn(name, field_label(name), CellKind.CHOICE, help=help_text, choices=choices)


def _listed(row: ListRow, values: dict[str, Any]) -> ListedMunicipality:
    return ListedMunicipality(
        number=row.number,
        facts={name: value for name, value in values.items() if name not in _OUTSIDE_FACTS},
        key=values.get(KEY),
        valid_from=values.get(VALID_FROM),
        valid_to=values.get(VALID_TO),
        members=values.get(MEMBERS, ()),
        cells=row.cells,
    )


def _values(row: ListRow, language: Language) -> tuple[dict[str, Any], list[Mistake]]:
    values: dict[str, Any] = {}
    mistakes = []
    for column in municipality_columns():
        if column.name in row.values:
            try:
                values[column.name] = _understood(column, row.values[column.name], language)
            except CellError as error:
                mistakes.append(Mistake(error.message, row.cells[column.name]))
    without_key = [name for name in (VALID_FROM, VALID_TO) if name in values and KEY not in row.values]
    mistakes.extend(
        Mistake(Message.of("lists.validity_without_key"), row.cells[name]) for name in without_key
    )
    return values, mistakes


def _understood(column: ListColumn, value: Value, language: Language) -> Any:  # noqa: PLR0911 - one line per kind
    if column.choices:
        return chosen(column, value, language)
    if column.kind is CellKind.YES_NO:
        return yes_or_no(column, value, language)
    if column.kind is CellKind.KEY:
        return key_text(value, language)
    if column.kind is CellKind.NUMBER:
        return _people(column, value, language)
    if column.kind is CellKind.DATE:
        return _day(column, value, language)
    text = _short_enough(column, value, language)
    if column.name != MEMBERS:
        return text
    names = (" ".join(part.split()) for part in _BETWEEN_MEMBERS.split(written(value, language)))
    return tuple(name for name in names if name)


def _people(column: ListColumn, value: Value, language: Language) -> int:
    fits_kind(column, value, language)
    field = FactField(column.name, FactSection.CONTENT, FactKind.MONEY)
    try:
        number = parsed_fact(field, written(value, language), language)
    except FactError as error:
        raise _no_number(column, value, language) from error
    if not isinstance(number, Decimal) or number != number.to_integral_value():
        raise _no_number(column, value, language)
    return int(number)


def _no_number(column: ListColumn, value: Value, language: Language) -> CellError:
    return CellError(Message.of("lists.no_number", column=column.label, entered=shown(value, language)))


def _day(column: ListColumn, value: Value, language: Language) -> date:
    field = FactField(column.name, FactSection.CONTENT, FactKind.DATE)
    day = whole_day(column, value, language)
    try:
        read: date = parsed_fact(field, written(day, language), language)
    except FactError as error:
        raise CellError(
            Message.of("lists.no_date", column=column.label, entered=shown(value, language))
        ) from error
    return read


def _short_enough(column: ListColumn, value: Value, language: Language) -> str:
    text = " ".join(written(value, language).split())
    longest = column.longest or 0
    if len(text) > longest:
        raise CellError(Message.of("facts.too_long", field=column.label, longest=longest, length=len(text)))
    return text
