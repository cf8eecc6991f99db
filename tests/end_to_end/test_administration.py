"""Verwaltung in the browser: a district with members, a lost zero, and a newer version of the criteria."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.catalogue.files import PANEL
from tests.end_to_end.desk import click, expect_said, furnished, sentence
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    blocked_by_policy,
    foreign_requests,
    open_page,
    settle,
)
from tests.end_to_end.server import RunningApp
from toolkit.model.inputs import AnswerInput

StartApp = Callable[..., AbstractContextManager[RunningApp]]


def field(page: Page, key: str, **values: object) -> Locator:
    return page.get_by_label(sentence(key, **values), exact=True)


def check_page(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        settle(page)
        assert axe_findings(page) == [], size
        assert_no_sideways_scroll(page)
    assert (blocked_by_policy(page), foreign_requests(page)) == ([], [])


def test_a_district_gets_its_key_and_members_and_a_new_version_asks_for_confirmation(
    start_app: StartApp, page: Page, tmp_path: Path
) -> None:
    criteria = tmp_path / "criteria"
    criteria.mkdir()
    (criteria / "panel-1.yaml").write_bytes(PANEL.read_bytes())
    with start_app(settings={"TOOLKIT_CRITERIA_DIR": str(criteria)}) as app:
        with furnished(app.data_folder) as house:
            house.municipality("Husum")
            measure_id = house.measure(house.municipality("Niebüll"))
            house.answer(measure_id, "S1", AnswerInput.at(2))
        add_district(app, page)
        put_new_version(criteria)
        take_it_into_use(app, page)
        confirm(page)


def add_district(app: RunningApp, page: Page) -> None:
    open_page(page, f"{app.address}/verwaltung")
    click(page, sentence("administration.add_municipality"))
    field(page, "municipality.field.name").fill("Kreis Nordfriesland")
    field(page, "municipality.field.kind").click()
    page.get_by_role("option", name=sentence("administration.kind.district")).click()
    field(page, "administration.key", number=1).fill("1054")
    members = field(page, "municipality.field.members")
    for name in ("Husum", "Niebüll"):
        members.press_sequentially(name)  # as people do: it opens the list and leaves one to choose
        page.get_by_role("option", name=name).click()
    page.keyboard.press("Escape")
    click(page, sentence("administration.save"))
    click(page, sentence("administration.take_zero", offer="01054"))
    settle(page)
    expect(field(page, "administration.key", number=1)).to_have_value("01054")
    click(page, sentence("administration.save"))
    expect_said(page, sentence("administration.saved"))
    check_page(page)
    click(page, sentence("administration.all_municipalities"))
    row = page.get_by_role("row").filter(has_text="Kreis Nordfriesland")
    expect(row.get_by_role("cell")).to_have_text(["01054", "Kreis", "–", "–", "–", "2"])
    check_page(page)


def put_new_version(criteria: Path) -> None:
    text = PANEL.read_text(encoding="utf-8").replace("\nversion: 1", "\nversion: 2", 1)
    first = text.index("id: S1")
    begin = text.index("text:", first)
    question = text.index("de: ", begin) + len("de: ")
    (criteria / "panel-2.yaml").write_text(
        f"{text[:question]}Neu gefasst, {text[question:]}", encoding="utf-8"
    )


def take_it_into_use(app: RunningApp, page: Page) -> None:
    open_page(page, f"{app.address}/verwaltung?part=catalogues")
    check_page(page)
    click(page, sentence("administration.take_into_use", version=2))
    moved = sentence(
        "programme.moved", programme=sentence("programme.default_name"), version=2, assessments=1, n=1
    )
    expect_said(page, moved)
    page.get_by_role("link", name="Pegelsensoren für die Treene").click()


def confirm(page: Page) -> None:
    notice = page.get_by_text(sentence("administration.confirm"))
    expect(notice).to_be_visible()
    check_page(page)
    click(page, sentence("administration.confirm_now"))
    expect(notice).to_have_count(0)
