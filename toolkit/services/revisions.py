"""Revisions (*Fassungen*): the list of them, one with all that hangs on it, and the way to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from toolkit.access import Actor, visible_revisions
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Dependency,
    Evidence,
    Indicator,
    PreliminaryCheck,
    Programme,
    Revision,
    RevisionPartner,
    id_of,
)
from toolkit.model.fact_sheet import FACT_FIELDS
from toolkit.services.assessments import OpenedAssessment, open_self_assessment
from toolkit.services.catalogue_moves import bring_up_to_date
from toolkit.services.checks import CheckItem, checks_of
from toolkit.services.dependencies import DependencyItem, dependencies_of
from toolkit.services.evidence import EvidenceItem
from toolkit.services.indicators import IndicatorItem, indicators_of
from toolkit.services.measures import OpenedMeasure, move, open_measure
from toolkit.services.partners import PartnerItem, partners_of
from toolkit.storage import Identity, working_for
from toolkit.workflow import Step

ATTACHED = (RevisionPartner, Indicator, Dependency, PreliminaryCheck, Evidence)

CopiedRow = TypeVar("CopiedRow", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class RevisionEntry:
    """A revision as the list names it."""

    number: int
    created_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class RevisionContent:
    """One revision with everything that is frozen with it."""

    assessment: OpenedAssessment
    partners: tuple[PartnerItem, ...]
    indicators: tuple[IndicatorItem, ...]
    dependencies: tuple[DependencyItem, ...]
    checks: tuple[CheckItem, ...]

    @property
    def measure(self) -> OpenedMeasure:
        return self.assessment.measure

    @property
    def evidence(self) -> Mapping[str, tuple[EvidenceItem, ...]]:
        return self.assessment.evidence


def revisions_of(session: Session, actor: Actor, *, measure_id: int) -> tuple[RevisionEntry, ...]:
    """The revisions that the actor may see, the newest first."""
    rows = session.exec(
        select(Revision.number, Revision.created_at, Revision.submitted_at)
        .where(col(Revision.measure_id) == measure_id, col(Revision.id).in_(visible_revisions(actor)))
        .order_by(col(Revision.number).desc())
    )
    return tuple(RevisionEntry(*row) for row in rows)


def read_revision(session: Session, actor: Actor, *, measure_id: int, number: int) -> RevisionContent:
    """Raises `NotFoundError` where the actor may not see this revision."""
    assessment = open_self_assessment(session, actor, measure_id=measure_id, number=number)
    measure = assessment.measure
    dependencies = dependencies_of(session, actor, measure=measure)
    return RevisionContent(
        assessment=assessment,
        partners=partners_of(session, measure.revision_id),
        indicators=indicators_of(session, measure.revision_id),
        dependencies=tuple(item for item in dependencies if item.row_id is not None),
        checks=checks_of(session, measure.revision_id),
    )


def earlier_assessment(
    session: Session, actor: Actor, *, measure_id: int, before: int
) -> OpenedAssessment | None:
    """The self-assessment of the last submitted revision before this number; None where there is none."""
    submitted = [
        entry.number
        for entry in revisions_of(session, actor, measure_id=measure_id)
        if entry.submitted_at is not None and entry.number < before
    ]
    if not submitted:
        return None
    return open_self_assessment(session, actor, measure_id=measure_id, number=submitted[0])


def start_revision(session: Session, actor: Actor, *, measure_id: int) -> int:
    """Opens the next revision as a copy, to correct something; its answers are marked as carried over.

    Gives its number.
    """
    measure = open_measure(session, actor, measure_id=measure_id)
    move(session, actor, measure, Step.START_REVISION, revision=measure.revision_number + 1)
    return copy_with_answers(session, actor, measure)


def copy_with_answers(session: Session, actor: Actor, measure: OpenedMeasure) -> int:
    """Opens the next revision as a copy of this one, with its answers: access was asked for by the step that
    needs it. Who asks for changes may not have seen the self-assessment, which is copied all the same."""
    with working_for(session, Identity.of([measure.municipality_id])):
        return _copied_with_answers(session, actor, measure)


def _copied_with_answers(session: Session, actor: Actor, measure: OpenedMeasure) -> int:
    revision = _copied_revision(session, measure)
    earlier = session.exec(
        select(Assessment).where(
            col(Assessment.revision_id) == measure.revision_id, col(Assessment.kind) == AssessmentKind.SELF
        )
    ).one()
    assessment = Assessment(revision_id=id_of(revision), catalogue_version_id=earlier.catalogue_version_id)
    session.add(assessment)
    session.flush()
    for answer in session.exec(select(Answer).where(col(Answer.assessment_id) == earlier.id)):
        session.add(_copy(answer, assessment_id=id_of(assessment), carried_over=True, version=1))
    session.flush()
    bring_up_to_date(session, actor, assessment=assessment, programme_id=measure.programme_id)
    return revision.number


def start_repeat_assessment(session: Session, actor: Actor, *, measure_id: int) -> int:
    """Opens the next revision to assess the measure anew: a copy without answers, by the catalogue version
    that its programme has now. Gives its number."""
    measure = open_measure(session, actor, measure_id=measure_id)
    move(session, actor, measure, Step.START_REPEAT, revision=measure.revision_number + 1)
    revision = _copied_revision(session, measure)
    programme = session.get_one(Programme, measure.programme_id)
    session.add(Assessment(revision_id=id_of(revision), catalogue_version_id=programme.catalogue_version_id))
    session.flush()
    return revision.number


def _copied_revision(session: Session, measure: OpenedMeasure) -> Revision:
    """A working copy of the revision, with its rows; the unique index keeps a second one away."""
    facts = {field.name: measure.facts[field.name] for field in FACT_FIELDS}
    revision = Revision(measure_id=measure.measure_id, number=measure.revision_number + 1, **facts)
    session.add(revision)
    session.flush()
    for table in ATTACHED:
        rows = select(table).where(col(table.revision_id) == measure.revision_id).order_by(col(table.id))
        session.add_all([_copy(row, revision_id=id_of(revision)) for row in session.exec(rows)])
    session.flush()
    return revision


def _copy(row: CopiedRow, **changes: object) -> CopiedRow:
    return type(row)(**{**row.model_dump(exclude={"id"}), **changes})
