"""Meetings of a steering group: which there are, and one with all that belongs to it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from toolkit.access import Action, Actor, visible_meetings
from toolkit.catalogue import Catalogue
from toolkit.comparison import load_comparison
from toolkit.firmness import catalogue_weights
from toolkit.messages import Message
from toolkit.model import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotAnswer,
    BallotKind,
    Condition,
    CouncilStep,
    Decision,
    Dissent,
    GuestPin,
    Measure,
    Meeting,
    MeetingState,
    Municipality,
    Person,
    Programme,
    Recusal,
    Revision,
    Snapshot,
    WeightingMethod,
    WeightSet,
    id_of,
    now,
    programme_title,
)
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.errors import NotFoundError, RefusedError
from toolkit.services.meeting_record import (
    AgendaEntry,
    Attendee,
    BallotEntry,
    ConditionEntry,
    CouncilStepEntry,
    DecisionEntry,
    DissentEntry,
    MeetingRecord,
    RecusalEntry,
)
from toolkit.services.standing import MeasureStanding, standings_of
from toolkit.services.weighting import Weighed, open_weighting, require_steering
from toolkit.storage import record_event

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as the list names it."""

    meeting_id: int
    title: str
    held_on: date
    state: MeetingState
    closed_at: datetime | None


def meetings_of(session: Session, actor: Actor, *, programme_id: int) -> tuple[MeetingEntry, ...]:
    """The meetings that the actor may see, the newest first."""
    rows = session.exec(
        select(Meeting)
        .where(col(Meeting.programme_id) == programme_id, col(Meeting.id).in_(visible_meetings(actor)))
        .order_by(col(Meeting.held_on).desc(), col(Meeting.id).desc())
    )
    return tuple(MeetingEntry(id_of(row), row.title, row.held_on, row.state, row.closed_at) for row in rows)


def open_meeting(session: Session, actor: Actor, *, meeting_id: int) -> MeetingRecord:
    """The whole meeting. Raises `NotFoundError` where the actor may not see it."""
    row = session.exec(
        select(Meeting).where(col(Meeting.id) == meeting_id, col(Meeting.id).in_(visible_meetings(actor)))
    ).one_or_none()
    if row is None:
        raise NotFoundError(Message.of("meeting.unknown"))
    return load_record(session, actor, row)


def step_of(session: Session, meeting_id: int) -> int | None:
    """The chair's last step: all that screens ask for again and again."""
    return session.exec(select(Meeting.step).where(col(Meeting.id) == meeting_id)).one_or_none()


def load_record(session: Session, reader: Actor, row: Meeting) -> MeetingRecord:
    """For whom access was asked; `reader` says whose eyes the comparison is read with."""
    programme = session.get_one(Programme, row.programme_id)
    catalogue = stored_catalogue(session, row.catalogue_version_id)
    weight_set = session.get(WeightSet, row.weight_set_id) if row.weight_set_id else None
    weights = dict(weight_set.weights) if weight_set else plain_weights(catalogue)
    order = _order(weight_set)
    snapshot = session.exec(select(Snapshot).where(col(Snapshot.meeting_id) == row.id)).one_or_none()
    if snapshot is not None:
        kept = json.loads(snapshot.content)["standings"]
        standings = {each["measure_id"]: MeasureStanding.from_plain(each) for each in kept}
    else:
        comparison = load_comparison(session, reader, programme_id=row.programme_id, catalogue=catalogue)
        standings = dict(standings_of(comparison, weights, order))
    return MeetingRecord(
        meeting_id=id_of(row),
        uuid=str(row.uuid),
        programme_id=row.programme_id,
        programme=programme_title(programme.name),
        is_example=programme.is_example,
        decides=programme.decides,
        title=row.title,
        body=row.body,
        place=row.place,
        held_on=row.held_on,
        state=row.state,
        catalogue=catalogue,
        weights_name=weight_set.name if weight_set else None,
        weight_set_id=row.weight_set_id,
        weights=weights,
        order=order,
        current_item_id=row.current_item_id,
        view=row.view,
        step=row.step,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        version=row.version,
        items=agenda_items(session, id_of(row)),
        people=attendees(session, id_of(row)),
        standings=standings,
        weightings=_weightings(session, reader, row, catalogue),
        snapshot=snapshot.sha256 if snapshot else None,
        snapshot_at=snapshot.taken_at if snapshot else None,
        app_version=snapshot.app_version if snapshot else "",
    )


def plain_weights(catalogue: Catalogue) -> dict[str, float]:
    return {key: float(share) for key, share in catalogue_weights(catalogue).items()}


