"""Uploaded files as evidence: added once, shared by revisions, limited, and never taken away by a sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from tests.filetypes import samples
from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.filetypes import FileKind, SoundFile, read_file
from toolkit.model import Blob, Evidence, EvidenceKind, Role
from toolkit.model.inputs import EvidenceInput
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.evidence import (
    MOST_FILES,
    EvidenceItem,
    add_evidence,
    add_file,
    evidence_by_question,
    remove_evidence,
    safe_name,
)
from toolkit.storage import BlobStore, check_blobs, verify_chain

PDF = read_file(samples.pdf())
PLACE = EvidenceInput(page="Seite 3", quote="wird beschlossen")


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    return house.measure(house.municipality("Beispielförde"))


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore.within(tmp_path)


def add(
    house: TestHouse, store: BlobStore, measure_id: int, file: SoundFile = PDF, question: str = "S1"
) -> int:
    with house.database.writing() as session:
        return add_file(
            session,
            house.actor,
            measure_id=measure_id,
            question=question,
            file=file,
            name="Beschluss.pdf",
            entered=PLACE,
            store=store,
        )


def remove(house: TestHouse, measure_id: int, evidence_id: int) -> None:
    with house.database.writing() as session:
        remove_evidence(session, house.actor, measure_id=measure_id, evidence_id=evidence_id)


def stored(house: TestHouse, measure_id: int) -> dict[str, tuple[EvidenceItem, ...]]:
    with house.database.reading() as session:
        return dict(evidence_by_question(session, house.assessment(measure_id).measure.revision_id))


def test_a_file_is_found_at_its_question_and_on_the_disk(
    house: TestHouse, store: BlobStore, measure_id: int
) -> None:
    evidence_id = add(house, store, measure_id)
    size = len(PDF.content)
    assert stored(house, measure_id) == {
        "S1": (
            EvidenceItem(
                evidence_id, EvidenceKind.FILE, "", "", PLACE.page, PLACE.quote, "Beschluss.pdf", size
            ),
        )
    }
    with house.database.reading() as session:
        blob = session.exec(select(Blob)).one()
        assert (blob.size, blob.media_type) == (size, "application/pdf")
        assert check_blobs(session, store) == ()
        assert verify_chain(session) is None
    assert store.read(blob.sha256) == PDF.content


def test_the_same_file_twice_is_one_and_at_two_questions_it_is_kept_once(
    house: TestHouse, store: BlobStore, measure_id: int
) -> None:
    assert add(house, store, measure_id) == add(house, store, measure_id)
    add(house, store, measure_id, question="T2")
    assert [len(items) for items in stored(house, measure_id).values()] == [1, 1]
    assert len(list(store.files())) == 1


def test_the_next_revision_shares_the_file_and_keeps_it_when_one_lets_go(
    house: TestHouse, store: BlobStore, measure_id: int
) -> None:
    add(house, store, measure_id)
    house.submit(measure_id)
    house.start_revision(measure_id)
    (copied,) = stored(house, measure_id)["S1"]
    remove(house, measure_id, copied.evidence_id)
    assert stored(house, measure_id) == {}
    with house.database.reading() as session:
        (row,) = session.exec(select(Evidence)).all()
        assert (row.file_name, row.blob_id is not None) == ("Beschluss.pdf", True)
        assert check_blobs(session, store) == ()


def test_a_measure_holds_a_limited_number_of_files(
    house: TestHouse, store: BlobStore, measure_id: int
) -> None:
    for number in range(MOST_FILES):
        file = replace(PDF, content=PDF.content + b" " * number)
        add(house, store, measure_id, file, "S1" if number < 10 else "S2")
    with pytest.raises(InvalidError) as refusal:
        add(house, store, measure_id, replace(PDF, content=PDF.content + b"\n"), "S3")
    assert refusal.value.message.key == "services.evidence_many_files"
    assert sum(map(len, stored(house, measure_id).values())) == MOST_FILES


def test_nothing_is_written_for_whom_the_measure_is_not(
    house: TestHouse, store: BlobStore, measure_id: int
) -> None:
    elsewhere = house.municipality("Musterbach")
    stranger = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, elsewhere)}), elsewhere)
    for actor, error in ((stranger, NotFoundError), (house.actor, RefusedError)):
        with house.database.writing() as session, pytest.raises(error):
            add_file(
                session,
                actor,
                measure_id=measure_id,
                question="S1",
                file=PDF,
                name="x.pdf",
                entered=PLACE,
                store=store,
            )
    assert list(store.files()) == []


def test_a_submitted_revision_takes_no_file(house: TestHouse, store: BlobStore, measure_id: int) -> None:
    house.submit(measure_id)
    with pytest.raises(RefusedError):
        add(house, store, measure_id)
    assert list(store.files()) == []


def test_a_link_of_the_same_words_is_not_taken_for_the_file(
    house: TestHouse, store: BlobStore, measure_id: int
) -> None:
    file_id = add(house, store, measure_id)
    with house.database.writing() as session:
        link_id = add_evidence(session, house.actor, measure_id=measure_id, question="S1", entered=PLACE)
    assert link_id != file_id


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Beschluss.pdf", "Beschluss.pdf"),
        ("C:\\Users\\muster\\Beschluss vom 3. Mai.PDF", "Beschluss vom 3. Mai.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("Rechnung\u202efdp.exe", "Rechnung-fdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a--Set-Cookie x.pdf"),
        ('"><script>.pdf', "script.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "pdf.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("Übersicht (Straße).docx", "Übersicht (Straße).pdf"),
    ],
)
def test_a_file_name_is_harmless_on_every_system(given: str, kept: str) -> None:
    assert safe_name(given, FileKind.PDF) == kept
