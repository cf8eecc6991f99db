"""Submit, come back after a year, see what was said then and what has changed since."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import (
    choose_level,
    click,
    expect_chosen,
    expect_said,
    furnished,
    sentence,
    unfold,
)
from tests.end_to_end.pages import NARROW, WIDE, assert_no_sideways_scroll, axe_findings, open_page, settle
from tests.end_to_end.server import RunningApp


def write(page: Page, label: str, text: str) -> None:
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    field.press("Tab")
    settle(page)


def check_page(page: Page) -> None:
    assert axe_findings(page) == []
    page.set_viewport_size(NARROW)
    settle(page)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(WIDE)
    settle(page)


def fill_in_rows(page: Page) -> None:
    """A partner and an indicator, the indicator with a mistake first."""
    unfold(page, sentence("attached.partners", n=0))
    write(page, sentence("facts.partner_name.label"), "Kreis Musterland")
    click(page, sentence("attached.add.partner"))
    expect(page.get_by_text(sentence("attached.partners", n=1))).to_be_visible()
    unfold(page, sentence("attached.indicators", n=0))
    write(page, sentence("facts.indicator_name.label"), "Abrufe")
    write(page, sentence("facts.indicator_target.label"), "viele")
    click(page, sentence("attached.add.indicator"))
    expect_said(page, sentence("facts.no_number", field=sentence("facts.indicator_target.label")))
    expect(page.get_by_role("textbox", name=sentence("facts.indicator_name.label"))).to_have_value("Abrufe")
    write(page, sentence("facts.indicator_target.label"), "1.000,5")
    click(page, sentence("attached.add.indicator"))
    expect(page.get_by_text(sentence("attached.indicators", n=1))).to_be_visible()
    assert axe_findings(page) == []


def test_a_measure_is_submitted_assessed_again_and_compared_with_itself(page: Page, app: RunningApp) -> None:
    with furnished(app.data_folder) as house:
        measure_id = house.measure(house.municipality("Stadt Beispielförde"), problem="Niemand warnt früh.")
        house.answer_all(measure_id, 2)
    address = f"{app.address}/{{}}?measure={measure_id}"
    page.set_viewport_size(WIDE)
    open_page(page, address.format("massnahmen"))
    fill_in_rows(page)

    open_page(page, address.format("bewerten") + "&question=submit")
    missing = sentence("submitting.field", field=sentence("facts.target_group.label"))
    expect(page.get_by_role("link", name=missing)).to_be_visible()
    check_page(page)
    other_tab = page.context.new_page()
    open_page(other_tab, address.format("bewerten") + "&question=S1")
    click(page, sentence("submitting.submit"))
    expect(page.get_by_text(sentence("submitting.submitted", number=1))).to_be_visible()

    # An answer that arrives after submitting is refused, and stays in view.
    choose_level(other_tab, 4)
    settle(other_tab)
    expect(other_tab.get_by_text(sentence("access.submitted")).first).to_be_visible()
    expect(other_tab.get_by_text(sentence("assess.level", level=4))).to_be_visible()
    other_tab.close()

    click(page, sentence("submitting.start_repeat"))
    expect(page.get_by_role("button", name=sentence("submitting.submit"))).to_be_enabled()
    open_page(page, address.format("bewerten") + "&question=S1")
    expect_chosen(page, None)
    then = page.get_by_role("radiogroup").get_by_text(re.compile(r"Im \w+ \d{4}: Stufe 2"))
    expect(then).to_be_visible()
    choose_level(page, 3)
    expect_chosen(page, 3)
    assert axe_findings(page) == []
    open_page(page, address.format("massnahmen"))
    write(page, sentence("facts.problem.label"), "Niemand warnt rechtzeitig.")

    open_page(page, address.format("ergebnis"))
    expect(page.get_by_role("heading", name=re.compile("^Veränderung seit"))).to_be_visible()
    open_page(page, address.format("vergleich"))
    expect(page.get_by_text(sentence("revisions.compared", n=1))).to_be_visible()
    open_page(page, address.format("massnahmen"))
    page.get_by_role("link", name=sentence("revisions.link", n=2)).click()
    settle(page)
    expect(page.locator("del", has_text="früh.")).to_have_count(1)
    expect(page.locator("ins", has_text="rechtzeitig.")).to_have_count(1)
    expect(page.locator("ins", has_text="Stufe\u00a03")).to_have_count(1)
    expect(page).to_have_url(re.compile("older=1&newer=2"))
    check_page(page)

    open_page(page, address.format("massnahmen"))
    page.get_by_role("link", name=sentence("history.link"), exact=True).click()
    settle(page)
    done = page.get_by_role("table").get_by_text(re.compile("^(Erneute Einschätzung begonnen|Eingereicht)$"))
    expect(done).to_have_text([sentence("history.did.start_repeat"), sentence("history.did.submit")])
    page.get_by_text(sentence("history.for_minutes")).click()
    expect(page.get_by_text(re.compile("^[0-9a-f]{64}$"))).to_be_visible()
    check_page(page)
