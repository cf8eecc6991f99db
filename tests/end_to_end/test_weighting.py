"""Gewichtung und Festigkeit, by keyboard: two groups weigh and fix, then see how firm the order is."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import click, furnished, sentence, unfold
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    open_page,
    settle,
)
from tests.end_to_end.server import RunningApp
from toolkit.model.inputs import AnswerInput

REASON = "Das Leitbild nennt die Strategie zuerst."
# Strategy against the users: whose weight counts more decides who is first.
MEASURES = {"Digitaler Bauhof": {"S": 4, "N": 2, "T": 2}, "Mitfahrbank": {"S": 2, "N": 4, "T": 2}}


def check_page(page: Page) -> None:
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        settle(page)
        assert_no_sideways_scroll(page)
        assert axe_findings(page) == []


def add_measures(app: RunningApp) -> None:
    with furnished(app.data_folder) as house:
        town = house.municipality("Auental")
        for title, levels in MEASURES.items():
            measure_id = house.measure(town, title=title)
            house.answer_all(measure_id, 2)
            for question in (each for each in house.assessment(measure_id).catalogue.questions):
                if levels[question[0]] != 2:
                    change = AnswerInput.at(levels[question[0]])
                    house.answer(measure_id, question, change, based_on=1)


def add_group(page: Page, name: str) -> None:
    page.get_by_label(sentence("weighting.group_name"), exact=True).last.fill(name)
    page.keyboard.press("Tab")
    settle(page)
    click(page, sentence("weighting.add_group"))
    expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    settle(page)


def weigh_by_keyboard(page: Page, steps: list[int]) -> None:
    """So many arrows from the first level of each criterion: niedrig, mittel, hoch."""
    medium = page.get_by_role("radio", name=sentence("weighting.level.medium"), exact=True)
    groups = page.get_by_role("radiogroup").filter(has=medium)
    for number, arrows in enumerate(steps):
        groups.nth(number).get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        settle(page)
        for _ in range(arrows):
            page.keyboard.press("ArrowRight")
            settle(page)


def propose_and_fix(page: Page) -> None:
    field = page.get_by_label(sentence("weighting.reason"))
    field.fill(REASON)
    page.keyboard.press("Tab")
    settle(page)
    click(page, sentence("weighting.propose"))
    expect(page.get_by_text(sentence("weighting.done.proposed"))).to_be_visible()
    settle(page)
    click(page, sentence("weighting.fix"))
    expect(page.get_by_text(sentence("weighting.done.fixed"))).to_be_visible()
    settle(page)


def show(page: Page, part: str) -> None:
    page.get_by_role("radio", name=sentence(f"weighting.part.{part}")).click()
    settle(page)


def test_two_groups_weigh_and_fix_before_they_see_how_firm_the_order_is(app: RunningApp, page: Page) -> None:
    add_measures(app)
    open_page(page, f"{app.address}/gewichtung")
    for name in ("Rat", "Bürgerschaft"):
        add_group(page, name)
    weigh_by_keyboard(page, [2, 0, 0])
    # Shown, and read aloud by screen readers.
    follows = "Daraus folgt: Strategiebezug 60 %, Nutzerorientierung 20 % und Übertragbarkeit 20 %."
    expect(page.get_by_role("status").filter(has_text=follows)).to_have_count(1)
    check_page(page)
    propose_and_fix(page)

    show(page, "firmness")
    hidden = sentence("weighting.hidden_until_fixed", n=1, groups=("Bürgerschaft",))
    expect(page.get_by_text(hidden)).to_be_visible()
    expect(page.get_by_text("Digitaler Bauhof")).to_have_count(0)
    show(page, "weigh")
    weigh_by_keyboard(page, [0, 2, 0])
    propose_and_fix(page)

    show(page, "firmness")
    first = "„Digitaler Bauhof“ liegt vorn, aber die 2 Maßnahmen sind nicht klar zu trennen."
    expect(page.get_by_role("heading", name=first)).to_be_visible()
    border = "Wöge Nutzerorientierung mehr als 43 % statt 20 %, führte „Mitfahrbank“."
    expect(page.get_by_text(border).first).to_be_visible()
    moved = page.locator(".mk-status").filter(has_text="für Strategiebezug")
    expect(moved).to_have_text("Bei 60 % für Strategiebezug liegt „Digitaler Bauhof“ vorn.")
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    expect(moved).to_have_text("Bei 1 % für Strategiebezug liegt „Mitfahrbank“ vorn.")
    check_page(page)

    show(page, "beside")
    headline = "Der erste Platz hängt an der Gewichtung: „Digitaler Bauhof“ bei Rat"
    expect(page.get_by_role("heading", name=re.compile(headline))).to_be_visible()
    check_page(page)

    show(page, "weigh")
    unfold(page, sentence("weighting.variant_open"))
    page.get_by_label(sentence("weighting.variant_name")).fill("Blick aufs Land")
    weigh_by_keyboard(page, [0, 0, 2])
    page.get_by_label(sentence("weighting.reason")).fill("Kleine Gemeinden brauchen Übertragbares.")
    page.keyboard.press("Tab")
    settle(page)
    click(page, sentence("weighting.variant_add"))
    expect(page.get_by_role("rowheader", name="Blick aufs Land")).to_be_visible()
