"""All answers behind a comparison, in long form: each with its reason, as far as the actor may read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Executable, Select, Subquery, func, literal, select, union_all
from sqlmodel import Session, col

from toolkit.access import Actor, visible_answers
from toolkit.catalogue import Catalogue
from toolkit.comparison.counting import released_reviews
from toolkit.comparison.loading import current_revisions
from toolkit.judging import AnswerKind
from toolkit.model import Answer, Assessment, AssessmentKind, Assignment, Revision


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer to one question. `review` is the number under which the municipality knows a review, and
    None for the self-assessment; whose review it is stands nowhere."""

    measure_id: int
    review: int | None
    question: str
    kind: AnswerKind
    level: int | None
    reason: str


# One assessment of a compared measure: the measure, the number of the review, the assessment's id.
_Counting: TypeAlias = tuple[int, int | None, int]


def load_answers(
    session: Session, actor: Actor, *, programme_id: int, catalogue: Catalogue
) -> dict[int, tuple[AnswerLine, ...]]:
    """By measure the answers on which the comparison rests: the self-assessment, then the released reviews by
    number. A question without an answer stands among them as open, in every assessment."""
    current = current_revisions(actor, programme_id, catalogue)
    counting = _counting(current)
    found: dict[int, list[AnswerLine]] = defaultdict(list)
    given = {
        assessment_id: {question: rest for _, question, *rest in rows}
        for assessment_id, rows in groupby(session.execute(_answers(actor, counting)), lambda row: row[0])
    }
    for measure_id, review, assessment_id in _assessments(session, current, counting):
        # An assessment of which the actor may read nothing is left out, never shown as unanswered.
        if assessment_id in given:
            found[measure_id] += _lines(catalogue, measure_id, review, given[assessment_id])
    return {measure_id: tuple(lines) for measure_id, lines in found.items()}


def _lines(
    catalogue: Catalogue, measure_id: int, review: int | None, given: Mapping[str, Any]
) -> Iterator[AnswerLine]:
    for question in catalogue.questions:
        kind, level, reason = given.get(question, (AnswerKind.OPEN, None, ""))
        yield AnswerLine(measure_id, review, question, kind, level, reason)


def _assessments(session: Session, current: Subquery, counting: Subquery) -> Iterable[_Counting]:
    """The self-assessments and the released reviews, in order."""
    rows = session.execute(select(counting)).all()
    numbers = _review_numbers(session, current)
    counted = (
        (measure_id, numbers.get((measure_id, author_id), 0) if is_review else None, assessment_id)
        for measure_id, assessment_id, author_id, is_review in rows
    )
    return sorted(counted, key=lambda each: (each[0], each[1] is not None, each[1] or 0, each[2]))


def _counting(current: Subquery) -> Subquery:
    released = released_reviews().subquery()
    columns: tuple[Any, ...] = (
        col(Revision.measure_id),
        col(Assessment.id).label("id"),
        col(Assessment.author_id),
    )
    own: Select[Any] = (
        select(*columns, literal(False).label("is_review"))
        .join(current, current.c.id == col(Revision.id))
        .join(Assessment, col(Assessment.revision_id) == col(Revision.id))
        .where(col(Assessment.kind) == AssessmentKind.SELF)
    )
    # A confirmed review was written for an earlier revision than the one for which it counts.
    reviewed: Select[Any] = (
        select(*columns, literal(True))
        .join(current, current.c.id == col(Revision.id))
        .join(released, released.c.revision_id == col(Revision.id))
        .join(Assessment, col(Assessment.id) == released.c.assessment_id)
    )
    return union_all(own, reviewed).subquery()


def _answers(actor: Actor, counting: Subquery) -> Executable:
    """Columns, not objects, and joined: 36,000 answers are read in one go."""
    visible = visible_answers(actor).subquery()
    return (
        select(
            col(Answer.assessment_id),
            col(Answer.question_key),
            col(Answer.kind),
            col(Answer.level),
            col(Answer.reason),
        )
        .join(visible, visible.c.id == col(Answer.id))
        .join(counting, counting.c.id == col(Answer.assessment_id))
        .order_by(col(Answer.assessment_id))
    )


def _review_numbers(session: Session, current: Subquery) -> dict[tuple[int, int], int]:
    """By measure and person: in the order of the assignments ever made, so that a number never changes."""
    first = func.min(Assignment.id)
    rows = session.execute(
        select(col(Assignment.measure_id), col(Assignment.person_id))
        .join(Revision, col(Revision.measure_id) == col(Assignment.measure_id))
        .join(current, current.c.id == col(Revision.id))
        .group_by(col(Assignment.measure_id), col(Assignment.person_id))
        .order_by(col(Assignment.measure_id), first)
    )
    numbered: dict[tuple[int, int], int] = {}
    for measure_id, people in groupby(rows, lambda row: row[0]):
        for number, (_, person_id) in enumerate(people, start=1):
            numbered[measure_id, person_id] = number
    return numbered
