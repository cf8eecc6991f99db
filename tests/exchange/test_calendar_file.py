"""The calendar file, read again by another program."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.exchange.mail.calendar import CalendarEntry, calendar_file

UID = UUID("6f1b2a9c-0f4e-5d58-9a3e-2f1d6c7b8a90")
AT = datetime(2026, 11, 25, 6, 45, tzinfo=UTC)
ENTRY = CalendarEntry(
    UID,
    date(2026, 12, 31),
    "Frist: Pegelsensoren für die Treene",
    "Die überarbeitete Fassung wird bis zum 31.12.2026 erwartet.",
    "https://massnahmen.example.de/massnahmen?measure=7",
)


def event_in(content: bytes) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


def read(content: bytes) -> dict[str, object]:
    event = event_in(content)
    days = {name: event[name].dt for name in ("DTSTART", "DTEND", "DTSTAMP")}
    return {**{name: str(event[name]) for name in event if name not in days}, **days}


def test_a_deadline_is_one_whole_day_in_every_time_zone() -> None:
    assert read(calendar_file(ENTRY, at=AT)) == {
        "UID": str(UID),
        "DTSTAMP": AT,
        "DTSTART": date(2026, 12, 31),
        "DTEND": date(2027, 1, 1),
        "SUMMARY": "Frist: Pegelsensoren für die Treene",
        "DESCRIPTION": "Die überarbeitete Fassung wird bis zum 31.12.2026 erwartet.",
        "URL": "https://massnahmen.example.de/massnahmen?measure=7",
        "TRANSP": "TRANSPARENT",
    }


def test_without_an_address_there_is_no_link() -> None:
    without = CalendarEntry(UID, ENTRY.on, ENTRY.title, ENTRY.text)
    assert "URL" not in read(calendar_file(without, at=AT))


def test_a_title_cannot_add_a_line_of_its_own() -> None:
    title = "Pegel\r\nATTENDEE:mailto:x@example.de\r\nEND:VEVENT\x00\u202e\u2028X-A:1"
    content = calendar_file(CalendarEntry(UID, ENTRY.on, title, ""), at=AT)
    assert read(content)["SUMMARY"] == "Pegel\nATTENDEE:mailto:x@example.de\nEND:VEVENT\nX-A:1"
    assert set(event_in(content)) == {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "TRANSP",
    }


@settings(max_examples=100)
@given(text=st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_comes_back_as_it_can_be_shown(text: str) -> None:
    content = calendar_file(CalendarEntry(UID, ENTRY.on, text, "x"), at=AT)
    shown = "\n".join("".join(filter(str.isprintable, line)) for line in text.splitlines())
    assert read(content)["SUMMARY"] == shown
    assert [line for line in content.split(b"\r\n") if len(line) > 75] == []
    assert b"\r" not in content.replace(b"\r\n", b"")
