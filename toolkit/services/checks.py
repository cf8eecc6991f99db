"""Preliminary checks (*Vorprüfungen*): eight offices, each with a state, who checked, and when. Unscored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.messages import Message
from toolkit.model import CheckKind, CheckState, PreliminaryCheck
from toolkit.model.attached import CHECK_FIELDS
from toolkit.services.attached import editable_measure, parsed_values, record_row
from toolkit.services.errors import ServiceError
from toolkit.storage import insert_if_absent

DONE = frozenset({CheckState.PASSED, CheckState.WITH_CONDITIONS, CheckState.NOT_NEEDED})
_FIELDS = {field.name: field for field in CHECK_FIELDS}


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A check as stored, or as it stands before anybody wrote anything."""

    kind: CheckKind
    state: CheckState = CheckState.OPEN
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def title(self) -> Message:
        return Message.of(f"checks.kind.{self.kind.value}")


class CheckConflictError(ServiceError):
    """Somebody else wrote the same field of the same check meanwhile. Nothing was overwritten."""

    def __init__(self, mine: Any, theirs: Any) -> None:
        super().__init__(Message.of("checks.conflict"))
        self.mine, self.theirs = mine, theirs


def checks_of(session: Session, revision_id: int) -> tuple[CheckItem, ...]:
    """All eight, in their order."""
    rows = session.exec(select(PreliminaryCheck).where(col(PreliminaryCheck.revision_id) == revision_id))
    stored = {row.kind: CheckItem(row.kind, row.state, row.checked_by, row.checked_on) for row in rows}
    return tuple(stored.get(kind, CheckItem(kind)) for kind in CheckKind)


def change_check(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    kind: CheckKind,
    field: str,
    based_on: Any,
    entered: Any,
) -> Any:
    """Saves one field of one check and gives what is stored. `based_on` is the value that the writer saw."""
    measure = editable_measure(session, actor, measure_id)
    value = parsed_values([_FIELDS[field]], {field: entered}, actor.language)[field]
    row = _row(session, measure.revision_id, kind)
    stored = getattr(row, field)
    if stored == value:
        return stored
    if stored != based_on:
        raise CheckConflictError(value, stored)
    setattr(row, field, value)
    session.add(row)
    session.flush()
    changes = {"kind": kind, field: value}
    record_row(
        session,
        actor,
        measure,
        action="change_check",
        table=PreliminaryCheck,
        row_id=row.id,
        changes=changes,
    )
    return value


def _row(session: Session, revision_id: int, kind: CheckKind) -> PreliminaryCheck:
    """Made now where there is none, so that two first writers meet the same comparison."""
    blank = {"revision_id": revision_id, "kind": kind, "state": CheckState.OPEN, "checked_by": ""}
    insert_if_absent(session, PreliminaryCheck, blank)
    return session.exec(
        select(PreliminaryCheck)
        .where(col(PreliminaryCheck.revision_id) == revision_id, col(PreliminaryCheck.kind) == kind)
        .execution_options(populate_existing=True)
    ).one()
