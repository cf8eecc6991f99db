"""Who sees what, as selects: of revisions, of their results, of assessments and of comments.

A condition is written for every way to see something; whoever has none of them sees nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Alias, ColumnElement, Exists, Select, and_, exists, false, not_, or_, select, true
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, col

from toolkit.access.rules import Actor
from toolkit.judging import AnswerKind
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Audience,
    Comment,
    Conflict,
    Letter,
    Measure,
    MeasureState,
    Membership,
    Municipality,
    Programme,
    ProgrammeMunicipality,
    Recommendation,
    Release,
    ReleaseKind,
    Reply,
    RevealRule,
    ReviewConfirmation,
    ReviewRelease,
    Revision,
    Role,
    Round,
    RoundItem,
    RoundKind,
)
from toolkit.storage import EVERYBODY, Identity

Condition = ColumnElement[bool]

# A condition is made of who asks alone, never of data: building the larger ones anew for every question that
# a page asks took longer than the database did to answer.
_built_once = lru_cache(maxsize=1024)


def identity_of(actor: Actor) -> Identity:
    """For whom the actor's sessions work: the database shows them no others' working revisions."""
    planned = {grant.municipality_id for grant in actor.grants if grant.role is Role.PLANNING}
    if None in planned:
        return replace(EVERYBODY, person_id=actor.person_id)
    return Identity.of(planned - {None}, person_id=actor.person_id)  # type: ignore[arg-type]


def visible_revisions(actor: Actor) -> Select[int | None]:
    """The ids of the revisions whose fact sheet the actor may read: outside the own municipality never a
    working one."""
    ways = or_(
        _plans_for(actor),
        and_(
            col(Revision.submitted_at).is_not(None),
            or_(
                _is_assigned(actor),
                _in_programme_of(actor, Role.COORDINATION),
                and_(_steers(actor), _reviewed()),
                _released_to(actor, ReleaseKind.FACT_SHEET),
            ),
        ),
    )
    return _revisions().where(ways)


def visible_results(actor: Actor) -> Select[int | None]:
    """The ids of the revisions that a comparison may show to the actor: those with an assessment that the
    actor may see. The release of a result shows title and municipality too, or nobody could read it."""
    seen = visible_assessments(actor).subquery()
    of_revision = select(col(Assessment.revision_id)).join(seen, seen.c.id == col(Assessment.id))
    return select(col(Revision.id)).where(col(Revision.id).in_(of_revision))


def visible_assessments(actor: Actor) -> Select[int | None]:
    """The ids of the assessments whose answers the actor may read."""
    return (
        select(col(Assessment.id))
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(_may_read_assessment(actor))
    )


def visible_answers(actor: Actor) -> Select[int | None]:
    """The ids of the answers that the actor may read: those of the visible assessments, and where the
    programme shows the self-assessment by question, each self-assessed answer once there is an own one."""
    own, own_answer = _named(Assessment, "own"), _named(Answer, "own_answer")
    answered = (
        _own(own, actor)
        .where(
            own_answer.c.assessment_id == own.c.id,
            own_answer.c.question_key == col(Answer.question_key),
            own_answer.c.kind != AnswerKind.OPEN,
        )
        .correlate_except(own, own_answer)
    )
    shown_each = and_(
        col(Assessment.kind) == AssessmentKind.SELF,
        _submitted(),
        _is_assigned(actor),
        col(Programme.reveal_rule) == RevealRule.AFTER_EACH,
        answered,
    )
    return (
        select(col(Answer.id))
        .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .join(Programme, col(Programme.id) == col(Measure.programme_id))
        .where(or_(_may_read_assessment(actor), shown_each))
    )


def visible_comments(actor: Actor) -> Select[int | None]:
    """The ids of the comments that the actor may read: notes for colleagues stay among those who review, and
    a released result holds no comments at all."""
    among_colleagues = or_(_wrote(actor), _reads_colleagues(actor), _coordinates_unbound(actor))
    to_municipality = or_(_plans_and_may_read(actor), and_(_steers(actor), _is_released()))
    ways = or_(among_colleagues, and_(col(Comment.audience) == Audience.MUNICIPALITY, to_municipality))
    return (
        select(col(Comment.id))
        .join(Assessment, col(Assessment.id) == col(Comment.assessment_id))
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(or_(_wrote(actor), col(Assessment.final_at).is_not(None)), ways)
    )


def visible_recommendations(actor: Actor) -> Select[int | None]:
    """The ids of what reviews recommend that the actor may read: with the comments to the municipality, and
    by those who review; a released result holds none."""
    among_colleagues = or_(_wrote(actor), _reads_colleagues(actor), _coordinates_unbound(actor))
    to_municipality = or_(_plans_and_may_read(actor), and_(_steers(actor), _is_released()))
    return (
        select(col(Recommendation.id))
        .join(Assessment, col(Assessment.id) == col(Recommendation.assessment_id))
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(
            or_(_wrote(actor), col(Assessment.final_at).is_not(None)), or_(among_colleagues, to_municipality)
        )
    )


def visible_rounds(actor: Actor) -> Select[int | None]:
    """The ids of the rounds whose list the actor may read: the municipality's own, and those of who reviews.
    A request for changes says what colleagues found: it is read after the own review of that revision, or of
    a later one. What was returned as incomplete was judged by nobody yet."""
    asked = _named(Revision, "asked")
    unbound = or_(_reads_colleagues(actor), _coordinates_unbound(actor))
    reviewing = or_(_is_assigned(actor), _in_programme_of(actor, Role.COORDINATION))
    return (
        select(col(Round.id))
        .join(Measure, col(Measure.id) == col(Round.measure_id))
        .join(asked, asked.c.id == col(Round.revision_id))
        .join(Revision, col(Revision.measure_id) == col(Measure.id))
        .where(
            _submitted(),
            col(Revision.number) >= asked.c.number,
            or_(_plans_for(actor), unbound, and_(col(Round.kind) == RoundKind.INCOMPLETE, reviewing)),
        )
        .distinct()
    )


def visible_replies(actor: Actor) -> Select[int | None]:
    """The ids of the replies in these rounds: outside the municipality once they are submitted."""
    return (
        select(col(Reply.id))
        .join(RoundItem, col(RoundItem.id) == col(Reply.round_item_id))
        .join(Round, col(Round.id) == col(RoundItem.round_id))
        .join(Measure, col(Measure.id) == col(Round.measure_id))
        .where(
            col(Round.id).in_(visible_rounds(actor)),
            or_(_plans_for(actor), col(Round.closed_at).is_not(None)),
        )
    )


def visible_assignments(actor: Actor) -> Select[int | None]:
    """The ids of the assignments, ended ones too, that the actor may know of: the own ones, and as
    coordination all of the programme. Nobody else learns who reviews what."""
    return (
        select(col(Assignment.id))
        .join(Measure, col(Measure.id) == col(Assignment.measure_id))
        .where(
            or_(
                col(Assignment.person_id) == actor.person_id,
                _in_programme_of(actor, Role.COORDINATION),
            )
        )
    )


def visible_conflicts(actor: Actor) -> Select[int | None]:
    """The ids of the conflicts of interest, with their reasons, that the actor may read: the own ones, and
    as coordination those with measures of the programme, and of its advisors with its participants."""
    programmes = {grant.programme_id for grant in actor.grants if grant.role is Role.COORDINATION}
    measures = select(col(Measure.id)).where(_in_some(col(Measure.programme_id), programmes))
    of_advisor = (
        select(col(Membership.id))
        .join(
            ProgrammeMunicipality,
            or_(
                col(Membership.programme_id).is_(None),
                col(Membership.programme_id) == col(ProgrammeMunicipality.programme_id),
            ),
        )
        .where(
            col(Membership.person_id) == col(Conflict.person_id),
            col(Membership.role) == Role.ADVICE,
            col(Membership.revoked_at).is_(None),
            col(ProgrammeMunicipality.municipality_id) == col(Conflict.municipality_id),
            _in_some(col(ProgrammeMunicipality.programme_id), programmes),
        )
        .exists()
    )
    own = col(Conflict.person_id) == actor.person_id
    return select(col(Conflict.id)).where(or_(own, col(Conflict.measure_id).in_(measures), of_advisor))


def visible_letters(actor: Actor) -> Select[int | None]:
    """The ids of the letters that the actor may read: those who review, and its municipality once it was sent
    and the reviews may be read."""
    sent = and_(col(Letter.sent_at).is_not(None), _plans_for(actor), or_(_reviewed(), _changes_asked()))
    return (
        select(col(Letter.id))
        .join(Revision, col(Revision.id) == col(Letter.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(_submitted(), or_(_reads_colleagues(actor), _coordinates_unbound(actor), sent))
    )


def visible_municipalities(actor: Actor) -> Select[int | None]:
    """Who takes part is no secret among those who have any role here; others see nobody."""
    return select(col(Municipality.id)).where(true() if actor.grants else false())


def visible_programmes(actor: Actor) -> Select[int | None]:
    """Those of which one is part: by a role in it, for one of its municipalities, or for all."""
    programmes = {grant.programme_id for grant in actor.grants}
    own = {grant.municipality_id for grant in actor.grants}
    condition: Condition = false()
    if any(grant.programme_id is None and grant.municipality_id is None for grant in actor.grants):
        condition = true()
    elif actor.grants:
        takes_part = select(col(ProgrammeMunicipality.programme_id)).where(
            col(ProgrammeMunicipality.municipality_id).in_(own - {None})
        )
        condition = col(Programme.id).in_(programmes - {None}) | col(Programme.id).in_(takes_part)
    return select(col(Programme.id)).where(condition)


def _revisions() -> Select[int | None]:
    return select(col(Revision.id)).join(Measure, col(Measure.id) == col(Revision.measure_id))


def _submitted() -> Condition:
    return col(Revision.submitted_at).is_not(None)


@_built_once
def _may_read_assessment(actor: Actor) -> Condition:
    return or_(_plans_and_may_read(actor), and_(_submitted(), _seen_from_outside(actor)))


def _seen_from_outside(actor: Actor) -> Condition:
    """Of a submitted revision. An unfinished own review binds, whatever other roles there are."""
    is_self, is_final = col(Assessment.kind) == AssessmentKind.SELF, col(Assessment.final_at).is_not(None)
    unbound, shown = not_(_is_bound(actor)), _released_to(actor, ReleaseKind.RESULT)
    after_review = and_(or_(_steers(actor), shown), _is_released(), unbound)
    return or_(
        _wrote(actor),
        and_(is_self, or_(_coordinates_unbound(actor), _has_own_levels(actor))),
        and_(is_self, or_(and_(_steers(actor), _reviewed()), shown), unbound),
        and_(
            not_(is_self), is_final, or_(_coordinates_unbound(actor), _reads_colleagues(actor), after_review)
        ),
    )


def _plans_for(actor: Actor) -> Condition:
    return _in_some(
        col(Measure.municipality_id),
        (grant.municipality_id for grant in actor.grants if grant.role is Role.PLANNING),
    )


def _in_programme_of(actor: Actor, *roles: Role) -> Condition:
    return _in_some(
        col(Measure.programme_id), (grant.programme_id for grant in actor.grants if grant.role in roles)
    )


def _in_some(column: Mapped[int], ids: Iterable[int | None]) -> Condition:
    """A grant without an id holds for all of them."""
    found = set(ids)
    if not found:
        return false()
    return true() if None in found else column.in_(found)


def _plans_and_may_read(actor: Actor) -> Condition:
    """The own municipality reads its self-assessments at any time; final reviews once changes are requested
    by them, or all are released."""
    told = and_(col(Assessment.final_at).is_not(None), or_(_is_released(), _changes_asked()))
    return and_(_plans_for(actor), or_(col(Assessment.kind) == AssessmentKind.SELF, told))


def _changes_asked() -> Condition:
    return exists().where(col(Round.revision_id) == col(Revision.id), col(Round.kind) == RoundKind.CHANGES)


def _reviewed() -> Condition:
    """The reviews of this revision are released; of a later one that is another question."""
    return exists().where(col(ReviewRelease.revision_id) == col(Revision.id))


def _is_released() -> Condition:
    """Of an assessment: its revision's reviews are released, or those of one for which it was confirmed."""
    confirmed = (
        exists()
        .where(
            col(ReviewConfirmation.assessment_id) == col(Assessment.id),
            col(ReviewConfirmation.revision_id) == col(ReviewRelease.revision_id),
        )
        .correlate(Assessment)
    )
    return or_(_reviewed(), confirmed)


