"""For whom a session works: whose working revisions the database shows it (PostgreSQL, `policies.py`).

The database guards a second time what `access.visible_revisions` asks for: a query that forgot to ask
shows nothing that is not the asker's. It knows no more than municipalities; all else is the rules' of access.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

SETTING = "toolkit.municipalities"
ALL = "all"
_INFO = "identity"


@dataclass(frozen=True, slots=True)
class Identity:
    """The municipalities whose working revisions are shown, None for all; and the person, if it is one."""

    municipalities: frozenset[int] | None
    person_id: int | None = None
    # In whose place the person acts at the moment: the log says so.
    in_place_of: int | None = None

    @classmethod
    def of(cls, municipalities: Iterable[int], *, person_id: int | None = None) -> Identity:
        return cls(frozenset(municipalities), person_id)

    @property
    def as_setting(self) -> str:
        return (
            ALL
            if self.municipalities is None
            else ",".join(str(int(key)) for key in sorted(self.municipalities))
        )


NOBODY = Identity(frozenset())
EVERYBODY = Identity(None)
"""For the command line and the program's own work, which no page shows by itself."""


def identify(session: Session, identity: Identity) -> None:
    """From now on, and in its later transactions, the session works for them."""
    session.info[_INFO] = identity
    if session.in_transaction():
        tell_database(session.connection(), identity)


@contextmanager
def working_for(session: Session, identity: Identity) -> Iterator[None]:
    """For one step that a rule allows past the own municipality, such as opening the next working revision
    of a measure whose changes are requested."""
    before = identity_of_session(session)
    session.flush()
    identify(session, identity)
    try:
        yield
        session.flush()  # what the step left unsaved belongs to it
    except BaseException:
        with suppress(SQLAlchemyError):  # after an error of its own PostgreSQL takes no statement any more
            identify(session, before)
        raise
    identify(session, before)


def identity_of_session(session: Session) -> Identity:
    identity: Identity = session.info.get(_INFO, NOBODY)
    return identity


def tell_database(connection: Connection, identity: Identity) -> None:
    """Until the end of the transaction. SQLite has no such guard."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL {SETTING} = '{identity.as_setting}'")
