"""ODT, DOCX and XLSX: archives, unpacked once and counted; each part must be what such a document holds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from toolkit.filetypes.kinds import FileKind, SoundFile, refused
from toolkit.spreadsheet import Limits, SpreadsheetError
from toolkit.spreadsheet.markup import RELATIONS, BrokenError, Budget, parse

_MOST_PARTS = 5_000
_MOST_UNPACKED = 100_000_000
_DEEPEST = 1
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_END_OF_ARCHIVE, _END_LENGTH = b"PK\x05\x06", 22
_CONTENT_TYPES = ("http://schemas.openxmlformats.org/package/2006/content-types",)
_MANIFEST = ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",)
# Old Office documents and programs, which a document carries along as objects.
_OBJECTS = (b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_MACRO_FOLDERS = ("basic/", "scripts/", "xl/macrosheets/", "xl/dialogsheets/")
_MACRO_NAMES = ("vbaproject.bin", "vbadata.xml")


@dataclass(slots=True)
class _Allowance:
    """What may still be unpacked, for a document and those within it together."""

    left: int = _MOST_UNPACKED

    def spend(self, number: int) -> None:
        self.left -= number
        if self.left < 0:
            raise refused("large_content", most=_MOST_UNPACKED // 1_000_000)


def read_package(content: bytes) -> SoundFile:
    """The document in an archive. Raises `RefusedFileError`."""
    return SoundFile(_kind_of(content, _Allowance(), depth=0), content)


def _kind_of(content: bytes, allowance: _Allowance, *, depth: int) -> FileKind:
    _refuse_more_than_an_archive(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_odd_entries(archive)
            parts = {entry.filename.lower(): entry for entry in archive.infolist() if not entry.is_dir()}
            kind = _Document(archive, parts).kind()
            for entry in parts.values():
                _look_into(archive, entry, allowance, depth=depth)
            return kind
    except (BrokenError, SpreadsheetError, *_UNPACKING) as error:
        raise refused("damaged") from error


def _refuse_more_than_an_archive(content: bytes) -> None:
    """Neither anything in front nor behind, where another kind of file would fit."""
    if content.count(b"PK\x01\x02") > _MOST_PARTS:
        raise refused("damaged")
    if content[-_END_LENGTH:][:4] != _END_OF_ARCHIVE:
        raise refused("two_kinds" if _END_OF_ARCHIVE in content else "damaged")


def _refuse_odd_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if not entries or len(set(names)) != len(names) or min(entry.header_offset for entry in entries) != 0:
        raise refused("damaged")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise refused("password")
        if entry.compress_type not in _PLAIN_METHODS or not _is_inside(entry.filename):
            raise refused("damaged")


def _is_inside(name: str) -> bool:
    """Whether a name stays in the folder into which somebody unpacks the archive."""
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name)


def _look_into(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: _Allowance, *, depth: int
) -> None:
    """Unpacked to its end, so that its check sum and its true size are known."""
    with archive.open(entry) as stream:
        first = stream.read(_CHUNK)
        allowance.spend(len(first))
        if first.startswith(_OBJECTS):
            raise refused("object_inside")
        is_archive = first.startswith(b"PK\x03\x04")
        pieces = [first]
        while chunk := stream.read(_CHUNK):
            allowance.spend(len(chunk))
            if is_archive:
                pieces.append(chunk)
    if is_archive:
        # The table behind a chart in Word is a workbook of its own.
        if depth >= _DEEPEST:
            raise refused("object_inside")
        _kind_of(b"".join(pieces), allowance, depth=depth + 1)


@dataclass(frozen=True, slots=True)
class _Document:
    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]

    def kind(self) -> FileKind:
        self._refuse_macros()
        if "[content_types].xml" in self.parts:
            return self._office_kind()
        if "mimetype" in self.parts and "meta-inf/manifest.xml" in self.parts:
            return self._open_document_kind()
        raise refused("archive")

    def _refuse_macros(self) -> None:
        for name in self.parts:
            if name.startswith(_MACRO_FOLDERS) or name.endswith(_MACRO_NAMES) or "/activex/" in name:
                raise refused("macros")

    def _office_kind(self) -> FileKind:
        types = _Attributes()
        self._parse("[content_types].xml", types, _CONTENT_TYPES)
        named = [attributes.get("ContentType", "") for attributes in types.found]
        if any("macroenabled" in name.lower() or "vbaproject" in name.lower() for name in named):
            raise refused("macros")
        kinds = [kind for kind in (FileKind.WORD, FileKind.EXCEL) if f"{kind.media_type}.main+xml" in named]
        if len(kinds) != 1:
            raise refused("other_office")
        self._refuse_what_loads_from_outside()
        return kinds[0]

    def _refuse_what_loads_from_outside(self) -> None:
        """A link that somebody clicks is one thing, a template or picture fetched on opening another."""
        for name in self.parts:
            if not name.endswith(".rels"):
                continue
            relations = _Attributes()
            self._parse(name, relations, RELATIONS)
            for attributes in relations.found:
                is_link = attributes.get("Type", "").endswith("/hyperlink")
                if attributes.get("TargetMode") == "External" and not is_link:
                    _refuse_a_server(attributes.get("Target", ""))

    def _open_document_kind(self) -> FileKind:
        with self.archive.open(self.parts["mimetype"]) as stream:
            named = stream.read(200).decode("ascii", "replace").strip()
        if named != FileKind.TEXT_DOCUMENT.media_type or "content.xml" not in self.parts:
            raise refused("other_office")
        manifest = _Attributes()
        self._parse("meta-inf/manifest.xml", manifest, _MANIFEST)
        if "encryption-data" in manifest.names:
            raise refused("password")
        return FileKind.TEXT_DOCUMENT

    def _parse(self, name: str, handler: _Attributes, namespaces: tuple[str, ...]) -> None:
        with self.archive.open(self.parts[name]) as stream:
            parse(stream, handler, Budget(Limits(unpacked_megabytes=10)), namespaces)


@dataclass(slots=True)
class _Attributes:
    """The elements of a short file with their attributes, whatever their order."""

    names: set[str] = field(default_factory=set)
    found: list[Mapping[str, str]] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.names.add(name)
        self.found.append(attributes)

    def end(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


def _refuse_a_server(target: str) -> None:
    """Templates on the municipality's own file server are common and stay allowed."""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError as error:
        raise refused("damaged") from error
    if scheme in ("http", "https", "ftp", "mhtml"):
        raise refused("loads_from_outside")
