"""What a group wants of a package: limits, what must be in, how varied it shall be."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Resource(StrEnum):
    """What is short. The value is the name of the fact sheet's field."""

    OWN_SHARE = "own_share"
    FOLLOW_UP_COST = "follow_up_cost_per_year"
    HOURS_BUILDING = "staff_hours_building"
    HOURS_OPERATION = "staff_hours_operation"


class Diversity(StrEnum):
    """By what the measures of a package differ."""

    MUNICIPALITY = "municipality"
    FIELD = "field"
    SIZE = "size"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Frozen):
    resource: Resource
    most: Decimal = Field(ge=0, le=10**12, decimal_places=2)


class Quota(_Frozen):
    """How many measures there may be of each municipality, field or size, and how many there must be. A
    group that has no eligible measure at all is asked for none."""

    by: Diversity
    least: int | None = Field(default=None, ge=1, le=100)
    most: int | None = Field(default=None, ge=1, le=100)


class Wishes(_Frozen):
    """`include` and `exclude` are measures by id. Without `only_sound`, measures that are to be reworked
    may be in as well; what fails the minimum requirement or is not judged enough never is."""

    limits: tuple[Limit, ...] = ()
    quotas: tuple[Quota, ...] = ()
    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    only_sound: bool = True
    follow_dependencies: bool = True
    at_most: int | None = Field(default=None, ge=1, le=1000)
    # By whose weights points are counted; the catalogue's own where there is none.
    weight_set: int | None = None
