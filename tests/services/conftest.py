import pytest

from tests.houses import TestHouse
from toolkit.storage import Database


@pytest.fixture
def house(any_database: Database) -> TestHouse:
    """A furnished house, on SQLite and on PostgreSQL in turn."""
    return TestHouse.furnished(any_database)


@pytest.fixture
def sqlite_house(sqlite_database: Database) -> TestHouse:
    """For rules that are tried many times: one database, with a municipality for which the desk acts."""
    house = TestHouse.furnished(sqlite_database)
    house.municipality("Beispielförde")
    return house
