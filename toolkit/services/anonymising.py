"""Taking a name out of everything that is stored, with all judgements left as they are (Article 17).

What somebody judged stays, without anybody's name on it; the log holds numbers only and keeps its chain.
Every anonymising is noted in a file beside the database by the person's uuid: a backup that is restored
brings the name back, and the file says that it has to go once more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import UUID

from sqlalchemy import Column, Enum, String, Table, Text, delete, update
from sqlalchemy import select as select_columns
from sqlmodel import AutoString, Session, col, select

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model import (
    Assignment,
    Conflict,
    Deputyship,
    DownloadToken,
    Membership,
    OutboxMessage,
    Person,
    Snippet,
    metadata,
    now,
)
from toolkit.services.errors import NotFoundError, RefusedError
from toolkit.services.people import administrators
from toolkit.storage import lifted_triggers, may_lift_triggers, record_event

JOURNAL = "anonymised.txt"
REPLACEMENT = "(anonymisiert)"
COMMAND = "python -m toolkit anonymise"
# Shorter ones stand in other words as well.
SHORTEST_NAME = 5
# The catalogue is nobody's text, and the log holds no names.
_WITHOUT_NAMES = {"catalogue_version", "event", "person"}


def anonymise(session: Session, actor: Actor, *, person_id: int, journal: Path) -> None:
    """Raises `RefusedError` for whom it is not allowed, for the last administrator, and on PostgreSQL for
    everybody but the owner of the tables; `NotFoundError` for a person who is not there."""
    verdict = may(actor, Action.MANAGE_PEOPLE)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    person = session.get(Person, person_id)
    if person is None or person.anonymised_at is not None:
        raise NotFoundError(Message.of("people.unknown"))
    if administrators(session) == {person_id}:
        raise RefusedError(Message.of("people.last_administration"))
    note(journal, person.uuid)
    _take_out(session, actor.person_id, person)


def replay(session: Session, actor: Actor, *, journal: Path) -> int:
    """Anonymises once more whom a restored backup has brought back; gives how many."""
    verdict = may(actor, Action.MANAGE_PEOPLE)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    people = back_again(session, journal)
    for person in people:
        _take_out(session, actor.person_id, person)
    return len(people)


def back_again(session: Session, journal: Path) -> list[Person]:
    """Who was anonymised and has a name again."""
    noted = noted_in(journal)
    people = session.exec(select(Person).where(col(Person.anonymised_at).is_(None)).order_by(col(Person.id)))
    return [person for person in people if person.uuid in noted]


def note(journal: Path, uuid: UUID) -> None:
    """Before the change itself: whoever was to be forgotten is rather forgotten twice than not at all."""
    with journal.open("a", encoding="ascii") as file:
        file.write(f"{uuid}\n")
        file.flush()
        os.fsync(file.fileno())


def noted_in(journal: Path) -> frozenset[UUID]:
    if not journal.exists():
        return frozenset()
    return frozenset(UUID(line) for line in journal.read_text(encoding="ascii").split())


def _take_out(session: Session, actor_id: int, person: Person) -> None:
    names = [each for each in (person.name, person.email or "") if len(each) >= SHORTEST_NAME]
    with _past_frozen_records(session):
        for table, column in _texts():
            for name in names:
                _replace(session, table, column, name)
        _end_everything(session, person)
        session.flush()
    person.name, person.email, person.oidc_subject = "", None, None
    person.acting_for_id = person.working_in_id = person.acting_as = None
    person.anonymised_at = now()
    session.add(person)
    record_event(
        session,
        actor_id=actor_id,
        programme_id=None,
        measure_id=None,
        action="anonymise",
        thing="person",
        thing_id=person.id,
    )


def _replace(session: Session, table: Table, column: Column[str], name: str) -> None:
    """Whole words only: anna@… also stands in hanna@…"""
    whole = re.compile(rf"(?<![\w.+-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    found = select_columns(table.c.id, column).where(column.icontains(name, autoescape=True))
    for row_id, text in session.execute(found).all():
        changed = whole.sub(REPLACEMENT, text)
        if changed != text:
            session.execute(update(table).where(table.c.id == row_id).values({column.name: changed}))


def _end_everything(session: Session, person: Person) -> None:
    """What somebody has to do ends; what only they had goes."""
    mine = person.id
    for kind in (Snippet, OutboxMessage, DownloadToken):
        session.execute(delete(kind).where(col(kind.person_id) == mine))
    held = update(Membership).where(col(Membership.person_id) == mine, col(Membership.revoked_at).is_(None))
    session.execute(held.values(revoked_at=now()))
    for ending in (
        update(Assignment).where(col(Assignment.person_id) == mine, col(Assignment.ended_at).is_(None)),
        update(Deputyship).where(
            (col(Deputyship.person_id) == mine) | (col(Deputyship.deputy_id) == mine),
            col(Deputyship.ended_at).is_(None),
        ),
    ):
        session.execute(ending.values(ended_at=now()))
    session.execute(update(Conflict).where(col(Conflict.person_id) == mine).values(reason=""))


def _texts() -> Iterable[tuple[Table, Column[str]]]:
    """Every column in which somebody may have written a name."""
    for table in metadata.sorted_tables:
        if table.name in _WITHOUT_NAMES:
            continue
        for column in table.columns:
            if isinstance(column.type, (String, Text, AutoString)) and not isinstance(column.type, Enum):
                yield table, column


def _past_frozen_records(session: Session) -> AbstractContextManager[None]:
    if not may_lift_triggers(session.connection()):
        raise RefusedError(Message.of("people.owner_needed", command=COMMAND))
    return lifted_triggers(session.connection())
