"""What the meeting says about each measure: pending, and taken back at will, until the meeting is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from toolkit.access import Action, Actor
from toolkit.messages import Message
from toolkit.model import (
    AgendaItem,
    Attendance,
    Ballot,
    Decision,
    Dissent,
    Meeting,
    MeetingState,
    Outcome,
    id_of,
    now,
)
from toolkit.services.attendances import own_attendance
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.meeting_record import AGREEING, AgendaEntry, MeetingRecord
from toolkit.services.meetings import held_item, held_meeting, next_step, open_meeting, record
from toolkit.workflow import StepNotPossibleError, steps_of_outcome

LONGEST_TEXT, LONGEST_NAME = 4000, 200
OPEN = MeetingState.OPEN


class DecisionConflictError(ServiceError):
    """Somebody else recorded another outcome meanwhile. Nothing was overwritten."""

    def __init__(self, theirs: Outcome) -> None:
        super().__init__(
            Message.of("meeting.decision_conflict", outcome=Message.of(f"meeting.outcome.{theirs.value}"))
        )
        self.theirs = theirs


def record_decision(
    session: Session,
    actor: Actor,
    *,
    item_id: int,
    based_on: int,
    outcome: Outcome,
    reason: str = "",
    condition: str = "",
    responsible: str = "",
    due_on: date | None = None,
    against_reason: str = "",
    merged_into_id: int | None = None,
) -> int:
    """Records the outcome of one point, or changes it; `based_on` is the version that the writer saw, 0 where
    there was none. What it needs is asked for: a condition its text, a deferral its date, a reference its
    body, and whatever goes against the order or a failed minimum requirement the reason why."""
    row, item = held_item(session, actor, item_id, Action.LEAD_MEETING, OPEN)
    opened = open_meeting(session, actor, meeting_id=id_of(row))
    entry = opened.by_id[item_id]
    said: dict[str, Any] = {
        "outcome": outcome,
        "reason": _text(reason),
        "condition": _text(condition) if outcome is Outcome.IMPLEMENT_WITH_CONDITION else "",
        "responsible": _short(responsible),
        "due_on": due_on,
        "against_reason": _text(against_reason) if opened.against(entry, outcome) else "",
        "merged_into_id": merged_into_id if outcome is Outcome.MERGE else None,
    }
    _refuse_incomplete(opened, entry, outcome, said)
    decision = session.exec(_of(item_id).with_for_update()).one_or_none()
    if decision is not None and all(getattr(decision, name) == value for name, value in said.items()):
        return id_of(decision)
    if (decision.version if decision else 0) != based_on:
        raise DecisionConflictError(decision.outcome if decision else outcome)
    return _store(session, actor, row, item, decision=decision, said=said)


def decide_block(session: Session, actor: Actor, *, meeting_id: int, reason: str = "") -> int:
    """All that is still in the block is taken together: to be implemented, without anybody objecting; gives
    how many points that were."""
    row = held_meeting(session, actor, meeting_id, Action.LEAD_MEETING, OPEN)
    opened = open_meeting(session, actor, meeting_id=meeting_id)
    together = [item for item in opened.block if item.decision is None]
    if not together:
        raise RefusedError(Message.of("meeting.empty_block"))
    for entry in together:
        said: dict[str, Any] = {
            "outcome": Outcome.IMPLEMENT,
            "reason": _text(reason),
            "condition": "",
            "responsible": "",
            "due_on": None,
            "against_reason": "",
            "merged_into_id": None,
        }
        _refuse_incomplete(opened, entry, Outcome.IMPLEMENT, said)
        _store(session, actor, row, session.get_one(AgendaItem, entry.item_id), decision=None, said=said)
    return len(together)


def pull_out_of_block(session: Session, actor: Actor, *, item_id: int) -> None:
    """Any member may have a point talked about by itself; what the block said of it is
    open again."""
    row, item = held_item(session, actor, item_id, Action.ATTEND, OPEN)
    if not item.in_block:
        return
    one = own_attendance(session, actor, id_of(row))
    if one is None:
        raise RefusedError(Message.of("meeting.not_on_the_list"))
    item.in_block, item.pulled_by_id = False, one.id
    session.add(item)
    decision = session.exec(_of(item_id)).one_or_none()
    if decision is not None:
        session.delete(decision)
        item.closed_at = None
    next_step(session, row)
    record(session, actor.person_id, row, "pull_out_of_block", of=("agenda_item", item_id), by=one.id)


def take_back_decision(session: Session, actor: Actor, *, item_id: int) -> None:
    """Undone, as long as the meeting is not closed."""
    row, item = held_item(session, actor, item_id, Action.LEAD_MEETING, OPEN)
    decision = session.exec(_of(item_id)).one_or_none()
    if decision is None:
        return
    record(session, actor.person_id, row, "take_back_decision", of=("decision", decision.id))
    session.delete(decision)
    item.closed_at = None
    session.add(item)
    next_step(session, row)


def note_dissent(session: Session, actor: Actor, *, item_id: int, attendance_id: int, text: str) -> None:
    """An opinion for the minutes, as its author wants it; an empty text takes it out again."""
    row, _ = held_item(session, actor, item_id, Action.LEAD_MEETING, OPEN)
    decision = session.exec(_of(item_id)).one_or_none()
    one = session.get(Attendance, attendance_id)
    if decision is None or one is None or one.meeting_id != row.id:
        raise NotFoundError(Message.of("meeting.no_decision_yet"))
    text = _text(text)
    found = session.exec(
        select(Dissent).where(
            col(Dissent.decision_id) == decision.id, col(Dissent.attendance_id) == attendance_id
        )
    ).one_or_none()
    if found is not None and not text:
        session.delete(found)
    elif text:
        found = found or Dissent(decision_id=id_of(decision), attendance_id=attendance_id)
        found.text = text
        session.add(found)
    next_step(session, row)
    record(
        session,
        actor.person_id,
        row,
        "note_dissent",
        of=("decision", decision.id),
        attendance=attendance_id,
        text=text,
    )


def _store(
    session: Session,
    actor: Actor,
    row: Meeting,
    item: AgendaItem,
    *,
    decision: Decision | None,
    said: dict[str, Any],
) -> int:
    if decision is None:
        decision = Decision(agenda_item_id=id_of(item), outcome=said["outcome"], version=0)
    for name, value in said.items():
        setattr(decision, name, value)
    decision.recorded_by_id, decision.recorded_at = actor.person_id, now()
    decision.version += 1
    item.closed_at = now()
    session.add_all([decision, item])
    for ballot in session.exec(
        select(Ballot).where(col(Ballot.agenda_item_id) == item.id, col(Ballot.closed_at).is_(None))
    ):
        ballot.closed_at = now()
    next_step(session, row)
    plain = {name: value.value if isinstance(value, Outcome) else value for name, value in said.items()}
    record(session, actor.person_id, row, "record_decision", of=("decision", id_of(decision)), **plain)
    return id_of(decision)


def _refuse_incomplete(
    opened: MeetingRecord, item: AgendaEntry, outcome: Outcome, said: dict[str, Any]
) -> None:
    if item.measure_id is None or item.state is None:
        raise RefusedError(Message.of("meeting.nothing_to_ask"))
    try:
        steps_of_outcome(item.state, outcome)
    except StepNotPossibleError as error:
        raise RefusedError(error.message) from error
    missing = _missing(opened, item, outcome, said)
    if missing is not None:
        raise InvalidError(missing)


def _missing(
    opened: MeetingRecord, item: AgendaEntry, outcome: Outcome, said: dict[str, Any]
) -> Message | None:
    against = opened.against(item, outcome)
    if against is not None and not said["against_reason"]:
        return Message.of("meeting.asks_why", against=against.message)
    needs = {
        Outcome.IMPLEMENT_WITH_CONDITION: ("condition", "meeting.needs_condition"),
        Outcome.DEFER: ("due_on", "meeting.needs_date"),
        Outcome.REFER: ("responsible", "meeting.needs_body"),
        Outcome.MERGE: ("merged_into_id", "meeting.needs_target"),
    }
    if outcome in needs and not said[needs[outcome][0]]:
        return Message.of(needs[outcome][1])
    if outcome is Outcome.MERGE and not _is_target(opened, item, said["merged_into_id"]):
        return Message.of("meeting.needs_target")
    if outcome not in AGREEING and not said["reason"]:
        return Message.of("meeting.needs_reason")
    return None


def _is_target(opened: MeetingRecord, item: AgendaEntry, target: object) -> bool:
    """Another measure of the comparison, which does not itself go into another one in this meeting."""
    merged = {
        other.measure_id
        for other in opened.items
        if other.decision is not None and other.decision.outcome is Outcome.MERGE
    }
    into = {other.decision.merged_into_id for other in opened.items if other.decision and other is not item}
    return (
        target in opened.standings
        and target != item.measure_id
        and target not in merged
        and item.measure_id not in into
    )


def _of(item_id: int) -> SelectOfScalar[Decision]:
    return select(Decision).where(col(Decision.agenda_item_id) == item_id)


def _text(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise InvalidError(Message.of("meeting.too_long", longest=LONGEST_TEXT))
    return text


def _short(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST_NAME:
        raise InvalidError(Message.of("meeting.too_long", longest=LONGEST_NAME))
    return text
