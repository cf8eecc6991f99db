"""Rows as lines of JSON and back, the same from SQLite and PostgreSQL.

What kind a column is stands beside the rows: a later version reads them by that, into the schema they come
from, and brings the schema up afterwards. So nothing here needs to know how the tables looked at that time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    MetaData,
    Numeric,
    Table,
    Uuid,
    insert,
    select,
)

from toolkit.model import UtcDateTime

_AT_ONCE = 500
_KINDS: Mapping[type[Any], str] = {
    UtcDateTime: "moment",
    DateTime: "moment",
    Date: "day",
    Numeric: "number",
    Uuid: "uuid",
    JSON: "json",
}
_READERS: Mapping[str, Any] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "number": Decimal,
    "uuid": UUID,
}


def kinds_of(table: Table) -> dict[str, str]:
    """What the values of each column are: numbers and texts that JSON knows are plain."""
    return {column.name: _kind(column) for column in table.columns}


def rows_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """One line for each row, in the order of their keys."""
    found = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_ONCE)
    names = [column.name for column in table.columns]
    with connection.execute(found) as rows:
        for row in rows:
            values = dict(zip(names, row, strict=True))
            yield json.dumps(values, ensure_ascii=False, default=_plain).encode() + b"\n"


def put_rows(connection: Connection, table: Table, kinds: Mapping[str, str], lines: Iterator[bytes]) -> int:
    """Inserts the rows with their keys; gives how many."""
    count = 0
    batch: list[dict[str, Any]] = []
    for line in lines:
        values = json.loads(line)
        batch.append({name: _read(table.columns[name], kinds[name], values[name]) for name in kinds})
        count += 1
        if len(batch) == _AT_ONCE:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)
    return count


def tables_there(connection: Connection) -> dict[str, Table]:
    """As the database has them at this moment."""
    found = MetaData()
    found.reflect(connection)
    return dict(found.tables)


def set_counters(connection: Connection, tables: Mapping[str, Table]) -> None:
    """PostgreSQL counts keys apart from the rows, and would give the first ones once more."""
    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote
    for name, table in tables.items():
        if "id" in table.columns:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{quote(name)}', 'id'), greatest(max(id), 1),"  # noqa: S608
                f" coalesce(max(id), 0) > 0) FROM {quote(name)}"
            )


def _kind(column: Column[Any]) -> str:
    return next((kind for known, kind in _KINDS.items() if isinstance(column.type, known)), "plain")


def _read(column: Column[Any], kind: str, value: Any) -> Any:
    if value is None or kind not in _READERS:
        return value
    read = _READERS[kind](value)
    # SQLite has no type for them: what is reflected is the text they are kept as.
    return read.hex if kind == "uuid" and not isinstance(column.type, Uuid) else read


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"A row holds {type(value).__name__}, which a backup does not know.")
