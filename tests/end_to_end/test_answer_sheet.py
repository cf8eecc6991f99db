"""The answer sheet in the browser: taken along, filled in elsewhere, read in again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import click, expect_said, furnished, said, sentence, unfold
from tests.end_to_end.pages import NARROW, assert_no_sideways_scroll, axe_findings, open_page, settle
from tests.end_to_end.server import RunningApp
from tests.exchange.answer_sheets import filled
from toolkit.judging import GivenAnswer
from toolkit.model.inputs import AnswerInput

FOLD = sentence("answer_sheet.fold")


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download() as download:
        click(page, label)
    return Path(download.value.path()).read_bytes()


def hand_in(page: Page, content: bytes) -> None:
    file = {"name": "Antwortbogen.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    sheets = page.get_by_test_id("stFileUploader").filter(has_text=sentence("answer_sheet.upload"))
    sheets.locator("input").set_input_files([file])  # type: ignore[list-item]
    settle(page)


def test_a_sheet_is_taken_along_filled_in_and_read_in_with_mine_beside_theirs(
    app: RunningApp, page: Page
) -> None:
    with furnished(app.data_folder) as house:
        measure = house.measure(house.municipality("Stadt Beispielförde"))
        open_page(page, f"{app.address}/bewerten?measure={measure}&question=S1")
        unfold(page, FOLD)
        sheet = downloaded(page, sentence("answer_sheet.download"))

        hand_in(page, filled(sheet, {"answer.S1.given": "Stufe 7"}))
        expect(page.get_by_text("Zelle B12: „Stufe 7“ steht nicht zur Auswahl")).to_be_visible()
        expect(page.get_by_text(sentence("answer_sheet.mistakes", n=1))).to_be_visible()

        house.answer(measure, "S2", AnswerInput.at(4))
        entries = {
            "answer.S1.given": "Stufe 2",
            "answer.S1.reason": "ISEK, Seite 14",
            "answer.S2.given": "Stufe 1",
        }
        hand_in(page, filled(sheet, entries))
        take_in = page.get_by_role("button", name=sentence("answer_sheet.take_in"), exact=True)
        expect(take_in).to_be_disabled()
        expect(page.get_by_role("table", name=sentence("answer_sheet.preview", n=1))).to_be_visible()
        assert axe_findings(page) == []
        page.set_viewport_size(NARROW)
        assert_no_sideways_scroll(page)
        page.get_by_text(sentence("assess.keep_theirs")).click()
        expect(take_in).to_be_enabled()
        take_in.click()
        expect_said(page, sentence("answer_sheet.taken_in", n=1))
        answers = house.assessment(measure).answers
        assert (answers["S1"].given, answers["S1"].reason) == (GivenAnswer.at(2), "ISEK, Seite 14")
        assert answers["S2"].given == GivenAnswer.at(4)


def test_an_empty_sheet_becomes_a_new_measure(app: RunningApp, page: Page) -> None:
    open_page(page, f"{app.address}/massnahmen?new=1")
    unfold(page, FOLD)
    sheet = downloaded(page, sentence("answer_sheet.download_empty"))
    entries = {"municipality": "Gemeinde Heidrand", "fact.title": "Mitfahrbank", "answer.N1.given": "Stufe 3"}
    hand_in(page, filled(sheet, entries))
    names = {"title": "Mitfahrbank", "municipality": "Gemeinde Heidrand"}
    expect(page.get_by_text(sentence("answer_sheet.creates_with_municipality", **names))).to_be_visible()
    assert axe_findings(page) == []
    click(page, sentence("answer_sheet.take_in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitfahrbank")
    expect(said(page).first).to_have_text(sentence("answer_sheet.taken_in", n=2))
