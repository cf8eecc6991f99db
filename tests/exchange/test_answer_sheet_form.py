"""The workbook as a person gets it: what may be written where, what is offered, and how it prints."""

from __future__ import annotations

from collections import Counter

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.answer_sheets import cells_by_place, new_sheet, opened, sheet_for, sheet_of
from tests.houses import TestHouse, panel_catalogue
from toolkit.catalogue import Question
from toolkit.messages import Language, Message, translate
from toolkit.model.fact_sheet import FACT_FIELDS
from toolkit.storage import Database

QUESTIONS = panel_catalogue().questions
VISIBLE = {
    "de": ["Ausfüllhinweise", "Steckbrief", "Fragen", "Weitere Nachweise", "Begriffe"],
    "en": ["How to fill in", "Fact sheet", "Questions", "Further evidence", "Terms"],
}


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return opened(new_sheet())


def visible(workbook: Workbook) -> list[Worksheet]:
    return [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]


def texts(sheet: Worksheet) -> list[str]:
    return [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]


def rule_of(workbook: Workbook, place: str) -> tuple[str, list[str]]:
    """The kind of validation at a cell, and the words of its list."""
    cell = cells_by_place(workbook)[place]
    validation = next(
        one for one in cell.parent.data_validations.dataValidation if cell.coordinate in one.sqref
    )
    assert validation.showInputMessage
    assert validation.promptTitle
    assert validation.prompt
    assert validation.error
    if validation.type != "list":
        return validation.type, []
    _, _, area = str(validation.formula1).rpartition("!")
    return "list", [str(row[0].value) for row in workbook["toolkit-lists"][area.replace("$", "")]]


@pytest.mark.parametrize("language", ["de", "en"])
def test_people_see_five_sheets_and_the_machine_three_more(language: Language) -> None:
    workbook = opened(new_sheet(language=language))
    assert [sheet.title for sheet in visible(workbook)] == VISIBLE[language]
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "veryHidden"]
    assert hidden == ["toolkit-origin", "toolkit-cells", "toolkit-lists"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_question_stands_there_with_all_its_anchors(language: Language) -> None:
    shown = Counter(texts(opened(new_sheet(language=language))[VISIBLE[language][2]]))
    for question in QUESTIONS.values():
        assert shown[question.text.in_language(language)] == 1
        anchors = [shown[level.anchor.in_language(language)] for level in question.levels]
        assert anchors == [1] * len(question.levels)


def test_every_field_of_the_fact_sheet_and_every_term_stands_there(workbook: Workbook) -> None:
    labels = [translate(field.label, "de") for field in FACT_FIELDS]
    assert [label for label in labels if label not in texts(workbook["Steckbrief"])] == []
    terms = [entry.term.de for entry in panel_catalogue().glossary.values()]
    assert [term for term in terms if term not in texts(workbook["Begriffe"])] == []


def test_exactly_the_inputs_can_be_written_in(workbook: Workbook) -> None:
    inputs = {(cell.parent.title, cell.coordinate) for cell in cells_by_place(workbook).values()}
    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    hidden_bases = {place for place in unlocked if place[0].startswith("toolkit-")}
    assert unlocked - hidden_bases == inputs
    for sheet in workbook.worksheets:
        assert (sheet.protection.sheet, sheet.protection.password) == (True, None)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_an_answer_is_chosen_from_the_levels_and_what_is_no_level(
    workbook: Workbook, question: Question
) -> None:
    kinds = ["kann ich nicht beurteilen", "noch nicht beantwortet"]
    if question.not_applicable:
        kinds.insert(0, "trifft auf diese Maßnahme nicht zu")
    levels = [f"Stufe {level}" for level in range(len(question.levels))]
    assert rule_of(workbook, f"answer.{question.id}.given") == ("list", [*levels, *kinds])


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("fact.phase", ("list", ["Idee", "Prototyp", "Pilot", "Betrieb", "Weitergabe", "beendet"])),
        ("fact.post_available", ("list", ["ja", "nein"])),
        ("answer.S1.feasible_soon", ("list", ["ja", "nein"])),
        ("further.1.question", ("list", list(QUESTIONS))),
        ("fact.title", ("textLength", [])),
        ("answer.S1.reason", ("textLength", [])),
        ("fact.total_cost", ("decimal", [])),
        ("fact.staff_hours_building", ("whole", [])),
        ("fact.starts_on", ("date", [])),
    ],
)
def test_a_cell_says_what_it_takes(workbook: Workbook, place: str, rule: tuple[str, list[str]]) -> None:
    assert rule_of(workbook, place) == rule


def test_every_input_has_a_hint(workbook: Workbook) -> None:
    for place in cells_by_place(workbook):
        assert rule_of(workbook, place)


def test_it_prints_on_a4_as_wide_as_the_page_with_headings_and_page_numbers(workbook: Workbook) -> None:
    for sheet in visible(workbook):
        page = sheet.page_setup
        assert (int(page.paperSize), page.fitToWidth, page.fitToHeight) == (9, None, 0), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.oddFooter.right.text == "Seite &P von &N"
        assert page.orientation == ("landscape" if sheet.title == "Weitere Nachweise" else "portrait")


def test_each_question_begins_a_page_that_can_be_handed_on(workbook: Workbook) -> None:
    sheet = workbook["Fragen"]
    first_rows = [brk.id + 1 for brk in sheet.row_breaks.brk]
    begins = [str(sheet.cell(row, 1).value) for row in first_rows]
    assert begins == [
        "S2",
        "S3",
        "S4",
        "Nutzerorientierung",
        "N2",
        "N3",
        "N4",
        "Übertragbarkeit",
        "T2",
        "T3",
        "T4",
    ]


def test_a_sheet_for_a_colleague_holds_the_chosen_questions_and_their_terms(
    sqlite_database: Database,
) -> None:
    house = TestHouse.furnished(sqlite_database)
    measure_id = house.measure(house.municipality("Stadt Beispielförde"))
    workbook = opened(sheet_for(house, measure_id, "S3"))
    assert [sheet.title for sheet in visible(workbook)] == ["Fragen", "Weitere Nachweise"]
    asked = {place.split(".")[1] for place in cells_by_place(workbook) if place.startswith("answer.")}
    assert asked == {"S3"}
    sheet = workbook["Fragen"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, None)  # one page
    assert [text for text in texts(sheet) if text == "Schnittstelle"] == ["Schnittstelle"]
    assert "Pegelsensoren für die Treene · Stadt Beispielförde · Fassung 1" in texts(sheet)


def test_what_people_wrote_is_a_text_without_what_no_cell_takes(sqlite_database: Database) -> None:
    house = TestHouse.furnished(sqlite_database)
    evil = '=HYPERLINK("https://example.org","klick")'
    measure_id = house.measure(house.municipality("Stadt Beispielförde"), title=evil, problem="\x07Glocke")
    cells = cells_by_place(opened(sheet_of(house, measure_id)))
    assert (cells["fact.title"].value, cells["fact.title"].data_type) == (evil, "s")
    assert cells["fact.problem"].value == "Glocke"


def test_the_words_of_the_answers_are_those_of_the_screen() -> None:
    for kind in ("cannot_judge", "open"):
        spoken = [
            translate(Message.of(f"{area}.{kind}"), "de")
            for area in ("findings.answer", "answer_sheet.choice")
        ]
        assert spoken[0] == spoken[1]
