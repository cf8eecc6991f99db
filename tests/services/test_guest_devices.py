"""A guest's pass stands in an address, which may be passed on: it works where the PIN was entered."""

from __future__ import annotations

from tests.houses import TestHouse
from tests.meetings import SteeringRoom
from toolkit.services.attendances import add_guest
from toolkit.services.guests import GuestPass, enter_as_guest, guest_of, issue_pin
from toolkit.storage import Database


def test_a_pass_works_in_the_browser_that_came_in_and_in_no_other(any_database: Database) -> None:
    room = SteeringRoom(TestHouse.furnished(any_database)).begun()
    place = room.does(add_guest, meeting_id=room.meeting_id, name="Gerda Gast", votes=True)
    pin = room.does(issue_pin, attendance_id=place)
    with any_database.writing() as session:
        entry = {"meeting": room.record().uuid, "attendance_id": place, "pin": pin}
        came = enter_as_guest(session, **entry, browser="telephone")
    assert isinstance(came, GuestPass)
    with any_database.reading() as session:
        found = [guest_of(session, came.token, browser) for browser in ("telephone", "another one", "")]
    assert [guest.name if guest else None for guest in found] == ["Gerda Gast", None, None]
