"""The look in a real browser: readable for everybody, wide and narrow, light and dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

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

PAGES = ["", "bewerten", "ergebnis", "vergleich"]
SCHEMES = ["light", "dark"]


def open_gallery(page: Page, gallery: RunningApp, path: str = "") -> None:
    open_page(page, f"{gallery.address}/{path}")
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_are_free_of_serious_findings_and_never_wider_than_the_screen(
    page: Page, gallery: RunningApp, path: str, scheme: str, size: dict[str, int]
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    open_gallery(page, gallery, path)
    assert axe_findings(page) == []
    assert_no_sideways_scroll(page)
    assert blocked_by_policy(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_colours_are_those_of_kern(page: Page, gallery: RunningApp, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_gallery(page, gallery)
    action = {"light": "rgb(32, 68, 170)", "dark": "rgb(151, 175, 225)"}[scheme]
    background = {"light": "rgb(255, 255, 255)", "dark": "rgb(0, 0, 0)"}[scheme]
    create = page.get_by_role("button", name="Maßnahme anlegen")
    expect(create).to_have_css("background-color", action)
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", background)
    expect(create).to_have_css("font-family", re.compile("^.?Fira Sans"))


def test_the_typeface_comes_from_this_server(page: Page, gallery: RunningApp) -> None:
    open_gallery(page, gallery)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 16px \"Fira Sans\"'))")


def test_the_page_speaks_german_in_what_streamlit_says(page: Page, gallery: RunningApp) -> None:
    open_gallery(page, gallery)
    expect(page.get_by_role("navigation", name="Hauptnavigation")).to_be_visible()
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_attached()
    expect(page.get_by_role("button", name="Auswahl öffnen")).to_be_visible()
    page.get_by_label("Name der Maßnahme").fill("Pegel")
    expect(page.get_by_text("Mit der Eingabetaste übernehmen")).to_be_visible()


def test_what_people_typed_is_not_taken_for_streamlits_words(page: Page, gallery: RunningApp) -> None:
    open_gallery(page, gallery)
    field = page.get_by_label("Name der Maßnahme")
    field.fill("Close")
    field.press("Enter")
    settle(page)
    expect(field).to_have_value("Close")


def test_an_unknown_address_says_so_in_german(page: Page, gallery: RunningApp) -> None:
    page.goto(f"{gallery.address}/gibt/es/nicht")
    dialog = page.get_by_role("dialog", name="Seite nicht gefunden")
    expect(dialog).to_contain_text("Unter dieser Adresse gibt es keine Seite. Sie sehen die Startseite.")


def test_narrow_screens_have_the_navigation_behind_a_button(page: Page, gallery: RunningApp) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    open_gallery(page, gallery)
    page.get_by_role("button", name="Menü", exact=True).click()
    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Vergleich").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vergleich")


def test_the_product_stands_in_the_head_in_the_pages_language(page: Page, gallery: RunningApp) -> None:
    open_gallery(page, gallery, "?lang=en")
    head = "getComputedStyle(document.querySelector('[data-testid=stToolbar]'), '::before').content"
    assert page.evaluate(head) == '"Measure Compass"'
    expect(page).to_have_title("Guten Tag – Measure Compass")


def test_the_language_link_changes_the_page_and_stays_chosen(page: Page, gallery: RunningApp) -> None:
    open_gallery(page, gallery, "vergleich")
    page.get_by_role("link", name="English").click()
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == f"{gallery.address}/vergleich?lang=en"
    open_gallery(page, gallery, "ergebnis")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Deutsch")).to_be_visible()


def test_a_step_has_an_address_a_title_and_keeps_the_focus(page: Page, gallery: RunningApp) -> None:
    open_gallery(page, gallery, "bewerten")
    page.evaluate("window.notLoadedAnew = true")
    step = page.get_by_role("link", name="Zugang")
    step.click()
    expect(page).to_have_url(f"{gallery.address}/bewerten?frage=Zugang")
    settle(page)
    expect(step).to_be_focused()
    assert page.evaluate("window.notLoadedAnew") is True
    expect(page).to_have_title("Frage 6 von 12 – Pegelsensoren – Maßnahmenkompass")


def test_a_level_is_chosen_by_key_keeps_the_focus_and_is_announced(page: Page, gallery: RunningApp) -> None:
    open_gallery(page, gallery, "bewerten")
    news = page.locator("body > [role=status]")
    expect(news).to_have_text("noch nicht beantwortet")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    level = page.get_by_role("radio", name=re.compile("^1"))
    level.focus()
    level.press("Space")
    expect(news).to_have_text("✓ gespeichert 14:03")
    settle(page)
    expect(level).to_be_focused()
    expect(level).to_be_checked()


def test_a_failing_page_shows_a_sentence_with_the_number_of_the_log(page: Page, gallery: RunningApp) -> None:
    open_page(page, f"{gallery.address}/matrix-pruefen")
    sentence = page.get_by_test_id("stAlert")
    expect(sentence).to_contain_text("Ihre gespeicherten Angaben sind erhalten.")
    number = re.search(r"Nummer (\w{8})", sentence.inner_text())
    assert number is not None
    assert f"error {number[1]} on screen" in gallery.log()
    assert "Traceback" not in page.content()
    assert "division by zero" not in page.content()


def test_rows_become_cards_with_labels_on_narrow_screens(page: Page, gallery: RunningApp) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    open_gallery(page, gallery, "vergleich")
    cell = page.get_by_role("cell", name="76")
    expect(cell).to_have_css("display", "grid")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Summe"'
