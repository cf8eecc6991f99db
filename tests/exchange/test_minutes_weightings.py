"""The minutes name every weighting that was fixed: of the groups before, of variants afterwards."""

from __future__ import annotations

import io

from docx import Document

from tests.houses import TestHouse, panel_catalogue
from tests.meetings import SteeringRoom
from toolkit.exchange.minutes import minutes_as_word
from toolkit.model import WeightingMethod
from toolkit.services.closing import close_meeting
from toolkit.services.log_heads import heads
from toolkit.services.stakeholder_groups import add_group
from toolkit.services.weighting import fix_weights, propose_variant, propose_weights
from toolkit.storage import Database

CRITERIA = [criterion.id for criterion in panel_catalogue().criteria]


def numbers(*shares: int) -> dict[str, object]:
    return {
        "method": WeightingMethod.NUMBERS,
        "entered": {"numbers": dict(zip(CRITERIA, shares, strict=True))},
        "catalogue": panel_catalogue(),
    }


def variant(room: SteeringRoom, who: str, name: str) -> None:
    said = {"name": name, "reason": f"Wegen {name}", **numbers(60, 20, 20)}
    room.does(propose_variant, who, programme_id=room.programme_id, **said)


def points_of(room: SteeringRoom) -> list[str]:
    with room.house.database.reading() as session:
        noted = heads(session, room.actor("vera"))
    document = Document(io.BytesIO(minutes_as_word(room.record(), noted, language="de")))
    return [each.text for each in document.paragraphs if "Begründung: " in each.text]


def test_the_minutes_name_groups_and_variants_with_reasons_and_nothing_that_came_later(
    sqlite_database: Database,
) -> None:
    room = SteeringRoom(TestHouse.furnished(sqlite_database))
    group_id = room.does(add_group, programme_id=room.programme_id, name="Rat")
    room.does(propose_weights, "mia", group_id=group_id, reason="Haushalt", based_on=0, **numbers(20, 30, 50))
    fixed = room.does(fix_weights, group_id=group_id, based_on=1)
    variant(room, "noah", "Mobilität")
    room.begun()
    room.does(close_meeting, meeting_id=room.meeting_id)
    before = points_of(room)
    variant(room, "olga", "Nachzügler")
    assert points_of(room) == before
    shares = "Strategiebezug {} %, Nutzerorientierung {} % und Übertragbarkeit {} %"
    day = f"{fixed.created_at.astimezone():%d.%m.%Y}"
    assert before == [
        f"Rat: {shares.format(20, 30, 50)}. Begründung: Haushalt",
        f"Variante „Mobilität“, nachträglich vorgeschlagen von Noah am {day}: {shares.format(60, 20, 20)}."
        " Begründung: Wegen Mobilität",
    ]
