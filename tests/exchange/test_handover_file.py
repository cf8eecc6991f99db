"""Hand-over files that are not what they should be: each refused with its sentence, and nothing unpacked."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.houses import TestHouse
from toolkit.archive import writing_archive
from toolkit.exchange.handover_file import HANDOVER, HandoverFileError, handover_file, read_handover_file
from toolkit.model import now
from toolkit.services.handover import parcel_of
from toolkit.storage import BlobStore, Database

Parts = dict[str, bytes]


@pytest.fixture
def file(sqlite_database: Database, tmp_path: Path) -> bytes:
    house = TestHouse.furnished(sqlite_database)
    measure_id = house.measure(house.municipality("Tarp"))
    with sqlite_database.reading() as session:
        parcel = parcel_of(session, house.actor, measure_id=measure_id)
    return handover_file(parcel, BlobStore.within(tmp_path), at=now())


def parts_of(file: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name != "manifest.json"}


def packed(parts: Parts) -> bytes:
    """With fitting checksums: as somebody would who knows how."""
    target = io.BytesIO()
    with writing_archive(target, HANDOVER) as archive:
        for name, content in parts.items():
            archive.add(name, content)
        archive.close({})
    return target.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(HandoverFileError) as refused:
        read_handover_file(content)
    return refused.value.message.key


def measure_changed(change: Callable[[dict[str, Any]], Any]) -> Callable[[Parts], Any]:
    def act(parts: Parts) -> None:
        content = json.loads(parts["measure.json"])
        change(content)
        parts["measure.json"] = json.dumps(content).encode()

    return act


def first(content: dict[str, Any]) -> dict[str, Any]:
    revision: dict[str, Any] = content["revisions"][0]
    return revision


IMPOSSIBLE: dict[str, Callable[[Parts], Any]] = {
    "no measure": lambda parts: parts.pop("measure.json"),
    "no catalogue": lambda parts: [parts.pop(name) for name in list(parts) if name.startswith("cat")],
    "a file too many": lambda parts: parts.update({f"files/{'0' * 64}": b"%PDF-1.7"}),
    "a way out": lambda parts: parts.update({"files/../../evil": b"x"}),
    "an unknown field": measure_changed(lambda content: content.update(owner="Ada")),
    "a gap in the numbers": measure_changed(lambda content: first(content).update(number=2)),
    "a title too long": measure_changed(lambda content: first(content).update(title="x" * 201)),
    "a zero byte": measure_changed(lambda content: first(content).update(goal="a\x00b")),
    "half a character": measure_changed(lambda content: first(content).update(goal="\ud800")),
    "a huge cost": measure_changed(lambda content: first(content).update(total_cost="1e40")),
    "no time zone": measure_changed(lambda content: first(content).update(created_at="2026-11-25T12:00")),
    "another catalogue": measure_changed(
        lambda content: first(content)["assessment"]["catalogue"].update(sha256="0" * 64)
    ),
    "a file that is none": measure_changed(
        lambda content: first(content)["evidence"].append(
            {
                "question_key": "S1",
                "kind": "file",
                "title": "",
                "url": "",
                "page": "",
                "quote": "",
                "file_name": "x.pdf",
                "created_at": "2026-11-25T12:00:00Z",
                "file": "0" * 64,
            }
        )
    ),
    "a link that runs": measure_changed(
        lambda content: first(content)["evidence"].append(
            {
                "question_key": "S1",
                "kind": "link",
                "title": "",
                "url": "javascript:alert(1)",
                "page": "",
                "quote": "",
                "file_name": "",
                "created_at": "2026-11-25T12:00:00Z",
                "file": None,
            }
        )
    ),
}


@pytest.mark.parametrize("change", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_no_installation_writes_is_refused_even_with_fitting_checksums(
    file: bytes, change: Callable[[Parts], Any]
) -> None:
    parts = parts_of(file)
    change(parts)
    assert refusal(packed(parts)) == "handover.damaged"


def test_an_untouched_file_packed_anew_is_the_same(file: bytes) -> None:
    assert read_handover_file(packed(parts_of(file))) == read_handover_file(file)


def test_a_changed_byte_is_seen(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as source:
        contents = {name: source.read(name) for name in source.namelist()}
    contents["measure.json"] = contents["measure.json"].replace(b"Pegel", b"Kegel")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for name, content in contents.items():
            copy.writestr(name, content)
    assert refusal(target.getvalue()) == "handover.damaged"


@pytest.mark.parametrize("content", [b"", b"Guten Tag", b"PK\x03\x04" + b"\x00" * 100])
def test_another_file_is_refused(content: bytes) -> None:
    assert refusal(content) == "handover.foreign"


def test_a_zip_without_a_manifest_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as other:
        other.writestr("letter.txt", "Guten Tag")
    assert refusal(target.getvalue()) == "handover.foreign"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    bomb = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
    with bomb, bomb.open("measure.json", "w") as part:
        for _ in range(310):
            part.write(bytes(1_000_000))
    assert (len(target.getvalue()) < 400_000, refusal(target.getvalue())) == (True, "handover.too_large")
