"""What the coordination of a programme looks at: every measure with who reviews it, how far that is, and
what needs a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Executable, Row, Subquery, case, func, select
from sqlmodel import Session, col

from toolkit.access import Actor, visible_assessments, visible_revisions
from toolkit.catalogue import Catalogue
from toolkit.comparison import counting_reviews, facts_of
from toolkit.judging import (
    Answers,
    Facts,
    GateOutcome,
    GateResult,
    GivenAnswer,
    Judgement,
    Severities,
    Standing,
    joint_outcome,
    judge_reviews,
    severities,
)
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    JointJudgement,
    Measure,
    MeasureState,
    Municipality,
    Programme,
    ProgrammeKind,
    ReviewConfirmation,
    Revision,
    now,
)
from toolkit.services.advisors import require_coordination
from toolkit.services.assignments import AssignmentState, assignments
from toolkit.services.catalogues import stored_catalogue
from toolkit.workflow import IN_HAND, REVIEWED_ON

LISTED = IN_HAND | REVIEWED_ON | {MeasureState.CHANGES_REQUESTED, MeasureState.INCOMPLETE}


class Progress(StrEnum):
    """How far somebody's review of the newest submitted revision is."""

    TO_BEGIN = "to_begin"
    BEGUN = "begun"
    DONE = "done"


class Need(StrEnum):
    """What waits for a decision of the coordination, the most pressing first."""

    DISPUTED = "disputed"
    OVERDUE = "overdue"
    UNASSIGNED = "unassigned"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class AssignedReview:
    """An assignment in force with how far it is."""

    assignment: AssignmentState
    progress: Progress

    def is_overdue(self, today: date) -> bool:
        due_on = self.assignment.due_on
        return self.progress is not Progress.DONE and due_on is not None and due_on < today


@dataclass(frozen=True, slots=True)
class CoordinatedMeasure:
    """One measure by its newest submitted revision. `counting` reviews of it count; `judgement` is what they
    make, as far as the actor may read them, with what was settled; `hidden` of them may not be read yet."""

    measure_id: int
    revision_id: int
    revision_number: int
    title: str
    municipality: str
    municipality_id: int
    is_example: bool
    state: MeasureState
    submitted_at: datetime
    reviews: tuple[AssignedReview, ...]
    counting: int
    required: int
    written: Mapping[int, Answers]
    catalogue: Catalogue
    judgement: Judgement | None

    @property
    def gate(self) -> GateResult | None:
        return self.judgement.gate if self.judgement else None

    @property
    def hidden(self) -> int:
        return self.counting - len(self.written)

    @property
    def is_in_hand(self) -> bool:
        return self.state in IN_HAND

    @property
    def expected(self) -> int:
        """Counting reviews and those that are still to come."""
        return self.counting + sum(each.progress is not Progress.DONE for each in self.reviews)

    def needs(self, today: date) -> tuple[Need, ...]:
        """Nothing waits where the municipality has to answer first, or all is released."""
        if not self.is_in_hand:
            return ()
        disputed = self.gate is not None and self.gate.standing is Standing.DISPUTED
        complete = self.counting >= self.required and self.state is not MeasureState.SUBMITTED
        found = {
            Need.DISPUTED: disputed,
            Need.OVERDUE: any(each.is_overdue(today) for each in self.reviews),
            Need.UNASSIGNED: self.expected < self.required,
            Need.READY: complete and not disputed and not self.hidden,
        }
        return tuple(need for need, waits in found.items() if waits)


@dataclass(frozen=True, slots=True)
class Board:
    """A programme as its coordination sees it."""

    programme_id: int
    kind: ProgrammeKind
    required: int
    review_days: int | None
    submit_until: date | None
    shows_severity: bool
    measures: tuple[CoordinatedMeasure, ...]

    def waiting(self, today: date) -> dict[Need, tuple[CoordinatedMeasure, ...]]:
        return {
            need: tuple(measure for measure in self.measures if need in measure.needs(today)) for need in Need
        }

    def usual_due(self, today: date) -> date | None:
        """The day that the programme's days for a review lead to."""
        return today + timedelta(days=self.review_days) if self.review_days else None

    def load(self) -> dict[int, tuple[str | Message, int, int]]:
        """By advisor the name, how many reviews are in hand and how many of them still to come."""
        found: dict[int, tuple[str | Message, int, int]] = {}
        for review in (review for measure in self.measures for review in measure.reviews):
            name, count, to_come = found.get(review.assignment.person_id, (review.assignment.name, 0, 0))
            more = review.progress is not Progress.DONE
            found[review.assignment.person_id] = (name, count + 1, to_come + more)
        return found


