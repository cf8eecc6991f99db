"""SQLite: the file, its folder, and how each connection behaves."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from toolkit.messages import Message
from toolkit.storage.errors import FolderNotWritableError, UnsupportedDatabaseError

PATIENCE_SECONDS = 20.0
"""How long one waits for others who are saving."""
WRITING = "toolkit_writing"
"""The execution option of connections that take the write lock when they begin."""


def file_of(url: URL) -> Path:
    if not url.database or url.database == ":memory:" or url.query:
        raise UnsupportedDatabaseError(Message.of("storage.unsupported_url"))
    return Path(url.database).absolute()


def prepare_folder(file: Path) -> None:
    """Make the data folder, and find out now rather than at the first answer whether it can be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=file.parent):
            pass
    except OSError as error:
        key = "storage.read_only" if file.parent.is_dir() else "storage.folder_not_creatable"
        raise FolderNotWritableError(Message.of(key, place=str(file.parent))) from error
    # Not by opening it: closing any handle of the file would drop this process's locks on it.
    if file.exists() and not os.access(file, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise FolderNotWritableError(Message.of("storage.read_only", place=str(file)))


def sqlite_engine(
    file: Path, *, patience: float = PATIENCE_SECONDS, foreign_keys: bool = True, pooled: bool = True
) -> Engine:
    """An engine whose transactions begin as they should.

    Python's driver would begin only before the first change, so that reads are not repeatable and a
    reader that starts to write fails at once (it cannot upgrade its lock). So the driver leaves
    transactions alone, and each one begins here: at once with the write lock, or without it for good.
    """
    pool: dict[str, Any] = {"poolclass": QueuePool, "max_overflow": -1} if pooled else {"poolclass": NullPool}
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        connect_args={"timeout": patience} | _by_hand(),
        **pool,
    )

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in _pragmas(foreign_keys=foreign_keys):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def use_write_ahead_log(file: Path) -> None:
    """Readers and one writer do not wait for each other. The file remembers it, so once is enough.

    Switching needs the file alone, and fails at once instead of waiting where others start as well.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _switched_to_write_ahead_log(file, last_try=time.monotonic() > deadline):
        time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - so that two do not stay in step


def copy_database(file: Path, target: Path) -> None:
    """A complete copy as one file, also while others read and write. It has its name only when complete."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
            copy.execute("PRAGMA synchronous = FULL").close()
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").close()
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _switched_to_write_ahead_log(file: Path, *, last_try: bool) -> bool:
    with closing(sqlite3.connect(file, timeout=PATIENCE_SECONDS)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if last_try or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
    return True


def _pragmas(*, foreign_keys: bool) -> tuple[str, ...]:
    return (
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        "synchronous = FULL",
        "recursive_triggers = ON",  # else INSERT OR REPLACE deletes rows past the triggers
    )


def _by_hand() -> dict[str, Any]:
    """Newer drivers begin transactions by themselves unless told not to."""
    if sys.version_info >= (3, 12):
        return {"autocommit": sqlite3.LEGACY_TRANSACTION_CONTROL}
    return {}
