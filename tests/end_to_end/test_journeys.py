"""The main job as a planner does it: create, assess, see, compare; in German and in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

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

FIRST_LEVELS = [2, 1, 2, None, 2, 1, 1, 1, 2, 1, 0, 1]
SECOND_LEVELS = [3, 2, 2, 2, 3, 2, 2, 2, 3, 2, 2, 2]


@dataclass(frozen=True)
class Words:
    """What the buttons are called in one language."""

    create: str
    municipality: str
    other: str
    name: str
    create_now: str
    goal_source: str
    goal_place: str
    to_assess: str
    cannot_judge: str
    saved: str
    next: str
    to_result: str
    ranking: str
    matrix: str


GERMAN = Words(
    create="Maßnahme anlegen",
    municipality="Name der Kommune",
    other="andere Kommune eintragen …",
    name="Name der Maßnahme",
    create_now="Anlegen",
    goal_source="Papier, in dem das Ziel steht",
    goal_place="Fundstelle (Seite oder Abschnitt)",
    to_assess="Fragen beantworten",
    cannot_judge="Kann ich nicht beurteilen",
    saved="✓ gespeichert",
    next="Weiter →",
    to_result="Zum Ergebnis →",
    ranking="Rangfolge",
    matrix="Matrix",
)
ENGLISH = Words(
    create="Create a measure",
    municipality="Name of the municipality",
    other="add another municipality …",
    name="Name of the measure",
    create_now="Create",
    goal_source="Paper that states the goal",
    goal_place="Place (page or section)",
    to_assess="Answer the questions",
    cannot_judge="I cannot judge this",
    saved="✓ saved",
    next="Next →",
    to_result="To the result →",
    ranking="Ranking",
    matrix="Matrix",
)


def write(page: Page, label: str, text: str) -> None:
    """Types into a field and leaves it, as a person would."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    field.press("Tab")
    settle(page)


def click(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_have_count(1)  # while a question is being replaced, both are there for a moment
    button.click()
    settle(page)


def levels(page: Page) -> Locator:
    return page.get_by_role("radiogroup").get_by_role("radio")


def choose_level(page: Page, level: int) -> None:
    page.get_by_role("radiogroup").locator("label").nth(level).click()
    settle(page)
    expect(levels(page).nth(level)).to_be_checked()


def create_measure(page: Page, words: Words, municipality: str, title: str, *, first: bool = False) -> str:
    """From the list of measures to the new fact sheet; gives its address."""
    click(page, words.create)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.create)
    expect(page.get_by_role("button", name=words.create_now, exact=True)).to_be_visible()
    if not first:
        page.get_by_role("combobox").click()
        page.get_by_role("option", name=words.other).click()
        settle(page)
    write(page, words.municipality, municipality)
    write(page, words.name, title)
    click(page, words.create_now)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_url(re.compile(r"[?&]measure=\d+"))
    return page.url


def answer(page: Page, words: Words, level: int | None) -> None:
    if level is None:
        click(page, words.cannot_judge)
    else:
        choose_level(page, level)
    expect(page.locator("[data-mk-announce]", has_text=words.saved)).to_be_visible()


def go_on(page: Page, words: Words) -> None:
    """To the next question, and no further before it is there."""
    asked = page.get_by_role("radiogroup").get_attribute("aria-label") or ""
    click(page, words.next)
    expect(page.get_by_role("radiogroup")).not_to_have_accessible_name(asked)


def answer_all(page: Page, words: Words, chosen: list[int | None], *, first: int = 1) -> None:
    """Answers one question after the other and stays at the last."""
    for number, level in enumerate(chosen, start=first):
        expect(page).to_have_title(re.compile(rf"\b{number} (von|of) 12\b"))
        answer(page, words, level)
        if number < first + len(chosen) - 1:
            go_on(page, words)


def check_page(page: Page) -> None:
    """What holds on every page: usable by everybody, on every screen, asking nobody."""
    assert axe_findings(page) == []
    assert blocked_by_policy(page) == []
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.set_viewport_size(NARROW)
    settle(page)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(WIDE)
    settle(page)


