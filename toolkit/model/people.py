"""Municipalities and people: who takes part, and for whom."""

from __future__ import annotations

import uuid as uuids
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from toolkit.model.columns import choice, moment, parent, reference
from toolkit.model.enums import MunicipalityKind, Role, SettlementType, TypeSource


class Municipality(SQLModel, table=True):
    __tablename__ = "municipality"

    id: int | None = Field(default=None, primary_key=True)
    uuid: uuids.UUID = Field(default_factory=uuids.uuid4, unique=True)
    kind: MunicipalityKind = Field(default=MunicipalityKind.MUNICIPALITY, sa_column=choice(MunicipalityKind))
    name: str = Field(max_length=200, index=True)
    population: int | None = None
    settlement_type: SettlementType | None = Field(
        default=None, sa_column=choice(SettlementType, nullable=True)
    )
    type_source: TypeSource | None = Field(default=None, sa_column=choice(TypeSource, nullable=True))
    funded: bool | None = None
    elected_body: str = Field(default="", max_length=200)
    # A second pair of eyes within the municipality before a measure is submitted.
    needs_release: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    is_example: bool = False
    version: int = 1


class MunicipalityKey(SQLModel, table=True):
    """An official key (AGS of 8 digits, or a district's of 5) for the time it was valid."""

    __tablename__ = "municipality_key"
    __table_args__ = (
        UniqueConstraint("key", "valid_from"),
        # Two NULLs count as different, so that keys without a date need an index of their own.
        Index(
            "uq_municipality_key_undated",
            "key",
            unique=True,
            sqlite_where=text("valid_from IS NULL"),
            postgresql_where=text("valid_from IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(sa_column=parent("municipality"))
    key: str = Field(max_length=8, index=True)
    valid_from: date | None = None
    valid_to: date | None = None


class MunicipalityMember(SQLModel, table=True):
    """A member of a cooperation or a district."""

    __tablename__ = "municipality_member"
    __table_args__ = (
        UniqueConstraint("group_id", "member_id"),
        CheckConstraint("group_id <> member_id", name="not_own_member"),
    )

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(sa_column=parent("municipality"))
    member_id: int = Field(sa_column=reference("municipality"))


# What stands in a text where a name was taken out of it.
NAME_TAKEN_OUT = "(anonymisiert)"


class Person(SQLModel, table=True):
    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    uuid: uuids.UUID = Field(default_factory=uuids.uuid4, unique=True)
    oidc_subject: str | None = Field(default=None, max_length=255, unique=True)
    name: str = Field(default="", max_length=200)
    email: str | None = Field(default=None, max_length=254)
    acting_for_id: int | None = Field(default=None, sa_column=reference("municipality", nullable=True))
    working_in_id: int | None = Field(default=None, sa_column=reference("programme", nullable=True))
    # The one role in which a person with several works at the moment; None: in all of them.
    acting_as: Role | None = Field(default=None, sa_column=choice(Role, nullable=True))
    # In which one messages are written to this person; None: nobody knows yet.
    language: str | None = Field(default=None, max_length=2)
    anonymised_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class Membership(SQLModel, table=True):
    """A role, for one municipality or one programme; without either, for all of them."""

    __tablename__ = "membership"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_column=parent("person"))
    role: Role = Field(sa_column=choice(Role))
    municipality_id: int | None = Field(default=None, sa_column=reference("municipality", nullable=True))
    programme_id: int | None = Field(default=None, sa_column=reference("programme", nullable=True))
    revoked_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class Deputyship(SQLModel, table=True):
    """Somebody stands in for a person in planning and coordination; judgements stay personal."""

    __tablename__ = "deputyship"
    __table_args__ = (CheckConstraint("person_id <> deputy_id", name="not_oneself"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(sa_column=parent("person"))
    deputy_id: int = Field(sa_column=reference("person"))
    starts_on: date
    ends_on: date | None = None
    ended_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
