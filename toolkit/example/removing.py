"""Takes the example region out again: all of it, what was entered in it too, and nothing else."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, update
from sqlmodel import Session, col, func, select

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model import (
    Assessment,
    Conflict,
    Dependency,
    Measure,
    Meeting,
    Membership,
    Municipality,
    MunicipalityMember,
    Package,
    Person,
    Programme,
    ProgrammeMunicipality,
    Revision,
    RevisionPartner,
    Snapshot,
    StakeholderGroup,
    WeightSet,
    id_of,
)
from toolkit.services.desk import last_own_municipality
from toolkit.services.errors import RefusedError
from toolkit.storage import lifted_triggers, may_lift_triggers, record_event

_MUNICIPALITIES = select(Municipality.id).where(col(Municipality.is_example))
_PROGRAMMES = select(Programme.id).where(col(Programme.is_example))


@dataclass(frozen=True, slots=True)
class Removed:
    """How much went; nothing where no example was loaded."""

    municipalities: int
    measures: int

    @property
    def message(self) -> Message:
        if not self.municipalities:
            return Message.of("example.not_loaded")
        return Message.of("example.removed", n=self.measures, municipalities=self.municipalities)


def remove_example(session: Session, actor: Actor) -> Removed:
    """Removes the region with one event. The log keeps its older events, which hold ids and hashes only."""
    verdict = may(actor, Action.REMOVE_EXAMPLE)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    removed = _counted(session)
    programme_id = session.exec(_PROGRAMMES.limit(1)).first()
    if programme_id is None and not removed.municipalities:
        return removed
    _move_desks_away(session)
    session.flush()
    with _past_frozen_records(session):
        _delete(session)
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme_id,
        measure_id=None,
        action="remove_example",
        thing="programme",
        thing_id=programme_id,
    )
    return removed


def _counted(session: Session) -> Removed:
    return Removed(
        municipalities=session.exec(select(func.count()).select_from(_MUNICIPALITIES.subquery())).one(),
        measures=session.exec(
            select(func.count()).select_from(select(Measure.id).where(_of_example()).subquery())
        ).one(),
    )


def _of_example() -> ColumnElement[bool]:
    return or_(col(Measure.programme_id).in_(_PROGRAMMES), col(Measure.municipality_id).in_(_MUNICIPALITIES))


def _move_desks_away(session: Session) -> None:
    for person in session.exec(select(Person).where(col(Person.acting_for_id).in_(_MUNICIPALITIES))):
        person.acting_for_id = last_own_municipality(session, person_id=id_of(person))
        session.add(person)


def _past_frozen_records(session: Session) -> AbstractContextManager[None]:
    """On PostgreSQL only the owner may pass the triggers, so they are left alone where nothing is frozen."""
    frozen = session.exec(
        select(Revision.id)
        .join(Measure, col(Measure.id) == col(Revision.measure_id))
        .outerjoin(Assessment, col(Assessment.revision_id) == col(Revision.id))
        .where(_of_example())
        .where(or_(col(Revision.submitted_at).is_not(None), col(Assessment.final_at).is_not(None)))
        .limit(1)
    ).first()
    if frozen is None:
        return nullcontext()
    if not may_lift_triggers(session.connection()):
        raise RefusedError(Message.of("example.owner_needed", command="python -m toolkit example remove"))
    return lifted_triggers(session.connection())


def _delete(session: Session) -> None:
    """What only belongs to a row goes with it; what points to one from elsewhere goes, or lets go, before."""
    measures = select(Measure.id).where(_of_example())
    meetings = select(Meeting.id).where(col(Meeting.programme_id).in_(_PROGRAMMES))
    for statement in (
        delete(Snapshot).where(col(Snapshot.meeting_id).in_(meetings)),
        delete(Meeting).where(col(Meeting.programme_id).in_(_PROGRAMMES)),
        delete(WeightSet).where(col(WeightSet.programme_id).in_(_PROGRAMMES)),
        delete(StakeholderGroup).where(col(StakeholderGroup.programme_id).in_(_PROGRAMMES)),
        delete(Package).where(col(Package.programme_id).in_(_PROGRAMMES)),
        delete(Membership).where(
            or_(
                col(Membership.municipality_id).in_(_MUNICIPALITIES),
                col(Membership.programme_id).in_(_PROGRAMMES),
            )
        ),
        delete(Dependency).where(col(Dependency.measure_id).in_(measures)),
        delete(Measure).where(_of_example()),
        delete(Conflict).where(col(Conflict.municipality_id).in_(_MUNICIPALITIES)),
        delete(Person).where(col(Person.id) < 0),  # who was invented with the region, and nobody else
        update(RevisionPartner)
        .where(col(RevisionPartner.municipality_id).in_(_MUNICIPALITIES))
        .values(municipality_id=None),
        delete(ProgrammeMunicipality).where(
            or_(
                col(ProgrammeMunicipality.municipality_id).in_(_MUNICIPALITIES),
                col(ProgrammeMunicipality.programme_id).in_(_PROGRAMMES),
            )
        ),
        delete(Programme).where(col(Programme.is_example)),
        delete(MunicipalityMember).where(
            or_(
                col(MunicipalityMember.group_id).in_(_MUNICIPALITIES),
                col(MunicipalityMember.member_id).in_(_MUNICIPALITIES),
            )
        ),
        delete(Municipality).where(col(Municipality.is_example)),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
