"""The form by which a measure is sent back: what was commented stands in it, and what was typed stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.houses import TestHouse, panel_catalogue
from tests.ui.apps import app_on, without_failure
from toolkit.model import Measure, MeasureState, RoundKind
from toolkit.services.letters import save_letter
from toolkit.services.rounds import RoundState, open_round

PAGE = Path(__file__).parent / "asking_app.py"
QUESTIONS = "asked-1-questions"


@pytest.fixture
def house(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestHouse]:
    house = sqlite_furnished
    house.submit(house.measure(house.municipality("Neustadt")))
    with app_on(tmp_path, monkeypatch):
        yield house


def in_review(house: TestHouse) -> None:
    with house.database.writing() as session:
        session.get_one(Measure, 1).state = MeasureState.IN_REVIEW


def asked(house: TestHouse) -> RoundState | None:
    with house.database.reading() as session:
        return open_round(session, house.actor, measure_id=1)


def page_now() -> AppTest:
    return without_failure(AppTest.from_file(str(PAGE), default_timeout=60).run())


def test_comments_stand_in_the_list_by_question_and_the_round_is_asked_as_it_was_edited(
    house: TestHouse,
) -> None:
    in_review(house)
    page = page_now()
    assert page.multiselect(key=QUESTIONS).value == ["S1", "N2"]
    assert page.text_area(key="asked-1-S1").value == "Welches Ziel?\n\nWelche Seite?"
    page.multiselect(key=QUESTIONS).set_value(["S1", ""]).run()
    page.text_area(key="asked-1-whole").input("Bitte kürzer fassen.").run()
    page.text_area(key="asked-1-text").input("Vielen Dank.").run()
    page.text_input(key="asked-1-due").input("31.03.2199").run()
    page = without_failure(page.button(key="send-back").click().run())
    found = asked(house)
    assert found is not None
    assert [(item.question, item.text) for item in found.items] == [
        ("S1", "Welches Ziel?\n\nWelche Seite?"),
        ("", "Bitte kürzer fassen."),
    ]
    assert (found.kind, found.text, found.due_on) == (RoundKind.CHANGES, "Vielen Dank.", date(2199, 3, 31))
    assert "send-back" not in [button.key for button in page.button]  # there is nothing to ask any more


def test_what_cannot_be_asked_is_said_and_nothing_that_was_typed_is_lost(house: TestHouse) -> None:
    in_review(house)
    page = page_now()
    page.text_area(key="asked-1-N2").input("Wer pflegt das nach 2027?").run()
    page.text_input(key="asked-1-due").input("morgen").run()
    page = without_failure(page.button(key="send-back").click().run())
    assert [error.value.replace("\\", "") for error in page.error] == [
        "„morgen“ ist kein Tag. Bitte schreiben Sie ihn so: 31.03.2027."
    ]
    assert page.text_area(key="asked-1-N2").value == "Wer pflegt das nach 2027?"
    assert asked(house) is None


def test_before_anybody_reviews_the_same_form_returns_what_is_incomplete(house: TestHouse) -> None:
    page = page_now()
    assert page.button(key="send-back").label == "Zurückgeben"
    without_failure(page.button(key="send-back").click().run())
    found = asked(house)
    assert found is not None
    assert (found.kind, len(found.items)) == (RoundKind.INCOMPLETE, 2)
    assert {item.question for item in found.items} <= set(panel_catalogue().questions)


def test_the_letter_begins_as_a_draft_is_saved_taken_along_and_sent_once(house: TestHouse) -> None:
    in_review(house)
    page = page_now()
    assert page.text_area(key="letter-1").value.startswith("Ihre Maßnahme „Pegelsensoren für die Treene“")
    assert page.get("download_button") == []
    page.text_area(key="letter-1").input("Unser Schreiben").run()
    page = without_failure(page.button(key="save-letter").click().run())
    assert [each.proto.label for each in page.get("download_button")] == ["Schreiben als Word-Datei"]
    assert [each.value for each in page.code] == ["Unser Schreiben"]
    page.text_area(key="letter-1").input("Unser Schreiben, zweite Fassung").run()
    page = without_failure(page.button(key="send-letter").click().run())
    assert [each.value for each in page.code] == ["Unser Schreiben, zweite Fassung"]
    assert "save-letter" not in [button.key for button in page.button]


def test_who_saves_the_letter_later_sees_what_was_stored_and_may_mean_it(house: TestHouse) -> None:
    in_review(house)
    page = page_now()
    with house.database.writing() as session:
        save_letter(session, house.actor, measure_id=1, based_on=0, text="Von nebenan")
    page.text_area(key="letter-1").input("Von hier").run()
    page = without_failure(page.button(key="save-letter").click().run())
    assert page.text_area(key="letter-1").value == "Von hier"
    assert page.code[0].value == "Von nebenan"
    page = without_failure(page.button(key="save-letter").click().run())
    assert [each.value for each in page.code] == ["Von hier"]
