"""Conflicts of interest (*Interessenkonflikte*): who must not review which measure, or those of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from toolkit.access import (
    Action,
    Actor,
    OfPerson,
    in_conflict,
    may,
    visible_conflicts,
    visible_municipalities,
    visible_revisions,
)
from toolkit.messages import Message
from toolkit.model import (
    Assignment,
    Conflict,
    Measure,
    Municipality,
    Person,
    ProgrammeMunicipality,
    Revision,
    Role,
    id_of,
    now,
)
from toolkit.services.advisors import has_advice, name_of
from toolkit.services.assignments import end_row
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.measures import open_measure
from toolkit.storage import record_event

LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class ConflictState:
    """A conflict in force. `title` is that of the measure, where it is with one and may be known."""

    conflict_id: int
    person_id: int
    name: str | Message
    measure_id: int | None
    title: str | None
    municipality: str
    reason: str
    declared_at: datetime
    is_own: bool
    may_be_lifted: bool


def declare_conflict(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    person_id: int,
    measure_id: int | None = None,
    municipality_id: int | None = None,
    reason: str = "",
) -> int:
    """Notes a conflict with one measure, or with all of a municipality; gives its id.

    Assignments in the way end, and reviews of these measures by this person count no more. The reason is
    read by the person and the coordination only.
    """
    _require(actor, person_id, programme_id)
    if (measure_id is None) == (municipality_id is None):
        raise ValueError("A conflict is with one measure or with one municipality.")
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise InvalidError(Message.of("conflicts.too_long", longest=LONGEST_REASON, length=len(reason)))
    _refuse_unknown(session, actor, programme_id, measure_id, municipality_id)
    person = _held(session, person_id)
    if not has_advice(session, person_id, programme_id=programme_id):
        raise InvalidError(Message.of("assignments.no_advice", name=name_of(person)))
    row = Conflict(
        person_id=person_id,
        measure_id=measure_id,
        municipality_id=municipality_id,
        reason=reason,
        declared_by_id=actor.person_id,
    )
    if session.exec(_same(row)).first() is not None:
        raise InvalidError(Message.of("conflicts.already", name=name_of(person)))
    session.add(row)
    session.flush()
    what = {"person_id": person_id, "municipality_id": municipality_id, "reason": reason}
    _record(session, actor, programme_id, row, "declare_conflict", **what)
    _end_assignments(session, actor, person_id)
    return id_of(row)


def lift_conflict(session: Session, actor: Actor, *, programme_id: int, conflict_id: int) -> None:
    """The conflict is no more. What it had ended stays ended. Whoever advises lifts only what they had
    declared themselves."""
    row = session.exec(
        select(Conflict)
        .where(
            col(Conflict.id) == conflict_id,
            col(Conflict.lifted_at).is_(None),
            col(Conflict.id).in_(visible_conflicts(actor)),
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError(Message.of("conflicts.lifted"))
    _require(actor, row.person_id, programme_id)
    if not _may_lift(actor, row, programme_id):
        raise RefusedError(Message.of("conflicts.of_coordination"))
    row.lifted_at = now()
    session.add(row)
    _record(session, actor, programme_id, row, "lift_conflict", lifted_at=row.lifted_at)


def conflicts(session: Session, actor: Actor, *, programme_id: int) -> tuple[ConflictState, ...]:
    """Those in force that concern a programme and that the actor may read, by name and municipality."""
    rows = session.exec(
        select(Conflict, Person, Municipality.name)
        .join(Person, col(Person.id) == col(Conflict.person_id))
        .outerjoin(Measure, col(Measure.id) == col(Conflict.measure_id))
        .join(
            Municipality,
            or_(
                col(Municipality.id) == col(Conflict.municipality_id),
                col(Municipality.id) == col(Measure.municipality_id),
            ),
        )
        .where(
            col(Conflict.lifted_at).is_(None),
            col(Conflict.id).in_(visible_conflicts(actor)),
            or_(
                col(Measure.programme_id) == programme_id,
                col(Conflict.municipality_id).in_(_participants(programme_id)),
            ),
        )
        .order_by(col(Municipality.name), col(Conflict.id))
    ).all()
    titles = _titles(session, actor, {row.measure_id for row, _, _ in rows})
    return tuple(
        ConflictState(
            conflict_id=id_of(row),
            person_id=row.person_id,
            name=name_of(person),
            measure_id=row.measure_id,
            title=titles.get(row.measure_id),
            municipality=municipality,
            reason=row.reason,
            declared_at=row.declared_at,
            is_own=row.person_id == actor.person_id,
            may_be_lifted=_may_lift(actor, row, programme_id),
        )
        for row, person, municipality in rows
    )


def participants(session: Session, actor: Actor, *, programme_id: int) -> dict[int, str]:
    """The municipalities of a programme that the actor may know of, by name."""
    found = session.exec(
        select(Municipality)
        .where(
            col(Municipality.id).in_(_participants(programme_id)),
            col(Municipality.id).in_(visible_municipalities(actor)),
        )
        .order_by(col(Municipality.name), col(Municipality.id))
    )
    return {id_of(each): each.name for each in found}


def _may_lift(actor: Actor, row: Conflict, programme_id: int) -> bool:
    declared_it = row.person_id == row.declared_by_id == actor.person_id
    return declared_it or actor.works_in(programme_id, Role.COORDINATION)


def _titles(session: Session, actor: Actor, measures: set[int | None]) -> dict[int | None, str]:
    """Of each the newest that the actor may see: whoever is in conflict with a measure sees none."""
    rows = session.exec(
        select(Revision.measure_id, Revision.title)
        .where(col(Revision.measure_id).in_(measures), col(Revision.id).in_(visible_revisions(actor)))
        .order_by(col(Revision.number))
    )
    return dict(rows.all())


def _require(actor: Actor, person_id: int, programme_id: int) -> None:
    verdict = may(actor, Action.DECLARE_CONFLICT, OfPerson(person_id, programme_id))
    if verdict.reason:
        raise RefusedError(verdict.reason)


def _refuse_unknown(
    session: Session, actor: Actor, programme_id: int, measure_id: int | None, municipality_id: int | None
) -> None:
    """What has no part in the programme is nobody's conflict here."""
    if measure_id is not None:
        if open_measure(session, actor, measure_id=measure_id).programme_id != programme_id:
            raise NotFoundError(Message.of("services.no_measure"))
        return
    if municipality_id not in session.exec(_participants(programme_id)).all():
        raise NotFoundError(Message.of("services.no_municipality"))


