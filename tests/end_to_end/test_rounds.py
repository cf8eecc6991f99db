"""A measure's way with logins: submitted, sent back with a list, answered, submitted again, reviewed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import click, furnished, sentence
from tests.end_to_end.pages import (
    NARROW,
    WIDE,
    assert_no_sideways_scroll,
    axe_findings,
    open_page,
    settle,
)
from tests.end_to_end.server import RunningApp
from tests.houses import panel_catalogue
from tests.reviewing import Reviewing
from toolkit.model import Audience, RecommendationKind
from toolkit.services.finishing import finish_review

StartApp = Callable[..., AbstractContextManager[RunningApp]]
LogIn = Callable[[RunningApp, str], Page]

TO_MUNICIPALITY = "Auf welcher Seite des ISEK steht das Ziel?"
TO_COLLEAGUES = "NUR FÜR KOLLEGEN: Das war beim letzten Mal auch so."
COVERING = "Vielen Dank für die Einreichung."


def check_page(page: Page) -> None:
    """Usable by everybody, on a wide screen and at 400 per cent."""
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        settle(page)
        assert_no_sideways_scroll(page)
    assert axe_findings(page) == []


def send_back(world: Reviewing) -> None:
    world.review(
        "anna",
        S1=1,
        comments=[("S1", Audience.MUNICIPALITY, TO_MUNICIPALITY), ("S1", Audience.COLLEAGUES, TO_COLLEAGUES)],
        recommends=RecommendationKind.REWORK,
    )
    world.ask(("S1", TO_MUNICIPALITY), text=COVERING, due_on=date(2199, 3, 31))


def finish(world: Reviewing) -> None:
    for name in ("anna", "bernd"):
        said = [("S1", Audience.MUNICIPALITY, f"Jetzt ist es klar ({len(name)}).")]
        world.review(name, comments=said, recommends=RecommendationKind.CONTINUE)
    with world.writing("clara") as (session, actor):
        finish_review(session, actor, measure_id=world.measure_id)


def answer_round(page: Page, address: str) -> None:
    """From the measure's page to the item, past the submitting that still refuses."""
    open_page(page, address.format("massnahmen"))
    expect(page.get_by_text("Antwort bis 31.03.2199")).to_be_visible()
    page.get_by_role("link", name=sentence("rounds.to_round")).click()
    settle(page)
    expect(page.get_by_text(TO_MUNICIPALITY)).to_be_visible()
    expect(page.get_by_text(COVERING)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name=sentence("submitting.to_last_step")).click()
    settle(page)
    click(page, sentence("submitting.submit"))
    settle(page)
    expect(page.get_by_text(sentence("submitting.not_yet", n=1))).to_be_visible()
    missing = sentence("submitting.reply", item=1, about=panel_catalogue().questions["S1"].title)
    page.get_by_role("link", name=missing).click()
    settle(page)
    page.get_by_text(sentence("rounds.stance.disagree"), exact=True).click()
    settle(page)
    page.get_by_label(sentence("rounds.why_needed", number=1)).fill("Seite 14, wie im Steckbrief.")
    page.get_by_label(sentence("rounds.why_needed", number=1)).blur()
    settle(page)
    page.get_by_role("link", name=sentence("submitting.to_last_step")).click()
    settle(page)
    click(page, sentence("submitting.submit"))
    settle(page)
    expect(page.get_by_text(sentence("submitting.submitted", number=2))).to_be_visible()


def test_what_was_sent_back_is_answered_item_by_item_and_the_feedback_is_read_without_a_name(
    start_shared_app: StartApp, log_in: LogIn
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        world = Reviewing.made(house)
        address = f"{app.address}/{{}}?measure={world.measure_id}"
        page = log_in(app, "erika@example.de")
        open_page(page, address.format("bewerten") + "&question=submit")
        click(page, sentence("submitting.submit"))
        settle(page)
        expect(page.get_by_text(sentence("submitting.submitted", number=1))).to_be_visible()
        send_back(world)
        answer_round(page, address)
        finish(world)
        open_page(page, address.format("ergebnis"))
        expect(page.get_by_text("Jetzt ist es klar (4).")).to_be_visible()
        heading = page.get_by_role("heading", name=sentence("feedback.title.selection"), exact=True)
        expect(heading).to_be_visible()
        check_page(page)
        shown = page.locator("body").inner_text()
        hidden = (TO_COLLEAGUES, "anna@", "bernd@", "Anna", "Bernd")
        assert [word for word in hidden if word in shown] == []
