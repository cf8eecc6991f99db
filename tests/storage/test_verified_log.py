"""Verifying the log, with rows changed past the triggers, and against heads noted down before."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from tests.storage.samples import Ids, log, small_world
from toolkit.model import Event
from toolkit.storage import (
    Database,
    Flaw,
    VerifiedLog,
    WrongEvent,
    head_hash,
    lifted_triggers,
    measure_heads,
    record_event,
    verify_log,
)
from toolkit.storage.events import hash_of_event

ZEROS = "0" * 64


@dataclass(frozen=True)
class Written:
    """Five events: of the measure, of none, of the measure, of another, of the measure. The heads of then."""

    database: Database
    measure: int
    events: tuple[int, ...]
    head: str
    measure_head: str

    OTHER = 99

    def verified(self, *noted: str) -> VerifiedLog:
        with self.database.reading() as session:
            return verify_log(session, noted_heads=noted)

    def tamper(self, *statements: str) -> None:
        with self.database.writing() as session, lifted_triggers(session.connection()):
            for statement in statements:
                session.execute(text(statement))


@pytest.fixture
def written(owned_database: Database) -> Written:
    ids = small_world(owned_database)
    with owned_database.writing() as session:
        events = (
            log(session, "first", ids, title="Eins"),
            _log_about(session, ids, None),
            log(session, "second", ids, title="Zwei"),
            _log_about(session, ids, Written.OTHER),
            log(session, "third", ids, title="Drei"),
        )
        heads = measure_heads(session, [ids.measure, Written.OTHER])
        return Written(owned_database, ids.measure, events, head_hash(session), heads[ids.measure])


def _log_about(session: Session, ids: Ids, measure_id: int | None) -> int:
    event = record_event(
        session,
        actor_id=ids.person,
        programme_id=ids.programme,
        measure_id=measure_id,
        action="step",
        thing="answer",
        thing_id=1,
    )
    assert event.id is not None
    return event.id


def test_each_measure_has_a_head_of_its_own_that_others_can_compute(written: Written) -> None:
    """As docs/storage.md describes it."""
    with written.database.reading() as session:
        rows = session.exec(
            select(Event.hash).where(col(Event.measure_id) == written.measure).order_by(col(Event.id))
        ).all()
        assert measure_heads(session, [written.measure, 4711]) == {written.measure: written.measure_head}
    head = ZEROS
    for event_hash in rows:
        head = hashlib.sha256(f"{head}\n{event_hash}".encode()).hexdigest()
    assert (len(rows), head) == (3, written.measure_head)


def test_an_untouched_log_is_sound_and_shows_the_heads_to_note_down(written: Written) -> None:
    verified = written.verified(ZEROS, written.head, written.measure_head)
    assert (verified.is_sound, verified.events, verified.head, verified.wrong, verified.lost_heads) == (
        True, 5, written.head, (), (),
    )  # fmt: skip
    assert sorted(verified.measure_heads) == [written.measure, Written.OTHER]
    assert verified.measure_heads[written.measure] == written.measure_head


def test_an_earlier_head_stays_contained_while_the_log_goes_on(written: Written) -> None:
    with written.database.writing() as session:
        _log_about(session, Ids(1, 1, 1, 1, 1, 1, 1, 1, 1), written.measure)
    verified = written.verified(written.head, written.measure_head)
    assert (verified.lost_heads, verified.head == written.head) == ((), False)
    assert verified.measure_heads[written.measure] != written.measure_head


def test_a_changed_event_is_named_with_its_measure(written: Written) -> None:
    written.tamper(f"UPDATE event SET actor_id = 42 WHERE id = {written.events[2]}")
    assert written.verified().wrong == (WrongEvent(written.events[2], written.measure, Flaw.CHANGED),)


def test_a_removed_event_is_named_at_the_one_after(written: Written) -> None:
    written.tamper(f"DELETE FROM event WHERE id = {written.events[2]}")
    assert written.verified().wrong == (WrongEvent(written.events[3], Written.OTHER, Flaw.AFTER_GAP),)


def test_every_wrong_event_is_named(written: Written) -> None:
    first, _, third, _, last = written.events
    written.tamper(
        f"UPDATE event SET at = '2026-01-01 00:00:00' WHERE id = {first}",
        f"UPDATE event SET measure_id = {Written.OTHER} WHERE id = {third}",
        f"UPDATE event SET hash = '1' WHERE id = {last}",
    )
    assert [(one.event_id, one.flaw) for one in written.verified().wrong] == [
        (first, Flaw.CHANGED), (third, Flaw.CHANGED), (last, Flaw.CHANGED),
    ]  # fmt: skip


def test_events_cut_off_at_the_end_show_against_the_heads_of_before_only(written: Written) -> None:
    written.tamper(f"DELETE FROM event WHERE id = {written.events[-1]}")
    assert (written.verified().is_sound, written.verified().wrong) == (True, ())
    verified = written.verified(written.head, written.measure_head)
    assert (verified.is_sound, verified.lost_heads) == (False, (written.head, written.measure_head))


def test_a_log_written_anew_with_fitting_hashes_shows_against_the_heads_of_before(written: Written) -> None:
    """Somebody who can lift the triggers and knows the formulas leaves a chain that fits in itself."""
    with written.database.writing() as session, lifted_triggers(session.connection()):
        previous = ZEROS
        for event in session.exec(select(Event).order_by(col(Event.id))):
            if event.id == written.events[2]:
                event.actor_id = 42
            event.previous_hash = previous
            event.hash = previous = hash_of_event(event.model_dump())
            session.add(event)
        session.flush()
    assert written.verified().is_sound
    assert written.verified(written.head, written.measure_head).lost_heads == (
        written.head, written.measure_head,
    )  # fmt: skip


def test_an_empty_log_has_zeros_as_its_head(owned_database: Database) -> None:
    with owned_database.reading() as session:
        verified = verify_log(session, noted_heads=[ZEROS])
    assert (verified.is_sound, verified.events, verified.head, verified.measure_heads) == (True, 0, ZEROS, {})
