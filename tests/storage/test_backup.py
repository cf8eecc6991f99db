"""Backup, wreck, restore, equal: every row, every file, the log; and files that are refused before anything
is touched."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session

from tests.databases import PostgresServer, fresh_name
from tests.storage.samples import Ids, add_measure, full_world
from toolkit.archive import writing_archive
from toolkit.messages import Message
from toolkit.model import Blob, metadata
from toolkit.storage import (
    EVERYBODY,
    BlobStore,
    Database,
    StorageError,
    back_up,
    check_blobs,
    check_database,
    current_revision,
    open_database,
    restore,
    verify_log,
)
from toolkit.storage.backup import BACKUP
from toolkit.storage.row_copy import kinds_of, rows_of, tables_there

CONTENT = b"%PDF-1.7 Machbarkeitsstudie"
LOST = "1" * 64  # of the samples: a row whose file never was


@dataclass
class Place:
    """Where a backup comes from or goes to."""

    database: Database
    folder: Path

    @property
    def store(self) -> BlobStore:
        return BlobStore.within(self.folder)

    @property
    def url(self) -> str:
        return self.database.engine.url.render_as_string(hide_password=False)

    def restore(self, file: Path) -> Any:
        return restore(file, url=self.url, migration_url=self.database.migration_url, store=self.store)

    def rows(self) -> Mapping[str, list[Any]]:
        with self.database.reading(EVERYBODY) as session:
            return {
                table.name: list(session.execute(select(table).order_by(table.c.id)).all())
                for table in metadata.sorted_tables
            }

    def complaints(self) -> tuple[Message, ...]:
        with self.database.reading(EVERYBODY) as session:
            return (*check_database(session), *check_blobs(session, self.store))


@pytest.fixture
def full(any_database: Database, tmp_path: Path) -> tuple[Place, Ids]:
    place = Place(any_database, tmp_path / "here")
    with any_database.writing(EVERYBODY) as session:
        session.add(Blob(sha256=place.store.keep(CONTENT), size=len(CONTENT), media_type="application/pdf"))
    return place, full_world(any_database)


@pytest.fixture
def empty(request: pytest.FixtureRequest, any_database: Database, tmp_path: Path) -> Iterator[Place]:
    """Another installation of the same kind, with nothing in it."""
    folder = tmp_path / "there"
    if any_database.file:
        database = open_database(f"sqlite:///{folder / 'toolkit.sqlite3'}", identity=EVERYBODY)
        yield Place(database, folder)
        database.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = fresh_name()
    server.create_database(name, template=request.getfixturevalue("migrated_template"))
    database = server.open(name)
    yield Place(database, folder)
    database.close()
    server.drop_database(name)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(StorageError) as refused:
        act()
    return refused.value.message.key


def test_what_was_backed_up_comes_back_equal_in_another_installation(
    full: tuple[Place, Ids], empty: Place, tmp_path: Path
) -> None:
    place, _ = full
    before, file = place.rows(), tmp_path / "backup.zip"
    made = back_up(place.database, place.store, file)
    done = empty.restore(file)
    lost = (Message.of("storage.blob_missing", file=LOST),)
    assert (made.files, made.lost, done.files, done.lost, done.rows) == (1, lost, 1, (LOST,), made.rows)
    assert empty.rows() == before
    assert [len(rows) > 0 for rows in before.values()] == [True] * len(before)
    assert empty.store.read(place.store.keep(CONTENT)) == CONTENT
    assert empty.complaints() == place.complaints() == lost
    with empty.database.reading(EVERYBODY) as session:
        assert verify_log(session) == made.log


def test_work_goes_on_after_a_restore(full: tuple[Place, Ids], empty: Place, tmp_path: Path) -> None:
    place, ids = full
    back_up(place.database, place.store, tmp_path / "backup.zip")
    empty.restore(tmp_path / "backup.zip")
    with empty.database.writing(EVERYBODY) as session:
        assert add_measure(session, ids.programme, ids.municipality) > ids.revision


def test_a_wrecked_file_is_set_aside_and_replaced(sqlite_database: Database, tmp_path: Path) -> None:
    full_world(sqlite_database)
    place = Place(sqlite_database, tmp_path)
    before, file = place.rows(), tmp_path / "backup.zip"
    back_up(sqlite_database, place.store, file)
    sqlite_database.close()
    assert sqlite_database.file
    sqlite_database.file.write_bytes(b"wrecked" * 1000)
    done = place.restore(file)
    assert (done.set_aside.read_bytes()[:7], place.rows()) == (b"wrecked", before)


def test_a_sound_file_is_replaced_while_somebody_has_it_open_and_kept_beside(
    sqlite_database: Database, tmp_path: Path
) -> None:
    ids = full_world(sqlite_database)
    place = Place(sqlite_database, tmp_path)
    before, file = place.rows(), tmp_path / "backup.zip"
    back_up(sqlite_database, place.store, file)
    with sqlite_database.writing() as session:
        add_measure(session, ids.programme, ids.municipality)
    after = place.rows()
    done = place.restore(file)
    assert place.rows() == before
    aside = open_database(f"sqlite:///{done.set_aside}", identity=EVERYBODY)
    assert Place(aside, tmp_path).rows() == after
    aside.close()


def test_rows_on_a_server_are_never_overwritten(postgres_database: Database, tmp_path: Path) -> None:
    full_world(postgres_database)
    place = Place(postgres_database, tmp_path)
    back_up(postgres_database, place.store, tmp_path / "backup.zip")
    before = place.rows()
    assert refusal(lambda: place.restore(tmp_path / "backup.zip")) == "backup.not_empty"
    assert place.rows() == before


def test_a_single_desk_moves_to_a_server(
    sqlite_database: Database, postgres_database: Database, tmp_path: Path
) -> None:
    full_world(sqlite_database)
    desk, server = Place(sqlite_database, tmp_path / "a"), Place(postgres_database, tmp_path / "b")
    back_up(sqlite_database, desk.store, tmp_path / "backup.zip")
    server.restore(tmp_path / "backup.zip")
    assert server.rows() == desk.rows()


def test_a_backup_of_an_older_schema_is_brought_to_the_newest(
    full: tuple[Place, Ids], empty: Place, tmp_path: Path
) -> None:
    """As an older version wrote it: with its tables only, and its own word for the schema."""
    place, _ = full
    older = tmp_path / "older"
    older.mkdir()
    file = older / "backup.zip"
    with place.database.reading(EVERYBODY) as session:
        _write_as_0003(session, file)
    empty.restore(file)
    known, restored = place.rows(), empty.rows()
    assert restored["event"] == known["event"]
    assert restored["answer"] == known["answer"]
    assert (restored["decision"], len(known["decision"])) == ([], 1)
    assert current_revision(empty.database) == current_revision(place.database)


def _write_as_0003(session: Session, file: Path) -> None:
    connection = session.connection()
    there = tables_there(connection)
    later = {
        *("stakeholder_group", "weight_set", "package", "meeting", "agenda_item", "attendance", "guest_pin"),
        *("recusal", "ballot", "ballot_answer", "decision", "dissent", "condition", "council_step"),
        *("snapshot", "handover", "alembic_version"),
    }
    log = verify_log(session)
    tables = {}
    with writing_archive(file, BACKUP) as archive:
        for name in sorted(there.keys() - later):
            table = metadata.tables[name]
            lines = list(rows_of(connection, table))
            archive.add_pieces(f"tables/{name}.jsonl", iter(lines))
            tables[name] = {"rows": len(lines), "columns": kinds_of(table)}
        told = {"events": log.events, "head": log.head, "wrong": 0}
        heads = {str(key): head for key, head in log.measure_heads.items()}
        archive.close(
            {
                "made_at": "2026-11-25", "schema": "0003", "tables": tables, "lost_files": [],
                "log": {**told, "measures": heads},
            }
        )  # fmt: skip


def rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The same file with one part changed, and one left out where `change` gives None."""
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                copy.writestr(name, content)
    return target


