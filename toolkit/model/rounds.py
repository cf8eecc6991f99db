"""Rounds: what a municipality was asked to change, and what it answered; and what it shows to others."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from toolkit.model.columns import choice, long_text, moment, now, parent, reference
from toolkit.model.enums import ReleaseKind, RoundKind, Stance


class Round(SQLModel, table=True):
    """One request for changes to a submitted revision; the next submitted revision answers it."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("measure_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(sa_column=parent("measure"))
    number: int
    kind: RoundKind = Field(default=RoundKind.CHANGES, sa_column=choice(RoundKind))
    revision_id: int = Field(sa_column=parent("revision"))
    text: str = Field(default="", sa_column=long_text())
    due_on: date | None = None
    requested_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    requested_at: datetime = Field(default_factory=now, sa_column=moment())
    answered_revision_id: int | None = Field(default=None, sa_column=parent("revision", nullable=True))
    closed_at: datetime | None = Field(default=None, sa_column=moment(nullable=True))


class RoundItem(SQLModel, table=True):
    """One thing to change; without a question, about the fact sheet or the measure as a whole."""

    __tablename__ = "round_item"

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(sa_column=parent("round"))
    question_key: str = Field(default="", max_length=40)
    text: str = Field(default="", sa_column=long_text())


class Reply(SQLModel, table=True):
    """The municipality's answer to one item: agreed or not, and why."""

    __tablename__ = "reply"

    id: int | None = Field(default=None, primary_key=True)
    round_item_id: int = Field(sa_column=parent("round_item", unique=True))
    stance: Stance | None = Field(default=None, sa_column=choice(Stance, nullable=True))
    text: str = Field(default="", sa_column=long_text())
    changed_at: datetime = Field(default_factory=now, sa_column=moment())
    version: int = 1


class Release(SQLModel, table=True):
    """What a municipality shows of a measure to the planning of other municipalities; no row, nothing."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("measure_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(sa_column=parent("measure"))
    kind: ReleaseKind = Field(sa_column=choice(ReleaseKind))
    released_by_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
    released_at: datetime = Field(default_factory=now, sa_column=moment())
