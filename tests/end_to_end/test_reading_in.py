"""A town brings its list: template, mistakes by cell, corrected, taken over, and there it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import click, sentence
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    open_page,
    settle,
)
from tests.exchange.importing import filled

HEADINGS = ["Name der Maßnahme", "Kommune (Name oder AGS)", "Phase", "Gesamtkosten (Euro)"]


def check_page(page: Page) -> None:
    assert axe_findings(page) == []
    page.set_viewport_size(NARROW)
    settle(page)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(WIDE)
    settle(page)


def give(page: Page, content: bytes) -> None:
    upload = {"name": "liste.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(upload)
    settle(page)


def test_a_list_comes_in_from_its_template(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        open_page(page, app.address)
        click(page, sentence("lists.from_excel"))
        expect(page.get_by_role("heading", level=1, name=sentence("pages.lists"))).to_be_visible()
        check_page(page)
        with page.expect_download() as download:
            click(page, sentence("lists.download"))
        template = Path(download.value.path()).read_bytes()

        give(page, b"x" * 10_500_000)
        too_large = page.get_by_test_id("stFileUploader").get_by_role("alert")
        expect(too_large).to_have_text(
            f"{sentence('shell.mistake')} {sentence('shell.file_too_large', number=10)}"
        )
        open_page(page, f"{app.address}/einlesen")

        rows = [["Radweg", "Beispielförde", "bald", 5], ["=1+1", "Beispielförde", "Pilot", 12500.5]]
        give(page, filled(template, rows, HEADINGS))
        expect(page.get_by_role("rowheader")).to_have_text(["✕I2", "✕B3"])
        expect(page.get_by_role("button", name=sentence("lists.take_over.measures", n=2))).to_have_count(0)
        check_page(page)

        open_page(page, f"{app.address}/einlesen")
        corrected = [["Radweg", "Beispielförde", "Idee", 5], rows[1]]
        give(page, filled(template, corrected, HEADINGS))
        agree = sentence("lists.add_municipalities", n=1, names="Beispielförde")
        page.get_by_text(agree).click()
        expect(page.get_by_role("rowheader")).to_contain_text(["Radweg", "=1+1"])
        settle(page)
        check_page(page)
        click(page, sentence("lists.take_over.measures", n=2))
        done = sentence("imports.done", counts=sentence("imports.counted.new", n=2))
        expect(page.get_by_test_id("stAlert")).to_have_text([done])
        page.get_by_role("link", name=sentence("lists.to.measures")).click()
        expect(page.get_by_role("rowheader")).to_have_text(["=1+1", "Radweg"])
        settle(page)
        check_page(page)
