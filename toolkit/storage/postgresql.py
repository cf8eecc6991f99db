"""PostgreSQL: how its transactions come to behave as those of SQLite do."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from toolkit.storage.sqlite import PATIENCE_SECONDS, WRITING

WRITERS_LOCK = 0x6D6B_0001
"""The advisory lock of everything that writes, migrations included; any number that stays the same."""

DRIVER = "postgresql+psycopg"


def postgresql_engine(url: URL, *, patience: float = PATIENCE_SECONDS, pooled: bool = True) -> Engine:
    """An engine where writers follow one another, as they do on SQLite.

    The lock is taken when a transaction begins, not when its event is recorded: one that first changed a
    row and then waited for the chain of events would block the one that holds the chain.
    """
    options = {"pool_pre_ping": True} if pooled else {"poolclass": NullPool}
    engine = create_engine(url.set(drivername=DRIVER), **options)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITING, False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(1000 * patience)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")

    return engine
