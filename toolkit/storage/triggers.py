"""What the database itself keeps from being changed, whoever asks.

The log of events, catalogues once used, submitted revisions with all that belongs to them, and final
assessments with their answers. Each guard is declared once and written for both databases.

Something that may change frozen rows after all (a migration; later the retention command and removing
the example) works inside `lifted_triggers`, in one transaction with its change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from toolkit.storage.errors import FROZEN_MARK

PREFIX = "frozen_"


@dataclass(frozen=True, slots=True)
class Guard:
    """Rows of a table that meet the condition are frozen. `{row}` stands for the old or the new row.

    `joining` says that a row may not be put among frozen ones either, by inserting or moving it.
    """

    table: str
    record: str
    condition: str
    joining: bool = False


def _of_submitted_revision(table: str) -> Guard:
    condition = "EXISTS (SELECT 1 FROM revision WHERE id = {row}.revision_id AND submitted_at IS NOT NULL)"
    return Guard(table, "revision", condition, joining=True)


def _of_final_assessment(table: str) -> Guard:
    condition = "EXISTS (SELECT 1 FROM assessment WHERE id = {row}.assessment_id AND final_at IS NOT NULL)"
    return Guard(table, "assessment", condition, joining=True)


GUARDS = (
    Guard("event", "event", "TRUE"),
    Guard("catalogue_version", "catalogue_version", "TRUE"),
    Guard("revision", "revision", "{row}.submitted_at IS NOT NULL"),
    _of_submitted_revision("revision_partner"),
    _of_submitted_revision("indicator"),
    _of_submitted_revision("dependency"),
    _of_submitted_revision("preliminary_check"),
    _of_submitted_revision("evidence"),
    Guard("assessment", "assessment", "{row}.final_at IS NOT NULL"),
    _of_final_assessment("answer"),
    _of_final_assessment("earlier_answer"),
    _of_final_assessment("comment"),
    _of_final_assessment("recommendation"),
    Guard("weight_set", "weight_set", "{row}.fixed_at IS NOT NULL"),
    Guard("decision", "decision", "{row}.published_at IS NOT NULL"),
    Guard("snapshot", "snapshot", "TRUE"),
)


@dataclass(frozen=True, slots=True)
class Trigger:
    table: str
    operation: str
    record: str
    condition: str

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.table}_{self.operation.lower()}"


def declared_triggers() -> tuple[Trigger, ...]:
    return tuple(trigger for guard in GUARDS for trigger in _triggers_of(guard))


def create_triggers(connection: Connection) -> None:
    for trigger in declared_triggers():
        for statement in _creation(trigger, connection.dialect.name):
            connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Drop what is there, whether still declared or not."""
    for name, table in _present_tables(connection).items():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION {name}()")


@contextmanager
def lifted_triggers(connection: Connection) -> Iterator[None]:
    """Frozen rows may be changed inside the block, by this transaction alone.

    Batch changes of SQLite tables need it as well: they replace the table, and its triggers go with it.
    On PostgreSQL only the owner of the tables can do this.
    """
    drop_triggers(connection)
    yield
    create_triggers(connection)


def may_lift_triggers(connection: Connection) -> bool:
    """Whether `lifted_triggers` would work: on PostgreSQL for the owner of the tables only."""
    if connection.dialect.name == "sqlite":
        return True
    asked = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'event'::regclass"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def wrong_triggers(connection: Connection) -> tuple[str, ...]:
    """Names of the triggers that are missing, changed, switched off, or left over."""
    present = _present_bodies(connection)
    declared = _declared_bodies(connection.dialect.name)
    names = sorted(present.keys() | declared.keys())
    return tuple(name for name in names if present.get(name) != declared.get(name))


def _triggers_of(guard: Guard) -> Iterator[Trigger]:
    old, new = guard.condition.format(row="OLD"), guard.condition.format(row="NEW")
    if guard.joining:
        yield Trigger(guard.table, "INSERT", guard.record, new)
    yield Trigger(guard.table, "UPDATE", guard.record, f"{old} OR {new}" if guard.joining else old)
    yield Trigger(guard.table, "DELETE", guard.record, old)


def _creation(trigger: Trigger, dialect: str) -> tuple[str, ...]:
    if dialect == "sqlite":
        return (_sqlite_trigger(trigger),)
    function = f"CREATE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $${_plpgsql(trigger)}$$"
    attach = f"BEFORE {trigger.operation} ON {trigger.table} FOR EACH ROW EXECUTE FUNCTION {trigger.name}()"
    return function, f"CREATE TRIGGER {trigger.name} {attach}"


def _sqlite_trigger(trigger: Trigger) -> str:
    return (
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.operation} ON {trigger.table} "
        f"WHEN {trigger.condition} BEGIN SELECT RAISE(ABORT, '{FROZEN_MARK}{trigger.record}'); END"
    )


def _plpgsql(trigger: Trigger) -> str:
    row = "OLD" if trigger.operation == "DELETE" else "NEW"
    return (
        f"BEGIN IF {trigger.condition} THEN RAISE EXCEPTION '{FROZEN_MARK}{trigger.record}'; END IF; "
        f"RETURN {row}; END"
    )


def _declared_bodies(dialect: str) -> Mapping[str, str]:
    body = _sqlite_trigger if dialect == "sqlite" else _plpgsql
    return {trigger.name: body(trigger) for trigger in declared_triggers()}


_PRESENT = {
    "sqlite": (
        "SELECT name, tbl_name, sql FROM sqlite_master"
        " WHERE type = 'trigger' AND substr(name, 1, 7) = 'frozen_'"
    ),
    "postgresql": (
        "SELECT tgname, tgrelid::regclass::text, CASE WHEN tgenabled = 'O' THEN prosrc ELSE 'off' END"
        " FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE NOT tgisinternal AND starts_with(tgname::text, 'frozen_')"
    ),
}


def _present_tables(connection: Connection) -> Mapping[str, str]:
    return {name: table for name, table, _ in connection.exec_driver_sql(_PRESENT[connection.dialect.name])}


def _present_bodies(connection: Connection) -> Mapping[str, str]:
    return {name: body for name, _, body in connection.exec_driver_sql(_PRESENT[connection.dialect.name])}