def _manifest(**values: object) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        return json.dumps(json.loads(content) | values).encode() if name == "manifest.json" else content

    return change


def _one_level_more(name: str, content: bytes) -> bytes:
    return content.replace(b'"level": 1', b'"level": 2') if name == "tables/answer.jsonl" else content


def _without_events(name: str, content: bytes) -> bytes | None:
    return None if name == "tables/event.jsonl" else content


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (_one_level_more, "backup.damaged"),
        (_without_events, "backup.damaged"),
        (_manifest(format="another"), "backup.foreign"),
        (_manifest(format_version=99), "backup.too_new"),
        (_manifest(schema="9999"), "backup.too_new"),
        (_manifest(log={"events": 0, "head": "0" * 64}), "backup.damaged"),
        (_manifest(tables={}), "backup.damaged"),
    ],
)
def test_a_changed_foreign_or_newer_file_is_refused_and_nothing_is_touched(
    sqlite_database: Database, tmp_path: Path, change: Callable[[str, bytes], bytes | None], key: str
) -> None:
    full_world(sqlite_database)
    place = Place(sqlite_database, tmp_path)
    back_up(sqlite_database, place.store, tmp_path / "backup.zip")
    before, files = place.rows(), sorted(tmp_path.iterdir())
    file = rewritten(tmp_path / "backup.zip", change)
    assert refusal(lambda: place.restore(file)) == key
    file.unlink()
    assert (place.rows(), sorted(tmp_path.iterdir())) == (before, files)


def test_a_file_that_is_cut_off_or_none_is_refused(sqlite_database: Database, tmp_path: Path) -> None:
    place, file = Place(sqlite_database, tmp_path), tmp_path / "backup.zip"
    assert refusal(lambda: place.restore(file)) == "backup.missing"
    back_up(sqlite_database, place.store, file)
    assert refusal(lambda: back_up(sqlite_database, place.store, file)) == "backup.exists"
    file.write_bytes(file.read_bytes()[:2000])
    assert refusal(lambda: place.restore(file)) == "backup.foreign"
