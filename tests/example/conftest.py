"""The example region, loaded once for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.houses import TestHouse
from toolkit.example import load_example
from toolkit.storage import open_database, prepare


@pytest.fixture(scope="session")
def region_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHouse]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('region') / 'region.sqlite3'}")
    prepare(database)
    house = TestHouse.furnished(database)
    with database.writing() as session:
        load_example(session, house.actor)
    yield house
    database.close()
