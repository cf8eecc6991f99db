"""Releasing the reviews of a revision: the coordination's step, after which the municipality reads them."""

from __future__ import annotations

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor
from toolkit.comparison import counting_reviews, facts_of
from toolkit.judging import GivenAnswer, Standing, joint_outcome, judge_reviews
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    JointJudgement,
    MeasureState,
    NoticeKind,
    Programme,
    ReviewRelease,
    now,
)
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.errors import InvalidError
from toolkit.services.measures import OpenedMeasure, move, open_measure, require
from toolkit.services.notices import tell
from toolkit.services.review_access import under_review
from toolkit.storage import insert_if_absent
from toolkit.workflow import Step


def finish_review(session: Session, actor: Actor, *, measure_id: int) -> MeasureState:
    """Releases the counting reviews to the municipality and tells it; gives the new state.

    Raises `InvalidError` where reviews are missing, or where a gate that they dispute is not settled.
    """
    measure = open_measure(session, actor, measure_id=measure_id)
    thing = under_review(session, measure)
    require(actor, Action.FINISH_REVIEW, thing)
    hindrance = hindrance_to_finishing(session, measure)
    if hindrance is not None:
        raise InvalidError(hindrance)
    reached = move(session, actor, measure, Step.FINISH_REVIEW, thing=thing, revision=measure.revision_number)
    insert_if_absent(
        session,
        ReviewRelease,
        {"revision_id": measure.revision_id, "released_by_id": actor.person_id, "released_at": now()},
    )
    tell(session, kind=NoticeKind.FEEDBACK_READY, measure_id=measure_id, by_id=actor.person_id)
    return reached


def hindrance_to_finishing(session: Session, measure: OpenedMeasure) -> Message | None:
    """Why the reviews of this revision, which the caller has opened, cannot be released yet; None where they
    can."""
    required = session.get_one(Programme, measure.programme_id).required_reviews
    reviews = _counting_answers(session, measure.revision_id)
    if len(reviews) < required:
        return Message.of("finishing.too_few", n=len(reviews), required=required)
    if reviews and _is_disputed(session, measure, reviews):
        return Message.of("finishing.disputed")
    return None


def _is_disputed(
    session: Session, measure: OpenedMeasure, reviews: dict[int, dict[str, GivenAnswer]]
) -> bool:
    version = select(Assessment.catalogue_version_id).where(
        col(Assessment.revision_id) == measure.revision_id, col(Assessment.kind) == AssessmentKind.SELF
    )
    catalogue = stored_catalogue(session, session.exec(version).one())
    settled = session.exec(
        select(JointJudgement).where(col(JointJudgement.revision_id) == measure.revision_id)
    ).one_or_none()
    joint = joint_outcome(catalogue, settled.gate_state, settled.demands) if settled else None
    judgement = judge_reviews(
        catalogue, list(reviews.values()), facts_of(measure.facts, ()), joint_gate=joint
    )
    return judgement.gate.standing is Standing.DISPUTED


def _counting_answers(session: Session, revision_id: int) -> dict[int, dict[str, GivenAnswer]]:
    """By counting review what it answered."""
    counting = counting_reviews().subquery()
    ids = session.scalars(select(counting.c.assessment_id).where(counting.c.revision_id == revision_id)).all()
    answers: dict[int, dict[str, GivenAnswer]] = {key: {} for key in ids}
    for row in session.exec(select(Answer).where(col(Answer.assessment_id).in_(ids))):
        answers[row.assessment_id][row.question_key] = GivenAnswer(row.kind, row.level)
    return answers
