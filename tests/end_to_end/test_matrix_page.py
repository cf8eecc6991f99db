"""Matrix prüfen, as somebody with a council's workbook goes through it."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect
from pypdf import PdfReader

from tests.end_to_end.desk import click, expect_said, sentence
from tests.end_to_end.pages import NARROW, WIDE, assert_no_sideways_scroll, axe_findings, open_page, settle
from tests.end_to_end.server import RunningApp
from tests.matrix_check.tables import ERFTSTADT, TOTALS, csv, xlsx

MOST_CLICKS = 5
CLICKS_TO_CHOOSE_A_FILE = 2  # the button, and the file in the browser's dialogue, which no test can open
COUNT_CLICKS = "window.clicks = 0; addEventListener('click', click => window.clicks += click.isTrusted, true)"


def drop(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        click(page, sentence(button))
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def check_page(page: Page) -> None:
    assert axe_findings(page) == []
    page.set_viewport_size(NARROW)
    settle(page)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(WIDE)
    settle(page)


def test_a_workbook_is_dropped_confirmed_read_and_taken_home(app: RunningApp, page: Page) -> None:
    page.add_init_script(COUNT_CLICKS)
    open_page(page, f"{app.address}/matrix-pruefen")
    check_page(page)
    drop(page, "kunstrasen.xlsx", xlsx(ERFTSTADT))
    expect(page.get_by_text(sentence("check_matrix.recognised"))).to_be_visible()
    expect(page.get_by_text("Angenommen sind Punkte von 0 bis 5")).to_be_visible()
    click(page, sentence("check_matrix.check_now"))
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Auf Platz 1 nach der Rechnung: Liblar. 3 Stellen sind auffällig."
    )
    equal = "Zählen alle Kriterien gleich viel, steht vorn: Bliesheim und Gymnich."
    expect(page.get_by_text(equal)).to_be_visible()
    # In a window of its own: leaving the page would lose the file.
    expect(page.get_by_role("link", name="So wird das gerechnet")).to_have_attribute("target", "_blank")
    name, workbook = downloaded(page, "check_matrix.corrected")
    report_name, report = downloaded(page, "check_matrix.report")
    assert page.evaluate("window.clicks") + CLICKS_TO_CHOOSE_A_FILE == MOST_CLICKS
    assert (name, report_name) == ("matrix-berichtigt.xlsx", "matrix-bericht.pdf")
    assert sorted(totals_in(workbook), reverse=True) == TOTALS
    assert len(PdfReader(io.BytesIO(report)).pages) == 2
    check_page(page)
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert axe_findings(page) == []


def totals_in(workbook: bytes) -> list[float]:
    """What the formulas had computed, as a reader that does not calculate sees them."""
    sheet = load_workbook(io.BytesIO(workbook), data_only=True).worksheets[0]
    headings = [row for row in sheet.iter_rows() if any(cell.value == "Summe" for cell in row)]
    column = next(cell.column for cell in headings[0] if cell.value == "Summe")
    first = headings[0][0].row + 2  # the weights stand between
    values = (sheet.cell(row, column).value for row in range(first, first + len(TOTALS)))
    return [round(float(value), 2) for value in values if isinstance(value, int | float)]


def test_a_gap_is_told_in_both_readings_and_the_reader_chooses(app: RunningApp, page: Page) -> None:
    rows = [list(row) for row in ERFTSTADT]
    next(row for row in rows if row[:1] == ["Lechenich"])[1] = None
    open_page(page, f"{app.address}/matrix-pruefen?lang=de")
    drop(page, "kunstrasen.csv", csv(rows))
    click(page, sentence("check_matrix.check_now"))
    expect(page.get_by_text("Als 0 gezählt ergibt sich die Summe 1,85").first).to_be_visible()
    expect(page.get_by_text("mit angepasstem Nenner 2,18").first).to_be_visible()
    page.get_by_text(sentence("check_matrix.reading")).click()
    page.get_by_text(sentence("check_matrix.option.zero"), exact=True).click()
    expect(page.get_by_text("In der anderen Lesart der fehlenden Werte sind es 2,18.")).to_be_visible()


def test_what_is_no_matrix_gets_one_sentence_and_another_file_can_follow(app: RunningApp, page: Page) -> None:
    open_page(page, f"{app.address}/matrix-pruefen")
    drop(page, "matrix.xlsx", b"%PDF-1.7 no workbook")
    expect(page.get_by_test_id("stAlert")).to_have_count(1)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    drop(page, "matrix.csv", csv([["Ort", "Ansprechpartner"], ["Liblar", "Frau Muster"]]))
    expect_said(page, sentence("matrix.no_numbers"))
