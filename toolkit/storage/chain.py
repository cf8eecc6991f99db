"""Verifying the log: that no event was changed or removed, and what state of it was noted down earlier.

Each event carries the hash of the one before, so a head (the newest hash) stands for everything until then.
Each measure has a head of its own, folded from its events alone; `docs/storage.md` has both formulas.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from toolkit.model import Event
from toolkit.storage.events import GENESIS, hash_of_event


class Flaw(StrEnum):
    """What is wrong with an event."""

    CHANGED = "changed"
    AFTER_GAP = "after_gap"


@dataclass(frozen=True, slots=True)
class WrongEvent:
    event_id: int
    measure_id: int | None
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    """What the whole log shows: its head, that of each measure, and what is wrong with it."""

    events: int
    head: str
    measure_heads: Mapping[int, str]
    wrong: tuple[WrongEvent, ...]
    lost_heads: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not self.wrong and not self.lost_heads


def verify_log(session: Session, *, noted_heads: Iterable[str] = ()) -> VerifiedLog:
    """Reads every event. `noted_heads` were written down earlier, of the log or of single measures: those
    that the log no longer leads past are `lost_heads`."""
    wrong: list[WrongEvent] = []
    heads: dict[int, str] = {}
    lost = dict.fromkeys(head for head in noted_heads if head != GENESIS)
    events, previous = 0, GENESIS
    for event in _events(session):
        flaw = _flaw(event, previous)
        if flaw is not None:
            wrong.append(WrongEvent(event["id"], event["measure_id"], flaw))
        events, previous = events + 1, event["hash"]
        lost.pop(previous, None)
        if event["measure_id"] is not None:
            heads[event["measure_id"]] = head = next_head(heads.get(event["measure_id"], GENESIS), previous)
            lost.pop(head, None)
    return VerifiedLog(events, previous, heads, tuple(wrong), tuple(lost))


def verify_chain(session: Session) -> int | None:
    """The id of the first event that was changed, or that follows a removed one; None if all are sound."""
    wrong = verify_log(session).wrong
    return wrong[0].event_id if wrong else None


def measure_heads(session: Session, measure_ids: Iterable[int]) -> Mapping[int, str]:
    """The head of each of these measures that has an event, without verifying anything."""
    rows = session.exec(
        select(Event.measure_id, Event.hash)
        .where(col(Event.measure_id).in_(list(measure_ids)))
        .order_by(col(Event.id))
    )
    heads: dict[int, str] = {}
    for measure_id, event_hash in rows:
        if measure_id is not None:
            heads[measure_id] = next_head(heads.get(measure_id, GENESIS), event_hash)
    return heads


def next_head(head: str, event_hash: str) -> str:
    """The head of a measure after one more of its events."""
    return hashlib.sha256(f"{head}\n{event_hash}".encode()).hexdigest()


def _events(session: Session) -> Iterator[dict[str, Any]]:
    columns = Event.__table__.c  # type: ignore[attr-defined]  # SQLModel adds the table at run time
    statement = select(*columns).order_by(columns.id).execution_options(yield_per=1000)
    with session.execute(statement) as rows:
        for row in rows:
            yield row._asdict()


def _flaw(event: Mapping[str, Any], previous: str) -> Flaw | None:
    if event["hash"] != hash_of_event(event):
        return Flaw.CHANGED
    return None if event["previous_hash"] == previous else Flaw.AFTER_GAP
