"""The cut, tried out: a criterion, a page and an export column, each added for real in few touches.

A criterion is a file beside the project's own; page and column are added to a copy of the project folder,
whose files are counted. `docs/architecture.md` says the same in words.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import (
    choose_level,
    downloaded_workbook,
    expect_chosen,
    expect_said,
    furnished,
    sentence,
    unfold,
)
from tests.end_to_end.pages import assert_no_sideways_scroll, open_page
from tests.end_to_end.server import PROJECT
from toolkit.messages import LANGUAGES, translate
from toolkit.ui.navigation import ADDRESSES, SCREENS_FOLDER, PageName, page_title

CRITERIA = PROJECT / "criteria"
MOST_FILES = 4
COPIED = ("toolkit", "criteria", ".streamlit", "app.py")
FOURTH_CRITERION = """
  - id: K
    title: {de: Wirkung auf das Klima, en: Effect on the climate}
    short_title: {de: Klima, en: Climate}
    description: {de: Die Maßnahme spart Energie., en: The measure saves energy.}
    weight: high
    questions:
      - id: K1
        title: {de: Energie, en: Energy}
        text: {de: Wie viel Energie spart die Maßnahme?, en: How much energy does the measure save?}
        why: {de: Energie kostet., en: Energy costs money.}
        expected_evidence: {de: Eine Rechnung., en: A bill.}
        example: {de: "Stufe 1, laut Rechnung.", en: "Level 1, by the bill."}
        usual: {idea: 0, pilot: 1, operation: 1}
        minutes: 1
        levels:
          - anchor: {de: Das ist nicht bekannt., en: That is not known.}
            step: 0
          - anchor: {de: Die Einsparung ist geschätzt., en: The saving is estimated.}
            step: 1
          - anchor: {de: Die Einsparung ist gemessen., en: The saving is measured.}
            step: 4