def test_a_planner_creates_assesses_reloads_and_compares(app: RunningApp, page: Page) -> None:
    words = GERMAN
    open_page(page, app.address)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    check_page(page)
    create_measure(page, words, "Stadt Beispielförde", "Pegelsensoren für die Treene", first=True)
    write(page, words.goal_source, "ISEK vom 12. Mai 2024")
    write(page, words.goal_place, "Seite 14")
    check_page(page)

    click(page, words.to_assess)
    check_page(page)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    answer_all_with_a_reload_in_the_middle(page, words)
    check_page(page)

    click(page, words.to_result)
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("^Tragfähig"))
    expect(page.get_by_text("beurteilt: 11 von 12").first).to_be_visible()
    check_page(page)
    with page.expect_download() as download:
        click(page, "Ergebnis und Steckbrief als PDF")
    assert download.value.suggested_filename == "ergebnis-pegelsensoren-für-die-treene.pdf"
    assert PdfReader(download.value.path()).metadata.title == "Pegelsensoren für die Treene"

    open_page(page, f"{app.address}/massnahmen")
    create_measure(page, words, "Amt Musterbach", "Digitaler Bauhof")
    write(page, words.goal_source, "Leitbild vom 3. März 2025")
    write(page, words.goal_place, "Ziel 2")
    click(page, words.to_assess)
    answer_all(page, words, SECOND_LEVELS)

    open_page(page, f"{app.address}/vergleich")
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "2 Maßnahmen aus 2 Kommunen im Vergleich."
    )
    check_page(page)
    page.get_by_role("radio", name=words.ranking).click()
    settle(page)
    expect(page).to_have_url(re.compile("view=ranking"))
    ranked = page.get_by_role("table").first.get_by_role("rowheader")
    expect(ranked).to_have_text([re.compile("^Digitaler Bauhof"), re.compile("^Pegelsensoren")])
    check_page(page)

    page.reload()
    settle(page)
    expect(ranked).to_have_count(2)
    open_page(page, f"{app.address}/kriterien")
    check_page(page)
    open_page(page, f"{app.address}/massnahmen")
    expect(page.get_by_role("rowheader")).to_have_count(2)
    check_page(page)


def answer_all_with_a_reload_in_the_middle(page: Page, words: Words) -> None:
    answer_all(page, words, FIRST_LEVELS[:6])
    write(page, "Begründung (freiwillig)", "Gespräch mit der Feuerwehr am 12. Mai")
    page.reload()
    settle(page)
    expect(page).to_have_title(re.compile("Frage 6 von 12"))
    expect(levels(page).nth(1)).to_be_checked()
    expect(page.get_by_role("textbox", name="Begründung")).to_have_value(
        "Gespräch mit der Feuerwehr am 12. Mai"
    )
    expect(page.get_by_text("6 von 12 Fragen beantwortet")).to_be_visible()
    go_on(page, words)
    answer_all(page, words, FIRST_LEVELS[6:], first=7)
    expect(page.get_by_text("12 von 12 Fragen beantwortet")).to_be_visible()


def test_the_same_in_english(start_app: Callable, page: Page) -> None:
    words = ENGLISH
    with start_app() as app:
        open_page(page, f"{app.address}/?lang=en")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        create_measure(page, words, "Beispielförde", "Water-level sensors", first=True)
        write(page, words.goal_source, "Development concept of 12 May 2024")
        write(page, words.goal_place, "page 14")
        click(page, words.to_assess)
        answer_all(page, words, FIRST_LEVELS)
        check_page(page)
        click(page, words.to_result)
        expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("^Viable"))
        check_page(page)
        open_page(page, f"{app.address}/massnahmen")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        create_measure(page, words, "Musterbach", "Digital depot")
        open_page(page, f"{app.address}/vergleich?view=ranking")
        expect(page.get_by_role("rowheader", name=re.compile("Water-level sensors")).first).to_be_visible()
        expect(page.get_by_role("heading", name="Not in the ranking")).to_be_visible()
        check_page(page)
        for place in ("", "massnahmen", "kriterien"):
            open_page(page, f"{app.address}/{place}")
            check_page(page)


