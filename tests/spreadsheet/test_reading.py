"""What stands in a table comes out as it was meant, whoever wrote it."""

from __future__ import annotations

import contextlib
import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.spreadsheet import files
from toolkit.messages import Message
from toolkit.spreadsheet import Area, CellMistake, SpreadsheetError, address, read_spreadsheet
from toolkit.spreadsheet.parts import is_date_format
from toolkit.spreadsheet.worksheet import moment_of

HALF_PAST_NINE = datetime.fromisoformat("2026-05-12 09:30")
NOON = datetime.fromisoformat("2026-05-12 12:00")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


def rows_of(content: bytes) -> tuple[tuple[Any, ...], ...]:
    return read_spreadsheet(content).sheets[0].rows


def test_values_keep_their_kind() -> None:
    row = ["Text", 12, 0.1 + 0.2, True, date(2026, 5, 12), HALF_PAST_NINE, time(9, 30), None, 0]
    assert rows_of(files.workbook([row])) == (
        (
            "Text",
            Decimal("12"),
            Decimal("0.3"),
            True,
            date(2026, 5, 12),
            HALF_PAST_NINE,
            time(9, 30),
            None,
            Decimal("0"),
        ),
    )


def test_a_cell_is_named_as_excel_names_it() -> None:
    assert [address(6, 2), address(0, 25), address(0, 26), address(9, 701), address(0, 702)] == [
        "C7",
        "Z1",
        "AA1",
        "ZZ10",
        "AAA1",
    ]


def test_texts_that_look_like_formulas_stay_texts() -> None:
    row = ["=1+1", "+49 461", "-", "@name", "=cmd|' /C calc'!A0", "01001000"]

    def as_texts(sheet: Worksheet) -> None:
        for cell in sheet[1]:
            cell.data_type = "s"

    assert rows_of(files.workbook([row], as_texts)) == (tuple(row),)
    assert rows_of(files.csv_file([row])) == (tuple(row),)


def test_a_formula_is_read_by_its_saved_value_and_named_without_one() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", '="a"&"b"', None, "ab")
    assert rows_of(buffer.getvalue()) == ((Decimal(2), "ab"),)
    (unsaved,) = read_spreadsheet(files.workbook([["Summe", "=1+1"]])).sheets
    assert unsaved.mistakes == (CellMistake(0, 1, Message.of("spreadsheet.no_saved_value")),)
    assert unsaved.mistakes[0].cell == "B1"


def test_error_values_control_characters_and_long_texts_are_mistakes_of_their_cell() -> None:
    content = files.hand_made(
        '<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="inlineStr"><is><t>a_x0000_b</t></is></c>'
        f'<c r="C1" t="str"><v>{"x" * 32_768}</v></c><c r="D1" t="str"><v>_xD83D_</v></c>'
        '<c r="E1" t="str"><v>gut_x000D__x000A_so_xD83D__xDE00_</v></c></row>'
    )
    (sheet,) = read_spreadsheet(content).sheets
    assert sheet.rows == ((None, None, None, None, "gut\nso😀"),)
    assert [(mistake.cell, mistake.message) for mistake in sheet.mistakes] == [
        ("A1", Message.of("spreadsheet.error_value", value="#DIV/0!")),
        ("B1", Message.of("spreadsheet.forbidden_character")),
        ("C1", Message.of("spreadsheet.long_text", most=32_767)),
        ("D1", Message.of("spreadsheet.forbidden_character")),
    ]
    assert [
        mistake.cell for mistake in read_spreadsheet(b"Titel;Ziel\nRad\x00weg;gut").sheets[0].mistakes
    ] == ["A2"]


def test_merged_cells_and_hidden_sheets_are_said() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:C3")

    content = files.workbook([["a", "b"], ["c", "d"]], merge, Zwei=[["x"]])
    book = read_spreadsheet(content)
    assert [area.cells for area in book.sheets[0].merged] == ["B2:C3"]
    assert book.sheets[0].merged == (Area(1, 1, 2, 2),)
    hidden = files.parts(content)
    hidden["xl/workbook.xml"] = hidden["xl/workbook.xml"].replace(
        b'name="Zwei" sheetId="2" state="visible"', b'name="Zwei" sheetId="2" state="veryHidden"'
    )
    assert [sheet.name for sheet in read_spreadsheet(files.package(hidden)).visible] == ["Sheet"]


