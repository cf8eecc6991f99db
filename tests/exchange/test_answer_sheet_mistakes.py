"""Sheets that people spoilt: each mistake a sentence with its cell, all at once, and nothing is taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from tests.exchange.answer_sheets import cells_by_place, filled, new_sheet, opened, saved, spoilt
from toolkit.exchange.answer_sheet import AnswerSheetError, read_answer_sheet
from toolkit.messages import translate

COMPLETE = {"fact.title": "Pegelsensoren"}
CHOICES_OF_S1 = (
    "Stufe 0, Stufe 1, Stufe 2, Stufe 3, Stufe 4, kann ich nicht beurteilen, noch nicht beantwortet"
)


@pytest.fixture(scope="module")
def empty() -> bytes:
    return new_sheet()


@pytest.fixture(scope="module")
def where(empty: bytes) -> dict[str, str]:
    """The cell of each place, as a person names it."""
    return {place: cell.coordinate for place, cell in cells_by_place(opened(empty)).items()}


def told(content: bytes) -> list[str]:
    with pytest.raises(AnswerSheetError) as error:
        read_answer_sheet(content)
    return [translate(message, "de") for message in error.value.messages]


FACTS, QUESTIONS, FURTHER = "Steckbrief", "Fragen", "Weitere Nachweise"

MISTAKES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "a level that there is not": (
        {"answer.S1.given": "Stufe 7"}, QUESTIONS, "answer.S1.given",
        f"„Stufe 7“ steht nicht zur Auswahl. Möglich sind: {CHOICES_OF_S1}.",
    ),
    "a number that is no level": (
        {"answer.S1.given": 5}, QUESTIONS, "answer.S1.given",
        f"„5“ steht nicht zur Auswahl. Möglich sind: {CHOICES_OF_S1}.",
    ),
    "not applicable where it is not offered": (
        {"answer.S1.given": "trifft auf diese Maßnahme nicht zu"}, QUESTIONS, "answer.S1.given",
        f"„trifft auf diese Maßnahme nicht zu“ steht nicht zur Auswahl. Möglich sind: {CHOICES_OF_S1}.",
    ),
    "a level and not applicable at once": (
        {"answer.S3.given": "Stufe 2, trifft auf diese Maßnahme nicht zu"}, QUESTIONS, "answer.S3.given",
        "„Stufe 2, trifft auf diese Maßnahme nicht zu“ nennt mehr als eine Antwort. Bitte wählen Sie genau "
        "eine aus der Liste.",
    ),
    "not applicable without a reason": (
        {"answer.S3.given": "trifft auf diese Maßnahme nicht zu"}, QUESTIONS, "answer.S3.reason",
        "Bei „trifft auf diese Maßnahme nicht zu“ ist eine Begründung erforderlich.",
    ),
    "a truth value as an answer": (
        {"answer.S1.given": True}, QUESTIONS, "answer.S1.given",
        "„Antwort“ ist ein Text; hier steht ein Wahrheitswert.",
    ),
    "a truth value as a text": (
        {"answer.S1.reason": True}, QUESTIONS, "answer.S1.reason",
        "„Begründung“ ist ein Text; hier steht ein Wahrheitswert.",
    ),
    "a reason that is too long": (
        {"answer.S1.reason": "x" * 4001}, QUESTIONS, "answer.S1.reason",
        "„Begründung“ fasst 4.000 Zeichen; eingetragen sind 4.001. Bitte kürzen Sie den Text.",
    ),
    "neither yes nor no": (
        {"answer.S1.feasible_soon": "vielleicht"}, QUESTIONS, "answer.S1.feasible_soon",
        "„vielleicht“ steht nicht zur Auswahl. Möglich sind: ja, nein.",
    ),
    "no amount": (
        {"fact.total_cost": "ungefähr 12.000"}, FACTS, "fact.total_cost",
        "„Gesamtkosten (Euro)“ ist ein Betrag in Euro mit höchstens zwei Nachkommastellen, zum Beispiel "
        "12.500 oder 12.500,50. Die bisherige Angabe gilt weiter.",
    ),
    "an amount below zero": (
        {"fact.own_share": -1}, FACTS, "fact.own_share",
        "„Eigenanteil (Euro)“ ist ein Betrag in Euro mit höchstens zwei Nachkommastellen, zum Beispiel "
        "12.500 oder 12.500,50. Die bisherige Angabe gilt weiter.",
    ),
    "half an hour": (
        {"fact.staff_hours_building": 12.5}, FACTS, "fact.staff_hours_building",
        "„Stunden im Monat beim Aufbau“ ist eine ganze Zahl von Stunden im Monat, zum Beispiel 12. Die "
        "bisherige Angabe gilt weiter.",
    ),
    "a day that there is not": (
        {"fact.starts_on": "31.02.2026"}, FACTS, "fact.starts_on",
        "„Beginn“ ist ein Datum, zum Beispiel 12.05.2026. Die bisherige Angabe gilt weiter.",
    ),
    "a year as a date": (
        {"fact.starts_on": "2026"}, FACTS, "fact.starts_on",
        "„Beginn“ ist ein Datum, zum Beispiel 12.05.2026. Die bisherige Angabe gilt weiter.",
    ),
    "a phase of one's own": (
        {"fact.phase": "fast fertig"}, FACTS, "fact.phase",
        "„fast fertig“ steht nicht zur Auswahl. Möglich sind: Idee, Prototyp, Pilot, Betrieb, Weitergabe, "
        "beendet.",
    ),
    "a new measure without a name": (
        {"fact.title": None}, FACTS, "fact.title", "Bitte füllen Sie „Name der Maßnahme“ aus.",
    ),
    "a new measure without a municipality": (
        {"municipality": None}, FACTS, "municipality",
        "Bitte geben Sie den Namen der Kommune an (2 bis 200 Zeichen).",
    ),
    "evidence with an address that is none": (
        {"evidence.S1.url": "javascript:alert(1)"}, QUESTIONS, "evidence.S1.url",
        "Das ist keine Internetadresse. Sie beginnt mit „https://“ oder „http://“.",
    ),
    "a page of nothing": (
        {"evidence.S1.page": "Seite 3"}, QUESTIONS, "evidence.S1.title",
        "Bitte nennen Sie ein Dokument oder eine Internetadresse.",
    ),
    "further evidence for no question": (
        {"further.2.title": "ISEK"}, FURTHER, "further.2.question",
        "Bitte wählen Sie in dieser Zeile, zu welcher Frage der Nachweis gehört.",
    ),
    "a question without further evidence": (
        {"further.2.question": "S1"}, FURTHER, "further.2.title",
        "Bitte nennen Sie ein Dokument oder eine Internetadresse.",
    ),
    "a question that there is not": (
        {"further.1.question": "X9", "further.1.title": "ISEK"}, FURTHER, "further.1.question",
        "„X9“ steht nicht zur Auswahl. Möglich sind: S1, S2, S3, S4, N1, N2, N3, N4, T1, T2, T3, T4.",
    ),
    "an eleventh piece of evidence": (
        {"evidence.S1.title": "Papier 0"}
        | {f"further.{n}.question": "S1" for n in range(1, 11)}
        | {f"further.{n}.title": f"Papier {n}" for n in range(1, 11)},
        FURTHER, "further.10.title",
        "Zu einer Frage lassen sich 10 Nachweise nennen; dieser ist einer zu viel.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_cell(empty: bytes, where: dict[str, str], mistake: str) -> None:
    entries, sheet, place, sentence = MISTAKES[mistake]
    assert told(filled(empty, COMPLETE | entries)) == [f"Blatt „{sheet}“, Zelle {where[place]}: {sentence}"]


def test_all_mistakes_are_told_at_once(empty: bytes, where: dict[str, str]) -> None:
    wrong = {"fact.starts_on": "bald", "answer.S1.given": "Stufe 7", "evidence.T4.url": "www.example.org"}
    cells = [message.split(":")[0] for message in told(filled(empty, COMPLETE | wrong))]
    assert cells == [
        f"Blatt „{FACTS}“, Zelle {where['fact.starts_on']}",
        f"Blatt „{QUESTIONS}“, Zelle {where['answer.S1.given']}",
        f"Blatt „{QUESTIONS}“, Zelle {where['evidence.T4.url']}",
    ]


# --- the form itself ----------------------------------------------------------------------------------

MOVED = (
    "Zeilen und Spalten dürfen nicht verschoben, eingefügt oder gelöscht werden. Bitte übertragen Sie Ihre "
    "Angaben in einen neuen Antwortbogen."
)
NO_SHEET = (
    "Diese Datei ist kein Antwortbogen aus diesem Programm. Bitte laden Sie einen Antwortbogen herunter und "
    "füllen Sie ihn aus."
)


def rename(workbook: Workbook) -> None:
    workbook[QUESTIONS].title = "Leitfragen"


def lose_the_version(workbook: Workbook) -> None:
    workbook["toolkit-origin"]["B6"] = "eins"


SPOILT: dict[str, tuple[Callable[[Workbook], Any], list[str]]] = {
    "a row inserted": (
        lambda workbook: workbook[QUESTIONS].insert_rows(20),
        [f"Blatt „{QUESTIONS}“, Zelle A20: Hier sollte „S2“ stehen. {MOVED}"],
    ),
    "a row deleted": (
        lambda workbook: workbook[QUESTIONS].delete_rows(4),
        [f"Blatt „{QUESTIONS}“, Zelle A4: Hier sollte „S1“ stehen. {MOVED}"],
    ),
    "a column inserted": (
        lambda workbook: workbook[FACTS].insert_cols(1),
        [f"Blatt „{FACTS}“, Zelle A4: Hier sollte „Kommune“ stehen. {MOVED}"],
    ),
    "a column of the table deleted": (
        lambda workbook: workbook[FURTHER].delete_cols(2),
        [f"Blatt „{FURTHER}“, Zelle B3: Hier sollte „Dokument (Titel, Datum)“ stehen. {MOVED}"],
    ),
    "cells merged": (
        lambda workbook: workbook[FACTS].merge_cells("B5:B7"),
        [f"Blatt „{FACTS}“, Zelle B5: Die Zellen B5:B7 sind verbunden. Bitte heben Sie die Verbindung auf."],
    ),
    "a sheet deleted": (
        lambda workbook: workbook.remove(workbook[FACTS]),
        [
            f"Das Blatt „{FACTS}“ fehlt oder wurde umbenannt. Bitte übertragen Sie Ihre Angaben in einen "
            "neuen Antwortbogen."
        ],
    ),
    "a sheet renamed": (
        rename,
        [
            f"Das Blatt „{QUESTIONS}“ fehlt oder wurde umbenannt. Bitte übertragen Sie Ihre Angaben in einen "
            "neuen Antwortbogen."
        ],
    ),
    "the list of cells deleted": (lambda workbook: workbook.remove(workbook["toolkit-cells"]), [NO_SHEET]),
    "a revision that is no number": (lose_the_version, [NO_SHEET]),
}


@pytest.mark.parametrize("harm", SPOILT)
def test_a_form_that_lost_its_shape_is_refused(empty: bytes, harm: str) -> None:
    spoil, sentences = SPOILT[harm]
    assert told(spoilt(filled(empty, COMPLETE), spoil)) == sentences


def test_a_formula_without_a_result_is_told_with_its_cell(empty: bytes, where: dict[str, str]) -> None:
    def calculate(workbook: Workbook) -> None:
        cells_by_place(workbook)["fact.total_cost"].value = "=1000*12"

    assert told(spoilt(filled(empty, COMPLETE), calculate)) == [
        f"Blatt „{FACTS}“, Zelle {where['fact.total_cost']}: Die Zelle enthält eine Formel ohne "
        "gespeichertes Ergebnis. Bitte öffnen Sie die Datei in Excel, speichern Sie sie neu, oder tragen Sie "
        "den Wert ein."
    ]


def test_an_error_value_is_told_with_its_cell(empty: bytes, where: dict[str, str]) -> None:
    def refer_to_nothing(workbook: Workbook) -> None:
        cell = cells_by_place(workbook)["fact.goal"]
        cell.value = "#REF!"
        cell.data_type = "e"

    assert told(spoilt(filled(empty, COMPLETE), refer_to_nothing)) == [
        f"Blatt „{FACTS}“, Zelle {where['fact.goal']}: Die Zelle zeigt einen Fehler (#REF!). Bitte "
        "berichtigen Sie die Formel oder tragen Sie den Wert ein."
    ]


def test_a_sheet_of_a_newer_version_is_refused(empty: bytes) -> None:
    def age(workbook: Workbook) -> None:
        workbook["toolkit-origin"]["B2"] = "2"

    assert told(spoilt(empty, age)) == [
        "Dieser Antwortbogen wurde mit einer neueren Version des Programms erstellt. Bitte lesen Sie ihn "
        "dort ein."
    ]


def test_other_files_are_no_answer_sheets() -> None:
    assert told(saved(Workbook())) == [NO_SHEET]
    assert told(b"Frage;Antwort\r\nS1;2\r\n") == [NO_SHEET]
    assert told(b"%PDF-1.7 ...") == [
        "Die Datei ist ein PDF und keine Tabelle, auch wenn sie anders heißt. Gelesen werden "
        "Excel-Arbeitsmappen (.xlsx) und CSV-Dateien (.csv)."
    ]


def test_what_a_spreadsheet_made_of_a_text_is_read_as_it_was_typed(empty: bytes) -> None:
    typed = {
        "fact.title": 2027,
        "fact.goal": datetime.combine(date(2026, 5, 12), time()),
        "fact.total_cost": "12.500,50",
        "fact.starts_on": "12.05.2026",
        "answer.S1.given": 2,
        "answer.S2.given": "STUFE 3 ",
    }
    sheet = read_answer_sheet(filled(empty, typed))
    assert {fact.field: str(fact.written) for fact in sheet.facts} == {
        "title": "2027",
        "goal": "12.05.2026",
        "total_cost": "12500.50",
        "starts_on": "2026-05-12",
    }
    assert [answer.written.given.level for answer in sheet.answers[:3]] == [2, 3, None]
