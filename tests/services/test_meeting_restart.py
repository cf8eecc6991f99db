"""The power fails in the middle of a meeting: afterwards it goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.houses import TestHouse
from tests.meetings import SteeringRoom
from toolkit.model import BallotKind, MeetingState, Outcome
from toolkit.services.ballots import answer_ballot, open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import record_decision
from toolkit.services.leading import show_on_screens
from toolkit.storage import Database, open_database

# Closes the meeting, and dies with everything written and nothing committed.
KILLED = """
import os, signal, sys
from tests.houses import TestHouse
from toolkit.services.closing import close_meeting
from toolkit.storage import open_database
house = TestHouse(open_database(sys.argv[1]))
actor = house.actor_of(int(sys.argv[2]))
with house.database.writing() as session:
    close_meeting(session, actor, meeting_id=int(sys.argv[3]))
    session.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_while_closing_leaves_the_meeting_open_with_all_that_was_said(
    sqlite_database: Database, tmp_path: Path
) -> None:
    room = SteeringRoom(TestHouse.furnished(sqlite_database)).begun()
    item_id = room.item("Solarkataster").item_id
    room.does(show_on_screens, meeting_id=room.meeting_id, view="item", item_id=item_id)
    vote = room.does(open_ballot, item_id=item_id, kind=BallotKind.VOTE)
    room.does(answer_ballot, "mia", ballot_id=vote, answer="yes")
    last = room.item("Parkleitsystem").item_id
    room.does(record_decision, item_id=last, based_on=0, outcome=Outcome.REJECT, reason="Zu früh")
    before = room.record()
    url = f"sqlite:///{sqlite_database.file}"
    sqlite_database.close()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, url, str(room.people["vera"]), str(room.meeting_id)],
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert killed.returncode == -signal.SIGKILL
    room.house = TestHouse(open_database(url))
    assert room.record() == before
    assert (before.state, before.items[0].ballots[0].counts["yes"]) == (MeetingState.OPEN, 1)
    room.does(close_meeting, meeting_id=room.meeting_id)
    assert room.record().state is MeetingState.CLOSED
    room.house.database.close()