def test_macros_and_links_to_other_files_are_left_aside_and_said() -> None:
    content = files.hand_made(
        "<row><c><f>[1]Tabelle1!A1</f><v>5</v></c></row>",
        **{"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": "<x/>"},
    )
    book = read_spreadsheet(content)
    assert book.sheets[0].rows == ((Decimal(5),),)
    assert book.notices == (Message.of("spreadsheet.macros"), Message.of("spreadsheet.external_links"))


def test_cells_without_an_address_stand_side_by_side_and_reading_aids_are_left_out() -> None:
    content = files.hand_made(
        "<row/><row><c t='inlineStr'><is><r><t>Stra</t></r><r><t>ße</t></r><rPh sb='0' eb='1'><t>X</t></rPh>"
        "</is></c><c><v>2</v></c></row>"
    )
    assert rows_of(content) == ((), ("Straße", Decimal(2)))


def test_dates_of_both_calendars_and_what_is_no_date() -> None:
    assert [moment_of(serial, starts_1904=False) for serial in (1.0, 61.0, 46154.5, 0.75, -1.0, 3e6)] == [
        date(1900, 1, 1),
        date(1900, 3, 1),
        NOON,
        time(18, 0),
        Decimal(-1),
        Decimal(3_000_000),
    ]
    assert moment_of(44692.0, starts_1904=True) == date(2026, 5, 12)
    shown = [
        "dd.mm.yyyy",
        "[$-407]d. mmmm yyyy",
        "hh:mm",
        '#,##0.00 "Std"',
        "[hh]:mm",
        "General",
        "0 \\d",
        "@",
    ]
    assert [is_date_format(code) for code in shown] == [True, True, True, False, False, False, False, False]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_table_is_understood_in_every_spelling(delimiter: str, encoding: str) -> None:
    rows = [["Titel", "Gesamtkosten"], ["Straße – Brücke", '"1.234,50"'], ['"a""b\r\nc"', ""]]
    assert rows_of(files.csv_file(rows, delimiter, encoding)) == (
        ("Titel", "Gesamtkosten"),
        ("Straße – Brücke", "1.234,50"),
        ('a"b\nc',),
    )


@pytest.mark.parametrize(
    ("content", "first"),
    [
        (b"Wer, wann;Was\nAmt, bald;1,5", ("Wer, wann", "Was")),
        (b"sep=|\r\nTitel|Ziel\r\na|b", ("Titel", "Ziel")),
        (b"Titel\nRadweg", ("Titel",)),
    ],
)
def test_the_delimiter_is_found(content: bytes, first: tuple[str, ...]) -> None:
    assert rows_of(content)[0] == first


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(
            TEXTS | st.integers(-(10**15) + 1, 10**15 - 1) | st.booleans() | st.dates(date(1900, 3, 1)),
            max_size=5,
        ),
        max_size=5,
    )
)
def test_what_a_program_writes_is_what_is_read(rows: list[list[Any]]) -> None:
    book = OpenpyxlWorkbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    buffer = io.BytesIO()
    book.save(buffer)
    read = read_spreadsheet(buffer.getvalue()).sheets[0]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            assert read.value(number, column) == (None if value == "" else value)


def assert_table_or_sentence(content: bytes) -> None:
    """Any other exception than this one fails the test."""
    with contextlib.suppress(SpreadsheetError):
        read_spreadsheet(content)


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_table_or_a_sentence(content: bytes) -> None:
    assert_table_or_sentence(content)


GOOD = files.workbook([["Titel", "Beginn"], ["Radweg", date(2026, 5, 12)]])


@settings(max_examples=150)
@given(st.data())
def test_a_workbook_with_any_bytes_changed_is_a_table_or_a_sentence(data: st.DataObject) -> None:
    inner = files.parts(GOOD)
    name = data.draw(st.sampled_from(sorted(inner)))
    part = bytearray(inner[name])
    for _ in range(data.draw(st.integers(1, 6))):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.integers(0, 255))
    whole = bytearray(files.package(inner | {name: bytes(part)}))
    if data.draw(st.booleans()):
        whole[data.draw(st.integers(2, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert_table_or_sentence(bytes(whole))
