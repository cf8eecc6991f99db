"""A measure leaves for another installation, with all that its municipality may see of it.

Reviews stay: they belong to the Verfahren for which they were written, and to those who wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from toolkit.access import Action, Actor, visible_revisions
from toolkit.catalogue import Catalogue
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Blob,
    CatalogueVersion,
    Dependency,
    EarlierAnswer,
    Evidence,
    Indicator,
    Measure,
    Municipality,
    MunicipalityKey,
    PreliminaryCheck,
    Revision,
    RevisionPartner,
    id_of,
    now,
)
from toolkit.model.handed import (
    CatalogueName,
    HandedAnswer,
    HandedAssessment,
    HandedCheck,
    HandedDependency,
    HandedEarlierAnswer,
    HandedEvidence,
    HandedIndicator,
    HandedMeasure,
    HandedPartner,
    HandedRevision,
    Place,
    travelling,
)
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.measures import open_measure, require


@dataclass(frozen=True, slots=True)
class Parcel:
    """A measure with the catalogues by which it was assessed. `files` are the contents by their SHA-256; a
    parcel that leaves names them only, and the file is made with them from the store."""

    measure: HandedMeasure
    catalogues: tuple[Catalogue, ...]
    files: Mapping[str, bytes]
    sha256: str = ""


def parcel_of(session: Session, actor: Actor, *, measure_id: int) -> Parcel:
    """What leaves with a measure; for those who plan for its municipality. Raises `RefusedError`."""
    opened = open_measure(session, actor, measure_id=measure_id)
    require(actor, Action.HAND_OVER, opened.as_thing)
    content = content_of(session, actor, measure_id=measure_id)
    versions = {
        row.id: CatalogueName(catalogue=row.catalogue, version=row.version, sha256=row.sha256)
        for row in session.exec(select(CatalogueVersion))
    }
    catalogues = tuple(
        stored_catalogue(session, key)
        for key, name in sorted(versions.items(), key=lambda item: item[1].name)
        if key is not None and name in content.catalogues
    )
    return Parcel(content, catalogues, {})


def content_of(session: Session, actor: Actor, *, measure_id: int) -> HandedMeasure:
    """All revisions that the actor may see, as they travel: access to the measure was asked for."""
    measure = session.get_one(Measure, measure_id)
    reader = _Reader(session)
    revisions = session.exec(
        select(Revision)
        .where(col(Revision.measure_id) == measure_id, col(Revision.id).in_(visible_revisions(actor)))
        .order_by(col(Revision.number))
    ).all()
    return HandedMeasure(
        uuid=measure.uuid,
        external_key=measure.external_key,
        created_at=measure.created_at,
        municipality=reader.place(measure.municipality_id),
        revisions=tuple(reader.revision(row) for row in revisions),
    )


class _Reader:
    """Rows to what travels of them, each in the order of its key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def place(self, municipality_id: int) -> Place:
        municipality = self._session.get_one(Municipality, municipality_id)
        today = now().date()
        keys = self._session.exec(
            select(MunicipalityKey)
            .where(col(MunicipalityKey.municipality_id) == municipality_id)
            .order_by(col(MunicipalityKey.id))
        )
        valid = [row.key for row in keys if _is_valid(row, today)]
        return Place(name=municipality.name, key=valid[0] if valid else None)

    def revision(self, row: Revision) -> HandedRevision:
        revision_id = id_of(row)
        return HandedRevision(
            **_columns(row),
            assessment=self._assessment(revision_id),
            partners=tuple(self._partner(each) for each in self._rows(RevisionPartner, revision_id)),
            indicators=tuple(
                HandedIndicator(**_columns(each)) for each in self._rows(Indicator, revision_id)
            ),
            dependencies=tuple(self._dependency(each) for each in self._rows(Dependency, revision_id)),
            checks=tuple(HandedCheck(**_columns(each)) for each in self._rows(PreliminaryCheck, revision_id)),
            evidence=tuple(self._evidence(each) for each in self._rows(Evidence, revision_id)),
        )

    def _assessment(self, revision_id: int) -> HandedAssessment:
        row = self._session.exec(
            select(Assessment).where(
                col(Assessment.revision_id) == revision_id, col(Assessment.kind) == AssessmentKind.SELF
            )
        ).one()
        answers = select(Answer).where(col(Answer.assessment_id) == row.id)
        earlier = select(EarlierAnswer).where(col(EarlierAnswer.assessment_id) == row.id)
        return HandedAssessment(
            uuid=row.uuid,
            catalogue=self._catalogue(row.catalogue_version_id),
            created_at=row.created_at,
            answers=tuple(
                HandedAnswer(**_columns(each))
                for each in self._session.exec(answers.order_by(col(Answer.question_key)))
            ),
            earlier_answers=tuple(
                HandedEarlierAnswer(**_columns(each), catalogue=self._catalogue(each.catalogue_version_id))
                for each in self._session.exec(earlier.order_by(col(EarlierAnswer.id)))
            ),
        )

    def _rows(self, table: Any, revision_id: int) -> Iterator[Any]:
        found = select(table).where(col(table.revision_id) == revision_id).order_by(col(table.id))
        yield from self._session.exec(found).all()

    def _partner(self, row: RevisionPartner) -> HandedPartner:
        place = self.place(row.municipality_id) if row.municipality_id else None
        return HandedPartner(**_columns(row), municipality=place)

    def _dependency(self, row: Dependency) -> HandedDependency:
        return HandedDependency(measure=self._session.get_one(Measure, row.measure_id).uuid, **_columns(row))

    def _evidence(self, row: Evidence) -> HandedEvidence:
        file = self._session.get_one(Blob, row.blob_id).sha256 if row.blob_id else None
        return HandedEvidence(**_columns(row), file=file)

    def _catalogue(self, catalogue_version_id: int) -> CatalogueName:
        row = self._session.get_one(CatalogueVersion, catalogue_version_id)
        return CatalogueName(catalogue=row.catalogue, version=row.version, sha256=row.sha256)


def _columns(row: SQLModel) -> dict[str, Any]:
    return {name: getattr(row, name) for name in travelling(type(row))}


def _is_valid(key: MunicipalityKey, day: date) -> bool:
    return (key.valid_from or day) <= day <= (key.valid_to or day)
