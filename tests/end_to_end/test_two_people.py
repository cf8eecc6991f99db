"""Two people at two browsers on the same thing: nobody overwrites anybody without a word."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.desk import choose_level, click, expect_chosen, furnished, sentence
from tests.end_to_end.pages import axe_findings, open_page, settle
from tests.end_to_end.server import RunningApp
from toolkit.access import Grant
from toolkit.model import Role


def test_two_planners_on_one_assessment_and_one_fact_sheet_see_mine_and_theirs(
    start_shared_app: Callable[..., AbstractContextManager[RunningApp]],
    log_in: Callable[[RunningApp, str], Page],
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        place = house.municipality("Auental")
        for email in ("jonas@example.org", "erika@example.org"):
            house.person(email, Grant(Role.PLANNING, municipality_id=place))
        measure = house.measure(place, title="Pegelsensoren")
        jonas, erika = log_in(app, "jonas@example.org"), log_in(app, "erika@example.org")

        for page in (jonas, erika):
            open_page(page, f"{app.address}/bewerten?measure={measure}&question=S1")
        answer(jonas, 2)
        answer(erika, 4)
        expect(erika.get_by_text(sentence("services.answer_conflict"))).to_be_visible()
        expect_both(erika, "Stufe 2", "Stufe 4")
        click(erika, sentence("assess.keep_theirs"))
        expect_chosen(erika, 2)

        for page in (jonas, erika):
            open_page(page, f"{app.address}/massnahmen?measure={measure}")
        write_problem(jonas, "Hochwasser wird zu spät erkannt.")
        write_problem(erika, "Niemand weiß, wie hoch die Au steht.")
        expect_both(erika, "Hochwasser wird zu spät erkannt.", "Niemand weiß, wie hoch die Au steht.")
        click(erika, sentence("assess.take_mine"))
        jonas.reload()
        settle(jonas)
        expect(problem(jonas)).to_have_value("Niemand weiß, wie hoch die Au steht.")
        open_page(jonas, f"{app.address}/bewerten?measure={measure}&question=S1")
        expect_chosen(jonas, 2)


def answer(page: Page, level: int) -> None:
    choose_level(page, level)
    settle(page)


def problem(page: Page) -> Locator:
    return page.get_by_role("textbox", name=sentence("facts.problem.label"))


def write_problem(page: Page, text: str) -> None:
    problem(page).fill(text)
    problem(page).blur()
    settle(page)


def expect_both(page: Page, theirs: str, mine: str) -> None:
    for text in (theirs, mine):
        expect(page.get_by_text(text, exact=True).last).to_be_visible()
    assert axe_findings(page) == []
