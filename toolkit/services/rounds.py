"""Rounds (*Überarbeitungsrunden*): what a municipality is asked to change, and its reply to each item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, visible_replies, visible_rounds
from toolkit.catalogue import Catalogue
from toolkit.messages import Message, Text
from toolkit.model import (
    NoticeKind,
    Reply,
    Revision,
    Round,
    RoundItem,
    RoundKind,
    Stance,
    id_of,
    now,
)
from toolkit.services.catalogues import catalogue_of_revision
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.measures import OpenedMeasure, moved, open_measure, require
from toolkit.services.notices import Deadline, DeadlineOf, tell
from toolkit.services.review_access import under_review
from toolkit.services.revisions import copy_with_answers
from toolkit.storage import insert_if_absent, record_event
from toolkit.workflow import Step

MOST_ITEMS = 60
LONGEST_TEXT = 4000

Item = tuple[str, str]
"""The key of a question, or nothing for the measure as a whole, and what to change."""


@dataclass(frozen=True, slots=True)
class ReplyState:
    """A reply as stored. Version 0 means that nothing was stored yet."""

    stance: Stance | None = None
    text: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class ItemState:
    """One thing to change, and what the municipality says to it."""

    item_id: int
    question: str
    text: str
    reply: ReplyState = ReplyState()

    @property
    def is_answered(self) -> bool:
        """What was agreed with shows in the new revision; who disagrees says why."""
        stance, text = self.reply.stance, self.reply.text
        return stance is Stance.AGREE or (stance is Stance.DISAGREE and bool(text))


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round as its reader may see it; never by whom it was asked for."""

    round_id: int
    measure_id: int
    number: int
    kind: RoundKind
    revision_number: int
    text: str
    due_on: date | None
    requested_at: datetime
    closed_at: datetime | None
    items: tuple[ItemState, ...]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def unanswered(self) -> int:
        return sum(not item.is_answered for item in self.items)


class ReplyConflictError(ServiceError):
    """Somebody else replied to the same item meanwhile. Nothing was overwritten."""

    def __init__(self, mine: ReplyState, theirs: ReplyState) -> None:
        super().__init__(Message.of("rounds.reply_conflict"))
        self.mine, self.theirs = mine, theirs


def request_changes(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    items: Sequence[Item] = (),
    text: str = "",
    due_on: date | None = None,
) -> int:
    """Sends the newest submitted revision back with a list of what to change, and opens the next one, with
    all answers, for the municipality; gives the round's number. Items without a text are left out."""
    return _send_back(session, actor, measure_id, Step.REQUEST_CHANGES, _checked(items, text, due_on))


def return_incomplete(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    items: Sequence[Item] = (),
    text: str = "",
    due_on: date | None = None,
) -> int:
    """The same before anybody has begun to review: what is missing to begin with."""
    return _send_back(session, actor, measure_id, Step.RETURN_INCOMPLETE, _checked(items, text, due_on))


def rounds_of(session: Session, actor: Actor, *, measure_id: int) -> tuple[RoundState, ...]:
    """The rounds of a measure that the actor may read, the newest first."""
    rows = session.exec(
        select(Round, Revision.number)
        .join(Revision, col(Revision.id) == col(Round.revision_id))
        .where(col(Round.measure_id) == measure_id, col(Round.id).in_(visible_rounds(actor)))
        .order_by(col(Round.number).desc())
    ).all()
    items = _items_of(session, actor, [id_of(row) for row, _ in rows])
    return tuple(
        RoundState(
            round_id=id_of(row),
            measure_id=measure_id,
            number=row.number,
            kind=row.kind,
            revision_number=revision_number,
            text=row.text,
            due_on=row.due_on,
            requested_at=row.requested_at,
            closed_at=row.closed_at,
            items=tuple(items.get(id_of(row), ())),
        )
        for row, revision_number in rows
    )


def open_round(session: Session, actor: Actor, *, measure_id: int) -> RoundState | None:
    """The round that the municipality works on, if there is one and the actor may read it."""
    rounds = rounds_of(session, actor, measure_id=measure_id)
    return next((each for each in rounds if each.is_open), None)


def reply(
    session: Session,
    actor: Actor,
    *,
    round_item_id: int,
    based_on: int,
    stance: Stance | None,
    text: str,
) -> ReplyState:
    """Saves what the municipality says to one item and gives it as stored.

    `based_on` is the version that the writer saw, 0 where there was none; `ReplyConflictError` carries mine
    and theirs where somebody else wrote something different meanwhile.
    """
    asked = _open_round_with(session, actor, round_item_id)
    measure = open_measure(session, actor, measure_id=asked.measure_id)
    require(actor, Action.REPLY, measure.as_thing)
    text = _short_enough(text)
    insert_if_absent(
        session, Reply, {"round_item_id": round_item_id, "text": "", "changed_at": now(), "version": 0}
    )
    locked = select(Reply).where(col(Reply.round_item_id) == round_item_id).with_for_update()
    row = session.exec(locked.execution_options(populate_existing=True)).one()
    if (row.stance, row.text) == (stance, text):
        return _reply_state(row)
    if row.version != based_on:
        raise ReplyConflictError(ReplyState(stance, text, based_on), _reply_state(row))
    row.stance, row.text, row.changed_at = stance, text, now()
    row.version += 1
    session.add(row)
    _record_reply(session, actor, measure, row)
    return _reply_state(row)


