"""Handing a measure over (*Maßnahme übergeben*): who looks after it within its municipality."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model import Measure, NoticeKind, Person, Role, id_of
from toolkit.services.errors import InvalidError, ServiceError
from toolkit.services.measures import OpenedMeasure, open_measure, require
from toolkit.services.notices import tell
from toolkit.services.people import can_log_in
from toolkit.services.receivers import holders
from toolkit.storage import record_event


@dataclass(frozen=True, slots=True)
class Owner:
    """Who looks after a measure, as stored: the base of the next handing over. Without a name where nobody
    is named, or where whoever is named does not plan there any more."""

    person_id: int | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody to whom the measure may be handed over."""

    person_id: int
    name: str


class HandedOverError(ServiceError):
    """Somebody else handed it over meanwhile. Nothing was overwritten."""

    def __init__(self, mine: Owner, theirs: Owner) -> None:
        super().__init__(Message.of("handing_over.conflict"))
        self.mine, self.theirs = mine, theirs


def owner_of(session: Session, actor: Actor, measure: OpenedMeasure) -> Owner:
    """For those who may hand it over: planners are known by name among themselves only."""
    require(actor, Action.HAND_OVER, measure.as_thing)
    stored = session.get_one(Measure, measure.measure_id).owner_id
    return Owner(stored, _planners(session, measure.municipality_id).get(stored))


def may_receive(session: Session, actor: Actor, measure: OpenedMeasure) -> tuple[Receiver, ...]:
    """Who else plans for this municipality, by name; nobody for those who may not hand the measure over."""
    if not may(actor, Action.HAND_OVER, measure.as_thing).allowed:
        return ()
    owner_id = session.get_one(Measure, measure.measure_id).owner_id
    planners = _planners(session, measure.municipality_id)
    return tuple(
        Receiver(person_id, name)
        for person_id, name in planners.items()
        if person_id is not None and person_id != owner_id
    )


def hand_over(
    session: Session, actor: Actor, *, measure_id: int, person_id: int, based_on: int | None
) -> None:
    """From now on this planner looks after the measure, and is told so. `based_on` is who did as the actor
    saw it: where somebody else was faster, `HandedOverError` has both.

    Raises `InvalidError` for somebody who does not plan there.
    """
    opened = open_measure(session, actor, measure_id=measure_id)
    require(actor, Action.HAND_OVER, opened.as_thing)
    planners = _planners(session, opened.municipality_id)
    if person_id not in planners:
        raise InvalidError(Message.of("handing_over.no_planner", municipality=opened.municipality))
    locked = select(Measure).where(col(Measure.id) == measure_id).with_for_update()
    measure = session.exec(locked.execution_options(populate_existing=True)).one()
    if measure.owner_id == person_id:
        return
    if measure.owner_id != based_on:
        raise HandedOverError(*(Owner(key, planners.get(key)) for key in (person_id, measure.owner_id)))
    measure.owner_id = person_id
    measure.version += 1
    session.add(measure)
    session.flush()
    _record(session, actor, measure)
    if person_id != actor.person_id:
        tell(session, kind=NoticeKind.HANDED_OVER, measure_id=measure_id, by_id=actor.person_id)


def _planners(session: Session, municipality_id: int) -> dict[int | None, str]:
    """The names of those who plan there and can log in, in their order; with the address where two people
    have the same name."""
    people = holders(session, Role.PLANNING, municipality_id=municipality_id)
    rows = session.exec(
        select(Person)
        .where(col(Person.id).in_(people), can_log_in())
        .order_by(func.lower(Person.name), func.lower(Person.email), col(Person.id))
    )
    found = {id_of(person): (person.name or person.email or "", person.email) for person in rows}
    times = Counter(name for name, _ in found.values())
    return {
        person_id: f"{name} ({address})" if times[name] > 1 else name
        for person_id, (name, address) in found.items()
    }


def _record(session: Session, actor: Actor, measure: Measure) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=measure.programme_id,
        measure_id=id_of(measure),
        action="hand_over",
        thing="measure",
        thing_id=measure.id,
        changes={"owner_id": measure.owner_id},
    )
