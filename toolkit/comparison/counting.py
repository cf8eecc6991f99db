"""Which reviews count for a revision (rule 10), and which of them are released."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, not_, select, union_all
from sqlmodel import col

from toolkit.access import in_conflict
from toolkit.model import Assessment, AssessmentKind, Measure, ReviewConfirmation, ReviewRelease, Revision


def counting_reviews() -> Select[int, int]:
    """Pairs of assessment and revision: final, by somebody without a conflict of interest, and written for
    this revision or confirmed for it. Columns `assessment_id` and `revision_id`."""
    written: Select[Any, Any] = select(col(Assessment.id).label("assessment_id"), col(Assessment.revision_id))
    confirmed: Select[Any, Any] = select(
        col(ReviewConfirmation.assessment_id), col(ReviewConfirmation.revision_id)
    )
    # Reviews always have an author; the column is empty for self-assessments only.
    author: Any = col(Assessment.author_id)
    pairs = union_all(written, confirmed).subquery()
    return (
        select(pairs.c.assessment_id, pairs.c.revision_id)
        .join(Assessment, col(Assessment.id) == pairs.c.assessment_id)
        .join(Revision, col(Revision.id) == pairs.c.revision_id)
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(
            col(Assessment.kind) == AssessmentKind.REVIEW,
            col(Assessment.final_at).is_not(None),
            not_(in_conflict(author)),
        )
    )


def released_reviews() -> Select[int, int]:
    """The counting reviews of the revisions whose reviews the coordination has released."""
    counting = counting_reviews().subquery()
    return select(counting.c.assessment_id, counting.c.revision_id).join(
        ReviewRelease, col(ReviewRelease.revision_id) == counting.c.revision_id
    )
