"""Internal release: a second pair of eyes reads what the municipality is about to submit, if it wants one.

Who submits must be somebody else than who released, whatever roles they have; only at the single desk, where
there is nobody else, one person does both.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from toolkit.access import Action, Actor
from toolkit.messages import Message
from toolkit.model import MeasureState, Municipality, Revision, now
from toolkit.services.assessments import open_self_assessment
from toolkit.services.desk import works_alone
from toolkit.services.errors import RefusedError
from toolkit.services.measures import OpenedMeasure, move, open_measure, require
from toolkit.services.missing import refuse_incomplete
from toolkit.services.rounds import open_round
from toolkit.workflow import Step


@dataclass(frozen=True, slots=True)
class InternalRelease:
    """What the municipality's own rule asks of its working revision; `hindrance` is why this actor cannot
    submit it yet."""

    needed: bool
    released: bool
    alone: bool
    hindrance: Message | None


def release_internally(session: Session, actor: Actor, *, measure_id: int) -> MeasureState:
    """Says that the working revision may be submitted as it is, by somebody else; gives the new state.

    Raises `InvalidError` where something required is missing: nothing is changed after the release.
    """
    opened = open_self_assessment(session, actor, measure_id=measure_id)
    require(actor, Action.RELEASE, opened.measure.as_thing)
    refuse_incomplete(opened, open_round(session, actor, measure_id=measure_id))
    reached = move(session, actor, opened.measure, Step.RELEASE, revision=opened.measure.revision_number)
    _note(session, opened.measure, released_by=actor.person_id)
    return reached


def take_back(session: Session, actor: Actor, *, measure_id: int) -> MeasureState:
    """Takes the internal release back, to change something; gives the new state."""
    measure = open_measure(session, actor, measure_id=measure_id)
    reached = move(session, actor, measure, Step.TAKE_BACK, revision=measure.revision_number)
    _note(session, measure, released_by=None)
    return reached


def internal_release(session: Session, actor: Actor, measure: OpenedMeasure) -> InternalRelease:
    """Of a measure that the caller has opened."""
    needed = session.get_one(Municipality, measure.municipality_id).needs_release
    released = measure.state is MeasureState.RELEASED
    alone = works_alone(session, actor)
    hindrance = None
    if needed and not released:
        hindrance = Message.of("releasing.needed")
    elif released and not alone and _released_by(session, measure) == actor.person_id:
        hindrance = Message.of("releasing.by_oneself")
    return InternalRelease(needed, released, alone, hindrance)


def refuse_unreleased(session: Session, actor: Actor, measure: OpenedMeasure) -> None:
    hindrance = internal_release(session, actor, measure).hindrance
    if hindrance is not None:
        raise RefusedError(hindrance)


def _released_by(session: Session, measure: OpenedMeasure) -> int | None:
    return session.get_one(Revision, measure.revision_id).released_by_id


def _note(session: Session, measure: OpenedMeasure, *, released_by: int | None) -> None:
    revision = session.get_one(Revision, measure.revision_id)
    revision.released_by_id = released_by
    revision.released_at = now() if released_by else None
    session.add(revision)
