"""The single desk (*Einzelplatz*): one person with all roles, acting for one municipality at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, Grant, OfMunicipality, may
from toolkit.catalogue import Catalogue, Subject
from toolkit.messages import Language, Message
from toolkit.model import (
    Event,
    Membership,
    Municipality,
    Person,
    Programme,
    ProgrammeKind,
    ProgrammeMunicipality,
    Role,
    id_of,
    programme_title,
)
from toolkit.services.catalogues import take_into_use
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.storage import record_event


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits here, and the frame in which measures are compared.

    Own measures and the example region are two worlds that never mix: the municipality for which the desk
    acts decides in which one it stands, and so which programme and which municipalities there are.
    """

    actor: Actor
    person_uuid: UUID
    programme_id: int
    programme_name: str | Message
    catalogue_version_id: int
    municipality: str | None
    municipalities: tuple[tuple[int, str], ...]
    is_example: bool = False


def prepare_desk(session: Session, *, catalogues: Sequence[Catalogue]) -> None:
    """Gives an empty database its one person and its default programme. Changes nothing later on."""
    if session.exec(select(Person.id).limit(1)).first() is None:
        person = Person(name="")
        session.add(person)
        session.flush()
        session.add_all(Membership(person_id=id_of(person), role=role) for role in Role)
        record_event(
            session,
            actor_id=person.id,
            programme_id=None,
            action="prepare_desk",
            thing="person",
            thing_id=person.id,
        )
    own = select(Programme.id).where(col(Programme.is_example).is_(False))
    if session.exec(own.limit(1)).first() is None:
        _add_default_programme(session, catalogues)


def open_desk(session: Session, *, language: Language) -> Desk:
    """The desk as the database has it now."""
    person = session.exec(select(Person).order_by(col(Person.id)).limit(1)).one()
    is_example = _acts_for_example(session, person)
    programme = session.exec(
        select(Programme)
        .where(col(Programme.is_example).is_(is_example))
        .order_by(col(Programme.id) != person.working_in_id, col(Programme.id))
        .limit(1)
    ).one()
    grants = session.exec(
        select(Membership.role, Membership.municipality_id, Membership.programme_id).where(
            col(Membership.person_id) == person.id, col(Membership.revoked_at).is_(None)
        )
    )
    municipalities = tuple(
        (id_of(municipality), municipality.name)
        for municipality in session.exec(
            select(Municipality)
            .join(ProgrammeMunicipality, col(ProgrammeMunicipality.municipality_id) == col(Municipality.id))
            .where(col(ProgrammeMunicipality.programme_id) == programme.id)
            .order_by(col(Municipality.name), col(Municipality.id))
        )
    )
    actor = Actor(
        person_id=id_of(person),
        grants=frozenset(Grant(*grant) for grant in grants),
        acting_for=person.acting_for_id,
        language=language,
    )
    return Desk(
        actor=actor,
        person_uuid=person.uuid,
        programme_id=id_of(programme),
        programme_name=programme_title(programme.name),
        catalogue_version_id=programme.catalogue_version_id,
        municipality=_name_of(session, person.acting_for_id),
        municipalities=municipalities,
        is_example=is_example,
    )


def act_for(session: Session, actor: Actor, *, municipality_id: int) -> Actor:
    """Moves the desk to another municipality; gives the actor as from now on."""
    name = session.exec(
        select(Municipality.name).where(col(Municipality.id) == municipality_id)
    ).one_or_none()
    if name is None:
        raise NotFoundError(Message.of("services.no_municipality"))
    verdict = may(actor, Action.ACT_FOR, OfMunicipality(municipality_id, name))
    if verdict.reason:
        raise RefusedError(verdict.reason)
    return _moved(session, actor, municipality_id)


def leave_example(session: Session, actor: Actor) -> Actor:
    """Moves the desk from the example region back to the own municipality, or to none where there is none."""
    own = last_own_municipality(session, person_id=actor.person_id)
    if own is not None:
        return act_for(session, actor, municipality_id=own)
    return _moved(session, actor, None)


def _moved(session: Session, actor: Actor, municipality_id: int | None) -> Actor:
    """The actor with the desk at this municipality, or at none; a desk that stands there stays."""
    person = session.get_one(Person, actor.person_id)
    if person.acting_for_id != municipality_id:
        person.acting_for_id = municipality_id
        session.add(person)
        record_event(
            session,
            actor_id=actor.person_id,
            programme_id=None,
            action="act_for",
            thing="municipality",
            thing_id=municipality_id,
        )
    return replace(actor, acting_for=municipality_id)


def last_own_municipality(session: Session, *, person_id: int) -> int | None:
    """The one that is no example and for which the person acted last, as the log of events has it."""
    return session.exec(
        select(Municipality.id)
        .join(Event, col(Event.thing_id) == col(Municipality.id))
        .where(
            col(Municipality.is_example).is_(False),
            col(Event.action) == "act_for",
            col(Event.actor_id) == person_id,
        )
        .order_by(col(Event.id).desc())
        .limit(1)
    ).first()


def _name_of(session: Session, municipality_id: int | None) -> str | None:
    name = select(Municipality.name).where(col(Municipality.id) == municipality_id)
    return session.exec(name).one_or_none()


def _acts_for_example(session: Session, person: Person) -> bool:
    found = session.exec(
        select(Municipality.is_example).where(col(Municipality.id) == person.acting_for_id)
    ).one_or_none()
    return bool(found)


def _add_default_programme(session: Session, catalogues: Sequence[Catalogue]) -> None:
    fitting = [catalogue for catalogue in catalogues if catalogue.subject is Subject.MEASURE]
    if not fitting:
        raise InvalidError(Message.of("services.no_catalogue"))
    panel = [catalogue for catalogue in fitting if catalogue.id == "panel"] or fitting
    version = take_into_use(session, max(panel, key=lambda catalogue: catalogue.version))
    # Without a name: it is called by its default one in the language of each reader.
    programme = Programme(name="", kind=ProgrammeKind.SELECTION, catalogue_version_id=id_of(version))
    session.add(programme)
    session.flush()
    record_event(
        session,
        actor_id=None,
        programme_id=programme.id,
        action="open_programme",
        thing="programme",
        thing_id=programme.id,
    )