def test_two_tabs_on_one_assessment_see_mine_and_theirs(
    start_app: Callable, page: Page, context: BrowserContext
) -> None:
    words = GERMAN
    with start_app() as app:
        open_page(page, app.address)
        create_measure(page, words, "Stadt Beispielförde", "Pegelsensoren", first=True)
        click(page, words.to_assess)
        # With the page's own name: for a moment the question stands in the address of the page before.
        expect(page).to_have_url(re.compile(r"/bewerten\?.*question=S1"))
        other = context.new_page()
        open_page(other, page.url)

        answer(page, words, 2)
        other.get_by_role("radiogroup").locator("label").nth(4).click()
        settle(other)

        conflict = other.get_by_text("Es ist nichts überschrieben")
        expect(conflict).to_be_visible()
        expect(other.get_by_text("Stufe 4", exact=True)).to_be_visible()
        expect(other.get_by_text("Stufe 2", exact=True)).to_be_visible()
        expect(levels(other).nth(2)).to_be_checked()
        assert axe_findings(other) == []

        click(other, "Meine Angabe speichern")
        expect(conflict).to_have_count(0)
        expect(levels(other).nth(4)).to_be_checked()
        page.reload()
        settle(page)
        expect(levels(page).nth(4)).to_be_checked()


def test_dark_pages_are_readable(app: RunningApp, browser: Browser, page: Page) -> None:
    """Runs after the first journey, on its data."""
    page.emulate_media(color_scheme="dark")
    for place in ("", "massnahmen", "massnahmen?measure=1", "bewerten?measure=1", "ergebnis?measure=1"):
        open_page(page, f"{app.address}/{place}")
        assert axe_findings(page) == [], place
    for place in ("vergleich", "vergleich?view=ranking", "kriterien"):
        open_page(page, f"{app.address}/{place}")
        assert axe_findings(page) == [], place


@pytest.mark.parametrize("place", ["massnahmen", "bewerten", "ergebnis"])
def test_an_address_with_an_id_that_is_not_there_gets_a_sentence(
    app: RunningApp, page: Page, place: str
) -> None:
    for named in ("999", "1%20OR%201=1", "-1", "99999999999999999999"):
        open_page(page, f"{app.address}/{place}?measure={named}")
        expect(page.get_by_text("Diese Maßnahme gibt es nicht")).to_be_visible()
        expect(page.get_by_text("Traceback")).to_have_count(0)


