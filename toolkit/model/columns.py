"""Column kinds that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import JSON, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, Text, TypeDecorator
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata
metadata.naming_convention = NAMING_CONVENTION


class UtcDateTime(TypeDecorator[datetime]):
    """Moments in UTC, always with their time zone: SQLite would forget it, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored moment needs a time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


class _Row(Protocol):
    id: int | None


def id_of(row: _Row) -> int:
    """The key of a row that has been sent to the database."""
    if row.id is None:
        raise ValueError(f"{type(row).__name__} has no key before it is flushed.")
    return row.id


def moment(*, nullable: bool = False) -> Column[Any]:
    return Column(UtcDateTime(), nullable=nullable)


def choice(kind: type[StrEnum], *, nullable: bool = False, default: StrEnum | None = None) -> Column[Any]:
    """An enumeration stored by its value as text; the list of values is the code's, not the database's.

    `default` is what rows have that were there before the column.
    """
    return Column(
        EnumType(
            kind,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
        nullable=nullable,
        server_default=default,
    )


def given(default: StrEnum) -> Column[Any]:
    """A choice that came later, with what it means for the rows there were."""
    return choice(type(default), default=default)


def long_text() -> Column[Any]:
    """Text that people write; empty means not yet written."""
    return Column(Text, nullable=False, server_default="")


def document() -> Column[Any]:
    return Column(JSON().with_variant(JSONB(), "postgresql"), nullable=False)


def parent(table: str, *, unique: bool = False, nullable: bool = False) -> Column[Any]:
    """A row that belongs to another and goes with it; `unique` where there is at most one."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(Integer, key, nullable=nullable, index=not unique, unique=unique)


def reference(table: str, *, nullable: bool = False) -> Column[Any]:
    """A row that points to another, which cannot be deleted meanwhile."""
    return Column(Integer, ForeignKey(f"{table}.id", ondelete="RESTRICT"), nullable=nullable, index=True)
