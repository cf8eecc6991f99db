"""Evidence: added, looked up, taken away; refused with a sentence."""

from __future__ import annotations

import pytest

from tests.houses import TestHouse
from toolkit.access import Actor, Grant
from toolkit.model import EvidenceKind, Role
from toolkit.model.inputs import EvidenceInput
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError
from toolkit.services.evidence import (
    MOST_PER_QUESTION,
    EvidenceItem,
    add_evidence,
    evidence_by_question,
    read_evidence,
    remove_evidence,
)
from toolkit.storage import verify_chain

ISEK = EvidenceInput(
    title="ISEK vom 12. Mai 2024", page="Seite 14", quote="Schäden durch Hochwasser verringern"
)


@pytest.fixture
def measure_id(house: TestHouse) -> int:
    return house.measure(house.municipality("Beispielförde"))


def add(house: TestHouse, measure_id: int, entered: EvidenceInput, question: str = "S1") -> int:
    with house.database.writing() as session:
        return add_evidence(session, house.actor, measure_id=measure_id, question=question, entered=entered)


def stored(house: TestHouse, measure_id: int) -> dict[str, tuple[EvidenceItem, ...]]:
    with house.database.reading() as session:
        return dict(evidence_by_question(session, house.assessment(measure_id).measure.revision_id))


def test_evidence_is_found_at_its_question(house: TestHouse, measure_id: int) -> None:
    document = add(house, measure_id, ISEK)
    link = add(house, measure_id, EvidenceInput(url="https://example.org/isek.pdf"), "T2")
    found = stored(house, measure_id)
    assert found["S1"] == (
        EvidenceItem(document, EvidenceKind.DOCUMENT, ISEK.title, "", ISEK.page, ISEK.quote),
    )
    assert [(item.evidence_id, item.kind) for item in found["T2"]] == [(link, EvidenceKind.LINK)]


def test_the_same_evidence_twice_is_one(house: TestHouse, measure_id: int) -> None:
    assert add(house, measure_id, ISEK) == add(house, measure_id, ISEK)
    assert len(stored(house, measure_id)["S1"]) == 1


def test_evidence_can_be_taken_away_and_is_gone_once(house: TestHouse, measure_id: int) -> None:
    evidence_id = add(house, measure_id, ISEK)
    for _ in range(2):
        with house.database.writing() as session:
            remove_evidence(session, house.actor, measure_id=measure_id, evidence_id=evidence_id)
    assert stored(house, measure_id) == {}
    with house.database.reading() as session:
        assert verify_chain(session) is None


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({}, "services.evidence_empty"),
        ({"page": "Seite 3"}, "services.evidence_empty"),
        ({"url": "javascript:alert(1)"}, "services.evidence_no_address"),
        ({"url": "www.example.org"}, "services.evidence_no_address"),
        ({"title": "x" * 301}, "services.evidence_too_long"),
    ],
)
def test_what_is_no_evidence_is_refused_with_a_sentence(entered: dict[str, str], sentence: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        read_evidence(**{"title": "", "url": "", "page": "", "quote": "", **entered})
    assert refusal.value.message.key == sentence


def test_a_question_holds_a_limited_number(house: TestHouse, measure_id: int) -> None:
    for number in range(MOST_PER_QUESTION):
        add(house, measure_id, EvidenceInput(title=f"Papier {number}"))
    with pytest.raises(InvalidError) as refusal:
        add(house, measure_id, EvidenceInput(title="eines zu viel"))
    assert refusal.value.message.key == "services.evidence_full"
    assert len(stored(house, measure_id)["S1"]) == MOST_PER_QUESTION


def test_evidence_of_another_measure_is_not_taken_away(house: TestHouse, measure_id: int) -> None:
    other = house.measure(house.assessment(measure_id).measure.municipality_id, title="Zweite")
    evidence_id = add(house, other, ISEK)
    with house.database.writing() as session, pytest.raises(NotFoundError):
        remove_evidence(session, house.actor, measure_id=measure_id, evidence_id=evidence_id)
    assert len(stored(house, other)["S1"]) == 1


def test_a_stranger_neither_adds_nor_removes(house: TestHouse, measure_id: int) -> None:
    evidence_id = add(house, measure_id, ISEK)
    elsewhere = house.municipality("Musterbach")
    stranger = Actor(house.actor.person_id, frozenset({Grant(Role.PLANNING, elsewhere)}), elsewhere)
    with house.database.writing() as session, pytest.raises(NotFoundError):
        add_evidence(session, stranger, measure_id=measure_id, question="S1", entered=ISEK)
    with house.database.writing() as session, pytest.raises(RefusedError):
        remove_evidence(session, house.actor, measure_id=measure_id, evidence_id=evidence_id)
    assert len(stored(house, measure_id)["S1"]) == 1
