"""The queue of reviewing: what waits for whom, how long, and how many reviews there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Subquery, and_, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from toolkit.access import Actor, in_conflict, visible_revisions
from toolkit.comparison import counting_reviews
from toolkit.judging import AnswerKind
from toolkit.model import (
    Answer,
    Assessment,
    Assignment,
    Measure,
    MeasureState,
    Municipality,
    Programme,
    ProgrammeKind,
    ReviewConfirmation,
    Revision,
    Role,
)
from toolkit.workflow import IN_HAND, REVIEWED_ON

LISTED = IN_HAND | REVIEWED_ON | {MeasureState.CHANGES_REQUESTED, MeasureState.INCOMPLETE}


class OwnPart(StrEnum):
    """How far the actor's own review of the newest submitted revision is."""

    NONE = "none"  # not assigned, or not to review for a conflict of interest
    TO_BEGIN = "to_begin"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    measure_id: int
    title: str
    municipality: str
    is_example: bool
    programme_id: int
    programme_name: str
    programme_kind: ProgrammeKind
    state: MeasureState
    revision_number: int
    submitted_at: datetime
    due_on: date | None
    own: OwnPart
    own_answered: int
    reviews: int
    required: int

    @property
    def is_to_do(self) -> bool:
        """Whether the actor's own review is still to come, and can be written now."""
        return self.own in (OwnPart.TO_BEGIN, OwnPart.BEGUN) and self.state in IN_HAND

    @property
    def returned(self) -> bool:
        """A later revision of what was sent back before (*Wiedervorlage*)."""
        return self.state is MeasureState.RESUBMITTED or (self.revision_number > 1 and self.state in IN_HAND)


def review_queue(session: Session, actor: Actor) -> tuple[QueueEntry, ...]:
    """What is assigned to the actor, and all of the programmes that they coordinate: what is due first comes
    first, then what waits longest. One query, whatever the number of measures."""
    newest = _newest_submitted(actor)
    entries = [_entry(actor, row) for row in session.execute(_entries(actor, newest))]
    return tuple(
        sorted(entries, key=lambda each: (each.due_on or date.max, each.submitted_at, each.measure_id))
    )


def open_reviews(entries: tuple[QueueEntry, ...]) -> tuple[QueueEntry, ...]:
    """Those on which the actor's own review is still to come."""
    return tuple(entry for entry in entries if entry.is_to_do)


def _newest_submitted(actor: Actor) -> Subquery:
    visible = visible_revisions(actor).subquery()
    return (
        select(col(Revision.measure_id), func.max(col(Revision.number)).label("number"))
        .join(visible, visible.c.id == col(Revision.id))
        .where(col(Revision.submitted_at).is_not(None))
        .group_by(col(Revision.measure_id))
        .subquery()
    )


def _entries(actor: Actor, newest: Subquery) -> Any:
    own, confirmed = aliased(Assessment), _confirmed_by(actor)
    counting = counting_reviews().subquery()
    reviews = (
        select(counting.c.revision_id, func.count().label("number"))
        .group_by(counting.c.revision_id)
        .subquery()
    )
    answered = (
        select(col(Answer.assessment_id), func.count().label("number"))
        .where(col(Answer.kind) != AnswerKind.OPEN)
        .group_by(col(Answer.assessment_id))
        .subquery()
    )
    return (
        select(
            col(Measure.id).label("measure_id"), col(Revision.title),
            col(Municipality.name).label("municipality"), col(Municipality.is_example),
            col(Measure.programme_id), col(Programme.name).label("programme_name"),
            col(Programme.kind).label("programme_kind"), col(Measure.state), col(Revision.number),
            col(Revision.submitted_at), col(Assignment.due_on), col(Assignment.id).label("assignment_id"),
            case((in_conflict(actor.person_id), 1), else_=0).label("conflict"),
            col(own.final_at), col(own.id).label("own_id"), confirmed.c.revision_id.label("confirmed"),
            func.coalesce(answered.c.number, 0).label("answered"),
            func.coalesce(reviews.c.number, 0).label("reviews"),
            col(Programme.required_reviews).label("required"),
        )
        .join(newest, and_(newest.c.measure_id == Revision.measure_id, newest.c.number == Revision.number))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .join(Programme, col(Programme.id) == col(Measure.programme_id))
        .outerjoin(Assignment, _own_assignment(actor))
        .outerjoin(own, and_(col(own.revision_id) == col(Revision.id), col(own.author_id) == actor.person_id))
        .outerjoin(confirmed, confirmed.c.revision_id == col(Revision.id))
        .outerjoin(answered, answered.c.assessment_id == col(own.id))
        .outerjoin(reviews, reviews.c.revision_id == col(Revision.id))
        .where(col(Measure.state).in_(LISTED), _is_mine_to_see(actor))
    )  # fmt: skip


def _own_assignment(actor: Actor) -> Any:
    return and_(
        col(Assignment.measure_id) == col(Measure.id),
        col(Assignment.person_id) == actor.person_id,
        col(Assignment.ended_at).is_(None),
    )


def _confirmed_by(actor: Actor) -> Subquery:
    return (
        select(col(ReviewConfirmation.revision_id))
        .join(Assessment, col(Assessment.id) == col(ReviewConfirmation.assessment_id))
        .where(col(Assessment.author_id) == actor.person_id)
        .subquery()
    )


def _is_mine_to_see(actor: Actor) -> Any:
    coordinated = {grant.programme_id for grant in actor.grants if grant.role is Role.COORDINATION}
    if None in coordinated:
        return True
    return col(Assignment.id).is_not(None) | col(Measure.programme_id).in_(coordinated)


def _entry(actor: Actor, row: Row[Any]) -> QueueEntry:
    return QueueEntry(
        measure_id=row.measure_id,
        title=row.title,
        municipality=row.municipality,
        is_example=row.is_example,
        programme_id=row.programme_id,
        programme_name=row.programme_name,
        programme_kind=row.programme_kind,
        state=row.state,
        revision_number=row.number,
        submitted_at=row.submitted_at,
        due_on=row.due_on,
        own=_own_part(actor, row),
        own_answered=row.answered,
        reviews=row.reviews,
        required=row.required,
    )


def _own_part(actor: Actor, row: Row[Any]) -> OwnPart:
    is_advisor = row.assignment_id is not None and actor.works_in(row.programme_id, Role.ADVICE)
    if row.conflict or not is_advisor:
        return OwnPart.NONE
    if row.final_at is not None or row.confirmed is not None:
        return OwnPart.DONE
    return OwnPart.BEGUN if row.own_id is not None else OwnPart.TO_BEGIN
