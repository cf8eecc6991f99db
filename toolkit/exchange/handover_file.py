"""The hand-over file (`docs/handover.md`): a measure as one file for another installation, and back."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from toolkit.archive import Archive, ArchiveError, Kind, reading_archive, writing_archive
from toolkit.catalogue import Catalogue, read_stored
from toolkit.filetypes import RefusedFileError, read_file
from toolkit.messages import Message
from toolkit.model.handed import HandedMeasure
from toolkit.services.handover import Parcel
from toolkit.storage import BlobStore

HANDOVER = Kind(
    name="smart-city-measure-toolkit/measure",
    version=1,
    foreign=Message.of("handover.foreign"),
    damaged=Message.of("handover.damaged"),
    too_new=Message.of("handover.too_new"),
    too_large=Message.of("handover.too_large"),
    most_parts=1_000,
    most_bytes=300_000_000,
    manifest_bytes=1_000_000,
)
_MEASURE = "measure.json"
_MOST_OF_A_TEXT = 30_000_000


class HandoverFileError(Exception):
    """The file is refused; the message says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


def handover_file(parcel: Parcel, store: BlobStore, *, at: datetime) -> bytes:
    """Raises `BlobLostError` where a file of the evidence is missing or altered: half a measure is none."""
    target = io.BytesIO()
    content = parcel.measure
    with writing_archive(target, HANDOVER) as archive:
        archive.add(_MEASURE, content.model_dump_json(indent=1).encode())
        for catalogue in parcel.catalogues:
            archive.add(f"catalogues/{catalogue.name}.json", catalogue.canonical_content.encode())
        for sha256 in content.files:
            archive.add(f"files/{sha256}", store.read(sha256))
        archive.close(
            {
                "made_at": at.isoformat(timespec="seconds"),
                "measure": {"uuid": str(content.uuid), "title": content.title},
                "municipality": content.municipality.model_dump(),
                "revisions": len(content.revisions),
            }
        )
    return target.getvalue()


def read_handover_file(content: bytes) -> Parcel:
    """Raises `HandoverFileError` for what is no such file, too new, too large, or damaged."""
    try:
        with reading_archive(io.BytesIO(content), HANDOVER) as archive:
            return _parcel(archive)
    except ArchiveError as error:
        raise HandoverFileError(error.message) from error
    except RefusedFileError as error:
        raise HandoverFileError(error.message) from error


def _parcel(archive: Archive) -> Parcel:
    parts: Mapping[str, Any] = archive.manifest["parts"]
    if any(told["size"] > _MOST_OF_A_TEXT for told in parts.values()):
        raise ArchiveError(HANDOVER.too_large)
    if _MEASURE not in parts:
        raise ArchiveError(HANDOVER.damaged)
    try:
        measure = HandedMeasure.read(archive.read(_MEASURE))
        catalogues = tuple(_catalogue(archive.read(name)) for name in archive.names("catalogues"))
    except (ValidationError, ValueError, RecursionError) as error:
        raise ArchiveError(HANDOVER.damaged) from error
    named = {(one.name, one.sha256) for one in measure.catalogues}
    if named != {(one.name, one.sha256) for one in catalogues}:
        raise ArchiveError(HANDOVER.damaged)
    files = {name.removeprefix("files/"): archive.read(name) for name in archive.names("files")}
    _refuse_other_files(measure, files)
    return Parcel(measure, catalogues, files, _sha256(parts))


def _catalogue(content: bytes) -> Catalogue:
    catalogue = read_stored(content)
    if catalogue is None:
        raise ValueError("A catalogue has mistakes.")
    return catalogue


def _refuse_other_files(measure: HandedMeasure, files: Mapping[str, bytes]) -> None:
    """Exactly the named ones, each as the upload would have kept it: this is no way past its checks."""
    if set(files) != set(measure.files):
        raise ArchiveError(HANDOVER.damaged)
    for sha256, content in files.items():
        if hashlib.sha256(content).hexdigest() != sha256 or read_file(content).content != content:
            raise ArchiveError(HANDOVER.damaged)


def _sha256(parts: Mapping[str, Any]) -> str:
    """Of the content without the moment at which the file was made."""
    lines = "".join(f"{name} {told['sha256']}\n" for name, told in sorted(parts.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
