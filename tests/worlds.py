"""Worlds with which many tests begin: built once in each process, then copied with their whole database.

A test has a database of its own as ever, and finds in it what building would have made; only the moments at
which things happened lie a little further back.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, cast

import pytest

from tests.databases import PostgresServer, copied_file, copied_postgres, fresh_name
from tests.houses import TestHouse
from toolkit.storage import Database

How = ParamSpec("How")
World = TypeVar("World")
Copy = TypeVar("Copy")

# Stands in a kept world where a test's own house belongs.
_SOME_HOUSE = TestHouse(cast(Database, object()))


class AsBuilt(Protocol):
    """`as_built(house, Reviewing.made, level=3)` is `Reviewing.made(house, level=3)`, but quicker from the
    second time on. The house must be as it was furnished, and the world must hold nothing that works."""

    def __call__(self, house: TestHouse, build: Callable[..., World], **how: Any) -> World: ...


class KeptWorlds(Generic[Copy]):
    """Of one kind of database: how a world is built, and a copy of the database in which it was."""

    def __init__(self, keep: Callable[[Database], Copy], put: Callable[[Copy, Database], None]) -> None:
        self._keep, self._put = keep, put
        self._kept: dict[Any, tuple[Any, Copy]] = {}

    def as_built(self, house: TestHouse, build: Callable[..., World], **how: Any) -> World:
        key = (build, tuple(sorted(how.items())))
        if key not in self._kept:
            world = build(house, **how)
            house.database.close()
            self._kept[key] = (_moved(world, house, _SOME_HOUSE), self._keep(house.database))
            return world
        kept, copy = self._kept[key]
        house.database.close()
        self._put(copy, house.database)
        return _moved(kept, _SOME_HOUSE, house)


def _moved(world: World, here: TestHouse, there: TestHouse) -> World:
    return deepcopy(world, {id(here): there, id(here.database): there.database})


@pytest.fixture(scope="session")
def kept_sqlite_worlds(tmp_path_factory: pytest.TempPathFactory) -> KeptWorlds[Path]:
    folder, numbers = tmp_path_factory.mktemp("worlds"), count(1)

    def keep(database: Database) -> Path:
        copy = folder / f"{next(numbers)}.sqlite3"
        assert database.file
        shutil.copyfile(database.file, copy)
        return copy

    def put(copy: Path, database: Database) -> None:
        assert database.file
        for left in ("-wal", "-shm"):
            database.file.with_name(database.file.name + left).unlink(missing_ok=True)
        shutil.copyfile(copy, database.file)

    return KeptWorlds(keep, put)


@pytest.fixture(scope="session")
def kept_postgres_worlds(postgres_server: PostgresServer) -> Iterator[KeptWorlds[str]]:
    copies: list[str] = []

    def keep(database: Database) -> str:
        copies.append(fresh_name())
        postgres_server.create_database(copies[-1], template=_name(database))
        return copies[-1]

    def put(copy: str, database: Database) -> None:
        postgres_server.drop_database(_name(database))
        postgres_server.create_database(_name(database), template=copy)

    yield KeptWorlds(keep, put)
    for copy in copies:
        postgres_server.drop_database(copy)


def _name(database: Database) -> str:
    name = database.engine.url.database
    assert name
    return name


@pytest.fixture
def as_built(request: pytest.FixtureRequest) -> AsBuilt:
    def built(house: TestHouse, build: Callable[..., World], **how: Any) -> World:
        kind = "sqlite" if house.database.file else "postgres"
        worlds: KeptWorlds[Any] = request.getfixturevalue(f"kept_{kind}_worlds")
        return worlds.as_built(house, build, **how)

    return built


# --- the house alone ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def furnished_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with copied_file(migrated_file, tmp_path_factory.mktemp("furnished")) as database:
        TestHouse.furnished(database)
        assert database.file
    return database.file


@pytest.fixture
def sqlite_furnished(furnished_file: Path, tmp_path: Path) -> Iterator[TestHouse]:
    with copied_file(furnished_file, tmp_path) as database:
        yield TestHouse(database)


@pytest.fixture(scope="session")
def furnished_template(postgres_server: PostgresServer, migrated_template: str) -> Iterator[str]:
    with copied_postgres(postgres_server, migrated_template) as database:
        TestHouse.furnished(database)
        database.close()
        yield _name(database)


@pytest.fixture
def postgres_furnished(postgres_server: PostgresServer, furnished_template: str) -> Iterator[TestHouse]:
    with copied_postgres(postgres_server, furnished_template) as database:
        yield TestHouse(database)


@pytest.fixture(params=["sqlite", "postgres"])
def any_house(request: pytest.FixtureRequest) -> TestHouse:
    """A furnished house, on SQLite and on PostgreSQL in turn."""
    house: TestHouse = request.getfixturevalue(f"{request.param}_furnished")
    return house
