"""Closing a meeting: one act publishes all outcomes, and a snapshot keeps what the group had before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib.metadata import version
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor
from toolkit.model import (
    AgendaItem,
    Ballot,
    Condition,
    CouncilStep,
    Decision,
    Meeting,
    MeetingState,
    Outcome,
    Snapshot,
    now,
)
from toolkit.services.errors import RefusedError
from toolkit.services.guests import end_guest_access
from toolkit.services.measures import moved, open_measure
from toolkit.services.meeting_record import AgendaEntry, DecisionEntry, MeetingRecord
from toolkit.services.meetings import held_meeting, next_step, open_meeting, record
from toolkit.services.rounds import send_back_decided
from toolkit.workflow import Step, StepNotPossibleError, steps_of_outcome

_APP_VERSION = version("smart-city-measure-toolkit")


def close_meeting(session: Session, actor: Actor, *, meeting_id: int) -> str:
    """Publishes everything and gives the snapshot's SHA-256. Closing twice changes nothing.

    What has no outcome is left as it is, and comes back on the next agenda. Everything happens in this one
    transaction: either all of it, or the meeting goes on.
    """
    row = held_meeting(
        session, actor, meeting_id, Action.LEAD_MEETING, MeetingState.OPEN, MeetingState.CLOSED
    )
    if row.state is MeetingState.CLOSED:
        return session.exec(select(Snapshot.sha256).where(col(Snapshot.meeting_id) == meeting_id)).one()
    _close_ballots(session, meeting_id)
    opened = open_meeting(session, actor, meeting_id=meeting_id)
    content = snapshot_content(opened)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    session.add(
        Snapshot(
            meeting_id=meeting_id,
            sha256=sha256,
            content=content,
            app_version=_APP_VERSION,
        )
    )
    for item in opened.items:
        if item.decision is not None:
            _publish(session, actor, item, item.decision)
    end_guest_access(session, meeting_id)
    row.state, row.closed_at = MeetingState.CLOSED, now()
    row.current_item_id, row.view = None, "overview"
    next_step(session, row)
    record(session, actor.person_id, row, "close_meeting", sha256=sha256)
    return sha256


def snapshot_content(opened: MeetingRecord) -> str:
    """Canonical JSON: sorted keys, no spaces, so that the same content always has the same hash."""
    plain = {
        "meeting": {
            "uuid": opened.uuid,
            "title": opened.title,
            "body": opened.body,
            "place": opened.place,
            "held_on": opened.held_on,
            "opened_at": opened.opened_at,
            "decides": opened.decides,
        },
        "catalogue": {
            "id": opened.catalogue.id,
            "version": opened.catalogue.version,
            "sha256": opened.catalogue.sha256,
        },
        "weights": {"name": opened.weights_name, "shares": opened.weights, "order": opened.order},
        # Who proposed one stands with the weighting itself, where a name can be taken out.
        "weightings": [_without(asdict(each), "proposed_by") for each in opened.weightings],
        "standings": [asdict(each) for each in opened.standings.values()],
        # Names stand in the attendance list alone, so that one that has to be forgotten is in no snapshot.
        "attendance": [_without(asdict(one), "has_pin", "name") for one in opened.people],
        "items": [asdict(item) for item in opened.items],
    }
    return json.dumps(
        _keyed(plain), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def _publish(session: Session, actor: Actor, item: AgendaEntry, said: DecisionEntry) -> None:
    decision = session.get_one(Decision, said.decision_id)
    decision.published_at = now()
    session.add(decision)
    _follow(session, item, said)
    session.flush()
    if item.measure_id is not None:
        _move_measure(session, actor, item, said)


def _follow(session: Session, item: AgendaEntry, said: DecisionEntry) -> None:
    """What is to be done about it from now on."""
    if said.outcome is Outcome.IMPLEMENT_WITH_CONDITION and item.measure_id is not None:
        session.add(
            Condition(
                decision_id=said.decision_id,
                measure_id=item.measure_id,
                text=said.condition,
                responsible=said.responsible,
                due_on=said.due_on,
            )
        )
    if said.outcome is Outcome.REFER:
        step = CouncilStep(
            decision_id=said.decision_id, position=1, body=said.responsible, held_on=said.due_on
        )
        session.add(step)


def _move_measure(session: Session, actor: Actor, item: AgendaEntry, said: DecisionEntry) -> None:
    assert item.measure_id is not None
    opened = open_measure(session, actor, measure_id=item.measure_id)
    try:
        steps = steps_of_outcome(opened.state, said.outcome)
    except StepNotPossibleError as error:
        raise RefusedError(error.message) from error
    for step in steps:
        if step is Step.REQUEST_CHANGES:
            send_back_decided(session, actor, opened, text=said.reason, due_on=said.due_on)
        else:
            moved(session, actor, opened, step)


def _close_ballots(session: Session, meeting_id: int) -> None:
    rows = session.exec(
        select(Ballot)
        .join(AgendaItem, col(AgendaItem.id) == col(Ballot.agenda_item_id))
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(col(Meeting.id) == meeting_id, col(Ballot.closed_at).is_(None))
    )
    for ballot in rows:
        ballot.closed_at = now()
        session.add(ballot)
    session.flush()


def _without(plain: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if name not in names}


def _keyed(value: Any) -> Any:
    """JSON has text as keys only, and would sort 10 before 9 without saying so."""
    if isinstance(value, Mapping):
        return {str(key): _keyed(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_keyed(inner) for inner in value]
    return value


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(f"A snapshot cannot hold {value!r}.")
