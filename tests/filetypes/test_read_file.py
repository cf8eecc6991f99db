"""Files as evidence: recognised by content, pictures without metadata, everything else refused in words."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter

from tests.filetypes import samples
from tests.spreadsheet import files
from toolkit.filetypes import FileKind, RefusedFileError, read_file

SOUND = {
    FileKind.PDF: samples.pdf(),
    FileKind.PNG: samples.png(),
    FileKind.JPEG: samples.jpeg(),
    FileKind.TEXT_DOCUMENT: samples.odt(),
    FileKind.WORD: samples.docx(),
    FileKind.EXCEL: samples.xlsx(),
}
TECHNICAL = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "exif", "dpi"}
Maker = Callable[..., bytes]


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedFileError) as caught:
        read_file(content)
    return caught.value.message.key


def opened(content: bytes) -> Image.Image:
    """As a viewer shows it: turned the way the file says."""
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return ImageOps.exif_transpose(picture).convert("RGB")


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(samples.pdf()))
    writer.encrypt("geheim", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def giant_png() -> bytes:
    """A header of 20,000 x 20,000 in a few bytes."""
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    written = [
        struct.pack(">I4s", len(data), name) + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def giant_jpeg() -> bytes:
    content = samples.jpeg()
    frame = content.index(b"\xff\xc0")
    return content[: frame + 5] + struct.pack(">HH", 60_000, 60_000) + content[frame + 9 :]


def with_comment(content: bytes) -> bytes:
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"<script>alert(1)</script>"
    return buffer.getvalue()


NESTED = samples.docx({"word/embeddings/a.docx": samples.docx({"word/embeddings/b.docx": samples.docx()})})
REFUSED = {
    "nothing": (b"", "empty"),
    "one byte more than ten megabytes": (samples.pdf() + b"\n" * 10_000_000, "too_large"),
    "web page named pdf": (b"<html><script>alert(1)</script></html>", "markup"),
    "drawing": (b'\xef\xbb\xbf\n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "markup"),
    "web page before a PDF": (b"<html></html>" + samples.pdf(), "markup"),
    "program named jpg": (b"MZ\x90\x00" + bytes(200), "program"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "animation": (b"GIF89a" + bytes(100), "unknown_kind"),
    "picture of a phone": (b"\x00\x00\x00\x18ftypheic" + bytes(100), "phone_picture"),
    "text": (b"Beschluss vom 3. Mai", "unknown_kind"),
    "old Word": (files.old_office("WordDocument"), "old_office"),
    "locked Word": (files.old_office("EncryptedPackage"), "password"),
    "locked PDF": (locked_pdf(), "password"),
    "half a PDF": (samples.pdf()[:-1_500], "damaged"),
    "PDF and archive at once": (samples.pdf() + samples.docx() + b"%%EOF", "two_kinds"),
    "half a PNG": (samples.png()[:-20], "damaged"),
    "PNG with a changed byte": (samples.png()[:60] + b"?" + samples.png()[61:], "damaged"),
    "PNG without picture": (samples.png()[:33] + samples.png()[-12:], "damaged"),
    "PNG of 400 megapixels": (giant_png(), "many_pixels"),
    "half a JPEG": (samples.jpeg()[:-20], "damaged"),
    "JPEG without picture": (b"\xff\xd8\xff\xd9", "damaged"),
    "JPEG of 3,600 megapixels": (giant_jpeg(), "many_pixels"),
    "archive of programs": (files.package({"setup.exe": b"MZ"}), "archive"),
    "archive of a page": (files.package({"index.html": "<html>"}), "archive"),
    "bomb": (samples.bomb(), "large_content"),
    "bomb in small parts": (samples.many_zeros(), "large_content"),
    "program in a document": (samples.docx({"word/media/image1.png": b"MZ" + bytes(99)}), "object_inside"),
    "old document in a document": (
        samples.docx({"word/embeddings/oleObject1.bin": files.old_office("Package")}),
        "object_inside",
    ),
    "archive in a document": (samples.docx({"word/a.zip": files.package({"x": "x"})}), "archive"),
    "document in a document in a document": (NESTED, "object_inside"),
    "macros named docx": (samples.docx({"word/vbaProject.bin": b"\0"}), "macros"),
    "macros by kind": (
        samples.docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "old macros of Excel": (samples.docx({"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"),
    "macros of LibreOffice": (samples.odt({"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    "controls": (samples.docx({"word/activeX/activeX1.xml": "<x/>"}), "macros"),
    "template from a server": (
        samples.docx(
            {
                "word/_rels/settings.xml.rels": samples.relations(
                    ("attachedTemplate", "https://evil.example/a.dotm", "External")
                )
            }
        ),
        "loads_from_outside",
    ),
    "presentation": (
        samples.docx(kind=f"{samples.OFFICE}.presentationml.presentation.main+xml"),
        "other_office",
    ),
    "table of LibreOffice": (
        samples.odt({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "other_office",
    ),
    "locked text of LibreOffice": (samples.odt(encrypted=True), "password"),
    "locked archive": (files.locked_archive(samples.docx()), "password"),
    "half a document": (samples.docx()[:-30], "damaged"),
    "document and page at once": (samples.docx() + b"<html></html>", "two_kinds"),
    "page in the comment of an archive": (with_comment(samples.docx()), "two_kinds"),
    "archive behind another beginning": (b"PK\x03\x04" + samples.docx(), "damaged"),
    "way out of the folder": (samples.docx({"../../x": ""}), "damaged"),
    "unknown compression": (files.package(files.parts(samples.docx()), 14), "damaged"),
    "two parts of one name": (samples.docx({"WORD/document.xml": "<x/>"}), "damaged"),
    "too many parts": (files.package({str(number): "" for number in range(5_001)}), "damaged"),
    "entities": (
        samples.docx({"[Content_Types].xml": '<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'}),
        "damaged",
    ),
}


@pytest.mark.parametrize("kind", FileKind)
def test_a_sound_file_is_recognised_by_its_content(kind: FileKind) -> None:
    assert read_file(SOUND[kind]).kind is kind


@pytest.mark.parametrize("name", REFUSED)
def test_what_pretends_or_could_do_harm_is_refused_with_its_sentence(name: str) -> None:
    content, key = REFUSED[name]
    assert refusal(content) == f"files.{key}"


@pytest.mark.parametrize("kind", [FileKind.PDF, FileKind.TEXT_DOCUMENT, FileKind.WORD, FileKind.EXCEL])
def test_documents_are_kept_byte_by_byte(kind: FileKind) -> None:
    assert read_file(SOUND[kind]).content == SOUND[kind]


def test_a_kept_pdf_opens() -> None:
    assert len(PdfReader(io.BytesIO(read_file(SOUND[FileKind.PDF]).content)).pages) == 1


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("make", [samples.jpeg, samples.png])
def test_a_picture_keeps_its_pixels_and_its_right_side_up_and_nothing_else(
    make: Maker, orientation: int
) -> None:
    original = make(orientation)
    assert samples.SECRET in original
    cleaned = read_file(original).content
    assert opened(cleaned).tobytes() == opened(original).tobytes()
    assert samples.SECRET not in cleaned
    with Image.open(io.BytesIO(cleaned)) as picture:
        assert dict(picture.getexif()) == ({} if orientation == 1 else {0x0112: orientation})
        assert set(picture.info) - TECHNICAL == set()


@pytest.mark.parametrize(
    "original",
    [
        samples.jpeg(mode="CMYK"),
        samples.jpeg(mode="L"),
        samples.jpeg(progressive=True),
        samples.jpeg_of_red_green_blue(),
        samples.png(mode="P"),
        samples.png(mode="LA"),
    ],
)
def test_every_kind_of_picture_looks_the_same_afterwards(original: bytes) -> None:
    assert opened(read_file(original).content).tobytes() == opened(original).tobytes()


@pytest.mark.parametrize("make", [samples.jpeg, samples.png])
def test_what_hides_behind_a_picture_is_cut_off(make: Maker) -> None:
    for hidden in (samples.docx(), b"<script>alert(1)</script>", samples.SECRET):
        assert read_file(make() + hidden) == read_file(make())


@pytest.mark.parametrize("make", [samples.jpeg, samples.png])
def test_cleaning_twice_changes_nothing(make: Maker) -> None:
    once = read_file(make(6))
    assert read_file(once.content) == once


def test_a_document_may_hold_pictures_links_and_a_table_behind_a_chart() -> None:
    content = samples.docx(
        {
            "word/media/image1.jpeg": samples.jpeg(),
            "word/embeddings/Workbook1.xlsx": samples.xlsx(),
            "word/_rels/document.xml.rels": samples.relations(
                ("hyperlink", "https://www.kern-ux.de", "External"),
                ("attachedTemplate", "file:///S:/Vorlagen/Vermerk.dotx", "External"),
            ),
        }
    )
    assert read_file(content).kind is FileKind.WORD


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_changed_bytes_never_end_in_anything_but_a_sound_file_or_a_sentence(
    kind: FileKind, data: st.DataObject
) -> None:
    content = bytearray(SOUND[kind])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(RefusedFileError):
        read_file(bytes(content))
