"""A deadline as a calendar file (RFC 5545), which every calendar program reads.

A deadline is a day, not a moment: a whole-day event has no time zone that could shift it, and a calendar that
knows no tasks (Outlook does not read `VTODO` from a file) shows it all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

LINE_OCTETS = 75
MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """The same `uid` again replaces the entry in the calendar instead of standing beside it."""

    uid: UUID
    on: date
    title: str
    text: str
    url: str | None = None


def calendar_file(entry: CalendarEntry, *, at: datetime) -> bytes:
    """`at` is when it is written: a calendar keeps the newer of two entries with one `uid`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//smart-city-measure-toolkit//EN",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.text)}",
        *([f"URL:{entry.url}"] if entry.url else []),
        "TRANSP:TRANSPARENT",  # a deadline makes nobody busy
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _escaped(text: str) -> str:
    """Nothing that people typed can end its line or begin another property."""
    lines = ("".join(sign for sign in line if sign.isprintable()) for line in text.splitlines())
    escaped = (line.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,") for line in lines)
    return r"\n".join(escaped)


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, no sign torn apart; each further one begins with a space."""
    piece = ""
    for sign in line:
        if len(f"{piece}{sign}".encode()) > LINE_OCTETS:
            yield piece
            piece = " "
        piece += sign
    yield piece
