"""A submitted revision as the thing of reviewing: who is assigned, and whose judgement is still to come."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session, col, select

from toolkit.access import OfMeasure, in_conflict
from toolkit.model import Assessment, AssessmentKind, Assignment, Measure, ReviewConfirmation
from toolkit.services.measures import OpenedMeasure


def under_review(session: Session, measure: OpenedMeasure) -> OfMeasure:
    """With those assigned and without a conflict of interest, and those of them who have yet to judge."""
    assigned = session.exec(
        select(Assignment.person_id)
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(
            col(Assignment.measure_id) == measure.measure_id,
            col(Assignment.ended_at).is_(None),
            ~in_conflict(col(Assignment.person_id)),
        )
    )
    advisors = frozenset(assigned)
    bound = advisors - _have_judged(session, measure.revision_id)
    return replace(measure.as_thing, advisors=advisors, bound=bound)


def _have_judged(session: Session, revision_id: int) -> frozenset[int | None]:
    """Whose review of the revision is final, or whose earlier one was confirmed for it."""
    final = select(Assessment.author_id).where(
        col(Assessment.revision_id) == revision_id,
        col(Assessment.kind) == AssessmentKind.REVIEW,
        col(Assessment.final_at).is_not(None),
    )
    confirmed = (
        select(Assessment.author_id)
        .join(ReviewConfirmation, col(ReviewConfirmation.assessment_id) == col(Assessment.id))
        .where(col(ReviewConfirmation.revision_id) == revision_id)
    )
    return frozenset((*session.exec(final), *session.exec(confirmed)))
