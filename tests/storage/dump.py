"""`python -m tests.storage.dump sqlite > toolkit/storage/migrations/dumps/<revision>_sqlite.sql`

And the same with `postgresql`.

The newest schema as SQL, with something in every table. Once for each release: see docs/storage.md.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from tests.databases import PostgresServer, running_postgres
from tests.storage.samples import full_world
from toolkit.storage import EVERYBODY, migrate, open_database

# What belongs to pg_dump and psql, not to the database: it would bind the dump to their versions.
_OF_THE_PROGRAM = re.compile(r"(?m)^(?:--|\\|SET |SELECT pg_catalog\.set_config).*\n")


def dump_sqlite() -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "toolkit.sqlite3"
        _fill(f"sqlite:///{file}")
        with closing(sqlite3.connect(file)) as connection:
            return "\n".join(connection.iterdump()) + "\n"


def dump_postgresql() -> str:
    with running_postgres() as server:
        server.create_database("dumped")
        url = server.owner_url("dumped")
        _fill(url)
        return _dumped(server, url)


def _fill(url: str) -> None:
    database = open_database(url, identity=EVERYBODY)
    migrate(database)
    full_world(database)
    database.close()


def _dumped(server: PostgresServer, url: str) -> str:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    command = [server.program("pg_dump"), "--inserts", "--no-owner", "--no-privileges", address]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return re.sub(r"\n{2,}", "\n", _OF_THE_PROGRAM.sub("", done.stdout)).lstrip()


if __name__ == "__main__":
    sys.stdout.write(dump_postgresql() if sys.argv[1:] == ["postgresql"] else dump_sqlite())
