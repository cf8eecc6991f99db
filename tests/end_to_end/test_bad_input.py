"""Bad input as a person meets it: each a clear sentence, and nothing lost. No traceback: the fixtures look.

Texts that attack are in `test_hostile_texts.py`, databases and disks in `test_unusable_data.py`.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import (
    choose_level,
    click,
    expect_chosen,
    expect_said,
    furnished,
    outcome,
    run_toolkit,
    said,
    sentence,
)
from tests.end_to_end.pages import open_page
from tests.end_to_end.server import PROJECT, RunningApp
from toolkit.model.inputs import AnswerInput
from toolkit.services.measures import take_step
from toolkit.workflow import Step

PANEL = (PROJECT / "criteria" / "panel-1.yaml").read_text(encoding="utf-8")
FIRST_ANCHOR = "Es ist weder ein Ziel noch ein Handlungsfeld der Kommune oder des Kreises benannt"


def line_of(text: str, part: str) -> str:
    return str(text[: text.index(part)].count("\n") + 1)


def test_catalogues_that_are_missing_broken_or_changed_are_told_and_the_stored_one_counts(
    start_app: Callable, page: Page, tmp_path: Path
) -> None:
    criteria = tmp_path / "criteria"
    criteria.mkdir()
    panel, second = criteria / "panel-1.yaml", criteria / "panel-2.yaml"
    settings = {"TOOLKIT_CRITERIA_DIR": str(criteria)}
    with start_app(settings=settings) as app:
        show_what_is_missing(app, page, criteria)
        panel.write_text(commented_and_reordered(PANEL), encoding="utf-8")
        open_page(page, app.address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect_said(page)
        with furnished(app.data_folder) as house:
            measure = house.measure(house.municipality("Stadt Beispielförde"))
            house.answer_all(measure, 2)

    panel.write_text(PANEL, encoding="utf-8")
    colon = PANEL.replace("version: 1\n", "version: 2\n").replace(
        "de: Panel-Kriterien", "de: Panel: Kriterien"
    )
    second.write_text(colon, encoding="utf-8")
    broken = broken_sentence(second, line=line_of(colon, "Panel: Kriterien"), first="catalogue.yaml_colon")
    with start_app(settings=settings) as app:
        open_page(page, f"{app.address}/kriterien")
        expect_said(page, broken)

    panel.write_text(PANEL.replace(FIRST_ANCHOR, "Nachträglich geändert"), encoding="utf-8")
    with start_app(settings=settings) as app:
        open_page(page, f"{app.address}/kriterien")
        changed = sentence("services.catalogue_changed", title="Panel-Kriterien", version=1)
        expect_said(page, broken, changed)
        page.get_by_text("S1", exact=True).click()
        expect(page.get_by_text(FIRST_ANCHOR)).to_be_visible()
        expect(page.get_by_text("Nachträglich geändert")).to_have_count(0)
        open_page(page, f"{app.address}/ergebnis?measure={measure}&lang=en")
        changed = sentence("services.catalogue_changed", "en", title="Panel criteria", version=1)
        expect(said(page).nth(1)).to_have_text(changed)
        expect(page.get_by_text("judged: 12 of 12").first).to_be_visible()


def show_what_is_missing(app: RunningApp, page: Page, criteria: Path) -> None:
    """No file at all, then one that is not about measures, then one with a mistake beside it."""
    open_page(page, f"{app.address}/?lang=en")
    expect_said(page, sentence("services.no_catalogue", "en"))
    town = PANEL.replace("subject: measure", "subject: municipality").replace("id: panel\n", "id: town\n")
    (criteria / "town.yaml").write_text(town, encoding="utf-8")
    open_page(page, f"{app.address}/?lang=de")
    expect_said(page, sentence("services.no_catalogue"))
    wrong = PANEL.replace("weight: medium", "weight: heavy", 1)
    (criteria / "panel-1.yaml").write_text(wrong, encoding="utf-8")
    open_page(page, app.address)
    expect_said(
        page,
        broken_sentence(
            criteria / "panel-1.yaml",
            line=line_of(wrong, "weight: heavy"),
            place="criteria[0].weight",
            first="catalogue.weight_unknown",
        ),
    )


def broken_sentence(file: Path, *, line: str, first: str, place: str = "") -> str:
    where = place or file.name
    return sentence(
        "services.catalogue_broken", n=1, file=file.name, line=line, place=where, first=sentence(first)
    )


def commented_and_reordered(text: str) -> str:
    """Another file with the same content."""
    moved = text.replace("version: 1\n", "", 1).replace(
        "subject: measure\n", "subject: measure\nversion: 1\n"
    )
    return f"# Eine Anmerkung\n{moved}"


def test_the_command_line_names_file_line_and_path_of_a_broken_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "panel-3.yaml"
    file.write_text(PANEL.replace("weight: medium", "weight: heavy", 1), encoding="utf-8")
    line = line_of(PANEL, "weight: medium")
    german = f"panel-3.yaml, Zeile {line}, criteria[0].weight: {sentence('catalogue.weight_unknown')}"
    assert outcome(run_toolkit("catalogue", "check", str(file))) == (1, [german])
    english = f"panel-3.yaml, line {line}, criteria[0].weight: {sentence('catalogue.weight_unknown', 'en')}"
    assert outcome(run_toolkit("catalogue", "check", str(file), "--language", "en")) == (1, [english])
    missing = f"nichts.yaml: {sentence('catalogue.file_missing')}"
    assert outcome(run_toolkit("catalogue", "check", str(tmp_path / "nichts.yaml"))) == (1, [missing])


def test_the_command_line_names_a_catalogue_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(
        json.dumps({"catalogue": "panel", "version": 9, "facts": {"phase": "idea"}, "answers": {}})
    )
    unknown = "Den Kriterienkatalog panel in Version 9 gibt es hier nicht. Vorhanden: panel in Version 1."
    assert outcome(run_toolkit("score", str(file))) == (2, [unknown])
    assert outcome(run_toolkit("score", str(file), "--language", "en", CRITERIA_DIR=tmp_path)) == (
        2,
        [sentence("score.no_catalogue", "en")],
    )


def test_an_address_that_leads_nowhere_or_elsewhere_says_so_and_changes_nothing(
    app: RunningApp, page: Page
) -> None:
    with furnished(app.data_folder) as house:
        theirs = house.measure(house.municipality("Amt Musterbach"), title="Digitaler Bauhof")
        house.answer(theirs, "S1", AnswerInput.at(2))
        ours = house.municipality("Stadt Beispielförde")
        mine, withdrawn = house.measure(ours), house.measure(ours, title="Alte Idee")
        with house.database.writing() as session:
            take_step(session, house.actor, measure_id=withdrawn, step=Step.WITHDRAW)
    before = log_of(app)
    for named in ("4711", "S1", "1.5", "-1", "0", "1%20OR%201=1", "9" * 30):
        open_page(page, f"{app.address}/massnahmen?measure={named}")
        expect_said(page, sentence("services.no_measure"))
        expect(page.get_by_role("link", name=sentence("pages.to_measures"))).to_be_visible()

    open_page(page, f"{app.address}/bewerten?measure={mine}&question=%3Cb%3EX9")
    expect_said(page, sentence("pages.no_such_question"))
    expect(page).to_have_title(re.compile("Frage 1 von 12"))

    for place in ("massnahmen", "bewerten"):
        open_page(page, f"{app.address}/{place}?measure={withdrawn}")
        expect_said(page, sentence("access.not_editable"))
        expect(page.get_by_role("main").get_by_role("textbox").first).to_be_disabled()

    for address in ("gibt-es-nicht", "massnahmen/7/bewerten"):
        open_page(page, f"{app.address}/{address}")
        expect(page.get_by_role("dialog")).to_contain_text(sentence("shell.page_does_not_exist"))

    open_page(page, f"{app.address}/bewerten?measure={theirs}&question=S1&lang=en")
    expect_said(page, sentence("access.other_desk", "en", municipality="Amt Musterbach"))
    expect(page.get_by_role("radiogroup").get_by_role("radio", disabled=True)).to_have_count(5)
    assert log_of(app) == before
    click(page, sentence("measures.switch", "en", municipality="Amt Musterbach"))
    expect_said(page)
    choose_level(page, 3)
    expect_chosen(page, 3)


def test_a_municipality_that_is_there_already_is_named_and_what_was_typed_stays(
    app: RunningApp, page: Page
) -> None:
    with furnished(app.data_folder) as house:
        house.municipality("Österby")
    open_page(page, f"{app.address}/massnahmen?new=1")
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=sentence("measures.other_municipality")).click()
    page.get_by_role("textbox", name=sentence("measures.municipality_name")).fill("österby")
    title = page.get_by_role("textbox", name=sentence("facts.title.label"))
    title.fill("Pegelsensoren")
    click(page, sentence("measures.create_now"))
    expect_said(page, sentence("municipality.known", name="österby"))
    expect(title).to_have_value("Pegelsensoren")


def log_of(app: RunningApp) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(app.data_folder / "toolkit.sqlite3")) as connection:
        return connection.execute("SELECT id, hash FROM event ORDER BY id").fetchall()


def test_two_apps_on_one_data_folder_both_work(app: RunningApp, start_app: Callable, page: Page) -> None:
    with furnished(app.data_folder) as house:
        measure = house.measure(house.municipality("Gemeinde Heidrand"))
    with start_app(settings={"TOOLKIT_DATA_DIR": str(app.data_folder)}) as second:
        for question, level, one, other in (("S1", 2, app, second), ("S2", 3, second, app)):
            open_page(page, f"{one.address}/bewerten?measure={measure}&question={question}")
            choose_level(page, level)
            expect_chosen(page, level)
            expect(page.get_by_role("status").filter(has_text="✓ gespeichert")).to_be_visible()
            open_page(page, f"{other.address}/bewerten?measure={measure}&question={question}")
            expect_chosen(page, level)
            expect_said(page)
