import pytest

from tests.houses import TestHouse
from toolkit.storage import Database


@pytest.fixture
def house(any_database: Database) -> TestHouse:
    """A furnished house, on SQLite and on PostgreSQL in turn."""
    return TestHouse.furnished(any_database)
