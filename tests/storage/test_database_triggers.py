"""What the database refuses by itself, past every service: each case with a row that could be changed."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from sqlalchemy import text

from tests.storage.samples import Ids, full_world, row_counts, small_world, submit
from toolkit.messages import LANGUAGES, Message, translate
from toolkit.storage import Database, FrozenRecordError, check_database, lifted_triggers
from toolkit.storage.triggers import declared_triggers, wrong_triggers

CHILDREN = ("revision_partner", "indicator", "dependency", "preliminary_check", "evidence")

INSERTS = {
    "revision_partner": "INSERT INTO revision_partner (revision_id, name) VALUES (:revision, 'Verein')",
    "indicator": "INSERT INTO indicator (revision_id, name, unit) VALUES (:revision, 'Klicks', '')",
    "dependency": (
        "INSERT INTO dependency (revision_id, measure_id, kind) VALUES (:revision, :measure, 'excludes')"
    ),
    "preliminary_check": (
        "INSERT INTO preliminary_check (revision_id, kind, state, checked_by)"
        " VALUES (:revision, 'treasury', 'open', '')"
    ),
    "evidence": (
        "INSERT INTO evidence (revision_id, kind, title, url, page, created_at)"
        " VALUES (:revision, 'link', '', '', '', '2026-01-01 00:00:00')"
    ),
    "answer": (
        "INSERT INTO answer (assessment_id, question_key, kind, waiting_for, feasible_soon, carried_over,"
        " needs_confirmation, changed_at, version)"
        " VALUES (:assessment, 'K3', 'open', '', false, false, false, '2026-01-01 00:00:00', 1)"
    ),
}


class Case(NamedTuple):
    statement: str
    record: str


FROZEN = [
    Case("UPDATE event SET action = 'nothing'", "event"),
    Case("UPDATE event SET programme_id = NULL", "event"),
    Case("DELETE FROM event", "event"),
    Case("UPDATE catalogue_version SET content = '{}'", "catalogue_version"),
    Case("UPDATE catalogue_version SET sha256 = ''", "catalogue_version"),
    Case("UPDATE catalogue_version SET version = 2", "catalogue_version"),
    Case("UPDATE catalogue_version SET catalogue = 'other'", "catalogue_version"),
    Case("DELETE FROM catalogue_version", "catalogue_version"),
    Case("UPDATE revision SET title = 'Anders' WHERE id = :revision", "revision"),
    Case("UPDATE revision SET submitted_at = NULL WHERE id = :revision", "revision"),
    Case("DELETE FROM revision WHERE id = :revision", "revision"),
    Case("DELETE FROM measure WHERE id = :measure", "revision"),
    Case("UPDATE assessment SET final_at = NULL WHERE id = :assessment", "assessment"),
    Case("DELETE FROM assessment WHERE id = :assessment", "assessment"),
    Case("UPDATE answer SET reason = 'Anders' WHERE id = :answer", "assessment"),
    Case("UPDATE answer SET level = 0 WHERE id = :answer", "assessment"),
    Case("DELETE FROM answer WHERE id = :answer", "assessment"),
    Case(INSERTS["answer"], "assessment"),
    Case("UPDATE earlier_answer SET level = 0", "assessment"),
    Case("DELETE FROM earlier_answer", "assessment"),
    *(Case(f"DELETE FROM {table} WHERE revision_id = :revision", "revision") for table in CHILDREN),
    *(Case(f"UPDATE {table} SET id = id + 100", "revision") for table in CHILDREN),
    *(Case(INSERTS[table], "revision") for table in CHILDREN),
]


def execute(database: Database, statement: str, ids: Ids, **more: int) -> None:
    used = {name: value for name, value in (vars(ids) | more).items() if f":{name}" in statement}
    with database.writing() as session:
        session.execute(text(statement), used)


@pytest.mark.parametrize("case", FROZEN, ids=lambda case: case.statement[:60])
def test_frozen_records_cannot_be_changed(owned_database: Database, case: Case) -> None:
    ids = full_world(owned_database)
    before = row_counts(owned_database)
    with pytest.raises(FrozenRecordError) as refusal:
        execute(owned_database, case.statement, ids)
    assert refusal.value.message == Message(f"storage.frozen_{case.record}")
    assert row_counts(owned_database) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET title = 'Anders' WHERE id = :revision",
        "UPDATE answer SET level = 0 WHERE id = :answer",
        "DELETE FROM answer WHERE id = :answer",
        "DELETE FROM assessment WHERE id = :assessment",
        "DELETE FROM evidence WHERE id = :evidence",
        "DELETE FROM measure WHERE id = :measure",
        *INSERTS.values(),
    ],
)
def test_what_is_not_yet_submitted_or_final_can_be_changed(any_database: Database, statement: str) -> None:
    ids = small_world(any_database)
    execute(any_database, statement, ids)
    with any_database.reading() as session:
        assert wrong_triggers(session.connection()) == ()


@pytest.mark.parametrize("table", CHILDREN)
def test_nothing_can_be_moved_into_a_submitted_revision(any_database: Database, table: str) -> None:
    ids = full_world(any_database)
    execute(any_database, INSERTS[table].replace(":revision", "2"), ids)
    with pytest.raises(FrozenRecordError):
        execute(any_database, f"UPDATE {table} SET revision_id = :revision WHERE revision_id = 2", ids)


def test_sqlite_cannot_be_tricked_by_replacing_a_row(sqlite_database: Database) -> None:
    """INSERT OR REPLACE deletes without DELETE, and past its triggers unless told otherwise."""
    full_world(sqlite_database)
    with pytest.raises(FrozenRecordError), sqlite_database.writing() as session:
        session.execute(text("INSERT OR REPLACE INTO event SELECT * FROM event WHERE id = 1"))


def test_a_measure_is_submitted_in_one_go(any_database: Database) -> None:
    ids = small_world(any_database)
    with any_database.writing() as session:
        submit(session, ids)
    with any_database.reading() as session:
        assert check_database(session) == ()


def test_frozen_rows_may_be_removed_while_the_triggers_are_lifted(sqlite_database: Database) -> None:
    """The hook for the retention command and for removing the example."""
    ids = full_world(sqlite_database)
    with sqlite_database.writing() as session, lifted_triggers(session.connection()):
        session.execute(text("DELETE FROM measure WHERE id = :measure"), {"measure": ids.measure})
    assert row_counts(sqlite_database)["answer"] == 0
    with sqlite_database.reading() as session:
        assert wrong_triggers(session.connection()) == ()


def test_a_failure_while_the_triggers_are_lifted_leaves_them_in_place(sqlite_database: Database) -> None:
    full_world(sqlite_database)

    def fail() -> None:
        with sqlite_database.writing() as session, lifted_triggers(session.connection()):
            session.execute(text("DELETE FROM answer"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert row_counts(sqlite_database)["answer"] == 2
    with sqlite_database.reading() as session:
        assert wrong_triggers(session.connection()) == ()


@pytest.mark.parametrize("record", sorted({trigger.record for trigger in declared_triggers()}))
def test_every_refusal_has_a_sentence_in_both_languages(record: str) -> None:
    sentences = {translate(Message(f"storage.frozen_{record}"), language) for language in LANGUAGES}
    assert len(sentences) == 2


def test_a_switched_off_trigger_is_noticed(owned_postgres_database: Database) -> None:
    with owned_postgres_database.writing() as session:
        session.execute(text("ALTER TABLE event DISABLE TRIGGER frozen_event_delete"))
    with owned_postgres_database.reading() as session:
        assert wrong_triggers(session.connection()) == ("frozen_event_delete",)


def test_a_changed_and_a_left_over_trigger_are_noticed(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        session.execute(text("DROP TRIGGER frozen_event_delete"))
        session.execute(text("CREATE TRIGGER frozen_event_delete BEFORE DELETE ON event BEGIN SELECT 1; END"))
        session.execute(
            text("CREATE TRIGGER frozen_person_delete BEFORE DELETE ON person BEGIN SELECT 1; END")
        )
    with sqlite_database.reading() as session:
        assert wrong_triggers(session.connection()) == ("frozen_event_delete", "frozen_person_delete")
