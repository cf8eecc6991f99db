"""Many people at once, and processes that die: every confirmed answer is there afterwards."""

from __future__ import annotations

import pytest
from sqlmodel import col, func, select

from tests.houses import TestHouse, panel_catalogue
from tests.services import workers
from tests.storage.harness import run_all, run_and_kill
from tests.storage.workers import address
from toolkit.model import Event
from toolkit.storage import check_database

WRITERS = 20
QUESTIONS = tuple(panel_catalogue().questions)


def answer_events(house: TestHouse) -> int:
    with house.database.reading() as session:
        count = select(func.count()).select_from(Event).where(col(Event.action) == "answer_question")
        return session.exec(count).one()


def findings(house: TestHouse) -> tuple[object, ...]:
    with house.database.reading() as session:
        return check_database(session)


@pytest.mark.parametrize("round_", [0, *(pytest.param(each, marks=pytest.mark.soak) for each in (1, 2))])
def test_every_answer_confirmed_before_a_sigkill_is_there(house: TestHouse, round_: int) -> None:
    """More than 500 answers by five processes on one assessment; four are killed on the way."""
    measure_id = house.measure(house.municipality("Beispielförde"))
    url = address(house.database)
    confirmed = run_and_kill(
        workers.keep_answering,
        [(url, measure_id, question, 100 if question == "N1" else 1_000_000) for question in QUESTIONS[:5]],
        kill_after=[90 + round_, 105 + round_, 115 + round_, 130 + round_, None],
    )
    assert sum(len(lines) for lines in confirmed) > 500
    answers = house.assessment(measure_id).answers
    for question, lines in zip(QUESTIONS[:5], confirmed, strict=True):
        stored = answers[question]
        # At most the one answer that was saved, but not yet confirmed, when the process died.
        assert stored.version - int(lines[-1]) in (0, 1)
        assert stored.given.level == stored.version % workers.LEVELS
    assert answer_events(house) == sum(answers[question].version for question in QUESTIONS[:5])
    assert findings(house) == ()


@pytest.mark.parametrize("changes", [10, pytest.param(100, marks=pytest.mark.soak)])
def test_twenty_planners_answer_at_once_without_an_error_or_a_loss(house: TestHouse, changes: int) -> None:
    """By `make soak` two thousand changes on each database."""
    municipality_id = house.municipality("Beispielförde")
    measures = [house.measure(municipality_id, title=f"Maßnahme {number}") for number in range(WRITERS)]
    url = address(house.database)
    confirmed = run_all(workers.keep_answering, [(url, measure_id, "T3", changes) for measure_id in measures])
    assert confirmed == [[str(version) for version in range(1, changes + 1)]] * WRITERS
    stored = [house.assessment(measure_id).answers["T3"].version for measure_id in measures]
    assert stored == [changes] * WRITERS
    assert answer_events(house) == changes * WRITERS
    assert findings(house) == ()


def test_twenty_planners_in_one_field_each_see_theirs_and_none_is_overwritten_unseen(
    house: TestHouse,
) -> None:
    measure_id = house.measure(house.municipality("Beispielförde"))
    url = address(house.database)
    confirmed = run_all(
        workers.press_through, [(url, measure_id, f"writer {number}", 2) for number in range(WRITERS)]
    )
    versions = sorted(int(line) for lines in confirmed for line in lines)
    assert versions == list(range(1, WRITERS * 2 + 1))
    assert house.assessment(measure_id).answers["S1"].version == WRITERS * 2
    assert findings(house) == ()
