"""Levels become values, words and shares become weights: exactly, as the author wrote them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue import Level, Question
from toolkit.catalogue.schema import exact, weight_value

WORDS = {"de": "Wort", "en": "word"}


def with_steps(*steps: float | None) -> Question:
    texts = dict.fromkeys(("title", "text", "why", "expected_evidence", "example"), WORDS)
    usual = {"idea": 0, "pilot": 0, "operation": 0}
    levels = [{"anchor": WORDS, "step": step} for step in steps]
    return Question.model_validate({"id": "A1", **texts, "usual": usual, "levels": levels})


@pytest.mark.parametrize(
    ("steps", "values"),
    [
        ((None, None), (0, 100)),
        ((None, None, None, None, None), (0, 25, 50, 75, 100)),
        ((None,) * 7, tuple(Fraction(100 * level, 6) for level in range(7))),
        ((0, 1, 2, 4), (0, 25, 50, 100)),
        ((1, 2, 3, 4, 5), (0, 25, 50, 75, 100)),
        ((-2, 0, 2), (0, 50, 100)),
        ((0, 0.1, 0.3), (0, Fraction(100, 3), 100)),
    ],
)
def test_the_value_of_a_level_is_its_place_between_the_lowest_and_the_highest_step(
    steps: tuple[float | None, ...], values: tuple[Fraction, ...]
) -> None:
    assert with_steps(*steps).values == values


steps = st.lists(
    st.integers(-1000, 1000) | st.decimals(-1000, 1000, places=2).map(float),
    min_size=2,
    max_size=9,
    unique_by=exact,
).map(lambda found: sorted(found, key=exact))


@given(steps)
def test_values_run_from_0_to_100_and_rise_with_every_level(found: list[float]) -> None:
    values = with_steps(*found).values
    assert (values[0], values[-1]) == (0, 100)
    assert list(values) == sorted(set(values))


@given(steps, st.integers(1, 50), st.integers(-50, 50))
def test_values_do_not_depend_on_unit_or_start_of_the_steps(
    found: list[float], unit: int, start: int
) -> None:
    moved = [float(exact(step) * unit + start) for step in found]
    assert [round(float(value), 6) for value in with_steps(*moved).values] == [
        round(float(value), 6) for value in with_steps(*found).values
    ]


@pytest.mark.parametrize("count", [2, 5, 7])
def test_the_top_level_is_the_last_one(count: int) -> None:
    assert with_steps(*[None] * count).top_level == count - 1


@pytest.mark.parametrize(
    ("weight", "value"),
    [
        ("low", 1),
        ("medium", 2),
        ("high", 3),
        (4, 4),
        (0.1, Fraction(1, 10)),
        ("40 %", 40),
        ("40%", 40),
        ("33.5 %", Fraction(67, 2)),
        ("33,5 %", Fraction(67, 2)),
    ],
)
def test_a_weight_is_a_word_a_number_or_a_share(weight: int | float | str, value: Fraction) -> None:
    assert weight_value(weight) == value


def test_a_level_without_step_says_so() -> None:
    assert Level.model_validate({"anchor": WORDS}).step is None
