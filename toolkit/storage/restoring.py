"""Putting a backup back: all of it is checked before anything that is there is touched.

The rows go into a database of their own schema, which is then brought to the newest. On SQLite that is a
file beside the old one, which takes its place at the end; the old one is kept. On PostgreSQL it is one
transaction in a database without rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlmodel import Session

from toolkit.archive import Archive, ArchiveError, reading_archive
from toolkit.messages import Message
from toolkit.storage.backup import BACKUP, log_in_manifest
from toolkit.storage.blobs import BlobStore
from toolkit.storage.chain import verify_log
from toolkit.storage.database import Database, open_database
from toolkit.storage.errors import StorageError
from toolkit.storage.identity import EVERYBODY
from toolkit.storage.migration import is_known_revision, rebuild
from toolkit.storage.row_copy import put_rows, set_counters, tables_there
from toolkit.storage.sqlite import PATIENCE_SECONDS, copy_database, file_of, prepare_folder


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """`set_aside` is what was there before, on SQLite."""

    made_at: str
    rows: int
    files: int
    head: str
    lost: tuple[str, ...]
    set_aside: Path | None = None


def restore(file: Path, *, url: str, migration_url: str | None, store: BlobStore) -> RestoreReport:
    """The whole backup or nothing of it. Raises `StorageError`, and then nothing was changed."""
    with _opened(file) as archive:
        if make_url(url).get_backend_name() == "sqlite":
            set_aside = _into_file(archive, file_of(make_url(url)), store)
        else:
            set_aside = None
            _into_server(archive, url, migration_url, store)
        manifest = archive.manifest
        return RestoreReport(
            made_at=manifest["made_at"],
            rows=sum(table["rows"] for table in manifest["tables"].values()),
            files=len(archive.names("files")),
            head=manifest["log"]["head"],
            lost=tuple(manifest["lost_files"]),
            set_aside=set_aside,
        )


@contextmanager
def _opened(file: Path) -> Iterator[Archive]:
    if not file.is_file():
        raise StorageError(Message.of("backup.missing", file=str(file)))
    try:
        with reading_archive(file, BACKUP) as archive:
            _refuse_unknown_schema(archive)
            yield archive
    except ArchiveError as error:
        raise StorageError(error.message) from error


def _refuse_unknown_schema(archive: Archive) -> None:
    try:
        schema, tables = archive.manifest["schema"], archive.manifest["tables"]
        listed = {f"tables/{name}.jsonl" for name in tables}
        complete = listed == set(archive.names("tables")) and "head" in archive.manifest["log"]
    except (KeyError, TypeError) as error:
        raise ArchiveError(BACKUP.damaged) from error
    if not complete:
        raise ArchiveError(BACKUP.damaged)
    if not is_known_revision(schema):
        raise ArchiveError(BACKUP.too_new)


def _into_server(archive: Archive, url: str, migration_url: str | None, store: BlobStore) -> None:
    database = open_database(url, migration_url=migration_url, identity=EVERYBODY)
    try:
        _rebuilt(archive, database, store)
    finally:
        database.close()


def _into_file(archive: Archive, file: Path, store: BlobStore) -> Path | None:
    prepare_folder(file)
    fresh = file.with_name(f"{file.name}.restoring")
    _remove(fresh)
    database = open_database(f"sqlite:///{fresh}", identity=EVERYBODY)
    try:
        _rebuilt(archive, database, store)
        database.close()
        return _take_place(fresh, file)
    finally:
        database.close()
        _remove(fresh)


def _rebuilt(archive: Archive, database: Database, store: BlobStore) -> None:
    def fill(connection: Connection) -> None:
        _put(archive, connection)
        # Before the rows are saved: at no moment is there a row without its file.
        for name in archive.names("files"):
            store.keep(archive.read(name))

    def check(connection: Connection) -> None:
        with Session(connection) as session:
            if dict(log_in_manifest(verify_log(session))) != archive.manifest["log"]:
                raise StorageError(BACKUP.damaged)

    rebuild(database, archive.manifest["schema"], fill=fill, check=check)


def _put(archive: Archive, connection: Connection) -> None:
    told, there = archive.manifest["tables"], tables_there(connection)
    if set(told) != set(there) - {"alembic_version"}:
        raise StorageError(BACKUP.damaged)
    try:
        for name, table in told.items():
            lines = archive.lines(f"tables/{name}.jsonl")
            if put_rows(connection, there[name], table["columns"], lines) != table["rows"]:
                raise StorageError(BACKUP.damaged)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise StorageError(BACKUP.damaged) from error
    set_counters(connection, there)


def _take_place(fresh: Path, file: Path) -> Path | None:
    """A sound file is overwritten in one transaction, which holds with other programs at it, too. A damaged
    one is moved away with all that belongs to it."""
    if not file.exists():
        copy_database(fresh, file)
        return None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = file.with_name(f"{file.stem}.before-restore.{moment}{file.suffix}")
    try:
        copy_database(file, aside)
        with (
            closing(sqlite3.connect(fresh)) as source,
            closing(sqlite3.connect(file, timeout=PATIENCE_SECONDS)) as target,
        ):
            source.backup(target)
    except sqlite3.DatabaseError:
        aside.unlink(missing_ok=True)
        for ending in ("", "-wal", "-shm"):
            if (part := Path(f"{file}{ending}")).exists():
                part.replace(f"{aside}{ending}")
        copy_database(fresh, file)
    return aside


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
