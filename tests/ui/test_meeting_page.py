"""Sitzung, as its page works for who leads it: details, the attendance list, recusals, an emptied block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.houses import TestHouse
from tests.meetings import DAY, reviewed
from tests.ui.apps import app_on, html_of, opened, without_failure
from toolkit.access import Grant
from toolkit.messages import Message, translate
from toolkit.model import AttendanceRole, Outcome, RecusalManner, Role
from toolkit.services.agenda import change_meeting, prepare_meeting
from toolkit.services.attendances import recuse
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import note_dissent, record_decision
from toolkit.services.leading import begin_meeting, show_on_screens
from toolkit.services.meeting_record import Attendee, MeetingRecord
from toolkit.services.meetings import open_meeting
from toolkit.ui.components import plain
from toolkit.ui.navigation import PageName


class Room:
    """The single desk leads, two people are members, and two measures of Neustadt are on the agenda."""

    def __init__(self, house: TestHouse) -> None:
        self.house = house
        self.neustadt = house.municipality("Neustadt")
        for title, levels in (("Solarkataster", (4, 4)), ("Parkleitsystem", (2, 2))):
            reviewed(house, title, self.neustadt, levels)
        programme_id = house.desk().programme_id
        for number in (1, 2):
            house.person(f"kim{number}@example.org", Grant(Role.STEERING, programme_id=programme_id))
        self.meeting_id: int = self.does(
            prepare_meeting, programme_id=programme_id, title="2. Sitzung", held_on=DAY, place="Rathaus"
        )

    def does(self, verb: Callable[..., Any], **values: Any) -> Any:
        with self.house.database.writing() as session:
            return verb(session, self.house.actor, **values)

    def record(self) -> MeetingRecord:
        with self.house.database.reading() as session:
            return open_meeting(session, self.house.actor, meeting_id=self.meeting_id)

    @property
    def members(self) -> list[Attendee]:
        return [one for one in self.record().people if one.role is AttendanceRole.MEMBER]

    def page(self) -> AppTest:
        return opened(PageName.MEETING, {"meeting": str(self.meeting_id)})


@pytest.fixture
def room(sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    room = Room(sqlite_furnished)
    with app_on(tmp_path, monkeypatch):
        yield room


def said(key: str, **values: object) -> str:
    return translate(Message.of(key, **values), "de")


def field(page: AppTest, key: str) -> str:
    """The key of a field in this round."""
    fields = [*page.text_input, *page.selectbox]
    return next(each.key for each in fields if each.key and each.key.startswith(key))


def choose(page: AppTest, key: str, value: object) -> AppTest:
    return without_failure(page.selectbox(key=field(page, key)).set_value(value).run())


def click(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def test_title_day_and_place_are_changed_and_nobody_elses_change_is_overwritten(room: Room) -> None:
    page = room.page()
    of = f"meeting-{room.meeting_id}"
    page.text_input(key=field(page, f"{of}-day")).set_value("31.02.2027")
    page.text_input(key=field(page, f"{of}-title")).set_value("Sitzung im Februar")
    page = click(page, "save-details")
    assert [each.value for each in page.error] == [plain(said("rounds.no_day", entered="31.02.2027"))]
    assert page.text_input(key=field(page, f"{of}-title")).value == "Sitzung im Februar"

    page.text_input(key=field(page, f"{of}-day")).set_value("18.02.2027")
    page.text_input(key=field(page, f"{of}-body")).set_value("Hauptausschuss")
    page = click(page, "save-details")
    record = room.record()
    assert (record.title, record.body, record.place) == ("Sitzung im Februar", "Hauptausschuss", "Rathaus")
    assert record.held_on.isoformat() == "2027-02-18"

    page.text_input(key=field(page, f"{of}-title")).set_value("Von hier")
    changed = {"title": "Von dort", "held_on": DAY, "body": "", "place": ""}
    room.does(change_meeting, meeting_id=room.meeting_id, based_on=record.version, **changed)
    page = click(page, "save-details")
    assert [each.value for each in page.error] == [plain(said("meeting.changed_meanwhile"))]
    assert page.text_input(key=field(page, f"{of}-title")).value == "Von hier"
    assert room.record().title == "Von dort"


def test_a_member_becomes_the_minute_taker_of_neustadt_and_a_guest_is_of_neustadt_too(room: Room) -> None:
    page = room.page()
    first = room.members[0].attendance_id
    page = choose(page, "person-listed", first)
    page = choose(page, f"role-{first}", AttendanceRole.MINUTES)
    page = choose(page, f"place-{first}", room.neustadt)
    one = room.record().attendees[first]
    assert (one.role, one.municipality_id, one.votes) == (AttendanceRole.MINUTES, room.neustadt, True)

    page.text_input(key=field(page, "guest-name")).set_value("Gerda Gast")
    page = choose(page, "guest-municipality", room.neustadt)
    page = click(page, "add-guest")
    guest = next(one for one in room.record().people if one.role is AttendanceRole.GUEST)
    assert (guest.name, guest.municipality_id) == ("Gerda Gast", room.neustadt)


def test_a_recusal_that_was_recorded_by_mistake_is_taken_back(room: Room) -> None:
    room.does(begin_meeting, meeting_id=room.meeting_id)
    item = room.record().items[0]
    room.does(show_on_screens, meeting_id=room.meeting_id, view="item", item_id=item.item_id)
    for one in room.members:
        manner = RecusalManner.LEFT_TABLE
        room.does(recuse, item_id=item.item_id, attendance_id=one.attendance_id, manner=manner)
    first, second = room.members
    page = click(room.page(), f"not_recused_after_all-{first.attendance_id}")
    page = click(page, f"returned-{second.attendance_id}")
    (left,) = room.record().items[0].recusals
    assert (left.attendance_id, left.returned_at is not None) == (second.attendance_id, True)


def test_a_block_out_of_which_everything_was_pulled_says_so_and_cannot_be_decided(room: Room) -> None:
    room.does(begin_meeting, meeting_id=room.meeting_id)
    room.does(show_on_screens, meeting_id=room.meeting_id, view="block")
    page = room.page()
    assert said("meeting.block_title", n=1) in html_of(page)
    page = click(page, f"pull-{room.record().block[0].item_id}")
    assert room.record().block == ()
    assert said("meeting.empty_block") in html_of(page)
    assert "decide-block" not in [each.key for each in page.button]


def test_a_closed_meeting_tells_outcomes_with_reasons_and_each_point_with_its_dissent(room: Room) -> None:
    room.does(begin_meeting, meeting_id=room.meeting_id)
    items = room.record().items
    for item, outcome in zip(items, (Outcome.IMPLEMENT, Outcome.ADJOURN), strict=True):
        room.does(
            record_decision, item_id=item.item_id, based_on=0, outcome=outcome, reason=f"Weil {item.title}"
        )
    one = room.members[0].attendance_id
    room.does(note_dissent, item_id=items[0].item_id, attendance_id=one, text="Zu früh.")
    room.does(close_meeting, meeting_id=room.meeting_id)
    page = room.page()
    text = html_of(page)
    assert "Ergebnisse: umsetzen 1 und vertagen 1" in text
    assert [f"Weil {item.title}" in text for item in items] == [True, True]
    assert "Zu früh." not in text
    assert [each.key for each in page.get("download_button")] == [
        "minutes-pdf",
        "minutes-docx",
        "meeting-slides",
        "meeting-workbook",
        f"paper-{items[0].item_id}",
        *(f"sheet-{item.item_id}" for item in items),
    ]
    page = choose(page, "looked-at", items[0].item_id)
    name = room.members[0].name
    assert said("meeting.dissent_of", name=name, text="Zu früh.") in html_of(page)
