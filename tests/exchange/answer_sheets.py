"""Answer sheets as a person handles them in a spreadsheet: opened, filled in or spoilt, and saved."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from tests.houses import TestHouse, panel_catalogue
from toolkit.exchange.answer_sheet import (
    empty_sheet,
    read_answer_sheet,
    sheet_of_measure,
    sheet_of_questions,
    write_answer_sheet,
)
from toolkit.messages import Language
from toolkit.services.answer_sheets import (
    Settled,
    SheetComparison,
    TakenIn,
    compare_answer_sheet,
    read_in_answer_sheet,
)


def sheet_of(house: TestHouse, measure_id: int, language: Language = "de") -> bytes:
    return write_answer_sheet(sheet_of_measure(house.assessment(measure_id), language))


def sheet_for(house: TestHouse, measure_id: int, *questions: str) -> bytes:
    return write_answer_sheet(sheet_of_questions(house.assessment(measure_id), questions, "de"))


def new_sheet(municipality: str = "Stadt Beispielförde", language: Language = "de") -> bytes:
    return write_answer_sheet(empty_sheet(panel_catalogue(), municipality, language))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def cells_by_place(workbook: Workbook) -> dict[str, Cell]:
    """Where each thing is written, as the sheet says about itself."""
    rows = list(workbook["toolkit-cells"].iter_rows(min_row=2, values_only=True))
    return {str(place): workbook[str(sheet)][str(cell)] for place, sheet, cell, *_ in rows if place}


def filled(content: bytes, entries: Mapping[str, Any]) -> bytes:
    workbook = opened(content)
    cells = cells_by_place(workbook)
    for place, value in entries.items():
        cells[place].value = value
        if isinstance(value, str):
            # The cells are formatted as text: what is typed there is no formula, whatever it begins with.
            cells[place].data_type = "s"
    return saved(workbook)


def spoilt(content: bytes, spoil: Callable[[Workbook], None]) -> bytes:
    workbook = opened(content)
    spoil(workbook)
    return saved(workbook)


def compared(house: TestHouse, content: bytes) -> SheetComparison:
    desk = house.desk()
    with house.database.reading() as session:
        return compare_answer_sheet(
            session, desk.actor, programme_id=desk.programme_id, sheet=read_answer_sheet(content)
        )


def read_in(house: TestHouse, content: bytes, settled: Mapping[str, Settled] | None = None) -> TakenIn:
    desk = house.desk()
    with house.database.writing() as session:
        return read_in_answer_sheet(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            sheet=read_answer_sheet(content),
            settled=settled,
        )


def stored(house: TestHouse, measure_id: int) -> dict[str, Any]:
    """Everything that a person wrote about a measure."""
    assessment = house.assessment(measure_id)
    answers = {
        key: (answer.given, answer.reason, answer.waiting_for, answer.feasible_soon)
        for key, answer in assessment.answers.items()
    }
    evidence = {
        key: [(item.kind, item.title, item.url, item.page, item.quote) for item in items]
        for key, items in assessment.evidence.items()
    }
    return {"facts": dict(assessment.measure.facts), "answers": answers, "evidence": evidence}
