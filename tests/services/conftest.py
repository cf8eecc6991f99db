import pytest

from tests.houses import TestHouse


@pytest.fixture
def house(any_house: TestHouse) -> TestHouse:
    return any_house


@pytest.fixture
def sqlite_house(sqlite_furnished: TestHouse) -> TestHouse:
    """For rules that are tried many times: one database, with a municipality for which the desk acts."""
    sqlite_furnished.municipality("Beispielförde")
    return sqlite_furnished
