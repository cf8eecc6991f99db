"""Logging in: who gets in and where to, who does not, and what a revoked role or a forged cookie is worth."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect
from sqlmodel import col, select

from tests.end_to_end.desk import expect_said, furnished, sentence
from tests.end_to_end.identity_provider import login
from tests.end_to_end.pages import (
    NARROW,
    assert_no_sideways_scroll,
    assert_nothing_covers_the_title,
    axe_findings,
    open_page,
    settle,
)
from tests.end_to_end.server import RunningApp
from tests.houses import TestHouse
from toolkit.access import Grant
from toolkit.model import Event, Role

StartApp = Callable[..., AbstractContextManager[RunningApp]]
LogIn = Callable[[RunningApp, str], Page]


def planner_of(house: TestHouse, email: str, name: str) -> int:
    return house.person(email, Grant(Role.PLANNING, municipality_id=house.municipality(name)))


def refusals(house: TestHouse) -> list[tuple[int | None, str]]:
    with house.database.reading() as session:
        found = select(Event.actor_id, Event.action).where(col(Event.thing) == "login")
        return list(session.exec(found.order_by(col(Event.id))).all())


def test_a_planner_logs_in_and_is_refused_at_the_next_click_once_revoked(
    start_shared_app: StartApp, log_in: LogIn
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        person_id = planner_of(house, "planner@example.org", "Auental")
        page = log_in(app, "Planner@example.org")
        account = page.locator(".mk-account")
        expect(account).to_contain_text(f"{sentence('people.role.planning')} · Auental")
        expect(account.get_by_role("link", name=sentence("people.log_out"))).to_be_visible()
        house.revoke(person_id)
        page.get_by_role("link", name=sentence("pages.measures"), exact=True).first.click()
        settle(page)
        expect(page.get_by_text(sentence("people.no_role"))).to_be_visible()
        page.get_by_role("button", name=sentence("people.log_out")).click()
        expect(page.get_by_role("button", name=sentence("people.log_in"))).to_be_visible()
        assert refusals(house) == [(person_id, "refused.people.no_role")]


def test_one_lands_where_one_wanted_to_go_and_nobody_gets_in_by_an_old_or_a_forged_login(
    start_shared_app: StartApp, page: Page
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        planner_of(house, "planner@example.org", "Auental")
        measure = house.measure(house.municipality("Auental 2"), title="Pegelsensoren")
        open_page(page, f"{app.address}/bewerten?measure={measure}&question=N2")
        expect_usable(page)
        login(page, "planner@example.org", hours_ago=13)
        expect(page.get_by_text(sentence("people.login_expired", hours=12))).to_be_visible()
        login(page, "stranger@example.org")
        expect(page.get_by_text(sentence("people.unknown"))).to_be_visible()
        expect(page.get_by_text("Frau Beispiel, 0461 1234")).to_be_visible()
        expect_usable(page)
        page.get_by_role("button", name=sentence("people.log_out")).click()
        expect(page.get_by_role("button", name=sentence("people.log_in"))).to_be_visible()
        open_page(page, f"{app.address}/ergebnis?measure={measure}")
        login(page, "planner@example.org")
        page.wait_for_url(f"{app.address}/ergebnis?measure={measure}")
        settle(page)
        expect_said(page, sentence("services.no_measure"))
        forge_the_login(page)
        open_page(page, f"{app.address}/massnahmen")
        expect(page.get_by_text(sentence("people.cookie_not_valid"))).to_be_visible()
        expect(page.get_by_text("Pegelsensoren")).to_have_count(0)
        assert refusals(house) == [
            (None, "refused.people.login_expired"),
            (None, "refused.people.unknown"),
            (None, "refused.people.cookie_not_valid"),
        ]


def expect_usable(page: Page) -> None:
    assert axe_findings(page) == []
    assert_nothing_covers_the_title(page)
    wide = page.viewport_size
    assert wide is not None
    page.set_viewport_size(NARROW)
    settle(page)
    assert_nothing_covers_the_title(page)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(wide)
    settle(page)


def forge_the_login(page: Page) -> None:
    """Somebody changes what the cookie says; its signature stays that of the server."""
    cookies = page.context.cookies()
    for cookie in cookies:
        if cookie["name"] == "_streamlit_user":
            value = cookie["value"].strip('"')
            cookie["value"] = ("A" if value[0] != "A" else "B") + value[1:]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
