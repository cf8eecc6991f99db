"""Whatever a measure says comes back as it left: export, import in an empty house, export."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.houses import TestHouse
from toolkit.model.handed import HandedMeasure
from toolkit.services.handover import Parcel, parcel_of
from toolkit.services.taking_over import take_over_measure
from toolkit.storage import BlobStore, open_database

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60)
MONEY = st.decimals(min_value=0, max_value=Decimal("99999999999.99"), places=2).map(str)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(str)
MOMENTS = st.integers(1_500_000_000, 1_900_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC).isoformat()
)
FACTS = st.fixed_dictionaries(
    {
        "title": TEXTS, "goal": TEXTS, "total_cost": st.none() | MONEY, "starts_on": st.none() | DAYS,
        "post_available": st.none() | st.booleans(), "created_at": MOMENTS,
        "staff_hours_building": st.none() | st.integers(0, 100_000),
    }
)  # fmt: skip
ANSWERS = st.dictionaries(st.sampled_from(["S1", "S2", "N1"]), st.tuples(st.integers(0, 2), TEXTS))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.tuples(FACTS, ANSWERS, st.lists(TEXTS, max_size=2)), min_size=1, max_size=3))
def test_a_measure_comes_back_as_it_left(
    migrated_file: Path, tmp_path: Path, drawn: list[tuple[dict[str, Any], dict[str, Any], list[str]]]
) -> None:
    folder = tmp_path / uuid4().hex
    folder.mkdir()
    shutil.copyfile(migrated_file, folder / "toolkit.sqlite3")
    database = open_database(f"sqlite:///{folder / 'toolkit.sqlite3'}")
    house = TestHouse.furnished(database)
    template = house.measure(house.municipality("Tarp"))
    with database.reading() as session:
        parcel = parcel_of(session, house.actor, measure_id=template)
    sent = Parcel(written(parcel.measure, drawn), parcel.catalogues, {}, uuid4().hex)
    with database.writing() as session:
        take_over_measure(
            session, house.actor, programme_id=house.desk().programme_id, parcel=sent,
            store=BlobStore.within(folder),
        )  # fmt: skip
    with database.reading() as session:
        back = parcel_of(session, house.actor, measure_id=template + 1)
    database.close()
    assert (back.measure, back.catalogues) == (sent.measure, sent.catalogues)


def written(template: HandedMeasure, drawn: list[tuple[dict[str, Any], dict[str, Any], list[str]]]) -> Any:
    content = json.loads(template.model_dump_json())
    content["uuid"] = str(uuid4())
    base = content["revisions"][0]
    content["revisions"] = [
        revision(base, number, number < len(drawn), *one) for number, one in enumerate(drawn, start=1)
    ]
    return HandedMeasure.read(json.dumps(content).encode())


def revision(
    base: dict[str, Any],
    number: int,
    is_submitted: bool,
    facts: dict[str, Any],
    answers: Any,
    names: list[str],
) -> dict[str, Any]:
    answer = {
        "waiting_for": "", "feasible_soon": False, "carried_over": False, "needs_confirmation": False,
        "changed_at": "2026-11-25T12:00:00Z", "kind": "level",
    }  # fmt: skip
    return {
        **base,
        **facts,
        "number": number,
        "submitted_at": "2026-11-25T12:00:00Z" if is_submitted else None,
        "assessment": {
            **base["assessment"],
            "uuid": str(uuid4()),
            "answers": [
                {**answer, "question_key": key, "level": level, "reason": reason}
                for key, (level, reason) in sorted(answers.items())
            ],
        },
        "partners": [{"name": name, "contribution": "", "municipality": None} for name in names],
    }
