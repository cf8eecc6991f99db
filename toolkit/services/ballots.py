"""Asking the room: a Stimmungsbild, which is no vote, and votes; on devices, by raised hands, or both."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor
from toolkit.messages import Message
from toolkit.model import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotAnswer,
    BallotKind,
    Meeting,
    MeetingState,
    id_of,
    now,
)
from toolkit.services.attendances import own_attendance
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.guests import Guest
from toolkit.services.meeting_record import CHOICES, AgendaEntry, BallotEntry
from toolkit.services.meetings import (
    agenda_items,
    attendees,
    held_item,
    held_meeting,
    next_step,
    open_meeting,
    record,
)

OPEN = MeetingState.OPEN


def open_ballot(session: Session, actor: Actor, *, item_id: int, kind: BallotKind) -> int:
    row, item = held_item(session, actor, item_id, Action.LEAD_MEETING, OPEN)
    if item.measure_id is None:
        raise RefusedError(Message.of("meeting.nothing_to_ask"))
    if _open_one(session, item_id) is not None:
        raise RefusedError(Message.of("meeting.ballot_is_open"))
    ballot = Ballot(agenda_item_id=item_id, kind=kind)
    session.add(ballot)
    next_step(session, row)
    record(session, actor.person_id, row, "open_ballot", of=("ballot", ballot.id), kind=kind.value)
    return id_of(ballot)


def close_ballot(session: Session, actor: Actor, *, ballot_id: int) -> None:
    row, ballot = _held(session, actor, ballot_id)
    if ballot.closed_at is not None:
        return
    ballot.closed_at = now()
    session.add(ballot)
    next_step(session, row)
    record(session, actor.person_id, row, "close_ballot", of=("ballot", ballot_id))


def remove_ballot(session: Session, actor: Actor, *, ballot_id: int) -> None:
    """Taken back, for instance because the wrong question was asked; until the meeting is closed."""
    row, ballot = _held(session, actor, ballot_id)
    session.delete(ballot)
    next_step(session, row)
    record(session, actor.person_id, row, "remove_ballot", of=("ballot", ballot_id))


def count_hands(
    session: Session, actor: Actor, *, ballot_id: int, counts: Mapping[str, int], based_on: int
) -> None:
    """Raised hands of those who have not answered on a device; together never more than may answer."""
    row, ballot = _held(session, actor, ballot_id)
    entry, item, may_answer = _entry(session, actor, row, ballot)
    if set(counts) - set(CHOICES[ballot.kind]) or any(count < 0 for count in counts.values()):
        raise InvalidError(Message.of("meeting.hands_wrong"))
    if ballot.version != based_on and dict(ballot.by_hand) != dict(counts):
        raise RefusedError(Message.of("meeting.changed_meanwhile"))
    if sum(counts.values()) + len(entry.answers) > may_answer:
        raise InvalidError(
            Message.of(
                "meeting.too_many_hands", count=may_answer, answered=len(entry.answers), title=item.title
            )
        )
    ballot.by_hand = dict(counts)
    ballot.version += 1
    session.add(ballot)
    next_step(session, row)
    record(session, actor.person_id, row, "count_hands", of=("ballot", ballot_id), **counts)


def answer_ballot(session: Session, who: Actor | Guest, *, ballot_id: int, answer: str) -> None:
    """One's own answer, which may be changed while the question is open."""
    ballot = session.get(Ballot, ballot_id)
    item = session.get_one(AgendaItem, ballot.agenda_item_id) if ballot else None
    if ballot is None or item is None:
        raise NotFoundError(Message.of("meeting.unknown_ballot"))
    row, one = _answering(session, who, item.meeting_id)
    if answer not in CHOICES[ballot.kind]:
        raise InvalidError(Message.of("meeting.unknown_answer"))
    if ballot.closed_at is not None:
        raise RefusedError(Message.of("meeting.ballot_is_closed"))
    _refuse_without_part(session, ballot, item, one)
    given = session.exec(
        select(BallotAnswer).where(
            col(BallotAnswer.ballot_id) == ballot_id, col(BallotAnswer.attendance_id) == one.id
        )
    ).one_or_none()
    if given is None:
        given = BallotAnswer(ballot_id=ballot_id, attendance_id=id_of(one), answer=answer)
    else:
        given.answer, given.answered_at, given.version = answer, now(), given.version + 1
    session.add(given)
    session.flush()
    actor_id = who.person_id if isinstance(who, Actor) else None
    # Not a step: a whole room answers at once, and the chair's screen counts by itself.
    record(
        session,
        actor_id,
        row,
        "answer_ballot",
        of=("ballot", ballot_id),
        attendance=one.id,
        answer=answer,
    )


def answers_so_far(session: Session, ballot_id: int) -> int:
    """How many devices have answered: what the chair waits for."""
    return len(session.exec(select(BallotAnswer.id).where(col(BallotAnswer.ballot_id) == ballot_id)).all())


def _answering(session: Session, who: Actor | Guest, meeting_id: int) -> tuple[Meeting, Attendance]:
    if isinstance(who, Guest):
        row = session.exec(select(Meeting).where(col(Meeting.id) == meeting_id).with_for_update()).one()
        one = session.get(Attendance, who.attendance_id)
        if row.id != who.meeting_id or one is None or row.state is not OPEN:
            raise NotFoundError(Message.of("meeting.unknown_ballot"))
        return row, one
    row = held_meeting(session, who, meeting_id, Action.ATTEND, OPEN)
    found = own_attendance(session, who, meeting_id)
    if found is None:
        raise RefusedError(Message.of("meeting.not_on_the_list"))
    return row, found


def _refuse_without_part(session: Session, ballot: Ballot, item: AgendaItem, one: Attendance) -> None:
    if one.came_at is None or one.left_at is not None:
        raise RefusedError(Message.of("meeting.not_here"))
    # Cheaper than the whole record, as a whole room answers at once; the same rule (`AgendaEntry.hindrance`).
    entry = next(each for each in agenda_items(session, item.meeting_id) if each.item_id == item.id)
    attendee = next(each for each in attendees(session, item.meeting_id) if each.attendance_id == one.id)
    hindrance = entry.hindrance(attendee, ballot.kind)
    if hindrance is not None:
        raise RefusedError(hindrance)


def _held(session: Session, actor: Actor, ballot_id: int) -> tuple[Meeting, Ballot]:
    ballot = session.get(Ballot, ballot_id)
    if ballot is None:
        raise NotFoundError(Message.of("meeting.unknown_ballot"))
    row, _ = held_item(session, actor, ballot.agenda_item_id, Action.LEAD_MEETING, OPEN)
    return row, ballot


def _entry(
    session: Session, actor: Actor, row: Meeting, ballot: Ballot
) -> tuple[BallotEntry, AgendaEntry, int]:
    opened = open_meeting(session, actor, meeting_id=id_of(row))
    item = opened.by_id[ballot.agenda_item_id]
    entry = next(each for each in item.ballots if each.ballot_id == ballot.id)
    return entry, item, len(opened.eligible(item, ballot.kind))


def _open_one(session: Session, item_id: int) -> Ballot | None:
    return session.exec(
        select(Ballot).where(col(Ballot.agenda_item_id) == item_id, col(Ballot.closed_at).is_(None))
    ).first()
