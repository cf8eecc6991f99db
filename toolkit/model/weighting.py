"""What weighs how much, in whose eyes; and packages of measures that somebody has put together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from toolkit.model.columns import choice, document, long_text, moment, now, parent, reference
from toolkit.model.enums import WeightingMethod


class StakeholderGroup(SQLModel, table=True):
    """Who weighs together: council, administration, citizens, business."""

    __tablename__ = "stakeholder_group"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(sa_column=parent("programme"))
    name: str = Field(max_length=120)
    position: int = 0
    version: int = 1


class WeightSet(SQLModel, table=True):
    """One weighting of the criteria. Once fixed it never changes (kept by a trigger); what comes later is a
    variant beside it, with its proposer and reason.

    `input` is what was entered, in the manner of the method; `weights` has one number per criterion key.
    """

    __tablename__ = "weight_set"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(sa_column=parent("programme"))
    group_id: int | None = Field(default=None, sa_column=reference("stakeholder_group", nullable=True))
    name: str = Field(max_length=120)
    is_variant: bool = False
    method: WeightingMethod = Field(sa_column=choice(WeightingMethod))
    input: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    weights: dict[str, float] = Field(default_factory=dict, sa_column=document())
    reason: str = Field(default="", sa_column=long_text())
    proposed_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    created_at: datetime = Field(default_factory=now, sa_column=moment())
    fixed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    version: int = 1


class Package(SQLModel, table=True):
    """The wishes for a package of measures (Maßnahmenpaket); what they lead to is computed anew each time."""

    __tablename__ = "package"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(sa_column=parent("programme"))
    name: str = Field(max_length=120)
    wishes: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    reason: str = Field(default="", sa_column=long_text())
    proposed_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    created_at: datetime = Field(default_factory=now, sa_column=moment())
    version: int = 1
