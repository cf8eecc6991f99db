"""Which kind a file is, by its first bytes; each kind then has to prove itself."""

from __future__ import annotations

import re

from toolkit.filetypes.documents import read_pdf
from toolkit.filetypes.jpeg import read_jpeg
from toolkit.filetypes.kinds import MOST_MEGABYTES, SoundFile, refused
from toolkit.filetypes.packages import read_package
from toolkit.filetypes.png import read_png

_READERS = {
    b"%PDF-": read_pdf,
    b"\x89PNG\r\n\x1a\n": read_png,
    b"\xff\xd8\xff": read_jpeg,
    b"PK\x03\x04": read_package,
}
# What people are likely to hand in by mistake has a sentence of its own, which says what to do.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PHONE_PICTURE = re.compile(rb"....ftyp(heic|heix|hevc|mif1|msf1|avif)", re.DOTALL)
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<", re.DOTALL)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")


def read_file(content: bytes) -> SoundFile:
    """A PDF, PNG, JPEG, ODT, DOCX or XLSX. Raises `RefusedFileError`, and nothing else."""
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise refused("too_large", most=MOST_MEGABYTES)
    if not content.strip():
        raise refused("empty")
    for beginning, reader in _READERS.items():
        if content.startswith(beginning):
            return reader(content)
    raise refused(_why_not(content))


def _why_not(content: bytes) -> str:
    if content.startswith(_OLD_OFFICE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        return "password" if is_locked else "old_office"
    if content.startswith(_PROGRAMS):
        return "program"
    if _PHONE_PICTURE.match(content):
        return "phone_picture"
    return "markup" if _MARKUP.match(content) else "unknown_kind"
