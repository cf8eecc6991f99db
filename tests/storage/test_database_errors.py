"""Bad input and bad luck: each a sentence, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from tests.databases import PostgresServer
from tests.storage.samples import small_world
from toolkit.messages import Message
from toolkit.model import Municipality, Programme
from toolkit.storage import (
    DamagedDatabaseError,
    Database,
    DiskFullError,
    FolderNotWritableError,
    ForeignDatabaseError,
    UnreachableDatabaseError,
    UnsupportedDatabaseError,
    check_database,
    migrate,
    open_database,
    prepare,
)
from toolkit.storage.migration import VERSIONS, newest_revision

NOBODY = 65534
NEXT_MIGRATION = f"""
revision = "next"
down_revision = "{newest_revision()}"


def upgrade():
    pass
"""


def save(database: Database, name: str, *, size: int = 0, max_pages: int = 2**30) -> None:
    with database.writing() as session:
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {max_pages}")
        session.add(Municipality(name=name, elected_body="x" * size))


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(Municipality.name).order_by(col(Municipality.id))))


def pages(database: Database) -> int:
    with database.reading() as session:
        return int(session.connection().exec_driver_sql("PRAGMA page_count").scalar_one())


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may write anywhere, so that a test run as root becomes somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody can reach, unlike pytest's own."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o777)
    yield path
    path.chmod(0o777)
    shutil.rmtree(path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if (
        shutil.which("mount") is None
        or subprocess.run(mount, check=False, capture_output=True).returncode != 0
    ):
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_database_refuses_keeps_what_there_was_and_saves_again_later(
    sqlite_database: Database,
) -> None:
    save(sqlite_database, "before")
    with pytest.raises(DiskFullError) as refusal:
        save(sqlite_database, "too much", size=100_000, max_pages=pages(sqlite_database))
    assert refusal.value.message == Message("storage.disk_full", {"place": str(sqlite_database.file)})
    assert names(sqlite_database) == ["before"]
    save(sqlite_database, "after", size=100_000)
    assert names(sqlite_database) == ["before", "after"]
    with sqlite_database.reading() as session:
        assert check_database(session) == ()


def test_a_full_disk_refuses_keeps_what_there_was_and_saves_again_later(small_disk: Path) -> None:
    database = open_database(f"sqlite:///{small_disk / 'toolkit.sqlite3'}")
    prepare(database)
    saved = _save_until_full(database)
    assert names(database) == saved
    with pytest.raises(DiskFullError):
        save(database, "still full", size=20_000)
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    save(database, "after", size=20_000)
    assert names(database) == [*saved, "after"]
    with database.reading() as session:
        assert check_database(session) == ()
    database.close()


def _save_until_full(database: Database) -> list[str]:
    saved: list[str] = []
    try:
        for number in range(1_000):
            save(database, str(number), size=20_000)
            saved.append(str(number))
    except DiskFullError:
        return saved
    raise AssertionError("The disk did not fill up.")


def test_a_disk_too_full_for_the_database_says_so_at_the_start(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * (2 * 1024 * 1024 - 4096 * 8))
    database = open_database(f"sqlite:///{small_disk / 'toolkit.sqlite3'}")
    with pytest.raises(DiskFullError):
        prepare(database)
    (small_disk / "ballast").unlink()
    assert prepare(database).previous is None
    database.close()


def test_a_read_only_folder_is_named_at_the_start(folder: Path) -> None:
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)
    with without_privileges(), pytest.raises(FolderNotWritableError) as refusal:
        open_database(f"sqlite:///{folder / 'toolkit.sqlite3'}")
    assert refusal.value.message == Message("storage.read_only", {"place": str(folder)})


def test_a_read_only_file_is_named_at_the_start(folder: Path) -> None:
    file = folder / "toolkit.sqlite3"
    file.touch()
    file.chmod(0o444)
    with without_privileges(), pytest.raises(FolderNotWritableError) as refusal:
        open_database(f"sqlite:///{file}")
    assert refusal.value.message == Message("storage.read_only", {"place": str(file)})


def test_a_file_that_becomes_read_only_later_refuses_and_loses_nothing(folder: Path) -> None:
    file = folder / "toolkit.sqlite3"
    with without_privileges():
        database = open_database(f"sqlite:///{file}")
        prepare(database)
        save(database, "before")
        database.close()
        file.chmod(0o444)
        with pytest.raises(FolderNotWritableError) as refusal:
            save(database, "refused")
        database.close()
        for each in folder.iterdir():  # SQLite gives the files beside it the same permissions
            each.chmod(0o644)
        save(database, "after")
        assert names(database) == ["before", "after"]
        database.close()
    assert refusal.value.message == Message("storage.read_only", {"place": str(file)})


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotWritableError) as refusal:
        open_database(f"sqlite:///{tmp_path / 'file' / 'data' / 'toolkit.sqlite3'}")
    place = str(tmp_path / "file" / "data")
    assert refusal.value.message == Message("storage.folder_not_creatable", {"place": place})


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritableError):
        open_database(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_text("Sehr geehrte Damen und Herren, " * 100)
    with pytest.raises(DamagedDatabaseError) as refusal:
        open_database(f"sqlite:///{file}")
    assert refusal.value.message == Message("storage.damaged", {"place": str(file)})
    assert file.read_text() == "Sehr geehrte Damen und Herren, " * 100


def test_a_damaged_database_is_noticed_when_it_is_used(sqlite_database: Database) -> None:
    assert sqlite_database.file
    for number in range(200):
        save(sqlite_database, str(number), size=200)
    sqlite_database.close()
    with closing(sqlite3.connect(sqlite_database.file)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'municipality'").fetchone()
    _overwrite_page(sqlite_database.file, root[0])
    with pytest.raises(DamagedDatabaseError), sqlite_database.reading() as session:
        session.exec(select(Municipality)).all()


def _overwrite_page(file: Path, number: int) -> None:
    with file.open("r+b") as handle:
        handle.seek((number - 1) * 4096)
        handle.write(b"\xff" * 4096)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
        connection.commit()
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(ForeignDatabaseError) as refusal:
        prepare(database)
    assert refusal.value.message == Message("storage.foreign", {"place": str(file)})
    with database.reading() as session:
        assert session.execute(text("SELECT name FROM sqlite_master")).scalars().all() == ["bookmark"]
    database.close()


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://db/x", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_names_no_usable_database_is_refused(url: str) -> None:
    with pytest.raises(UnsupportedDatabaseError):
        open_database(url)


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    database = open_database(f"postgresql://app@/x?host={tmp_path}")
    with pytest.raises(UnreachableDatabaseError) as refusal:
        prepare(database)
    assert refusal.value.message == Message("storage.unreachable", {"place": database.place})
    database.close()


def test_a_server_that_refuses_the_login_is_named(postgres_server: PostgresServer) -> None:
    database = open_database(postgres_server.app_url("no_such_database"))
    with pytest.raises(UnreachableDatabaseError):
        prepare(database)
    database.close()


def test_an_error_that_nobody_can_explain_passes_unchanged(any_database: Database) -> None:
    with pytest.raises(IntegrityError), any_database.writing() as session:
        session.add(Programme(name="Auswahl", catalogue_version_id=4711))


def test_a_disk_full_during_the_backup_changes_nothing(small_disk: Path, tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{small_disk / 'toolkit.sqlite3'}")
    migrate(database)
    small_world(database)
    _save_until_full(database)
    (tmp_path / "next_nothing.py").write_text(NEXT_MIGRATION)
    before = sorted(path.name for path in small_disk.iterdir())
    with pytest.raises(DiskFullError):
        migrate(database, version_folders=[VERSIONS, tmp_path])
    assert sorted(path.name for path in small_disk.iterdir()) == before
    assert prepare(database).current == newest_revision()
    database.close()
