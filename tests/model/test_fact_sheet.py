"""What people may enter into the fact sheet, and how it is written again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.messages import LANGUAGES, Language, to_text, translate
from toolkit.model import Revision
from toolkit.model.fact_sheet import (
    FACT_FIELDS,
    FIELDS_BY_NAME,
    FactError,
    FactField,
    FactSection,
    fact_text,
    fields_of,
    is_filled,
    parsed_fact,
)

BOOKKEEPING = {
    "id",
    "measure_id",
    "number",
    "created_at",
    "submitted_at",
    "version",
    "released_by_id",
    "released_at",
}


def test_every_column_of_a_revision_is_a_field_or_bookkeeping() -> None:
    assert set(FIELDS_BY_NAME) == set(Revision.model_fields) - BOOKKEEPING


def test_every_field_stands_in_one_section_and_has_its_words() -> None:
    assert [field for section in FactSection for field in fields_of(section)] == list(FACT_FIELDS)
    for field in FACT_FIELDS:
        for language in LANGUAGES:
            assert translate(field.label, language)
            assert field.help is None or to_text(field.help, language)


@pytest.mark.parametrize(
    ("language", "entered", "stored"),
    [
        ("de", "12.500", Decimal("12500.00")),
        ("de", "12.500,50 €", Decimal("12500.50")),
        ("de", "12500", Decimal("12500.00")),
        ("de", "0", Decimal("0.00")),
        ("en", "12,500.50", Decimal("12500.50")),
        ("de", "  ", None),
    ],
)
def test_money_is_read_as_the_language_writes_it(
    language: Language, entered: str, stored: Decimal | None
) -> None:
    assert parsed_fact(FIELDS_BY_NAME["total_cost"], entered, language) == stored


@pytest.mark.parametrize(
    "entered", ["viel", "1.5", "12,555", "-3", "1e9999", "NaN", "9" * 13, "12 000 bis 15 000"]
)
def test_what_is_no_amount_is_refused_with_an_example(entered: str) -> None:
    with pytest.raises(FactError) as refusal:
        parsed_fact(FIELDS_BY_NAME["total_cost"], entered, "de")
    assert refusal.value.message.key == "facts.no_money"


@pytest.mark.parametrize(("entered", "stored"), [("12", 12), ("1.200", 1200), ("0", 0)])
def test_hours_are_whole_numbers(entered: str, stored: int) -> None:
    assert parsed_fact(FIELDS_BY_NAME["staff_hours_operation"], entered, "de") == stored


@pytest.mark.parametrize("entered", ["1,5", "-1", "zwölf", "1000000"])
def test_what_are_no_hours_is_refused(entered: str) -> None:
    with pytest.raises(FactError):
        parsed_fact(FIELDS_BY_NAME["staff_hours_operation"], entered, "de")


@pytest.mark.parametrize("entered", ["12.05.2026", "2026-05-12", "12.5.2026"])
def test_dates_are_read_in_both_ways_of_writing(entered: str) -> None:
    for language in LANGUAGES:
        assert parsed_fact(FIELDS_BY_NAME["starts_on"], entered, language) == date(2026, 5, 12)


@pytest.mark.parametrize("entered", ["31.02.2026", "05/12/2026", "Mai", "1.1.26", "..", "12.05.2026.1"])
def test_what_is_no_date_is_refused(entered: str) -> None:
    with pytest.raises(FactError) as refusal:
        parsed_fact(FIELDS_BY_NAME["starts_on"], entered, "de")
    assert refusal.value.message.key == "facts.no_date"


@given(st.decimals(0, 10**11, places=2), st.sampled_from(LANGUAGES))
def test_an_amount_that_is_shown_can_be_entered_again(amount: Decimal, language: Language) -> None:
    field = FIELDS_BY_NAME["own_share"]
    assert parsed_fact(field, fact_text(field, amount, language), language) == amount


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_date_that_is_shown_can_be_entered_again(day: date, language: Language) -> None:
    field = FIELDS_BY_NAME["ends_on"]
    assert parsed_fact(field, fact_text(field, day, language), language) == day


@given(st.text(), st.sampled_from(FACT_FIELDS), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_is_stored_or_refused_with_a_sentence(
    text: str, field: FactField, language: Language
) -> None:
    refusals: list[FactError] = []
    try:
        parsed_fact(field, text, language)
    except FactError as refusal:
        refusals.append(refusal)
    assert all(translate(refusal.message, language) for refusal in refusals)


def test_zero_and_no_are_answers_and_an_empty_text_is_none() -> None:
    assert [is_filled(value) for value in (Decimal(0), 0, False, "", None, "x")] == [
        True, True, True, False, False, True,
    ]  # fmt: skip
