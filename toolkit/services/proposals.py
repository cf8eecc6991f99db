"""A proposal of who reviews what, to look at first and then, as a whole or in part, to accept."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from sqlalchemy import func, select
from sqlmodel import Session, col

from toolkit.access import Actor, visible_assessments, visible_revisions
from toolkit.assigning import Proposal, propose_assignment
from toolkit.comparison import counting_reviews
from toolkit.messages import Message
from toolkit.model import (
    Assessment,
    AssessmentKind,
    Assignment,
    FieldOfAction,
    Measure,
    Municipality,
    Programme,
    Revision,
)
from toolkit.services.advisors import Advisor, Barrier, Pair, advisors, barriers, require_coordination
from toolkit.services.assignments import assign
from toolkit.services.errors import InvalidError
from toolkit.workflow import IN_HAND, WORKING

# Whoever reviewed this many of a field knows it; more would only decide by who has been here longest.
MOST_EXPERTISE = 3


@dataclass(frozen=True, slots=True)
class ProposedReview:
    """One review to give away, and what speaks for this person: reviews of the same field of action."""

    measure_id: int
    title: str
    municipality: str
    person_id: int
    name: str | Message
    is_anchor: bool
    field: FieldOfAction | None
    same_field: int

    @property
    def pair(self) -> Pair:
        return self.measure_id, self.person_id


@dataclass(frozen=True, slots=True)
class Load:
    """How many reviews somebody has in hand now, and how many with the proposal."""

    name: str | Message
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Lack:
    """A measure for which too few may be asked, and who must not review it and why."""

    measure_id: int
    title: str
    municipality: str
    missing: int
    barred: tuple[tuple[str | Message, Barrier], ...]


@dataclass(frozen=True, slots=True)
class AssignmentPlan:
    """`groups` are advisors who share measures with one another, directly or by others: more than one group
    means that their judgements cannot be compared."""

    reviews: tuple[ProposedReview, ...]
    loads: tuple[Load, ...]
    lacks: tuple[Lack, ...]
    anchors: tuple[str, ...]
    groups: tuple[tuple[str | Message, ...], ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(review.pair for review in self.reviews)


def propose_assignments(
    session: Session, actor: Actor, *, programme_id: int, anchors: int = 0
) -> AssignmentPlan:
    """Who could review what is submitted and lacks reviews. `anchors` measures are read by all who may; the
    same rows give the same plan."""
    require_coordination(actor, programme_id)
    return _plan(_read(session, actor, programme_id), anchors)


def accept_proposal(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    pairs: Collection[Pair],
    due_on: date | None,
    anchors: int = 0,
) -> int:
    """Makes the chosen ones of the proposed assignments, all or none; gives their number.

    Raises `InvalidError` where the rows, and so the proposal, are others than those that were looked at.
    """
    plan = propose_assignments(session, actor, programme_id=programme_id, anchors=anchors)
    if not pairs or not set(pairs) <= set(plan.pairs):
        raise InvalidError(Message.of("assignments.other_proposal" if pairs else "assignments.none_chosen"))
    for review in plan.reviews:
        if review.pair in set(pairs):
            assign(
                session,
                actor,
                measure_id=review.measure_id,
                person_id=review.person_id,
                due_on=due_on,
                is_anchor=review.is_anchor,
            )
    return len(set(pairs))


# --- what is read -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    measure_id: int
    revision_id: int
    title: str
    municipality: str
    field: FieldOfAction | None


@dataclass(frozen=True, slots=True)
class _Read:
    rows: tuple[_Row, ...]
    people: tuple[Advisor, ...]
    required: tuple[int, ...]
    barriers: Mapping[Pair, Barrier]
    assigned: frozenset[Pair]
    elsewhere: Mapping[int, int]
    reviewed: Mapping[tuple[int, FieldOfAction | None], int]


def _read(session: Session, actor: Actor, programme_id: int) -> _Read:
    rows = _submitted(session, actor, programme_id)
    people = advisors(session, actor, programme_id=programme_id)
    measures, ids = [row.measure_id for row in rows], [person.person_id for person in people]
    assigned, taken_off = _assigned(session, measures)
    done = _done_by_others(session, [row.revision_id for row in rows], assigned)
    required = session.get_one(Programme, programme_id).required_reviews
    off = dict.fromkeys(taken_off, Barrier.TAKEN_OFF)
    return _Read(
        rows=rows,
        people=people,
        required=tuple(max(0, required - done.get(row.revision_id, 0)) for row in rows),
        barriers={**off, **barriers(session, measures=measures, people=ids)},
        assigned=assigned,
        elsewhere=_in_hand_elsewhere(session, ids, measures),
        reviewed=_reviewed_fields(session, actor, ids),
    )


def _submitted(session: Session, actor: Actor, programme_id: int) -> tuple[_Row, ...]:
    """The newest submitted revision of each measure that waits for reviews."""
    visible = visible_revisions(actor).subquery()
    rows = session.execute(
        select(
            col(Measure.id).label("measure_id"),
            col(Revision.id).label("revision_id"),
            col(Revision.title),
            col(Municipality.name).label("municipality"),
            col(Revision.field_of_action).label("field"),
        )
        .join(Revision, col(Revision.measure_id) == col(Measure.id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .join(visible, visible.c.id == col(Revision.id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Measure.state).in_(IN_HAND),
            col(Revision.submitted_at).is_not(None),
        )
        .order_by(col(Measure.id), col(Revision.number))
    )
    newest = {row.measure_id: _Row(**row._mapping) for row in rows}
    return tuple(newest.values())


def _assigned(session: Session, measures: Sequence[int]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Who is assigned, and who was and is no longer."""
    found = session.execute(
        select(col(Assignment.measure_id), col(Assignment.person_id), col(Assignment.ended_at)).where(
            col(Assignment.measure_id).in_(measures)
        )
    ).all()
    in_force = frozenset((measure, person) for measure, person, ended in found if ended is None)
    return in_force, frozenset((measure, person) for measure, person, _ in found) - in_force


