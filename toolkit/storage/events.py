"""The log: one event for each change, each carrying the hash of the one before.

What is hashed is documented in `docs/storage.md`, so that others can check a chain without this code.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from toolkit.model import Event, now
from toolkit.storage.identity import identity_of_session

GENESIS = "0" * 64
_NO_CHANGES: Mapping[str, object] = MappingProxyType({})


def record_event(
    session: Session,
    *,
    actor_id: int | None,
    programme_id: int | None,
    measure_id: int | None,
    action: str,
    thing: str,
    thing_id: int | None,
    changes: Mapping[str, object] = _NO_CHANGES,
) -> Event:
    """Log a change, in the same transaction. `changes` are the new values by field; only hashes are kept.
    `measure_id` is the measure that it concerns, whatever the thing of it that changed.

    The session is one of `writing()`: there nobody else can add to the chain before this one commits.
    """
    identity = identity_of_session(session)
    if identity.in_place_of is not None and actor_id == identity.person_id:
        changes = {**changes, "in_place_of": identity.in_place_of}
    salt = secrets.token_hex(16)
    event = Event(
        at=now(),
        actor_id=actor_id,
        programme_id=programme_id,
        measure_id=measure_id,
        action=action,
        thing=thing,
        thing_id=thing_id,
        fields={name: _value_hash(salt, name, value) for name, value in sorted(changes.items())},
        salt=salt,
        previous_hash=head_hash(session),
        hash="",
    )
    event.hash = hash_of_event(event.model_dump())
    session.add(event)
    session.flush()
    return event


def head_hash(session: Session) -> str:
    """The hash of the last event: who notes it down can prove later that nothing before was changed."""
    last = select(Event.hash).order_by(col(Event.id).desc()).limit(1)
    return session.exec(last).first() or GENESIS


def hash_of_event(event: Mapping[str, Any]) -> str:
    content = {name: value for name, value in event.items() if name not in ("id", "hash")}
    if content["measure_id"] is None:
        # Events of no measure are hashed as they were before measures had chains of their own.
        del content["measure_id"]
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _value_hash(salt: str, name: str, value: object) -> str:
    return hashlib.sha256(f"{salt}\n{name}\n{_canonical(value)}".encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_as_text)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"An event cannot hash {value!r}.")
