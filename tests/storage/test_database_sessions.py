from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from tests.storage import workers
from tests.storage.harness import running
from tests.storage.samples import Ids, saved, small_world
from toolkit.messages import Message
from toolkit.model import Indicator, Measure, Municipality, Person, Revision
from toolkit.storage import (
    EVERYBODY,
    Database,
    LockedTooLongError,
    ReadingSessionError,
    StorageError,
    open_database,
    prepare,
)


def pragma(database: Database, name: str) -> object:
    with database.reading() as session:
        return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(Municipality.name).order_by(col(Municipality.id))))


def add_municipality(database: Database, name: str) -> None:
    with database.writing() as session:
        session.add(Municipality(name=name))


def test_sqlite_connections_are_set_up_for_safety(sqlite_database: Database) -> None:
    expected = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 20_000,
        "recursive_triggers": 1,
    }
    assert {name: pragma(sqlite_database, name) for name in expected} == expected


def test_what_is_written_is_read(any_database: Database) -> None:
    add_municipality(any_database, "Neustadt")
    assert names(any_database) == ["Neustadt"]


def test_rows_stay_usable_after_their_session(any_database: Database) -> None:
    with any_database.writing() as session:
        municipality = Municipality(name="Neustadt")
        session.add(municipality)
    assert municipality.name == "Neustadt"


def test_an_exception_undoes_the_whole_block(any_database: Database) -> None:
    add_municipality(any_database, "Neustadt")

    class GoneWrongError(Exception):
        pass

    def fail_half_way() -> None:
        with any_database.writing() as session:
            session.add(Municipality(name="Altstadt"))
            session.flush()
            raise GoneWrongError

    with pytest.raises(GoneWrongError):
        fail_half_way()
    assert names(any_database) == ["Neustadt"]


def test_reading_refuses_to_save_a_new_row(any_database: Database) -> None:
    with pytest.raises(ReadingSessionError), any_database.reading() as session:
        saved(session, Municipality(name="Neustadt"))
    assert names(any_database) == []


def test_reading_refuses_to_commit(any_database: Database) -> None:
    with pytest.raises(ReadingSessionError), any_database.reading() as session:
        session.commit()


def test_reading_refuses_a_changed_row_even_without_a_flush(any_database: Database) -> None:
    add_municipality(any_database, "Neustadt")
    with pytest.raises(ReadingSessionError), any_database.reading() as session:
        session.exec(select(Municipality)).one().name = "Altstadt"
    assert names(any_database) == ["Neustadt"]


def test_reading_refuses_a_deleted_row(any_database: Database) -> None:
    add_municipality(any_database, "Neustadt")
    with pytest.raises(ReadingSessionError), any_database.reading() as session:
        session.delete(session.exec(select(Municipality)).one())
    assert names(any_database) == ["Neustadt"]


def test_reading_refuses_a_statement_that_goes_past_the_session(any_database: Database) -> None:
    add_municipality(any_database, "Neustadt")
    with pytest.raises(ReadingSessionError), any_database.reading() as session:
        session.execute(update(Municipality).values(name="Altstadt"))
    assert names(any_database) == ["Neustadt"]


def test_writing_works_on_a_connection_that_was_used_for_reading(any_database: Database) -> None:
    for name in ("Neustadt", "Altstadt"):
        names(any_database)
        add_municipality(any_database, name)
    assert names(any_database) == ["Neustadt", "Altstadt"]


def test_a_reading_session_sees_one_state_of_the_data(any_database: Database) -> None:
    add_municipality(any_database, "Neustadt")
    with any_database.reading() as session:
        before = session.exec(select(Municipality.name)).all()
        add_municipality(any_database, "Altstadt")
        after = session.exec(select(Municipality.name)).all()
    assert (before, after, names(any_database)) == (["Neustadt"], ["Neustadt"], ["Neustadt", "Altstadt"])


def test_reading_works_while_another_process_holds_the_write_lock(any_database: Database) -> None:
    add_municipality(any_database, "Neustadt")
    with another_process_writing(any_database):
        assert names(any_database) == ["Neustadt"]


