import pytest

from tests.houses import TestHouse


@pytest.fixture
def house(any_house: TestHouse) -> TestHouse:
    return any_house
