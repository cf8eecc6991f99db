"""Measures and their fact sheets: create, change field by field, withdraw, resume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from toolkit import workflow
from toolkit.access import Action, Actor, OfMeasure, OfMunicipality, may, visible_revisions
from toolkit.messages import Message
from toolkit.model import (
    Assessment,
    Measure,
    MeasureState,
    Municipality,
    Programme,
    ProgrammeMunicipality,
    Revision,
    Round,
    RoundKind,
    id_of,
)
from toolkit.model.fact_sheet import FIELDS_BY_NAME, FactError, FactField, parsed_fact
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.storage import record_event


@dataclass(frozen=True, slots=True)
class OpenedMeasure:
    """A measure with one of its revisions, by default the newest, as its actor may see it."""

    measure_id: int
    uuid: UUID
    programme_id: int
    revision_id: int
    revision_number: int
    title: str
    municipality_id: int
    municipality: str
    is_example: bool
    state: MeasureState
    submitted_at: datetime | None
    facts: Mapping[str, Any]

    @property
    def submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def as_thing(self) -> OfMeasure:
        return OfMeasure(
            self.municipality_id, self.municipality, self.state, self.submitted, self.programme_id
        )


@dataclass(frozen=True, slots=True)
class WithdrawnMeasure:
    """A measure that no comparison knows any more, as a list names it."""

    measure_id: int
    title: str
    municipality: str


class FactConflictError(ServiceError):
    """Somebody else changed the same field meanwhile. Nothing was overwritten."""

    def __init__(self, field: FactField, mine: Any, theirs: Any) -> None:
        super().__init__(Message.of("services.fact_conflict", field=field.label))
        self.field, self.mine, self.theirs = field, mine, theirs


def create_measure(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    municipality_id: int,
    facts: Mapping[str, Any],
    uuid: UUID | None = None,
) -> int:
    """A new measure in draft, with its first revision and its empty self-assessment; gives its id.

    `uuid` is given where the measure has one already, in the file that it comes from.
    """
    name = session.exec(
        select(Municipality.name).where(col(Municipality.id) == municipality_id)
    ).one_or_none()
    if name is None:
        raise NotFoundError(Message.of("services.no_municipality"))
    require(actor, Action.CREATE_MEASURE, OfMunicipality(municipality_id, name))
    _refuse_outsider(session, programme_id, municipality_id, name)
    entered = {"title": "", **facts}
    values = {field: _parsed(actor, FIELDS_BY_NAME[field], value) for field, value in entered.items()}
    return add_measure(
        session, actor, programme_id=programme_id, municipality_id=municipality_id, values=values, uuid=uuid
    )


def add_measure(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    municipality_id: int,
    values: Mapping[str, Any],
    external_key: str | None = None,
    uuid: UUID | None = None,
) -> int:
    """The writing part of every way to a new measure: access was asked for, the values are typed."""
    measure = Measure(
        uuid=uuid or uuid4(),
        programme_id=programme_id,
        municipality_id=municipality_id,
        owner_id=actor.person_id,
        external_key=external_key,
    )
    session.add(measure)
    session.flush()
    revision = Revision(measure_id=id_of(measure), number=1, **values)
    session.add(revision)
    session.flush()
    catalogue_version_id = session.get_one(Programme, programme_id).catalogue_version_id
    session.add(Assessment(revision_id=id_of(revision), catalogue_version_id=catalogue_version_id))
    _record(session, actor, measure, "create_measure", changes=values)
    return id_of(measure)


def open_measure(
    session: Session, actor: Actor, *, measure_id: int, number: int | None = None
) -> OpenedMeasure:
    """The newest revision of a measure, or the one with this number.

    Raises `NotFoundError` where the actor may not see one.
    """
    found = (
        select(Measure, Revision, Municipality.name, Municipality.is_example)
        .join(Revision, col(Revision.measure_id) == col(Measure.id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .where(col(Measure.id) == measure_id, col(Revision.id).in_(visible_revisions(actor)))
    )
    if number is not None:
        found = found.where(col(Revision.number) == number)
    row = session.exec(found.order_by(col(Revision.number).desc()).limit(1)).first()
    if row is None:
        raise NotFoundError(Message.of("services.no_measure"))
    measure, revision, municipality, is_example = row
    return OpenedMeasure(
        measure_id=measure_id,
        uuid=measure.uuid,
        programme_id=measure.programme_id,
        revision_id=id_of(revision),
        revision_number=revision.number,
        title=revision.title,
        municipality_id=measure.municipality_id,
        municipality=municipality,
        is_example=is_example,
        state=measure.state,
        submitted_at=revision.submitted_at,
        facts={name: getattr(revision, name) for name in FIELDS_BY_NAME},
    )


def change_fact(
    session: Session, actor: Actor, *, measure_id: int, field: str, based_on: Any, entered: Any
) -> Any:
    """Saves one field and gives what is stored. `based_on` is the value that the writer saw.

    Two people may write different fields of one sheet at the same time; where both wrote the same field,
    the later one gets `FactConflictError` with both values.
    """
    definition = FIELDS_BY_NAME[field]
    opened = open_measure(session, actor, measure_id=measure_id)
    require(actor, Action.CHANGE_FACTS, opened.as_thing)
    value = _parsed(actor, definition, entered)
    locked = select(Revision).where(col(Revision.id) == opened.revision_id).with_for_update()
    revision = session.exec(locked.execution_options(populate_existing=True)).one()
    stored = getattr(revision, field)
    if stored == value:
        return stored
    if stored != based_on:
        raise FactConflictError(definition, value, stored)
    setattr(revision, field, value)
    revision.version += 1
    session.add(revision)
    measure = session.get_one(Measure, measure_id)
    _record(session, actor, measure, "change_fact", changes={field: value})
    return value


def write_facts(session: Session, actor: Actor, *, measure_id: int, values: Mapping[str, Any]) -> None:
    """Writes typed values into the newest revision, with one event: access was asked for."""
    newest = select(Revision).where(col(Revision.measure_id) == measure_id)
    revision = session.exec(newest.order_by(col(Revision.number).desc()).limit(1).with_for_update()).one()
    for name, value in values.items():
        setattr(revision, name, value)
    revision.version += 1
    session.add(revision)
    _record(session, actor, session.get_one(Measure, measure_id), "change_fact", changes=values)


def take_step(session: Session, actor: Actor, *, measure_id: int, step: workflow.Step) -> MeasureState:
    """Moves a measure along the workflow; gives the new state. For the steps that only change the state."""
    if step not in workflow.PLAIN:
        raise ValueError(f"{step} has a verb of its own.")
    opened = open_measure(session, actor, measure_id=measure_id)
    return move(session, actor, opened, step)


def move(
    session: Session,
    actor: Actor,
    opened: OpenedMeasure,
    step: workflow.Step,
    *,
    thing: OfMeasure | None = None,
    **changes: Any,
) -> MeasureState:
    """The part of every step: asks for access, sets the state, records the event with what else changes.

    `thing` is the measure as access must know it, where it asks for more than the sheet (who reviews it).
    """
    require(actor, Action(step.value), thing or opened.as_thing)
    return moved(session, actor, opened, step, **changes)


def moved(
    session: Session, actor: Actor, opened: OpenedMeasure, step: workflow.Step, **changes: Any
) -> MeasureState:
    """The writing part of a step: access was asked for."""
    locked = select(Measure).where(col(Measure.id) == opened.measure_id).with_for_update()
    measure = session.exec(locked).one()
    open_round = _open_round(session, opened.measure_id)
    try:
        measure.state = workflow.after(measure.state, step, submitted=opened.submitted, open_round=open_round)
    except workflow.StepNotPossibleError as error:
        raise RefusedError(error.message) from error
    measure.version += 1
    session.add(measure)
    _record(session, actor, measure, step.value, changes={"state": measure.state, **changes})
    return measure.state


def _open_round(session: Session, measure_id: int) -> RoundKind | None:
    row = select(Round).where(col(Round.measure_id) == measure_id, col(Round.closed_at).is_(None))
    found = session.exec(row).one_or_none()
    return found.kind if found else None


def withdrawn_measures(session: Session, actor: Actor, *, programme_id: int) -> tuple[WithdrawnMeasure, ...]:
    """The withdrawn measures that the actor may see, so that they can be found and resumed."""
    rows = session.exec(
        select(Measure.id, Revision.title, Municipality.name)
        .join(Revision, col(Revision.measure_id) == col(Measure.id))
        .join(Municipality, col(Municipality.id) == col(Measure.municipality_id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Measure.state) == MeasureState.WITHDRAWN,
            col(Revision.id).in_(visible_revisions(actor)),
        )
        .order_by(col(Municipality.name), col(Measure.id), col(Revision.number))
    )
    # The last visible revision gives the title.
    latest = {key: WithdrawnMeasure(key, title, name) for key, title, name in rows if key is not None}
    return tuple(latest.values())


def _refuse_outsider(session: Session, programme_id: int, municipality_id: int, name: str) -> None:
    takes_part = select(ProgrammeMunicipality.id).where(
        col(ProgrammeMunicipality.programme_id) == programme_id,
        col(ProgrammeMunicipality.municipality_id) == municipality_id,
    )
    if session.exec(takes_part).first() is None:
        raise RefusedError(Message.of("programme.not_taking_part", municipality=name))


def _parsed(actor: Actor, field: FactField, entered: Any) -> Any:
    try:
        return parsed_fact(field, entered, actor.language)
    except FactError as error:
        raise InvalidError(error.message) from error


def require(actor: Actor, action: Action, thing: OfMeasure | OfMunicipality) -> None:
    verdict = may(actor, action, thing)
    if verdict.reason:
        raise RefusedError(verdict.reason)


def _record(
    session: Session, actor: Actor, measure: Measure, action: str, changes: Mapping[str, Any]
) -> None:
    plain = {name: value if value is None else str(value) for name, value in changes.items()}
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=id_of(measure),
        action=action,
        thing="measure",
        thing_id=measure.id,
        changes=plain,
    )
