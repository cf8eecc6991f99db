"""Preparing a meeting: what stands on its agenda, by which weights, and what may be taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, visible_revisions
from toolkit.comparison import load_comparison
from toolkit.messages import Message
from toolkit.model import (
    AgendaItem,
    AgendaKind,
    Attendance,
    AttendanceRole,
    Condition,
    ConditionState,
    Decision,
    Measure,
    MeasureState,
    Meeting,
    MeetingState,
    Membership,
    Person,
    Programme,
    Revision,
    Role,
    id_of,
)
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.coordination import today
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.meeting_record import STAYING
from toolkit.services.meetings import held_item, held_meeting, next_step, open_meeting, plain_weights, record
from toolkit.services.standing import MeasureStanding, standings_of
from toolkit.services.weighting import open_weighting, require_steering
from toolkit.workflow import ON_AN_AGENDA

LONGEST_TITLE, LONGEST_TEXT = 200, 4000
MOST_MINUTES = 240
USUAL_MINUTES = 5
PREPARING, OPEN = MeetingState.PREPARING, MeetingState.OPEN


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure that may stand on the agenda. `comes_back` says that an earlier meeting left it undecided, or
    that a condition has lapsed."""

    standing: MeasureStanding
    comes_back: bool


def candidates(
    session: Session, actor: Actor, *, programme_id: int, weight_set_id: int | None = None
) -> tuple[Candidate, ...]:
    """The reviewed measures of the programme that a meeting may talk about, in its order; what comes back
    stands first."""
    require_steering(session, actor, Action.PREPARE_MEETING, programme_id)
    version_id = session.get_one(Programme, programme_id).catalogue_version_id
    catalogue = stored_catalogue(session, version_id)
    weights, order = _weights(session, actor, programme_id, weight_set_id)
    comparison = load_comparison(session, actor, programme_id=programme_id, catalogue=catalogue)
    back = _coming_back(session, programme_id)
    found = [
        Candidate(standing, key in back)
        for key, standing in standings_of(comparison, weights or plain_weights(catalogue), order).items()
        if standing.reviews and comparison.by_id[key].state in ON_AN_AGENDA
    ]
    return tuple(sorted(found, key=lambda each: not each.comes_back))


def prepare_meeting(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    title: str,
    held_on: date,
    body: str = "",
    place: str = "",
    weight_set_id: int | None = None,
    measures: Sequence[int] | None = None,
    minutes: int = USUAL_MINUTES,
) -> int:
    """A new meeting with its agenda, by default of all candidates that are not decided yet or come back; the
    catalogue version of this day stays its own."""
    found = candidates(session, actor, programme_id=programme_id, weight_set_id=weight_set_id)
    row = Meeting(
        programme_id=programme_id,
        title=_line(title, "meeting.without_title"),
        body=_line(body),
        place=_line(place),
        held_on=held_on,
        catalogue_version_id=session.get_one(Programme, programme_id).catalogue_version_id,
        weight_set_id=weight_set_id,
        prepared_by_id=actor.person_id,
    )
    session.add(row)
    session.flush()
    known = {each.standing.measure_id: each for each in found}
    wanted = list(measures) if measures is not None else _undecided(session, found)
    if any(key not in known for key in wanted):
        raise InvalidError(Message.of("meeting.unknown_measure"))
    for position, key in enumerate(wanted, start=1):
        _put_on(session, actor, row, known[key].standing, position=position, minutes=_minutes(minutes))
    _expect_members(session, row)
    record(session, actor.person_id, row, "prepare_meeting", title=row.title, items=len(wanted))
    return id_of(row)


def change_meeting(
    session: Session,
    actor: Actor,
    *,
    meeting_id: int,
    based_on: int,
    title: str,
    held_on: date,
    body: str,
    place: str,
) -> None:
    row = held_meeting(session, actor, meeting_id, Action.PREPARE_MEETING, PREPARING, OPEN)
    wanted: dict[str, Any] = {
        "title": _line(title, "meeting.without_title"),
        "held_on": held_on,
        "body": _line(body),
        "place": _line(place),
    }
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return
    if row.version != based_on:
        raise RefusedError(Message.of("meeting.changed_meanwhile"))
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    next_step(session, row)
    record(session, actor.person_id, row, "change_meeting", **changed)


