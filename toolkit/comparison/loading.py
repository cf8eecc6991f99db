"""From stored answers to the frozen comparison, as far as the actor may read them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Executable, Row, Select, String, Subquery, case, cast, func, select
from sqlmodel import Session, col

from toolkit.access import Actor, visible_assessments, visible_revisions
from toolkit.catalogue import Catalogue, CatalogueByContent
from toolkit.comparison.counting import released_reviews
from toolkit.comparison.objects import ComparedMeasure, Comparison
from toolkit.judging import (
    AnswerKind,
    Facts,
    GateState,
    GivenAnswer,
    Judgement,
    Phase,
    joint_outcome,
    judge,
    judge_reviews,
)
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    CatalogueVersion,
    JointJudgement,
    Measure,
    Municipality,
    Revision,
)
from toolkit.workflow import COMPARED


def facts_of(fact_sheet: Mapping[str, Any], feasible_soon: Iterable[str]) -> Facts:
    """What the rules need of a fact sheet. A goal is located where both its paper and its place are named."""
    return Facts(
        phase=fact_sheet["phase"],
        goal_located=bool(fact_sheet["goal_source"].strip() and fact_sheet["goal_place"].strip()),
        feasible_soon=frozenset(feasible_soon),
    )


def load_comparison(session: Session, actor: Actor, *, programme_id: int, catalogue: Catalogue) -> Comparison:
    """Three queries whatever the number of measures: the revisions, and the answers of self-assessments and
    of released reviews as plain rows."""
    current = current_revisions(actor, programme_id, catalogue)
    answers = dict(session.execute(_self_assessments(current)).all())
    reviews: dict[int, list[str]] = defaultdict(list)
    for revision_id, words in session.execute(_reviews(actor, current)):
        reviews[revision_id].append(words)
    rows = tuple(
        _Read(row, answers.get(row.revision_id, ""), tuple(reviews.get(row.revision_id, ())))
        for row in session.execute(_compared_revisions(actor, current))
    )
    return _compared(CatalogueByContent(catalogue), rows)


# The gate as the coordination settled it, demands as JSON; and phase, source and place of the goal.
_Joint: TypeAlias = tuple[GateState, str]
_FactsRead: TypeAlias = tuple[Phase, str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """One revision as read: its columns, the self-assessment and the released reviews, each as one text."""

    row: Row[Any]
    answers: str
    reviews: tuple[str, ...]


# What is remembered between two runs is keyed by all that it was made of, as just read from the database
# through `visible_assessments`: so it can never be stale, whoever changed what and whether or not there is an
# event of it, and who asks gets nothing that was not read for them at this moment.
@lru_cache(maxsize=32)
def _compared(known: CatalogueByContent, rows: tuple[_Read, ...]) -> Comparison:
    return Comparison(known.catalogue, tuple(_measure(known, read) for read in rows))


@lru_cache(maxsize=20_000)
def _judged(known: CatalogueByContent, answers: str, facts: _FactsRead) -> Judgement:
    given, feasible_soon = _parsed(answers)
    return judge(known.catalogue, given, _facts(facts, feasible_soon))


@lru_cache(maxsize=20_000)
def _judged_by_reviews(
    known: CatalogueByContent, reviews: tuple[str, ...], joint: _Joint | None, facts: _FactsRead
) -> Judgement:
    given = [_parsed(answers)[0] for answers in reviews]
    gate = joint_outcome(known.catalogue, joint[0], json.loads(joint[1])) if joint else None
    return judge_reviews(known.catalogue, given, _facts(facts, ()), joint_gate=gate)


def _facts(read: _FactsRead, feasible_soon: Iterable[str]) -> Facts:
    fact_sheet = dict(zip(("phase", "goal_source", "goal_place"), read, strict=True))
    return facts_of(fact_sheet, feasible_soon)


def _measure(known: CatalogueByContent, read: _Read) -> ComparedMeasure:
    """Released reviews decide; the self-assessment stands beside them (rule 9)."""
    row = read.row
    facts = (row.phase, row.goal_source, row.goal_place)
    judgement, own = _judged(known, read.answers, facts), None
    if read.reviews:
        joint = (row.gate_state, row.demands) if row.gate_state else None
        judgement, own = _judged_by_reviews(known, read.reviews, joint, facts), judgement
    return ComparedMeasure(
        measure_id=row.measure_id,
        revision_number=row.number,
        title=row.title,
        municipality_id=row.municipality_id,
        municipality=row.municipality,
        kind=row.kind,
        settlement_type=row.settlement_type,
        funded=row.funded,
        phase=row.phase,
        field_of_action=row.field_of_action,
        is_example=row.is_example,
        state=row.state,
        submitted_at=row.submitted_at,
        judgement=judgement,
        self_judgement=own,
        own_share=row.own_share,
        follow_up_cost_per_year=row.follow_up_cost_per_year,
        staff_hours_building=row.staff_hours_building,
        staff_hours_operation=row.staff_hours_operation,
    )


def current_revisions(actor: Actor, programme_id: int, catalogue: Catalogue) -> Subquery:
    """Of each compared measure the newest submitted revision whose self-assessment the actor may read;
    without any, its working one.

    A working revision beside a submitted one is not compared before it is submitted too: a repeat assessment
    that has just begun would otherwise take the measure out of the ranking.

    Only what was assessed by this version of the catalogue: a comparison has exactly one, and a submitted
    assessment keeps an earlier one.

    Joined, never `IN`: SQLite would try each visible revision on each measure, which made a thousand measures
    a million look-ups.
    """
    visible = visible_assessments(actor).subquery()
    submitted = case((col(Revision.submitted_at).is_not(None), col(Revision.id)))
    return (
        select(func.coalesce(func.max(submitted), func.max(col(Revision.id))).label("id"))
        .join(Assessment, col(Assessment.revision_id) == col(Revision.id))
        .join(visible, visible.c.id == col(Assessment.id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(CatalogueVersion, col(CatalogueVersion.id) == col(Assessment.catalogue_version_id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Measure.state).in_(COMPARED),
            col(Assessment.kind) == AssessmentKind.SELF,
            col(CatalogueVersion.catalogue) == catalogue.id,
            col(CatalogueVersion.version) == catalogue.version,
        )
        .group_by(col(Revision.measure_id))
        .subquery()
    )


# What measures cost their municipality, as it stands in the fact sheet.
_FIGURES = ("own_share", "follow_up_cost_per_year", "staff_hours_building", "staff_hours_operation")


def _compared_revisions(actor: Actor, current: Subquery) -> Executable:
    """Figures of the fact sheet only where the actor may read it: a released result does not show them."""
    read = visible_revisions(actor).subquery()
    return (
        select(
            col(Revision.id).label("revision_id"),
            col(Revision.measure_id),
            col(Revision.number),
            col(Revision.title),
            col(Revision.phase),
            col(Revision.goal_source),
            col(Revision.goal_place),
            col(Revision.field_of_action),
            col(Revision.submitted_at),
            col(Measure.state),
            col(Measure.municipality_id),
            col(Municipality.name).label("municipality"),
            col(Municipality.kind),
            col(Municipality.settlement_type),
            col(Municipality.funded),
            col(Municipality.is_example),
            col(JointJudgement.gate_state),
            cast(col(JointJudgement.demands), String).label("demands"),
            *(case((read.c.id.is_not(None), getattr(Revision, name))).label(name) for name in _FIGURES),
        )
        .outerjoin(read, read.c.id == col(Revision.id))
        .join(current, current.c.id == col(Revision.id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .outerjoin(JointJudgement, col(JointJudgement.revision_id) == col(Revision.id))
        .order_by(col(Municipality.name), col(Revision.title), col(Revision.measure_id))
    )


# No question's key and no kind of answer holds one of these (see `toolkit.catalogue.shape`).
_BETWEEN_ANSWERS, _WITHIN_AN_ANSWER = "\n", "\t"


def _self_assessments(current: Subquery) -> Select[int, str]:
    return (
        select(col(Assessment.revision_id), _answers_in_words())
        .join(Answer, col(Answer.assessment_id) == col(Assessment.id))
        .join(current, current.c.id == col(Assessment.revision_id))
        .where(col(Assessment.kind) == AssessmentKind.SELF)
        .group_by(col(Assessment.revision_id))
    )


def _reviews(actor: Actor, current: Subquery) -> Select[int, str]:
    """A row for each released review that the actor may read, in the order in which they were begun."""
    visible = visible_assessments(actor).subquery()
    released = released_reviews().subquery()
    return (
        select(released.c.revision_id, _answers_in_words())
        .join(current, current.c.id == released.c.revision_id)
        .join(visible, visible.c.id == released.c.assessment_id)
        .join(Answer, col(Answer.assessment_id) == released.c.assessment_id)
        .group_by(released.c.revision_id, released.c.assessment_id)
        .order_by(released.c.revision_id, released.c.assessment_id)
    )


def _answers_in_words() -> ColumnElement[str]:
    """All answers of one assessment as one text: the database hands over one row, not twelve."""
    parts = (
        col(Answer.question_key),
        cast(col(Answer.kind), String),
        func.coalesce(cast(col(Answer.level), String), ""),
        case((col(Answer.feasible_soon), "soon"), else_=""),
    )
    words = reduce(lambda text, part: text + _WITHIN_AN_ANSWER + part, parts)
    return func.aggregate_strings(words, _BETWEEN_ANSWERS)


def _parsed(answers: str) -> tuple[dict[str, GivenAnswer], list[str]]:
    """The answers by question, and the questions whose next level is feasible soon."""
    lines = [line.split(_WITHIN_AN_ANSWER) for line in answers.split(_BETWEEN_ANSWERS) if line]
    given = {
        question: GivenAnswer(AnswerKind(kind), int(level) if level else None)
        for question, kind, level, _ in lines
    }
    return given, [question for question, _, _, soon in lines if soon]
