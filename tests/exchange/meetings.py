"""Meetings for documents: one that was held, and one of a single decided item made by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.exchange.region import NOON
from tests.houses import TestHouse, panel_catalogue
from tests.meetings import SteeringRoom
from toolkit.exchange.council_paper import Decided
from toolkit.firmness import catalogue_weights
from toolkit.model import AgendaKind, BallotKind, Decides, MeetingState, Outcome, RecusalManner
from toolkit.services.attendances import recuse
from toolkit.services.ballots import count_hands, open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import note_dissent, record_decision
from toolkit.services.log_heads import Heads, heads
from toolkit.services.meeting_record import AgendaEntry, DecisionEntry, MeetingRecord


def decided(**said: Any) -> Decided:
    """A meeting in which the one item was decided."""
    decision = DecisionEntry(
        **{
            "decision_id": 1, "outcome": Outcome.IMPLEMENT_WITH_CONDITION, "reason": "Passt zur Strategie",
            "condition": "Deckung bis März", "responsible": "Fachdienst IT", "due_on": date(2027, 3, 31),
            "against_reason": "", "merged_into_id": None, "merged_into": "", "recorded_at": NOON,
            "published_at": NOON, "version": 1, **said,
        }
    )  # fmt: skip
    item = AgendaEntry(
        item_id=1, position=1, kind=AgendaKind.MEASURE, title="", minutes=5, in_block=False,
        pulled_by_id=None, measure_id=1, municipality_id=1, municipality="", is_example=True, revision=1,
        state=None, closed_at=None, version=1, decision=decision,
    )  # fmt: skip
    record = MeetingRecord(
        meeting_id=1, uuid="", programme_id=1, programme="", is_example=True, decides=Decides.RECOMMENDS,
        title="Zweite Sitzung", body="", place="", held_on=date(2026, 11, 20), state=MeetingState.CLOSED,
        catalogue=panel_catalogue(), weights_name=None, weight_set_id=None,
        weights=dict(catalogue_weights(panel_catalogue())), order=None,
        current_item_id=None, view="", step=0, opened_at=None, closed_at=NOON, version=1, items=(item,),
        people=(), standings={},
    )  # fmt: skip
    return Decided(record, item)


@dataclass(frozen=True)
class HeldMeeting:
    record: MeetingRecord
    heads: Heads


def held_meeting(house: TestHouse) -> HeldMeeting:
    """Closed, with everything that minutes have to tell: recusal, vote, outcomes of which one is against the
    order, dissent, and two points that were not reached."""
    room = SteeringRoom(house).begun()
    last, first = room.item("Parkleitsystem").item_id, room.item("Solarkataster").item_id
    mia = room.place("mia")
    room.does(recuse, item_id=last, attendance_id=mia, manner=RecusalManner.LEFT_ROOM, reason="Nachbarin")
    vote = room.does(open_ballot, item_id=last, kind=BallotKind.VOTE)
    room.does(count_hands, ballot_id=vote, counts={"yes": 3, "no": 1}, based_on=1)
    room.does(record_decision, item_id=last, based_on=0, outcome=Outcome.IMPLEMENT, reason="Jetzt gefördert")
    room.does(
        record_decision,
        item_id=first,
        based_on=0,
        outcome=Outcome.DEFER,
        reason="Keine Deckung",
        due_on=date(2027, 9, 1),
        against_reason="Der Haushalt geht vor",
    )
    room.does(note_dissent, item_id=first, attendance_id=room.place("noah"), text="Ich sehe das anders")
    room.does(close_meeting, meeting_id=room.meeting_id)
    with room.house.database.reading() as session:
        return HeldMeeting(room.record(), heads(session, room.actor("vera")))
