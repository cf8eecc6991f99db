"""How we calculate, the operator's pages, and the views of the comparison; in German and in English."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.desk import unfold
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    blocked_by_policy,
    open_page,
    settle,
)
from tests.end_to_end.server import RunningApp
from tests.houses import TestHouse
from toolkit.judging import AnswerKind
from toolkit.model import Municipality, MunicipalityKind, SettlementType
from toolkit.model.inputs import AnswerInput
from toolkit.storage import open_database

FOOTER = {
    "de": ["So rechnen wir", "Meine Daten", "Impressum", "Datenschutz", "Erklärung zur Barrierefreiheit"],
    "en": ["How we calculate", "My data", "Legal notice", "Data protection", "Accessibility statement"],
}
METHOD_TITLES = {"de": "So rechnen wir", "en": "How we calculate"}


def check_page(page: Page) -> None:
    """Usable by everybody, on every screen, light and dark, asking nobody."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            settle(page)
            assert axe_findings(page) == [], (scheme, size)
            assert_no_sideways_scroll(page)
    page.emulate_media(color_scheme="light")
    assert blocked_by_policy(page) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_method_is_explained_with_the_example_of_the_catalogue_in_force(
    app: RunningApp, page: Page, language: str
) -> None:
    open_page(page, f"{app.address}/so-rechnen-wir?lang={language}")
    expect(page.get_by_role("heading", level=1)).to_have_text(METHOD_TITLES[language])
    expect(page.get_by_role("heading", level=2)).to_have_count(13)
    expect(page.locator(".mk-method")).to_have_count(18)
    page.locator(".mk-method summary").first.click()
    expect(page.locator(".mk-method dd:visible")).to_have_count(4)
    ranks = page.get_by_role("table").last.get_by_role("row").get_by_role("cell")
    expect(ranks).to_have_text(["35", "1", "33", "2", "33", "2", "30", "4"])
    check_page(page)


def test_the_method_is_one_click_away_from_the_criteria_and_not_in_the_menu(
    app: RunningApp, page: Page
) -> None:
    open_page(page, f"{app.address}/kriterien")
    expect(page.get_by_test_id("stTopNavLink").filter(has_text="So rechnen wir")).to_have_count(0)
    unfold(page, "Wie daraus ein Ergebnis wird")
    settle(page)
    page.get_by_role("link", name="So rechnen wir: die Regeln mit einem Beispiel").click()
    expect(page).to_have_url(re.compile("/so-rechnen-wir"))
    expect(page.get_by_role("heading", level=1)).to_have_text("So rechnen wir")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_footer_leads_to_pages_that_say_what_the_operator_has_to_do(
    app: RunningApp, page: Page, language: str
) -> None:
    for title in FOOTER[language][2:]:
        open_page(page, f"{app.address}/?lang={language}")
        links = page.locator(".mk-footer").get_by_role("link")
        expect(links).to_have_text(FOOTER[language])
        links.filter(has_text=title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator(".mk-alert")).to_contain_text(f".{language}.md")
        page.locator("summary").click()
        check_page(page)


def test_the_operators_text_is_shown_without_a_restart_and_loads_nothing(app: RunningApp, page: Page) -> None:
    folder = app.data_folder / "texts"
    folder.mkdir()
    text = """# Impressum

## Anbieter
Stadt Beispielförde, [Anschrift]
<img src="https://elsewhere.example/pixel.png"> ![Wappen](https://elsewhere.example/wappen.png)
"""
    (folder / "impressum.de.md").write_text(text, encoding="utf-8")
    open_page(page, f"{app.address}/impressum")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Anbieter"])
    expect(page.get_by_text("An einer Stelle dieses Textes")).to_be_visible()
    expect(page.locator(".mk-text img")).to_have_count(0)
    check_page(page)
    open_page(page, f"{app.address}/impressum?lang=en")
    expect(page.get_by_text("available in German only")).to_be_visible()
    expect(page.locator(".mk-text")).to_have_attribute("lang", "de")


def test_a_page_that_ends_early_has_its_footer_too(app: RunningApp, page: Page) -> None:
    open_page(page, f"{app.address}/ergebnis?measure=999")
    expect(page.get_by_text("Diese Maßnahme gibt es nicht")).to_be_visible()
    expect(page.locator(".mk-footer")).to_have_count(1)


