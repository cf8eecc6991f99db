"""The power fails in the middle of a meeting, after any step: afterwards it goes on where it was."""

from __future__ import annotations

from tests.houses import TestHouse
from tests.meetings import SteeringRoom
from tests.services.workers import STEPS, hold_meeting
from tests.storage.harness import running
from tests.storage.workers import address
from toolkit.model import MeasureState, MeetingState
from toolkit.storage import check_database


def test_whoever_goes_on_after_a_kill_finds_every_step_that_was_taken_and_nothing_of_the_one_in_flight(
    house: TestHouse,
) -> None:
    room = SteeringRoom(house)
    room.prepared()
    stands = repr(room.record())
    for number in range(len(STEPS)):
        with running(hold_meeting, address(house.database), room.facts, number) as leader:
            found, now_stands = leader.next_line(), leader.next_line()
            assert found == stands
            assert now_stands != found
            if number + 1 < len(STEPS):
                assert leader.next_line() != now_stands
                leader.kill()
                assert leader.join() == -9
        stands = now_stands
    closed = room.record()
    assert repr(closed) == stands
    assert (closed.state, [each.counts for each in room.item("Parkleitsystem").ballots]) == (
        MeetingState.CLOSED,
        [{"yes": 1, "no": 1, "abstain": 0}],
    )
    assert [room.state(title) for title in room.measures] == [
        MeasureState.IN_IMPLEMENTATION,
        MeasureState.IN_IMPLEMENTATION,
        MeasureState.REVIEWED,
        MeasureState.REJECTED,
    ]
    with house.database.reading() as session:
        assert check_database(session) == ()
