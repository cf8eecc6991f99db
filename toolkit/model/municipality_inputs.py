"""What is entered about a municipality: its official keys with their validity, its type and where that
comes from, its members. Rules that need other rows of the database stand in the service.

A broken rule is a pydantic error whose type is the key of its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from toolkit.messages import Message
from toolkit.model.enums import MunicipalityKind, SettlementType, TypeSource
from toolkit.model.inputs import Input

# The AGS of a town has 8 digits, the key of a district is their first 5; a cooperation has none.
KEY_LENGTHS = {MunicipalityKind.MUNICIPALITY: 8, MunicipalityKind.DISTRICT: 5}
LANDS = range(1, 17)
MOST_PEOPLE = 100_000_000
# The lowest population of each city type (BBSR). A small town may also be one by its central function.
LOWEST_POPULATION = {
    SettlementType.LARGE_CITY: 100_000,
    SettlementType.MEDIUM_TOWN: 20_000,
    SettlementType.SMALL_TOWN: 5_000,
    SettlementType.RURAL: 0,
}


class KeyInput(Input):
    """An official key and the first and the last day on which it is valid; None: always, as far as known."""

    key: str
    valid_from: date | None = None
    valid_to: date | None = None

    @field_validator("key")
    @classmethod
    def _well_formed(cls, key: str) -> str:
        if not is_key(key):
            raise _broken("municipality.key_form")
        return key

    @model_validator(mode="after")
    def _ordered(self) -> KeyInput:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise _broken("municipality.key_validity", number=self.key)
        return self

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def overlaps(self, other: KeyInput) -> bool:
        begins = max(self.valid_from or date.min, other.valid_from or date.min)
        return begins <= min(self.valid_to or date.max, other.valid_to or date.max)


class MunicipalityInput(Input):
    """Everything that is known about a municipality. `members` are the ids of others."""

    name: str = Field(min_length=2, max_length=200)
    kind: MunicipalityKind = MunicipalityKind.MUNICIPALITY
    official_keys: tuple[KeyInput, ...] = ()
    population: int | None = Field(default=None, ge=1, le=MOST_PEOPLE)
    settlement_type: SettlementType | None = None
    type_source: TypeSource | None = None
    funded: bool | None = None
    elected_body: str = Field(default="", max_length=200)
    needs_release: bool = False
    members: tuple[int, ...] = ()

    @field_validator("official_keys")
    @classmethod
    def _one_key_at_a_time(cls, keys: tuple[KeyInput, ...]) -> tuple[KeyInput, ...]:
        in_order = sorted(keys, key=lambda one: one.valid_from or date.min)
        for earlier, later in pairwise(in_order):
            if earlier.overlaps(later):
                raise _broken("municipality.keys_overlap", first=earlier.key, second=later.key)
        return tuple(in_order)

    @field_validator("members")
    @classmethod
    def _each_member_once(cls, members: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(members)))

    @model_validator(mode="after")
    def _as_its_kind_allows(self) -> MunicipalityInput:
        length = KEY_LENGTHS.get(self.kind)
        for one in self.official_keys:
            if len(one.key) != length:
                raise _broken(f"municipality.key_of.{self.kind.value}", number=one.key)
        if self.members and self.kind is MunicipalityKind.MUNICIPALITY:
            raise _broken("municipality.members_of_town")
        return self

    @model_validator(mode="after")
    def _type_with_source(self) -> MunicipalityInput:
        if self.settlement_type and self.kind is not MunicipalityKind.MUNICIPALITY:
            raise _broken("municipality.type_of_town_only")
        if (self.settlement_type is None) != (self.type_source is None):
            raise _broken("municipality.type_needs_source")
        derived = type_from_population(self.population)
        if self.type_source is TypeSource.FROM_POPULATION and self.settlement_type is not derived:
            raise _broken(
                "municipality.type_not_derived" if derived else "municipality.type_needs_population"
            )
        return self

    def key_on(self, day: date) -> str | None:
        return key_on(self.official_keys, day)


def key_on(keys: Iterable[KeyInput], day: date) -> str | None:
    """The key that is valid on a day: keys change with mergers, so each use needs its reference date."""
    return next((one.key for one in keys if one.is_valid_on(day)), None)


def is_key(text: str) -> bool:
    if not (text.isdecimal() and text.isascii() and len(text) in KEY_LENGTHS.values()):
        return False
    return int(text[:2]) in LANDS


def offered_key(text: str) -> str | None:
    """A key that lost its leading zero, with it: spreadsheets drop the zero of the Länder 01 to 09.

    Only an offer, as the text may as well be a key with a digit missing elsewhere.
    """
    padded = f"0{text.strip()}"
    return padded if is_key(padded) else None


def type_from_population(population: int | None) -> SettlementType | None:
    """The city type as far as the population alone tells; the official one counts central functions too."""
    if population is None:
        return None
    return next(kind for kind, lowest in LOWEST_POPULATION.items() if population >= lowest)


def municipality_problems(error: ValidationError) -> Sequence[tuple[str, Message]]:
    """What was wrong with an input, by the field; the field is empty where it concerns several."""
    return [(str(detail["loc"][0]) if detail["loc"] else "", _sentence(detail)) for detail in error.errors()]


def _sentence(detail: ErrorDetails) -> Message:
    if detail["type"].startswith("municipality."):
        return Message.of(detail["type"], **detail.get("ctx", {}))
    field = str(detail["loc"][0]) if detail["loc"] else ""
    sentences = {
        "name": "municipality.name",
        "population": "municipality.population",
        "elected_body": "municipality.elected_body_too_long",
    }
    return Message.of(sentences.get(field, "municipality.not_understood"))


def _broken(key: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError(key, "broken rule", values)
