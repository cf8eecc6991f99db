"""Deadlines that come near: each is told once to each person whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, and_, col, exists, or_, select

from toolkit.model import (
    Assessment,
    AssessmentKind,
    Assignment,
    Measure,
    MeasureState,
    NoticeKind,
    OutboxMessage,
    Programme,
    Revision,
    Round,
    id_of,
    now,
)
from toolkit.services.notices import Deadline, DeadlineOf, notify, told_deadline
from toolkit.services.receivers import municipality_of

DAYS_BEFORE = 3
# Whoever was told of a day just now is not reminded of it at once.
FRESH = timedelta(days=1)
_BEING_REVIEWED = (MeasureState.SUBMITTED, MeasureState.IN_REVIEW, MeasureState.RESUBMITTED)
_NOT_YET_SUBMITTED = (MeasureState.DRAFT, MeasureState.RELEASED)


@dataclass(frozen=True, slots=True)
class _Due:
    person_id: int
    measure_id: int
    deadline: Deadline


def remind(session: Session, *, today: date) -> int:
    """Writes a message for each deadline of the next three days, today included; gives how many are new."""
    last = today + timedelta(days=DAYS_BEFORE)
    due = [
        *_reviews_due(session, today, last),
        *_rounds_due(session, today, last),
        *_submissions_due(session, today, last),
    ]
    told = _told(session, {each.measure_id for each in due})
    new = [each for each in due if each not in told]
    for each in new:
        notify(
            session,
            person_id=each.person_id,
            kind=NoticeKind.DEADLINE,
            measure_id=each.measure_id,
            by_id=None,
            deadline=each.deadline,
        )
    return len(new)


def _reviews_due(session: Session, first: date, last: date) -> Iterator[_Due]:
    """Of advisors who have not finished their review of what was submitted last."""
    newest = (
        select(col(Revision.id))
        .where(
            col(Revision.measure_id) == col(Assignment.measure_id), col(Revision.submitted_at).is_not(None)
        )
        .order_by(col(Revision.number).desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    is_done = exists().where(
        col(Assessment.revision_id) == newest,
        col(Assessment.kind) == AssessmentKind.REVIEW,
        col(Assessment.author_id) == col(Assignment.person_id),
        col(Assessment.final_at).is_not(None),
    )
    rows = session.exec(
        select(Assignment)
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(
            col(Assignment.ended_at).is_(None),
            col(Assignment.due_on).between(first, last),
            col(Measure.state).in_(_BEING_REVIEWED),
            ~is_done,
        )
    )
    for each in rows:
        if each.due_on is not None:
            deadline = Deadline(DeadlineOf.ASSIGNMENT, id_of(each), each.due_on)
            yield _Due(each.person_id, each.measure_id, deadline)


def _rounds_due(session: Session, first: date, last: date) -> Iterator[_Due]:
    """Of municipalities that have not answered yet."""
    rows = session.exec(
        select(Measure, Round)
        .join(Round, col(Round.measure_id) == col(Measure.id))
        .where(
            col(Round.closed_at).is_(None),
            col(Round.due_on).between(first, last),
            col(Measure.state) != MeasureState.WITHDRAWN,
        )
    )
    for measure, each in rows:
        if each.due_on is not None:
            deadline = Deadline(DeadlineOf.ROUND, id_of(each), each.due_on)
            yield from _for_municipality(session, measure, deadline)


def _submissions_due(session: Session, first: date, last: date) -> Iterator[_Due]:
    """Of municipalities whose measure was never submitted; one that was is corrected without haste."""
    was_submitted = exists().where(
        col(Revision.measure_id) == col(Measure.id), col(Revision.submitted_at).is_not(None)
    )
    rows = session.exec(
        select(Measure, Programme)
        .join(Programme, col(Programme.id) == col(Measure.programme_id))
        .where(
            and_(col(Programme.submit_until).between(first, last), ~col(Programme.is_example)),
            col(Measure.state).in_(_NOT_YET_SUBMITTED),
            ~was_submitted,
        )
    )
    for measure, programme in rows:
        if programme.submit_until is not None:
            deadline = Deadline(DeadlineOf.PROGRAMME, measure.programme_id, programme.submit_until)
            yield from _for_municipality(session, measure, deadline)


def _for_municipality(session: Session, measure: Measure, deadline: Deadline) -> Iterator[_Due]:
    for person_id in sorted(municipality_of(session, measure)):
        yield _Due(person_id, id_of(measure), deadline)


def _told(session: Session, measures: set[int]) -> set[_Due]:
    """Who knows already: by an earlier reminder, or by a message of today about the same day."""
    rows = session.exec(
        select(OutboxMessage).where(
            col(OutboxMessage.measure_id).in_(measures),
            or_(
                col(OutboxMessage.kind) == NoticeKind.DEADLINE,
                col(OutboxMessage.created_at) > now() - FRESH,
            ),
        )
    )
    return {
        _Due(row.person_id, row.measure_id, deadline)
        for row in rows
        if row.measure_id is not None and (deadline := told_deadline(row)) is not None
    }
