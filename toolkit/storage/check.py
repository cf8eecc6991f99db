"""What must hold in every database, whichever way its rows came in (`python -m toolkit check`)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Row, String, func, type_coerce
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from toolkit.catalogue.schema import Catalogue
from toolkit.judging import AnswerKind
from toolkit.messages import Message
from toolkit.model import (
    NAME_TAKEN_OUT,
    Answer,
    Assessment,
    AssessmentKind,
    CatalogueVersion,
    Measure,
    Meeting,
    MeetingState,
    Programme,
    ProgrammeMunicipality,
    Revision,
    Snapshot,
    programme_title,
)
from toolkit.storage.app_role import wrong_rights
from toolkit.storage.chain import verify_chain
from toolkit.storage.migration import schema_refusal, session_revision
from toolkit.storage.policies import wrong_policies
from toolkit.storage.triggers import wrong_triggers


@dataclass(frozen=True, slots=True)
class _StoredCatalogue:
    row: CatalogueVersion
    catalogue: Catalogue | None

    def message(self, key: str, **values: object) -> Message:
        return Message.of(key, catalogue=self.row.catalogue, version=str(self.row.version), **values)


def check_database(session: Session) -> tuple[Message, ...]:
    """Every rule that is broken, as a sentence; empty where all is well. Reads only, as the role of the app.

    Where the schema is not this version's, only that is said: nothing else could be read for certain.
    """
    refusal = schema_refusal(session_revision(session))
    if refusal:
        return (refusal.message,)
    return (*wrong_rights(session.connection()), *broken_rules(session))


def broken_rules(session: Session) -> tuple[Message, ...]:
    """The same without a look at the role that asks."""
    catalogues = {row.id: _StoredCatalogue(row, _read(row)) for row in session.exec(select(CatalogueVersion))}
    return (
        *_file(session),
        *_foreign_keys(session),
        *_triggers(session),
        *_policies(session),
        *_event_chain(session),
        *_working_revisions(session),
        *_unfinished(session),
        *_taking_part(session),
        *_catalogues(catalogues),
        *_answers(session, catalogues),
        *_snapshots(session),
    )


def _file(session: Session) -> Iterator[Message]:
    if session.get_bind().dialect.name != "sqlite":
        return
    for (detail,) in session.connection().exec_driver_sql("PRAGMA integrity_check"):
        if detail != "ok":
            yield Message.of("storage.check_damaged", detail=detail)


def _foreign_keys(session: Session) -> Iterator[Message]:
    """PostgreSQL never lets them be broken; SQLite does in connections that have not switched them on."""
    if session.get_bind().dialect.name != "sqlite":
        return
    rows = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    for table, count in sorted(Counter(row[0] for row in rows).items()):
        yield Message.of("storage.check_foreign_key", table=table, n=count)


def _triggers(session: Session) -> Iterator[Message]:
    for name in wrong_triggers(session.connection()):
        yield Message.of("storage.check_trigger", trigger=name)


def _policies(session: Session) -> Iterator[Message]:
    for name in wrong_policies(session.connection()):
        yield Message.of("storage.check_policy", policy=name, command="python -m toolkit migrate")


def _event_chain(session: Session) -> Iterator[Message]:
    broken = verify_chain(session)
    if broken is not None:
        yield Message.of("storage.check_event_chain", event=str(broken))


def _working_revisions(session: Session) -> Iterator[Message]:
    working = (
        select(Revision.measure_id, func.count())
        .where(col(Revision.submitted_at).is_(None))
        .group_by(col(Revision.measure_id))
        .having(func.count() > 1)
        .order_by(col(Revision.measure_id))
    )
    for measure, count in session.exec(working):
        yield Message.of("storage.check_working_revisions", measure=str(measure), count=count)


def _unfinished(session: Session) -> Iterator[Message]:
    """Submitting freezes the revision and its self-assessment in one step."""
    unfinished = (
        select(Revision.measure_id, Revision.number)
        .join(Assessment, col(Assessment.revision_id) == Revision.id)
        .where(
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Assessment.final_at).is_(None),
            col(Revision.submitted_at).is_not(None),
        )
        .order_by(col(Revision.id))
    )
    for measure, number in session.exec(unfinished):
        yield Message.of("storage.check_not_final", measure=str(measure), number=number)


def _taking_part(session: Session) -> Iterator[Message]:
    takes_part = (
        select(ProgrammeMunicipality.id)
        .where(col(ProgrammeMunicipality.programme_id) == Measure.programme_id)
        .where(col(ProgrammeMunicipality.municipality_id) == Measure.municipality_id)
    )
    outsiders = (
        select(Measure.id, Programme.name)
        .join(Programme, col(Programme.id) == Measure.programme_id)
        .where(~takes_part.exists())
        .order_by(col(Measure.id))
    )
    for measure, programme in session.exec(outsiders):
        yield Message.of(
            "storage.check_not_taking_part", measure=str(measure), programme=programme_title(programme)
        )


def _catalogues(catalogues: Mapping[int | None, _StoredCatalogue]) -> Iterator[Message]:
    for stored in catalogues.values():
        if hashlib.sha256(stored.row.content.encode()).hexdigest() != stored.row.sha256:
            yield stored.message("storage.check_catalogue_hash")
        if stored.catalogue is None:
            yield stored.message("storage.check_catalogue_unreadable")


def _snapshots(session: Session) -> Iterator[Message]:
    """What a closed meeting had before it. Only taking out a name may change its text afterwards."""
    closed = (
        select(Meeting.id, Snapshot)
        .outerjoin(Snapshot, col(Snapshot.meeting_id) == col(Meeting.id))
        .where((col(Meeting.state) == MeetingState.CLOSED) | col(Snapshot.id).is_not(None))
        .order_by(col(Meeting.id))
    )
    for meeting, snapshot in session.exec(closed):
        if snapshot is None:
            yield Message.of("storage.check_no_snapshot", meeting=str(meeting))
        elif (
            hashlib.sha256(snapshot.content.encode()).hexdigest() != snapshot.sha256
            and NAME_TAKEN_OUT not in snapshot.content
        ):
            yield Message.of("storage.check_snapshot_hash", meeting=str(meeting))


def _answers(session: Session, catalogues: Mapping[int | None, _StoredCatalogue]) -> Iterator[Message]:
    rows = (
        select_columns(
            col(Answer.id),
            col(Answer.question_key),
            type_coerce(col(Answer.kind), String).label("kind"),  # an unknown word must not stop the check
            col(Answer.level),
            col(Answer.reason),
            col(Assessment.catalogue_version_id),
            col(Revision.submitted_at),
        )
        .join(Assessment, col(Assessment.id) == Answer.assessment_id)
        .join(Revision, col(Revision.id) == Assessment.revision_id)
        .order_by(col(Answer.id))
        .execution_options(yield_per=1000)
    )
    for row in session.execute(rows):
        yield from _answer(row, catalogues.get(row.catalogue_version_id))


def _answer(row: Row[Any], stored: _StoredCatalogue | None) -> Iterator[Message]:
    if stored is None or stored.catalogue is None:
        return  # named already
    named = {"answer": str(row.id), "question": row.question_key}
    question = stored.catalogue.questions.get(row.question_key)
    not_applicable = row.kind == AnswerKind.NOT_APPLICABLE
    if question is None:
        yield stored.message("storage.check_unknown_question", **named)
    elif row.level is not None and not 0 <= row.level <= question.top_level:
        yield stored.message("storage.check_unknown_level", **named, level=row.level)
    elif not_applicable and not question.not_applicable:
        yield stored.message("storage.check_not_applicable_not_allowed", **named)
    if not_applicable and row.submitted_at is not None and not row.reason.strip():
        yield Message.of("storage.check_reason_missing", **named)


def _read(row: CatalogueVersion) -> Catalogue | None:
    try:
        return Catalogue.model_validate_json(row.content)
    except ValidationError:
        return None
