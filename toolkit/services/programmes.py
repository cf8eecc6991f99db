"""Programmes (*Verfahren*): the frame of a comparison, who takes part, and in which one the desk works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, may, visible_municipalities, visible_programmes
from toolkit.catalogue import Catalogue
from toolkit.messages import Message
from toolkit.model import (
    Measure,
    Municipality,
    Person,
    Programme,
    ProgrammeMunicipality,
    id_of,
    programme_title,
)
from toolkit.model.inputs import ProgrammeInput
from toolkit.services.catalogues import take_into_use
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.merging import my_changes
from toolkit.storage import record_event

_SENTENCES = {
    "name": "programme.name_too_long",
    "required_reviews": "programme.reviews_out_of_range",
    "review_days": "programme.days_out_of_range",
}
_COLUMNS = tuple(name for name in ProgrammeInput.model_fields if name != "municipalities")


@dataclass(frozen=True, slots=True)
class OpenedProgramme:
    """A programme with who takes part. `facts` is what a change is based on."""

    programme_id: int
    facts: ProgrammeInput
    catalogue_version_id: int
    is_example: bool
    version: int

    @property
    def title(self) -> str | Message:
        return programme_title(self.facts.name)


def field_label(field: str) -> Message:
    return Message.of(f"programme.field.{field}")


def read_programme(**entered: Any) -> ProgrammeInput:
    """What was typed, checked. Raises `InvalidError` with a sentence."""
    try:
        return ProgrammeInput(**entered)
    except ValidationError as error:
        wrong = str(error.errors()[0]["loc"][0])
        raise InvalidError(Message.of(_SENTENCES[wrong])) from error


def programmes(session: Session, actor: Actor, *, is_example: bool) -> tuple[OpenedProgramme, ...]:
    """The programmes of one world, own or example, that the actor may see; two queries."""
    return _loaded(session, actor, col(Programme.is_example).is_(is_example))


def open_programme(session: Session, actor: Actor, *, programme_id: int) -> OpenedProgramme:
    found = _loaded(session, actor, col(Programme.id) == programme_id)
    if not found:
        raise NotFoundError(Message.of("programme.unknown"))
    return found[0]


def add_programme(
    session: Session, actor: Actor, *, entered: ProgrammeInput, catalogue: Catalogue, is_example: bool = False
) -> int:
    """A new programme with its catalogue version, which is stored if this is its first use."""
    _require_administration(actor)
    _refuse_known_name(session, entered.name, own_id=None)
    _refuse_strangers(session, actor, entered, is_example=is_example)
    version = take_into_use(session, catalogue)
    if version.sha256 != catalogue.sha256:
        raise InvalidError(
            Message.of("services.catalogue_changed", title=catalogue.title, version=catalogue.version)
        )
    columns = {name: getattr(entered, name) for name in _COLUMNS}
    programme = Programme(**columns, catalogue_version_id=id_of(version), is_example=is_example)
    session.add(programme)
    session.flush()
    _write_participants(session, id_of(programme), entered.municipalities)
    _record(session, actor, "open_programme", id_of(programme), entered.model_dump(mode="json"))
    return id_of(programme)


def change_programme(
    session: Session, actor: Actor, *, programme_id: int, based_on: ProgrammeInput, entered: ProgrammeInput
) -> OpenedProgramme:
    """Saves the fields that differ from what the writer saw; `EntriesConflictError` where somebody else
    changed the same one meanwhile."""
    opened = open_programme(session, actor, programme_id=programme_id)
    _require_administration(actor)
    changed = my_changes(opened.facts, based_on=based_on, entered=entered, label=field_label)
    if not changed:
        return opened
    wanted = opened.facts.model_copy(update=dict(changed))
    _refuse_known_name(session, wanted.name, own_id=programme_id)
    _refuse_strangers(session, actor, wanted, is_example=opened.is_example)
    _refuse_leaving_measures(session, programme_id, wanted)
    programme = session.get_one(Programme, programme_id)
    for name in _COLUMNS:
        setattr(programme, name, getattr(wanted, name))
    programme.version += 1
    session.add(programme)
    if "municipalities" in changed:
        _write_participants(session, programme_id, wanted.municipalities)
    session.flush()
    plain = {name: value for name, value in wanted.model_dump(mode="json").items() if name in changed}
    _record(session, actor, "change_programme", programme_id, plain)
    return open_programme(session, actor, programme_id=programme_id)


def work_in(session: Session, actor: Actor, *, programme_id: int) -> None:
    """Moves the desk to another programme of its own; it stays there until it is moved again."""
    opened = open_programme(session, actor, programme_id=programme_id)
    if opened.is_example:
        raise RefusedError(Message.of("programme.of_the_example"))
    person = session.get_one(Person, actor.person_id)
    if person.working_in_id == programme_id:
        return
    person.working_in_id = programme_id
    session.add(person)
    session.flush()
    _record(session, actor, "work_in", programme_id, {})


def _loaded(session: Session, actor: Actor, condition: ColumnElement[bool]) -> tuple[OpenedProgramme, ...]:
    visible = condition & col(Programme.id).in_(visible_programmes(actor))
    rows = session.exec(select(Programme).where(visible).order_by(col(Programme.id))).all()
    participants: dict[int, list[int]] = defaultdict(list)
    taking_part = select(ProgrammeMunicipality.programme_id, ProgrammeMunicipality.municipality_id)
    for programme_id, municipality_id in session.exec(
        taking_part.where(col(ProgrammeMunicipality.programme_id).in_([row.id for row in rows]))
    ):
        participants[programme_id].append(municipality_id)
    return tuple(_opened(row, participants[id_of(row)]) for row in rows)


def _opened(row: Programme, participants: list[int]) -> OpenedProgramme:
    columns = {name: getattr(row, name) for name in _COLUMNS}
    facts = ProgrammeInput.model_construct(**columns, municipalities=tuple(sorted(participants)))
    return OpenedProgramme(id_of(row), facts, row.catalogue_version_id, row.is_example, row.version)


def _write_participants(session: Session, programme_id: int, municipalities: tuple[int, ...]) -> None:
    session.execute(
        delete(ProgrammeMunicipality).where(col(ProgrammeMunicipality.programme_id) == programme_id)
    )
    session.add_all(
        ProgrammeMunicipality(programme_id=programme_id, municipality_id=one) for one in municipalities
    )


def _require_administration(actor: Actor) -> None:
    verdict = may(actor, Action.MANAGE_PROGRAMMES)
    if verdict.reason:
        raise RefusedError(verdict.reason)


def _refuse_known_name(session: Session, name: str, *, own_id: int | None) -> None:
    """Two without a name of their own could not be told apart either."""
    others = session.exec(select(Programme.id, Programme.name).where(col(Programme.is_example).is_(False)))
    if any(key != own_id and other.casefold() == name.casefold() for key, other in others):
        raise InvalidError(Message.of("programme.known", name=programme_title(name)))


def _refuse_strangers(session: Session, actor: Actor, entered: ProgrammeInput, *, is_example: bool) -> None:
    """Example and own never mix."""
    known = session.exec(
        select(Municipality.id).where(
            col(Municipality.id).in_(entered.municipalities),
            col(Municipality.id).in_(visible_municipalities(actor)),
            col(Municipality.is_example).is_(is_example),
        )
    ).all()
    if len(known) < len(entered.municipalities):
        raise NotFoundError(Message.of("services.no_municipality"))


def _refuse_leaving_measures(session: Session, programme_id: int, wanted: ProgrammeInput) -> None:
    name = session.exec(
        select(Municipality.name)
        .join(Measure, col(Measure.municipality_id) == col(Municipality.id))
        .where(
            col(Measure.programme_id) == programme_id,
            col(Measure.municipality_id).not_in(wanted.municipalities),
        )
        .order_by(col(Municipality.name))
        .limit(1)
    ).first()
    if name is not None:
        raise RefusedError(Message.of("programme.has_measures", municipality=name))


def _record(
    session: Session, actor: Actor, action: str, programme_id: int, changes: Mapping[str, Any]
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme_id,
        measure_id=None,
        action=action,
        thing="programme",
        thing_id=programme_id,
        changes=changes,
    )
