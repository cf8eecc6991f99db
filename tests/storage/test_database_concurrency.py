from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from tests.storage import workers
from tests.storage.harness import run_all, run_and_kill, start
from tests.storage.samples import small_world
from toolkit.model import Answer, Event, Municipality
from toolkit.storage import Database, check_database, verify_chain
from toolkit.storage.migration import newest_revision

WRITERS = 20


def saved_names(session: Session) -> list[str]:
    return sorted(session.exec(select(Municipality.name)))


def events(session: Session) -> int:
    return len(session.exec(select(col(Event.id))).all())


def test_twenty_threads_save_at_once_without_an_error_or_a_loss(any_database: Database) -> None:
    rows = [f"{writer}-{number}" for writer in range(WRITERS) for number in range(10)]
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda name: workers.save_row(any_database, name), rows))
    with any_database.reading() as session:
        assert saved_names(session) == sorted(rows)
        assert (events(session), verify_chain(session)) == (len(rows), None)


def test_twenty_processes_save_at_once_without_an_error_or_a_loss(any_database: Database) -> None:
    url = workers.address(any_database)
    confirmed = run_all(workers.save_rows, [(url, str(writer), 10) for writer in range(WRITERS)])
    rows = sorted(line for lines in confirmed for line in lines)
    assert rows == sorted(f"{writer}-{number}" for writer in range(WRITERS) for number in range(10))
    with any_database.reading() as session:
        assert saved_names(session) == rows
        assert (events(session), check_database(session)) == (len(rows), ())


def test_no_update_of_twenty_processes_is_lost(any_database: Database) -> None:
    world = small_world(any_database)
    url = workers.address(any_database)
    confirmed = run_all(workers.count_up, [(url, world.answer, 10)] * WRITERS)
    assert sorted(int(line) for lines in confirmed for line in lines) == list(range(2, 202))
    with any_database.reading() as session:
        assert session.get_one(Answer, world.answer).version == 201


@pytest.mark.parametrize("round_", range(3))
def test_what_was_confirmed_before_a_sigkill_is_there(any_database: Database, round_: int) -> None:
    """More than 500 saves by five processes; four of them would never stop and are killed on the way."""
    url = workers.address(any_database)
    confirmed = run_and_kill(
        workers.save_rows,
        [(url, str(writer), 100 if writer == 4 else 1_000_000) for writer in range(5)],
        kill_after=[80 + round_, 95 + round_, 115 + round_, 130 + round_, None],
    )
    with any_database.reading() as session:
        stored = set(saved_names(session))
        assert check_database(session) == ()
        assert events(session) == len(stored)
    for writer, lines in enumerate(confirmed):
        assert set(lines) - stored == set()
        # At most the one row that was saved, but not yet confirmed, when the process died.
        assert len({name for name in stored if name.startswith(f"{writer}-")}) - len(lines) in (0, 1)


def test_several_apps_started_at_once_make_one_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'toolkit.sqlite3'}"
    processes = [start(workers.start_app, url) for _ in range(8)]
    try:
        assert [process.next_line() for process in processes] == ["ready"] * 8
        for process in processes:
            process.send("go")
        assert [(process.next_line(), process.join()) for process in processes] == [
            (newest_revision(), 0)
        ] * 8
    finally:
        for process in processes:
            process.close()
