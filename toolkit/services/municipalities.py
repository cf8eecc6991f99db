"""Municipalities: who takes part, with keys, type and members. A bulk import calls the same verbs, all of
them in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, delete, true, update
from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, OfMunicipality, may, visible_municipalities
from toolkit.messages import Message
from toolkit.model import (
    Measure,
    Membership,
    Municipality,
    MunicipalityKey,
    MunicipalityKind,
    MunicipalityMember,
    Person,
    Programme,
    ProgrammeMunicipality,
    RevisionPartner,
    id_of,
)
from toolkit.model.municipality_inputs import KeyInput, MunicipalityInput, municipality_problems
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.merging import my_changes
from toolkit.storage import record_event

# The columns that people enter; keys and members are rows of their own.
_COLUMNS = tuple(name for name in MunicipalityInput.model_fields if name not in ("official_keys", "members"))


@dataclass(frozen=True, slots=True)
class OpenedMunicipality:
    """A municipality with everything that is known about it. `facts` is what a change is based on."""

    municipality_id: int
    facts: MunicipalityInput
    is_example: bool
    version: int

    @property
    def as_thing(self) -> OfMunicipality:
        return OfMunicipality(self.municipality_id, self.facts.name)


def field_label(field: str) -> Message:
    return Message.of(f"municipality.field.{field}")


def read_municipality(**entered: Any) -> MunicipalityInput:
    """What was typed, checked. Raises `InvalidError` with the first sentence; `municipality_problems` has
    all of them for who checks a whole list."""
    try:
        return MunicipalityInput(**entered)
    except ValidationError as error:
        raise InvalidError(municipality_problems(error)[0][1]) from error


def municipalities(session: Session, actor: Actor, *, is_example: bool) -> tuple[OpenedMunicipality, ...]:
    """All that the actor may see of one world, own or example, by name. Three queries."""
    visible = col(Municipality.id).in_(visible_municipalities(actor))
    return _loaded(session, visible & col(Municipality.is_example).is_(is_example))


def open_municipality(session: Session, actor: Actor, *, municipality_id: int) -> OpenedMunicipality:
    visible = col(Municipality.id).in_(visible_municipalities(actor))
    found = _loaded(session, visible & (col(Municipality.id) == municipality_id))
    if not found:
        raise NotFoundError(Message.of("services.no_municipality"))
    return found[0]


def municipality_with_key(session: Session, *, key: str, on: date, is_example: bool) -> int | None:
    """Whose key it was on a day."""
    rows = session.exec(
        select(MunicipalityKey)
        .join(Municipality, col(Municipality.id) == col(MunicipalityKey.municipality_id))
        .where(col(MunicipalityKey.key) == key, col(Municipality.is_example).is_(is_example))
    )
    return next((row.municipality_id for row in rows if _key_input(row).is_valid_on(on)), None)


def add_municipality(session: Session, actor: Actor, *, programme_id: int, entered: MunicipalityInput) -> int:
    """A new municipality that takes part in the programme. Its name must be new there, its keys unused.

    What is entered in the example region belongs to the example, and goes with it.
    """
    _require(may(actor, Action.ADD_MUNICIPALITY).reason)
    is_example = session.get_one(Programme, programme_id).is_example
    municipality = Municipality(is_example=is_example, **_columns_of(entered))
    _refuse_unfit(session, entered, municipality)
    session.add(municipality)
    session.flush()
    municipality_id = id_of(municipality)
    _write_keys(session, municipality_id, entered.official_keys)
    _write_members(session, municipality_id, entered.members)
    session.add(ProgrammeMunicipality(programme_id=programme_id, municipality_id=municipality_id))
    _record(session, actor, "add_municipality", municipality_id, _plain(entered), programme_id=programme_id)
    return municipality_id


def change_municipality(
    session: Session,
    actor: Actor,
    *,
    municipality_id: int,
    based_on: MunicipalityInput,
    entered: MunicipalityInput,
) -> OpenedMunicipality:
    """Saves the fields that differ from what the writer saw, and gives what is stored.

    Two people may change different fields at the same time; where both changed the same one, the later one
    gets `EntriesConflictError` with both values, and none of the fields is saved.
    """
    opened = open_municipality(session, actor, municipality_id=municipality_id)
    changed = my_changes(opened.facts, based_on=based_on, entered=entered, label=field_label)
    if not changed:
        return opened
    _require(reason_against_change(actor, opened, changed))
    # The rest is as stored now, so that two changes that are right alone are checked together.
    wanted = read_municipality(**{**dict(opened.facts), **changed})
    row = session.get_one(Municipality, municipality_id)
    _refuse_unfit(session, wanted, row)
    for name, value in _columns_of(wanted).items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)
    if "official_keys" in changed:
        _write_keys(session, municipality_id, wanted.official_keys)
    if "members" in changed:
        _write_members(session, municipality_id, wanted.members)
    session.flush()
    plain = {name: value for name, value in _plain(wanted).items() if name in changed}
    _record(session, actor, "change_municipality", municipality_id, plain)
    return OpenedMunicipality(municipality_id, wanted, opened.is_example, row.version)


def remove_municipality(session: Session, actor: Actor, *, municipality_id: int) -> None:
    """Takes out a municipality that nothing depends on. Desks that act for it then act for none."""
    opened = open_municipality(session, actor, municipality_id=municipality_id)
    _require(may(actor, Action.REMOVE_MUNICIPALITY, opened.as_thing).reason)
    _refuse_while_needed(session, opened)
    for person in session.exec(select(Person).where(col(Person.acting_for_id) == municipality_id)):
        person.acting_for_id = None
        session.add(person)
    session.flush()
    groups = select(MunicipalityMember.group_id).where(col(MunicipalityMember.member_id) == municipality_id)
    # Who changes one of these groups at the same time must not put the member back unseen.
    for statement in (
        update(Municipality)
        .where(col(Municipality.id).in_(groups))
        .values(version=col(Municipality.version) + 1),
        delete(MunicipalityMember).where(col(MunicipalityMember.member_id) == municipality_id),
        delete(ProgrammeMunicipality).where(col(ProgrammeMunicipality.municipality_id) == municipality_id),
        delete(Municipality).where(col(Municipality.id) == municipality_id),
    ):
        session.execute(statement, execution_options={"synchronize_session": False})
    session.expire_all()
    _record(session, actor, "remove_municipality", municipality_id, {})


# --- reading -----------------------------------------------------------------------------------------


def _loaded(session: Session, condition: ColumnElement[bool]) -> tuple[OpenedMunicipality, ...]:
    rows = session.exec(
        select(Municipality).where(condition).order_by(col(Municipality.name), col(Municipality.id))
    ).all()
    ids = select(Municipality.id).where(condition)
    keys: dict[int, list[KeyInput]] = defaultdict(list)
    for key in session.exec(select(MunicipalityKey).where(col(MunicipalityKey.municipality_id).in_(ids))):
        keys[key.municipality_id].append(_key_input(key))
    members: dict[int, list[int]] = defaultdict(list)
    for group, member in _member_rows(session, col(MunicipalityMember.group_id).in_(ids)):
        members[group].append(member)
    return tuple(_opened(row, keys[id_of(row)], members[id_of(row)]) for row in rows)


def _opened(row: Municipality, keys: Sequence[KeyInput], members: Sequence[int]) -> OpenedMunicipality:
    columns = {name: getattr(row, name) for name in _COLUMNS}
    # As stored, whether or not today's rules would take it: whoever is to mend it must be able to open it.
    facts = MunicipalityInput.model_construct(
        **columns,
        official_keys=tuple(sorted(keys, key=lambda one: one.valid_from or date.min)),
        members=tuple(sorted(members)),
    )
    return OpenedMunicipality(id_of(row), facts, row.is_example, row.version)


def _key_input(row: MunicipalityKey) -> KeyInput:
    return KeyInput.model_construct(key=row.key, valid_from=row.valid_from, valid_to=row.valid_to)


def _member_rows(session: Session, condition: ColumnElement[bool] | None = None) -> Iterable[tuple[int, int]]:
    wanted = true() if condition is None else condition
    return session.exec(select(MunicipalityMember.group_id, MunicipalityMember.member_id).where(wanted))


# --- writing -----------------------------------------------------------------------------------------


def _columns_of(entered: MunicipalityInput) -> dict[str, Any]:
    return {name: getattr(entered, name) for name in _COLUMNS}


def _plain(entered: MunicipalityInput) -> dict[str, Any]:
    return entered.model_dump(mode="json", exclude_none=True)


def _write_keys(session: Session, municipality_id: int, keys: Sequence[KeyInput]) -> None:
    # All anew: a moved date of validity would otherwise meet the old row's unique key on its way.
    session.execute(delete(MunicipalityKey).where(col(MunicipalityKey.municipality_id) == municipality_id))
    session.add_all(MunicipalityKey(municipality_id=municipality_id, **key.model_dump()) for key in keys)


def _write_members(session: Session, group_id: int, members: Sequence[int]) -> None:
    session.execute(delete(MunicipalityMember).where(col(MunicipalityMember.group_id) == group_id))
    session.add_all(MunicipalityMember(group_id=group_id, member_id=member) for member in members)


def _record(
    session: Session,
    actor: Actor,
    action: str,
    municipality_id: int,
    changes: Mapping[str, Any],
    *,
    programme_id: int | None = None,
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme_id,
        measure_id=None,
        action=action,
        thing="municipality",
        thing_id=municipality_id,
        changes=changes,
    )


# --- refusing ----------------------------------------------------------------------------------------


def _require(reason: Message | None) -> None:
    if reason is not None:
        raise RefusedError(reason)


def reason_against_change(actor: Actor, opened: OpenedMunicipality, changed: Iterable[str]) -> Message | None:
    """Administration may change all; planning may fill in what its own municipality has not said yet."""
    verdict = may(actor, Action.CHANGE_MUNICIPALITY, opened.as_thing)
    if verdict.reason is None or not may(actor, Action.COMPLETE_MUNICIPALITY, opened.as_thing).allowed:
        return verdict.reason
    overwritten = [name for name in changed if getattr(opened.facts, name) not in (None, "", ())]
    return Message.of("access.only_complete") if overwritten else None


def _refuse_unfit(session: Session, entered: MunicipalityInput, row: Municipality) -> None:
    """What only the other rows can tell: names and keys that are taken, members that do not fit."""
    _refuse_known_name(session, entered, row)
    _refuse_taken_keys(session, entered, row.id)
    _refuse_unfit_members(session, entered, row)
    _refuse_unfit_groups(session, entered, row.id)


def _refuse_known_name(session: Session, entered: MunicipalityInput, row: Municipality) -> None:
    """Two of one name and kind only where their keys tell them apart: there are many a Neustadt."""
    # Compared here, because SQLite knows capital and small letters of English only.
    others = session.exec(
        select(Municipality.id, Municipality.name).where(
            col(Municipality.is_example).is_(row.is_example), col(Municipality.kind) == entered.kind
        )
    )
    name = entered.name.casefold()
    namesakes = [key for key, other in others if key != row.id and other.casefold() == name]
    if not namesakes:
        return
    with_key = session.exec(
        select(MunicipalityKey.municipality_id).where(col(MunicipalityKey.municipality_id).in_(namesakes))
    )
    if not entered.official_keys or set(namesakes) - set(with_key):
        raise InvalidError(Message.of("municipality.known", name=entered.name))


def _refuse_taken_keys(session: Session, entered: MunicipalityInput, own_id: int | None) -> None:
    """Own ones and examples alike: a key is unique in the whole database."""
    rows = session.exec(
        select(MunicipalityKey, Municipality.name)
        .join(Municipality, col(Municipality.id) == col(MunicipalityKey.municipality_id))
        .where(col(MunicipalityKey.key).in_([one.key for one in entered.official_keys]))
        .order_by(col(MunicipalityKey.key))
    )
    for row, name in rows:
        taken = _key_input(row)
        same = (one for one in entered.official_keys if one.key == taken.key)
        if row.municipality_id != own_id and any(one.overlaps(taken) for one in same):
            raise InvalidError(Message.of("municipality.key_known", number=row.key, municipality=name))


def _refuse_unfit_members(session: Session, entered: MunicipalityInput, row: Municipality) -> None:
    if not entered.members:
        return
    found = session.exec(select(Municipality).where(col(Municipality.id).in_(entered.members)))
    # Example and own never mix, so one of the other world does not exist here.
    there = {id_of(one): one for one in found if one.is_example == row.is_example}
    if len(there) < len(entered.members):
        raise NotFoundError(Message.of("services.no_municipality"))
    for one in there.values():
        _refuse_unfit_member(entered, one)
    if row.id is not None and _reaches(session, entered.members, row.id):
        raise InvalidError(Message.of("municipality.member_of_itself", name=entered.name))


def _refuse_unfit_groups(session: Session, entered: MunicipalityInput, own_id: int | None) -> None:
    """A town that becomes something else may stand in a district already."""
    groups = session.exec(
        select(Municipality)
        .join(MunicipalityMember, col(MunicipalityMember.group_id) == col(Municipality.id))
        .where(col(MunicipalityMember.member_id) == own_id)
    )
    for group in groups:
        _refuse_unfit_member(group, entered)


def _refuse_unfit_member(
    group: Municipality | MunicipalityInput, member: Municipality | MunicipalityInput
) -> None:
    if group.kind is MunicipalityKind.DISTRICT and member.kind is not MunicipalityKind.MUNICIPALITY:
        raise InvalidError(
            Message.of("municipality.member_of_district", district=group.name, member=member.name)
        )


def _reaches(session: Session, starts: Sequence[int], goal: int) -> bool:
    """Whether the goal is among the members, their members, and so on."""
    members: dict[int, list[int]] = defaultdict(list)
    for group, member in _member_rows(session):
        members[group].append(member)
    seen: set[int] = set()
    waiting = list(starts)
    while waiting:
        one = waiting.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(members[one])
    return False


def _refuse_while_needed(session: Session, opened: OpenedMunicipality) -> None:
    key = opened.municipality_id
    uses = {
        "measures": col(Measure.municipality_id),
        "partner": col(RevisionPartner.municipality_id),
        "people": col(Membership.municipality_id),
    }
    for use, column in uses.items():
        if session.exec(select(column).where(column == key).limit(1)).first() is not None:
            raise RefusedError(Message.of(f"municipality.needed.{use}", name=opened.facts.name))