def coordination_board(
    session: Session, actor: Actor, *, programme_id: int, measure_id: int | None = None
) -> Board:
    """All measures that were submitted in a programme, or one of them; the same number of queries however
    many there are. Raises `RefusedError` for everybody but the programme's coordination."""
    require_coordination(actor, programme_id)
    programme = session.get_one(Programme, programme_id)
    newest = _newest_submitted(actor, programme_id, measure_id)
    rows = session.execute(_measures(newest)).all()
    counting = _counting(session, newest)
    progress = _progress(session, newest)
    written = _written(session, actor, newest)
    assigned: dict[int, list[AssignmentState]] = defaultdict(list)
    for each in assignments(session, actor, programme_id=programme_id):
        assigned[each.measure_id].append(each)
    catalogues = {key: stored_catalogue(session, key) for key in {row.version_id for row in rows}}
    return Board(
        programme_id=programme_id,
        kind=programme.kind,
        required=programme.required_reviews,
        review_days=programme.review_days,
        submit_until=programme.submit_until,
        shows_severity=programme.shows_severity,
        measures=tuple(
            _measure(
                row,
                catalogues[row.version_id],
                required=programme.required_reviews,
                counting=counting.get(row.revision_id, 0),
                written=written.get(row.revision_id, {}),
                reviews=tuple(
                    AssignedReview(each, progress.get((row.revision_id, each.person_id), Progress.TO_BEGIN))
                    for each in assigned[row.measure_id]
                ),
            )
            for row in rows
        ),
    )


def severities_of(board: Board) -> tuple[Catalogue, Severities] | None:
    """How strict the advisors are beside each other, over the measures of the catalogue version that most of
    them have; None where the programme does not show it, or nobody has reviewed."""
    if not board.shows_severity:
        return None
    by_catalogue: dict[str, list[CoordinatedMeasure]] = defaultdict(list)
    for measure in board.measures:
        if measure.judgement:
            by_catalogue[measure.catalogue.sha256].append(measure)
    most = max(by_catalogue.values(), key=len, default=[])
    if not most:
        return None
    catalogue = most[0].catalogue
    judgements = {each.measure_id: each.judgement for each in most if each.judgement}
    return catalogue, severities(catalogue, {each.measure_id: each.written for each in most}, judgements)


def _measure(
    row: Row[Any],
    catalogue: Catalogue,
    *,
    required: int,
    counting: int,
    written: Mapping[int, Answers],
    reviews: tuple[AssignedReview, ...],
) -> CoordinatedMeasure:
    sheet = {name: getattr(row, name) for name in ("phase", "goal_source", "goal_place")}
    joint = joint_outcome(catalogue, row.gate_state, row.demands) if row.gate_state else None
    return CoordinatedMeasure(
        measure_id=row.measure_id,
        revision_id=row.revision_id,
        revision_number=row.number,
        title=row.title,
        municipality=row.municipality,
        municipality_id=row.municipality_id,
        is_example=row.is_example,
        state=row.state,
        submitted_at=row.submitted_at,
        reviews=reviews,
        counting=counting,
        required=required,
        written=written,
        catalogue=catalogue,
        judgement=_judged(catalogue, list(written.values()), facts_of(sheet, ()), joint),
    )


def _judged(
    catalogue: Catalogue, written: list[Answers], facts: Facts, joint: GateOutcome | None
) -> Judgement | None:
    if not written:
        return None
    return judge_reviews(catalogue, written, facts, joint_gate=joint)