def _weightings(session: Session, reader: Actor, row: Meeting, catalogue: Catalogue) -> tuple[Weighed, ...]:
    """What was fixed when the meeting was closed, or is by now: of what is fixed nothing ever changes."""
    found = open_weighting(session, reader, programme_id=row.programme_id).in_force
    until = row.closed_at or now()
    fixed = (each for each in found if each.fixed_at is not None and each.fixed_at <= until)
    return tuple(each for each in fixed if each.fits(catalogue))


def _order(weight_set: WeightSet | None) -> tuple[str, ...] | None:
    if weight_set is None or weight_set.method is not WeightingMethod.ORDER:
        return None
    return tuple(weight_set.input["order"])


def held_meeting(
    session: Session, actor: Actor, meeting_id: int, action: Action, *states: MeetingState
) -> Meeting:
    """The row, held until the end of the transaction, of a meeting in one of these states in which the actor
    may do this."""
    row = session.exec(
        select(Meeting)
        .where(col(Meeting.id) == meeting_id, col(Meeting.id).in_(visible_meetings(actor)))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFoundError(Message.of("meeting.unknown"))
    require_steering(session, actor, action, row.programme_id)
    if row.state not in states:
        raise RefusedError(Message.of(f"meeting.is_{row.state.value}"))
    return row


def held_item(
    session: Session, actor: Actor, item_id: int, action: Action, *states: MeetingState
) -> tuple[Meeting, AgendaItem]:
    item = session.get(AgendaItem, item_id)
    if item is None:
        raise NotFoundError(Message.of("meeting.unknown_item"))
    return held_meeting(session, actor, item.meeting_id, action, *states), item


def next_step(session: Session, row: Meeting) -> None:
    """All screens draw the meeting anew."""
    row.step += 1
    session.add(row)
    session.flush()


def record(
    session: Session,
    actor_id: int | None,
    meeting: Meeting,
    action: str,
    *,
    of: tuple[str, int | None] | None = None,
    **changes: Any,
) -> None:
    """The event of a meeting, or `of` a thing of it; of no measure's chain, as nothing is published before
    the meeting is closed."""
    thing, thing_id = of or ("meeting", meeting.id)
    record_event(
        session,
        actor_id=actor_id,
        programme_id=meeting.programme_id,
        measure_id=None,
        action=action,
        thing=thing,
        thing_id=thing_id,
        changes=changes,
    )


def attendees(session: Session, meeting_id: int) -> tuple[Attendee, ...]:
    rows = session.exec(
        select(Attendance, Person.name, Person.email, GuestPin.id)
        .outerjoin(Person, col(Person.id) == col(Attendance.person_id))
        .outerjoin(GuestPin, col(GuestPin.attendance_id) == col(Attendance.id))
        .where(col(Attendance.meeting_id) == meeting_id)
        .order_by(col(Attendance.id))
    )
    return tuple(
        Attendee(
            attendance_id=id_of(row),
            person_id=row.person_id,
            name=row.name or name or email or "",
            organisation=row.organisation,
            municipality_id=row.municipality_id,
            role=row.role,
            votes=row.votes,
            came_at=row.came_at,
            left_at=row.left_at,
            has_pin=pin is not None,
            version=row.version,
        )
        for row, name, email, pin in rows
    )


def agenda_items(session: Session, meeting_id: int) -> tuple[AgendaEntry, ...]:
    rows = session.exec(
        select(AgendaItem, Measure, Municipality, Revision)
        .outerjoin(Measure, col(Measure.id) == col(AgendaItem.measure_id))
        .outerjoin(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .outerjoin(Revision, col(Revision.id) == col(AgendaItem.revision_id))
        .where(col(AgendaItem.meeting_id) == meeting_id)
        .order_by(col(AgendaItem.position), col(AgendaItem.id))
    ).all()
    ids = [id_of(row[0]) for row in rows]
    recusals = _recusals(session, ids)
    decisions = _decisions(session, ids)
    own = {id_of(item): place.id if place else None for item, _, place, _ in rows}
    ballots = _ballots(session, ids, recusals, own)
    return tuple(
        AgendaEntry(
            item_id=id_of(item),
            position=item.position,
            kind=item.kind,
            title=revision.title if revision else item.title,
            minutes=item.minutes,
            in_block=item.in_block,
            pulled_by_id=item.pulled_by_id,
            measure_id=item.measure_id,
            municipality_id=place.id if place else None,
            municipality=place.name if place else "",
            is_example=bool(place and place.is_example),
            revision=revision.number if revision else None,
            state=measure.state if measure else None,
            closed_at=item.closed_at,
            version=item.version,
            own_share=revision.own_share if revision else None,
            follow_up_cost=revision.follow_up_cost_per_year if revision else None,
            staff_hours=revision.staff_hours_operation if revision else None,
            recusals=tuple(recusals.get(id_of(item), ())),
            ballots=tuple(ballots.get(id_of(item), ())),
            decision=decisions.get(id_of(item)),
        )
        for item, measure, place, revision in rows
    )


def _recusals(session: Session, items: Iterable[int]) -> Mapping[int, list[RecusalEntry]]:
    found: dict[int, list[RecusalEntry]] = defaultdict(list)
    rows = session.exec(
        select(Recusal).where(col(Recusal.agenda_item_id).in_(list(items))).order_by(col(Recusal.id))
    )
    for row in rows:
        entry = RecusalEntry(row.attendance_id, row.manner, row.reason, row.left_at, row.returned_at)
        found[row.agenda_item_id].append(entry)
    return found


def _ballots(
    session: Session,
    items: list[int],
    recusals: Mapping[int, list[RecusalEntry]],
    own: Mapping[int, int | None],
) -> Mapping[int, list[BallotEntry]]:
    """Only the answers that count: of nobody who is recused, belongs to the measure's own municipality, or
    has no vote, whenever they had answered."""
    ballots = session.exec(
        select(Ballot).where(col(Ballot.agenda_item_id).in_(items)).order_by(col(Ballot.id))
    ).all()
    of_item = {id_of(row): row for row in ballots}
    answers: dict[int, dict[int, str]] = defaultdict(dict)
    given = session.exec(
        select(BallotAnswer, Attendance.municipality_id, Attendance.votes)
        .join(Attendance, col(Attendance.id) == col(BallotAnswer.attendance_id))
        .where(col(BallotAnswer.ballot_id).in_(list(of_item)))
        .order_by(col(BallotAnswer.id))
    )
    for one, place, votes in given:
        ballot = of_item[one.ballot_id]
        out = {each.attendance_id for each in recusals.get(ballot.agenda_item_id, ())}
        is_own = place is not None and place == own[ballot.agenda_item_id]
        if one.attendance_id not in out and not is_own and (votes or ballot.kind is BallotKind.SENSE):
            answers[one.ballot_id][one.attendance_id] = one.answer
    found: dict[int, list[BallotEntry]] = defaultdict(list)
    for row in ballots:
        entry = BallotEntry(
            id_of(row),
            row.kind,
            row.opened_at,
            row.closed_at,
            dict(row.by_hand),
            answers[id_of(row)],
            row.version,
        )
        found[row.agenda_item_id].append(entry)
    return found


def _decisions(session: Session, items: list[int]) -> Mapping[int, DecisionEntry]:
    rows = session.exec(select(Decision).where(col(Decision.agenda_item_id).in_(items))).all()
    titles = _titles(session, [row.merged_into_id for row in rows if row.merged_into_id])
    ids = [id_of(row) for row in rows]
    dissents = _by_decision(session, Dissent, ids)
    conditions = _by_decision(session, Condition, ids)
    steps = _by_decision(session, CouncilStep, ids)
    return {
        row.agenda_item_id: DecisionEntry(
            decision_id=id_of(row),
            outcome=row.outcome,
            reason=row.reason,
            condition=row.condition,
            responsible=row.responsible,
            due_on=row.due_on,
            against_reason=row.against_reason,
            merged_into_id=row.merged_into_id,
            merged_into=titles.get(row.merged_into_id or 0, ""),
            recorded_at=row.recorded_at,
            published_at=row.published_at,
            version=row.version,
            dissents=tuple(DissentEntry(each.attendance_id, each.text) for each in dissents[id_of(row)]),
            conditions=tuple(condition_entry(each) for each in conditions[id_of(row)]),
            council_steps=tuple(_council_step(each) for each in steps[id_of(row)]),
        )
        for row in rows
    }


def _titles(session: Session, measures: list[int]) -> Mapping[int, str]:
    """Each as its newest submitted revision names it."""
    rows = session.exec(
        select(Revision.measure_id, Revision.title)
        .where(col(Revision.measure_id).in_(measures), col(Revision.submitted_at).is_not(None))
        .order_by(col(Revision.number))
    )
    return dict(rows.all())


def _by_decision(session: Session, table: type[Any], ids: list[int]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.exec(select(table).where(col(table.decision_id).in_(ids)).order_by(col(table.id))):
        found[row.decision_id].append(row)
    return found


def condition_entry(row: Condition) -> ConditionEntry:
    return ConditionEntry(
        id_of(row), row.measure_id, row.text, row.responsible, row.due_on, row.state, row.note, row.version
    )


def _council_step(row: CouncilStep) -> CouncilStepEntry:
    return CouncilStepEntry(id_of(row), row.position, row.body, row.held_on, row.result, row.version)