def add_topic(session: Session, actor: Actor, *, meeting_id: int, title: str, minutes: int) -> int:
    """A point without a measure, such as the greeting, at the end of the agenda."""
    row = held_meeting(session, actor, meeting_id, Action.PREPARE_MEETING, PREPARING, OPEN)
    item = AgendaItem(
        meeting_id=id_of(row),
        position=len(_all_items(session, row)) + 1,
        kind=AgendaKind.TOPIC,
        title=_line(title, "meeting.without_title"),
        minutes=_minutes(minutes),
    )
    session.add(item)
    next_step(session, row)
    record(session, actor.person_id, row, "add_agenda_item", of=("agenda_item", item.id))
    return id_of(item)


def add_measure_to_agenda(session: Session, actor: Actor, *, meeting_id: int, measure_id: int) -> int:
    row = held_meeting(session, actor, meeting_id, Action.PREPARE_MEETING, PREPARING, OPEN)
    found = candidates(session, actor, programme_id=row.programme_id, weight_set_id=row.weight_set_id)
    standing = next((one.standing for one in found if one.standing.measure_id == measure_id), None)
    items = _all_items(session, row)
    if standing is None or measure_id in {item.measure_id for item in items}:
        raise InvalidError(Message.of("meeting.unknown_measure"))
    item = _put_on(session, actor, row, standing, position=len(items) + 1, minutes=USUAL_MINUTES)
    next_step(session, row)
    record(session, actor.person_id, row, "add_agenda_item", of=("agenda_item", item.id))
    return id_of(item)


def remove_agenda_item(session: Session, actor: Actor, *, item_id: int) -> None:
    """Only while the meeting is being prepared: afterwards it is adjourned, and the record says so."""
    row, item = held_item(session, actor, item_id, Action.PREPARE_MEETING, PREPARING)
    record(session, actor.person_id, row, "remove_agenda_item", of=("agenda_item", item_id))
    session.delete(item)
    session.flush()
    _number(session, row)


def move_agenda_item(session: Session, actor: Actor, *, item_id: int, up: bool) -> None:
    row, item = held_item(session, actor, item_id, Action.PREPARE_MEETING, PREPARING, OPEN)
    items = _all_items(session, row)
    here = items.index(item)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    for position, one in enumerate(items, start=1):
        one.position = position
    next_step(session, row)
    record(session, actor.person_id, row, "move_agenda_item", of=("agenda_item", item_id))


def set_minutes(session: Session, actor: Actor, *, item_id: int, minutes: int) -> None:
    row, item = held_item(session, actor, item_id, Action.PREPARE_MEETING, PREPARING, OPEN)
    if item.minutes == _minutes(minutes):
        return
    item.minutes = minutes
    session.add(item)
    next_step(session, row)
    record(
        session,
        actor.person_id,
        row,
        "change_agenda_item",
        of=("agenda_item", item_id),
        minutes=minutes,
    )


def put_in_block(session: Session, actor: Actor, *, item_id: int, in_block: bool) -> None:
    """Into the block goes only what the rule allows; out of it anything."""
    row, item = held_item(session, actor, item_id, Action.PREPARE_MEETING, PREPARING)
    opened = open_meeting(session, actor, meeting_id=id_of(row))
    standing = opened.standing(opened.by_id[item_id])
    if in_block and (standing is None or not standing.may_go_in_block):
        raise RefusedError(Message.of("meeting.not_for_block"))
    item.in_block = in_block
    session.add(item)
    next_step(session, row)
    record(
        session,
        actor.person_id,
        row,
        "change_agenda_item",
        of=("agenda_item", item_id),
        in_block=in_block,
    )


def _weights(
    session: Session, actor: Actor, programme_id: int, weight_set_id: int | None
) -> tuple[dict[str, float] | None, tuple[str, ...] | None]:
    """Those that were fixed; results are not shown before every group has fixed its own."""
    weighting = open_weighting(session, actor, programme_id=programme_id)
    if not weighting.is_fixed:
        raise RefusedError(Message.of("meeting.weights_wait", n=len(weighting.waiting)))
    if weight_set_id is None:
        return None, None
    chosen = next((one for one in weighting.in_force if one.weight_set_id == weight_set_id), None)
    if chosen is None:
        raise NotFoundError(Message.of("meeting.unknown_weights"))
    return dict(chosen.weights), chosen.order


