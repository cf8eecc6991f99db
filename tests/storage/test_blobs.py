"""Uploaded files: kept once, whole or not at all, checked when read, gone only when nobody names them."""

from __future__ import annotations

import hashlib
import os
import resource
import time
from pathlib import Path

import pytest

from toolkit.model import Blob
from toolkit.storage import (
    BlobLostError,
    BlobStore,
    Database,
    FolderNotWritableError,
    StorageError,
    check_blobs,
    tidy_blobs,
)

CONTENT = b"Beschluss vom 3. Mai"
NAME = hashlib.sha256(CONTENT).hexdigest()
LONG_AGO = time.time() - 7_200


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore.within(tmp_path)


def name_it(database: Database, sha256: str) -> None:
    with database.writing() as session:
        session.add(Blob(sha256=sha256, size=len(CONTENT), media_type="application/pdf"))


def names(store: BlobStore) -> list[str]:
    return [path.name for path in store.files()]


def test_a_file_is_kept_under_its_hash_and_read_again(store: BlobStore, tmp_path: Path) -> None:
    assert store.keep(CONTENT) == NAME
    assert (tmp_path / "blobs" / NAME[:2] / NAME).read_bytes() == CONTENT
    assert store.read(NAME) == CONTENT


def test_the_same_content_is_kept_once(store: BlobStore) -> None:
    assert store.keep(CONTENT) == store.keep(CONTENT)
    assert names(store) == [NAME]


def test_a_damaged_file_is_mended_when_its_content_comes_again(store: BlobStore) -> None:
    store.keep(CONTENT)
    store.place_of(NAME).write_bytes(b"")
    store.keep(CONTENT)
    assert store.read(NAME) == CONTENT


def test_nothing_half_written_stays_behind(store: BlobStore) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(StorageError):
            store.keep(CONTENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert names(store) == []


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("in the way")
    with pytest.raises(FolderNotWritableError):
        BlobStore.within(tmp_path).keep(CONTENT)


@pytest.mark.parametrize("sha256", ["../../toolkit.sqlite3", "", NAME.upper(), f"{NAME}\n"])
def test_only_a_hash_names_a_file(store: BlobStore, sha256: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.place_of(sha256)


def test_a_missing_and_an_altered_file_are_named(sqlite_database: Database, store: BlobStore) -> None:
    for content in (b"whole", b"altered", b"missing"):
        name_it(sqlite_database, store.keep(content))
    altered, missing = (hashlib.sha256(content).hexdigest() for content in (b"altered", b"missing"))
    store.place_of(altered).write_bytes(b"ALTERED")
    store.place_of(missing).unlink()
    with sqlite_database.reading() as session:
        found = [(one.key, dict(one.values)) for one in check_blobs(session, store)]
    assert found == [
        ("storage.blob_altered", {"file": altered}),
        ("storage.blob_missing", {"file": missing}),
    ]
    with pytest.raises(BlobLostError):
        store.read(altered)


def test_only_files_that_nobody_names_are_tidied_away(sqlite_database: Database, store: BlobStore) -> None:
    named, orphan, fresh = (store.keep(content) for content in (b"named", b"orphan", b"fresh"))
    name_it(sqlite_database, named)
    half = store.place_of(orphan).with_name("unfinished-x")
    half.write_bytes(b"half")
    for path in (store.place_of(named), store.place_of(orphan), half):
        os.utime(path, (LONG_AGO, LONG_AGO))
    with sqlite_database.writing() as session:
        assert tidy_blobs(session, store) == 2
    assert sorted(names(store)) == sorted([named, fresh])


def test_a_file_that_comes_again_is_not_tidied_away_before_its_row(
    sqlite_database: Database, store: BlobStore
) -> None:
    store.keep(CONTENT)
    os.utime(store.place_of(NAME), (LONG_AGO, LONG_AGO))
    store.keep(CONTENT)
    with sqlite_database.writing() as session:
        assert tidy_blobs(session, store) == 0
