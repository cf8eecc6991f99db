"""A meeting of the region's steering group, held and closed as on the page: chair and members do their part.

Only the hour at which it began is set back without a verb, because nobody waits for the region to be loaded
until a meeting is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.example.cast import Cast, working_as
from toolkit.example.people_content import DESK
from toolkit.example.steering_content import HeldItem, Holding, WrittenBallot, WrittenDecision, WrittenRecusal
from toolkit.model import AgendaItem, AgendaKind, Attendance, Meeting, id_of, now
from toolkit.services.attendances import note_arrival, note_return, recuse
from toolkit.services.ballots import answer_ballot, close_ballot, count_hands, open_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import decide_block, note_dissent, pull_out_of_block, record_decision
from toolkit.services.leading import begin_meeting, close_topic


@dataclass(frozen=True, slots=True)
class _Room:
    """Who is in it: the chair, and by name their places on the attendance list."""

    session: Session
    cast: Cast
    chair: Actor
    places: Mapping[str, int]

    def led(self) -> AbstractContextManager[Actor]:
        return working_as(self.session, self.chair)

    def member(self, name: str) -> AbstractContextManager[Actor]:
        return working_as(self.session, self.cast.people[name])


def hold_meeting(
    session: Session,
    cast: Cast,
    written: Holding,
    chair: Actor,
    *,
    meeting_id: int,
    points: Mapping[str, int],
) -> None:
    """`points` are the items of the agenda by the measures' keys."""
    room = _Room(session, cast, chair, _places(session, cast, meeting_id))
    with room.led():
        begin_meeting(session, chair, meeting_id=meeting_id)
        for name, place in room.places.items():
            if name not in written.absent:
                note_arrival(session, chair, attendance_id=place)
    _set_back(session, meeting_id, written.minutes)
    for item in written.items:
        if item.pulled_by is not None:
            with room.member(item.pulled_by) as member:
                pull_out_of_block(session, member, item_id=points[item.measure])
    with room.led():
        decide_block(session, chair, meeting_id=meeting_id, reason=written.block_reason)
    for item in written.items:
        _talk_about(room, item, points[item.measure])
    with room.led():
        for topic in _topics(session, meeting_id):
            close_topic(session, chair, item_id=topic)
        close_meeting(session, chair, meeting_id=meeting_id)


def _places(session: Session, cast: Cast, meeting_id: int) -> Mapping[str, int]:
    """Of those whom the file names; who sits at the single desk stands on the list too, and did not come."""
    names = {actor.person_id: name for name, actor in cast.people.items() if name != DESK}
    rows = session.exec(
        select(Attendance)
        .where(col(Attendance.meeting_id) == meeting_id, col(Attendance.person_id).in_(names))
        .order_by(col(Attendance.id))
    )
    return {names[row.person_id]: id_of(row) for row in rows if row.person_id is not None}


def _topics(session: Session, meeting_id: int) -> tuple[int, ...]:
    rows = session.exec(
        select(AgendaItem)
        .where(col(AgendaItem.meeting_id) == meeting_id, col(AgendaItem.kind) == AgendaKind.TOPIC)
        .order_by(col(AgendaItem.position))
    )
    return tuple(map(id_of, rows))


def _set_back(session: Session, meeting_id: int, minutes: int) -> None:
    begun = now() - timedelta(minutes=minutes)
    session.get_one(Meeting, meeting_id).opened_at = begun
    came = select(Attendance).where(
        col(Attendance.meeting_id) == meeting_id, col(Attendance.came_at).is_not(None)
    )
    for one in session.exec(came):
        one.came_at = begun
    session.flush()


def _talk_about(room: _Room, written: HeldItem, item_id: int) -> None:
    if written.recusal is not None:
        _recuse(room, written.recusal, item_id)
    if written.ballot is not None:
        _ask(room, written.ballot, item_id)
    if written.recusal is not None:
        with room.led() as chair:
            place = room.places[written.recusal.person]
            note_return(room.session, chair, item_id=item_id, attendance_id=place)
    if written.decision is not None:
        _decide(room, written.decision, item_id)


def _recuse(room: _Room, written: WrittenRecusal, item_id: int) -> None:
    with room.led() as chair:
        recuse(
            room.session,
            chair,
            item_id=item_id,
            attendance_id=room.places[written.person],
            manner=written.manner,
            reason=written.reason,
        )


def _ask(room: _Room, written: WrittenBallot, item_id: int) -> None:
    with room.led() as chair:
        ballot_id = open_ballot(room.session, chair, item_id=item_id, kind=written.kind)
    for name, answer in written.answers.items():
        with room.member(name) as member:
            answer_ballot(room.session, member, ballot_id=ballot_id, answer=answer)
    with room.led() as chair:
        if written.by_hand:
            count_hands(room.session, chair, ballot_id=ballot_id, counts=written.by_hand, based_on=1)
        close_ballot(room.session, chair, ballot_id=ballot_id)


def _decide(room: _Room, written: WrittenDecision, item_id: int) -> None:
    with room.led() as chair:
        record_decision(
            room.session,
            chair,
            item_id=item_id,
            based_on=0,
            outcome=written.outcome,
            reason=written.reason,
            condition=written.condition,
            responsible=written.responsible,
            due_on=None if written.due_in is None else room.cast.day(written.due_in),
            against_reason=written.against_reason,
        )
        for name, text in written.dissents.items():
            place = room.places[name]
            note_dissent(room.session, chair, item_id=item_id, attendance_id=place, text=text)
