"""Heads of the log for minutes and backups, and what verifying the log against noted ones says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from toolkit.access import Actor, visible_revisions
from toolkit.messages import Message
from toolkit.model import Revision
from toolkit.services.errors import InvalidError
from toolkit.storage import VerifiedLog, WrongEvent, head_hash, measure_heads

_HEAD = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class MeasureHead:
    """What stands for the whole history of one measure until now."""

    measure_id: int
    title: str
    head: str


@dataclass(frozen=True, slots=True)
class Heads:
    """What minutes note down: nothing before can be changed later without these no longer fitting."""

    log: str
    measures: tuple[MeasureHead, ...]


def heads(session: Session, actor: Actor) -> Heads:
    """The head of the log, and those of the measures that the actor may see, as they are named to the actor.
    A measure of which no event is known has none."""
    visible = visible_revisions(actor).subquery()
    rows = session.exec(
        select(Revision.measure_id, Revision.title)
        .join(visible, visible.c.id == col(Revision.id))
        .order_by(col(Revision.measure_id), col(Revision.number))
    )
    titles = dict(rows.all())
    found = measure_heads(session, titles)
    measures = tuple(MeasureHead(key, titles[key], found[key]) for key in titles if key in found)
    return Heads(head_hash(session), measures)


def noted_heads(given: str) -> tuple[str, ...]:
    """A head as it was written down, or those in a file, such as an earlier output of `verify`."""
    found = _HEAD.findall(given.strip().lower()) or _HEAD.findall(_text_of(given))
    if not found:
        raise InvalidError(Message.of("verify.no_head", given=given))
    return tuple(dict.fromkeys(found))


def told_log(log: VerifiedLog, *, noted: int) -> Iterator[Message]:
    """What verifying showed, `noted` heads compared. Of a log that was changed, no head is worth noting."""
    yield from (_told_event(event) for event in log.wrong)
    for head in log.lost_heads:
        yield Message.of("verify.lost_head", head=head)
    if not log.is_sound:
        yield Message.of("verify.not_sound")
        return
    yield Message.of("verify.sound", n=log.events)
    yield Message.of("verify.kept_heads", n=noted) if noted else Message.of("verify.end_unknown")
    yield Message.of("verify.head", head=log.head)
    for measure_id, head in sorted(log.measure_heads.items()):
        yield Message.of("verify.measure_head", measure=str(measure_id), head=head)


def _told_event(event: WrongEvent) -> Message:
    if event.measure_id is None:
        return Message.of(f"verify.{event.flaw.value}", event=str(event.event_id))
    key = f"verify.{event.flaw.value}_of_measure"
    return Message.of(key, event=str(event.event_id), measure=str(event.measure_id))


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace").lower()
    except (OSError, ValueError):
        return ""