def _steers(actor: Actor) -> Condition:
    """In the steering group of the programme; what was withdrawn is no longer before it."""
    is_here = col(Measure.state) != MeasureState.WITHDRAWN
    return and_(_in_programme_of(actor, Role.STEERING, Role.CHAIR), is_here)


def _released_to(actor: Actor, kind: ReleaseKind) -> Condition:
    """To the planning of every municipality here, as long as the measure is not withdrawn."""
    if not actor.has_role(Role.PLANNING):
        return false()
    released = exists().where(col(Release.measure_id) == col(Measure.id), col(Release.kind) == kind)
    return and_(released, col(Measure.state) != MeasureState.WITHDRAWN)


@_built_once
def _is_assigned(actor: Actor) -> Condition:
    """In force, in the role of advice, and without a conflict of interest."""
    return and_(
        _in_programme_of(actor, Role.ADVICE),
        exists().where(
            col(Assignment.measure_id) == col(Measure.id),
            col(Assignment.person_id) == actor.person_id,
            col(Assignment.ended_at).is_(None),
        ),
        not_(in_conflict(actor.person_id)),
    )


def in_conflict(person_id: int | Mapped[Any]) -> Exists:
    """Whether the person has a conflict of interest in force with the `Measure` of the select around it."""
    return exists().where(
        col(Conflict.person_id) == person_id,
        col(Conflict.lifted_at).is_(None),
        or_(
            col(Conflict.measure_id) == col(Measure.id),
            col(Conflict.municipality_id) == col(Measure.municipality_id),
        ),
    )


