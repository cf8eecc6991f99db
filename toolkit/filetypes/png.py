"""PNG without what it tells about its maker: the picture's own chunks are copied, all others left out."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from toolkit.filetypes.kinds import MOST_MEGAPIXELS, FileKind, SoundFile, refused
from toolkit.filetypes.orientation import exif_of, orientation_of

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# How the picture is stored and how its colours are meant, without colour profiles, which hold free text.
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"IDAT", b"IEND")


def read_png(content: bytes) -> SoundFile:
    """Copied chunk by chunk, without decoding. What follows the last chunk is no part of the picture."""
    chunks = list(_chunks(content))
    names = [name for name, _ in chunks]
    if names[0] != b"IHDR" or b"IDAT" not in names:
        raise refused("damaged")
    _refuse_a_bomb(chunks[0][1])
    exif = next((exif_of(orientation_of(data)) for name, data in chunks if name == b"eXIf"), None)
    kept = [(name, data) for name, data in chunks if name in _KEPT]
    if exif:
        kept.insert(1, (b"eXIf", exif))
    return SoundFile(FileKind.PNG, _SIGNATURE + b"".join(_chunk(name, data) for name, data in kept))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    name = b""
    while name != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8:
            raise refused("damaged")
        length, name = struct.unpack(">I4s", head)
        end = place + 8 + length
        data = content[place + 8 : end]
        if content[end : end + 4] != _check(name, data):
            raise refused("damaged")
        yield name, data
        place = end + 4


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), name) + data + _check(name, data)


def _check(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(name + data))


def _refuse_a_bomb(header: bytes) -> None:
    if len(header) != 13:
        raise refused("damaged")
    width, height = struct.unpack_from(">II", header)
    if width * height > MOST_MEGAPIXELS * 1_000_000:
        raise refused("many_pixels", most=MOST_MEGAPIXELS)
    if width == 0 or height == 0:
        raise refused("damaged")
