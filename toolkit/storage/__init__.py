"""The database: sessions that read or write, migrations, the log of events, and checks."""

from toolkit.storage.backup import BackupReport, back_up
from toolkit.storage.blobs import BlobLostError, BlobStore, check_blobs, tidy_blobs
from toolkit.storage.chain import Flaw, VerifiedLog, WrongEvent, measure_heads, verify_chain, verify_log
from toolkit.storage.check import check_database
from toolkit.storage.database import Database, ReadingSession, open_database
from toolkit.storage.errors import (
    DamagedDatabaseError,
    DatabaseTooNewError,
    DiskFullError,
    FolderNotWritableError,
    ForeignDatabaseError,
    FrozenRecordError,
    LockedTooLongError,
    MigrationFailedError,
    NotPermittedError,
    ReadingSessionError,
    RefusingMediumError,
    SchemaTooOldError,
    StorageError,
    UnreachableDatabaseError,
    UnsupportedDatabaseError,
)
from toolkit.storage.events import head_hash, record_event
from toolkit.storage.identity import EVERYBODY, NOBODY, Identity, identify, identity_of_session, working_for
from toolkit.storage.inserts import insert_if_absent
from toolkit.storage.migration import MigrationReport, current_revision, migrate, prepare, require_schema
from toolkit.storage.restoring import RestoreReport, restore
from toolkit.storage.triggers import lifted_triggers, may_lift_triggers

__all__ = [
    "EVERYBODY",
    "NOBODY",
    "BackupReport",
    "BlobLostError",
    "BlobStore",
    "DamagedDatabaseError",
    "Database",
    "DatabaseTooNewError",
    "DiskFullError",
    "Flaw",
    "FolderNotWritableError",
    "ForeignDatabaseError",
    "FrozenRecordError",
    "Identity",
    "LockedTooLongError",
    "MigrationFailedError",
    "MigrationReport",
    "NotPermittedError",
    "ReadingSession",
    "ReadingSessionError",
    "RefusingMediumError",
    "RestoreReport",
    "SchemaTooOldError",
    "StorageError",
    "UnreachableDatabaseError",
    "UnsupportedDatabaseError",
    "VerifiedLog",
    "WrongEvent",
    "back_up",
    "check_blobs",
    "check_database",
    "current_revision",
    "head_hash",
    "identify",
    "identity_of_session",
    "insert_if_absent",
    "lifted_triggers",
    "may_lift_triggers",
    "measure_heads",
    "migrate",
    "open_database",
    "prepare",
    "record_event",
    "require_schema",
    "restore",
    "tidy_blobs",
    "verify_chain",
    "verify_log",
    "working_for",
]
