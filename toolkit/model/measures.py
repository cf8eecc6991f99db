"""Measures and their fact sheets, revision by revision."""

from __future__ import annotations

import uuid as uuids
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, Index, Numeric, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from toolkit.judging import Phase
from toolkit.model.columns import choice, long_text, moment, now, parent, reference
from toolkit.model.enums import (
    CheckKind,
    CheckState,
    DependencyKind,
    EvidenceKind,
    FieldOfAction,
    FundingState,
    MeasureState,
    TaskKind,
)


def _money() -> Column[Decimal]:
    return Column(Numeric(14, 2), nullable=True)


def _quantity() -> Column[Decimal]:
    """At most 15 digits: SQLite keeps decimals as binary floats, which are exact only up to there."""
    return Column(Numeric(15, 4), nullable=True)


class Measure(SQLModel, table=True):
    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("programme_id", "municipality_id", "external_key"),)

    id: int | None = Field(default=None, primary_key=True)
    uuid: uuids.UUID = Field(default_factory=uuids.uuid4, unique=True)
    programme_id: int = Field(sa_column=reference("programme"))
    municipality_id: int = Field(sa_column=reference("municipality"))
    external_key: str | None = Field(default=None, max_length=100)
    state: MeasureState = Field(default=MeasureState.DRAFT, sa_column=choice(MeasureState))
    owner_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    deputy_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    created_at: datetime = Field(default_factory=now, sa_column=moment())
    version: int = 1


class Revision(SQLModel, table=True):
    """A numbered state of the fact sheet. At most one per measure is working; a submitted one is frozen."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("measure_id", "number"),
        Index(
            "uq_revision_one_working",
            "measure_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(sa_column=parent("measure"))
    number: int = 1
    created_at: datetime = Field(default_factory=now, sa_column=moment())
    submitted_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    released_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    released_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))
    version: int = 1

    # the short way
    title: str = Field(max_length=200)
    problem: str = Field(default="", sa_column=long_text())
    target_group: str = Field(default="", sa_column=long_text())
    goal: str = Field(default="", sa_column=long_text())
    goal_source: str = Field(default="", sa_column=long_text())
    goal_place: str = Field(default="", sa_column=long_text())
    phase: Phase = Field(default=Phase.IDEA, sa_column=choice(Phase))
    responsible_unit: str = Field(default="", sa_column=long_text())

    # later: what it is
    description: str = Field(default="", sa_column=long_text())
    lead: str = Field(default="", sa_column=long_text())
    field_of_action: FieldOfAction | None = Field(
        default=None, sa_column=choice(FieldOfAction, nullable=True)
    )
    starts_on: date | None = None
    ends_on: date | None = None
    contact_mailbox: str = Field(default="", sa_column=long_text())
    contact_deputy: str = Field(default="", sa_column=long_text())
    place: str = Field(default="", sa_column=long_text())

    # later: finance, in euro
    total_cost: Decimal | None = Field(default=None, sa_column=_money())
    investment_cost: Decimal | None = Field(default=None, sa_column=_money())
    consumption_cost: Decimal | None = Field(default=None, sa_column=_money())
    budget_years: str = Field(default="", sa_column=long_text())
    follow_up_cost_per_year: Decimal | None = Field(default=None, sa_column=_money())
    funding: Decimal | None = Field(default=None, sa_column=_money())
    funding_state: FundingState | None = Field(default=None, sa_column=choice(FundingState, nullable=True))
    own_share: Decimal | None = Field(default=None, sa_column=_money())
    cover: str = Field(default="", sa_column=long_text())
    task_kind: TaskKind | None = Field(default=None, sa_column=choice(TaskKind, nullable=True))

    # later: staff, in hours per month
    staff_hours_building: int | None = None
    staff_hours_operation: int | None = None
    post_available: bool | None = None
    staff_deputy: str = Field(default="", sa_column=long_text())

    # later: procurement
    procurement_estimate: Decimal | None = Field(default=None, sa_column=_money())
    procurement_procedure: str = Field(default="", sa_column=long_text())
    contract_ends_on: date | None = None
    supplier_ties: str = Field(default="", sa_column=long_text())
    data_at_contract_end: str = Field(default="", sa_column=long_text())

    # later: technology and data
    technology: str = Field(default="", sa_column=long_text())
    connected_systems: str = Field(default="", sa_column=long_text())
    interfaces: str = Field(default="", sa_column=long_text())
    standards: str = Field(default="", sa_column=long_text())
    licence: str = Field(default="", sa_column=long_text())
    repository: str = Field(default="", sa_column=long_text())
    data_needed: str = Field(default="", sa_column=long_text())
    data_produced: str = Field(default="", sa_column=long_text())

    # later: what others should know
    reference_option: str = Field(default="", sa_column=long_text())
    success_factors: str = Field(default="", sa_column=long_text())
    lessons: str = Field(default="", sa_column=long_text())
    needed_by_others: str = Field(default="", sa_column=long_text())


class RevisionPartner(SQLModel, table=True):
    __tablename__ = "revision_partner"

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision"))
    name: str = Field(max_length=200)
    municipality_id: int | None = Field(default=None, sa_column=reference("municipality", nullable=True))
    contribution: str = Field(default="", sa_column=long_text())


class Indicator(SQLModel, table=True):
    __tablename__ = "indicator"

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision"))
    name: str = Field(max_length=200)
    unit: str = Field(default="", max_length=60)
    baseline: Decimal | None = Field(default=None, sa_column=_quantity())
    target: Decimal | None = Field(default=None, sa_column=_quantity())
    last_value: Decimal | None = Field(default=None, sa_column=_quantity())
    measured_on: date | None = None


class Dependency(SQLModel, table=True):
    __tablename__ = "dependency"
    __table_args__ = (UniqueConstraint("revision_id", "measure_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision"))
    measure_id: int = Field(sa_column=reference("measure"))
    kind: DependencyKind = Field(sa_column=choice(DependencyKind))


class PreliminaryCheck(SQLModel, table=True):
    """An unscored check of another office: its state, who made it, and when."""

    __tablename__ = "preliminary_check"
    __table_args__ = (UniqueConstraint("revision_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision"))
    kind: CheckKind = Field(sa_column=choice(CheckKind))
    state: CheckState = Field(default=CheckState.OPEN, sa_column=choice(CheckState))
    checked_by: str = Field(default="", max_length=200)
    checked_on: date | None = None


class Evidence(SQLModel, table=True):
    """Evidence of a revision for one question, or for the measure as a whole."""

    __tablename__ = "evidence"

    id: int | None = Field(default=None, primary_key=True)
    revision_id: int = Field(sa_column=parent("revision"))
    question_key: str | None = Field(default=None, max_length=40)
    kind: EvidenceKind = Field(sa_column=choice(EvidenceKind))
    title: str = Field(default="", max_length=300)
    url: str = Field(default="", max_length=2000)
    page: str = Field(default="", max_length=60)
    quote: str = Field(default="", sa_column=long_text())
    file_name: str = Field(default="", max_length=255, sa_column_kwargs={"server_default": ""})
    blob_id: int | None = Field(default=None, sa_column=reference("blob", nullable=True))
    created_at: datetime = Field(default_factory=now, sa_column=moment())
