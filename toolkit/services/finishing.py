"""Releasing the reviews of a revision: the coordination's step, after which the municipality reads them."""

from __future__ import annotations

from sqlmodel import Session

from toolkit.access import Action, Actor
from toolkit.judging import Standing
from toolkit.messages import Message
from toolkit.model import MeasureState, NoticeKind, Programme, ReviewRelease, now
from toolkit.services.errors import InvalidError
from toolkit.services.joint_judgements import counting_answers, reviewed_gate
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
    reviews = counting_answers(session, measure.revision_id)
    if len(reviews) < required:
        return Message.of("finishing.too_few", there=len(reviews), required=required)
    if reviews and reviewed_gate(session, measure, reviews).standing is Standing.DISPUTED:
        return Message.of("finishing.disputed")
    return None
