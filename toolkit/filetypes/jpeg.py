"""JPEG without what it tells about its maker: place, time, device, comments, thumbnails.

The picture's own segments are copied, so that nothing is decoded and no quality lost. Of the rest only
what a reader needs comes back: the density (JFIF), the kind of colours (Adobe), and which side is up (Exif).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filetypes.kinds import MOST_MEGAPIXELS, FileKind, SoundFile, refused
from toolkit.filetypes.orientation import exif_of, orientation_of

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_JFIF, _EXIF, _ADOBE = 0xE0, 0xE1, 0xEE
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LEFT_OUT = frozenset({*range(0xE0, 0xF0), 0xFE})
_EXIF_MARK = b"Exif\x00\x00"
# Within the picture's data a marker is doubled by a zero, or it restarts the decoder.
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class _Segment:
    marker: int
    body: bytes
    data: bytes = b""

    def written(self) -> bytes:
        return struct.pack(">BBH", 0xFF, self.marker, len(self.body) + 2) + self.body + self.data


def read_jpeg(content: bytes) -> SoundFile:
    """Copied segment by segment. What follows the picture's end is no part of it."""
    segments = list(_segments(content))
    frames = [segment for segment in segments if segment.marker in _FRAMES]
    if not frames or not any(segment.marker == _SCAN for segment in segments):
        raise refused("damaged")
    for frame in frames:
        _refuse_a_bomb(frame.body)
    written = b"".join(segment.written() for segment in _kept(segments))
    return SoundFile(FileKind.JPEG, bytes([0xFF, _START]) + written + bytes([0xFF, _END]))


def _kept(segments: list[_Segment]) -> Iterator[_Segment]:
    jfif = next((_bare_jfif(one.body) for one in segments if one.marker == _JFIF), None)
    exif = exif_of(_orientation(segments))
    adobe = next((one.body[:12] for one in segments if one.marker == _ADOBE), b"")
    if jfif:
        yield _Segment(_JFIF, jfif)
    if exif:
        yield _Segment(_EXIF, _EXIF_MARK + exif)
    if len(adobe) == 12 and adobe.startswith(b"Adobe"):
        yield _Segment(_ADOBE, adobe)
    yield from (segment for segment in segments if segment.marker not in _LEFT_OUT)


def _bare_jfif(body: bytes) -> bytes | None:
    """Version and density, with a thumbnail of no size."""
    return body[:12] + b"\x00\x00" if body.startswith(b"JFIF\x00") and len(body) >= 14 else None


def _orientation(segments: list[_Segment]) -> int:
    blocks = (one.body for one in segments if one.marker == _EXIF and one.body.startswith(_EXIF_MARK))
    return next((orientation_of(block.removeprefix(_EXIF_MARK)) for block in blocks), 1)


def _segments(content: bytes) -> Iterator[_Segment]:
    place = 2
    while True:
        marker, place = _marker_at(content, place)
        if marker == _END:
            return
        if marker not in _TABLES | _FRAMES | _LEFT_OUT | {_SCAN}:
            raise refused("damaged")
        length = int.from_bytes(content[place : place + 2])
        body = content[place + 2 : place + length]
        if length < 2 or len(body) != length - 2:
            raise refused("damaged")
        place += length
        if marker == _SCAN:
            found = _NEXT_MARKER.search(content, place)
            if found is None:
                raise refused("damaged")
            yield _Segment(marker, body, content[place : found.start()])
            place = found.start()
        else:
            yield _Segment(marker, body)


def _marker_at(content: bytes, place: int) -> tuple[int, int]:
    """The marker there and the place after it; any number of filling bytes may stand in front."""
    found = _NEXT_MARKER.match(content, place)
    if found is None:
        raise refused("damaged")
    return content[found.end() - 1], found.end()


def _refuse_a_bomb(frame: bytes) -> None:
    if len(frame) < 6:
        raise refused("damaged")
    height, width = struct.unpack_from(">HH", frame, 1)
    if width * height > MOST_MEGAPIXELS * 1_000_000:
        raise refused("many_pixels", most=MOST_MEGAPIXELS)
    if width == 0:
        raise refused("damaged")
