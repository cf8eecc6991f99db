"""The worlds that are copied instead of built: like the built one, and each a test's own."""

from __future__ import annotations

import pytest
from sqlmodel import Session, func, select

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.model import Answer, MeasureState, metadata
from toolkit.storage import verify_chain


def sizes(session: Session) -> dict[str, int]:
    return {
        table.name: session.exec(select(func.count()).select_from(table)).one()
        for table in metadata.sorted_tables
    }


def test_what_is_copied_is_as_it_was_built_and_whatever_is_done_to_it_stays_there(
    any_house: TestHouse, as_built: AsBuilt
) -> None:
    first = as_built(any_house, Reviewing.made)
    people = dict(first.people)
    with any_house.database.reading() as session:
        built = sizes(session)
    first.people["anna"] = 0
    first.submit()
    second = as_built(any_house, Reviewing.made)
    assert (second.people, second.state) == (people, MeasureState.DRAFT)
    with any_house.database.reading() as session:
        assert sizes(session) == built
        assert verify_chain(session) is None
    second.submit()
    assert second.state is MeasureState.SUBMITTED
    assert any_house.person("dora@example.de") == max(people.values()) + 1


@pytest.mark.parametrize("level", [2, 3])
def test_a_world_that_is_built_in_another_way_is_another_one(
    sqlite_furnished: TestHouse, as_built: AsBuilt, level: int
) -> None:
    as_built(sqlite_furnished, Reviewing.made, level=level)
    with sqlite_furnished.database.reading() as session:
        assert set(session.exec(select(Answer.level))) == {level}
