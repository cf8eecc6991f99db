"""What travelled in a hand-over file, to rows."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, delete, select

from toolkit.access import Actor
from toolkit.filetypes import read_file
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Blob,
    Dependency,
    EarlierAnswer,
    Evidence,
    Indicator,
    Measure,
    PreliminaryCheck,
    Revision,
    RevisionPartner,
    id_of,
)
from toolkit.model.handed import HandedAssessment, HandedRevision
from toolkit.services.catalogues import take_into_use
from toolkit.services.evidence import keep_file
from toolkit.services.handover import Parcel
from toolkit.services.handover_plan import has_key, is_example_programme, only
from toolkit.services.municipalities import municipalities
from toolkit.services.revisions import ATTACHED
from toolkit.storage import BlobStore


class RowWriter:
    """What travelled to rows. A revision is submitted last: nothing can be hung on it afterwards."""

    def __init__(
        self, session: Session, actor: Actor, programme_id: int, parcel: Parcel, store: BlobStore
    ) -> None:
        self._session, self._actor, self._parcel = session, actor, parcel
        self._versions = {one.name: id_of(take_into_use(session, one)) for one in parcel.catalogues}
        self._blobs: dict[str, Blob] = {
            sha256: keep_file(session, store, read_file(content)) for sha256, content in parcel.files.items()
        }
        self._here = municipalities(session, actor, is_example=is_example_programme(session, programme_id))
        self._measures = dict(session.exec(select(Measure.uuid, Measure.id)).all())

    def write(self, measure: Measure, one: HandedRevision) -> None:
        revision = self._revision(measure, one)
        assessment = self._assessment(revision, one.assessment)
        self._attach(id_of(revision), one)
        self._session.flush()
        if one.submitted_at is not None:
            revision.submitted_at = assessment.final_at = one.submitted_at
            self._session.add_all([revision, assessment])
            self._session.flush()

    def _revision(self, measure: Measure, one: HandedRevision) -> Revision:
        values = {**one.columns(Revision), "submitted_at": None}
        found = select(Revision).where(
            col(Revision.measure_id) == measure.id, col(Revision.number) == one.number
        )
        revision = self._session.exec(found).one_or_none() or Revision(
            measure_id=id_of(measure), **values, version=0
        )
        for name, value in values.items():
            setattr(revision, name, value)
        revision.version += 1
        self._session.add(revision)
        self._session.flush()
        return revision

    def _assessment(self, revision: Revision, one: HandedAssessment) -> Assessment:
        found = select(Assessment).where(
            col(Assessment.revision_id) == revision.id, col(Assessment.kind) == AssessmentKind.SELF
        )
        row = self._session.exec(found).one_or_none()
        version_id = self._versions[one.catalogue.name]
        if row is None:
            row = Assessment(
                revision_id=id_of(revision), uuid=one.uuid, catalogue_version_id=version_id,
                created_at=one.created_at,
            )  # fmt: skip
        row.catalogue_version_id = version_id
        self._session.add(row)
        self._session.flush()
        self._answers(id_of(row), one)
        return row

    def _answers(self, assessment_id: int, one: HandedAssessment) -> None:
        stored = {
            row.question_key: row
            for row in self._session.exec(select(Answer).where(col(Answer.assessment_id) == assessment_id))
        }
        for answer in one.answers:
            row = stored.pop(answer.question_key, None)
            if row is None:
                row = Answer(assessment_id=assessment_id, question_key=answer.question_key, version=0)
            for name, value in answer.columns(Answer).items():
                setattr(row, name, value)
            row.changed_by_id, row.version = self._actor.person_id, row.version + 1
            self._session.add(row)
        for row in stored.values():
            self._session.delete(row)
        self._session.exec(delete(EarlierAnswer).where(col(EarlierAnswer.assessment_id) == assessment_id))
        for earlier in one.earlier_answers:
            version_id = self._versions[earlier.catalogue.name]
            self._session.add(
                EarlierAnswer(
                    assessment_id=assessment_id, catalogue_version_id=version_id,
                    **earlier.columns(EarlierAnswer),
                )
            )  # fmt: skip

    def _attach(self, revision_id: int, one: HandedRevision) -> None:
        for table in ATTACHED:
            self._session.exec(delete(table).where(col(table.revision_id) == revision_id))
        rows: list[Any] = [
            *(self._partner(revision_id, each) for each in one.partners),
            *(Indicator(revision_id=revision_id, **each.columns(Indicator)) for each in one.indicators),
            *(
                PreliminaryCheck(revision_id=revision_id, **each.columns(PreliminaryCheck))
                for each in one.checks
            ),
            *(
                Dependency(revision_id=revision_id, measure_id=found, kind=each.kind)
                for each in one.dependencies
                if (found := self._measures.get(each.measure)) is not None
            ),
            *(self._evidence(revision_id, each) for each in one.evidence),
        ]
        for row in rows:  # one by one, so that they keep their order
            self._session.add(row)
            self._session.flush()

    def _partner(self, revision_id: int, each: Any) -> RevisionPartner:
        place = each.municipality
        found = place and (
            only(one for one in self._here if place.key and has_key(one, place.key))
            or only(one for one in self._here if one.facts.name.casefold() == place.name.casefold())
        )
        return RevisionPartner(
            revision_id=revision_id,
            municipality_id=found.municipality_id if found else None,
            **each.columns(RevisionPartner),
        )

    def _evidence(self, revision_id: int, each: Any) -> Evidence:
        blob = self._blobs[each.file] if each.file else None
        return Evidence(revision_id=revision_id, blob_id=blob.id if blob else None, **each.columns(Evidence))
