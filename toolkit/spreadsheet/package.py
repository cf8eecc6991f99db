"""The parts of an Excel workbook: a ZIP archive that is opened part by part, and only as far as needed."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from toolkit.messages import Message
from toolkit.spreadsheet.cells import Limits, Sheet, SpreadsheetError, Workbook
from toolkit.spreadsheet.markup import MAIN, RELATIONS, BrokenError, Budget, Handler, parse
from toolkit.spreadsheet.parts import Contents, Relations, SharedTexts, Styles
from toolkit.spreadsheet.worksheet import Surroundings, WorksheetReader

_Read = TypeVar("_Read", bound=Handler)

_MOST_PARTS = 5_000
_ENCRYPTED = 0x1
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_OTHER_PACKAGES = {
    "xl/workbook.bin": "spreadsheet.binary_workbook",
    "word/document.xml": "spreadsheet.no_workbook",
    "ppt/presentation.xml": "spreadsheet.no_workbook",
}


def read_package(content: bytes, limits: Limits) -> Workbook:
    """The sheets of a workbook with the values as last saved. Raises `SpreadsheetError`."""
    try:
        # The directory alone could hold hundreds of thousands of entries.
        if content.count(b"PK\x01\x02") > _MOST_PARTS:
            raise BrokenError
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Package(archive, limits).workbook()
    except (BrokenError, *_UNPACKING) as error:
        raise SpreadsheetError(Message.of("spreadsheet.broken")) from error


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    is_hidden: bool
    path: str


class _Package:
    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive, self._limits = archive, limits
        self._budget = Budget(limits)
        # Names are compared without regard to capitals, as the standard has it.
        self._names = {name.lstrip("/").lower(): name for name in archive.namelist()}

    def workbook(self) -> Workbook:
        path = self._workbook_path()
        contents = Contents()
        self._read(path, contents)
        relations = self._relations(path)
        surroundings = Surroundings(
            texts=self._optional(relations, "sharedStrings", SharedTexts()).texts,
            date_styles=self._optional(relations, "styles", Styles()).date_styles(),
            starts_1904=contents.starts_1904,
            limits=self._limits,
        )
        parts = list(self._worksheets(contents, relations))
        if not parts:
            raise BrokenError
        if len(parts) > self._limits.sheets:
            raise SpreadsheetError(Message.of("spreadsheet.many_sheets", most=self._limits.sheets))
        return Workbook(tuple(self._sheets(parts, surroundings)), tuple(self._notices()))

    def _sheets(self, parts: list[_Part], surroundings: Surroundings) -> Iterator[Sheet]:
        cells = 0
        for part in parts:
            reader = WorksheetReader(surroundings, cells)
            self._read(part.path, reader)
            cells = reader.grid.cells
            yield reader.grid.sheet(part.name, is_hidden=part.is_hidden, merged=tuple(reader.merged))

    def _worksheets(self, contents: Contents, relations: Relations) -> Iterator[_Part]:
        """Without the sheets that are charts."""
        for name, is_hidden, key in contents.sheets:
            if relations.kinds.get(key) == "worksheet":
                yield _Part(name, is_hidden, relations.targets[key])

    def _workbook_path(self) -> str:
        root = self._relations("")
        target = next((root.targets[key] for key, kind in root.kinds.items() if kind == "officeDocument"), "")
        for name, sentence in _OTHER_PACKAGES.items():
            if name in (target.lower(), *self._names):
                raise SpreadsheetError(Message.of(sentence))
        if target.lower() not in self._names:
            self._refuse_foreign()
        return target

    def _refuse_foreign(self) -> NoReturn:
        is_open_document = "content.xml" in self._names and "mimetype" in self._names
        raise SpreadsheetError(
            Message.of("spreadsheet.open_document" if is_open_document else "spreadsheet.no_workbook")
        )

    def _relations(self, path: str) -> Relations:
        folder, name = posixpath.split(path)
        relations = Relations(folder)
        own = posixpath.join(folder, "_rels", f"{name}.rels")
        if own.lower() in self._names:
            self._read(own, relations, RELATIONS)
        return relations

    def _optional(self, relations: Relations, kind: str, handler: _Read) -> _Read:
        for key, found in relations.kinds.items():
            if found == kind:
                self._read(relations.targets[key], handler)
        return handler

    def _read(self, path: str, handler: Handler, namespaces: tuple[str, ...] = MAIN) -> None:
        name = self._names.get(path.lower())
        if name is None:
            raise BrokenError
        entry = self._archive.getinfo(name)
        if entry.flag_bits & _ENCRYPTED:
            raise SpreadsheetError(Message.of("spreadsheet.password"))
        if entry.compress_type not in _PLAIN_METHODS:
            raise BrokenError
        with self._archive.open(entry) as stream:
            parse(stream, handler, self._budget, namespaces)

    def _notices(self) -> Iterator[Message]:
        if any(name.endswith("vbaproject.bin") for name in self._names):
            yield Message.of("spreadsheet.macros")
        if any("externallinks/" in name for name in self._names):
            yield Message.of("spreadsheet.external_links")