def close_round(session: Session, asked: RoundState, *, answered_by: int, at: datetime) -> None:
    """The next submitted revision answers the round; part of submitting it."""
    row = session.get_one(Round, asked.round_id)
    row.answered_revision_id, row.closed_at = answered_by, at
    session.add(row)


def question_title(catalogue: Catalogue, key: str) -> Text | Message | str:
    """What an item is about. A question that the catalogue no longer has keeps its key."""
    if not key:
        return Message.of("rounds.whole_measure")
    question = catalogue.questions.get(key)
    return question.title if question else key


_KINDS = {
    Step.REQUEST_CHANGES: (RoundKind.CHANGES, NoticeKind.CHANGES_REQUESTED),
    Step.RETURN_INCOMPLETE: (RoundKind.INCOMPLETE, NoticeKind.RETURNED_INCOMPLETE),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    items: tuple[Item, ...]
    text: str
    due_on: date | None


def _send_back(session: Session, actor: Actor, measure_id: int, step: Step, asked: _Asked) -> int:
    measure = open_measure(session, actor, measure_id=measure_id)
    thing = under_review(session, measure)
    require(actor, Action(step.value), thing)
    _refuse_unknown_questions(session, measure, asked.items)
    return _sent_back(session, actor, measure, step, asked)


def send_back_decided(
    session: Session, actor: Actor, measure: OpenedMeasure, *, text: str, due_on: date | None
) -> int:
    """A meeting said that the measure is to be reworked: access was asked for by closing it."""
    return _sent_back(session, actor, measure, Step.REQUEST_CHANGES, _Asked((), text, due_on))


def _sent_back(session: Session, actor: Actor, measure: OpenedMeasure, step: Step, asked: _Asked) -> int:
    (kind, told), measure_id = _KINDS[step], measure.measure_id
    earlier = select(Round.number).where(col(Round.measure_id) == measure_id)
    row = Round(
        measure_id=measure_id,
        number=max(session.exec(earlier), default=0) + 1,
        kind=kind,
        revision_id=measure.revision_id,
        text=asked.text,
        due_on=asked.due_on,
        requested_by_id=actor.person_id,
    )
    said = {"round": row.number, "text": asked.text, "due_on": asked.due_on, "items": asked.items}
    moved(session, actor, measure, step, revision=measure.revision_number, **said)
    session.add(row)
    session.flush()
    session.add_all(RoundItem(round_id=id_of(row), question_key=key, text=text) for key, text in asked.items)
    copy_with_answers(session, actor, measure)
    deadline = Deadline(DeadlineOf.ROUND, id_of(row), asked.due_on) if asked.due_on else None
    tell(session, kind=told, measure_id=measure_id, by_id=actor.person_id, deadline=deadline)
    return row.number


def _checked(items: Sequence[Item], text: str, due_on: date | None) -> _Asked:
    said = tuple((key, _short_enough(each)) for key, each in items if each.strip())
    asked = _Asked(said, _short_enough(text), due_on)
    if not asked.items and not asked.text:
        raise InvalidError(Message.of("rounds.nothing_asked"))
    if len(asked.items) > MOST_ITEMS:
        raise InvalidError(Message.of("rounds.too_many_items", most=MOST_ITEMS))
    if due_on is not None and due_on < now().astimezone().date():
        raise InvalidError(Message.of("rounds.due_in_the_past", due=due_on))
    return asked


def _short_enough(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise InvalidError(Message.of("rounds.too_long", longest=LONGEST_TEXT, length=len(text)))
    return text


def _refuse_unknown_questions(session: Session, measure: OpenedMeasure, items: Sequence[Item]) -> None:
    questions = catalogue_of_revision(session, measure.revision_id).questions
    for key, _ in items:
        if key and key not in questions:
            raise NotFoundError(Message.of("services.no_question", question=key))


def _items_of(session: Session, actor: Actor, rounds: Sequence[int]) -> dict[int, list[ItemState]]:
    replies = {
        row.round_item_id: _reply_state(row)
        for row in session.exec(
            select(Reply)
            .join(RoundItem, col(RoundItem.id) == col(Reply.round_item_id))
            .where(col(RoundItem.round_id).in_(rounds), col(Reply.id).in_(visible_replies(actor)))
        )
    }
    items: dict[int, list[ItemState]] = {}
    rows = select(RoundItem).where(col(RoundItem.round_id).in_(rounds)).order_by(col(RoundItem.id))
    for row in session.exec(rows):
        said = replies.get(id_of(row), ReplyState())
        state = ItemState(id_of(row), row.question_key, row.text, said)
        items.setdefault(row.round_id, []).append(state)
    return items


def _open_round_with(session: Session, actor: Actor, round_item_id: int) -> Round:
    row = session.exec(
        select(Round)
        .join(RoundItem, col(RoundItem.round_id) == col(Round.id))
        .where(col(RoundItem.id) == round_item_id, col(Round.id).in_(visible_rounds(actor)))
    ).one_or_none()
    if row is None:
        raise NotFoundError(Message.of("rounds.no_item"))
    if row.closed_at is not None:
        raise RefusedError(Message.of("access.not_now.reply"))
    return row


def _reply_state(row: Reply) -> ReplyState:
    return ReplyState(row.stance, row.text, row.version)


def _record_reply(session: Session, actor: Actor, measure: OpenedMeasure, row: Reply) -> None:
    changes: dict[str, Any] = {"stance": row.stance and row.stance.value, "text": row.text}
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure.measure_id,
        action="reply",
        thing="reply",
        thing_id=id_of(row),
        changes=changes,
    )
