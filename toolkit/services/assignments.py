"""Assignments: which advisor reviews which measure, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, visible_assignments
from toolkit.messages import Message
from toolkit.model import Assignment, Measure, NoticeKind, Person, id_of, now
from toolkit.services.advisors import Barrier, barriers, has_advice, name_of
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.measures import OpenedMeasure, open_measure, require
from toolkit.services.notices import Deadline, DeadlineOf, notify
from toolkit.storage import record_event


@dataclass(frozen=True, slots=True)
class AssignmentState:
    """An assignment in force."""

    assignment_id: int
    measure_id: int
    person_id: int
    name: str | Message
    due_on: date | None
    is_anchor: bool


def assign(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    person_id: int,
    due_on: date | None,
    is_anchor: bool = False,
) -> int:
    """Gives a measure to an advisor of its programme, who is told; gives the assignment's id.

    Raises `InvalidError` for somebody without the role, `RefusedError` where an interest of theirs is in the
    way.
    """
    measure = open_measure(session, actor, measure_id=measure_id)
    require(actor, Action.ASSIGN, measure.as_thing)
    _refuse_past(due_on)
    name = name_of(_held(session, person_id))
    if not has_advice(session, person_id, programme_id=measure.programme_id):
        raise InvalidError(Message.of("assignments.no_advice", name=name))
    _refuse_barrier(session, measure, person_id, name)
    if _in_force(session, measure_id, person_id):
        raise InvalidError(Message.of("assignments.already", name=name))
    row = Assignment(
        measure_id=measure_id,
        person_id=person_id,
        assigned_by_id=actor.person_id,
        due_on=due_on,
        is_anchor=is_anchor,
    )
    session.add(row)
    session.flush()
    _record(session, actor, measure.programme_id, row, "assign", due_on=due_on, person_id=person_id)
    deadline = Deadline(DeadlineOf.ASSIGNMENT, id_of(row), due_on) if due_on else None
    notify(
        session,
        person_id=person_id,
        kind=NoticeKind.ASSIGNED,
        measure_id=measure_id,
        by_id=actor.person_id,
        deadline=deadline,
    )
    return id_of(row)


def end_assignment(session: Session, actor: Actor, *, assignment_id: int) -> None:
    """Takes a measure off an advisor's desk. What was written stays, and a final review goes on counting."""
    row, measure = _to_change(session, actor, assignment_id)
    end_row(session, actor, row, programme_id=measure.programme_id)


def change_due(
    session: Session, actor: Actor, *, assignment_id: int, based_on: date | None, due_on: date | None
) -> None:
    """Sets the day until which the review is expected; `based_on` is the one that the writer saw."""
    row, measure = _to_change(session, actor, assignment_id)
    if row.due_on == due_on:
        return
    _refuse_past(due_on)
    if row.due_on != based_on:
        raise InvalidError(Message.of("assignments.due_changed", due=row.due_on or "–"))
    row.due_on = due_on
    session.add(row)
    _record(session, actor, measure.programme_id, row, "change_due", due_on=due_on)


def assignments(session: Session, actor: Actor, *, programme_id: int) -> tuple[AssignmentState, ...]:
    """Those in force in a programme that the actor may know of, in the order in which they were made."""
    rows = session.exec(
        select(Assignment, Person)
        .join(Person, col(Person.id) == col(Assignment.person_id))
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Assignment.ended_at).is_(None),
            col(Assignment.id).in_(visible_assignments(actor)),
        )
        .order_by(col(Assignment.id))
    )
    return tuple(
        AssignmentState(id_of(row), row.measure_id, row.person_id, name_of(person), row.due_on, row.is_anchor)
        for row, person in rows
    )


def end_row(session: Session, actor: Actor, row: Assignment, *, programme_id: int) -> None:
    """The writing part of every end of an assignment: access was asked for."""
    row.ended_at = now()
    session.add(row)
    _record(session, actor, programme_id, row, "end_assignment", ended_at=row.ended_at)


def _to_change(session: Session, actor: Actor, assignment_id: int) -> tuple[Assignment, OpenedMeasure]:
    row = session.exec(
        select(Assignment)
        .where(
            col(Assignment.id) == assignment_id,
            col(Assignment.ended_at).is_(None),
            col(Assignment.id).in_(visible_assignments(actor)),
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError(Message.of("assignments.ended"))
    measure = open_measure(session, actor, measure_id=row.measure_id)
    require(actor, Action.ASSIGN, measure.as_thing)
    return row, measure


def _held(session: Session, person_id: int) -> Person:
    """The person's row, held: a conflict that is declared at the same moment waits, or is seen here."""
    row = select(Person).where(col(Person.id) == person_id).with_for_update()
    person = session.exec(row.execution_options(populate_existing=True)).one_or_none()
    if person is None:
        raise NotFoundError(Message.of("assignments.nobody"))
    return person


def _refuse_barrier(session: Session, measure: OpenedMeasure, person_id: int, name: str | Message) -> None:
    found = barriers(session, measures=[measure.measure_id], people=[person_id])
    barrier = found.get((measure.measure_id, person_id))
    if barrier is not None:
        raise RefusedError(barrier_sentence(barrier, name=name, municipality=measure.municipality))


def barrier_sentence(barrier: Barrier, *, name: str | Message, municipality: str) -> Message:
    return Message.of(f"assignments.barrier.{barrier.value}", name=name, municipality=municipality)


def _in_force(session: Session, measure_id: int, person_id: int) -> bool:
    found = select(Assignment.id).where(
        col(Assignment.measure_id) == measure_id,
        col(Assignment.person_id) == person_id,
        col(Assignment.ended_at).is_(None),
    )
    return session.exec(found).first() is not None


def _refuse_past(due_on: date | None) -> None:
    if due_on is not None and due_on < now().astimezone().date():
        raise InvalidError(Message.of("assignments.due_in_the_past", due=due_on))


def _record(
    session: Session, actor: Actor, programme_id: int, row: Assignment, action: str, **changes: object
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme_id,
        measure_id=row.measure_id,
        action=action,
        thing="assignment",
        thing_id=row.id,
        changes=changes,
    )
