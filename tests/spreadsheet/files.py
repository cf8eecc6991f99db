"""Tables made by code: good ones, and bad ones of every kind."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def workbook(
    rows: Iterable[Sequence[Any]], change: Callable[[Worksheet], Any] = lambda sheet: None, **sheets: Any
) -> bytes:
    """An `.xlsx` file as openpyxl writes it; `change` may do more to its first sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    for title, further in sheets.items():
        other = book.create_sheet(title)
        for row in further:
            other.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_file(rows: Iterable[Sequence[str]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def hand_made(sheet: str, *, before: str = DECLARATION, **more: bytes | str) -> bytes:
    """The least that is a workbook, around the inside of `<sheetData>`."""
    return package(
        {
            "_rels/.rels": _relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}">'
            '<sheets><sheet name="Liste" sheetId="1" r:id="worksheet"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(worksheet="worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData>'
            "</worksheet>",
        }
        | more
    )


def _relations(**targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def bomb(megabytes: int = 2_000) -> bytes:
    """Some megabytes of zeros that unpack to thousands, with a size that says little."""
    empty = hand_made("")
    return _with_lie(empty, "xl/worksheets/sheet1.xml", megabytes)


def _with_lie(content: bytes, name: str, megabytes: int) -> bytes:
    """Replaces a part by spaces, and gives its size as 1,000 bytes in the directory of the archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, kept in parts(content).items():
            if other != name:
                archive.writestr(other, kept)
        with archive.open(name, "w", force_zip64=True) as part:
            part.write(f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
    return buffer.getvalue()


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    start = f"{DECLARATION}<!DOCTYPE worksheet [{entities}]>"
    return hand_made('<row r="1"><c r="A1" t="str"><v>&e9;</v></c></row>', before=start)


def foreign_entity() -> bytes:
    start = f'{DECLARATION}<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    return hand_made('<row r="1"><c r="A1" t="str"><v>&file;</v></c></row>', before=start)


def old_office(*words: str) -> bytes:
    """The beginning of an OLE file, and the names of its streams."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "".join(words).encode("utf-16-le") + bytes(900)


def damaged(content: bytes) -> bytes:
    """One bit of the packed sheet is another one."""
    start = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:start] + bytes([content[start] ^ 1]) + content[start + 1 :]


def locked_archive(content: bytes) -> bytes:
    """Marks every part as encrypted."""
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            flags = content[start + offset] | 1
            content = content[: start + offset] + bytes([flags]) + content[start + offset + 1 :]
            start = content.find(signature, start + 4)
    return content


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(1000))
