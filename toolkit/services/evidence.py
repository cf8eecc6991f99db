"""Evidence: where a reader can look an answer up. It belongs to a revision and a question.

A further revision copies the rows; the files themselves are shared, and stay as long as any row names one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from sqlmodel import Session, col, func, select

from toolkit.access import Action, Actor, may
from toolkit.filetypes import FileKind, SoundFile
from toolkit.messages import Message
from toolkit.model import Blob, Evidence, EvidenceKind, id_of
from toolkit.model.inputs import EvidenceInput, is_web_address
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.measures import OpenedMeasure, open_measure
from toolkit.storage import BlobStore, record_event

MOST_PER_QUESTION = 10
MOST_FILES = 20
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A link, a document, or a file, with the place in it."""

    evidence_id: int
    kind: EvidenceKind
    title: str
    url: str
    page: str
    quote: str
    file_name: str = ""
    size: int | None = None


def read_evidence(*, title: str, url: str, page: str, quote: str) -> EvidenceInput:
    """What was typed, checked. Raises `InvalidError` with a sentence."""
    entered = read_place(title=title, url=url, page=page, quote=quote)
    if not (entered.title or entered.url):
        raise InvalidError(Message.of("services.evidence_empty"))
    return entered


def read_place(*, title: str, url: str, page: str, quote: str) -> EvidenceInput:
    """The same for what stands beside a file: nothing need be there. Raises `InvalidError`."""
    try:
        entered = EvidenceInput(title=title, url=url, page=page, quote=quote)
    except ValidationError as error:
        raise InvalidError(Message.of("services.evidence_too_long")) from error
    if entered.url and not is_web_address(entered.url):
        raise InvalidError(Message.of("services.evidence_no_address"))
    return entered


def evidence_by_question(session: Session, revision_id: int) -> Mapping[str, tuple[EvidenceItem, ...]]:
    """The evidence of a revision that the caller has opened, in the order in which it was added."""
    found: dict[str, list[EvidenceItem]] = defaultdict(list)
    rows = (
        select(Evidence, Blob.size)
        .outerjoin(Blob, col(Blob.id) == col(Evidence.blob_id))
        .where(col(Evidence.revision_id) == revision_id)
        .order_by(col(Evidence.id))
    )
    for row, size in session.exec(rows):
        item = EvidenceItem(
            id_of(row), row.kind, row.title, row.url, row.page, row.quote, row.file_name, size
        )
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
        same = (item.title, item.url, item.page, item.quote) == tuple(entered.model_dump().values())
        if same and item.kind is not EvidenceKind.FILE:
            return item.evidence_id
    _refuse_more_than_fits(present)
    row = Evidence(revision_id=measure.revision_id, question_key=question, kind=kind, **entered.model_dump())
    return _added(session, actor, measure, row)


def add_file(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    question: str,
    file: SoundFile,
    name: str,
    entered: EvidenceInput,
    store: BlobStore,
) -> int:
    """Adds an uploaded file to the working revision; the same twice is one.

    The file is on the disk before its row is saved. `name` is what the person's computer called it.
    """
    measure = _editable(session, actor, measure_id)
    blob = keep_file(session, store, file)
    present = session.exec(
        select(Evidence.id).where(
            col(Evidence.revision_id) == measure.revision_id,
            col(Evidence.question_key) == question,
            col(Evidence.blob_id) == blob.id,
        )
    ).first()
    if present is not None:
        return present
    _refuse_more_than_fits(evidence_by_question(session, measure.revision_id).get(question, ()))
    _refuse_more_files(session, measure.revision_id)
    row = Evidence(
        revision_id=measure.revision_id,
        question_key=question,
        kind=EvidenceKind.FILE,
        blob_id=blob.id,
        file_name=safe_name(name, file.kind),
        **entered.model_dump(),
    )
    return _added(session, actor, measure, row)


def safe_name(name: str, kind: FileKind) -> str:
    """A name that every system takes, without folders, with the ending of what the file is."""
    plain = unicodedata.normalize("NFC", name)
    base = re.split(r"[/\\]", plain)[-1]
    # Neither control characters nor those that turn the direction of writing, which hide an ending.
    kept = "".join("-" if unicodedata.category(each)[0] == "C" else each for each in base)
    stem, dot, _ = kept.rpartition(".")
    cleaned = re.sub(r'[<>:"|?*\s]+', " ", stem if dot else kept).strip(" .-")
    return f"{cleaned[:LONGEST_NAME] or kind.name.lower()}{kind.extension}"


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


def keep_file(session: Session, store: BlobStore, file: SoundFile) -> Blob:
    """The row of a file; the file is on the disk before it."""
    sha256 = store.keep(file.content)
    blob = session.exec(select(Blob).where(col(Blob.sha256) == sha256)).one_or_none()
    if blob is None:
        blob = Blob(sha256=sha256, size=len(file.content), media_type=file.kind.media_type)
        session.add(blob)
        session.flush()
    return blob


def _refuse_more_than_fits(present: Sequence[EvidenceItem]) -> None:
    if len(present) >= MOST_PER_QUESTION:
        raise InvalidError(Message.of("services.evidence_full", most=MOST_PER_QUESTION))


def _refuse_more_files(session: Session, revision_id: int) -> None:
    of_revision = select(func.count()).where(
        col(Evidence.revision_id) == revision_id, col(Evidence.blob_id).is_not(None)
    )
    if session.exec(of_revision).one() >= MOST_FILES:
        raise InvalidError(Message.of("services.evidence_many_files", most=MOST_FILES))


def _added(session: Session, actor: Actor, measure: OpenedMeasure, row: Evidence) -> int:
    session.add(row)
    session.flush()
    changes = row.model_dump(include={"title", "url", "page", "quote"})
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure.measure_id,
        action="add_evidence",
        thing="evidence",
        thing_id=id_of(row),
        changes=changes | ({"file_name": row.file_name} if row.blob_id else {}),
    )
    return id_of(row)


def _editable(session: Session, actor: Actor, measure_id: int) -> OpenedMeasure:
    measure = open_measure(session, actor, measure_id=measure_id)
    verdict = may(actor, Action.ANSWER, measure.as_thing)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    return measure