def _done_by_others(session: Session, revisions: Sequence[int], assigned: frozenset[Pair]) -> dict[int, int]:
    """How many counting reviews each revision has of people who are no longer assigned."""
    counting = counting_reviews().subquery()
    rows = session.execute(
        select(counting.c.revision_id, col(Revision.measure_id), col(Assessment.author_id))
        .join(Assessment, col(Assessment.id) == counting.c.assessment_id)
        .join(Revision, col(Revision.id) == counting.c.revision_id)
        .where(counting.c.revision_id.in_(revisions))
    )
    found: dict[int, int] = {}
    for revision_id, measure_id, author_id in rows:
        if (measure_id, author_id) not in assigned:
            found[revision_id] = found.get(revision_id, 0) + 1
    return found


def _in_hand_elsewhere(session: Session, people: Sequence[int], measures: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(col(Assignment.person_id), func.count())
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(
            col(Assignment.person_id).in_(people),
            col(Assignment.measure_id).not_in(measures),
            col(Assignment.ended_at).is_(None),
            col(Measure.state).in_(IN_HAND | WORKING),
        )
        .group_by(col(Assignment.person_id))
    )
    return dict(rows.all())


def _reviewed_fields(
    session: Session, actor: Actor, people: Sequence[int]
) -> dict[tuple[int, FieldOfAction | None], int]:
    """How many final reviews each has written on measures of each field of action."""
    visible = visible_assessments(actor).subquery()
    rows = session.execute(
        select(col(Assessment.author_id), col(Revision.field_of_action), func.count())
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(visible, visible.c.id == col(Assessment.id))
        .where(
            col(Assessment.kind) == AssessmentKind.REVIEW,
            col(Assessment.final_at).is_not(None),
            col(Assessment.author_id).in_(people),
            col(Revision.field_of_action).is_not(None),
        )
        .group_by(col(Assessment.author_id), col(Revision.field_of_action))
    )
    return {(author, field): count for author, field, count in rows if author is not None}


# --- what is made of it -------------------------------------------------------------------------------


def _plan(read: _Read, anchors: int) -> AssignmentPlan:
    people = [person.person_id for person in read.people]
    pairs = [[(row.measure_id, person) for person in people] for row in read.rows]
    found = _proposed(
        required=read.required,
        forbidden=_table(pairs, read.barriers),
        existing=_table(pairs, read.assigned),
        expertise=tuple(tuple(_expertise(read, row, person) for person in people) for row in read.rows),
        load=tuple(read.elsewhere.get(person, 0) for person in people),
        anchors=anchors,
    )
    names = [person.name for person in read.people]
    kept = found.load - found.new.sum(axis=0)
    return AssignmentPlan(
        reviews=tuple(_reviews(read, found)),
        loads=tuple(Load(name, int(kept[j]), int(found.load[j])) for j, name in enumerate(names)),
        lacks=tuple(_lacks(read, found)),
        anchors=tuple(read.rows[i].title for i in found.anchors),
        groups=tuple(tuple(names[j] for j in group) for group in found.groups),
    )


Truths = tuple[tuple[bool, ...], ...]


def _table(pairs: Iterable[Iterable[Pair]], within: Container[Pair]) -> Truths:
    return tuple(tuple(pair in within for pair in row) for row in pairs)


@lru_cache(maxsize=8)
def _proposed(
    *,
    required: tuple[int, ...],
    forbidden: Truths,
    existing: Truths,
    expertise: tuple[tuple[int, ...], ...],
    load: tuple[int, ...],
    anchors: int,
) -> Proposal:
    """Remembered by all that it is made of: a page shows the same proposal at each of its runs."""
    shape = (len(required), len(load))
    return propose_assignment(
        np.array(required, dtype=np.int64),
        np.array(forbidden, dtype=np.bool_).reshape(shape),
        existing=np.array(existing, dtype=np.bool_).reshape(shape),
        expertise=np.array(expertise, dtype=np.float64).reshape(shape),
        load=np.array(load, dtype=np.int64),
        anchors=anchors,
    )


def _same_field(read: _Read, row: _Row, person_id: int) -> int:
    return read.reviewed.get((person_id, row.field), 0)


def _expertise(read: _Read, row: _Row, person_id: int) -> int:
    return min(_same_field(read, row, person_id), MOST_EXPERTISE)


def _reviews(read: _Read, found: Proposal) -> Iterable[ProposedReview]:
    for i, j in np.argwhere(found.new).tolist():
        row, person = read.rows[i], read.people[j]
        yield ProposedReview(
            measure_id=row.measure_id,
            title=row.title,
            municipality=row.municipality,
            person_id=person.person_id,
            name=person.name,
            is_anchor=i in found.anchors,
            field=row.field,
            same_field=_same_field(read, row, person.person_id),
        )


def _lacks(read: _Read, found: Proposal) -> Iterable[Lack]:
    for shortage in found.shortages:
        row = read.rows[shortage.measure]
        barred = [
            (person.name, read.barriers[row.measure_id, person.person_id])
            for person in read.people
            if (row.measure_id, person.person_id) in read.barriers
        ]
        yield Lack(row.measure_id, row.title, row.municipality, shortage.missing, tuple(barred))
