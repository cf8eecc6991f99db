"""Two meetings in the world of the leak test: one is closed, about measure d; one is open, about measure f.

Held by the services, so that what they publish is what a real meeting publishes; each text holds a marker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlmodel import col, select

from tests.access.markers import marked
from toolkit.access import Actor
from toolkit.model import (
    AgendaItem,
    Attendance,
    BallotAnswer,
    BallotKind,
    Condition,
    ConditionState,
    CouncilStep,
    Decision,
    Outcome,
    RecusalManner,
    id_of,
)
from toolkit.services.agenda import add_topic, prepare_meeting
from toolkit.services.attendances import add_guest, note_arrival, recuse
from toolkit.services.ballots import open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.conditions import add_council_step, follow_condition, note_council_result
from toolkit.services.decisions import note_dissent, record_decision
from toolkit.services.guests import GuestPass, enter_as_guest, issue_pin
from toolkit.services.leading import begin_meeting, show_on_screens
from toolkit.services.meetings import open_meeting
from toolkit.storage import Database

DAY = date(2030, 3, 1)
CLOSED, OPEN = 1, 2
"""Their ids."""


def meet(
    database: Database, chair: Actor, *, programme_id: int, measures: Mapping[str, int], member_id: int
) -> str:
    """Gives the token by which a guest looks at the open one."""

    def does(verb: Callable[..., Any], **values: Any) -> Any:
        with database.writing() as session:
            return verb(session, chair, **values)

    room = _Room(does, database, programme_id, member_id)
    room.talks_about(measures["d"], "met", says="decided")
    does(close_meeting, meeting_id=CLOSED)
    room.follows_up()
    room.talks_about(measures["f"], "open", says="pending")
    with database.reading() as session:
        uuid = open_meeting(session, chair, meeting_id=OPEN).uuid
    pin = does(issue_pin, attendance_id=room.guest)
    with database.writing() as session:
        let_in = enter_as_guest(session, meeting=uuid, attendance_id=room.guest, pin=pin)
    assert isinstance(let_in, GuestPass)
    return let_in.token


class _Room:
    def __init__(
        self, does: Callable[..., Any], database: Database, programme_id: int, member_id: int
    ) -> None:
        self.does, self.database = does, database
        self.programme_id, self.member_id = programme_id, member_id
        self.guest = 0

    def talks_about(self, measure_id: int, meeting: str, *, says: str) -> None:
        """A meeting with one measure and one topic, up to the outcome of the measure."""
        meeting_id = self.does(
            prepare_meeting,
            programme_id=self.programme_id,
            title=marked(f"{meeting}title"),
            body=marked(f"{meeting}body"),
            place=marked(f"{meeting}place"),
            held_on=DAY,
            measures=[measure_id],
        )
        self.does(add_topic, meeting_id=meeting_id, title=marked("topic"), minutes=5)
        named = {"name": marked("guest"), "organisation": marked("guestof"), "votes": True}
        beside, self.guest = (self.does(add_guest, meeting_id=meeting_id, **named) for _ in range(2))
        self.does(begin_meeting, meeting_id=meeting_id)
        item, member = self._point(meeting_id, measure_id)
        for place in (member, beside, self.guest):
            self.does(note_arrival, attendance_id=place)
        self.does(
            recuse,
            item_id=item,
            attendance_id=member,
            manner=RecusalManner.LEFT_ROOM,
            reason=marked("recused"),
        )
        self._votes(self.does(open_ballot, item_id=item, kind=BallotKind.VOTE), beside)
        self.does(show_on_screens, meeting_id=meeting_id, view="item", item_id=item)
        self._decides(item, says)
        self.does(note_dissent, item_id=item, attendance_id=member, text=marked("dissent"))

    def _point(self, meeting_id: int, measure_id: int) -> tuple[int, int]:
        with self.database.reading() as session:
            item = select(AgendaItem).where(
                col(AgendaItem.meeting_id) == meeting_id, col(AgendaItem.measure_id) == measure_id
            )
            member = select(Attendance).where(
                col(Attendance.meeting_id) == meeting_id, col(Attendance.person_id) == self.member_id
            )
            return id_of(session.exec(item).one()), id_of(session.exec(member).one())

    def _votes(self, ballot_id: int, beside: int) -> None:
        """No choice that there is: whoever finds it finds what somebody answered."""
        with self.database.writing() as session:
            for place, answer in ((self.guest, "ZQballotQZ"), (beside, "ZQballotbesideQZ")):
                session.add(BallotAnswer(ballot_id=ballot_id, attendance_id=place, answer=answer))

    def _decides(self, item_id: int, says: str) -> None:
        decision_id = self.does(
            record_decision,
            item_id=item_id,
            based_on=0,
            outcome=Outcome.IMPLEMENT_WITH_CONDITION,
            reason=marked(says),
            condition=marked(says),
            responsible=marked(says),
            due_on=DAY,
        )
        with self.database.writing() as session:
            # Asked for only where the order speaks against it.
            session.get_one(Decision, decision_id).against_reason = marked(f"{says}against")

    def follows_up(self) -> None:
        with self.database.reading() as session:
            condition = session.exec(select(Condition)).one()
        decision_id = condition.decision_id
        self.does(
            follow_condition,
            condition_id=id_of(condition),
            based_on=condition.version,
            state=ConditionState.MET,
            note=marked("followed"),
        )
        self.does(add_council_step, decision_id=decision_id, body=marked("council"), held_on=DAY)
        with self.database.reading() as session:
            step = session.exec(select(CouncilStep)).one()
        self.does(note_council_result, step_id=id_of(step), based_on=step.version, result=marked("council"))