"""
NEW_SCREEN = '''"""Hinweise: what else there is to know."""

from __future__ import annotations

from toolkit.ui import components as look
from toolkit.ui.desk import Seat, take_seat


def show_notes(seat: Seat) -> None:
    look.page_header(seat.say("pages.notes"), language=seat.language, lead=seat.say("pages.notes_lead"))


show_notes(take_seat())
'''


def test_a_criterion_is_one_file(start_app: Callable, page: Page, tmp_path: Path) -> None:
    criteria = tmp_path / "criteria"
    shutil.copytree(CRITERIA, criteria)
    panel = (criteria / "panel-1.yaml").read_text(encoding="utf-8")
    before_the_gate = "# The first rule that applies decides."
    more = panel.replace("version: 1\n", "version: 2\n").replace(
        before_the_gate, FOURTH_CRITERION + before_the_gate
    )
    (criteria / "panel-2.yaml").write_text(more, encoding="utf-8")

    with start_app(settings={"TOOLKIT_CRITERIA_DIR": str(criteria)}) as app:
        open_page(page, app.address)
        expect(page.get_by_text("13 Fragen beantworten")).to_be_visible()
        with furnished(app.data_folder) as house:
            measure = house.measure(house.municipality("Stadt Beispielförde"))
            house.answer_all(measure, 2)
        open_page(page, f"{app.address}/kriterien")
        expect_said(page)
        expect(page.get_by_role("heading", name="Wirkung auf das Klima")).to_be_visible()
        open_page(page, f"{app.address}/bewerten?measure={measure}")
        expect(page).to_have_title(re.compile("Frage 13 von 13"))
        expect(page.get_by_role("radiogroup").get_by_role("radio")).to_have_count(3)
        choose_level(page, 1)
        expect_chosen(page, 1)
        expect(page.get_by_text("13 von 13 Fragen beantwortet")).to_be_visible()
        open_page(page, f"{app.address}/ergebnis?measure={measure}")
        expect(page.get_by_role("row").filter(has_text="Klima").first).to_contain_text("25")
        open_page(page, f"{app.address}/vergleich")
        expect(page.locator(".js-plotly-plot .xtick text")).to_have_text(
            ["Strategiebezug", "Nutzerorientierung", "Übertragbarkeit", "Klima", "Gesamt"]
        )
        headings, values = workbook(page)
        assert (values[headings.index("Klima")], values[headings.index("Energie")]) == (25, 25)
        open_page(page, f"{app.address}/vergleich?view=ranking")
        fourth = page.locator(".mk-stack .mk-part-4")
        expect(fourth).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_every_page_is_a_file_an_address_and_a_name_in_both_languages() -> None:
    assert sorted(path.stem for path in SCREENS_FOLDER.glob("[!_]*.py")) == sorted(PageName)
    assert list(ADDRESSES) == list(PageName)
    assert len(set(ADDRESSES.values())) == len(PageName)
    names = [translate(page_title(name), language) for name in PageName for language in LANGUAGES]
    assert all(names)


def test_a_page_and_an_export_column_are_few_touches(start_app: Callable, page: Page, tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    add_a_page(project)
    page_files = touched(project)
    assert page_files == [
        "toolkit/locales/de/pages.po",
        "toolkit/locales/en/pages.po",
        "toolkit/ui/navigation.py",
        "toolkit/ui/screens/notes.py",
    ]
    add_a_column(project)
    column_files = [file for file in touched(project) if file not in page_files]
    assert column_files == [
        "toolkit/exchange/comparison_table.py",
        "toolkit/locales/de/table.po",
        "toolkit/locales/en/table.po",
    ]
    assert max(len(page_files), len(column_files)) <= MOST_FILES

    with start_app(project=project) as app:
        open_page(page, f"{app.address}/hinweise")
        expect(page.get_by_role("heading", level=1)).to_have_text("Hinweise")
        expect(page.get_by_text("Was sonst zu wissen ist.")).to_be_visible()
        assert_no_sideways_scroll(page)
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Notes")

        with furnished(app.data_folder) as house:
            house.measure(house.municipality("Stadt Beispielförde"))
        open_page(page, f"{app.address}/vergleich?lang=de")
        unfold(page, sentence("compare.as_table"))
        expect(page.get_by_role("columnheader", name="Nummer der Fassung")).to_be_visible()
        headings, values = workbook(page)
        assert values[headings.index("Nummer der Fassung")] == 1


def copy_of_the_project(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    return folder


def touched(project: Path) -> list[str]:
    """The files of the copy that are new or differ."""
    files = (path for path in project.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    relative = sorted(path.relative_to(project) for path in files)
    return [path.as_posix() for path in relative if not is_same(PROJECT / path, project / path)]


def is_same(one: Path, other: Path) -> bool:
    return one.exists() and one.read_bytes() == other.read_bytes()


def add_a_page(project: Path) -> None:
    (project / "toolkit/ui/screens/notes.py").write_text(NEW_SCREEN, encoding="utf-8")
    navigation = project / "toolkit/ui/navigation.py"
    insert(navigation, '    NOTES = "notes"\n', before='CRITERIA = "criteria"')
    insert(navigation, '    PageName.NOTES: "hinweise",\n', before='PageName.CRITERIA: "kriterien"')
    say(project, "pages.notes", de="Hinweise", en="Notes")
    say(project, "pages.notes_lead", de="Was sonst zu wissen ist.", en="What else there is to know.")


def add_a_column(project: Path) -> None:
    column = '        Column(Message.of("table.revision"), lambda measure: measure.revision_number),\n'
    insert(project / "toolkit/exchange/comparison_table.py", column, before='Message.of("table.phase")')
    say(project, "table.revision", de="Nummer der Fassung", en="Number of the revision")


def insert(file: Path, line: str, *, before: str) -> None:
    """A new line before the one line that has this part."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [number for number, text in enumerate(lines) if before in text]
    assert len(places) == 1, f"{file.name} does not have one line with {before}"
    lines.insert(places[0], line)
    file.write_text("".join(lines), encoding="utf-8")


def say(project: Path, key: str, *, de: str, en: str) -> None:
    """One sentence in both languages."""
    for language, text in (("de", de), ("en", en)):
        file = project / "toolkit" / "locales" / language / f"{key.split('.', maxsplit=1)[0]}.po"
        with file.open("a", encoding="utf-8") as sentences:
            sentences.write(f'\nmsgid "{key}"\nmsgstr "{text}"\n')


def workbook(page: Page) -> tuple[list[object], list[object]]:
    """The headings of the downloaded workbook, and its first measure."""
    sheet = downloaded_workbook(page)
    headings, values = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    return headings, values
