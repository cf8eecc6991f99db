"""Submitting: freezing a revision with its self-assessment and evidence, and answering the open round."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from toolkit.access import Action, Actor
from toolkit.model import Assessment, MeasureState, NoticeKind, Revision, id_of, now
from toolkit.services.assessments import open_self_assessment
from toolkit.services.measures import move, require
from toolkit.services.missing import refuse_incomplete
from toolkit.services.notices import tell
from toolkit.services.releasing import refuse_unreleased
from toolkit.services.rounds import close_round, open_round
from toolkit.workflow import Step

_TOLD = {
    MeasureState.SUBMITTED: NoticeKind.SUBMITTED,
    MeasureState.RESUBMITTED: NoticeKind.RESUBMITTED,
}


def submit_measure(session: Session, actor: Actor, *, measure_id: int) -> datetime:
    """Freezes the working revision, its self-assessment and all that hangs on it; gives the moment.

    Raises `InvalidError` where something required is missing, `RefusedError` where its municipality wants
    somebody else to release it first.
    """
    opened = open_self_assessment(session, actor, measure_id=measure_id)
    measure = opened.measure
    require(actor, Action.SUBMIT, measure.as_thing)
    asked = open_round(session, actor, measure_id=measure_id)
    refuse_incomplete(opened, asked)
    refuse_unreleased(session, actor, measure)
    assessment = session.get_one(Assessment, opened.assessment_id)
    revision = session.get_one(Revision, measure.revision_id)
    if measure.state is not MeasureState.RELEASED:  # one of before, withdrawn meanwhile, holds no more
        revision.released_by_id = revision.released_at = None
    # From this moment on the database itself refuses every change to them.
    assessment.final_at = revision.submitted_at = moment = now()
    session.add_all([assessment, revision])
    reached = move(session, actor, measure, Step.SUBMIT, revision=revision.number)
    if asked is not None:
        close_round(session, asked, answered_by=id_of(revision), at=moment)
    tell(session, kind=_TOLD[reached], measure_id=measure_id, by_id=actor.person_id)
    return moment
