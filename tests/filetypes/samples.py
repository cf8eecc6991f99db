"""Files made by code: sound ones with what people leave in them, and those that pretend."""

from __future__ import annotations

import io
from collections.abc import Mapping

import typst
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.spreadsheet import files

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD_MAIN = f"{OFFICE}.wordprocessingml.document.main+xml"
SECRET = b"Geheimer Ort 54.78N"
_ORIENTATION, _DESCRIPTION, _PLACE = 0x0112, 0x010E, 0x8825


def pdf(text: str = "Beschluss") -> bytes:
    compiled = typst.compile(f"#set page(width: 5cm, height: 5cm)\n{text}".encode())
    assert isinstance(compiled, bytes)
    return compiled


def half_black() -> Image.Image:
    """Black on its left half: whoever turns it moves the black."""
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("black", (0, 0, 20, 20))
    return picture


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_DESCRIPTION] = SECRET.decode()
    exif.get_ifd(_PLACE)[1] = "N"
    return exif


def jpeg(orientation: int = 1, *, mode: str = "RGB", **options: bool) -> bytes:
    """As a camera writes it: place and description in Exif, XMP, a comment."""
    buffer = io.BytesIO()
    half_black().convert(mode).save(
        buffer,
        "JPEG",
        exif=_exif(orientation),
        xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>",
        comment=SECRET,
        **options,
        icc_profile=SECRET * 20,
    )
    return buffer.getvalue()


def jpeg_of_red_green_blue() -> bytes:
    """As old Photoshop writes it: only the Adobe mark says that the colours are not YCbCr."""
    content = jpeg(keep_rgb=True)
    frame, scan = b"\x03R\x11\x00G\x11\x00B\x11\x00", b"\x03R\x00G\x00B\x00"
    assert b"Adobe" in content
    assert content.count(frame) == content.count(scan) == 1
    numbered = content.replace(frame, b"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00")
    return numbered.replace(scan, b"\x03\x01\x00\x02\x00\x03\x00")


def png(orientation: int = 1, *, mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    notes = PngInfo()
    notes.add_text("Author", SECRET.decode())
    notes.add_itxt("Comment", SECRET.decode(), zip=False)
    half_black().convert(mode).save(buffer, "PNG", pnginfo=notes, exif=_exif(orientation))
    return buffer.getvalue()


def docx(changed: Mapping[str, bytes | str] | None = None, *, kind: str = WORD_MAIN) -> bytes:
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": "<w:document/>",
    }
    return files.package(parts | dict(changed or {}))


def relations(*targets: tuple[str, str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="http://x/{kind}" Target="{target}"'
        f"{mode and f' TargetMode={mode!r}'}/>"
        for number, (kind, target, mode) in enumerate(targets)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{entries}</Relationships>'


def odt(changed: Mapping[str, bytes | str] | None = None, *, encrypted: bool = False) -> bytes:
    entry = "<m:file-entry><m:encryption-data/></m:file-entry>" if encrypted else "<m:file-entry/>"
    parts: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<office/>",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f"{entry}</m:manifest>",
    }
    return files.package(parts | dict(changed or {}))


def xlsx() -> bytes:
    return files.workbook([["Titel"], ["Radweg"]])


def many_zeros() -> bytes:
    """A hundred millions of zeros in small parts."""
    return docx({f"word/media/image{number}.png": bytes(50_000) for number in range(2_001)})


def bomb() -> bytes:
    """A sound Word document with a part of two hundred million zeros."""
    return docx({"word/media/image1.png": bytes(200_000_000)})
