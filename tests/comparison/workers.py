"""Work that other processes do while this one compares (see `tests.storage.harness`)."""

from __future__ import annotations

from sqlalchemy import text

from tests.storage.harness import Channel
from toolkit.storage import EVERYBODY, open_database


def execute(channel: Channel, url: str, statement: str) -> None:
    database = open_database(url, identity=EVERYBODY)
    with database.writing() as session:
        session.execute(text(statement))
    channel.confirm("done")
    database.close()
