"""The one thing in a picture's metadata that a reader needs: which side is up."""

from __future__ import annotations

import struct

_ORIENTATION = 0x0112
_SHORT = 3
_UPRIGHT = 1
_ALL = range(1, 9)
_MOST_ENTRIES = 200


def orientation_of(exif: bytes) -> int:
    """1 (upright) to 8, from an Exif block without its mark; 1 where it does not say or makes no sense."""
    try:
        return _read(exif)
    except struct.error:
        return _UPRIGHT


def exif_of(orientation: int) -> bytes | None:
    """An Exif block that holds the orientation and nothing else; None where upright."""
    if orientation == _UPRIGHT:
        return None
    header = struct.pack(">2sHI", b"MM", 42, 8)
    entry = struct.pack(">HHHIHH", 1, _ORIENTATION, _SHORT, 1, orientation, 0)
    return header + entry + struct.pack(">I", 0)


def _read(exif: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return _UPRIGHT
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    (entries,) = struct.unpack_from(f"{order}H", exif, start)
    for number in range(min(entries, _MOST_ENTRIES)):
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * number)
        if tag == _ORIENTATION and kind == _SHORT:
            return value if value in _ALL else _UPRIGHT
    return _UPRIGHT