def _coming_back(session: Session, programme_id: int) -> frozenset[int]:
    """What the last closed meeting adjourned, sent elsewhere or did not reach, and what has a lapsed
    condition."""
    later = select(AgendaItem.measure_id, Decision.outcome).join(
        Meeting, col(Meeting.id) == col(AgendaItem.meeting_id)
    )
    rows = session.exec(
        later.outerjoin(Decision, col(Decision.agenda_item_id) == col(AgendaItem.id))
        .where(
            col(Meeting.programme_id) == programme_id,
            col(Meeting.state) == MeetingState.CLOSED,
            col(AgendaItem.measure_id).is_not(None),
        )
        .order_by(col(Meeting.closed_at), col(Meeting.id))
    )
    last = dict(rows.all())
    left = {key for key, outcome in last.items() if key and (outcome is None or outcome in STAYING)}
    lapsed = session.exec(
        select(Condition.measure_id)
        .join(Measure, col(Measure.id) == col(Condition.measure_id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Condition.state) == ConditionState.OPEN,
            col(Condition.due_on) < today(),
        )
    )
    return frozenset(left) | frozenset(lapsed)


def _undecided(session: Session, found: Sequence[Candidate]) -> list[int]:
    ids = [each.standing.measure_id for each in found]
    states = session.exec(select(Measure.id, Measure.state).where(col(Measure.id).in_(ids))).all()
    reviewed = {key for key, state in states if state is MeasureState.REVIEWED}
    return [
        each.standing.measure_id for each in found if each.comes_back or each.standing.measure_id in reviewed
    ]


def _put_on(
    session: Session, actor: Actor, row: Meeting, standing: MeasureStanding, *, position: int, minutes: int
) -> AgendaItem:
    revision_id = session.exec(
        select(Revision.id).where(
            col(Revision.measure_id) == standing.measure_id,
            col(Revision.number) == standing.revision,
            col(Revision.id).in_(visible_revisions(actor)),
        )
    ).one()
    item = AgendaItem(
        meeting_id=id_of(row),
        position=position,
        kind=AgendaKind.MEASURE,
        measure_id=standing.measure_id,
        revision_id=revision_id,
        minutes=minutes,
        in_block=standing.may_go_in_block,
    )
    session.add(item)
    session.flush()
    return item


def _expect_members(session: Session, row: Meeting) -> None:
    """Who sits in the steering group of the programme stands on the attendance list from the beginning: who
    leads it first, then by name."""
    rows = session.exec(
        select(Membership.person_id, Membership.role, Person.name)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.role).in_((Role.STEERING, Role.CHAIR)),
            col(Membership.revoked_at).is_(None),
            col(Membership.programme_id).is_(None) | (col(Membership.programme_id) == row.programme_id),
        )
    ).all()
    chairs = {person_id for person_id, role, _ in rows if role is Role.CHAIR}
    places = dict(
        session.exec(
            select(Membership.person_id, Membership.municipality_id).where(
                col(Membership.person_id).in_([person_id for person_id, _, _ in rows]),
                col(Membership.municipality_id).is_not(None),
                col(Membership.revoked_at).is_(None),
            )
        ).all()
    )
    members = {(person_id not in chairs, not name, name.casefold(), person_id) for person_id, _, name in rows}
    for *_, person_id in sorted(members):
        role = AttendanceRole.CHAIR if person_id in chairs else AttendanceRole.MEMBER
        session.add(
            Attendance(
                meeting_id=id_of(row), person_id=person_id, role=role, municipality_id=places.get(person_id)
            )
        )
    session.flush()


def _all_items(session: Session, row: Meeting) -> list[AgendaItem]:
    statement = select(AgendaItem).where(col(AgendaItem.meeting_id) == row.id)
    return list(session.exec(statement.order_by(col(AgendaItem.position), col(AgendaItem.id))))


def _number(session: Session, row: Meeting) -> None:
    for position, one in enumerate(_all_items(session, row), start=1):
        one.position = position
    next_step(session, row)


def _line(text: str, missing: str | None = None) -> str:
    text = " ".join(text.split())
    if missing and not text:
        raise InvalidError(Message.of(missing))
    if len(text) > LONGEST_TITLE:
        raise InvalidError(Message.of("meeting.too_long", longest=LONGEST_TITLE))
    return text


def _minutes(minutes: int) -> int:
    if not 1 <= minutes <= MOST_MINUTES:
        raise InvalidError(Message.of("meeting.minutes_out_of_range", most=MOST_MINUTES))
    return minutes
