"""Assigning with logins: a conflict in the way is explained, the rest is proposed and accepted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from playwright.sync_api import Page, expect

from tests.coordinating import Coordinating
from tests.end_to_end.desk import click, expect_said, furnished, sentence
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    open_page,
    settle,
)
from tests.end_to_end.server import RunningApp
from toolkit.model import Person

StartApp = Callable[..., AbstractContextManager[RunningApp]]
LogIn = Callable[[RunningApp, str], Page]
DUE = date(2199, 3, 31)


def check_page(page: Page) -> None:
    """Usable by everybody, on a wide screen and at 400 per cent."""
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        settle(page)
        assert_no_sideways_scroll(page)
    assert axe_findings(page) == []


def choose(page: Page, name: str) -> None:
    """By keyboard alone, as somebody does who has no mouse."""
    page.get_by_role("combobox", name=sentence("coordination.whom")).focus()
    page.keyboard.type(name[:4])
    expect(page.get_by_role("option", name=name)).to_be_visible()
    page.keyboard.press("Enter")
    settle(page)
    click(page, sentence("coordination.assign"))
    settle(page)


def test_a_conflict_in_the_way_is_explained_and_the_rest_is_proposed(
    start_shared_app: StartApp, log_in: LogIn
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        world = Coordinating.made(house, measures=3)
        with house.database.writing() as session:
            session.get_one(Person, world.people["cem"]).name = "Cem Celik"
        world.declare("anna", municipality_id=world.altdorf, reason="Meine Schwester arbeitet dort.")
        page = log_in(app, "clara@example.de")
        open_page(page, f"{app.address}/koordination")
        waiting = sentence("coordination.need.unassigned", count=3)
        expect(page.get_by_role("heading", name=waiting)).to_be_visible()
        check_page(page)
        assign_by_hand(page)
        accept_proposal(page, app.address)
        assert {name for name, measure_id in world.who_reviews() if measure_id == world.measures[1]} == {
            "bernd",
            "cem",
        }
        assert DUE in {each.due_on for each in world.assigned()}


def assign_by_hand(page: Page) -> None:
    page.get_by_role("link", name="Maßnahme 2", exact=True).first.click()
    settle(page)
    choose(page, "Anna Amsel")
    in_the_way = {"name": "Anna Amsel", "municipality": "Altdorf"}
    expect_said(page, sentence("assignments.barrier.conflict", **in_the_way))
    page.get_by_label(sentence("coordination.due")).fill("31.03.2199")
    page.get_by_label(sentence("coordination.due")).press("Enter")
    settle(page)
    choose(page, "Cem Celik")
    expect_said(page, sentence("coordination.done.assigned", name="Cem Celik"))
    check_page(page)


def accept_proposal(page: Page, address: str) -> None:
    open_page(page, f"{address}/koordination?part=assignments")
    click(page, sentence("coordination.propose"))
    settle(page)
    check_page(page)
    click(page, sentence("coordination.accept", n=5))
    settle(page)
    expect_said(page, sentence("coordination.accepted", n=5))
