"""Lists that come in from outside: what each row would do, and what is wrong with it.

A list is planned first. Planning changes nothing and finds every mistake; importing plans again, in the same
transaction in which it writes, and writes only a plan without mistakes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.messages import Message
from toolkit.model import Import, Programme, now
from toolkit.model.municipality_inputs import is_key, offered_key
from toolkit.services.errors import InvalidError, NotFoundError, ServiceError
from toolkit.services.municipalities import OpenedMunicipality, municipalities
from toolkit.storage import record_event

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and in which cell where there is one."""

    message: Message
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person who imports has agreed to."""

    add_municipalities: bool = False
    add_leading_zeros: bool = False


@dataclass(frozen=True, slots=True)
class IncomingList(Generic[Row]):
    """What a file holds: rows that could be read, what is wrong with others, and what was left aside."""

    content: bytes
    rows: tuple[Row, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    notices: tuple[Message, ...] = ()


class Effect(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row, as it is stored and as the file has it."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What a row of the file would do. `thing_id` is what it would change, None where it makes a new one."""

    number: int
    title: str
    effect: Effect
    municipality: str = ""
    thing_id: int | None = None
    municipality_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that an import would do: equal plans do the same."""

    rows: tuple[PlannedRow, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    new_municipalities: tuple[str, ...] = ()
    unknown_municipalities: tuple[str, ...] = ()
    short_keys: tuple[tuple[str, str], ...] = ()
    read_before: datetime | None = None

    def count(self, effect: Effect) -> int:
        return sum(row.effect is effect for row in self.rows)

    @property
    def changes_something(self) -> bool:
        return any(row.effect is not Effect.UNCHANGED for row in self.rows)


class ListMistakesError(ServiceError):
    """The list has mistakes; nothing was taken over."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(Message.of("imports.mistakes_remain", n=len(mistakes)))
        self.mistakes = tuple(mistakes)


class ListChangedError(ServiceError):
    """What the import would do is no longer what its preview showed."""

    def __init__(self) -> None:
        super().__init__(Message.of("imports.other_than_shown"))


@dataclass(slots=True)
class Place:
    """What the cell of a municipality names: one that exists, or one that is to be made."""

    name: str
    municipality: OpenedMunicipality | None = None

    @property
    def municipality_id(self) -> int | None:
        return self.municipality.municipality_id if self.municipality else None


@dataclass
class Directory:
    """Finds municipalities by name or official key, within one world, own or example."""

    known: Sequence[OpenedMunicipality]
    options: ImportOptions
    new: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    short_keys: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, actor: Actor, programme_id: int, options: ImportOptions) -> Directory:
        is_example = session.get_one(Programme, programme_id).is_example
        return cls(municipalities(session, actor, is_example=is_example), options)

    def full_key(self, written: str) -> tuple[str, Message | None]:
        """A key with its leading zero where that was agreed to; else the question whether it is missing."""
        offered = offered_key(written)
        if offered is None:
            return written, None
        self.short_keys[written] = offered
        if self.options.add_leading_zeros:
            return offered, None
        return written, Message.of("imports.leading_zero", written=written, offered=offered)

    def find(self, written: str) -> Place | Message:
        """The municipality that a cell names, or the sentence why it names none."""
        if written.isdecimal():
            return self._by_key(written)
        name = " ".join(written.split())
        found = self.named(name)
        if len(found) > 1:
            return Message.of("imports.several_municipalities", name=name)
        if found:
            return Place(found[0].facts.name, found[0])
        if self.options.add_municipalities and 2 <= len(name) <= 200:
            return Place(self.new.setdefault(name.casefold(), name))
        self.unknown.setdefault(name.casefold(), name)
        return Message.of("imports.unknown_municipality", name=name)

    def named(self, name: str) -> list[OpenedMunicipality]:
        return self._by_name.get(name.casefold(), [])

    def with_key(self, key: str) -> list[OpenedMunicipality]:
        return [one for one in self.known if any(own.key == key for own in one.facts.official_keys)]

    def _by_key(self, written: str) -> Place | Message:
        key, question = self.full_key(written)
        if question is not None:
            return question
        if not is_key(key):
            return Message.of("municipality.key_form")
        # A key that was valid once and is another's today means the one of today.
        owners = self.with_key(key)
        today = [one for one in owners if one.facts.key_on(now().date()) == key] or owners
        if not today:
            return Message.of("imports.unknown_key", number=key)
        return Place(today[0].facts.name, today[0])

    @cached_property
    def _by_name(self) -> Mapping[str, list[OpenedMunicipality]]:
        by_name: dict[str, list[OpenedMunicipality]] = defaultdict(list)
        for one in self.known:
            by_name[one.facts.name.casefold()].append(one)
        return by_name


def read_before(session: Session, *, programme_id: int, kind: str, content: bytes) -> datetime | None:
    """When this very file was taken over into this programme; None where it was not."""
    mark = _mark(session, programme_id, kind, content)
    return session.exec(select(Import.at).where(col(Import.sha256) == mark)).first()


def remember_import(session: Session, actor: Actor, *, programme_id: int, kind: str, content: bytes) -> None:
    """The last step of every import, with the event for the list as a whole."""
    mark = _mark(session, programme_id, kind, content)
    session.add(Import(sha256=mark, kind=kind, person_id=actor.person_id))
    session.flush()
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme_id,
        measure_id=None,
        action=f"import_{kind}",
        thing="programme",
        thing_id=programme_id,
        changes={"sha256": mark},
    )


def _mark(session: Session, programme_id: int, kind: str, content: bytes) -> str:
    """The same file may be read into one programme and into another: each has its own mark."""
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise NotFoundError(Message.of("imports.no_programme"))
    digest = hashlib.sha256(f"{kind}\n{programme.uuid}\n".encode())
    digest.update(content)
    return digest.hexdigest()


def hold_programme(session: Session, programme_id: int) -> None:
    """Two imports into one programme come one after the other."""
    session.exec(select(Programme).where(col(Programme.id) == programme_id).with_for_update()).one()


def refuse_unfit(plan: Plan, shown: Plan | None) -> None:
    """An import writes only what has no mistake and what the person has seen."""
    if plan.mistakes:
        raise ListMistakesError(plan.mistakes)
    if shown is not None and plan != shown:
        raise ListChangedError


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Row by row, as one reads; first what concerns the whole file."""
    return tuple(sorted(mistakes, key=lambda one: _position(one.cell)))


def _position(cell: str | None) -> tuple[int, int, str]:
    column = (cell or "").rstrip("0123456789")
    return int((cell or "")[len(column) :] or 0), len(column), column


def at_cell(error: InvalidError, cell: str | None) -> ListMistakesError:
    """What a service refused while the list was written: the whole list goes back."""
    return ListMistakesError([Mistake(error.message, cell)])


def outcome(plan: Plan, *, dry_run: bool = False) -> Message:
    """What an import has done or would do, as a sentence."""
    if plan.read_before is not None:
        return Message.of("imports.read_before", at=plan.read_before)
    if not plan.changes_something:
        return Message.of("imports.nothing_to_do")
    counts = [(effect, plan.count(effect)) for effect in Effect]
    words = tuple(Message.of(f"imports.counted.{effect.value}", n=count) for effect, count in counts if count)
    return Message.of("imports.would_be_done" if dry_run else "imports.done", counts=words)
