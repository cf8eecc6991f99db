"""Thirty and more broken lists: each is told what is wrong, by its cell, and nothing of it is taken over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.importing import bring_in, everything_in, sentences
from tests.houses import TestHouse
from tests.spreadsheet import files
from toolkit.messages import Message, translate
from toolkit.services.imports import ListMistakesError
from toolkit.storage import Database

HEAD = ["Name der Maßnahme", "Externer Schlüssel", "Phase", "Gesamtkosten (Euro)", "Beginn"]
GOOD = ["Radweg", "M-1", "Idee", 12500.5, date(2026, 5, 12)]
AT_NOON = datetime.fromisoformat("2026-05-12 12:00")
PHASES = "Idee, Prototyp, Pilot, Betrieb, Weitergabe und beendet"


def a_list(*rows: list[Any], head: list[Any] = HEAD, **more: Any) -> bytes:
    return files.workbook([head, *rows], **more)


def with_head(heading: str, value: Any) -> bytes:
    return a_list(["Radweg", value], head=["Name der Maßnahme", heading])


def merged(sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A3")


def hidden(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


def error_value() -> bytes:
    cells = '<c r="A2" t="inlineStr"><is><t>Radweg</t></is></c><c r="D2" t="e"><v>#DIV/0!</v></c>'
    head = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDE", HEAD, strict=True)
    )
    return files.hand_made(f'<row r="1">{head}</row><row r="2">{cells}</row>')


def of_file(key: str, **values: Any) -> list[str]:
    return [translate(Message.of(f"spreadsheet.{key}", **values), "de")]


NO_MONEY = (
    "D2: „{}“ in der Spalte „Gesamtkosten (Euro)“ ist kein Betrag in Euro mit höchstens zwei "
    "Nachkommastellen. Bitte schreiben Sie ihn zum Beispiel so: 12.500,50."
)
NO_DATE = (
    "E2: „{}“ in der Spalte „Beginn“ ist kein Datum. Bitte schreiben Sie es zum Beispiel so: 12.05.2026."
)
NO_HEADINGS = (
    "In der Datei ist keine Zeile mit Überschriften zu finden. Gebraucht wird: Name der Maßnahme. "
    "Am einfachsten verwenden Sie die Vorlage."
)
MALFORMED: dict[str, tuple[bytes, list[str]]] = {
    # the file
    "empty file": (b"", of_file("empty_file")),
    "renamed PDF": (b"%PDF-1.7\n1 0 obj", of_file("pdf")),
    "with password": (files.old_office("EncryptedPackage"), of_file("password")),
    "old Excel": (files.old_office("Workbook"), of_file("old_office")),
    "web page as .xls": (b"<html><table></table></html>", of_file("markup")),
    "broken archive": (a_list(GOOD)[:-900], of_file("broken")),
    "zip bomb": (files.bomb(), of_file("large_content", most=64)),
    "billion laughs": (files.billion_laughs(), of_file("document_type")),
    "200,000 rows": (files.csv_file([HEAD, *([["x"] * 5] * 200_000)]), of_file("many_rows", most=10_000)),
    "more rows than a list may have": (
        files.csv_file([HEAD, *([[f"Radweg {number}"] for number in range(2_001)])]),
        [
            "Die Liste hat 2.001 Zeilen; auf einmal werden höchstens 2.000 eingelesen. "
            "Bitte teilen Sie sie auf."
        ],
    ),
    "open quotation mark": (
        b'Name der Ma\xdfnahme;Problem\r\n"Radweg;fehlt\r\n',
        [f"A2: {of_file('quotation_marks', row=2)[0]}"],
    ),
    # headings and sheets
    "no headings": (a_list(["Radweg"], head=["irgendwas"]), [NO_HEADINGS]),
    "headings only": (a_list(), ["Unter den Überschriften steht keine ausgefüllte Zeile."]),
    "title missing": (
        a_list(["M-1", "Idee", 5], head=HEAD[1:4]),
        [
            "Die Spalte „Name der Maßnahme“ fehlt. Bitte ergänzen Sie sie, am einfachsten aus der Vorlage.",
            "In der Zeile 2 fehlt der Name.",
        ],
    ),
    "column twice": (
        a_list([*GOOD, "Pilot"], head=[*HEAD, "Phase"]),
        ["F1: Die Spalte „Phase“ kommt zweimal vor, zuerst in C1. Bitte löschen Sie eine von beiden."],
    ),
    "the same column in two languages": (
        a_list([*GOOD, "Pilot"], head=[*HEAD, "Name of the measure"]),
        [
            "F1: Die Spalte „Name of the measure“ kommt zweimal vor, zuerst in A1. "
            "Bitte löschen Sie eine von beiden."
        ],
    ),
    "hidden sheet": (
        a_list(GOOD, change=hidden, Zweites=[["Notiz"]]),
        [
            "Die Liste steht im Blatt „Sheet“, das ausgeblendet ist. "
            "Bitte blenden Sie es in Excel ein, damit Sie sehen, was eingelesen wird."
        ],
    ),
    "merged cells": (
        a_list(GOOD, ["", "M-2"], change=merged),
        [
            "A2: Die Zellen A2:A3 sind verbunden. "
            "Bitte heben Sie die Verbindung auf und füllen Sie jede Zelle aus.",
            "A3: In der Zeile 3 fehlt der Name.",
        ],
    ),
    # cells
    "formula without a value": (
        a_list(["Radweg", "M-1", "Idee", "=1+1"]),
        [f"D2: {of_file('no_saved_value')[0]}"],
    ),
    "error value": (error_value(), [f"D2: {of_file('error_value', value='#DIV/0!')[0]}"]),
    "control character": (
        b"Name der Ma\xdfnahme;Problem\r\nRad\x00weg;fehlt\r\n",
        [f"A2: {of_file('forbidden_character')[0]}", "A2: In der Zeile 2 fehlt der Name."],
    ),
    "text for an amount": (a_list(["Radweg", "", "", "viel"]), [NO_MONEY.format("viel")]),
    "negative amount": (a_list(["Radweg", "", "", -5]), [NO_MONEY.format("-5")]),
    "tenths of cents": (a_list(["Radweg", "", "", 0.125]), [NO_MONEY.format("0,125")]),
    "decimal point in a German list": (a_list(["Radweg", "", "", "1.5"]), [NO_MONEY.format("1.5")]),
    "date for an amount": (
        a_list(["Radweg", "", "", date(2026, 5, 1)]),
        [NO_MONEY.format("01.05.2026")],
    ),
    "number for a date": (a_list(["Radweg", "", "", "", 2026]), [NO_DATE.format("2026")]),
    "day that does not exist": (
        a_list(["Radweg", "", "", "", "31.02.2026"]),
        [NO_DATE.format("31.02.2026")],
    ),
    "date with a time": (
        a_list(["Radweg", "", "", "", AT_NOON]),
        [NO_DATE.format("12.05.2026 12:00")],
    ),
    "unknown choice": (
        a_list(["Radweg", "", "bald"]),
        [f"C2: „bald“ gibt es in der Spalte „Phase“ nicht. Möglich sind: {PHASES}."],
    ),
    "neither yes nor no": (
        with_head("Ist eine Stelle vorhanden?", "vielleicht"),
        ["B2: „vielleicht“ in der Spalte „Ist eine Stelle vorhanden?“ ist weder „ja“ noch „nein“."],
    ),
    "half an hour": (
        with_head("Stunden im Monat im Betrieb", 1.5),
        [
            "B2: „1,5“ in der Spalte „Stunden im Monat im Betrieb“ ist keine gültige ganze Zahl. "
            "Bitte schreiben Sie zum Beispiel 12."
        ],
    ),
    "title too long": (
        a_list(["x" * 201]),
        ["A2: „Name der Maßnahme“ fasst 200 Zeichen; eingegeben sind 201. Bitte kürzen Sie den Text."],
    ),
    "key too long": (
        a_list(["Radweg", "x" * 101]),
        ["B2: „Externer Schlüssel“ fasst 100 Zeichen; eingegeben sind 101. Bitte kürzen Sie den Text."],
    ),
    "no title": (a_list(["", "M-1"]), ["A2: In der Zeile 2 fehlt der Name."]),
    # rows against each other and against what is there
    "the same key twice": (
        a_list(GOOD, ["Anderer Radweg", "M-1"]),
        ["B3: Der externe Schlüssel „M-1“ kommt für diese Kommune schon in B2 vor."],
    ),
    "the same row twice": (
        a_list(["Radweg"], ["Brücke"], ["Radweg"]),
        ["A4: Die Zeile gleicht der Zeile 2. Bitte löschen Sie eine von beiden."],
    ),
    "unknown municipality": (
        with_head("Kommune", "Nirgendwo"),
        [
            "B2: Die Kommune „Nirgendwo“ ist nicht eingetragen. Bitte berichtigen Sie den Namen, "
            "oder bestätigen Sie, dass neue Kommunen angelegt werden."
        ],
    ),
    "unknown key": (
        with_head("AGS", "01999001"),
        [
            "B2: Eine Kommune mit dem Schlüssel 01999001 ist nicht eingetragen. "
            "Bitte tragen Sie ihren Namen ein, oder legen Sie die Kommune zuerst an."
        ],
    ),
    "key without its leading zero": (
        with_head("AGS", 8111000),
        [
            "B2: 08111000 statt 8111000? Excel lässt die führende Null weg. "
            "Bitte bestätigen Sie, dass sie ergänzt wird, oder berichtigen Sie die Zelle."
        ],
    ),
    "municipality in some rows only": (
        a_list(["Radweg", "Beispielförde"], ["Brücke"], head=["Titel", "Kommune"]),
        ["B3: In dieser Zeile fehlt die Kommune."],
    ),
    "several mistakes": (
        a_list(["Radweg", "", "bald", "viel"], GOOD, ["", "M-9"]),
        [
            f"C2: „bald“ gibt es in der Spalte „Phase“ nicht. Möglich sind: {PHASES}.",
            NO_MONEY.format("viel"),
            "A4: In der Zeile 4 fehlt der Name.",
        ],
    ),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_broken_list_is_told_by_cell_and_changes_nothing(sqlite_database: Database, name: str) -> None:
    house = TestHouse.furnished(sqlite_database)
    house.measure(house.municipality("Beispielförde"))
    content, expected = MALFORMED[name]
    before = everything_in(house)
    with pytest.raises(ListMistakesError) as caught:
        bring_in(house, content)
    assert sentences(caught.value.mistakes) == expected
    assert len(sentences(caught.value.mistakes, "en")) == len(expected)
    assert everything_in(house) == before