def _wrote(actor: Actor) -> Condition:
    return and_(col(Assessment.author_id) == actor.person_id, _is_assigned(actor))


def _has_own_levels(actor: Actor) -> Condition:
    """All own levels of this revision were given, at a moment that is kept: the self-assessment is shown."""
    own = _named(Assessment, "own")
    revealed = _own(own, actor).where(own.c.revealed_at.is_not(None))
    return and_(_is_assigned(actor), or_(revealed, _is_final(actor)))


def _reads_colleagues(actor: Actor) -> Condition:
    return and_(_is_assigned(actor), _is_final(actor))


def _is_bound(actor: Actor) -> Condition:
    """Has yet to judge this revision: nothing may colour that judgement before it is final."""
    return and_(_is_assigned(actor), not_(_is_final(actor)))


def _coordinates_unbound(actor: Actor) -> Condition:
    return and_(_in_programme_of(actor, Role.COORDINATION), not_(_is_bound(actor)))


@_built_once
def _is_final(actor: Actor) -> Condition:
    """The own review of this revision is final, or one of an earlier revision was confirmed for it."""
    own, earlier = _named(Assessment, "own"), _named(Assessment, "earlier")
    confirmed = exists().where(
        col(ReviewConfirmation.revision_id) == col(Revision.id),
        col(ReviewConfirmation.assessment_id) == earlier.c.id,
        earlier.c.author_id == actor.person_id,
    )
    return or_(_own(own, actor).where(own.c.final_at.is_not(None)), confirmed)


def _own(assessment: Alias, actor: Actor) -> Exists:
    return exists().where(
        assessment.c.revision_id == col(Revision.id), assessment.c.author_id == actor.person_id
    )


def _named(table: type[SQLModel], name: str) -> Alias:
    """A second look at a table. Of the table, not of the class: SQLAlchemy takes a hundred times as long to
    recognise a statement with an alias of a class."""
    return table.__table__.alias(name)  # type: ignore[attr-defined, no-any-return]
