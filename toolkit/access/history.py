"""Which events of a measure the actor may read: its history shows no more than they may see of it otherwise.

Every kind of event stands in one of the groups; what stands in none is shown to nobody.
"""

from __future__ import annotations

from sqlalchemy import Select, and_, exists, or_, select
from sqlmodel import col

from toolkit.access.rules import Actor
from toolkit.access.seeing import (
    Condition,
    _coordinates_unbound,
    _in_programme_of,
    _is_assigned,
    _plans_for,
    _reads_colleagues,
    _released_to,
    _steers,
    visible_assessments,
    visible_letters,
    visible_revisions,
)
from toolkit.model import (
    Event,
    JointJudgement,
    Measure,
    ReleaseKind,
    ReviewConfirmation,
    ReviewRelease,
    Revision,
    Role,
)
from toolkit.workflow import Step

# What a municipality does while it works on a revision concerns nobody else.
WORK = frozenset(
    {
        "create_measure", "change_fact", "answer_question", "confirm_answer", "move_assessment",
        "add_evidence", "remove_evidence",
        "add_revision_partner", "change_revision_partner", "remove_revision_partner",
        "add_indicator", "change_indicator", "remove_indicator",
        "add_dependency", "change_dependency", "remove_dependency",
        "change_check", "reply", "hand_over", "take_over_measure", Step.RELEASE.value, Step.TAKE_BACK.value,
    }
)  # fmt: skip
TOLD_STEPS = frozenset(step.value for step in Step) - WORK
TO_OTHERS = frozenset({"release_to_others", "end_release"})
REVIEWING = frozenset(
    {
        "begin_review", "answer_review", "reveal_self_assessment", "start_from_earlier_review",
        "write_comment", "recommend",
    }
)  # fmt: skip
LETTER = frozenset({"write_letter", "send_letter"})
FINISHED, CONFIRMED, SETTLED = "complete_review", "confirm_review", "settle_gate"
COORDINATING = frozenset({"assign", "change_due", "end_assignment", "declare_conflict", "lift_conflict"})
# Who fetched which file is for the operator's log, not for the history of a measure.
UNTOLD = frozenset({"download", "refused_download"})
TOLD = WORK | TOLD_STEPS | TO_OTHERS | REVIEWING | COORDINATING | LETTER | {FINISHED, CONFIRMED, SETTLED}


def visible_events(actor: Actor) -> Select[int | None]:
    """The ids of the events that the actor may read, of measures of which they may see a revision."""
    seen = select(col(Revision.measure_id)).where(col(Revision.id).in_(visible_revisions(actor)))
    plans, coordinates = _plans_for(actor), _in_programme_of(actor, Role.COORDINATION)
    takes_part = or_(_is_assigned(actor), coordinates, and_(_steers(actor), _was_released()))
    ways = or_(
        and_(plans, _is(WORK | TOLD_STEPS | TO_OTHERS)),
        and_(takes_part, _is(TOLD_STEPS)),
        and_(_released_to(actor, ReleaseKind.FACT_SHEET), _is({Step.SUBMIT.value})),
        and_(coordinates, _is(COORDINATING)),
        and_(
            _is_assigned(actor),
            col(Event.actor_id) == actor.person_id,
            _is(REVIEWING | {FINISHED, CONFIRMED}),
        ),
        and_(or_(plans, takes_part), _is_finished_for(actor)),
        and_(_is({SETTLED}), col(Event.thing_id).in_(_settled_for(actor))),
        and_(_is(LETTER), col(Event.thing_id).in_(visible_letters(actor))),
    )
    return (
        select(col(Event.id))
        .join(Measure, col(Measure.id) == col(Event.measure_id))
        # SQLite gives the number of a removed measure of the example region to another one.
        .where(col(Event.measure_id).in_(seen), col(Event.at) >= col(Measure.created_at), ways)
    )


def _is(actions: set[str] | frozenset[str]) -> Condition:
    return col(Event.action).in_(sorted(actions))


def _is_finished_for(actor: Actor) -> Condition:
    """That a review is finished, or confirmed for a later revision, is told to those who may read it."""
    readable = visible_assessments(actor)
    confirmed = select(col(ReviewConfirmation.id)).where(col(ReviewConfirmation.assessment_id).in_(readable))
    return or_(
        and_(_is({FINISHED}), col(Event.thing_id).in_(readable)),
        and_(_is({CONFIRMED}), col(Event.thing_id).in_(confirmed)),
    )


def _settled_for(actor: Actor) -> Select[int | None]:
    """That something was disputed would colour a judgement that is still to come."""
    return (
        select(col(JointJudgement.id))
        .join(Revision, col(Revision.id) == col(JointJudgement.revision_id))
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .where(or_(_coordinates_unbound(actor), _reads_colleagues(actor)))
    )


def _was_released() -> Condition:
    return exists().where(
        col(ReviewRelease.revision_id) == col(Revision.id), col(Revision.measure_id) == col(Measure.id)
    )
