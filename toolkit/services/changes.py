"""What happened lately, for the start page: from the log of events, as far as the actor may see the measures.

What was done, to which measure, when. Not by whom: nothing on the start page asks who may know that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session, col

from toolkit.access import Actor, visible_assessments, visible_revisions
from toolkit.judging import AnswerKind
from toolkit.model import Answer, Assessment, AssessmentKind, Event, Measure, Revision

MOST_CHANGES = 6
# Whoever answers twelve questions changed one thing twelve times.
READ_EVENTS = 200
TOLD = ("create_measure", "change_fact", "answer_question", "submit", "start_revision", "start_repeat",
        "withdraw", "resume")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change to one measure, `times` in a row, the last of them `at`."""

    action: str
    at: datetime
    measure_id: int
    title: str
    times: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that was passed on and is not answered yet."""

    measure_id: int
    question: str
    waiting_for: str
    since: datetime


def last_changes(session: Session, actor: Actor, *, programme_id: int) -> tuple[Change, ...]:
    """The newest first; what was done to a measure several times in a row is one."""
    titles = _visible_titles(session, actor, programme_id)
    events = [
        row
        for statement in (_of_measures(actor), _of_answers(actor))
        for row in session.execute(
            statement.where(col(Event.programme_id) == programme_id, col(Event.action).in_(TOLD))
            .order_by(col(Event.id).desc())
            .limit(READ_EVENTS)
        )
    ]
    newest_first = sorted(events, key=lambda row: row.id, reverse=True)
    return tuple(_in_a_row((row for row in newest_first if row.measure_id in titles), titles))[:MOST_CHANGES]


def waiting_answers(session: Session, actor: Actor, *, programme_id: int) -> tuple[Waiting, ...]:
    """What waits for somebody in the working revisions of the desk's municipality, the longest first."""
    rows = session.execute(
        select(
            col(Answer.id), col(Revision.measure_id), col(Answer.question_key), col(Answer.waiting_for),
            col(Answer.changed_at),
        )
        .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Revision.id).in_(visible_revisions(actor)),
            col(Revision.submitted_at).is_(None),
            col(Measure.programme_id) == programme_id,
            col(Measure.municipality_id) == actor.acting_for,
            col(Answer.waiting_for) != "",
            col(Answer.kind).in_((AnswerKind.OPEN, AnswerKind.CANNOT_JUDGE)),
        )
    ).all()  # fmt: skip
    passed_on = _passed_on_at(session, [row.id for row in rows])
    waiting = [
        Waiting(row.measure_id, row.question_key, row.waiting_for, passed_on.get(row.id, row.changed_at))
        for row in rows
    ]
    return tuple(sorted(waiting, key=lambda each: each.since))


def _passed_on_at(session: Session, answers: Iterable[int]) -> dict[int, datetime]:
    """When each was passed on: the answer's own time moves with every other change of it."""
    events = session.execute(
        select(col(Event.thing_id), col(Event.at), col(Event.fields))
        .where(col(Event.thing) == "answer", col(Event.thing_id).in_(list(answers)))
        .order_by(col(Event.id))
    )
    return {row.thing_id: row.at for row in events if "waiting_for" in row.fields}


def _in_a_row(events: Iterable[Row[Any]], titles: Mapping[int, str]) -> Iterator[Change]:
    for (action, measure_id), rows in groupby(events, key=lambda row: (row.action, row.measure_id)):
        same = list(rows)
        yield Change(action, same[0].at, measure_id, titles[measure_id], len(same))


def _visible_titles(session: Session, actor: Actor, programme_id: int) -> dict[int, str]:
    """Of each measure as its newest visible revision names it."""
    # Joined, never `IN`: SQLite would try each visible revision on each measure.
    visible = visible_revisions(actor).subquery()
    rows = session.execute(
        select(col(Revision.measure_id), col(Revision.title))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(visible, visible.c.id == col(Revision.id))
        .where(col(Measure.programme_id) == programme_id)
        .order_by(col(Revision.number))
    )
    return {row.measure_id: row.title for row in rows}


def _of_measures(actor: Actor) -> Select[Any]:
    visible = select(col(Revision.measure_id)).where(col(Revision.id).in_(visible_revisions(actor)))
    measure_id: Any = col(Event.thing_id).label("measure_id")
    columns: tuple[Any, ...] = (col(Event.id), col(Event.action), col(Event.at), measure_id)
    return select(*columns).where(col(Event.thing) == "measure", col(Event.thing_id).in_(visible))


def _of_answers(actor: Actor) -> Select[Any]:
    """Of the self-assessments that the actor may read."""
    columns: tuple[Any, ...] = (col(Event.id), col(Event.action), col(Event.at), col(Revision.measure_id))
    return (
        select(*columns)
        .join(Answer, col(Answer.id) == col(Event.thing_id))
        .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .where(
            col(Event.thing) == "answer",
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Assessment.id).in_(visible_assessments(actor)),
        )
    )
