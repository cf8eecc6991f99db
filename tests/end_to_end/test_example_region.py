"""The example region as a new user meets it: load, look around, come back, remove."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import furnished, sentence
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    open_page,
    settle,
)
from toolkit.example import read_region
from toolkit.messages import Language

MEASURES = len(read_region().measures)


def click(page: Page, key: str, language: Language = "de") -> None:
    page.get_by_role("button", name=sentence(key, language), exact=True).click()
    settle(page)


def check_page(page: Page) -> None:
    assert axe_findings(page) == []
    page.set_viewport_size(NARROW)
    settle(page)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(WIDE)
    settle(page)


def test_a_new_user_loads_the_region_compares_and_removes_it(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        open_page(page, app.address)
        check_page(page)
        click(page, "example.load")
        expect(page.get_by_text("Stadt Auental (Beispiel)").first).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("Sprechstunde per Video"))).to_be_visible()
        check_page(page)

        open_page(page, f"{app.address}/massnahmen")
        expect(page.get_by_role("rowheader")).to_have_count(MEASURES)
        expect(
            page.get_by_role("table").locator(".mk-badge", has_text=re.compile("^Beispiel$"))
        ).to_have_count(MEASURES)
        check_page(page)

        open_page(page, f"{app.address}/vergleich?view=ranking")
        expect(page.locator(".mk-kicker")).to_contain_text("Beispielregion Auenmarsch")
        expect(page.locator(".mk-kicker .mk-badge")).to_have_text(["Beispiel"])
        expect(page.get_by_role("heading", level=2).first).to_be_visible()
        check_page(page)

        for place in ("massnahmen", "bewerten", "ergebnis"):
            open_page(page, f"{app.address}/{place}?measure=1")
            expect(page.locator(".mk-kicker .mk-badge", has_text="Beispiel")).to_be_visible()

        open_page(page, app.address)
        click(page, "example.remove")
        check_page(page)
        click(page, "example.keep")
        click(page, "example.remove")
        click(page, "example.remove_now")
        expect(page.get_by_role("button", name=sentence("example.load"), exact=True)).to_be_visible()
        expect(page.get_by_text("(Beispiel)")).to_have_count(0)
        open_page(page, f"{app.address}/vergleich")
        expect(page.get_by_text(sentence("compare.empty"))).to_be_visible()


def test_own_measures_stay_apart_from_the_region(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        with furnished(app.data_folder) as house:
            house.measure(house.municipality("Stadt Beispielförde"))
        open_page(page, f"{app.address}/?lang=en")
        click(page, "example.load", "en")
        expect(page.get_by_text("Stadt Auental (example)").first).to_be_visible()
        open_page(page, f"{app.address}/vergleich")
        expect(page.get_by_text("Stadt Beispielförde")).to_have_count(0)
        click(page, "example.leave", "en")
        expect(page.locator(".mk-kicker .mk-badge")).to_have_count(0)
        open_page(page, f"{app.address}/massnahmen")
        expect(page.get_by_role("rowheader")).to_have_count(1)
        expect(page.get_by_text("Stadt Auental")).to_have_count(0)
        open_page(page, app.address)
        click(page, "example.visit", "en")
        expect(page.get_by_role("button", name=sentence("example.leave", "en"), exact=True)).to_be_visible()
