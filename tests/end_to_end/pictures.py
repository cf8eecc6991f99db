"""The pictures of the main pages in `docs/pictures`, taken from a running app (`make pictures`)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.end_to_end import browser as browser_search
from tests.end_to_end.pages import open_page
from tests.end_to_end.server import PROJECT, RunningApp, running_app
from tests.houses import TestHouse, panel_catalogue
from toolkit.judging import AnswerKind
from toolkit.model.inputs import AnswerInput
from toolkit.storage import open_database

FOLDER = PROJECT / "docs" / "pictures"
WIDE, NARROW = (1280, 800), (320, 800)
COLOURS = 128
ADDRESSES = {
    "start": "",
    "massnahmen": "massnahmen",
    "steckbrief": "massnahmen?measure=5",
    "bewerten": "bewerten?measure=5&question=N2",
    "ergebnis": "ergebnis?measure=5",
    "vergleich-matrix": "vergleich",
    "vergleich-rangfolge": "vergleich?view=ranking",
    "kriterien": "kriterien",
    "so-rechnen-wir": "so-rechnen-wir",
}
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


def take_pictures(browser: Browser, address: str, size: tuple[int, int], suffix: str) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="de-DE")
    for name, place in ADDRESSES.items():
        open_page(page, f"{address}/{place}")
        page.wait_for_function("document.fonts.status === 'loaded'")
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
        file = FOLDER / f"{name}{suffix}.png"
        page.screenshot(path=file, animations="disabled")
        Image.open(file).quantize(COLOURS).save(file, optimize=True)
    page.close()


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
        furnish(app)
        browser = playwright.chromium.launch(executable_path=program, args=browser_search.launch_arguments())
        take_pictures(browser, app.address, WIDE, "")
        take_pictures(browser, app.address, NARROW, "-320")
        browser.close()


if __name__ == "__main__":
    main()
