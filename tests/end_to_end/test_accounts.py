"""Logging in: who gets in, who does not, and what a revoked role is worth."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import furnished, sentence
from tests.end_to_end.pages import settle
from tests.end_to_end.server import RunningApp
from tests.houses import TestHouse
from toolkit.access import Grant
from toolkit.model import Role

StartApp = Callable[..., AbstractContextManager[RunningApp]]
LogIn = Callable[[RunningApp, str], Page]


def planner_of(house: TestHouse, email: str, name: str) -> int:
    return house.person(email, Grant(Role.PLANNING, municipality_id=house.municipality(name)))


def test_a_planner_logs_in_and_is_refused_at_the_next_click_once_revoked(
    start_shared_app: StartApp, log_in: LogIn
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        person_id = planner_of(house, "planner@example.org", "Auental")
        page = log_in(app, "Planner@example.org")
        account = page.locator(".mk-account")
        expect(account).to_contain_text("Auental")
        expect(account.get_by_role("link", name=sentence("people.log_out"))).to_be_visible()
        house.revoke(person_id)
        page.get_by_role("link", name=sentence("pages.measures"), exact=True).first.click()
        settle(page)
        expect(page.get_by_text(sentence("people.no_role"))).to_be_visible()
        page.get_by_role("button", name=sentence("people.log_out")).click()
        expect(page.get_by_role("button", name=sentence("people.log_in"))).to_be_visible()
