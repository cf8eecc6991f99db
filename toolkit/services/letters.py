"""The letter to a municipality about one submitted revision: written once for all reviews, and sent once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, visible_letters
from toolkit.catalogue import Catalogue
from toolkit.messages import Message
from toolkit.model import Letter, now
from toolkit.services.catalogues import catalogue_of_revision
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.feedback import Feedback, read_feedback
from toolkit.services.measures import OpenedMeasure, open_measure, require
from toolkit.services.review_access import under_review
from toolkit.services.revisions import revisions_of
from toolkit.storage import insert_if_absent, record_event

LONGEST_LETTER = 20_000


@dataclass(frozen=True, slots=True)
class LetterState:
    """A letter as stored. Version 0 means that nothing was stored yet."""

    text: str = ""
    version: int = 0
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """The letter with what a draft is made of: the final reviews as the municipality may read them."""

    measure: OpenedMeasure
    catalogue: Catalogue
    feedback: Feedback | None
    letter: LetterState


class LetterConflictError(ServiceError):
    """Somebody else changed the letter meanwhile. Nothing was overwritten."""

    def __init__(self, mine: str, theirs: LetterState) -> None:
        super().__init__(Message.of("letters.conflict"))
        self.mine, self.theirs = mine, theirs


def open_letter(session: Session, actor: Actor, *, measure_id: int) -> OpenedLetter:
    """The letter about the newest submitted revision, for who may write it."""
    measure = _to_write(session, actor, measure_id)
    return OpenedLetter(
        measure,
        catalogue_of_revision(session, measure.revision_id),
        read_feedback(session, actor, measure=measure),
        read_letter(session, actor, measure=measure) or LetterState(),
    )


def read_letter(session: Session, actor: Actor, *, measure: OpenedMeasure) -> LetterState | None:
    """The letter about a revision that the caller has opened; None where the actor may read none."""
    row = session.exec(
        select(Letter).where(
            col(Letter.revision_id) == measure.revision_id, col(Letter.id).in_(visible_letters(actor))
        )
    ).one_or_none()
    return _state(row) if row else None


def save_letter(session: Session, actor: Actor, *, measure_id: int, based_on: int, text: str) -> LetterState:
    """Saves the letter and gives it as stored. `based_on` is the version that the writer saw."""
    measure = _to_write(session, actor, measure_id)
    text = text.strip()
    if len(text) > LONGEST_LETTER:
        raise InvalidError(Message.of("letters.too_long", longest=LONGEST_LETTER, length=len(text)))
    row = _locked(session, measure.revision_id)
    if row.text == text and row.version:
        return _state(row)
    _refuse_sent(row)
    if row.version != based_on:
        raise LetterConflictError(text, _state(row))
    row.text, row.changed_at, row.written_by_id = text, now(), actor.person_id
    return _saved(session, actor, measure, row, action="write_letter", changed="text")


def send_letter(session: Session, actor: Actor, *, measure_id: int, based_on: int) -> LetterState:
    """Notes that the letter went out: the municipality reads it on its page, and nobody changes it any
    more."""
    measure = _to_write(session, actor, measure_id)
    row = _locked(session, measure.revision_id)
    _refuse_sent(row)
    if not row.text:
        raise InvalidError(Message.of("letters.empty"))
    if row.version != based_on:
        raise LetterConflictError(row.text, _state(row))
    row.sent_at = now()
    return _saved(session, actor, measure, row, action="send_letter", changed="sent_at")


def _to_write(session: Session, actor: Actor, measure_id: int) -> OpenedMeasure:
    revisions = revisions_of(session, actor, measure_id=measure_id)
    submitted = [each.number for each in revisions if each.submitted_at is not None]
    if not submitted:
        raise NotFoundError(Message.of("services.no_measure"))
    measure = open_measure(session, actor, measure_id=measure_id, number=submitted[0])
    require(actor, Action.WRITE_LETTER, under_review(session, measure))
    return measure


def _locked(session: Session, revision_id: int) -> Letter:
    insert_if_absent(
        session, Letter, {"revision_id": revision_id, "text": "", "changed_at": now(), "version": 0}
    )
    row = select(Letter).where(col(Letter.revision_id) == revision_id).with_for_update()
    return session.exec(row.execution_options(populate_existing=True)).one()


def _refuse_sent(row: Letter) -> None:
    if row.sent_at is not None:
        raise RefusedError(Message.of("letters.is_sent"))


def _saved(
    session: Session, actor: Actor, measure: OpenedMeasure, row: Letter, *, action: str, changed: str
) -> LetterState:
    row.version += 1
    session.add(row)
    session.flush()
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure.measure_id,
        action=action,
        thing="letter",
        thing_id=row.id,
        changes={changed: str(getattr(row, changed))},
    )
    return _state(row)


def _state(row: Letter) -> LetterState:
    return LetterState(row.text, row.version, row.sent_at)
