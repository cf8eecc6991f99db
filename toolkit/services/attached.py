"""Rows that hang on the working revision of a fact sheet: what all of their verbs have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, func, select

from toolkit.access import Action, Actor, may
from toolkit.messages import Language, Message
from toolkit.model import Indicator, RevisionPartner, id_of
from toolkit.model.fact_sheet import FactError, FactField, parsed_fact
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.measures import OpenedMeasure, open_measure
from toolkit.storage import record_event

MOST_ROWS = 30
_NO_CHANGES: Mapping[str, Any] = MappingProxyType({})

AttachedRow = TypeVar("AttachedRow", RevisionPartner, Indicator)


class RowConflictError(ServiceError):
    """Somebody else changed or removed the row meanwhile. Nothing was overwritten; `theirs` is what is
    stored now, None where the row is gone."""

    def __init__(self, theirs: Mapping[str, Any] | None) -> None:
        super().__init__(Message.of("attached.row_gone" if theirs is None else "attached.row_conflict"))
        self.theirs = theirs


def editable_measure(session: Session, actor: Actor, measure_id: int) -> OpenedMeasure:
    measure = open_measure(session, actor, measure_id=measure_id)
    verdict = may(actor, Action.CHANGE_FACTS, measure.as_thing)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    return measure


def parsed_values(
    fields: Sequence[FactField], entered: Mapping[str, Any], language: Language
) -> dict[str, Any]:
    """What is stored for what was typed, field by field. Raises `InvalidError` with the first mistake."""
    try:
        return {field.name: parsed_fact(field, entered.get(field.name), language) for field in fields}
    except FactError as error:
        raise InvalidError(error.message) from error


def save_row(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    table: type[AttachedRow],
    row_id: int | None,
    based_on: Mapping[str, Any] | None,
    values: Mapping[str, Any],
) -> int:
    """Adds a row, or changes the one with this id; gives its id. `based_on` is the row that the writer saw.

    Raises `RowConflictError` where the row is another one by now and differs from what is wanted.
    """
    measure = editable_measure(session, actor, measure_id)
    if row_id is None:
        row = _new_row(session, measure, table, values)
    else:
        row = _row_to_change(session, measure, table, row_id)
        stored = {name: getattr(row, name) for name in values}
        if stored == dict(values):
            return row_id
        if based_on is not None and stored != dict(based_on):
            raise RowConflictError(stored)
        for name, value in values.items():
            setattr(row, name, value)
    session.add(row)
    session.flush()
    action = f"{'add' if row_id is None else 'change'}_{table.__tablename__}"
    record_row(session, actor, measure, action=action, table=table, row_id=row.id, changes=values)
    return id_of(row)


def remove_row(
    session: Session, actor: Actor, *, measure_id: int, table: type[AttachedRow], row_id: int
) -> None:
    """Takes a row away. What is gone already is gone."""
    measure = editable_measure(session, actor, measure_id)
    row = session.get(table, row_id)
    if row is None:
        return
    if row.revision_id != measure.revision_id:
        raise NotFoundError(Message.of("attached.no_row"))
    session.delete(row)
    action = f"remove_{table.__tablename__}"
    record_row(session, actor, measure, action=action, table=table, row_id=row_id)


def record_row(
    session: Session,
    actor: Actor,
    measure: OpenedMeasure,
    *,
    action: str,
    table: type[SQLModel],
    row_id: int | None,
    changes: Mapping[str, Any] = _NO_CHANGES,
) -> None:
    plain = {name: value if value is None else str(value) for name, value in changes.items()}
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure.measure_id,
        action=action,
        thing=str(table.__tablename__),
        thing_id=row_id,
        changes=plain,
    )


def _new_row(
    session: Session, measure: OpenedMeasure, table: type[AttachedRow], values: Mapping[str, Any]
) -> AttachedRow:
    there = select(func.count()).select_from(table).where(col(table.revision_id) == measure.revision_id)
    if session.exec(there).one() >= MOST_ROWS:
        raise InvalidError(Message.of("attached.full", most=MOST_ROWS))
    return table(revision_id=measure.revision_id, **values)


def _row_to_change(
    session: Session, measure: OpenedMeasure, table: type[AttachedRow], row_id: int
) -> AttachedRow:
    row = session.get(table, row_id)
    if row is None:
        raise RowConflictError(None)
    if row.revision_id != measure.revision_id:
        raise NotFoundError(Message.of("attached.no_row"))
    return row
