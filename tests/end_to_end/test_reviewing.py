"""Begutachten: two advisors, one measure; each judges alone before seeing what others say."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Page, expect

from tests.end_to_end.desk import click, furnished, sentence
from tests.end_to_end.pages import NARROW, WIDE, assert_no_sideways_scroll, axe_findings, settle
from tests.end_to_end.server import RunningApp
from tests.houses import TestHouse
from tests.reviewers import QUESTIONS, Reviewer

StartApp = Callable[..., AbstractContextManager[RunningApp]]
LogIn = Callable[[RunningApp, str], Page]
TITLE = "Pegelsensoren für die Treene"
COMMENT, NOTE = "Bitte nennen Sie die Seite im ISEK.", "Kenne ich ähnlich aus Nordstadt."
SELF = f"{sentence('reviewing.self')}: {sentence('assess.level', level=3)}"


def test_two_advisors_judge_alone_and_see_each_other_only_after_their_own_end(
    start_shared_app: StartApp, log_in: LogIn
) -> None:
    with start_shared_app() as app, furnished(app.data_folder) as house:
        second = prepared(house)
        page = log_in(app, "anna@example.org")
        open_review_from_queue(page)
        assert axe_findings(page) == []
        judge_by_keys(page)
        expect(page.get_by_text(SELF)).to_have_count(0)
        click(page, sentence("reviewing.gaps.reveal"))
        expect(page.get_by_text(SELF)).to_have_count(len(QUESTIONS))
        expect(page.get_by_role("table")).to_contain_text(sentence("reviewing.gaps.higher", points="75"))
        write(page, sentence("reviewing.comment.municipality"), COMMENT)
        write(page, sentence("reviewing.comment.colleagues"), NOTE)
        page.get_by_text(sentence("recommendation.rework"), exact=True).click()
        settle(page)
        click(page, sentence("reviewing.complete.do.selection"))
        expect(page.get_by_text(sentence("review.is_final"))).to_be_visible()
        expect(page.get_by_text(sentence("reviewing.colleagues.none_yet"))).to_be_visible()
        expect_nothing_before_the_own_end(second, log_in(app, "ben@example.org"))


def prepared(house: TestHouse) -> Reviewer:
    """A submitted measure with two advisors, the second of whom has everything but the end."""
    measure_id = house.measure(house.municipality("Auental"), title=TITLE)
    house.answer_all(measure_id, 3)
    house.submit(measure_id)
    Reviewer.assigned(house, measure_id, "anna@example.org")
    second = Reviewer.assigned(house, measure_id, "ben@example.org")
    second.give_all(2)
    second.recommend()
    return second


def open_review_from_queue(page: Page) -> None:
    page.get_by_role("link", name=sentence("pages.review"), exact=True).first.click()
    queue = page.get_by_role("table", name=sentence("pages.review"))
    queue.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("radio")).to_have_count(60 + 5)
    settle(page)


def judge_by_keys(page: Page) -> None:
    """Digit, Enter, digit, Enter, faster than the page is drawn: none may be lost on its way."""
    page.locator("[data-mk-asked]").first.focus()
    for number in range(len(QUESTIONS)):
        page.keyboard.press(str(number % 5))
        page.keyboard.press("Enter")
    expect(page.locator("[data-mk-after-asked]")).to_be_focused()
    progress = sentence("reviewing.progress", answered=len(QUESTIONS), total=len(QUESTIONS))
    expect(page.locator(".mk-lead")).to_contain_text(progress)


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).first.fill(text)
    page.keyboard.press("Tab")
    settle(page)


def expect_nothing_before_the_own_end(second: Reviewer, page: Page) -> None:
    open_review_from_queue(page)
    for text in (COMMENT, NOTE, SELF):
        expect(page.get_by_text(text)).to_have_count(0)
    page.set_viewport_size(NARROW)
    settle(page)
    assert_no_sideways_scroll(page)
    page.set_viewport_size(WIDE)
    click(page, sentence("reviewing.complete.do.selection"))
    table = page.get_by_role("table", name=sentence("reviewing.colleagues.selection"))
    expect(table).to_contain_text(COMMENT)
    expect(table).to_contain_text(NOTE)
    expect(table).to_contain_text(sentence("reviewing.number.selection", number=1))
    assert second.open().own.final_at is not None
