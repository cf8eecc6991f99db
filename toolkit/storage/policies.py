"""Which rows PostgreSQL shows to the role of the app: a working revision, with all that hangs on it, only
to sessions that work for its municipality (`identity.py`). SQLite has no row-level security.

The owner of the tables, who migrates, and administrators of the server are not bound. Each policy is
declared once; reading, adding and changing follow the same condition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from toolkit.storage.identity import ALL, SETTING

# In a subquery of its own, so that it is asked once for each statement and not for each row.
_WORKS_FOR = f"(SELECT current_setting('{SETTING}', true))"
_WORKS_FOR_ALL = f"{_WORKS_FOR} = '{ALL}'"


@dataclass(frozen=True, slots=True)
class Policy:
    table: str
    condition: str

    @property
    def name(self) -> str:
        return f"working_{self.table}"

    @property
    def digest(self) -> str:
        return _digest(self.condition)


def _of_visible(parent: str, table: str) -> Policy:
    """The parent's own policy decides: the role of the app looks for it under the same rules."""
    shown = f"EXISTS (SELECT 1 FROM {parent} WHERE {parent}.id = {table}.{parent}_id)"  # noqa: S608
    return Policy(table, f"{_WORKS_FOR_ALL} OR {shown}")


POLICIES = (
    Policy(
        "revision",
        f"submitted_at IS NOT NULL OR {_WORKS_FOR_ALL} OR EXISTS ("  # noqa: S608
        "SELECT 1 FROM measure WHERE measure.id = revision.measure_id"
        f" AND measure.municipality_id::text = ANY (string_to_array({_WORKS_FOR}, ',')))",
    ),
    _of_visible("revision", "revision_partner"),
    _of_visible("revision", "indicator"),
    _of_visible("revision", "dependency"),
    _of_visible("revision", "preliminary_check"),
    _of_visible("revision", "evidence"),
    _of_visible("revision", "assessment"),
    _of_visible("assessment", "answer"),
    _of_visible("assessment", "earlier_answer"),
)


def create_policies(connection: Connection) -> None:
    """The comment keeps what was declared and what the server made of it: a change of either shows."""
    if connection.dialect.name != "postgresql":
        return
    for policy in POLICIES:
        connection.exec_driver_sql(
            f"CREATE POLICY {policy.name} ON {policy.table} USING ({policy.condition})"
        )
        connection.exec_driver_sql(f"ALTER TABLE {policy.table} ENABLE ROW LEVEL SECURITY")
        _, present = _present(connection)[policy.name]
        comment = f"COMMENT ON POLICY {policy.name} ON {policy.table} IS '{policy.digest} {_digest(present)}'"
        connection.exec_driver_sql(comment)


def drop_policies(connection: Connection) -> None:
    """Drop what is there, whether still declared or not: each further policy would show more."""
    if connection.dialect.name != "postgresql":
        return
    quote = connection.dialect.identifier_preparer.quote
    for name, table in connection.exec_driver_sql(_TABLES).all():
        connection.exec_driver_sql(f"DROP POLICY {quote(name)} ON {quote(table)}")
        connection.exec_driver_sql(f"ALTER TABLE {quote(table)} DISABLE ROW LEVEL SECURITY")


def wrong_policies(connection: Connection) -> tuple[str, ...]:
    """Names of the policies that are missing, changed, not in force, or left over."""
    if connection.dialect.name != "postgresql":
        return ()
    present = _present(connection)
    declared = {policy.name: policy.digest for policy in POLICIES}
    names = sorted(present.keys() | declared.keys())
    return tuple(name for name in names if not _is_sound(name, declared, present))


def _is_sound(name: str, declared: Mapping[str, str], present: Mapping[str, tuple[str, str]]) -> bool:
    comment, condition = present.get(name, ("", ""))
    return comment == f"{declared.get(name)} {_digest(condition)}"


def _digest(condition: str) -> str:
    return hashlib.sha256(condition.encode()).hexdigest()


_OF_THIS_SCHEMA = (
    "FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid"
    " WHERE relnamespace = current_schema()::regnamespace"
)
_TABLES = f"SELECT polname, relname {_OF_THIS_SCHEMA}"
# All that decides, as the server writes it: for whom and for what, and whether it is in force at all.
_PRESENT = (
    "SELECT polname, coalesce(obj_description(pg_policy.oid, 'pg_policy'), ''),"
    " concat_ws(' ', relname, relrowsecurity, polpermissive, polcmd, polroles,"
    f" pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) {_OF_THIS_SCHEMA}"
)


def _present(connection: Connection) -> Mapping[str, tuple[str, str]]:
    """By name: the comment and the condition as the server has it."""
    return {name: (comment, condition) for name, comment, condition in connection.exec_driver_sql(_PRESENT)}
