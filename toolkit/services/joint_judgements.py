"""The joint judgement: how the coordination settles a gate that the reviews dispute (rule 9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor
from toolkit.catalogue import Catalogue
from toolkit.comparison import counting_reviews, facts_of
from toolkit.judging import (
    GateOutcome,
    GateResult,
    GateState,
    GivenAnswer,
    Standing,
    demands_of_gate,
    gate_over,
    joint_outcome,
)
from toolkit.messages import Message
from toolkit.model import Answer, Assessment, JointJudgement, ReviewConfirmation, id_of, now
from toolkit.services.catalogues import catalogue_of_revision
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.measures import OpenedMeasure, open_measure, require
from toolkit.services.review_access import under_review
from toolkit.storage import insert_if_absent, record_event

LONGEST_REASON = 4000
Reviews = Mapping[int, Mapping[str, GivenAnswer]]
"""Answers by review."""


@dataclass(frozen=True, slots=True)
class JointState:
    """A joint judgement as stored; version 0: there is none. It is of one revision: the next one's reviews
    start without."""

    gate_state: GateState | None = None
    demands: tuple[str, ...] = ()
    reason: str = ""
    version: int = 0
    settled_at: datetime | None = None


class JointConflictError(ServiceError):
    """Somebody else settled the same requirement meanwhile. Nothing was overwritten."""

    def __init__(self, mine: JointState, theirs: JointState) -> None:
        super().__init__(Message.of("joint.conflict"))
        self.mine, self.theirs = mine, theirs


def settle_gate(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    based_on: int,
    gate_state: GateState,
    demands: Collection[str] = (),
    reason: str,
) -> JointState:
    """Saves what the reviewers found together of the newest submitted revision, and gives it as stored.

    Only where the counting reviews dispute the requirement, and never without a reason. `based_on` is the
    version that the writer saw; `JointConflictError` carries mine and theirs.
    """
    measure = open_measure(session, actor, measure_id=measure_id)
    require(actor, Action.SETTLE_GATE, under_review(session, measure))
    reviews = counting_answers(session, measure.revision_id)
    if not reviews or undecided_gate(session, measure, reviews).standing is not Standing.DISPUTED:
        raise RefusedError(Message.of("joint.not_disputed"))
    catalogue = catalogue_of_revision(session, measure.revision_id)
    wanted = _checked(catalogue, gate_state, demands, reason, based_on)
    row = _locked(session, measure.revision_id, wanted)
    if (row.gate_state, tuple(row.demands), row.reason) == (gate_state, wanted.demands, wanted.reason):
        if row.version:
            return joint_state(row)
    elif row.version != based_on:
        raise JointConflictError(wanted, joint_state(row))
    row.gate_state, row.demands, row.reason = gate_state, list(wanted.demands), wanted.reason
    row.settled_by_id, row.settled_at = actor.person_id, now()
    row.version += 1
    session.add(row)
    session.flush()
    _record(session, actor, measure, row)
    return joint_state(row)


def counting_answers(session: Session, revision_id: int) -> Reviews:
    """By counting review what it answered; the caller has opened the revision."""
    counting = counting_reviews().subquery()
    ids = session.scalars(select(counting.c.assessment_id).where(counting.c.revision_id == revision_id)).all()
    answers: dict[int, dict[str, GivenAnswer]] = {key: {} for key in ids}
    for row in session.exec(select(Answer).where(col(Answer.assessment_id).in_(ids))):
        answers[row.assessment_id][row.question_key] = GivenAnswer(row.kind, row.level)
    return answers


def reviewed_gate(session: Session, measure: OpenedMeasure, reviews: Reviews) -> GateResult:
    """What the reviews, at least one, find, and where they dispute it what was settled."""
    joint = joint_of(session, measure.revision_id)
    catalogue = catalogue_of_revision(session, measure.revision_id)
    settled = joint_outcome(catalogue, joint.gate_state, joint.demands) if joint.gate_state else None
    return _gate(catalogue, measure, reviews, settled)


def undecided_gate(session: Session, measure: OpenedMeasure, reviews: Reviews) -> GateResult:
    """The same without what was settled."""
    return _gate(catalogue_of_revision(session, measure.revision_id), measure, reviews, None)


def joint_of(session: Session, revision_id: int) -> JointState:
    row = session.exec(
        select(JointJudgement).where(col(JointJudgement.revision_id) == revision_id)
    ).one_or_none()
    return joint_state(row) if row else JointState()


def has_newer_review(session: Session, revision_id: int, joint: JointState) -> bool:
    """Whether a counting review became final, or was confirmed, after the joint judgement: it did not know
    that review, and should be looked at again."""
    if joint.settled_at is None:
        return False
    counting = counting_reviews().subquery()
    finals = (
        select(Assessment.final_at, ReviewConfirmation.confirmed_at)
        .join(counting, counting.c.assessment_id == col(Assessment.id))
        .outerjoin(
            ReviewConfirmation,
            (col(ReviewConfirmation.assessment_id) == col(Assessment.id))
            & (col(ReviewConfirmation.revision_id) == revision_id),
        )
        .where(counting.c.revision_id == revision_id)
    )
    return any(
        (confirmed or final or joint.settled_at) > joint.settled_at
        for final, confirmed in session.exec(finals)
    )


def joint_state(row: JointJudgement) -> JointState:
    return JointState(row.gate_state, tuple(row.demands), row.reason, row.version, row.settled_at)


def _gate(
    catalogue: Catalogue, measure: OpenedMeasure, reviews: Reviews, settled: GateOutcome | None
) -> GateResult:
    return gate_over(catalogue, list(reviews.values()), facts_of(measure.facts, ()), joint=settled)


def _checked(
    catalogue: Catalogue, gate_state: GateState, demands: Collection[str], reason: str, based_on: int
) -> JointState:
    known = [demand.id for demand in demands_of_gate(catalogue)]
    if not set(demands) <= set(known):
        raise NotFoundError(Message.of("joint.unknown_demand"))
    if (gate_state is GateState.CONDITIONAL) != bool(demands):
        word = "without_demand" if gate_state is GateState.CONDITIONAL else "demand_without_condition"
        raise InvalidError(Message.of(f"joint.{word}"))
    reason = reason.strip()
    if not reason:
        raise InvalidError(Message.of("joint.without_reason"))
    if len(reason) > LONGEST_REASON:
        raise InvalidError(Message.of("joint.too_long", longest=LONGEST_REASON, length=len(reason)))
    return JointState(gate_state, tuple(key for key in known if key in set(demands)), reason, based_on)


def _locked(session: Session, revision_id: int, wanted: JointState) -> JointJudgement:
    """The row, held until the end; made now, with version 0, if there is none: two first writers meet the
    same comparison of versions."""
    first: dict[str, object] = {
        "gate_state": wanted.gate_state,
        "demands": [],
        "reason": "",
        "settled_at": now(),
        "version": 0,
    }
    insert_if_absent(session, JointJudgement, {"revision_id": revision_id, **first})
    locked = select(JointJudgement).where(col(JointJudgement.revision_id) == revision_id).with_for_update()
    return session.exec(locked.execution_options(populate_existing=True)).one()


def _record(session: Session, actor: Actor, measure: OpenedMeasure, row: JointJudgement) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=measure.measure_id,
        action="settle_gate",
        thing="joint_judgement",
        thing_id=id_of(row),
        changes={"gate_state": row.gate_state.value, "demands": row.demands, "reason": row.reason},
    )
