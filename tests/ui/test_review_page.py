"""Begutachten without a browser: what the page shows when, and in whose words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.end_to_end.desk import sentence
from tests.houses import TestHouse
from tests.reviewers import QUESTIONS
from tests.ui.apps import app_on, html_of, opened, without_failure
from toolkit.model import Programme, ProgrammeKind
from toolkit.model.inputs import AnswerInput, ReviewAnswerInput
from toolkit.services.reviewing import answer_review_question
from toolkit.services.reviews import OpenedReview, open_review
from toolkit.ui.house import house as the_house
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName

REASON = "Grund der Kommune"
MEASURE = 1
Furnished = TestHouse


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Furnished]:
    """The single desk reviews a submitted measure of its own, in a programme of advice."""
    with app_on(tmp_path, monkeypatch):
        furnished = TestHouse(the_house().database)
        assert furnished.measure(furnished.municipality("Auental")) == MEASURE
        furnished.answer(MEASURE, "S1", AnswerInput.at(4))
        furnished.answer(MEASURE, "S1", AnswerInput(reason=REASON), based_on=1)
        furnished.submit(MEASURE)
        furnished.assign(MEASURE, furnished.actor.person_id)
        with furnished.database.writing() as session:
            session.get_one(Programme, furnished.desk().programme_id).kind = ProgrammeKind.ADVICE
        yield furnished


def shown() -> AppTest:
    return opened(PageName.REVIEW, {MEASURE_PARAMETER: str(MEASURE)})


def stored(desk: Furnished) -> OpenedReview:
    with desk.database.reading() as session:
        return open_review(session, desk.actor, measure_id=MEASURE)


def give(desk: Furnished, question: str, level: int) -> None:
    """In another window."""
    review = stored(desk)
    with desk.database.writing() as session:
        answer_review_question(
            session,
            desk.actor,
            measure_id=MEASURE,
            revision_id=review.revision_id,
            question=question,
            based_on=review.answer(question).version,
            change=ReviewAnswerInput.at(level),
        )


def choose(page: AppTest, desk: Furnished, question: str, level: int) -> None:
    page.radio(key=f"level-{stored(desk).revision_id}-{question}").set_value(level)
    without_failure(page.run())


def test_in_advice_it_is_called_feedback_and_in_the_queue_too(desk: Furnished) -> None:
    page = shown()
    assert sentence("reviewing.kind.advice") in html_of(page)
    assert sentence("reviewing.kind.selection") not in html_of(page)
    assert page.button(key="complete").label == sentence("reviewing.complete.do.advice")
    assert sentence("reviewing.queue.title_advice") in html_of(opened(PageName.REVIEW, {}))


def test_a_level_is_saved_and_the_municipalitys_reason_shows_after_all_of_them_only(desk: Furnished) -> None:
    for question in QUESTIONS[1:]:
        give(desk, question, 2)
    page = shown()
    choose(page, desk, QUESTIONS[0], 1)
    assert stored(desk).answer(QUESTIONS[0]).given.level == 1
    assert REASON not in html_of(page)
    page.button(key="reveal").click()
    without_failure(page.run())
    assert REASON in html_of(page)


def test_two_windows_see_mine_and_theirs(desk: Furnished) -> None:
    page = shown()
    give(desk, "S1", 3)
    choose(page, desk, "S1", 0)
    assert [warning.value for warning in page.warning] == [sentence("review.text_conflict")]
    assert stored(desk).answer("S1").given.level == 3
    place = f"mine-review-{stored(desk).revision_id}-S1"
    page.button(key=place).click()
    without_failure(page.run())
    assert stored(desk).answer("S1").given.level == 0
