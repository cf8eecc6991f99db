"""Reading lists of measures into a house of tests, and what it holds afterwards."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import select

from tests.houses import TestHouse
from toolkit.exchange.lists import read_measure_list
from toolkit.messages import Language, translate
from toolkit.model import metadata
from toolkit.services.desk import open_desk
from toolkit.services.import_measures import import_measures, plan_measures
from toolkit.services.imports import ImportOptions, Mistake, Plan

HEADINGS = [
    "Name der Maßnahme",
    "Kommune (Name oder AGS)",
    "Externer Schlüssel",
    "Problem",
    "Gesamtkosten (Euro)",
]


def plan(house: TestHouse, content: bytes, **options: bool) -> Plan:
    with house.database.reading() as session:
        desk = open_desk(session, language="de")
        return plan_measures(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            incoming=read_measure_list(content, "de"),
            options=ImportOptions(**options),
        )


def bring_in(house: TestHouse, content: bytes, shown: Plan | None = None, **options: bool) -> Plan:
    with house.database.writing() as session:
        desk = open_desk(session, language="de")
        return import_measures(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            incoming=read_measure_list(content, "de"),
            options=ImportOptions(**options),
            shown=shown,
        )


def sentences(mistakes: Iterable[Mistake], language: Language = "de") -> list[str]:
    told = []
    for mistake in mistakes:
        sentence = translate(mistake.message, language)
        told.append(f"{mistake.cell}: {sentence}" if mistake.cell else sentence)
    return told


def everything_in(house: TestHouse) -> dict[str, Any]:
    """Every row of every table."""
    with house.database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c[0]))]
            for table in metadata.sorted_tables
        }


def filled(template: bytes, rows: Iterable[Sequence[Any]], headings: Sequence[str]) -> bytes:
    """The template with these cells typed into it, as a person does with Excel."""
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    places = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in zip(headings, row, strict=True):
            cell = sheet.cell(number, places[heading], value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