def _participants(programme_id: int) -> SelectOfScalar[int]:
    return select(ProgrammeMunicipality.municipality_id).where(
        col(ProgrammeMunicipality.programme_id) == programme_id
    )


def _held(session: Session, person_id: int) -> Person:
    """Held until the end: an assignment that is made at the same moment waits, or is seen here."""
    return session.exec(select(Person).where(col(Person.id) == person_id).with_for_update()).one()


def _same(row: Conflict) -> SelectOfScalar[Any]:
    thing: ColumnElement[bool] = (
        col(Conflict.measure_id) == row.measure_id
        if row.measure_id is not None
        else col(Conflict.municipality_id) == row.municipality_id
    )
    return select(Conflict.id).where(
        col(Conflict.person_id) == row.person_id, col(Conflict.lifted_at).is_(None), thing
    )


def _end_assignments(session: Session, actor: Actor, person_id: int) -> None:
    """In whichever programme: a conflict with a municipality concerns all of its measures."""
    rows = session.exec(
        select(Assignment, Measure.programme_id)
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(
            col(Assignment.person_id) == person_id,
            col(Assignment.ended_at).is_(None),
            in_conflict(person_id),
        )
    ).all()
    for row, programme_id in rows:
        end_row(session, actor, row, programme_id=programme_id)


def _record(
    session: Session, actor: Actor, programme_id: int, row: Conflict, action: str, **changes: object
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme_id,
        measure_id=row.measure_id,
        action=action,
        thing="conflict",
        thing_id=row.id,
        changes=changes,
    )
