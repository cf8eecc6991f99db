"""Which kinds of file are taken, and how a refusal speaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.messages import Message

MOST_MEGABYTES = 10
MOST_MEGAPIXELS = 100


class FileKind(StrEnum):
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    TEXT_DOCUMENT = "odt"
    WORD = "docx"
    EXCEL = "xlsx"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def extension(self) -> str:
        return f".{self.value}"


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TEXT_DOCUMENT: "application/vnd.oasis.opendocument.text",
    FileKind.WORD: f"{_OFFICE}.wordprocessingml.document",
    FileKind.EXCEL: f"{_OFFICE}.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A file as it may be kept: of a known kind, pictures without their metadata."""

    kind: FileKind
    content: bytes


class RefusedFileError(Exception):
    """The file is not taken; `message` says why, and what to do instead."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


def refused(key: str, **values: object) -> RefusedFileError:
    return RefusedFileError(Message.of(f"files.{key}", **values))
