"""A list of municipalities comes in: new ones are made, known ones completed field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model.municipality_inputs import KeyInput, MunicipalityInput, municipality_problems
from toolkit.services.errors import InvalidError
from toolkit.services.imports import (
    Directory,
    Effect,
    FieldChange,
    ImportOptions,
    IncomingList,
    Mistake,
    Plan,
    PlannedRow,
    at_cell,
    hold_programme,
    in_order,
    read_before,
    refuse_unfit,
    remember_import,
)
from toolkit.services.municipalities import (
    OpenedMunicipality,
    add_municipality,
    change_municipality,
    open_municipality,
    reason_against_change,
)

KIND = "municipalities"
NAME, KEY, VALID_FROM, VALID_TO, MEMBERS = "name", "key", "valid_from", "valid_to", "members"
# Where a mistake stands that concerns several fields, by the beginning of its sentence's key.
_COLUMN_OF = {
    "municipality.key": KEY,
    "municipality.type": "settlement_type",
    "municipality.member": MEMBERS,
}
_STAND_IN = 2**31 - 1  # a member that gets its id only when the list is written


@dataclass(frozen=True, slots=True)
class ListedMunicipality:
    """One row of a list: the typed values of its filled cells, its key, and its members as written."""

    number: int
    facts: Mapping[str, Any]
    key: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    members: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.facts[NAME])

    def mistake(self, field_name: str, message: Message) -> Mistake:
        of_several = (at for start, at in _COLUMN_OF.items() if message.key.startswith(start))
        column = field_name if field_name in self.cells else next(of_several, NAME)
        return Mistake(message, self.cells.get(column) or self.cells.get(NAME))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a row makes of its municipality; the members follow once all of them are there."""

    row: ListedMunicipality
    stored: OpenedMunicipality | None
    facts: MunicipalityInput


def plan_municipalities(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    incoming: IncomingList[ListedMunicipality],
    options: ImportOptions | None = None,
) -> Plan:
    """What the list would do here and now; changes nothing."""
    return _planned(session, actor, programme_id, incoming, options or ImportOptions())[0]


def import_municipalities(
    session: Session,
    actor: Actor,
    *,
    programme_id: int,
    incoming: IncomingList[ListedMunicipality],
    options: ImportOptions | None = None,
    shown: Plan | None = None,
) -> Plan:
    """Takes a whole list over, or nothing of it; gives what was done. Raises as `import_measures` does."""
    hold_programme(session, programme_id)
    plan, wanted = _planned(session, actor, programme_id, incoming, options or ImportOptions())
    refuse_unfit(plan, shown)
    if plan.read_before is not None:
        return plan
    ids = [_write(session, actor, programme_id, one) for one in wanted]
    for municipality_id, one in zip(ids, wanted, strict=True):
        if one.row.members:
            _write_members(session, actor, programme_id, municipality_id, one)
    remember_import(session, actor, programme_id=programme_id, kind=KIND, content=incoming.content)
    return plan


def _planned(
    session: Session,
    actor: Actor,
    programme_id: int,
    incoming: IncomingList[ListedMunicipality],
    options: ImportOptions,
) -> tuple[Plan, Sequence[_Wanted]]:
    before = read_before(session, programme_id=programme_id, kind=KIND, content=incoming.content)
    if before is not None:
        return Plan(read_before=before), ()
    directory = Directory.of(session, actor, programme_id, options)
    planner = _Planner(actor, directory, incoming.rows)
    rows = [row for one in incoming.rows if (row := planner.planned(one)) is not None]
    plan = Plan(
        rows=tuple(rows),
        mistakes=in_order((*incoming.mistakes, *planner.mistakes)),
        short_keys=tuple(directory.short_keys.items()),
    )
    return plan, planner.wanted


