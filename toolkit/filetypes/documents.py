"""PDF. It is kept as it is: rewriting would break signatures and the marks for screen readers."""

from __future__ import annotations

import re

from toolkit.filetypes.kinds import FileKind, SoundFile, refused

# In the trailer or in the dictionary of a cross-reference stream; neither can be packed.
_ENCRYPTED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R\b|<<)")
_END_WITHIN = 1_024
_END_OF_ARCHIVE = b"PK\x05\x06"
_ARCHIVE_END_WITHIN = 65_557


def read_pdf(content: bytes) -> SoundFile:
    tail = content[-_END_WITHIN:]
    if b"%%EOF" not in tail or b"startxref" not in content:
        raise refused("damaged")
    if _END_OF_ARCHIVE in content[-_ARCHIVE_END_WITHIN:]:
        raise refused("two_kinds")
    if _ENCRYPTED.search(content):
        raise refused("password")
    return SoundFile(FileKind.PDF, content)
