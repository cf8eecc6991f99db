"""One broken rule each, made past every guard, and the sentence that names it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from tests.databases import APP_ROLE, PASSWORD
from tests.storage.samples import Ids, full_world, row_counts
from toolkit.messages import LANGUAGES, Message, translate
from toolkit.storage import Database, check_database, lifted_triggers, migrate, open_database
from toolkit.storage.check import broken_rules
from toolkit.storage.sqlite import WRITING, sqlite_engine


@pytest.fixture
def ids(owned_database: Database) -> Ids:
    return full_world(owned_database)


@contextmanager
def past_all_guards(database: Database) -> Iterator[Session]:
    with database.writing() as session, lifted_triggers(session.connection()):
        yield session


def problems(database: Database) -> list[Message]:
    """Of the database; of the role that asks see below: the owner has to be used to break most rules."""
    with database.reading() as session:
        found = check_database(session) if database.migration_url or database.file else broken_rules(session)
    assert all(translate(message, language) for message in found for language in LANGUAGES)
    return list(found)


def test_a_sound_database_has_no_problem_and_checking_changes_nothing(
    owned_database: Database, ids: Ids
) -> None:
    before = row_counts(owned_database)
    assert problems(owned_database) == []
    assert row_counts(owned_database) == before


def test_an_empty_database_has_no_problem(any_database: Database) -> None:
    assert problems(any_database) == []


def test_a_database_that_waits_for_its_migration_is_named(any_empty_database: Database) -> None:
    assert problems(any_empty_database) == [
        Message("storage.schema_too_old", {"command": "python -m toolkit migrate"})
    ]


def test_a_database_of_a_newer_version_is_named(owned_database: Database) -> None:
    with owned_database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with owned_database.reading() as session:
        assert check_database(session) == (Message("storage.too_new", {"revision": "9999"}),)


CATALOGUE = {"catalogue": "small", "version": "1"}


@pytest.mark.parametrize(
    ("change", "key", "values"),
    [
        (
            "UPDATE answer SET question_key = 'K9' WHERE question_key = 'K1'",
            "check_unknown_question",
            {"answer": "1", "question": "K9"} | CATALOGUE,
        ),
        (
            "UPDATE answer SET level = 3 WHERE question_key = 'K1'",
            "check_unknown_level",
            {"answer": "1", "question": "K1", "level": 3} | CATALOGUE,
        ),
        (
            "UPDATE answer SET kind = 'not_applicable', level = NULL, reason = 'Kein Netz'"
            " WHERE question_key = 'K1'",
            "check_not_applicable_not_allowed",
            {"answer": "1", "question": "K1"} | CATALOGUE,
        ),
        (
            "UPDATE answer SET kind = 'not_applicable', reason = ' ' WHERE question_key = 'K2'",
            "check_reason_missing",
            {"answer": "2", "question": "K2"},
        ),
        (
            "DELETE FROM programme_municipality",
            "check_not_taking_part",
            {"measure": "1", "programme": "Auswahl"},
        ),
        ("UPDATE event SET action = 'other' WHERE id = 1", "check_event_chain", {"event": "1"}),
        (
            "UPDATE snapshot SET content = '{\"items\":[]}'",
            "check_snapshot_hash",
            {"meeting": "1"},
        ),
        (
            "UPDATE assessment SET final_at = NULL WHERE kind = 'self'",
            "check_not_final",
            {"measure": "1", "number": 1},
        ),
    ],
)
def test_a_broken_rule_is_named(
    owned_database: Database, ids: Ids, change: str, key: str, values: dict[str, object]
) -> None:
    with past_all_guards(owned_database) as session:
        session.execute(text(change))
    # The second measure of the example is of the same municipality.
    others = [Message(f"storage.{key}", values | {"measure": "2"})] if "programme" in values else []
    assert problems(owned_database) == [Message(f"storage.{key}", values), *others]


def test_a_reason_may_be_missing_as_long_as_nothing_is_submitted(owned_database: Database, ids: Ids) -> None:
    with past_all_guards(owned_database) as session:
        session.execute(text("UPDATE answer SET kind = 'not_applicable' WHERE question_key = 'K2'"))
        session.execute(text("DELETE FROM revision WHERE measure_id = 2"))
        session.execute(text("UPDATE revision SET submitted_at = NULL"))
    assert problems(owned_database) == []


def test_a_closed_meeting_without_its_record_is_named(owned_database: Database, ids: Ids) -> None:
    with past_all_guards(owned_database) as session:
        session.execute(text("UPDATE meeting SET state = 'closed'"))
        session.execute(text("DELETE FROM snapshot"))
    assert problems(owned_database) == [Message("storage.check_no_snapshot", {"meeting": "1"})]


def test_a_name_may_be_taken_out_of_the_record_of_a_meeting(owned_database: Database, ids: Ids) -> None:
    with past_all_guards(owned_database) as session:
        session.execute(text("UPDATE snapshot SET content = '(anonymisiert)'"))
    assert problems(owned_database) == []


def test_a_changed_catalogue_is_named(owned_database: Database, ids: Ids) -> None:
    with past_all_guards(owned_database) as session:
        session.execute(text("UPDATE catalogue_version SET content = replace(content, 'Fine.', 'Fein.')"))
    assert problems(owned_database) == [Message("storage.check_catalogue_hash", CATALOGUE)]


def test_an_unreadable_catalogue_is_named(owned_database: Database, ids: Ids) -> None:
    with past_all_guards(owned_database) as session:
        session.execute(text("UPDATE catalogue_version SET content = '{}'"))
    assert problems(owned_database) == [
        Message("storage.check_catalogue_hash", CATALOGUE),
        Message("storage.check_catalogue_unreadable", CATALOGUE),
    ]


def test_a_missing_trigger_is_named(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        session.execute(text("DROP TRIGGER frozen_answer_update"))
    assert problems(sqlite_database) == [
        Message("storage.check_trigger", {"trigger": "frozen_answer_update"})
    ]


def test_two_working_revisions_are_named(owned_database: Database, ids: Ids) -> None:
    with past_all_guards(owned_database) as session:
        session.execute(text("DROP INDEX uq_revision_one_working"))
        session.execute(text("UPDATE revision SET submitted_at = NULL, measure_id = 2, number = id + 10"))
    assert problems(owned_database) == [
        Message("storage.check_working_revisions", {"measure": "2", "count": 2})
    ]


def test_the_database_itself_refuses_a_second_working_revision(owned_database: Database, ids: Ids) -> None:
    with pytest.raises(IntegrityError, match=r"uq_revision_one_working|revision\.measure_id\n"):
        _reopen(owned_database)


def _reopen(database: Database) -> None:
    with past_all_guards(database) as session:
        session.execute(text("UPDATE revision SET submitted_at = NULL, measure_id = 2, number = id + 10"))


def test_rows_that_point_nowhere_are_named(sqlite_database: Database) -> None:
    full_world(sqlite_database)
    assert sqlite_database.file
    engine = sqlite_engine(sqlite_database.file, foreign_keys=False, pooled=False)
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        connection.execute(text("DELETE FROM person WHERE name = 'Planung'"))
    assert problems(sqlite_database) == [
        Message("storage.check_foreign_key", {"table": "membership", "n": 1})
    ]


def wrong_rights(database: Database) -> list[Message]:
    """As the role that the database is opened with."""
    with database.reading() as session:
        return list(check_database(session))


def as_owner(database: Database, *statements: str) -> None:
    assert database.migration_url
    owned = open_database(database.migration_url)
    with owned.writing() as session:
        for statement in statements:
            session.execute(text(statement))
    owned.close()


@pytest.fixture
def a_role(postgres_database: Database) -> Iterator[Database]:
    """The database as a role of this test's own, with all that the app's has."""
    name = f"{postgres_database.engine.url.database}_role"
    as_owner(postgres_database, f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' IN ROLE {APP_ROLE}")
    url = postgres_database.engine.url.set(username=name).render_as_string(hide_password=False)
    database = open_database(url, migration_url=postgres_database.migration_url)
    yield database
    database.close()
    as_owner(postgres_database, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def test_the_role_of_the_app_is_bound_and_owns_nothing(a_role: Database) -> None:
    assert wrong_rights(a_role) == []


@pytest.mark.parametrize("power", ["BYPASSRLS", "SUPERUSER"])
def test_a_role_that_no_rule_binds_is_named(a_role: Database, power: str) -> None:
    role = a_role.engine.url.username
    as_owner(a_role, f"ALTER ROLE {role} {power}")
    assert wrong_rights(a_role) == [Message("storage.check_role_unbound", {"role": role})]
    as_owner(a_role, f"ALTER ROLE {role} NOBYPASSRLS NOSUPERUSER")


def test_a_role_that_owns_a_table_is_named(a_role: Database) -> None:
    role = a_role.engine.url.username
    as_owner(a_role, f"ALTER TABLE snippet OWNER TO {role}")
    values = {"role": role, "n": 1, "table": "snippet"}
    assert wrong_rights(a_role) == [Message("storage.check_role_owns", values)]
    as_owner(a_role, "ALTER TABLE snippet OWNER TO CURRENT_USER")


@pytest.mark.parametrize(
    ("privilege", "table"),
    [
        ("UPDATE", "event"),
        ("DELETE", "catalogue_version"),
        ("TRUNCATE", "event"),
        ("UPDATE", "alembic_version"),
    ],
)
def test_a_right_that_the_app_must_not_have_is_named_and_migrating_takes_it_away(
    postgres_database: Database, privilege: str, table: str
) -> None:
    as_owner(postgres_database, f"GRANT {privilege} ON {table} TO {APP_ROLE}")
    values = {"role": APP_ROLE, "table": table, "command": "python -m toolkit migrate"}
    assert wrong_rights(postgres_database) == [Message("storage.check_role_changes", values)]
    migrate(postgres_database)
    assert wrong_rights(postgres_database) == []
