"""After a meeting: conditions are followed, and a council paper's way through the bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, visible_decisions
from toolkit.messages import Message
from toolkit.model import (
    AgendaItem,
    Condition,
    ConditionState,
    CouncilStep,
    Decision,
    Measure,
    Meeting,
    Outcome,
    id_of,
    now,
)
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.meeting_record import ConditionEntry
from toolkit.services.meetings import condition_entry
from toolkit.services.weighting import require_steering
from toolkit.storage import record_event

LONGEST_TEXT, LONGEST_LINE = 4000, 200


@dataclass(frozen=True, slots=True)
class PublishedDecision:
    """What a closed meeting said about a measure, for its page and its history."""

    meeting: str
    body: str
    held_on: date
    outcome: Outcome
    reason: str
    condition: str
    responsible: str
    due_on: date | None
    against_reason: str
    published_at: datetime
    followed: ConditionEntry | None


def published_decisions(session: Session, actor: Actor, *, measure_id: int) -> tuple[PublishedDecision, ...]:
    """What meetings said about a measure, the newest first; nothing before it is published."""
    rows = session.exec(
        select(Decision, Meeting, Condition)
        .join(AgendaItem, col(AgendaItem.id) == col(Decision.agenda_item_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .outerjoin(Condition, col(Condition.decision_id) == col(Decision.id))
        .where(
            col(AgendaItem.measure_id) == measure_id,
            col(Decision.published_at).is_not(None),
            col(Decision.id).in_(visible_decisions(actor)),
        )
        .order_by(col(Decision.published_at).desc(), col(Decision.id).desc())
    )
    return tuple(
        PublishedDecision(
            meeting.title,
            meeting.body,
            meeting.held_on,
            row.outcome,
            row.reason,
            row.condition,
            row.responsible,
            row.due_on,
            row.against_reason,
            row.published_at,
            condition_entry(condition) if condition else None,
        )
        for row, meeting, condition in rows
        if row.published_at is not None
    )


def follow_condition(
    session: Session, actor: Actor, *, condition_id: int, based_on: int, state: ConditionState, note: str
) -> None:
    """Met, lapsed, or open again, with a note; who leads meetings says so."""
    row = session.exec(
        select(Condition).where(col(Condition.id) == condition_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError(Message.of("meeting.unknown_condition"))
    measure = session.get_one(Measure, row.measure_id)
    require_steering(session, actor, Action.LEAD_MEETING, measure.programme_id)
    note = note.strip()
    if len(note) > LONGEST_TEXT:
        raise InvalidError(Message.of("meeting.too_long", longest=LONGEST_TEXT))
    if (row.state, row.note) == (state, note):
        return
    if row.version != based_on:
        raise RefusedError(Message.of("meeting.changed_meanwhile"))
    row.state, row.note, row.changed_at = state, note, now()
    row.version += 1
    session.add(row)
    _record(
        session,
        (actor, measure.programme_id),
        "follow_condition",
        row,
        state=state.value,
        note=note,
    )


def add_council_step(
    session: Session, actor: Actor, *, decision_id: int, body: str, held_on: date | None
) -> int:
    """One more body on the way of the council paper."""
    programme_id = _published_in(session, actor, decision_id)
    taken = session.exec(
        select(CouncilStep.position).where(col(CouncilStep.decision_id) == decision_id)
    ).all()
    row = CouncilStep(
        decision_id=decision_id, position=max(taken, default=0) + 1, body=_line(body), held_on=held_on
    )
    if not row.body:
        raise InvalidError(Message.of("meeting.needs_body"))
    session.add(row)
    session.flush()
    _record(session, (actor, programme_id), "add_council_step", row, body=row.body)
    return id_of(row)


def note_council_result(session: Session, actor: Actor, *, step_id: int, based_on: int, result: str) -> None:
    row = session.get(CouncilStep, step_id)
    if row is None:
        raise NotFoundError(Message.of("meeting.unknown_item"))
    programme_id = _published_in(session, actor, row.decision_id)
    result = _line(result)
    if row.result == result:
        return
    if row.version != based_on:
        raise RefusedError(Message.of("meeting.changed_meanwhile"))
    row.result, row.version = result, row.version + 1
    session.add(row)
    _record(session, (actor, programme_id), "note_council_result", row, result=result)


def _published_in(session: Session, actor: Actor, decision_id: int) -> int:
    """The programme of a published decision in which the actor leads meetings."""
    programme_id = session.exec(
        select(Meeting.programme_id)
        .join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
        .join(Decision, col(Decision.agenda_item_id) == col(AgendaItem.id))
        .where(
            col(Decision.id) == decision_id,
            col(Decision.published_at).is_not(None),
            col(Decision.id).in_(visible_decisions(actor)),
        )
    ).one_or_none()
    if programme_id is None:
        raise NotFoundError(Message.of("meeting.no_decision_yet"))
    require_steering(session, actor, Action.LEAD_MEETING, programme_id)
    return programme_id


def _line(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST_LINE:
        raise InvalidError(Message.of("meeting.too_long", longest=LONGEST_LINE))
    return text


def _record(
    session: Session,
    by: tuple[Actor, int],
    action: str,
    row: Condition | CouncilStep,
    **changes: object,
) -> None:
    record_event(
        session,
        actor_id=by[0].person_id,
        programme_id=by[1],
        measure_id=None,
        action=action,
        thing=str(row.__tablename__),
        thing_id=row.id,
        changes=changes,
    )
