"""Every page asks the database the same number of times, however many measures there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from tests.benchmarks.full_house import add_measures, large_house
from tests.houses import TestHouse
from tests.ui.apps import app_on, opened, without_failure
from toolkit.model import Assignment, Measure, MeasureState, Revision, id_of, now
from toolkit.storage import Database
from toolkit.ui.house import house
from toolkit.ui.navigation import MEASURE_PARAMETER, SCREENS_FOLDER, PageName

FEW, MANY = 8, 56
OF_A_MEASURE = (PageName.MEASURES, PageName.ASSESS, PageName.RESULT, PageName.HISTORY, PageName.REVIEW)
VIEWS = [
    *((name, {}) for name in PageName),
    *((PageName.COMPARE, {"view": view}) for view in ("ranking", "profiles", "effort", "municipalities")),
    *((PageName.WEIGHTING, {"part": part}) for part in ("firmness", "beside")),
    *((PageName.COORDINATION, {"part": part}) for part in ("assignments", "agreement", "conflicts")),
    (PageName.COORDINATION, {"proposal": "1"}),
    *((name, {MEASURE_PARAMETER: "7"}) for name in OF_A_MEASURE),
    (PageName.REVIEW, {"view": "all"}),
]


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What the database is asked meanwhile, transactions left out."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def hand_in(furnished: TestHouse) -> None:
    """Every second measure is submitted, and waits for a review by the desk."""
    person_id = furnished.actor.person_id
    with furnished.database.writing() as session:
        drafts = select(Measure).where(col(Measure.state) == MeasureState.DRAFT, col(Measure.id) % 2 == 1)
        for measure in session.exec(drafts):
            measure.state = MeasureState.SUBMITTED
            session.add(Assignment(measure_id=id_of(measure), person_id=person_id))
            for revision in session.exec(select(Revision).where(col(Revision.measure_id) == measure.id)):
                revision.submitted_at = now()


def asked_by_each_page() -> dict[str, int]:
    """The number of statements of one run of each page, the whole frame included."""
    counts = {}
    page = opened(PageName.START, {})
    for name, parameters in VIEWS:
        page.query_params.clear()
        page.query_params.update(parameters)
        without_failure(page.switch_page(f"{SCREENS_FOLDER.name}/{name.value}.py").run())
        with statements(house().database) as asked:
            without_failure(page.run())
        counts[f"{name.value} {parameters}"] = len(asked)
    return counts


def test_the_number_of_queries_is_the_same_for_few_and_for_many_measures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few_measures = large_house(tmp_path, FEW)
    hand_in(few_measures)
    few_measures.database.close()
    with app_on(tmp_path, monkeypatch):
        few = asked_by_each_page()
        many_measures = TestHouse(house().database)
        add_measures(many_measures, MANY - FEW)
        hand_in(many_measures)
        assert asked_by_each_page() == few
    assert min(few.values()) > 0
