"""One file with all that is stored: every row, every uploaded file, and what proves that they are complete.

`docs/storage.md` describes the file. It is the same from SQLite and PostgreSQL, and goes back to either.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from toolkit.archive import ArchiveWriter, Kind, writing_archive
from toolkit.messages import Message
from toolkit.model import Blob, metadata
from toolkit.storage.blobs import BlobLostError, BlobStore
from toolkit.storage.chain import VerifiedLog, verify_log
from toolkit.storage.database import Database
from toolkit.storage.errors import StorageError
from toolkit.storage.identity import EVERYBODY
from toolkit.storage.migration import newest_revision, require_schema
from toolkit.storage.row_copy import kinds_of, rows_of

BACKUP = Kind(
    name="smart-city-measure-toolkit/backup",
    version=1,
    foreign=Message.of("backup.foreign"),
    damaged=Message.of("backup.damaged"),
    too_new=Message.of("backup.too_new"),
    too_large=Message.of("backup.damaged"),
    # One's own file: only nonsense is refused.
    most_parts=10_000_000,
    most_bytes=10**13,
)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """`lost` are uploaded files that are not in the data folder any more, `log` what the log shows."""

    rows: int
    files: int
    lost: tuple[Message, ...]
    log: VerifiedLog


def back_up(database: Database, store: BlobStore, file: Path) -> BackupReport:
    """One state of the data, also while others work. The file has its name only when complete, and is never
    written over an earlier one. Raises `StorageError`."""
    if file.exists():
        raise StorageError(Message.of("backup.exists", file=str(file)))
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with unfinished.open("wb") as target:
            with database.reading(EVERYBODY) as session, writing_archive(target, BACKUP) as archive:
                require_schema(session)
                report = _write(session, store, archive)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise StorageError(Message.of("backup.unwritable", file=str(file))) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return report


def _write(session: Session, store: BlobStore, archive: ArchiveWriter) -> BackupReport:
    log = verify_log(session)
    rows = _write_rows(session, archive)
    lost = _write_files(session, store, archive)
    archive.close(
        {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": session.get_bind().dialect.name,
            "schema": newest_revision(),
            "tables": {
                table.name: {"rows": rows[table.name], "columns": kinds_of(table)}
                for table in metadata.sorted_tables
            },
            "log": log_in_manifest(log),
            "lost_files": [message.values["file"] for message in lost],
        }
    )
    files = len([name for name in archive.parts if name.startswith("files/")])
    return BackupReport(sum(rows.values()), files, lost, log)


def log_in_manifest(log: VerifiedLog) -> Mapping[str, Any]:
    heads = {str(measure_id): head for measure_id, head in sorted(log.measure_heads.items())}
    return {"events": log.events, "head": log.head, "measures": heads, "wrong": len(log.wrong)}


def _write_rows(session: Session, archive: ArchiveWriter) -> dict[str, int]:
    counts = {}
    for table in metadata.sorted_tables:
        counted = _Counted(rows_of(session.connection(), table))
        archive.add_pieces(f"tables/{table.name}.jsonl", iter(counted))
        counts[table.name] = counted.count
    return counts


def _write_files(session: Session, store: BlobStore, archive: ArchiveWriter) -> tuple[Message, ...]:
    """A file that is lost already must not keep all others from being saved."""
    lost = []
    for sha256 in session.exec(select(Blob.sha256).order_by(col(Blob.sha256))):
        try:
            archive.add(f"files/{sha256}", store.read(sha256))
        except BlobLostError as error:
            lost.append(error.message)
    return tuple(lost)


class _Counted:
    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines, self.count = lines, 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self.lines:
            self.count += 1
            yield line