def _newest_submitted(actor: Actor, programme_id: int, measure_id: int | None) -> Subquery:
    visible = visible_revisions(actor).subquery()
    statement = (
        select(func.max(col(Revision.id)).label("id"))
        .join(visible, visible.c.id == col(Revision.id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Measure.state).in_(LISTED),
            col(Revision.submitted_at).is_not(None),
        )
        .group_by(col(Revision.measure_id))
    )
    if measure_id is not None:
        statement = statement.where(col(Measure.id) == measure_id)
    return statement.subquery()


def _measures(newest: Subquery) -> Executable:
    return (
        select(
            col(Measure.id).label("measure_id"),
            col(Revision.id).label("revision_id"),
            col(Revision.number),
            col(Revision.title),
            col(Revision.submitted_at),
            col(Revision.phase),
            col(Revision.goal_source),
            col(Revision.goal_place),
            col(Measure.state),
            col(Measure.municipality_id),
            col(Municipality.name).label("municipality"),
            col(Municipality.is_example),
            col(Assessment.catalogue_version_id).label("version_id"),
            col(JointJudgement.gate_state),
            col(JointJudgement.demands),
        )
        .join(newest, newest.c.id == col(Revision.id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .join(
            Assessment,
            (col(Assessment.revision_id) == col(Revision.id)) & (col(Assessment.kind) == AssessmentKind.SELF),
        )
        .outerjoin(JointJudgement, col(JointJudgement.revision_id) == col(Revision.id))
        .order_by(col(Revision.submitted_at), col(Revision.id))
    )


def _counting(session: Session, newest: Subquery) -> dict[int, int]:
    """How many reviews count for each revision: a number that says nothing of what they say."""
    counting = counting_reviews().subquery()
    rows = session.execute(
        select(counting.c.revision_id, func.count())
        .join(newest, newest.c.id == counting.c.revision_id)
        .group_by(counting.c.revision_id)
    )
    return {row[0]: row[1] for row in rows}


def _progress(session: Session, newest: Subquery) -> dict[tuple[int, int], Progress]:
    """By revision and author; a confirmed earlier review is as good as a final one."""
    own = select(
        col(Assessment.revision_id),
        col(Assessment.author_id),
        case((col(Assessment.final_at).is_not(None), Progress.DONE.value), else_=Progress.BEGUN.value),
    ).join(newest, newest.c.id == col(Assessment.revision_id))
    confirmed = (
        select(col(ReviewConfirmation.revision_id), col(Assessment.author_id))
        .join(Assessment, col(Assessment.id) == col(ReviewConfirmation.assessment_id))
        .join(newest, newest.c.id == col(ReviewConfirmation.revision_id))
    )
    rows = session.execute(own.where(col(Assessment.kind) == AssessmentKind.REVIEW))
    found = {(revision, author): Progress(state) for revision, author, state in rows if author is not None}
    for revision, author in session.execute(confirmed):
        if author is not None:
            found[revision, author] = Progress.DONE
    return found


def _written(session: Session, actor: Actor, newest: Subquery) -> dict[int, dict[int, Answers]]:
    """By revision and author the answers of the counting reviews that the actor may read."""
    counting, visible = counting_reviews().subquery(), visible_assessments(actor).subquery()
    rows = session.execute(
        select(
            counting.c.revision_id,
            col(Assessment.author_id),
            col(Answer.question_key),
            col(Answer.kind),
            col(Answer.level),
        )
        .join(newest, newest.c.id == counting.c.revision_id)
        .join(visible, visible.c.id == counting.c.assessment_id)
        .join(Assessment, col(Assessment.id) == counting.c.assessment_id)
        .join(Answer, col(Answer.assessment_id) == col(Assessment.id))
        .order_by(col(Assessment.id))
    )
    return _by_author(rows)


def _by_author(rows: Iterable[Row[Any]]) -> dict[int, dict[int, Answers]]:
    found: dict[int, dict[int, dict[str, GivenAnswer]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row.revision_id][row.author_id][row.question_key] = GivenAnswer(row.kind, row.level)
    return {revision: dict(authors) for revision, authors in found.items()}


def today() -> date:
    """Where the app runs: deadlines are days of the calendar there."""
    return now().astimezone().date()
