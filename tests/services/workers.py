"""What the processes of the service tests do. Kept apart from the tests, so that it can be imported."""

from __future__ import annotations

from tests.houses import TestHouse
from tests.storage.harness import Channel
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import AnswerConflictError
from toolkit.storage import EVERYBODY, open_database

LEVELS = 5


def keep_answering(channel: Channel, url: str, measure_id: int, question: str, count: int) -> None:
    """Gives one answer after the other to one question, another level each time; confirms each version."""
    database = open_database(url, identity=EVERYBODY)
    house = TestHouse(database)
    for version in range(1, count + 1):
        change = AnswerInput.at(version % LEVELS)
        stored = house.answer(measure_id, question, change, based_on=version - 1)
        channel.confirm(f"{stored.version}")
    database.close()


def press_through(channel: Channel, url: str, measure_id: int, reason: str, count: int) -> None:
    """Writes the same field as the others; looks at theirs and repeats where somebody was faster."""
    database = open_database(url, identity=EVERYBODY)
    house = TestHouse(database)
    based_on = 0
    for number in range(count):
        change = AnswerInput(reason=f"{reason}-{number}")
        while True:
            try:
                based_on = house.answer(measure_id, "S1", change, based_on=based_on).version
                break
            except AnswerConflictError as conflict:
                based_on = conflict.theirs.version
        channel.confirm(f"{based_on}")
    database.close()
