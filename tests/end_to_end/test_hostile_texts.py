"""What people write stays text on every page and in every file, however it looks and however long it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.desk import downloaded_workbook, furnished, said, sentence, unfold
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    blocked_by_policy,
    open_page,
    settle,
)
from tests.end_to_end.server import RunningApp
from tests.houses import TestHouse
from toolkit.judging import AnswerKind
from toolkit.model.inputs import AnswerInput

MARKUP = "<img src=x onerror=alert(1)> **fett** $x$ [l](http://example.com) :red[x] =1+1"
FORMULA = "=1+1"
LONG = "ü" * 200
PLACE = "![b](http://example.com/b.png) *kursiv* <b>x</b> www.example.com"
LONG_PLACE = "Ö" * 200
TITLES = {PLACE: [MARKUP], LONG_PLACE: [FORMULA, LONG]}


def test_whatever_people_write_is_shown_as_text(start_app: Callable, page: Page) -> None:
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    with start_app() as app:
        with furnished(app.data_folder) as house:
            measures = {
                written_up(house, municipality, title): title
                for place, titles in TITLES.items()
                for municipality in [house.municipality(place)]
                for title in titles
            }
        look_at_the_lists(app, page)
        for measure, title in measures.items():
            look_at_one(app, page, measure, title)
        look_at_the_comparison(app, page)
        look_at_the_workbook(app, page)
    assert (opened, blocked_by_policy(page)) == ([], [])


def written_up(house: TestHouse, municipality: int, title: str) -> int:
    """A measure of which all questions but one are answered."""
    measure = house.measure(municipality, title=title)
    house.answer_all(measure, 2)
    house.answer(measure, "T4", AnswerInput.without_level(AnswerKind.OPEN), based_on=1)
    return measure


def on_both_screens(page: Page) -> Iterator[None]:
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        settle(page)
        yield
        assert_no_sideways_scroll(page)


def look_at_the_lists(app: RunningApp, page: Page) -> None:
    open_page(page, app.address)
    for _ in on_both_screens(page):
        for title in (FORMULA, LONG):
            task = page.locator(".st-key-mk-group-open-tasks").get_by_role("link", name=title)
            expect(task).to_be_visible()
        for title in (MARKUP, FORMULA, LONG):
            expect(page.get_by_role("link", name=title, exact=True).first).to_be_visible()
        expect(page.locator(".mk-account")).to_contain_text(LONG_PLACE)
    open_page(page, f"{app.address}/massnahmen")
    for _ in on_both_screens(page):
        expect(page.get_by_role("rowheader")).to_have_text([FORMULA, LONG, MARKUP])
        expect(page.get_by_role("cell").get_by_text(PLACE)).to_be_visible()


def look_at_one(app: RunningApp, page: Page, measure: int, title: str) -> None:
    place = PLACE if title == MARKUP else LONG_PLACE
    for address in ("massnahmen", "bewerten", "ergebnis"):
        open_page(page, f"{app.address}/{address}?measure={measure}")
        for _ in on_both_screens(page):
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
            expect(page.locator(".mk-kicker")).to_contain_text(place)
        elsewhere = title == MARKUP and address != "ergebnis"
        expect(said(page)).to_have_count(1 if elsewhere else 0)
        if elsewhere:
            assert without_joiners(said(page)) == sentence("access.other_desk", municipality=PLACE)
            switch = page.get_by_role("button", name="Wechseln zu")
            assert without_joiners(switch) == sentence("measures.switch", municipality=PLACE)
            for piece in (said(page), switch):
                expect(piece.locator("a, img, em, b")).to_have_count(0)


def without_joiners(piece: Locator) -> str:
    """What is read there. The invisible signs keep addresses from becoming links."""
    return piece.inner_text().replace("\u2060", "").strip()


def look_at_the_comparison(app: RunningApp, page: Page) -> None:
    open_page(page, f"{app.address}/vergleich")
    for _ in on_both_screens(page):
        expect(page.get_by_role("heading", level=2)).to_be_visible()
    drawn = page.locator(".js-plotly-plot .ytick text")
    expect(drawn.first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(drawn.nth(1)).to_contain_text(FORMULA)
    unfold(page, sentence("compare.as_table"))
    for _ in on_both_screens(page):
        expect(page.get_by_role("rowheader", name=MARKUP, exact=True)).to_be_visible()
        expect(page.get_by_role("cell").filter(has_text=PLACE)).to_be_visible()
    open_page(page, f"{app.address}/vergleich?view=ranking")
    for _ in on_both_screens(page):
        expect(page.get_by_role("rowheader", name=MARKUP)).to_be_visible()
        expect(page.get_by_role("heading", level=2)).to_contain_text(MARKUP)


def look_at_the_workbook(app: RunningApp, page: Page) -> None:
    sheet = downloaded_workbook(page)
    cells = [(row[0].value, row[0].data_type, row[1].value, row[1].data_type) for row in sheet.iter_rows(2)]
    assert cells == [
        (MARKUP, "s", PLACE, "s"),
        (FORMULA, "s", LONG_PLACE, "s"),
        (LONG, "s", LONG_PLACE, "s"),
    ]
    assert [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
