"""A meeting of one decided item, made by hand: what documents are made of, without the way there."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.exchange.region import NOON
from tests.houses import panel_catalogue
from toolkit.exchange.council_paper import Decided
from toolkit.model import AgendaKind, Decides, MeetingState, Outcome
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
        catalogue=panel_catalogue(), weights_name=None, weight_set_id=None, weights={}, order=None,
        current_item_id=None, view="", step=0, opened_at=None, closed_at=NOON, version=1, items=(item,),
        people=(), standings={},
    )  # fmt: skip
    return Decided(record, item)
