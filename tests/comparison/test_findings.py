"""What the matrix says in one sentence, and on whose judgement it rests."""

from __future__ import annotations

import pytest

from tests.houses import TestHouse, panel_catalogue
from toolkit.comparison import Comparison, load_comparison
from toolkit.findings import firmness, matrix_headline
from toolkit.messages import translate
from toolkit.model.inputs import AnswerInput


@pytest.fixture
def house(sqlite_furnished: TestHouse) -> TestHouse:
    return sqlite_furnished


def assess(house: TestHouse, place: int, weakest: str | None) -> None:
    """Level 3 everywhere, but 1 at the questions of one criterion."""
    measure_id = house.measure(place)
    for question in panel_catalogue().questions:
        house.answer(measure_id, question, AnswerInput.at(1 if question[0] == weakest else 3))


def headline(house: TestHouse) -> str:
    return translate(matrix_headline(comparison(house)), "de")


def comparison(house: TestHouse) -> Comparison:
    with house.database.reading() as session:
        return load_comparison(
            session, house.actor, programme_id=house.desk().programme_id, catalogue=panel_catalogue()
        )


def test_the_matrix_names_the_criterion_that_is_most_often_the_weakest(house: TestHouse) -> None:
    place = house.municipality("Auental")
    for weakest in ("T", "N", "T", None):
        assess(house, place, weakest)
    assert headline(house) == "Übertragbarkeit ist bei 2 von 4 Maßnahmen das schwächste Kriterium."


@pytest.mark.parametrize("weakest", [(), ("T",), (None, None), ("T", "N")])
def test_where_no_criterion_stands_out_the_matrix_says_how_much_it_shows(
    house: TestHouse, weakest: tuple[str | None, ...]
) -> None:
    place = house.municipality("Auental")
    for each in weakest:
        assess(house, place, each)
    expected = {
        0: "Noch gibt es keine Maßnahme zu vergleichen.",
        1: "Eine Maßnahme aus 1 Kommune im Vergleich.",
        2: "2 Maßnahmen aus 1 Kommune im Vergleich.",
    }
    assert headline(house) == expected[len(weakest)]


def test_values_without_any_review_are_called_preliminary(house: TestHouse) -> None:
    assess(house, house.municipality("Auental"), None)
    assert firmness(comparison(house)).key == "findings.firmness.self"
