"""The drawing of the matrix: each cell's number, its shade, and a colour that can be read on it."""

from __future__ import annotations

import pytest

from tests.houses import TestHouse, panel_catalogue
from toolkit.comparison import Comparison, load_comparison
from toolkit.figures.matrix import matrix_figure
from toolkit.figures.palette import TEXT_ON_DARK, TEXT_ON_LIGHT
from toolkit.model.inputs import AnswerInput
from toolkit.storage import Database

TITLES = ("Strategiebezug", "Nutzerorientierung", "Übertragbarkeit", "Gesamt")


@pytest.fixture
def comparison(sqlite_database: Database) -> Comparison:
    """Two measures: one with 0, 100 and no points at all, one with 50 points everywhere."""
    house = TestHouse.furnished(sqlite_database)
    place = house.municipality("Auental <b>")
    mixed = house.measure(place, title="Dorf-App & mehr")
    for question in panel_catalogue().questions:
        if question[0] in "SN":
            house.answer(mixed, question, AnswerInput.at(0 if question[0] == "S" else 4))
    house.answer_all(house.measure(place, title="Pegelsensoren"), 2)
    with sqlite_database.reading() as session:
        return load_comparison(
            session, house.actor, programme_id=house.desk().programme_id, catalogue=panel_catalogue()
        )


def cells(comparison: Comparison, *, dark: bool) -> dict[tuple[str, int], tuple[str, str]]:
    numbers = matrix_figure(comparison, "de", dark=dark).data[1]
    places = zip(numbers.x, numbers.y, strict=True)
    return dict(zip(places, zip(numbers.text, numbers.textfont.color, strict=True), strict=True))


@pytest.mark.parametrize(("dark", "words"), [(False, TEXT_ON_LIGHT), (True, TEXT_ON_DARK)])
def test_every_cell_has_its_number_in_a_colour_that_its_shade_carries(
    comparison: Comparison, dark: bool, words: str
) -> None:
    assert cells(comparison, dark=dark) == {
        ("Strategiebezug", 0): ("0", TEXT_ON_LIGHT),
        ("Nutzerorientierung", 0): ("100", TEXT_ON_DARK),
        ("Übertragbarkeit", 0): ("–", words),
        ("Gesamt", 0): ("50", TEXT_ON_LIGHT),
        **{(title, 1): ("50", TEXT_ON_LIGHT) for title in TITLES},
    }


def test_the_shades_stand_where_the_numbers_stand(comparison: Comparison) -> None:
    shades = matrix_figure(comparison, "de").data[0]
    assert (tuple(shades.x), tuple(shades.y)) == (TITLES, (0, 1))
    assert [list(row) for row in shades.z] == [[0, 8, None, 4], [4, 4, 4, 4]]


def test_the_first_measure_stands_on_top_and_its_name_stays_text(comparison: Comparison) -> None:
    axis = matrix_figure(comparison, "de").layout.yaxis
    assert (axis.range[0] > axis.range[1], axis.ticktext[0]) == (
        True,
        "Dorf-App &amp; mehr<br><span style='font-size:12px'>Auental &lt;b&gt;</span>",
    )


def test_no_cell_is_an_annotation_of_its_own(comparison: Comparison) -> None:
    """A thousand measures had 4,000 of them, which took the server minutes."""
    figure = matrix_figure(comparison, "de")
    assert (len(figure.data), figure.layout.annotations) == (2, ())
