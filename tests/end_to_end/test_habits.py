"""What people do without thinking about it: keys only, closing a page in mid-sentence, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.pages import axe_findings, open_page, settle
from tests.end_to_end.server import RunningApp
from tests.houses import TestHouse
from toolkit.messages import Message, translate
from toolkit.storage import open_database


def sentence(key: str, **values: Any) -> str:
    return translate(Message.of(key, **values), "de")


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def follow(page: Page, title: str) -> None:
    """From the list to a fact sheet."""
    page.get_by_role("link", name=title).click()
    expect(main_heading(page)).to_have_text([title])
    expect(page.get_by_role("button", name=sentence("measures.all"))).to_be_visible()
    settle(page)


def text_field(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=sentence(f"facts.{name}.label"), exact=True)


def main_heading(page: Page) -> Locator:
    """While a page is being replaced there are two for a moment: expect a list of one."""
    return page.get_by_role("heading", level=1)


def press(page: Page, name: str) -> None:
    """By key: the button has the focus, as after tabbing to it."""
    page.get_by_role("button", name=name, exact=True).press("Enter")
    settle(page)


def open_measures(app: RunningApp, page: Page, *titles: str) -> None:
    house = TestHouse(open_database(f"sqlite:///{app.data_folder / 'toolkit.sqlite3'}"))
    municipality = house.municipality("Stadt Beispielförde")
    for title in titles:
        house.measure(municipality, title=title)
    house.database.close()
    open_page(page, f"{app.address}/massnahmen")


def test_a_withdrawn_measure_is_found_again_and_resumed(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        open_measures(app, page, "Pegelsensoren", "Dorf-App")
        follow(page, "Dorf-App")
        click(page, sentence("workflow.step.withdraw"))
        click(page, sentence("measures.all"))
        expect(page.get_by_role("rowheader")).to_have_text(["Pegelsensoren"])
        page.get_by_text(sentence("measures.withdrawn", n=1)).first.click()
        assert axe_findings(page) == []
        follow(page, "Dorf-App")
        click(page, sentence("workflow.step.resume"))
        click(page, sentence("measures.all"))
        expect(page.get_by_role("rowheader")).to_have_text(["Dorf-App", "Pegelsensoren"])


def test_the_navigation_leads_from_a_measure_to_the_list(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        open_measures(app, page, "Dorf-App")
        follow(page, "Dorf-App")
        page.get_by_role("link", name=sentence("pages.measures"), exact=True).click()
        expect(main_heading(page)).to_have_text([sentence("pages.measures")])


def test_a_measure_is_created_by_keys_and_the_focus_goes_along(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        open_page(page, f"{app.address}/massnahmen?new=1")
        page.get_by_role("textbox", name=sentence("measures.municipality_name")).focus()
        page.keyboard.type("Stadt Beispielförde")
        page.keyboard.press("Tab")
        page.keyboard.type("Dorf-App")
        page.keyboard.press("Enter")
        expect(main_heading(page)).to_have_text(["Dorf-App"])
        expect(main_heading(page)).to_be_focused()
        press(page, sentence("measures.to_assess"))
        expect(page.get_by_role("radiogroup")).to_be_visible()
        expect(main_heading(page)).to_be_focused()
        cannot_judge = page.get_by_role("button", name=sentence("assess.choose.cannot_judge"))
        cannot_judge.press("Enter")
        expect(page.get_by_role("button", name=sentence("assess.choose.open"))).to_be_visible()
        expect(cannot_judge).to_be_focused()


def test_a_text_is_saved_when_the_writer_pauses_and_the_writing_goes_on(
    start_app: Callable, page: Page
) -> None:
    with start_app() as app:
        open_measures(app, page, "Dorf-App")
        follow(page, "Dorf-App")
        field = text_field(page, "problem")
        unsaved = page.get_by_test_id("InputInstructions").filter(has_text="Strg")
        for part in ("Die Au tritt ", "über die Ufer "):
            field.press_sequentially(part)
            expect(unsaved).to_be_visible()
            expect(unsaved).to_have_count(0)
            settle(page)
        expect(field).to_be_focused()
        expect(field).to_have_value("Die Au tritt über die Ufer ")
        page.reload()
        expect(field).to_have_value("Die Au tritt über die Ufer")


def test_a_phase_can_be_changed_but_not_emptied(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        open_measures(app, page, "Dorf-App")
        follow(page, "Dorf-App")
        phase = page.get_by_role("combobox", name=sentence("facts.phase.label"))
        expect(phase).to_have_value(sentence("phase.idea"))
        expect(
            page.get_by_test_id("stSelectbox").get_by_role("button", name="Eingabe löschen")
        ).to_have_count(0)
        phase.scroll_into_view_if_needed()  # the list closes when the page scrolls
        phase.click()
        page.get_by_role("option", name=sentence("phase.pilot")).click()
        settle(page)
        page.reload()
        expect(phase).to_have_value(sentence("phase.pilot"))
