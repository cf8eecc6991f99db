"""A measure from another installation is taken over, as its plan has shown it: all of it or nothing."""

from __future__ import annotations

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.model import (
    Handover,
    Measure,
    MeasureState,
    id_of,
)
from toolkit.model.handed import HandedMeasure
from toolkit.services.errors import RefusedError
from toolkit.services.handover import Parcel, content_of
from toolkit.services.handover_plan import Arrival, HandoverChangedError, HandoverPlan, plan_handover
from toolkit.services.handover_rows import RowWriter
from toolkit.services.imports import hold_programme
from toolkit.storage import BlobStore, record_event


def take_over_measure(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    parcel: Parcel,
    store: BlobStore,
    municipality_id: int | None = None,
    shown: HandoverPlan | None = None,
) -> HandoverPlan:
    """Takes over all that is new, or nothing; gives what was done.

    Raises `RefusedError` with the sentence of the plan, and `HandoverChangedError` where `shown`, the plan
    that the person saw, is no longer what would happen.
    """
    hold_programme(session, programme_id)
    plan = plan_handover(
        session, actor, programme_id=programme_id, parcel=parcel, municipality_id=municipality_id
    )
    if plan.refusal is not None:
        raise RefusedError(plan.refusal)
    if shown is not None and shown != plan:
        raise HandoverChangedError
    if not plan.changes_something:
        return plan
    measure = _measure(session, actor, programme_id, parcel.measure, plan)
    writer = RowWriter(session, actor, programme_id, parcel, store)
    for one, (_, arrival) in zip(parcel.measure.revisions, plan.revisions, strict=True):
        if arrival is not Arrival.SAME:
            writer.write(measure, one)
    last = parcel.measure.revisions[-1]
    measure.state = MeasureState.SUBMITTED if last.submitted_at else MeasureState.DRAFT
    measure.version += 1
    session.add(measure)
    session.flush()
    _remember(session, actor, parcel, measure)
    return plan


def _measure(
    session: Session, actor: Actor, programme_id: int, content: HandedMeasure, plan: HandoverPlan
) -> Measure:
    if plan.measure_id is not None:
        locked = select(Measure).where(col(Measure.id) == plan.measure_id).with_for_update()
        return session.exec(locked).one()
    assert plan.municipality_id is not None
    taken = session.exec(
        select(Measure.id).where(
            col(Measure.programme_id) == programme_id,
            col(Measure.municipality_id) == plan.municipality_id,
            col(Measure.external_key) == content.external_key,
        )
    ).first()
    measure = Measure(
        uuid=content.uuid,
        programme_id=programme_id,
        municipality_id=plan.municipality_id,
        # Another measure here may have the same key in its list; the uuid is what counts.
        external_key=None if taken is not None else content.external_key,
        created_at=content.created_at,
        owner_id=actor.person_id,
        version=0,
    )
    session.add(measure)
    session.flush()
    return measure


def _remember(session: Session, actor: Actor, parcel: Parcel, measure: Measure) -> None:
    stored = content_of(session, actor, measure_id=id_of(measure))
    details = {
        "sent": {str(one.number): one.sha256 for one in parcel.measure.revisions},
        "kept": {str(one.number): one.sha256 for one in stored.revisions},
    }
    session.add(
        Handover(measure_id=id_of(measure), sha256=parcel.sha256, person_id=actor.person_id, details=details)
    )
    session.flush()
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=id_of(measure),
        action="take_over_measure",
        thing="measure",
        thing_id=measure.id,
        changes={"sha256": parcel.sha256, "revisions": len(stored.revisions)},
    )