def test_who_waits_too_long_for_the_lock_is_told_so_and_can_save_later(any_database: Database) -> None:
    impatient = open_database(workers.address(any_database), patience=0.05, identity=EVERYBODY)
    with another_process_writing(any_database), pytest.raises(LockedTooLongError) as refusal:
        add_municipality(impatient, "Altstadt")
    assert refusal.value.message == Message("storage.locked", {"place": impatient.place})
    add_municipality(impatient, "Neustadt")
    assert names(impatient) == ["Neustadt"]
    impatient.close()


def test_who_waits_too_long_for_another_thread_is_told_so(tmp_path: Path) -> None:
    impatient = open_database(f"sqlite:///{tmp_path / 'toolkit.sqlite3'}", patience=0.05)
    prepare(impatient)
    with impatient.writing(), ThreadPoolExecutor(1) as pool:
        refusal = pool.submit(add_municipality, impatient, "Altstadt").exception()
    assert isinstance(refusal, LockedTooLongError)
    add_municipality(impatient, "Neustadt")
    assert names(impatient) == ["Neustadt"]
    impatient.close()


def test_passwords_stay_out_of_what_is_printed() -> None:
    database = open_database("postgresql://app:secret@db/x", migration_url="postgresql://owner:secret@db/x")
    assert [text for text in (repr(database), database.place) if "secret" in text] == []
    database.close()


def test_two_writers_that_read_first_do_not_block_each_other_for_good(any_database: Database) -> None:
    """With a lock taken at the first change, both would read, and neither could then get the lock."""
    world = small_world(any_database)
    start = Barrier(2)
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            start.wait()
            for _ in range(20):
                _read_then_write(any_database, world)
        except StorageError as error:
            failures.append(error)

    threads = [Thread(target=count_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_database.reading() as session:
        assert (failures, session.get_one(Measure, world.measure).version) == ([], 41)


def _read_then_write(database: Database, world: Ids) -> None:
    with database.writing() as session:
        version = session.get_one(Measure, world.measure).version
        session.execute(update(Measure).values(version=version + 1))


def test_moments_keep_their_time_zone(any_database: Database) -> None:
    noon_in_berlin = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    with any_database.writing() as session:
        session.add(Person(anonymised_at=noon_in_berlin))
    with any_database.reading() as session:
        stored = session.exec(select(Person.anonymised_at)).one()
    assert (stored, stored and stored.tzinfo) == (datetime(2026, 7, 1, 10, 0, 0, 123456, tzinfo=UTC), UTC)


def test_amounts_and_quantities_come_back_to_the_last_digit(any_database: Database) -> None:
    world = small_world(any_database)
    amount, quantity = Decimal("999999999999.99"), Decimal("12345678901.2345")
    with any_database.writing() as session:
        session.get_one(Revision, world.revision).total_cost = amount
        session.add(Indicator(revision_id=world.revision, name="Fahrgäste", target=quantity))
    with any_database.reading() as session:
        stored = session.get_one(Revision, world.revision).total_cost
        assert (stored, session.exec(select(Indicator.target)).one()) == (amount, quantity)


def test_many_threads_reading_at_once_do_not_run_out_of_connections(sqlite_database: Database) -> None:
    together = Barrier(30)
    seen: list[list[str]] = []

    def read() -> None:
        with sqlite_database.reading() as session:
            found = list(session.exec(select(Municipality.name)))
            together.wait(timeout=60)
            seen.append(found)

    threads = [Thread(target=read) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [[]] * 30


def test_the_data_folder_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'not' / 'yet' / 'there.sqlite3'}")
    assert database.file == tmp_path / "not" / "yet" / "there.sqlite3"
    assert (tmp_path / "not" / "yet").is_dir()
    database.close()


def test_opening_waits_for_who_is_writing_in_a_file_that_has_no_write_ahead_log_yet(tmp_path: Path) -> None:
    """SQLite itself refuses at once, as several apps would find that start together on a restored copy."""
    file = tmp_path / "restored.sqlite3"
    opened: list[Database] = []
    opening = Thread(target=lambda: opened.append(open_database(f"sqlite:///{file}")))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opening.start()
        opening.join(timeout=0.3)
        assert opening.is_alive()
    opening.join()
    assert [pragma(database, "journal_mode") for database in opened] == ["wal"]
    opened[0].close()


@contextmanager
def another_process_writing(database: Database) -> Iterator[None]:
    with running(workers.hold_write_lock, workers.address(database)) as process:
        assert process.next_line() == "locked"
        yield
        process.send("go on")
        process.join()
