"""Municipalities: who takes part."""

from __future__ import annotations

from pydantic import ValidationError
from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model import Municipality, MunicipalityKey, Programme, ProgrammeMunicipality, id_of
from toolkit.model.inputs import MunicipalityInput
from toolkit.services.errors import InvalidError, RefusedError
from toolkit.storage import record_event


def read_municipality(*, name: str, key: str | None = None) -> MunicipalityInput:
    """What was typed, checked. Raises `InvalidError` with a sentence."""
    try:
        return MunicipalityInput(name=name, key=key or None)
    except ValidationError as error:
        wrong = str(error.errors()[0]["loc"][0])
        sentence = {"name": "services.municipality_name", "key": "services.municipality_key"}[wrong]
        raise InvalidError(Message.of(sentence)) from error


def add_municipality(session: Session, actor: Actor, *, programme_id: int, entered: MunicipalityInput) -> int:
    """A new municipality that takes part in the programme. Its name must be new there, its key unused.

    What is entered in the example region belongs to the example, and goes with it.
    """
    verdict = may(actor, Action.ADD_MUNICIPALITY)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    is_example = session.get_one(Programme, programme_id).is_example
    _refuse_known(session, entered, is_example=is_example)
    municipality = Municipality(name=entered.name, kind=entered.kind, is_example=is_example)
    session.add(municipality)
    session.flush()
    municipality_id = id_of(municipality)
    if entered.key:
        session.add(MunicipalityKey(municipality_id=municipality_id, key=entered.key))
    session.add(ProgrammeMunicipality(programme_id=programme_id, municipality_id=municipality_id))
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=programme_id,
        action="add_municipality",
        thing="municipality",
        thing_id=municipality_id,
        changes=entered.model_dump(mode="json", exclude_none=True),
    )
    return municipality_id


def _refuse_known(session: Session, entered: MunicipalityInput, *, is_example: bool) -> None:
    # Compared here, because SQLite knows capital and small letters of English only.
    names = session.exec(select(Municipality.name).where(col(Municipality.is_example).is_(is_example)))
    if entered.name.casefold() in {name.casefold() for name in names}:
        raise InvalidError(Message.of("services.municipality_known", name=entered.name))
    if entered.key:
        same_key = col(MunicipalityKey.key) == entered.key
        if session.exec(select(MunicipalityKey.id).where(same_key)).first() is not None:
            raise InvalidError(Message.of("services.key_known", number=entered.key))
