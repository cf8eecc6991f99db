"""Evidence: where a reader can look an answer up. It belongs to a revision and a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model import Evidence, EvidenceKind, id_of
from toolkit.model.inputs import EvidenceInput
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.measures import OpenedMeasure, open_measure
from toolkit.storage import record_event

MOST_PER_QUESTION = 10


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A link, or a document with the place in it."""

    evidence_id: int
    kind: EvidenceKind
    title: str
    url: str
    page: str
    quote: str


def read_evidence(*, title: str, url: str, page: str, quote: str) -> EvidenceInput:
    """What was typed, checked. Raises `InvalidError` with a sentence."""
    try:
        entered = EvidenceInput(title=title, url=url, page=page, quote=quote)
    except ValidationError as error:
        raise InvalidError(Message.of("services.evidence_too_long")) from error
    if not (entered.title or entered.url):
        raise InvalidError(Message.of("services.evidence_empty"))
    if entered.url and not _is_web_address(entered.url):
        raise InvalidError(Message.of("services.evidence_no_address"))
    return entered


def evidence_by_question(session: Session, revision_id: int) -> Mapping[str, tuple[EvidenceItem, ...]]:
    """The evidence of a revision that the caller has opened, in the order in which it was added."""
    found: dict[str, list[EvidenceItem]] = defaultdict(list)
    rows = select(Evidence).where(col(Evidence.revision_id) == revision_id).order_by(col(Evidence.id))
    for row in session.exec(rows):
        item = EvidenceItem(id_of(row), row.kind, row.title, row.url, row.page, row.quote)
        found[row.question_key or ""].append(item)
    return {question: tuple(items) for question, items in found.items()}


def add_evidence(
    session: Session, actor: Actor, *, measure_id: int, question: str, entered: EvidenceInput
) -> int:
    """Adds evidence to the working revision; the same twice is one."""
    measure = _editable(session, actor, measure_id)
    kind = EvidenceKind.DOCUMENT if entered.title else EvidenceKind.LINK
    present = evidence_by_question(session, measure.revision_id).get(question, ())
    for item in present:
        if (item.title, item.url, item.page, item.quote) == tuple(entered.model_dump().values()):
            return item.evidence_id
    if len(present) >= MOST_PER_QUESTION:
        raise InvalidError(Message.of("services.evidence_full", most=MOST_PER_QUESTION))
    row = Evidence(revision_id=measure.revision_id, question_key=question, kind=kind, **entered.model_dump())
    session.add(row)
    session.flush()
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure_id,
        action="add_evidence",
        thing="evidence",
        thing_id=id_of(row),
        changes=entered.model_dump(),
    )
    return id_of(row)


def remove_evidence(session: Session, actor: Actor, *, measure_id: int, evidence_id: int) -> None:
    """Takes evidence away again. What is gone already is gone."""
    measure = _editable(session, actor, measure_id)
    row = session.get(Evidence, evidence_id)
    if row is None:
        return
    if row.revision_id != measure.revision_id:
        raise NotFoundError(Message.of("services.no_evidence"))
    session.delete(row)
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure_id,
        action="remove_evidence",
        thing="evidence",
        thing_id=evidence_id,
    )


def _editable(session: Session, actor: Actor, measure_id: int) -> OpenedMeasure:
    measure = open_measure(session, actor, measure_id=measure_id)
    verdict = may(actor, Action.ANSWER, measure.as_thing)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    return measure


def _is_web_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.hostname)
