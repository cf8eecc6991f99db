"""The desk: who works here, in which programme, and for which municipality at a time.

The single desk (*Einzelplatz*) has one person with all roles; with logins everybody has a desk of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func
from sqlmodel import Session, col, select

from toolkit.access import (
    Action,
    Actor,
    Grant,
    OfMunicipality,
    identity_of,
    may,
    visible_programmes,
)
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
from toolkit.services.deputies import deputised_grants
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.people import NotAdmittedError
from toolkit.storage import identify, record_event


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits here, and the frame in which measures are compared.

    Own measures and the example region are two worlds that never mix: the municipality for which the desk
    acts decides in which one it stands, and so which programme and which municipalities there are.
    """

    actor: Actor
    person_uuid: UUID
    person_name: str
    programme_id: int
    programme_name: str | Message
    catalogue_version_id: int
    municipality: str | None
    municipalities: tuple[tuple[int, str], ...]
    is_example: bool = False
    # All roles that the person has; they work in all of them at once, or in the one of `acting_as`.
    roles: tuple[Role, ...] = ()
    acting_as: Role | None = None
    # In which language messages are written to this person.
    written_to_in: str | None = None
    # Whose deputy sits here at the moment, by name.
    in_place_of: str | None = None
    # The one desk of an app without logins.
    is_single: bool = False


def prepare_desk(session: Session, *, catalogues: Sequence[Catalogue]) -> None:
    """Gives an empty database its one person and its default programme. Changes nothing later on."""
    if session.exec(select(Person.id).where(_is_single_desk()).limit(1)).first() is None:
        person = Person(name="")
        session.add(person)
        session.flush()
        session.add_all(Membership(person_id=id_of(person), role=role) for role in Role)
        record_event(
            session,
            actor_id=person.id,
            programme_id=None,
            measure_id=None,
            action="prepare_desk",
            thing="person",
            thing_id=person.id,
        )
    own = select(Programme.id).where(col(Programme.is_example).is_(False))
    if session.exec(own.limit(1)).first() is None:
        _add_default_programme(session, catalogues)


def open_desk(session: Session, *, language: Language) -> Desk:
    """The single desk and the operator's at the command line, as the database has it now.

    Pages never call it: whoever opens this desk may do everything (`ui/desk.py` knows which desk is whose).
    """
    return _desk_of(session, session.exec(select(Person).where(_is_single_desk()).limit(1)).one(), language)


def open_desk_of(session: Session, *, person_id: int, language: Language) -> Desk:
    """The desk of a person who has logged in. Raises `NotAdmittedError` for whom there is nothing to do."""
    person = session.exec(
        select(Person).where(
            col(Person.id) == person_id, col(Person.anonymised_at).is_(None), ~_is_single_desk()
        )
    ).one_or_none()
    if person is None:
        raise NotAdmittedError(Message.of("people.unknown"))
    return _desk_of(session, person, language)


def actor_of(session: Session, *, person_id: int, language: Language) -> Actor:
    """A person who is not there, to ask what they may see: with every role, at no municipality's desk."""
    person = session.get_one(Person, person_id)
    grants = _grants(session, person).union(deputised_grants(session, person_id))
    return Actor(person_id=person_id, grants=grants, language=language)


def _desk_of(session: Session, person: Person, language: Language) -> Desk:
    """From here on the session works for this person."""
    own, deputised = _grants(session, person), deputised_grants(session, id_of(person))
    grants = own | deputised.keys()
    if not own:
        raise NotAdmittedError(Message.of("people.no_role"))
    held = {grant.role for grant in grants}
    acting_as = person.acting_as if person.acting_as in held else None
    worked_with = frozenset(grant for grant in grants if acting_as in (None, grant.role))
    actor = Actor(person_id=id_of(person), grants=worked_with, language=language)
    identify(session, identity_of(actor))
    place = _place(session, person, actor)
    programme = _programme(session, person, actor, place)
    municipalities = _municipalities(session, actor, id_of(programme))
    if place is None and len(municipalities) == 1 and not _is_everywhere(actor):
        place = session.get_one(Municipality, municipalities[0][0])
    actor = replace(actor, acting_for=place.id if place else None)
    in_place_of = _in_place_of(actor, own, deputised, id_of(programme))
    identify(session, replace(identity_of(actor), in_place_of=in_place_of))
    return Desk(
        actor=actor,
        person_uuid=person.uuid,
        person_name=person.name or person.email or "",
        programme_id=id_of(programme),
        programme_name=programme_title(programme.name),
        catalogue_version_id=programme.catalogue_version_id,
        municipality=place.name if place else None,
        municipalities=municipalities,
        is_example=programme.is_example,
        roles=tuple(role for role in Role if role in held),
        acting_as=acting_as,
        written_to_in=person.language,
        in_place_of=_name_of(session, in_place_of),
        is_single=is_desk_of_nobody(person),
    )


