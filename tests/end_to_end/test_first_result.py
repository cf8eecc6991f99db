"""From the empty app to the first result: by keys alone, and by mouse with every click counted."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.desk import expect_chosen, furnished, sentence
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    open_page,
    settle,
)
from toolkit.model.inputs import AnswerInput

LEVELS = [2, 1, 2, 1, 2, 1, 1, 1, 2, 1, 1, 1]
MOST_CLICKS = 60
MOST_TABS = 60
SAVED = sentence("assess.saved", time="").strip()


def report(figure: str) -> None:
    """A figure for whoever runs the tests with `-s`; it depends on the machine and is not asserted."""
    sys.stdout.write(f"\n{figure}\n")


class Hand:
    """Works as a person does, and counts what it costs beyond typing and choosing levels."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cost = 0

    def click(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name, exact=True)
        expect(button).to_have_count(1)
        button.click()
        self.cost += 1
        settle(self.page)

    def choose(self, level: int) -> None:
        """Choosing a level is what the person came for: it does not count."""
        self.page.get_by_role("radiogroup").locator("label").nth(level).click()
        # Until the answer is stored the page may still be drawn anew, under the next click.
        expect(self.page.locator("[data-mk-announce]", has_text=SAVED)).to_be_visible()
        settle(self.page)

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_role("textbox", name=label, exact=True)
        field.click()
        self.cost += 1
        field.press_sequentially(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.cost += 1

    def tab_to(self, wanted: Locator) -> None:
        """The focus goes on until it is where it is wanted."""
        expect(wanted).to_have_count(1)
        for _ in range(MOST_TABS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{wanted} is not reached by the Tab key")


def button(page: Page, key: str) -> Locator:
    return page.get_by_role("button", name=sentence(key), exact=True)


def textbox(page: Page, key: str) -> Locator:
    return page.get_by_role("textbox", name=sentence(key), exact=True)


def expect_step(page: Page, number: int) -> None:
    expect(page).to_have_title(re.compile(rf"Frage {number} von 12\b"))


def expect_result(page: Page) -> None:
    expect(page).to_have_title(re.compile("^Ergebnis"))
    expect(page.locator(".mk-finding")).to_have_text(re.compile("^Tragfähig"))


def check(page: Page) -> None:
    """In light and dark, wide and narrow."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe_findings(page) == [], scheme
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(WIDE)


def test_by_keys_alone_from_the_empty_app_to_the_first_result(start_app: Callable, page: Page) -> None:
    hand = Hand(page)
    with start_app() as app:
        started = time.monotonic()
        open_page(page, app.address)
        hand.tab_to(button(page, "measures.create"))
        hand.press("Enter")
        name = textbox(page, "measures.municipality_name")
        expect(name).to_be_visible()
        hand.tab_to(name)
        page.keyboard.type("Stadt Beispielförde")
        hand.press("Tab")
        page.keyboard.type("Pegelsensoren")
        hand.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(["Pegelsensoren"])
        for field, text in (("goal_source", "ISEK vom 12. Mai 2024"), ("goal_place", "Seite 14")):
            hand.tab_to(textbox(page, f"facts.{field}.label"))
            page.keyboard.type(text)
        hand.press("Tab")
        hand.tab_to(button(page, "measures.to_assess"))
        hand.press("Enter")
        expect_step(page, 1)
        hand.tab_to(page.get_by_role("radiogroup").get_by_role("radio").first)
        for number, level in enumerate(LEVELS, start=1):
            expect_step(page, number)
            if number > 1:
                expect(page.locator("[data-mk-step]")).to_be_focused()
            page.keyboard.press(str(level))
            expect_chosen(page, level)
            hand.press("Enter")
        expect(page.locator("[data-mk-step=submit]")).to_be_focused()
        hand.tab_to(button(page, "assess.to_result"))
        hand.press("Enter")
        expect_result(page)
        report(f"by keys: {time.monotonic() - started:.1f} s, {hand.cost} keys beyond levels and typing")
        check(page)


def test_the_whole_assessment_takes_few_clicks_and_every_page_is_usable(
    start_app: Callable, page: Page
) -> None:
    hand = Hand(page)
    with start_app() as app:
        started = time.monotonic()
        open_page(page, app.address)
        check(page)
        hand.click(sentence("measures.create"))
        hand.write(sentence("measures.municipality_name"), "Stadt Beispielförde")
        hand.write(sentence("facts.title.label"), "Pegelsensoren")
        hand.click(sentence("measures.create_now"))
        expect(page.get_by_role("heading", level=1)).to_have_text(["Pegelsensoren"])
        hand.write(sentence("facts.goal_source.label"), "ISEK vom 12. Mai 2024")
        hand.write(sentence("facts.goal_place.label"), "Seite 14")
        hand.click(sentence("measures.to_assess"))
        for number, level in enumerate(LEVELS, start=1):
            expect_step(page, number)
            hand.choose(level)
            expect_chosen(page, level)
            hand.click(sentence("assess.next" if number < 12 else "assess.to_result"))
        expect_result(page)
        report(f"by mouse: {time.monotonic() - started:.1f} s, {hand.cost} clicks beyond levels and typing")
        assert hand.cost <= MOST_CLICKS
        check(page)


def test_start_list_and_result_say_what_there_is(start_app: Callable, page: Page) -> None:
    with start_app() as app:
        with furnished(app.data_folder) as house:
            other = house.measure(house.municipality("Amt Musterbach"), title="Warnung vor Starkregen")
            house.answer_all(other, 2)
            town = house.municipality("Stadt Beispielförde")
            own = house.measure(town, title="Pegelsensoren", goal="Hochwasser früh erkennen")
            house.answer(own, "S1", AnswerInput.at(2))
            house.answer(own, "S4", AnswerInput(waiting_for="Kämmerei"))
            for number in range(60):
                house.measure(town, title=f"Dorf-App {number:02}", goal="Auskunft geben", phase="pilot")
        open_page(page, app.address)
        expect(
            page.get_by_role("link", name=re.compile("Pegelsensoren.*noch 11 von 12 Fragen"))
        ).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("wartet auf Kämmerei seit heute"))).to_be_visible()
        in_no_class = page.get_by_role("listitem").filter(has_text="noch nicht entscheidungsreif")
        expect(in_no_class.get_by_role("link", name="61 Maßnahmen")).to_be_visible()
        check(page)

        open_page(page, f"{app.address}/massnahmen")
        rows = page.get_by_role("rowheader")
        expect(rows).to_have_count(50)
        page.get_by_role("button", name=sentence("list.after")).click()
        settle(page)
        expect(rows).to_have_count(12)
        expect(page).to_have_url(re.compile("page=2"))
        page.get_by_role("button", name="Idee", exact=True).click()
        settle(page)
        expect(rows).to_have_text(["Pegelsensoren", "Warnung vor Starkregen"])
        page.reload()
        settle(page)
        expect(rows).to_have_count(2)
        check(page)

        open_page(page, f"{app.address}/ergebnis?measure={own}")
        expect(page.get_by_role("link", name="Warnung vor Starkregen")).to_be_visible()
        expect(
            page.get_by_text(re.compile("möglicherweise ähnlich.*Hochwasser und Starkregen"))
        ).to_be_visible()
        check(page)
        open_page(page, f"{app.address}/bewerten?measure={own}&question=N2")
        page.set_viewport_size({"width": 1280, "height": 800})
        last = page.get_by_role("radiogroup").locator("label").nth(4).bounding_box()
        assert last is not None
        report(f"the last level ends at {last['y'] + last['height']:.0f} px of 800")
        help_ = page.get_by_text("Zielgruppe", exact=True)
        help_.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Menschen in einer gemeinsamen Lage")).to_be_visible()
        check(page)
