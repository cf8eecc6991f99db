"""For developers: `python -m toolkit.storage.migrations 0002 "what changes"` drafts the next migration."""

import sys
import tempfile
from pathlib import Path

from toolkit.storage.database import open_database
from toolkit.storage.migration import draft_migration, migrate


def main(revision: str, title: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'draft.sqlite3'}")
        if revision != "0001":
            migrate(database)
        draft_migration(database, revision, title)
        database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
