"""The example region with its released reviews, for documents: as its coordination sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.houses import TestHouse
from toolkit.access import Actor
from toolkit.comparison import AnswerLine, Comparison, load_answers, load_comparison
from toolkit.example import load_example, visit_example
from toolkit.exchange.item import Item, open_item
from toolkit.exchange.origin import Origin
from toolkit.model import MeetingState, Role
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.desk import open_desk
from toolkit.services.log_heads import Heads, heads
from toolkit.services.meeting_record import MeetingRecord
from toolkit.services.meetings import meetings_of, open_meeting
from toolkit.services.weighting import Weighed, open_weighting

REVIEWED = "Funknetz für Sensoren"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass(frozen=True)
class LoadedRegion:
    house: TestHouse
    actor: Actor
    comparison: Comparison
    answers: Mapping[int, tuple[AnswerLine, ...]]
    origin: Origin
    fixed: tuple[Weighed, ...]


def loaded_region(house: TestHouse) -> LoadedRegion:
    with house.database.writing() as session:
        load_example(session, house.actor)
    with house.database.writing() as session:
        visit_example(session, house.actor)
    with house.database.reading() as session:
        desk = open_desk(session, language="de")
        catalogue = stored_catalogue(session, desk.catalogue_version_id)
        programme_id = desk.programme_id
        return LoadedRegion(
            house,
            desk.actor,
            load_comparison(session, desk.actor, programme_id=programme_id, catalogue=catalogue),
            load_answers(session, desk.actor, programme_id=programme_id, catalogue=catalogue),
            Origin(desk.programme_name, NOON, (Role.COORDINATION,)),
            open_weighting(session, desk.actor, programme_id=programme_id).in_force,
        )


def item_of(region: LoadedRegion, measure_id: int) -> Item:
    """One measure of the region, as its coordination sees it."""
    with region.house.database.reading() as session:
        return open_item(session, region.actor, measure_id=measure_id)


def reviewed_item(region: LoadedRegion) -> Item:
    """The one for which most is there to tell: two reviews that differ a little, costs, checks, partners."""
    measures = region.comparison.measures
    return item_of(region, next(each.measure_id for each in measures if each.title == REVIEWED))


def closed_meeting(region: LoadedRegion) -> tuple[MeetingRecord, Heads]:
    """The one that the region's steering group has held."""
    with region.house.database.reading() as session:
        found = meetings_of(session, region.actor, programme_id=region.house.desk().programme_id)
        meeting_id = next(each.meeting_id for each in found if each.state is MeetingState.CLOSED)
        return open_meeting(session, region.actor, meeting_id=meeting_id), heads(session, region.actor)
