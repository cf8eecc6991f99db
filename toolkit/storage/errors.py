"""What can go wrong with a database, as sentences for people.

Drivers speak of error codes; whoever reads a page needs to know what to do. Errors that nobody here can
explain pass through unchanged.
"""

from __future__ import annotations

import re
import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError

from toolkit.messages import Message

FROZEN_MARK = "frozen:"
_FROZEN = re.compile(rf"^{FROZEN_MARK}(?P<record>[a-z_]+)")


class StorageError(Exception):
    """A failure of storage that the message explains."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key, dict(message.values))
        self.message = message


class DatabaseTooNewError(StorageError):
    """Written by a newer version of the app."""


class SchemaTooOldError(StorageError):
    """PostgreSQL waits for `python -m toolkit migrate`."""


class MigrationFailedError(StorageError):
    """A migration left rows that point nowhere; nothing was changed."""


class FolderNotWritableError(StorageError):
    """The data folder is read-only, or cannot be made."""


class DiskFullError(StorageError):
    """Nothing more can be saved; what was saved before is there."""


class RefusingMediumError(StorageError):
    """The disk, the stick or the network share takes nothing now: pulled out, cut off, turned read-only."""


class DamagedDatabaseError(StorageError):
    """The file is no database, or a damaged one."""


class ForeignDatabaseError(StorageError):
    """A database of another program."""


class UnsupportedDatabaseError(StorageError):
    """An address that names neither an SQLite file nor a PostgreSQL server."""


class UnreachableDatabaseError(StorageError):
    """The PostgreSQL server does not answer, or refuses the login."""


class LockedTooLongError(StorageError):
    """Others were saving for longer than one waits."""


class FrozenRecordError(StorageError):
    """What was submitted, final or logged may not be changed."""


class NotPermittedError(StorageError):
    """PostgreSQL does not let the role of the app do it, or the session is not for whom it works."""


class ReadingSessionError(RuntimeError):
    """Something tried to change data in `reading()`: a defect of the program, not of the database."""


_SQLITE_ERRORS: dict[int, tuple[type[StorageError], str]] = {
    sqlite3.SQLITE_FULL: (DiskFullError, "storage.disk_full"),
    sqlite3.SQLITE_READONLY: (FolderNotWritableError, "storage.read_only"),
    sqlite3.SQLITE_CANTOPEN: (FolderNotWritableError, "storage.read_only"),
    sqlite3.SQLITE_IOERR: (RefusingMediumError, "storage.medium_refuses"),
    sqlite3.SQLITE_CORRUPT: (DamagedDatabaseError, "storage.damaged"),
    sqlite3.SQLITE_NOTADB: (DamagedDatabaseError, "storage.damaged"),
    sqlite3.SQLITE_BUSY: (LockedTooLongError, "storage.locked"),
    sqlite3.SQLITE_LOCKED: (LockedTooLongError, "storage.locked"),
}
# Full disks show up here as well: the shared memory beside the file cannot grow.
_SQLITE_EXTENDED_ERRORS: dict[int, tuple[type[StorageError], str]] = {
    sqlite3.SQLITE_IOERR_SHMSIZE: (DiskFullError, "storage.disk_full"),
}
_POSTGRESQL_ERRORS: dict[str, tuple[type[StorageError], str]] = {
    "53100": (DiskFullError, "storage.disk_full"),
    "42501": (NotPermittedError, "storage.not_permitted"),
    "55P03": (LockedTooLongError, "storage.locked"),
    "40P01": (LockedTooLongError, "storage.locked"),
    "XX001": (DamagedDatabaseError, "storage.damaged"),
    "XX002": (DamagedDatabaseError, "storage.damaged"),
}
_NO_CODE = ("", "08000", "08001", "08003", "08004", "08006", "28000", "28P01", "3D000", "57P01", "57P03")
_READ_ONLY_TRANSACTION = "25006"


def explained(error: DBAPIError | sqlite3.Error, *, place: str) -> StorageError | None:
    """The sentence for a driver's error, or None where there is none."""
    original = error.orig if isinstance(error, DBAPIError) else error
    frozen = _FROZEN.match(str(original))
    if frozen:
        return FrozenRecordError(Message.of(f"storage.frozen_{frozen['record']}"))
    found = _kind(original)
    return found and found[0](Message.of(found[1], place=place))


def writes_while_reading(error: DBAPIError) -> bool:
    """Whether the database refused a change because the session only reads.

    SQLite's code without extension is that of `query_only`; a read-only file or folder has another one.
    """
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error.orig) == sqlite3.SQLITE_READONLY
    return isinstance(error.orig, psycopg.Error) and error.orig.sqlstate == _READ_ONLY_TRANSACTION


def _kind(original: BaseException | None) -> tuple[type[StorageError], str] | None:
    if isinstance(original, sqlite3.Error):
        code = _sqlite_code(original)
        return _SQLITE_EXTENDED_ERRORS.get(code) or _SQLITE_ERRORS.get(code & 0xFF)
    if isinstance(original, psycopg.OperationalError) and (original.sqlstate or "") in _NO_CODE:
        return UnreachableDatabaseError, "storage.unreachable"
    if isinstance(original, psycopg.Error):
        return _POSTGRESQL_ERRORS.get(original.sqlstate or "")
    return None


def _sqlite_code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0)
