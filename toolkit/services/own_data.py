"""What is stored of one person: the whole of it, as one document (Article 15 of the GDPR)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Row, Table, select
from sqlmodel import Session

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model import metadata
from toolkit.services.errors import NotFoundError, RefusedError
from toolkit.storage import EVERYBODY, working_for

# Rows about the person: all that stands in them.
ABOUT = {
    ("person", "id"),
    ("membership", "person_id"),
    ("deputyship", "person_id"),
    ("deputyship", "deputy_id"),
    ("assignment", "person_id"),
    ("conflict", "person_id"),
    ("assessment", "author_id"),
    ("attendance", "person_id"),
    ("snippet", "person_id"),
    ("outbox_message", "person_id"),
    ("download_token", "person_id"),
}
# Rows about something else on which the person's number stands: which row it is, and no more of it.
DONE = {
    ("import", "person_id"),
    ("measure", "owner_id"),
    ("measure", "deputy_id"),
    ("assignment", "assigned_by_id"),
    ("conflict", "declared_by_id"),
    ("release", "released_by_id"),
    ("revision", "released_by_id"),
    ("joint_judgement", "settled_by_id"),
    ("letter", "written_by_id"),
    ("review_release", "released_by_id"),
    ("round", "requested_by_id"),
    ("answer", "changed_by_id"),
    ("earlier_answer", "changed_by_id"),
    ("weight_set", "proposed_by_id"),
    ("package", "proposed_by_id"),
    ("meeting", "prepared_by_id"),
    ("decision", "recorded_by_id"),
    ("handover", "person_id"),
    ("event", "actor_id"),
}
# What hangs on a review belongs to whoever wrote it, and on an attendance to whoever came.
HANGS_ON = {
    "assessment": ("answer", "earlier_answer", "comment", "recommendation", "review_confirmation"),
    "attendance": ("ballot_answer", "recusal", "dissent"),
}
# What the page counts, in this order.
SHOWN = (
    "person", "membership", "deputyship", "assignment", "conflict", "assessment", "answer", "comment",
    "recommendation", "snippet", "outbox_message", "event",
)  # fmt: skip
# Of no use to anybody but a thief.
_KEPT_BACK = {"token_hash", "browser_hash"}


def own_data(session: Session, actor: Actor, *, person_id: int | None = None) -> dict[str, Any]:
    """Everything stored of the actor; of somebody else for the administration only. A document of lists by
    table, ready for JSON. Raises `RefusedError` and `NotFoundError`."""
    wanted = actor.person_id if person_id is None else person_id
    if wanted != actor.person_id:
        verdict = may(actor, Action.MANAGE_PEOPLE)
        if verdict.reason:
            raise RefusedError(verdict.reason)
    # Also what lies in working revisions of a municipality for which they do not plan any more.
    with working_for(session, EVERYBODY):
        return _document(session, wanted)


def _document(session: Session, wanted: int) -> dict[str, Any]:
    about: dict[str, list[dict[str, Any]]] = {}
    for name, column in sorted(ABOUT):
        about.setdefault(name, []).extend(_rows(session, name, column, wanted))
    if not about["person"]:
        raise NotFoundError(Message.of("people.unknown"))
    for owner, names in HANGS_ON.items():
        owned = [row["id"] for row in about[owner]]
        for name in names:
            table = metadata.tables[name]
            about[name] = _found(session, table, table.c[f"{owner}_id"].in_(owned))
    done = {f"{name}.{column}": _ids(session, name, column, wanted) for name, column in sorted(DONE)}
    return {"about": about, "done": done}


def counts(document: Mapping[str, Any]) -> dict[str, int]:
    """How much of what is there, for the page: by table, and the entries of the log."""
    about = {name: len(rows) for name, rows in document["about"].items()}
    return {**about, "event": len(document["done"]["event.actor_id"])}


def _rows(session: Session, name: str, column: str, person_id: int) -> list[dict[str, Any]]:
    table = metadata.tables[name]
    return _found(session, table, table.c[column] == person_id)


def _found(session: Session, table: Table, condition: Any) -> list[dict[str, Any]]:
    shown = [column for column in table.columns if column.name not in _KEPT_BACK]
    rows = session.execute(select(*shown).where(condition).order_by(table.c.id))
    return [_plain(row, shown) for row in rows]


def _ids(session: Session, name: str, column: str, person_id: int) -> list[int]:
    table = metadata.tables[name]
    found = session.execute(select(table.c.id).where(table.c[column] == person_id).order_by(table.c.id))
    return [row.id for row in found]


def _plain(row: Row[Any], columns: Iterable[Column[Any]]) -> dict[str, Any]:
    return {column.name: _value(value) for column, value in zip(columns, row, strict=True)}


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, (UUID, Decimal)) else value
