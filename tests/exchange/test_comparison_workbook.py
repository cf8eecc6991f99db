"""The workbook of the comparison, opened again: the same numbers as the screen, every answer."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from tests.exchange.region import LoadedRegion
from toolkit.comparison import Comparison
from toolkit.exchange.comparison_table import columns, rows
from toolkit.exchange.workbook import comparison_workbook
from toolkit.judging import AnswerKind
from toolkit.messages import to_text

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


@pytest.fixture(scope="module")
def file(region: LoadedRegion) -> bytes:
    return comparison_workbook(region.comparison, region.answers, origin=region.origin, language="de")


@pytest.fixture(scope="module")
def book(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def values(book: Workbook, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_it_has_an_overview_the_matrix_all_answers_and_the_method(book: Workbook) -> None:
    assert book.sheetnames == ["Übersicht", "Matrix", "Antworten", "Methode"]
    assert [book[name].freeze_panes for name in book.sheetnames] == [None, "B2", "C2", "A2"]
    assert [book[name].print_title_rows for name in book.sheetnames[1:]] == ["$1:$1"] * 3


def test_every_cell_of_the_matrix_is_what_the_screen_shows(region: LoadedRegion, book: Workbook) -> None:
    shown = columns(region.comparison, with_questions=True)
    screen = [
        ["" if cell is None else to_text(cell, "de") for cell in row]
        for row in rows(region.comparison.measures, shown)
    ]
    head, *written = values(book, "Matrix")
    assert head == [to_text(column.title, "de") for column in shown]
    assert [[as_on_screen(cell) for cell in row] for row in written] == screen


def as_on_screen(cell: object) -> str:
    if cell is None:
        return ""
    return to_text(Decimal(str(cell)), "de") if isinstance(cell, (int, float)) else str(cell)


def test_every_answer_stands_in_its_own_line_with_kind_level_and_reason(
    region: LoadedRegion, book: Workbook
) -> None:
    expected = [
        (measure.title, line.question, line.level, line.reason or None)
        for measure in region.comparison.measures
        for line in region.answers[measure.measure_id]
    ]
    written = values(book, "Antworten")[1:]
    assert [(row[1], row[5], row[8], row[9]) for row in written] == expected
    assert {row[3] for row in written} == {"Selbsteinschätzung", "Begutachtung 1", "Begutachtung 2"}
    assert {row[8] for row in written if row[7] != "Stufe"} == {None}


def test_a_row_is_as_high_as_its_text_also_where_nobody_works_it_out_on_opening(book: Workbook) -> None:
    sheet = book["Antworten"]
    long = [row[9] for row in sheet.iter_rows(2) if len(str(row[9].value)) > 132]  # two lines of 66
    assert long
    assert [cell.row for cell in long if (sheet.row_dimensions[cell.row].height or 0) < 3 * 12] == []


def test_the_answers_are_those_that_were_judged(region: LoadedRegion) -> None:
    """Counted again from the lines, every question has the level that the comparison judged."""
    for measure in region.comparison.measures:
        lines = region.answers[measure.measure_id]
        own = [line for line in lines if line.review is None]
        counting = [line for line in lines if line.review is not None] or own
        assert len(counting) == 12 * measure.judgement.assessments
        for result in measure.judgement.questions:
            given = [line for line in counting if line.question == result.question and line.level is not None]
            assert bool(given) == (result.state is AnswerKind.LEVEL)


def test_the_method_names_catalogue_checksum_role_and_every_weight(
    region: LoadedRegion, book: Workbook
) -> None:
    told = values(book, "Methode")
    catalogue = region.comparison.catalogue
    assert [row[:2] for row in told[1:6]] == [
        ["Verfahren", "Beispielregion Auenmarsch"],
        ["Kriterienkatalog", f"{catalogue.title.de}, Version {catalogue.version}"],
        ["Prüfsumme des Katalogs (SHA-256)", catalogue.sha256],
        ["Erstellt am", "25.11.2026, 12:00 Uhr"],
        ["Erstellt als", "Koordination"],
    ]
    weighed = [
        row[2] for row in told if row[1] and str(row[1])[:3] in {f"{key} " for key in catalogue.questions}
    ]
    assert weighed == [float(question.weight_value) for question in catalogue.questions.values()]


def test_charts_are_excels_own_and_have_words_for_who_cannot_see_them(file: bytes) -> None:
    with ZipFile(io.BytesIO(file)) as parts:
        drawing = etree.fromstring(parts.read("xl/drawings/drawing1.xml"))
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        titles = [b"<c:title>" in parts.read(name) for name in charts]
        foreign = [name for name in charts if b"en-US" in parts.read(name)]
    described = [each.get("descr") or "" for each in drawing.iter(f"{DRAWING}cNvPr")]
    assert [text.split(":")[0] for text in described] == [
        "Gestapelte Balken zu „Idee, nach Selbsteinschätzung“",
        "Balken",
    ]
    assert (titles, foreign) == ([True, True], [])


def test_long_work_tells_how_far_it_is(region: LoadedRegion) -> None:
    heard: list[float] = []
    comparison_workbook(
        region.comparison, region.answers, origin=region.origin, language="de", progress=heard.append
    )
    assert heard == sorted(heard)
    assert (heard[0] < 0.2, heard[-1]) == (True, 1)


def test_a_comparison_without_measures_is_a_workbook_all_the_same(region: LoadedRegion) -> None:
    empty = Comparison(region.comparison.catalogue, ())
    book = load_workbook(io.BytesIO(comparison_workbook(empty, {}, origin=region.origin, language="de")))
    assert [len(values(book, name)) for name in ("Matrix", "Antworten")] == [1, 1]
