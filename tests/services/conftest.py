import pytest

from tests.houses import TestHouse
from tests.meetings import SteeringRoom
from tests.worlds import AsBuilt


@pytest.fixture
def house(any_house: TestHouse) -> TestHouse:
    return any_house


@pytest.fixture
def sqlite_house(sqlite_furnished: TestHouse) -> TestHouse:
    """For rules that are tried many times: one database, with a municipality for which the desk acts."""
    sqlite_furnished.municipality("Beispielförde")
    return sqlite_furnished


@pytest.fixture
def room(sqlite_furnished: TestHouse, as_built: AsBuilt) -> SteeringRoom:
    return as_built(sqlite_furnished, SteeringRoom)


@pytest.fixture
def any_room(house: TestHouse, as_built: AsBuilt) -> SteeringRoom:
    """For what takes locks, freezes rows or sees through the database's own guards: on both databases."""
    return as_built(house, SteeringRoom)
