"""What may be entered about a municipality, and what is derived or offered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import ValidationError

from toolkit.model import MunicipalityKind, SettlementType, TypeSource
from toolkit.model.municipality_inputs import (
    KeyInput,
    MunicipalityInput,
    is_key,
    key_on,
    municipality_problems,
    offered_key,
    type_from_population,
)

DAYS = some.one_of(some.none(), some.dates(date(1990, 1, 1), date(1990, 2, 1)))
TWO_KEYS = ("01001000", "01002000", "01003000")


def problems(**entered: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as broken:
        MunicipalityInput(**{"name": "Flensburg", **entered})
    return [(field, message.key) for field, message in municipality_problems(broken.value)]


@pytest.mark.parametrize("key", ["01001000", "08111000", "16077044", "01054", "09162"])
def test_an_official_key_is_taken_as_text(key: str) -> None:
    assert KeyInput(key=f" {key} ").key == key


@pytest.mark.parametrize(
    "key", ["", "1001000", "1054", "010010000", "00001000", "17001000", "01 01 000", "0100100O", "٠١٠٠١٠٠٠"]
)
def test_what_is_no_official_key_is_refused(key: str) -> None:
    assert problems(official_keys=({"key": key},)) == [("official_keys", "municipality.key_form")]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("1001000", "01001000"),
        (" 9162000 ", "09162000"),
        ("1054", "01054"),
        ("0001000", None),  # Land 00
        ("01001000", None),
        ("54", None),
        ("100100O", None),
    ],
)
def test_a_lost_leading_zero_is_offered_and_never_added_silently(text: str, offer: str | None) -> None:
    assert offered_key(text) == offer
    assert not is_key(text.strip()) or offer is None


@pytest.mark.parametrize(
    ("kind", "key", "sentence"),
    [
        (MunicipalityKind.MUNICIPALITY, "01054", "municipality.key_of.municipality"),
        (MunicipalityKind.DISTRICT, "01001000", "municipality.key_of.district"),
        (MunicipalityKind.COOPERATION, "01054", "municipality.key_of.cooperation"),
    ],
)
def test_a_key_fits_the_kind(kind: MunicipalityKind, key: str, sentence: str) -> None:
    assert problems(kind=kind, official_keys=({"key": key},)) == [("", sentence)]


def test_the_validity_of_a_key_is_in_order() -> None:
    backwards = {"key": "01001000", "valid_from": date(2020, 1, 2), "valid_to": date(2020, 1, 1)}
    assert problems(official_keys=(backwards,)) == [("official_keys", "municipality.key_validity")]
    one_day = {**backwards, "valid_to": date(2020, 1, 2)}
    assert (
        MunicipalityInput(name="Flensburg", official_keys=(one_day,)).key_on(date(2020, 1, 2)) == "01001000"
    )


@given(some.lists(some.tuples(some.sampled_from(TWO_KEYS), DAYS, DAYS), max_size=3))
@settings(max_examples=200)
def test_a_municipality_has_at_most_one_key_on_any_day(
    periods: list[tuple[str, date | None, date | None]],
) -> None:
    """Checked against counting day by day."""
    ordered = [one for one in periods if not (one[1] and one[2] and one[2] < one[1])]
    keys = [KeyInput(key=key, valid_from=begin, valid_to=end) for key, begin, end in ordered]
    days = [date(1989, 12, 1) + timedelta(number) for number in range(100)]
    valid = [[key for key in keys if key.is_valid_on(day)] for day in days]
    if all(len(found) <= 1 for found in valid):
        entered = MunicipalityInput(name="Flensburg", official_keys=tuple(keys))
        assert [entered.key_on(day) for day in days] == [found[0].key if found else None for found in valid]
    else:
        assert problems(official_keys=tuple(keys)) == [("official_keys", "municipality.keys_overlap")]


@given(DAYS, DAYS, DAYS, DAYS)
@settings(max_examples=200)
def test_two_keys_overlap_exactly_when_a_day_has_both(
    begin: date | None, end: date | None, other_begin: date | None, other_end: date | None
) -> None:
    if (begin and end and end < begin) or (other_begin and other_end and other_end < other_begin):
        return
    one = KeyInput(key="01001000", valid_from=begin, valid_to=end)
    other = KeyInput(key="01001000", valid_from=other_begin, valid_to=other_end)
    days = [date(1989, 12, 1) + timedelta(number) for number in range(100)]
    together = any(one.is_valid_on(day) and other.is_valid_on(day) for day in days)
    assert one.overlaps(other) == other.overlaps(one) == together


def test_the_key_depends_on_the_day() -> None:
    keys = (
        KeyInput(key="01059001", valid_to=date(2018, 2, 28)),
        KeyInput(key="01059002", valid_from=date(2018, 3, 1)),
    )
    assert [key_on(keys, day) for day in (date(2018, 2, 28), date(2018, 3, 1))] == ["01059001", "01059002"]
    assert key_on((keys[0],), date(2018, 3, 1)) is None


@pytest.mark.parametrize(
    ("population", "derived"),
    [
        (None, None),
        (4_999, SettlementType.RURAL),
        (5_000, SettlementType.SMALL_TOWN),
        (19_999, SettlementType.SMALL_TOWN),
        (20_000, SettlementType.MEDIUM_TOWN),
        (99_999, SettlementType.MEDIUM_TOWN),
        (100_000, SettlementType.LARGE_CITY),
    ],
)
def test_the_type_follows_from_the_population_alone(
    population: int | None, derived: SettlementType | None
) -> None:
    assert type_from_population(population) is derived


def test_a_type_says_where_it_comes_from() -> None:
    small, derived = SettlementType.SMALL_TOWN, TypeSource.FROM_POPULATION
    assert problems(settlement_type=small) == [("", "municipality.type_needs_source")]
    assert problems(type_source=derived) == [("", "municipality.type_needs_source")]
    assert problems(settlement_type=small, type_source=derived) == [
        ("", "municipality.type_needs_population")
    ]
    assert problems(settlement_type=small, type_source=derived, population=300) == [
        ("", "municipality.type_not_derived")
    ]
    by_centrality = MunicipalityInput(
        name="Wiesensiel", settlement_type=small, type_source=TypeSource.OFFICIAL, population=300
    )
    assert by_centrality.settlement_type is small
    assert problems(
        kind=MunicipalityKind.DISTRICT, settlement_type=small, type_source=TypeSource.OFFICIAL
    ) == [("", "municipality.type_of_town_only")]


def test_only_districts_and_cooperations_have_members() -> None:
    assert problems(members=(1,)) == [("", "municipality.members_of_town")]
    assert MunicipalityInput(name="Amt", kind=MunicipalityKind.COOPERATION, members=(3, 1, 3)).members == (
        1,
        3,
    )


def test_every_mistake_is_named_with_its_field() -> None:
    assert problems(name="F", population=0, elected_body="x" * 201, official_keys=({"key": "7"},)) == [
        ("name", "municipality.name"),
        ("official_keys", "municipality.key_form"),
        ("population", "municipality.population"),
        ("elected_body", "municipality.elected_body_too_long"),
    ]
    assert problems(kind="castle") == [("kind", "municipality.not_understood")]
