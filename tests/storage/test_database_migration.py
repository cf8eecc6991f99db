from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, nullcontext
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Text, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from tests.databases import PostgresServer, fresh_name
from tests.storage.samples import full_world, row_counts
from toolkit.messages import Message
from toolkit.model import metadata
from toolkit.storage import (
    Database,
    DatabaseTooNewError,
    MigrationFailedError,
    MigrationReport,
    NotPermittedError,
    SchemaTooOldError,
    current_revision,
    migrate,
    open_database,
    prepare,
)
from toolkit.storage.check import broken_rules
from toolkit.storage.migration import MIGRATIONS, VERSIONS, alembic_options, draft_migration, newest_revision
from toolkit.storage.sqlite import WRITING, sqlite_engine
from toolkit.storage.triggers import lifted_triggers, wrong_triggers

HEAD = newest_revision()
DUMPS = sorted((MIGRATIONS / "dumps").glob("*.sql"))

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
{body}
"""

BATCH_CHANGES = """
    for table in ("revision", "assessment", "municipality", "answer", "event"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("mood", sa.Text(), server_default="calm", nullable=False))
            batch.create_check_constraint("mood_known", "mood <> 'sad'")
"""

Migrator = Callable[..., MigrationReport]


@pytest.fixture
def throw_away(tmp_path: Path) -> Migrator:
    """Runs a migration that exists for one test only."""

    def run(database: Database, body: str) -> MigrationReport:
        folder = tmp_path / "more"
        folder.mkdir(exist_ok=True)
        (folder / "next.py").write_text(NEXT.format(head=HEAD, body=body))
        return migrate(database, version_folders=[VERSIONS, folder])

    return run


def differences(database: Database) -> list[object]:
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts=dict(alembic_options()))
        return list(compare_metadata(context, metadata))


def broken_triggers(database: Database) -> tuple[str, ...]:
    with database.reading() as session:
        return wrong_triggers(session.connection())


def problems(database: Database) -> tuple[Message, ...]:
    with database.reading() as session:
        return broken_rules(session)


def set_revision(database: Database, revision: str) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_the_migrated_schema_is_the_schema_of_the_models(any_database: Database) -> None:
    assert differences(any_database) == []


def test_migrating_creates_every_declared_trigger(any_database: Database) -> None:
    assert broken_triggers(any_database) == ()


def test_sqlite_migrates_by_itself_at_the_start(empty_sqlite_database: Database) -> None:
    assert prepare(empty_sqlite_database) == MigrationReport(None, HEAD)
    assert prepare(empty_sqlite_database) == MigrationReport(HEAD, HEAD)
    assert differences(empty_sqlite_database) == []


def test_migrating_twice_changes_nothing_the_second_time(any_empty_database: Database) -> None:
    assert migrate(any_empty_database) == MigrationReport(None, HEAD)
    full_world(any_empty_database)
    before = row_counts(any_empty_database)
    assert migrate(any_empty_database) == MigrationReport(HEAD, HEAD)
    assert row_counts(any_empty_database) == before


def test_postgresql_refuses_to_start_until_somebody_migrates(empty_postgres_database: Database) -> None:
    with pytest.raises(SchemaTooOldError) as refusal:
        prepare(empty_postgres_database)
    message = Message("storage.schema_too_old", {"command": "python -m toolkit migrate"})
    assert refusal.value.message == message
    migrate(empty_postgres_database)
    assert prepare(empty_postgres_database) == MigrationReport(HEAD, HEAD)


def test_a_database_of_a_newer_version_is_refused_and_left_alone(sqlite_database: Database) -> None:
    set_revision(sqlite_database, "9999")
    for attempt in (prepare, migrate):
        with pytest.raises(DatabaseTooNewError) as refusal:
            attempt(sqlite_database)
        assert refusal.value.message == Message("storage.too_new", {"revision": "9999"})
    assert current_revision(sqlite_database) == "9999"
    assert sqlite_database.file
    assert [path.name for path in sqlite_database.file.parent.glob("*.sqlite3")] == ["toolkit.sqlite3"]


def test_a_newer_postgresql_database_is_refused(postgres_database: Database, throw_away: Migrator) -> None:
    throw_away(postgres_database, "    pass")
    for attempt in (prepare, migrate):
        with pytest.raises(DatabaseTooNewError):
            attempt(postgres_database)


def test_a_change_is_preceded_by_a_complete_backup(sqlite_database: Database, throw_away: Migrator) -> None:
    full_world(sqlite_database)
    before = row_counts(sqlite_database)
    report = throw_away(sqlite_database, "    op.execute('UPDATE municipality SET name = 1')")
    assert (report.previous, report.current) == (HEAD, "next")
    assert sqlite_database.file
    assert report.backup
    assert report.backup.parent == sqlite_database.file.parent
    assert report.backup.match(f"toolkit.{HEAD}.????????T????????????Z.sqlite3")
    assert {path.name for path in report.backup.parent.glob("*unfinished*")} == set()
    backup = open_database(f"sqlite:///{report.backup}")
    assert (current_revision(backup), row_counts(backup), problems(backup)) == (HEAD, before, ())
    with backup.reading() as session:
        assert session.execute(text("SELECT name FROM municipality ORDER BY id")).scalars().all() == [
            "Neustadt",
            "Kreis",
        ]
    backup.close()


def test_children_and_triggers_survive_a_batch_change(any_database: Database, throw_away: Migrator) -> None:
    full_world(any_database)
    before = row_counts(any_database)
    throw_away(any_database, BATCH_CHANGES)
    assert row_counts(any_database) == before
    assert min(before.values()) == 1
    assert problems(any_database) == ()
    assert broken_triggers(any_database) == ()
    with any_database.reading() as session:
        assert session.execute(text("SELECT mood FROM event")).scalars().all() == ["calm", "calm"]


def test_foreign_keys_still_hold_after_a_batch_change(
    sqlite_database: Database, throw_away: Migrator
) -> None:
    full_world(sqlite_database)
    throw_away(sqlite_database, BATCH_CHANGES)
    with sqlite_database.reading() as session:
        keys = session.execute(
            text("SELECT \"table\", on_delete FROM pragma_foreign_key_list('answer')")
        ).all()
    assert sorted(map(tuple, keys)) == [("assessment", "CASCADE"), ("person", "RESTRICT")]


# The traps are real: this is what the migrations would do without each of the runner's precautions.


def _change(database: Database, table: str, *, foreign_keys: bool, lift_triggers: bool) -> None:
    assert database.file
    engine = sqlite_engine(database.file, foreign_keys=foreign_keys, pooled=False)
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        triggers = lifted_triggers(connection) if lift_triggers else nullcontext()
        with triggers, operations.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(Column("mood", Text(), server_default="calm", nullable=False))


def test_with_foreign_keys_on_a_batch_change_would_delete_the_children(sqlite_database: Database) -> None:
    full_world(sqlite_database)
    before = row_counts(sqlite_database)
    _change(sqlite_database, "revision", foreign_keys=True, lift_triggers=True)
    lost = {name for name, count in row_counts(sqlite_database).items() if count < before[name]}
    assert lost == {
        "agenda_item",
        "answer",
        "assessment",
        "ballot",
        "ballot_answer",
        "comment",
        "condition",
        "council_step",
        "decision",
        "dependency",
        "dissent",
        "download_token",
        "earlier_answer",
        "evidence",
        "indicator",
        "joint_judgement",
        "letter",
        "preliminary_check",
        "recommendation",
        "recusal",
        "reply",
        "review_confirmation",
        "review_release",
        "revision_partner",
        "round",
        "round_item",
    }


def test_with_foreign_keys_on_a_batch_change_of_a_table_others_refer_to_would_fail(
    sqlite_database: Database,
) -> None:
    full_world(sqlite_database)
    with pytest.raises(IntegrityError, match="FOREIGN KEY constraint failed"):
        _change(sqlite_database, "municipality", foreign_keys=True, lift_triggers=True)


def test_without_lifting_them_a_batch_change_would_lose_the_triggers_of_the_table(
    sqlite_database: Database,
) -> None:
    full_world(sqlite_database)
    _change(sqlite_database, "event", foreign_keys=False, lift_triggers=False)
    assert broken_triggers(sqlite_database) == ("frozen_event_delete", "frozen_event_update")


def test_without_lifting_them_a_table_that_triggers_read_could_not_be_changed(
    sqlite_database: Database,
) -> None:
    full_world(sqlite_database)
    with pytest.raises(OperationalError, match="error in trigger frozen_answer_insert"):
        _change(sqlite_database, "assessment", foreign_keys=False, lift_triggers=False)


def test_a_migration_that_leaves_dangling_rows_changes_nothing(
    sqlite_database: Database, throw_away: Migrator
) -> None:
    full_world(sqlite_database)
    before = row_counts(sqlite_database)
    with pytest.raises(MigrationFailedError) as refusal:
        throw_away(sqlite_database, "    op.execute(\"DELETE FROM person WHERE name = 'Planung'\")")
    message = Message("storage.migration_failed", {"n": 1, "tables": ("membership",)})
    assert refusal.value.message == message
    assert (current_revision(sqlite_database), row_counts(sqlite_database)) == (HEAD, before)
    assert problems(sqlite_database) == ()


def test_a_migration_that_fails_half_way_changes_nothing(
    any_database: Database, throw_away: Migrator
) -> None:
    full_world(any_database)
    before = row_counts(any_database)
    with pytest.raises((OperationalError, ProgrammingError), match="no_such_table"):
        throw_away(any_database, BATCH_CHANGES + "    op.execute('DELETE FROM no_such_table')")
    assert (current_revision(any_database), row_counts(any_database)) == (HEAD, before)
    assert (problems(any_database), differences(any_database)) == ((), [])


def test_the_app_goes_on_working_with_the_connections_it_had(
    any_database: Database, throw_away: Migrator
) -> None:
    full_world(any_database)
    throw_away(any_database, BATCH_CHANGES)
    with any_database.writing() as session:
        session.execute(text("UPDATE person SET name = 'Frau Beispiel'"))
    assert problems(any_database) == ()


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_a_database_of_every_release_comes_to_the_newest_schema_with_all_its_rows(
    path: Path, request: pytest.FixtureRequest
) -> None:
    revision, dialect = path.stem.split("_")
    database: Database = request.getfixturevalue(f"empty_{dialect.removesuffix('ql')}_database")
    _restore(database, path.read_text(encoding="utf-8"))
    owner = open_database(database.migration_url) if database.migration_url else database
    columns = _columns(owner)
    before = _rows(owner, columns)
    assert current_revision(owner) == revision
    assert migrate(database).previous == revision
    assert _rows(owner, columns) == before
    assert min(len(rows) for rows in before.values()) == 1
    # Also for the role of the app.
    assert (differences(database), problems(database)) == ([], ())
    owner.close()


def _restore(database: Database, dump: str) -> None:
    if database.file:
        with closing(sqlite3.connect(database.file)) as connection:
            connection.executescript(dump)
        return
    assert database.migration_url
    with psycopg.connect(database.migration_url) as connection:
        connection.execute(dump.encode())


def _columns(database: Database) -> dict[str, tuple[str, ...]]:
    with database.reading() as session:
        inspected = inspect(session.connection())
        return {
            name: tuple(column["name"] for column in inspected.get_columns(name))
            for name in inspected.get_table_names()
            if name != "alembic_version"
        }


def _rows(database: Database, columns: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[object, ...]]]:
    """Every value of these columns, as the database has it."""
    with database.reading() as session:
        return {
            table: [tuple(row) for row in session.connection().exec_driver_sql(_all_of(table, names))]
            for table, names in columns.items()
        }


def _all_of(table: str, names: Sequence[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f'SELECT {listed} FROM "{table}" ORDER BY 1, 2'


def test_there_is_a_dump_of_every_schema_before_this_one_for_both_databases() -> None:
    released = [path.name.split("_")[0] for path in sorted(VERSIONS.glob("[0-9]*.py"))][:-1]
    assert [path.name for path in DUMPS] == [
        f"{revision}_{dialect}.sql" for revision in released for dialect in ("postgresql", "sqlite")
    ]


def test_a_drafted_migration_leads_to_the_models(sqlite_database: Database, tmp_path: Path) -> None:
    with sqlite_database.writing() as session:
        session.execute(text("DROP INDEX ix_answer_changed_by_id"))
        session.execute(text("ALTER TABLE municipality DROP COLUMN elected_body"))
    folder = tmp_path / "more"
    folder.mkdir()
    draft_migration(sqlite_database, "next", "what was dropped", folder=folder)
    assert [path.name for path in folder.glob("*.py")] == ["next_what_was_dropped.py"]
    assert migrate(sqlite_database, version_folders=[VERSIONS, folder]).current == "next"
    assert differences(sqlite_database) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET action = 'nothing'",
        "DELETE FROM event",
        "TRUNCATE event",
        "DELETE FROM catalogue_version",
        "UPDATE alembic_version SET version_num = '9999'",
        "DROP TRIGGER frozen_event_delete ON event",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_role_of_the_app_owns_nothing_on_postgresql(postgres_database: Database, statement: str) -> None:
    full_world(postgres_database)
    with pytest.raises(NotPermittedError) as refusal, postgres_database.writing() as session:
        session.execute(text(statement))
    assert re.search(r"permission denied|must be owner", str(refusal.value.__cause__))


def test_without_a_role_of_its_own_the_app_migrates_as_itself(postgres_server: PostgresServer) -> None:
    name = fresh_name()
    postgres_server.create_database(name)
    database = open_database(postgres_server.owner_url(name))
    assert migrate(database) == MigrationReport(None, HEAD)
    full_world(database)
    assert problems(database) == ()
    database.close()
    postgres_server.drop_database(name)