class _Planner:
    def __init__(self, actor: Actor, directory: Directory, rows: Sequence[ListedMunicipality]) -> None:
        self._actor, self._directory = actor, directory
        self._listed = {one.name.casefold() for one in rows} | {
            directory.full_key(one.key)[0] for one in rows if one.key
        }
        self._marks: dict[Any, int] = {}
        self.wanted: list[_Wanted] = []
        self.mistakes: list[Mistake] = []

    def planned(self, one: ListedMunicipality) -> PlannedRow | None:
        """None where a mistake stands in the way."""
        found = len(self.mistakes)
        key, question = self._directory.full_key(one.key) if one.key else (None, None)
        if question is not None:
            self.mistakes.append(one.mistake(KEY, question))
            return None
        stored = self._stored(one, key)
        if isinstance(stored, Message):
            self.mistakes.append(one.mistake(KEY if key else NAME, stored))
            return None
        facts = self._facts(one, key, stored)
        self.mistakes.extend(self._repetitions(one, key, stored))
        self.mistakes.extend(self._unknown_members(one))
        if facts is None or len(self.mistakes) > found:
            return None
        return self._row(one, stored, facts)

    def _stored(self, one: ListedMunicipality, key: str | None) -> OpenedMunicipality | Message | None:
        """The municipality that the row is about: by its key, else by its name where that is clear."""
        owners = self._directory.with_key(key) if key else []
        if owners:
            return owners[-1]
        namesakes = self._directory.named(one.name)
        if key:
            # With another key at the same time, it is another one of the same name.
            new = KeyInput.model_construct(key=key, valid_from=one.valid_from, valid_to=one.valid_to)
            namesakes = [
                other
                for other in namesakes
                if not any(own.overlaps(new) for own in other.facts.official_keys)
            ]
        if len(namesakes) > 1:
            return Message.of("imports.several_municipalities", name=one.name)
        return namesakes[0] if namesakes else None

    def _facts(
        self, one: ListedMunicipality, key: str | None, stored: OpenedMunicipality | None
    ) -> MunicipalityInput | None:
        known = stored.facts if stored else None
        before = {name: getattr(known, name) for name in MunicipalityInput.model_fields} if known else {}
        keys = known.official_keys if known else ()
        members = (*(known.members if known else ()), *((_STAND_IN,) if one.members else ()))
        try:
            # What is stored may break a rule of today; only a row that changes something has to keep it.
            wanted = {
                **before,
                **one.facts,
                "official_keys": _with_key(keys, one, key),
            }
            MunicipalityInput(**{**wanted, "members": members})
            return MunicipalityInput(**wanted)
        except ValidationError as error:
            self.mistakes.extend(one.mistake(name, message) for name, message in municipality_problems(error))
            return None

    def _repetitions(
        self, one: ListedMunicipality, key: str | None, stored: OpenedMunicipality | None
    ) -> Iterator[Mistake]:
        """The same municipality twice in one list, whichever way it is named."""
        mark = stored.municipality_id if stored else (key or one.name.casefold())
        first = self._marks.setdefault(mark, one.number)
        if first != one.number:
            message = Message.of("imports.repeated_municipality", row=str(first))
            yield one.mistake(KEY if key else NAME, message)

    def _unknown_members(self, one: ListedMunicipality) -> Iterator[Mistake]:
        for written in one.members:
            name = self._directory.full_key(written)[0]
            if name.casefold() in self._listed:
                continue
            found = self._directory.find(written)
            if isinstance(found, Message):
                yield one.mistake(MEMBERS, Message.of("imports.member", member=written, reason=found))

    def _row(
        self, one: ListedMunicipality, stored: OpenedMunicipality | None, facts: MunicipalityInput
    ) -> PlannedRow | None:
        changes = tuple(self._changes(one, stored, facts)) if stored else ()
        reason = self._refusal(stored, changes)
        if reason is not None:
            self.mistakes.append(one.mistake(NAME, reason))
            return None
        self.wanted.append(_Wanted(one, stored, facts))
        effect = Effect.NEW if stored is None else Effect.CHANGED if changes else Effect.UNCHANGED
        thing_id = stored.municipality_id if stored else None
        return PlannedRow(one.number, one.name, effect, thing_id=thing_id, changes=changes)

    def _changes(
        self, one: ListedMunicipality, stored: OpenedMunicipality, facts: MunicipalityInput
    ) -> Iterator[FieldChange]:
        for name in MunicipalityInput.model_fields:
            before, after = getattr(stored.facts, name), getattr(facts, name)
            if name != MEMBERS and before != after:
                yield FieldChange(name, before, after)
        names = {known.municipality_id: known.facts.name for known in self._directory.known}
        there = tuple(sorted(names.get(member, "") for member in stored.facts.members))
        listed = tuple(sorted(self._member_name(written) for written in one.members))
        if one.members and there != listed:
            yield FieldChange(MEMBERS, there, listed)

    def _member_name(self, written: str) -> str:
        found = self._directory.find(written)
        return written if isinstance(found, Message) else found.name

    def _refusal(self, stored: OpenedMunicipality | None, changes: Sequence[FieldChange]) -> Message | None:
        if stored is None:
            return may(self._actor, Action.ADD_MUNICIPALITY).reason
        names = [change.field for change in changes]
        return reason_against_change(self._actor, stored, names) if names else None


def _with_key(keys: tuple[KeyInput, ...], one: ListedMunicipality, key: str | None) -> tuple[KeyInput, ...]:
    """The keys with the one of the row: added, or with the dates that the row gives."""
    if key is None:
        return keys
    known = next((own for own in keys if own.key == key), None)
    entered = KeyInput(
        key=key,
        valid_from=one.valid_from or (known.valid_from if known else None),
        valid_to=one.valid_to or (known.valid_to if known else None),
    )
    return (*(own for own in keys if own is not known), entered)


def _write(session: Session, actor: Actor, programme_id: int, one: _Wanted) -> int:
    try:
        if one.stored is None:
            return add_municipality(session, actor, programme_id=programme_id, entered=one.facts)
        change_municipality(
            session,
            actor,
            municipality_id=one.stored.municipality_id,
            based_on=one.stored.facts,
            entered=one.facts,
        )
        return one.stored.municipality_id
    except InvalidError as error:
        raise at_cell(error, one.row.cells.get(NAME)) from error


def _write_members(
    session: Session, actor: Actor, programme_id: int, municipality_id: int, one: _Wanted
) -> None:
    """Now that all rows are there, members are found whether they were known before or came with the list."""
    # Keys were checked and completed in planning, so that the same completion is no question any more.
    directory = Directory.of(session, actor, programme_id, ImportOptions(add_leading_zeros=True))
    found = [directory.find(written) for written in one.row.members]
    unclear = next((place for place in found if isinstance(place, Message)), None)
    try:
        if unclear is not None:
            raise InvalidError(unclear)
        members = tuple(
            place.municipality_id
            for place in found
            if not isinstance(place, Message) and place.municipality_id is not None
        )
        opened = open_municipality(session, actor, municipality_id=municipality_id)
        entered = MunicipalityInput.model_validate({**dict(opened.facts), MEMBERS: members})
        change_municipality(
            session, actor, municipality_id=municipality_id, based_on=opened.facts, entered=entered
        )
    except InvalidError as error:
        raise at_cell(error, one.row.cells.get(MEMBERS)) from error
