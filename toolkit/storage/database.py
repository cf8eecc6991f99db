"""The database, and the two kinds of session: one that reads, one that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from toolkit.messages import Message
from toolkit.storage.errors import (
    LockedTooLongError,
    ReadingSessionError,
    UnsupportedDatabaseError,
    explained,
    writes_while_reading,
)
from toolkit.storage.identity import NOBODY, Identity, identify, identity_of_session, tell_database
from toolkit.storage.postgresql import postgresql_engine
from toolkit.storage.sqlite import (
    PATIENCE_SECONDS,
    WRITING,
    file_of,
    prepare_folder,
    sqlite_engine,
    use_write_ahead_log,
)


class WorkingSession(Session):
    """A session that tells each of its transactions for whom it works."""


@event.listens_for(WorkingSession, "after_begin", propagate=True)
def _tell_for_whom(session: Session, _transaction: object, connection: Connection) -> None:
    tell_database(connection, identity_of_session(session))


class ReadingSession(WorkingSession):
    """A session that refuses to change anything: a change made here would otherwise vanish in silence."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        self.refuse_changes()

    def commit(self) -> None:
        raise ReadingSessionError("A reading session cannot commit: use writing().")

    def refuse_changes(self) -> None:
        changed = [*self.new, *self.dirty, *self.deleted]
        if changed:
            raise ReadingSessionError(f"A reading session cannot save {changed[0]!r}: use writing().")


@dataclass(frozen=True)
class Database:
    """Where the data lie. `file` is the SQLite file, None on PostgreSQL; `identity` is for whom a session
    works that names nobody."""

    engine: Engine
    file: Path | None = None
    migration_url: str | None = field(default=None, repr=False)
    patience: float = PATIENCE_SECONDS
    identity: Identity = NOBODY
    _queue: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    @property
    def place(self) -> str:
        """For people: the file, or the server's address without its password."""
        return str(self.file) if self.file else self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self, identity: Identity | None = None) -> Iterator[Session]:
        """One consistent view of the data. Never waits for writers, and never makes them wait."""
        session = ReadingSession(self._reader, expire_on_commit=False)
        identify(session, identity or self.identity)
        with self.clear_errors(), _writing_refused(), session:
            yield session
            session.refuse_changes()

    @contextmanager
    def writing(self, identity: Identity | None = None) -> Iterator[Session]:
        """One transaction, alone from its first statement on: saved at the end of the block, or not at all.

        Keep it short: everybody else who saves waits meanwhile.
        """
        session = WorkingSession(self._writer, expire_on_commit=False)
        identify(session, identity or self.identity)
        with self.clear_errors(), self._turn(), session:
            yield session
            session.commit()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def clear_errors(self) -> Iterator[None]:
        """Raise the driver's errors as `StorageError` where there is a sentence for them."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            clear = explained(error, place=self.place)
            if clear is None:
                raise
            raise clear from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Threads queue here: SQLite lets waiters try again now and then, and some would wait for seconds."""
        if not self._queue.acquire(timeout=self.patience):
            raise LockedTooLongError(Message.of("storage.locked", place=self.place))
        try:
            yield
        finally:
            self._queue.release()

    @cached_property
    def _reader(self) -> Engine:
        if self.file:
            return self.engine.execution_options(**{WRITING: False})
        return self.engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")

    @cached_property
    def _writer(self) -> Engine:
        return self.engine.execution_options(**{WRITING: True})


def open_database(
    url: str,
    *,
    migration_url: str | None = None,
    patience: float = PATIENCE_SECONDS,
    identity: Identity = NOBODY,
) -> Database:
    """The database at an address such as `sqlite:///data/toolkit.sqlite3` or `postgresql://…`.

    Makes the data folder and the file; the tables are `prepare`'s. Who saves waits up to `patience`
    seconds for others. Sessions work for `identity` unless they name somebody. Raises `StorageError`.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        engine = postgresql_engine(parsed, patience=patience)
        return Database(engine, migration_url=migration_url, patience=patience, identity=identity)
    file = file_of(parsed)
    prepare_folder(file)
    engine = sqlite_engine(file, patience=patience)
    database = Database(engine, file=file, patience=patience, identity=identity)
    with database.clear_errors():
        use_write_ahead_log(file)
    return database


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnsupportedDatabaseError(Message.of("storage.unsupported_url")) from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise UnsupportedDatabaseError(Message.of("storage.unsupported_url"))
    return parsed


@contextmanager
def _writing_refused() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if writes_while_reading(error):
            raise ReadingSessionError("A reading session cannot change data: use writing().") from error
        raise
