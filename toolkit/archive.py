"""One file that holds many, with a manifest that says what has to be in it: for backups and hand-over files.

Whoever opens one knows afterwards that it is of the expected kind, complete and unchanged, and not larger
than it may be. Nothing is unpacked before its size is known, and never to a place that the file names.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from toolkit.messages import Message

MANIFEST = "manifest.json"
# All moments are in the manifest: the same content makes the same file.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_BROKEN = (BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, KeyError)
_PIECE = 1 << 20


class ArchiveError(Exception):
    """The file is refused, and the message says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key, dict(message.values))
        self.message = message


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` and `version` stand in the manifest; the sentences are for files that are refused."""

    name: str
    version: int
    foreign: Message
    damaged: Message
    too_new: Message
    too_large: Message
    most_parts: int
    most_bytes: int
    manifest_bytes: int = 50_000_000


def app_version() -> str:
    return version("smart-city-measure-toolkit")


@dataclass(slots=True)
class ArchiveWriter:
    zip: ZipFile
    kind: Kind
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> None:
        self.add_pieces(name, iter((content,)))

    def add_pieces(self, name: str, pieces: Iterator[bytes]) -> None:
        """What is too large to be held at once."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(_entry(name), "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
                digest.update(piece)
                size += len(piece)
        self.parts[name] = {"sha256": digest.hexdigest(), "size": size}

    def close(self, details: Mapping[str, Any]) -> None:
        """The manifest comes last, when all checksums are known."""
        manifest = {
            "format": self.kind.name,
            "format_version": self.kind.version,
            "app_version": app_version(),
            **details,
            "parts": self.parts,
        }
        content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        self.zip.writestr(_entry(MANIFEST), content)


@contextmanager
def writing_archive(target: Path | IO[bytes], kind: Kind) -> Iterator[ArchiveWriter]:
    with ZipFile(target, "w", ZIP_DEFLATED) as opened:
        yield ArchiveWriter(opened, kind)


@dataclass(frozen=True, slots=True)
class Archive:
    """Checked: each part is there, and is what the manifest says."""

    zip: ZipFile
    kind: Kind
    manifest: Mapping[str, Any]

    def read(self, name: str) -> bytes:
        return b"".join(self._pieces(name))

    def lines(self, name: str) -> Iterator[bytes]:
        with self.zip.open(name) as part:
            yield from part

    def names(self, folder: str) -> list[str]:
        return [name for name in self.manifest["parts"] if name.startswith(f"{folder}/")]

    def check(self) -> None:
        infos = {info.filename: info for info in self.zip.infolist()}
        parts = self.manifest["parts"]
        if len(infos) != len(self.zip.infolist()) or set(infos) != {*parts, MANIFEST}:
            raise ArchiveError(self.kind.damaged)
        for name, told in parts.items():
            if infos[name].file_size != told["size"] or _digest(self._pieces(name)) != told["sha256"]:
                raise ArchiveError(self.kind.damaged)

    def _pieces(self, name: str) -> Iterator[bytes]:
        with self.zip.open(name) as part:
            while piece := part.read(_PIECE):
                yield piece


@contextmanager
def reading_archive(source: Path | IO[bytes], kind: Kind) -> Iterator[Archive]:
    """Raises `ArchiveError` for what is no archive of this kind, too new, too large or damaged."""
    try:
        opened = ZipFile(source)
    except _BROKEN as error:
        raise ArchiveError(kind.foreign) from error
    with opened:
        yield _checked(opened, kind)


def _checked(opened: ZipFile, kind: Kind) -> Archive:
    _refuse_large(opened, kind)
    try:
        manifest = json.loads(opened.read(MANIFEST))
        name, format_version = manifest["format"], manifest["format_version"]
    except (*_BROKEN, TypeError, RecursionError) as error:
        raise ArchiveError(kind.foreign) from error
    if name != kind.name:
        raise ArchiveError(kind.foreign)
    if not isinstance(format_version, int) or format_version > kind.version:
        raise ArchiveError(kind.too_new)
    archive = Archive(opened, kind, manifest)
    try:
        archive.check()
    except (*_BROKEN, TypeError, AttributeError) as error:
        raise ArchiveError(kind.damaged) from error
    return archive


def _refuse_large(opened: ZipFile, kind: Kind) -> None:
    """By the sizes that the file itself gives: no more than these is ever unpacked of a part."""
    infos = opened.infolist()
    manifest = [info.file_size for info in infos if info.filename == MANIFEST]
    if (
        len(infos) > kind.most_parts
        or sum(info.file_size for info in infos) > kind.most_bytes
        or sum(manifest) > kind.manifest_bytes
    ):
        raise ArchiveError(kind.too_large)
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
        raise ArchiveError(kind.foreign)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_MOMENT)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _digest(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
