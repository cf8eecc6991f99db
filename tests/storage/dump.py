"""`python -m tests.storage.dump > toolkit/storage/migrations/dumps/<revision>_sqlite.sql`

The newest schema as SQL, with something in every table. Once for each release: see docs/storage.md.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.storage.samples import full_world
from toolkit.storage import migrate, open_database


def dump(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "toolkit.sqlite3"
        database = open_database(f"sqlite:///{file}")
        migrate(database)
        full_world(database)
        database.close()
        sys.stdout.write(dump(file))


if __name__ == "__main__":
    main()