def test_digits_choose_evidence_is_kept_and_a_question_is_passed_on(start_app: Callable, page: Page) -> None:
    words = GERMAN
    with start_app() as app:
        open_page(page, app.address)
        create_measure(page, words, "Stadt Beispielförde", "Pegelsensoren", first=True)
        click(page, words.to_assess)
        levels(page).first.focus()
        page.keyboard.press("3")
        expect(levels(page).nth(3)).to_be_checked()
        expect(page.locator("[data-mk-announce]", has_text=words.saved)).to_be_visible()
        expect(
            page.get_by_role("textbox", name="Begründung (bei dieser Antwort erforderlich)")
        ).to_be_visible()

        unfold(page, "Nachweise (bei dieser Stufe erwartet)")
        write(page, "Internetadresse (falls vorhanden)", "javascript:alert(1)")
        click(page, "Nachweis hinzufügen")
        expect(page.get_by_text("Das ist keine Internetadresse.")).to_be_visible()
        address = page.get_by_role("textbox", name="Internetadresse (falls vorhanden)")
        expect(address).to_have_value("javascript:alert(1)")
        title = page.get_by_role("textbox", name="Dokument (Titel, Datum)")
        title.evaluate("field => { field.isStillTheSame = true; }")
        write(page, "Internetadresse (falls vorhanden)", "https://example.org/isek.pdf")
        # The sentence goes, and no field is drawn anew with it: what is typed meanwhile would be lost.
        expect(page.get_by_text("Das ist keine Internetadresse.")).to_have_count(0)
        expect(title).to_have_js_property("isStillTheSame", True)
        write(page, "Dokument (Titel, Datum)", "ISEK vom 12. Mai 2024")
        write(page, "Seite oder Abschnitt", "Seite 14")
        click(page, "Nachweis hinzufügen")
        expect(address).to_have_value("")
        page.reload()
        settle(page)
        unfold(page, "Nachweise (1)")
        kept = page.locator("details", has_text="Nachweise (1)").get_by_text("https://example.org/isek.pdf")
        said = "ISEK vom 12. Mai 2024, Fundstelle: Seite 14, https://example.org/isek.pdf"
        expect(kept.locator("xpath=ancestor::p")).to_have_text(said)
        check_page(page)

        page.get_by_role("button", name=words.next, exact=True).press("Enter")
        expect(page.locator("[data-mk-step=S2]")).to_be_focused()
        page.keyboard.press("1")
        expect(levels(page).nth(1)).to_be_checked()
        go_on(page, words)
        unfold(page, "An Kollegin oder Kollegen weitergeben")
        write(page, "Wer soll antworten? (Name oder Stelle)", "IT-Stelle")
        expect(page.get_by_role("link", name="Anschluss wartet auf IT-Stelle")).to_be_visible()
        expect(page.get_by_text(f"{app.address}/bewerten?measure=1&question=S3")).to_be_visible()
        check_page(page)


def test_the_later_fields_are_saved_typed_and_a_mistake_loses_nothing(
    start_app: Callable, page: Page
) -> None:
    with start_app() as app:
        open_page(page, app.address)
        create_measure(page, GERMAN, "Stadt Beispielförde", "Pegelsensoren", first=True)
        unfold(page, "Finanzen (0 von 10 ausgefüllt)")
        own_share = page.get_by_role("textbox", name="Eigenanteil (Euro)", exact=True)
        write(page, "Eigenanteil (Euro)", "12500,50 €")
        expect(own_share).to_have_value("12.500,50")
        write(page, "Folgekosten pro Jahr (Euro)", "etwa 3000")
        expect(page.get_by_text("„Folgekosten pro Jahr (Euro)“ ist ein Betrag in Euro")).to_be_visible()
        expect(page.get_by_role("textbox", name="Folgekosten pro Jahr (Euro)")).to_have_value("etwa 3000")
        write(page, "Folgekosten pro Jahr (Euro)", "3000")
        expect(page.get_by_text("ist ein Betrag in Euro")).to_have_count(0)
        check_page(page)
        page.reload()
        settle(page)
        unfold(page, "Finanzen (2 von 10 ausgefüllt)")
        expect(own_share).to_have_value("12.500,50")


def test_what_is_typed_after_the_desk_moved_in_another_tab_is_refused_and_stays_in_view(
    start_app: Callable, page: Page, context: BrowserContext
) -> None:
    with start_app() as app:
        open_page(page, app.address)
        create_measure(page, GERMAN, "Stadt Beispielförde", "Pegelsensoren", first=True)
        click(page, GERMAN.to_assess)
        answer(page, GERMAN, 2)
        other = context.new_page()
        open_page(other, f"{app.address}/massnahmen")
        create_measure(other, GERMAN, "Amt Musterbach", "Digitaler Bauhof")

        reason = page.get_by_role("textbox", name="Begründung (freiwillig)")
        reason.fill("ISEK, Seite 14")
        reason.press("Tab")
        expect(page.get_by_text("Diese Maßnahme gehört einer anderen Kommune").first).to_be_visible()
        expect(page.get_by_text("ISEK, Seite 14").first).to_be_visible()
        other.goto(page.url)
        settle(other)
        expect(other.get_by_role("textbox", name="Begründung (freiwillig)")).to_have_value("")