def furnish(app: RunningApp) -> None:
    """Two small towns and a district with six measures, one of them only half judged."""
    house = TestHouse(open_database(f"sqlite:///{app.data_folder / 'toolkit.sqlite3'}"))
    for number, name in enumerate(("Stadt Auental", "Stadt Beispielförde", "Kreis Muster-Nord")):
        municipality_id = house.municipality(name)
        house.answer_all(house.measure(municipality_id, title=f"Idee {number}"), 2**number)
        half = house.measure(municipality_id, title=f"Daten {number}", field_of_action="data")
        house.answer(half, "S1", AnswerInput.at(2))
        house.answer(half, "N1", AnswerInput.without_level(AnswerKind.CANNOT_JUDGE))
        with house.database.writing() as session:
            row = session.get_one(Municipality, municipality_id)
            if name.startswith("Kreis"):
                row.kind = MunicipalityKind.DISTRICT
            else:
                row.settlement_type = SettlementType.SMALL_TOWN
            row.funded = number == 0
            session.add(row)
    house.database.close()


def test_profiles_stand_side_by_side_and_the_address_keeps_who_was_chosen(
    app: RunningApp, page: Page
) -> None:
    furnish(app)
    open_page(page, f"{app.address}/vergleich?view=profiles&profile=5&profile=1&profile=999")
    profiles = page.locator(".mk-profiles > li").get_by_role("heading")
    expect(profiles).to_have_text(["Idee 2", "Idee 0"])
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Am weitesten auseinander liegen sie bei Strategiebezug, Nutzerorientierung und "
        "Übertragbarkeit: „Idee 2“ hat 100 Punkte, „Idee 0“ 25."
    )
    check_page(page)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="Daten 1 · Stadt Beispielförde").click()
    page.keyboard.press("Escape")
    settle(page)
    expect(profiles).to_have_text(["Idee 2", "Idee 0", "Daten 1"])
    expect(page).to_have_url(re.compile("profile=5&profile=1&profile=4$"))
    page.reload()
    settle(page)
    expect(profiles).to_have_text(["Idee 2", "Idee 0", "Daten 1"])
    expect(page.get_by_role("row", name=re.compile("^Beschlossenes Ziel")).get_by_role("cell")).to_have_text(
        ["Stufe 4", "Stufe 1", "Stufe 2"]
    )


def test_municipalities_show_every_measure_as_a_dot_within_their_group(app: RunningApp, page: Page) -> None:
    """Runs after the profiles, on their data."""
    open_page(page, f"{app.address}/vergleich?view=municipalities")
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Am weitesten liegen die Gesamtwerte in der Gruppe Kreise auseinander: 50 bis 100 Punkte."
    )
    expect(page.get_by_role("heading", level=3)).to_have_text(["Kleinstädte", "Kreise"])
    numbers = page.get_by_role("table").first.get_by_role("row").filter(has_text="Stadt")
    expect(numbers).to_have_text([re.compile(r"25 · \(50\)$"), re.compile(r"\(50\) · 50$")])
    by_funding = page.get_by_role("table").nth(1).get_by_role("row").filter(has_text="Maßnahmen")
    expect(by_funding).to_have_text(
        [
            re.compile("^gefördert.*2 Maßnahmen, 25 bis 50 Punkte$"),
            re.compile("^nicht gefördert.*mit je 50 Punkten$"),
        ]
    )
    # Six measures, and those of the two towns once more by funding.
    expect(page.locator(".mk-dot")).to_have_count(10)
    expect(page.locator(".mk-dot--hollow")).to_have_count(5)
    check_page(page)


def test_the_other_filters_stand_in_the_address_and_read_well_in_english(app: RunningApp, page: Page) -> None:
    open_page(page, f"{app.address}/vergleich?lang=en&view=municipalities&group=small_town")
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "In the group Small towns the totals range from 25 to 50 points."
    )
    page.get_by_role("button", name="not funded", exact=True).click()
    settle(page)
    expect(page).to_have_url(re.compile("funded=no"))
    expect(page.locator(".mk-dot")).to_have_count(2)
    check_page(page)
    open_page(page, f"{app.address}/vergleich?lang=en&view=profiles")
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Choose up to 5 measures to stand side by side."
    )
    check_page(page)
