"""Taking a name out of everything that is stored, with all judgements left as they are (Article 17).

What somebody judged stays, without anybody's name on it; the log holds numbers only and keeps its chain.
Every anonymising is noted in a file beside the database by the person's uuid: a backup that is restored
brings the name back, and the file says that it has to go once more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Enum, String, Table, delete, update
from sqlmodel import AutoString, Session, col, select

from toolkit.access import Action, Actor, may
from toolkit.messages import Message
from toolkit.model import (
    NAME_TAKEN_OUT,
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
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.people import administrators
from toolkit.storage import lifted_triggers, may_lift_triggers, record_event

JOURNAL = "anonymised.txt"
COMMAND = "python -m toolkit person anonymise"
# The catalogue is nobody's text, and the log holds no names.
_WITHOUT_NAMES = {"catalogue_version", "event", "person"}


def anonymise(session: Session, actor: Actor, *, person_id: int, journal: Path) -> None:
    """Raises `RefusedError` for whom it is not allowed, for the last administrator, and on PostgreSQL for
    everybody but the owner of the tables; `NotFoundError` for a person who is not there; `InvalidError` where
    it cannot be noted."""
    verdict = may(actor, Action.MANAGE_PEOPLE)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    person = session.get(Person, person_id)
    if person is None or person.anonymised_at is not None:
        raise NotFoundError(Message.of("people.unknown"))
    if administrators(session) == {person_id}:
        raise RefusedError(Message.of("people.last_administration"))
    _require_owner(session)
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
    try:
        with journal.open("a", encoding="ascii") as file:
            file.write(f"{uuid}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InvalidError(Message.of("people.journal_unwritable", file=str(journal))) from error


def noted_in(journal: Path) -> frozenset[UUID]:
    """Nobody where there is no file yet; one that is not understood is no empty one."""
    try:
        lines = journal.read_text(encoding="ascii").split() if journal.exists() else []
        return frozenset(UUID(line) for line in lines)
    except (OSError, ValueError) as error:
        raise InvalidError(Message.of("people.journal_unreadable", file=str(journal))) from error


def _take_out(session: Session, actor_id: int, person: Person) -> None:
    names = name_pattern(person.name, person.email)
    with _past_frozen_records(session):
        if names is not None:
            _replace(session, names)
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


def name_pattern(name: str, email: str | None) -> re.Pattern[str] | None:
    """Finds an address, and a full name as people write it: in capitals, turned round, in the genitive. A
    name of one word may be any word, and a text in which that was replaced cannot be got back."""
    *given, last = [re.escape(word) for word in name.split()] or [""]
    wanted = []
    if given:
        first = r"\s+".join(given)
        wanted.append(rf"(?<!\w)(?<!\w-)(?:{first}\s+{last}|{last}\s*,\s*{first})(?:['’]?s)?(?!\w|-\w)")
    if email:
        wanted.append(rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)")
    return re.compile("|".join(wanted), re.IGNORECASE) if wanted else None


def _replace(session: Session, names: re.Pattern[str]) -> None:
    """Every row is looked at here: SQLite knows no capitals beyond ASCII."""
    for table, columns in _texts():
        for row in session.execute(table.select()).mappings().all():
            hits = [name for name in columns if names.search(row[name] or "")]
            if hits:
                # Whoever has the text on their screen meets a conflict, and does not save the name once more.
                values = {name: names.sub(NAME_TAKEN_OUT, row[name]) for name in hits}
                version = {"version": row["version"] + 1} if "version" in row else {}
                session.execute(update(table).where(table.c.id == row["id"]).values({**values, **version}))


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


def _texts() -> Iterator[tuple[Table, list[str]]]:
    """Every column in which somebody may have written a name, by table."""
    for table in metadata.sorted_tables:
        columns = [column.name for column in table.columns if _is_text(column)]
        if columns and table.name not in _WITHOUT_NAMES:
            yield table, columns


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, (String, AutoString)) and not isinstance(column.type, Enum)


def _past_frozen_records(session: Session) -> AbstractContextManager[None]:
    _require_owner(session)
    return lifted_triggers(session.connection())


def _require_owner(session: Session) -> None:
    if not may_lift_triggers(session.connection()):
        raise RefusedError(Message.of("people.owner_needed", command=COMMAND))
