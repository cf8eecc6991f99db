"""What happened: events that the database itself keeps from being changed, and imports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from toolkit.model.columns import document, moment, now, reference


class Event(SQLModel, table=True):
    """One change. Holds ids, field names and salted hashes of values, never names or texts.

    Each event carries the hash of the one before, so that a removed or altered event shows.
    """

    __tablename__ = "event"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, sa_column=moment())
    actor_id: int | None = Field(default=None, index=True)
    programme_id: int | None = Field(default=None, index=True)
    measure_id: int | None = Field(default=None, index=True)
    action: str = Field(max_length=60)
    thing: str = Field(max_length=40)
    thing_id: int | None = None
    fields: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    salt: str = Field(max_length=32)
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64, unique=True)


class Import(SQLModel, table=True):
    """A file that was read in, so that the same file twice changes nothing."""

    __tablename__ = "import"

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(max_length=64, unique=True)
    kind: str = Field(max_length=40)
    at: datetime = Field(default_factory=now, sa_column=moment())
    person_id: int | None = Field(default=None, sa_column=reference("person", nullable=True))