def _in_place_of(
    actor: Actor, own: frozenset[Grant], deputised: Mapping[Grant, int], programme_id: int
) -> int | None:
    """Whom the person stands in for: the desk's place, or what it coordinates, is not their own."""
    own_part = replace(actor, grants=own & actor.grants)
    for grant, person_id in deputised.items():
        if grant not in actor.grants:
            continue
        alone = replace(actor, grants=frozenset({grant}))
        place = actor.acting_for
        if place is not None and alone.plans_for(place) and not own_part.plans_for(place):
            return person_id
        coordinates = (
            alone.works_in(programme_id, Role.COORDINATION),
            own_part.works_in(programme_id, Role.COORDINATION),
        )
        if place is None and coordinates == (True, False):
            return person_id
    return None


def _name_of(session: Session, person_id: int | None) -> str | None:
    person = session.get_one(Person, person_id) if person_id is not None else None
    return (person.name or person.email) if person else None


def works_alone(session: Session, actor: Actor) -> bool:
    """Whether this is the single desk, where nobody else could look over anything."""
    own = select(Person.id).where(col(Person.id) == actor.person_id, _is_single_desk())
    return session.exec(own).first() is not None


def _is_single_desk() -> ColumnElement[bool]:
    """Whoever logs in has an address or a login, people of the example have names, and who was anonymised
    has the day of it."""
    return (
        col(Person.email).is_(None)
        & col(Person.oidc_subject).is_(None)
        & (col(Person.name) == "")
        & col(Person.anonymised_at).is_(None)
    )


def is_desk_of_nobody(person: Person) -> bool:
    """The same, asked of a row."""
    unknown = person.email is None and person.oidc_subject is None and person.anonymised_at is None
    return unknown and person.name == ""


def _grants(session: Session, person: Person) -> frozenset[Grant]:
    rows = session.exec(
        select(Membership.role, Membership.municipality_id, Membership.programme_id).where(
            col(Membership.person_id) == person.id, col(Membership.revoked_at).is_(None)
        )
    )
    return frozenset(Grant(*row) for row in rows)


def _is_everywhere(actor: Actor) -> bool:
    return any(
        grant.role is Role.PLANNING and grant.municipality_id is None and grant.programme_id is None
        for grant in actor.grants
    )


def _place(session: Session, person: Person, actor: Actor) -> Municipality | None:
    """The municipality for which the person acts, as long as they plan for it."""
    if person.acting_for_id is None or not actor.plans_for(person.acting_for_id):
        return None
    return session.get(Municipality, person.acting_for_id)


def _programme(session: Session, person: Person, actor: Actor, place: Municipality | None) -> Programme:
    """Where the person worked last, else the one of their municipality. Planners stand where their
    municipality stands: in the example region or outside of it."""
    takes_part = exists().where(
        col(ProgrammeMunicipality.programme_id) == col(Programme.id),
        col(ProgrammeMunicipality.municipality_id) == person.acting_for_id,
    )
    found = (
        select(Programme)
        .where(col(Programme.id).in_(visible_programmes(actor)))
        .order_by(
            col(Programme.id) != func.coalesce(person.working_in_id, 0),
            ~takes_part,
            col(Programme.is_example),
            col(Programme.id),
        )
        .limit(1)
    )
    if place is not None or _is_everywhere(actor):
        found = found.where(col(Programme.is_example).is_(bool(place and place.is_example)))
    programme = session.exec(found).one_or_none()
    if programme is None:
        raise NotAdmittedError(Message.of("people.no_programme"))
    return programme


def _municipalities(session: Session, actor: Actor, programme_id: int) -> tuple[tuple[int, str], ...]:
    """Those of the programme for which the actor plans."""
    taking_part = session.exec(
        select(Municipality)
        .join(ProgrammeMunicipality, col(ProgrammeMunicipality.municipality_id) == col(Municipality.id))
        .where(col(ProgrammeMunicipality.programme_id) == programme_id)
        .order_by(col(Municipality.name), col(Municipality.id))
    )
    return tuple((id_of(each), each.name) for each in taking_part if actor.plans_for(id_of(each)))


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


def work_as(session: Session, actor: Actor, *, role: Role | None) -> None:
    """From now on the person works in this one of their roles; None: in all of them.

    Raises `RefusedError` for a role that they do not have.
    """
    person = session.get_one(Person, actor.person_id)
    deputised = deputised_grants(session, actor.person_id)
    held = {grant.role for grant in (*_grants(session, person), *deputised)}
    if role is not None and role not in held:
        raise RefusedError(Message.of("people.not_your_role"))
    if person.acting_as is not role:
        person.acting_as = role
        session.add(person)
        record_event(
            session,
            actor_id=actor.person_id,
            programme_id=None,
            measure_id=None,
            action="work_as",
            thing="person",
            thing_id=actor.person_id,
            changes={"acting_as": role.value if role else None},
        )


def remember_language(session: Session, actor: Actor) -> None:
    """Messages follow in the language in which the person works."""
    person = session.get_one(Person, actor.person_id)
    if person.language == actor.language:
        return
    person.language = actor.language
    session.add(person)
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=None,
        measure_id=None,
        action="remember_language",
        thing="person",
        thing_id=actor.person_id,
        changes={"language": actor.language},
    )


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
            measure_id=None,
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
        measure_id=None,
        action="open_programme",
        thing="programme",
        thing_id=programme.id,
    )
