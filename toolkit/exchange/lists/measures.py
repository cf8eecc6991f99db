"""The list of measures: every field of the fact sheet, with the municipality and an external key."""

from __future__ import annotations

from collections.abc import Iterator
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
from toolkit.model.fact_sheet import (
    FACT_FIELDS,
    FIELDS_BY_NAME,
    FactError,
    FactField,
    FactKind,
    choice_name,
    parsed_fact,
)
from toolkit.services.import_measures import EXTERNAL_KEY, MUNICIPALITY, TITLE, ListedMeasure
from toolkit.services.imports import IncomingList, Mistake
from toolkit.spreadsheet import Value

LONGEST_KEY = 100
_KINDS = {
    FactKind.LINE: CellKind.LINE,
    FactKind.TEXT: CellKind.TEXT,
    FactKind.CHOICE: CellKind.CHOICE,
    FactKind.MONEY: CellKind.MONEY,
    FactKind.HOURS: CellKind.NUMBER,
    FactKind.DATE: CellKind.DATE,
    FactKind.YES_NO: CellKind.YES_NO,
}
_SENTENCES = {
    "facts.no_money": "lists.no_money",
    "facts.no_hours": "lists.no_number",
    "facts.no_date": "lists.no_date",
}


def measure_columns() -> tuple[ListColumn, ...]:
    """In the order of the template: the title first, then whose it is, then the fact sheet."""
    title, *others = (_column(field) for field in FACT_FIELDS)
    return (
        title,
        ListColumn(
            MUNICIPALITY,
            Message.of("lists.municipality.label"),
            CellKind.KEY,
            help=Message.of("lists.municipality.help"),
            longest=200,
            also=Message.of("lists.municipality.also"),
        ),
        ListColumn(
            EXTERNAL_KEY,
            Message.of("lists.external_key.label"),
            CellKind.LINE,
            help=Message.of("lists.external_key.help"),
            longest=LONGEST_KEY,
            also=Message.of("lists.external_key.also"),
        ),
        *others,
    )


def measure_template(language: Language) -> bytes:
    return list_template(measure_columns(), title=Message.of("lists.sheet.measures"), language=language)


def read_measure_list(content: bytes, reader: Language) -> IncomingList[ListedMeasure]:
    """Every row that could be understood, and every mistake; `reader` decides where a list speaks both
    languages equally."""
    try:
        found = find_list(content, measure_columns(), reader)
    except NoListError as error:
        return IncomingList(content, mistakes=(error.mistake,))
    has_places = any(MUNICIPALITY in row.values for row in found.rows)
    mistakes = list(found.mistakes)
    rows = []
    for row in found.rows:
        facts, wrong = _facts(row, found.headings.language)
        wrong.extend(_missing(row, has_places=has_places))
        mistakes.extend(wrong)
        if not wrong:
            rows.append(_listed(row, facts, found.headings.language))
    return IncomingList(content, tuple(rows), tuple(mistakes), found.notices)


def _column(field: FactField) -> ListColumn:
    choices: type[StrEnum] | tuple[()] = field.choices or ()
    return ListColumn(
        field.name,
        field.label,
        _KINDS[field.kind],
        help=field.help,
        longest=field.longest if field.kind in (FactKind.LINE, FactKind.TEXT) else None,
        required=field.name == TITLE,
        choices=tuple((choice_name(choice), choice) for choice in choices),
        also=Message.of("lists.title.also") if field.name == TITLE else None,
    )


def _listed(row: ListRow, facts: dict[str, Any], language: Language) -> ListedMeasure:
    place = row.values.get(MUNICIPALITY)
    key = row.values.get(EXTERNAL_KEY)
    return ListedMeasure(
        number=row.number,
        facts=facts,
        municipality=None if place is None else key_text(place, language),
        external_key=None if key is None else key_text(key, language),
        cells=row.cells,
    )


def _missing(row: ListRow, *, has_places: bool) -> Iterator[Mistake]:
    """A list without any municipality is the desk's own; in one that names them, each row has to."""
    if TITLE not in row.values:
        sentence = Message.of("lists.no_title", row=str(row.number))
        yield Mistake(sentence, row.cells.get(TITLE))
    if has_places and MUNICIPALITY not in row.values:
        yield Mistake(Message.of("lists.no_municipality"), row.cells[MUNICIPALITY])


def _facts(row: ListRow, language: Language) -> tuple[dict[str, Any], list[Mistake]]:
    facts: dict[str, Any] = {}
    mistakes = []
    for column in measure_columns():
        if column.name not in row.values:
            continue
        try:
            value = _understood(column, row.values[column.name], language)
        except CellError as error:
            mistakes.append(Mistake(error.message, row.cells[column.name]))
            continue
        if column.name in FIELDS_BY_NAME:
            facts[column.name] = value
    return facts, mistakes


def _understood(column: ListColumn, value: Value, language: Language) -> Any:
    if column.choices:
        return chosen(column, value, language)
    if column.kind is CellKind.YES_NO:
        return yes_or_no(column, value, language)
    if column.name not in FIELDS_BY_NAME:
        return _short_enough(column, value, language)
    fits_kind(column, value, language)
    day = whole_day(column, value, language) if column.kind is CellKind.DATE else value
    try:
        return parsed_fact(FIELDS_BY_NAME[column.name], written(day, language), language)
    except FactError as error:
        key = error.message.key
        if key not in _SENTENCES:
            raise CellError(error.message) from error
        sentence = Message.of(_SENTENCES[key], column=column.label, entered=shown(value, language))
        raise CellError(sentence) from error


def _short_enough(column: ListColumn, value: Value, language: Language) -> str:
    text = written(value, language).strip()
    longest = column.longest or 0
    if len(text) > longest:
        raise CellError(Message.of("facts.too_long", field=column.label, longest=longest, length=len(text)))
    return text
