"""What the processes of the service tests do. Kept apart from the tests, so that it can be imported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.houses import TestHouse
from tests.meetings import SteeringRoom
from tests.storage.harness import Channel
from toolkit.model import BallotKind, Outcome, RecusalManner
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import AnswerConflictError
from toolkit.services.attendances import add_guest, arrive, recuse
from toolkit.services.ballots import answer_ballot, close_ballot, open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import decide_block, record_decision
from toolkit.services.guests import issue_pin
from toolkit.services.leading import begin_meeting, show_on_screens
from toolkit.services.meetings import open_meeting
from toolkit.storage import EVERYBODY, open_database

LEVELS = 5


def _of_meeting(room: SteeringRoom, **values: Any) -> dict[str, Any]:
    return {"meeting_id": room.meeting_id, **values}


def _of_item(room: SteeringRoom, **values: Any) -> dict[str, Any]:
    return {"item_id": room.item("Parkleitsystem").item_id, **values}


def _of_ballot(room: SteeringRoom, **values: Any) -> dict[str, Any]:
    return {"ballot_id": room.item("Parkleitsystem").ballots[0].ballot_id, **values}


# One of each kind, in the order of a meeting: who does what with what.
Values = Callable[[SteeringRoom], dict[str, Any]]
STEPS: tuple[tuple[str, Callable[..., Any], Values], ...] = (
    ("vera", begin_meeting, _of_meeting),
    ("mia", arrive, _of_meeting),
    ("vera", add_guest, lambda room: _of_meeting(room, name="Gerda Gast", votes=True)),
    ("vera", issue_pin, lambda room: {"attendance_id": room.record().people[-1].attendance_id}),
    ("vera", decide_block, _of_meeting),
    ("vera", show_on_screens, lambda room: _of_meeting(room, view="item", **_of_item(room))),
    (
        "vera",
        recuse,
        lambda room: _of_item(room, attendance_id=room.place("noah"), manner=RecusalManner.LEFT_ROOM),
    ),
    ("vera", open_ballot, lambda room: _of_item(room, kind=BallotKind.VOTE)),
    ("mia", answer_ballot, lambda room: _of_ballot(room, answer="yes")),
    ("vera", answer_ballot, lambda room: _of_ballot(room, answer="no")),
    ("vera", close_ballot, _of_ballot),
    (
        "vera",
        record_decision,
        lambda room: _of_item(room, based_on=0, outcome=Outcome.REJECT, reason="Zu früh"),
    ),
    ("vera", close_meeting, _of_meeting),
)


def hold_meeting(channel: Channel, url: str, facts: dict[str, Any], number: int) -> None:
    """Says what it finds, takes one step, says what stands now, and waits in the middle of the next step,
    with everything of it written and nothing committed."""
    room = SteeringRoom.again(TestHouse(open_database(url, identity=EVERYBODY)), facts)
    channel.confirm(repr(room.record()))
    who, verb, values = STEPS[number]
    room.does(verb, who, **values(room))
    channel.confirm(repr(room.record()))
    if number + 1 < len(STEPS):
        who, verb, values = STEPS[number + 1]
        actor, given = room.actor(who), values(room)
        with room.house.database.writing() as session:
            verb(session, actor, **given)
            channel.confirm(repr(open_meeting(session, actor, meeting_id=room.meeting_id)))
            channel.wait_for_word()
    room.house.database.close()


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
