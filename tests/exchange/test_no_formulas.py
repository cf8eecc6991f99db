"""Nothing that somebody typed is a formula: in no workbook, and in no list as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.exchange.documents import KINDS
from tests.exchange.meetings import decided
from tests.exchange.region import NOON, LoadedRegion
from tests.exchange.weightings import FIXED
from tests.houses import panel_catalogue
from tests.matrix_check.tables import report_on
from tests.storage.samples import full_world
from toolkit.access import Actor, Grant
from toolkit.comparison import Comparison
from toolkit.exchange.answer_sheet import empty_sheet, write_answer_sheet
from toolkit.exchange.listing_files import listing_csv
from toolkit.exchange.matrix_workbook import corrected_workbook
from toolkit.exchange.origin import Origin
from toolkit.exchange.workbook import comparison_workbook, meeting_workbook
from toolkit.model import Role
from toolkit.services.listings import LISTINGS, listed
from toolkit.storage import Database

TYPED = "cmd|calc!A1"  # after each of the signs
SIGNS = ("=", "+", "-", "@", "\t=", "\r=")


def comparison_of(region: LoadedRegion, text: str) -> bytes:
    measures = tuple(replace(each, title=text, municipality=text) for each in region.comparison.measures[:2])
    answers = {
        each.measure_id: tuple(replace(line, reason=text) for line in region.answers[each.measure_id][:1])
        for each in measures
    }
    return comparison_workbook(
        Comparison(region.comparison.catalogue, measures),
        answers,
        origin=Origin(text, NOON),
        language="de",
        fixed=(replace(FIXED[0], name=text),),
    )


def matrix_of(region: LoadedRegion, text: str) -> bytes:
    rows = [[text, f"{text} 1", f"{text} 2"], ["Gewicht", 5, 3], [f"{text} 3", 4, 2], [f"{text} 4", 4, None]]
    return corrected_workbook(report_on(rows), "de")


def answer_sheet_of(region: LoadedRegion, text: str) -> bytes:
    return write_answer_sheet(empty_sheet(panel_catalogue(), text, "de"))


def meeting_of(region: LoadedRegion, text: str) -> bytes:
    held = decided(reason=text, condition=text, responsible=text, against_reason=text)
    item = replace(held.item, title=text, municipality=text)
    record = replace(held.record, title=text, items=(item,))
    return meeting_workbook(record, origin=Origin(text, NOON), language="de")


WORKBOOKS: dict[str, Callable[[LoadedRegion, str], bytes]] = {
    "answer_sheet.writing.write_answer_sheet": answer_sheet_of,
    "matrix_workbook.corrected_workbook": matrix_of,
    "workbook.meeting.meeting_workbook": meeting_of,
    "workbook.making.comparison_workbook": comparison_of,
}
WITHOUT_TEXTS = {"lists.measures.measure_template", "lists.municipalities.municipality_template"}


def test_every_workbook_with_texts_of_people_is_looked_at() -> None:
    parts = ("sheet", "template", "workbook")
    assert {kind for kind in KINDS if kind.endswith(parts)} - {"item_documents.fact_sheet_document"} == {
        *WORKBOOKS,
        *WITHOUT_TEXTS,
    }


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("kind", WORKBOOKS)
def test_what_people_typed_is_a_text_in_every_cell_and_stays_one_when_edited(
    region: LoadedRegion, kind: str, sign: str
) -> None:
    book = load_workbook(io.BytesIO(WORKBOOKS[kind](region, sign + TYPED)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if TYPED in str(cell.value)]
    assert cells
    assert [(cell.coordinate, cell.value) for cell in cells if not is_kept_as_text(cell, sign)] == []


def is_kept_as_text(cell: Any, sign: str) -> bool:
    """Excel's mark for text, or the number format of texts, matter only where the cell begins with a sign."""
    # Control characters are written as Excel does; openpyxl leaves them so.
    begins = str(cell.value).replace("_x000D_", "\r").startswith(sign)
    marked = cell.quotePrefix or cell.number_format == "@"
    return cell.data_type == "s" and cell.hyperlink is None and (marked or not begins)


def test_no_list_as_csv_has_a_cell_that_a_spreadsheet_would_calculate(any_database: Database) -> None:
    """Every list of a full world, with a sign before whatever text stands in it."""
    ids = full_world(any_database)
    everybody = Actor(ids.person, frozenset(Grant(role) for role in Role))
    with any_database.reading() as session:
        lists = [listed(session, everybody, name=name, programme_id=ids.programme) for name in LISTINGS]
    for one in lists:
        for sign in (*SIGNS, "\n="):
            signed = tuple(
                tuple(sign + value if isinstance(value, str) else value for value in row) for row in one.rows
            )
            content = listing_csv(replace(one, rows=signed), "de").decode("utf-8-sig")
            _, *rows = csv.reader(io.StringIO(content, newline=""), delimiter=";")
            texts = [
                (cell, value)
                for row, values in zip(rows, signed, strict=True)
                for cell, value in zip(row, values, strict=True)
                if isinstance(value, str)
            ]
            assert [pair for pair in texts if pair[0] != f"'{pair[1]}"] == []
