from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.exchange.meetings import HeldMeeting, held_meeting
from tests.exchange.region import LoadedRegion, loaded_region, reviewed_item
from tests.houses import TestHouse
from toolkit.exchange.item import Item
from toolkit.storage import Database, open_database, prepare


@pytest.fixture
def house(any_house: TestHouse) -> TestHouse:
    return any_house


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedRegion]:
    """The example region, loaded once and only read."""
    with _database(tmp_path_factory, "region") as database:
        yield loaded_region(TestHouse.furnished(database))


@pytest.fixture(scope="session")
def item(region: LoadedRegion) -> Item:
    return reviewed_item(region)


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HeldMeeting]:
    """A closed meeting with everything that its documents have to tell, only read."""
    with _database(tmp_path_factory, "meeting") as database:
        yield held_meeting(TestHouse.furnished(database))


@contextmanager
def _database(folders: pytest.TempPathFactory, name: str) -> Iterator[Database]:
    database = open_database(f"sqlite:///{folders.mktemp(name) / 'toolkit.sqlite3'}")
    prepare(database)
    yield database
    database.close()
