"""The pictures of the main pages in `docs/pictures`, taken from a running app (`make pictures`)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlmodel import col, select

from tests.end_to_end import browser as browser_search
from tests.end_to_end.desk import click, sentence
from tests.end_to_end.pages import open_page, settle
from tests.end_to_end.server import PROJECT, RunningApp, running_app
from tests.houses import TestHouse, panel_catalogue
from tests.matrix_check.tables import ERFTSTADT, xlsx
from toolkit.example import load_example, visit_example
from toolkit.judging import AnswerKind
from toolkit.model import Assignment, Meeting, Revision, Role, Round
from toolkit.model.inputs import AnswerInput
from toolkit.services.desk import work_as
from toolkit.services.leading import begin_meeting, show_on_screens
from toolkit.services.meetings import open_meeting
from toolkit.storage import open_database

FOLDER = PROJECT / "docs" / "pictures"
WIDE, NARROW = (1280, 800), (320, 800)
COLOURS = 128
OWN = {
    "start": "",
    "massnahmen": "massnahmen",
    "massnahme-anlegen": "massnahmen?new=1",
    "steckbrief": "massnahmen?measure=5",
    "bewerten": "bewerten?measure=5&question=N2",
    "bewerten-abschluss": "bewerten?measure=5&question=submit",
    "ergebnis": "ergebnis?measure=5",
    "verlauf": "verlauf?measure=5",
    "vergleich-matrix": "vergleich",
    "vergleich-rangfolge": "vergleich?view=ranking",
    "vergleich-profile": "vergleich?view=profiles&profile=1&profile=3",
    "kriterien": "kriterien",
    "so-rechnen-wir": "so-rechnen-wir",
    "impressum": "impressum",
    "datenschutz": "datenschutz",
    "barrierefreiheit": "barrierefreiheit",
}
"""By the name of the picture: pages on a desk with six measures of its own, of every class."""
EMPTY = {"start-leer": "", "einlesen": "einlesen"}
REGION = {
    "start-beispielregion": "",
    "steckbrief-eingereicht": "massnahmen?measure={repeated}",
    "fassungen": "massnahmen?measure={repeated}&older=1&newer=2",
    "erneut-einschaetzen": "ergebnis?measure={repeated}",
    "vergleich-kommunen": "vergleich?view=municipalities",
    "vergleich-aufwand": "vergleich?view=effort",
    "verwaltung-kommunen": "verwaltung",
    "verwaltung-verfahren": "verwaltung?part=programmes",
    "verwaltung-kataloge": "verwaltung?part=catalogues",
}
"""Pages in the example region; `repeated` is a measure that was assessed again after a year."""
IN_ROLES = {
    Role.ADVICE: {"begutachten": "begutachten", "begutachten-eine": "begutachten?measure={to_review}"},
    Role.COORDINATION: {
        "start-koordination": "",
        "koordination": "koordination",
        "koordination-zuweisungen": "koordination?part=assignments",
        "koordination-uebereinstimmung": "koordination?part=agreement",
        "paket": "paket?own_share=150000&municipality_most=2",
    },
    Role.STEERING: {
        "gewichtung": "gewichtung",
        "festigkeit": "gewichtung?part=firmness",
    },
    Role.CHAIR: {
        "sitzung-vorbereiten": "sitzung?meeting={preparing}",
        "sitzung-geschlossen": "sitzung?meeting={closed}",
    },
    None: {"meine-daten": "meine-daten"},
}
"""The same, as the single desk works in one of its roles; `to_review` is assigned to it, and of the region's
meetings one is closed and one prepared."""
HELD = {"sitzung": "sitzung?meeting={preparing}", "sitzung-beamer": "sitzung?meeting={preparing}&screen=1"}
"""Once the chair has opened the prepared one, on its first measure with an own share."""
MATRIX = "matrix-pruefen"
Chosen = int | AnswerKind | None
UNKNOWN, AWAY = AnswerKind.CANNOT_JUDGE, AnswerKind.NOT_APPLICABLE


def furnish(app: RunningApp) -> None:
    """Invented measures of three municipalities, of every class."""
    house = TestHouse(open_database(f"sqlite:///{app.data_folder / 'toolkit.sqlite3'}"))
    bench = house.municipality("Amt Geestrand")
    _measure(house, bench, [3, 2, 2, 3, 3, 3, 2, 2, 3, 2, 2, 2], title="Mitfahrbank mit App", phase="pilot")
    _measure(house, bench, [2, 1, None, None, 2, 1], title="Dorf-App")
    district = house.municipality("Kreis Muster-Nord")
    _measure(house, district, [3, 2, AWAY, 1, 2, 2, 1, 2, 3, 1, 1, 2], title="Digitaler Bauhof")
    _measure(house, district, [3, 2, 3, 2, 3, 2, 2, 2, 2, 3, 2, 2], title="Baumkataster offen", phase="pilot")
    town = house.municipality("Stadt Beispielförde")
    _measure(
        house,
        town,
        [2, 1, 2, UNKNOWN, 2, 1, None, None, 2],
        title="Pegelsensoren für die Treene",
        goal_place="",
    )
    _measure(house, town, [0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0], title="Smarte Laterne")
    house.database.close()


def visit_region(app: RunningApp) -> int:
    """Loads the example region and gives the measure that was assessed again."""
    house = TestHouse(open_database(f"sqlite:///{app.data_folder / 'toolkit.sqlite3'}"))
    with house.database.writing() as session:
        load_example(session, house.actor)
    with house.database.writing() as session:
        visit_example(session, house.actor)
    with house.database.reading() as session:
        # Not one that came back in a round: there the second revision answers what was asked for.
        again = select(Revision.measure_id).where(
            col(Revision.number) == 2, col(Revision.measure_id).not_in(select(Round.measure_id))
        )
        repeated = session.exec(again.order_by(col(Revision.id))).first()
    house.database.close()
    assert repeated is not None
    return repeated


def take_pictures(browser: Browser, address: str, places: Mapping[str, str]) -> None:
    for size, suffix in ((WIDE, ""), (NARROW, "-320")):
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="de-DE")
        for name, place in places.items():
            open_page(page, f"{address}/{place}")
            _take(page, f"{name}{suffix}")
        page.close()


def take_roles(browser: Browser, app: RunningApp) -> None:
    house = TestHouse(open_database(f"sqlite:///{app.data_folder / 'toolkit.sqlite3'}"))
    for role, places in IN_ROLES.items():
        with house.database.writing() as session:
            work_as(session, house.actor, role=role)
        with house.database.reading() as session:
            mine = select(Assignment.measure_id).where(
                col(Assignment.person_id) == house.actor.person_id, col(Assignment.ended_at).is_(None)
            )
            found = {
                "to_review": session.exec(mine.order_by(col(Assignment.id)).limit(1)).first(),
                **{each.state.value: each.id for each in session.exec(select(Meeting))},
            }
        take_pictures(browser, app.address, {name: place.format(**found) for name, place in places.items()})
        if role is Role.CHAIR:
            open_the_meeting(house, found["preparing"] or 0)
            take_pictures(browser, app.address, {name: at.format(**found) for name, at in HELD.items()})
    house.database.close()


def open_the_meeting(house: TestHouse, meeting_id: int) -> None:
    with house.database.writing() as session:
        begin_meeting(session, house.actor, meeting_id=meeting_id)
        items = open_meeting(session, house.actor, meeting_id=meeting_id).items
        shown = next(each.item_id for each in items if each.own_share is not None)
        show_on_screens(session, house.actor, meeting_id=meeting_id, view="item", item_id=shown)


def take_matrix(browser: Browser, address: str) -> None:
    """Matrix prüfen shows something only once a file was dropped and confirmed."""
    for size, suffix in ((WIDE, ""), (NARROW, "-320")):
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="de-DE")
        open_page(page, f"{address}/{MATRIX}")
        content = {"name": "kunstrasen.xlsx", "mimeType": "", "buffer": xlsx(ERFTSTADT)}
        page.locator("input[type=file]").set_input_files(content)
        click(page, sentence("check_matrix.check_now"))
        expect(page.get_by_text(sentence("check_matrix.findings"), exact=True)).to_be_visible()
        settle(page)
        page.evaluate("document.querySelector('h2').scrollIntoView({block: 'center'})")
        _take(page, f"{MATRIX}{suffix}")
        page.close()


def _take(page: Page, name: str) -> None:
    page.wait_for_function("document.fonts.status === 'loaded'")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file, animations="disabled")
    Image.open(file).quantize(COLOURS).save(file, optimize=True)


def _measure(house: TestHouse, municipality_id: int, answers: list[Chosen], **facts: str) -> None:
    measure_id = house.measure(municipality_id, **facts)
    for question, chosen in zip(panel_catalogue().questions, answers, strict=False):
        if isinstance(chosen, AnswerKind):
            house.answer(measure_id, question, AnswerInput.without_level(chosen))
        elif chosen is not None:
            house.answer(measure_id, question, AnswerInput.at(chosen))


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = browser_search.find_or_install()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder)) as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=browser_search.launch_arguments())
        take_pictures(browser, app.address, EMPTY)
        take_matrix(browser, app.address)
        furnish(app)
        take_pictures(browser, app.address, OWN)
        repeated = visit_region(app)
        region = {name: place.format(repeated=repeated) for name, place in REGION.items()}
        take_pictures(browser, app.address, region)
        take_roles(browser, app)
        browser.close()


if __name__ == "__main__":
    main()
