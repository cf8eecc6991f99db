"""Bringing a database to the schema of this version, and refusing one that is too new or too old.

All steps run in one transaction that holds the write lock. On SQLite foreign keys are off meanwhile:
Alembic changes a table there by replacing it, and dropping the old one would take its children along.
The pragma has no effect inside a transaction, so the connection is opened without them, and the keys are
checked before anything is saved. Triggers would vanish with a replaced table as well (`lifted_triggers`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from alembic import command
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Enum, MetaData, inspect, make_url, select
from sqlmodel import Session
from sqlmodel.sql.sqltypes import AutoString

from toolkit.messages import Message
from toolkit.model import UtcDateTime, metadata
from toolkit.storage.database import Database
from toolkit.storage.errors import (
    DatabaseTooNewError,
    ForeignDatabaseError,
    MigrationFailedError,
    SchemaTooOldError,
    StorageError,
)
from toolkit.storage.policies import create_policies, drop_policies
from toolkit.storage.postgresql import postgresql_engine
from toolkit.storage.sqlite import WRITING, copy_database, sqlite_engine
from toolkit.storage.triggers import drop_triggers, lifted_triggers

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
VERSION_TABLE = "alembic_version"


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """`previous` is None for a database that was empty; `backup` is made for SQLite before a change."""

    previous: str | None
    current: str
    backup: Path | None = None


def prepare(database: Database) -> MigrationReport:
    """At the start of the app: SQLite is migrated, PostgreSQL must have been."""
    current = current_revision(database)
    refusal = schema_refusal(current)
    if refusal is None:
        return MigrationReport(current, str(current))
    if database.file is None:
        raise refusal
    return migrate(database)


def schema_refusal(revision: str | None) -> StorageError | None:
    """Why this version of the app cannot work with a schema; None where it is the newest."""
    scripts = _scripts(_config(VERSIONS))
    if revision == _head(scripts):
        return None
    if _unknown(scripts, revision):
        return DatabaseTooNewError(Message.of("storage.too_new", revision=revision))
    return SchemaTooOldError(Message.of("storage.schema_too_old", command="python -m toolkit migrate"))


def require_schema(session: Session) -> None:
    """Raises what `schema_refusal` finds: before reading what another version may keep differently."""
    refusal = schema_refusal(session_revision(session))
    if refusal is not None:
        raise refusal


def migrate(database: Database, *, version_folders: Sequence[Path] = (VERSIONS,)) -> MigrationReport:
    """Bring the database to the newest schema, wholly or not at all; nothing happens where it is already."""
    engine = _owners_engine(database)
    try:
        with database.clear_errors(), engine.execution_options(**{WRITING: True}).begin() as connection:
            return _migrate(connection, database, _config(*version_folders, connection=connection))
    finally:
        engine.dispose()


def rebuild(
    database: Database,
    revision: str,
    *,
    fill: Callable[[Connection], None],
    check: Callable[[Connection], None],
) -> None:
    """A database without rows gets the tables of an earlier schema, is filled, and brought to the newest;
    wholly or not at all. Raises `StorageError` where there are rows."""
    engine = _owners_engine(database)
    try:
        with database.clear_errors(), engine.execution_options(**{WRITING: True}).begin() as connection:
            config = _config(VERSIONS, connection=connection)
            _clear_without_rows(connection, database)
            command.upgrade(config, revision)
            with _without_foreign_keys(connection):
                fill(connection)
            _upgrade(connection, config)
            _renew_guards(connection, database)
            check(connection)
    finally:
        engine.dispose()


def is_known_revision(revision: object) -> bool:
    scripts = _scripts(_config(VERSIONS))
    return revision in {script.revision for script in scripts.walk_revisions()}


def current_revision(database: Database) -> str | None:
    with database.reading() as session:
        return session_revision(session)


def newest_revision() -> str:
    """The schema that this version of the program works with."""
    return _head(_scripts(_config(VERSIONS)))


def session_revision(session: Session) -> str | None:
    return _current(session.connection())


def draft_migration(database: Database, revision: str, title: str, *, folder: Path = VERSIONS) -> None:
    """Write a draft of the migration that leads from this database to the models, for a developer to edit."""
    folders = dict.fromkeys((VERSIONS, folder))
    engine = _owners_engine(database)
    try:
        with engine.execution_options(**{WRITING: True}).begin() as connection:
            config = _config(*folders, connection=connection)
            command.revision(config, title, rev_id=revision, autogenerate=True, version_path=str(folder))
    finally:
        engine.dispose()


def alembic_options() -> Mapping[str, Any]:
    """How Alembic compares models with a database, and how it writes what it finds."""
    return MappingProxyType(
        {
            "target_metadata": metadata,
            "compare_type": True,
            "render_as_batch": True,
            "transactional_ddl": True,
            "render_item": _render_item,
        }
    )


def _migrate(connection: Connection, database: Database, config: Config) -> MigrationReport:
    scripts = _scripts(config)
    previous, head = _current(connection), _head(scripts)
    if _unknown(scripts, previous):
        raise DatabaseTooNewError(Message.of("storage.too_new", revision=previous))
    _refuse_foreign(connection, database, previous)
    backup = None
    if previous != head:
        backup = _back_up(database, previous)
        _upgrade(connection, config)
    # Each time, so that the command mends what somebody has changed, or another server writes differently.
    _renew_guards(connection, database)
    return MigrationReport(previous, head, backup)


def _upgrade(connection: Connection, config: Config) -> None:
    drop_policies(connection)  # a column that a policy reads cannot be changed
    with lifted_triggers(connection):
        command.upgrade(config, "head")
    _refuse_dangling_rows(connection)


def _renew_guards(connection: Connection, database: Database) -> None:
    drop_policies(connection)
    create_policies(connection)
    _grant_to_app(connection, database)


def _clear_without_rows(connection: Connection, database: Database) -> None:
    """Tables that `migrate` has made may go again, as long as nothing stands in them."""
    there = MetaData()
    there.reflect(connection)
    filled = [
        table.name
        for table in there.sorted_tables
        if table.name not in metadata.tables.keys() | {VERSION_TABLE}
        or (table.name != VERSION_TABLE and connection.execute(select(table).limit(1)).first())
    ]
    if filled:
        raise StorageError(Message.of("backup.not_empty", place=database.place))
    drop_policies(connection)
    drop_triggers(connection)
    there.drop_all(connection)


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """On PostgreSQL, where they would ask for an order of rows that need not exist. Coming back, each is
    checked."""
    if connection.dialect.name != "postgresql":
        yield
        return
    asked = (
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    )
    keys = connection.exec_driver_sql(asked).all()
    for table, name, _ in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def _owners_engine(database: Database) -> Engine:
    if database.file:
        return sqlite_engine(database.file, foreign_keys=False, pooled=False)
    url = make_url(database.migration_url) if database.migration_url else database.engine.url
    return postgresql_engine(url, pooled=False)


def _config(*version_folders: Path, connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    folders = os.pathsep.join(str(folder) for folder in version_folders)
    for option, value in (
        ("script_location", str(MIGRATIONS)),
        ("path_separator", "os"),
        ("version_locations", folders),
        ("file_template", "%(rev)s_%(slug)s"),
    ):
        config.set_main_option(option, value.replace("%", "%%"))
    return config


def _scripts(config: Config) -> ScriptDirectory:
    return ScriptDirectory.from_config(config)


def _head(scripts: ScriptDirectory) -> str:
    head = scripts.get_current_head()
    assert head is not None, "There is always a first migration."
    return head


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _unknown(scripts: ScriptDirectory, revision: str | None) -> bool:
    return revision is not None and revision not in {script.revision for script in scripts.walk_revisions()}


def _refuse_foreign(connection: Connection, database: Database, previous: str | None) -> None:
    if database.file and previous is None and inspect(connection).get_table_names():
        raise ForeignDatabaseError(Message.of("storage.foreign", place=database.place))


def _back_up(database: Database, revision: str | None) -> Path | None:
    """Copied while the write lock is held, so that the copy is exactly what gets migrated."""
    if database.file is None or revision is None:
        return None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = database.file.with_name(f"{database.file.stem}.{revision}.{moment}{database.file.suffix}")
    copy_database(database.file, target)
    return target


def _refuse_dangling_rows(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if dangling:
        tables = tuple(sorted({row[0] for row in dangling}))
        raise MigrationFailedError(Message.of("storage.migration_failed", n=len(dangling), tables=tables))


def _grant_to_app(connection: Connection, database: Database) -> None:
    """The app's role owns nothing: it may work with rows, but neither drop a trigger nor empty the log."""
    role = database.engine.url.username
    if not database.migration_url or not role or role == make_url(database.migration_url).username:
        return
    grantee = connection.dialect.identifier_preparer.quote(role)
    schema = connection.dialect.identifier_preparer.quote(
        connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    )
    for statement in (
        f"GRANT USAGE ON SCHEMA {schema} TO {grantee}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {grantee}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {grantee}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON event, catalogue_version FROM {grantee}",
        f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {VERSION_TABLE} FROM {grantee}",
    ):
        connection.exec_driver_sql(statement)


def _render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Migrations stay as they were written, so they name no type of the models, which go on changing."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False
