"""Uploaded files, kept once by their content: `<data>/blobs/ab/abcdef…`, named by their SHA-256.

A file is on the disk before the row that names it is committed, and goes only when no row names it any
more. So at every moment each row has its file; a file without a row is harmless and tidied away later.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from toolkit.messages import Message
from toolkit.model import Blob
from toolkit.storage.errors import DiskFullError, FolderNotWritableError, StorageError

FOLDER_NAME = "blobs"
# Whoever uploads at this moment has written the file, and not yet the row.
ORPHAN_AFTER_SECONDS = 60 * 60
_NAME = re.compile(r"[0-9a-f]{64}")


class BlobLostError(StorageError):
    """A stored file is missing, or is not any more what it was."""


@dataclass(frozen=True, slots=True)
class BlobStore:
    """The folder of the files. Another one only in tests."""

    folder: Path

    @classmethod
    def within(cls, data_dir: Path) -> BlobStore:
        return cls(data_dir / FOLDER_NAME)

    def keep(self, content: bytes) -> str:
        """Writes the file unless it is there; gives its SHA-256. Call it before the row is committed."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self.place_of(sha256)
        if self._is_sound(place, sha256):
            # Touched, so that nobody tidies it away before its new row is there.
            os.utime(place)
            return sha256
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            _write_durably(place, content)
        except OSError as error:
            raise _refusal(error, place) from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """The content, checked. Raises `BlobLostError`."""
        try:
            content = self.place_of(sha256).read_bytes()
        except OSError as error:
            raise BlobLostError(Message.of("storage.blob_missing", file=sha256)) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobLostError(Message.of("storage.blob_altered", file=sha256))
        return content

    def place_of(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise ValueError("A stored file is named by its SHA-256.")
        return self.folder / sha256[:2] / sha256

    def files(self) -> Iterator[Path]:
        """Everything in the folder, also what was left half written."""
        return (path for path in sorted(self.folder.glob("*/*")) if path.is_file())

    def _is_sound(self, place: Path, sha256: str) -> bool:
        try:
            return hashlib.sha256(place.read_bytes()).hexdigest() == sha256
        except OSError:
            return False


def check_blobs(session: Session, store: BlobStore) -> tuple[Message, ...]:
    """A sentence for each row whose file is missing or altered. Files without a row are no mistake."""
    found = []
    for sha256 in session.exec(select(Blob.sha256).order_by(col(Blob.id))):
        try:
            store.read(sha256)
        except BlobLostError as lost:
            found.append(lost.message)
    return tuple(found)


def tidy_blobs(session: Session, store: BlobStore, *, older_than: float = ORPHAN_AFTER_SECONDS) -> int:
    """Deletes files that no row names; gives their number. Within `writing()`, so that nobody adds one."""
    named = set(session.exec(select(Blob.sha256)))
    limit = time.time() - older_than
    orphans = [path for path in store.files() if path.name not in named and path.stat().st_mtime <= limit]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _write_durably(place: Path, content: bytes) -> None:
    """Under its name only when complete, and on the disk before this returns."""
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix="unfinished-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(place)
    for folder in (place.parent, place.parent.parent):
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """The name, too, is on the disk only then. Windows has no such thing and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(error: OSError, place: Path) -> StorageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(Message.of("storage.disk_full", place=str(place)))
    return FolderNotWritableError(Message.of("storage.read_only", place=str(place)))
