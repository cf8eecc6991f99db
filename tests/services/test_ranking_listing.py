"""What Vergleich computes, as a list: the ranks of the screen, and what stands apart without one."""

from __future__ import annotations

import csv
import io
import json

from tests.houses import TestHouse, panel_catalogue
from tests.meetings import SteeringRoom
from toolkit.comparison import load_comparison
from toolkit.exchange.listing_files import listing_csv, listing_json
from toolkit.judging import rounded
from toolkit.services.listings import Listed
from toolkit.services.ranking_listing import listed_ranking
from toolkit.storage import Database


def test_the_list_has_the_ranks_and_points_of_the_comparison_and_the_reason_of_what_stands_apart(
    sqlite_database: Database,
) -> None:
    room = SteeringRoom(TestHouse.furnished(sqlite_database))
    with sqlite_database.reading() as session:
        actor, programme = room.actor("vera"), room.programme_id
        catalogue = panel_catalogue()
        comparison = load_comparison(session, actor, programme_id=programme, catalogue=catalogue)
        found = listed_ranking(session, comparison)
    shown = [
        (comparison.by_id[place.thing].title, str(place.rank), str(place.points))
        for item in comparison.ranking.lists
        for place in item.places
    ]
    rows = from_csv(found)
    assert [(row["title"], row["rank"], row["points"]) for row in rows if row["rank"]] == shown
    (apart,) = (row for row in rows if not row["rank"])
    ((key, reason),) = comparison.ranking.apart
    assert (apart["title"], apart["apart"]) == (comparison.by_id[key].title, reason.value)
    first = json.loads(listing_json(found))["rows"][0]
    judged = next(each for each in comparison.measures if each.title == first["title"]).judgement
    for criterion in catalogue.criteria:
        value = judged.criterion(criterion.id).score.value
        assert value is not None
        assert first[criterion.id] == str(rounded(value))
    assert (first["likely_best"], first["likely_worst"], first["own_share"]) == (1, 1, None)


def from_csv(found: Listed) -> list[dict[str, str]]:
    text = listing_csv(found, "en").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))
