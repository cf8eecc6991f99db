from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from tests.storage.samples import full_world, log, small_world
from toolkit.model import Event, MeasureState
from toolkit.storage import Database, head_hash, lifted_triggers, verify_chain

ZEROS = "0" * 64


def chain(session: Session) -> list[Event]:
    return list(session.exec(select(Event).order_by(col(Event.id))))


def broken(database: Database) -> int | None:
    with database.reading() as session:
        return verify_chain(session)


def tamper(database: Database, statement: str) -> None:
    with database.writing() as session, lifted_triggers(session.connection()):
        session.execute(text(statement))


def test_the_first_event_follows_zeros_and_each_next_the_one_before(any_database: Database) -> None:
    ids = small_world(any_database)
    with any_database.reading() as session:
        assert head_hash(session) == ZEROS
    with any_database.writing() as session:
        log(session, "first", ids)
        log(session, "second", ids)
    with any_database.writing() as session:
        log(session, "third", ids)
    with any_database.reading() as session:
        events = chain(session)
        assert [event.action for event in events] == ["first", "second", "third"]
        assert [event.previous_hash for event in events] == [ZEROS, events[0].hash, events[1].hash]
        assert (head_hash(session), verify_chain(session)) == (events[2].hash, None)


def test_an_event_is_undone_with_its_change(any_database: Database) -> None:
    ids = small_world(any_database)

    def fail() -> None:
        with any_database.writing() as session:
            log(session, "first", ids)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with any_database.reading() as session:
        assert (chain(session), head_hash(session)) == ([], ZEROS)


def test_values_leave_only_salted_hashes(any_database: Database) -> None:
    ids = small_world(any_database)
    with any_database.writing() as session:
        log(session, "first", ids, title="Parkleitsystem", goal="Parkleitsystem")
        log(session, "second", ids, title="Parkleitsystem")
    with any_database.reading() as session:
        first, second = chain(session)
        content = session.execute(text("SELECT * FROM event")).all()
    assert "Parkleitsystem" not in str(content)
    assert sorted(first.fields) == ["goal", "title"]
    assert len({first.fields["title"], first.fields["goal"], second.fields["title"]}) == 3


def test_a_chain_can_be_checked_without_this_program(any_database: Database) -> None:
    """As docs/storage.md describes it."""
    ids = small_world(any_database)
    with any_database.writing() as session:
        log(session, "rename", ids, title="Größe", total_cost=Decimal("1.50"))
    with any_database.reading() as session:
        (event,) = chain(session)
    title = f'{event.salt}\ntitle\n"Größe"'
    assert event.fields["title"] == hashlib.sha256(title.encode()).hexdigest()
    content = {
        "action": "rename",
        "actor_id": ids.person,
        "at": event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        "fields": event.fields,
        "measure_id": ids.measure,
        "previous_hash": ZEROS,
        "programme_id": ids.programme,
        "salt": event.salt,
        "thing": "measure",
        "thing_id": ids.measure,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert event.hash == hashlib.sha256(canonical.encode()).hexdigest()


def test_every_kind_of_value_that_rows_hold_can_be_logged(any_database: Database) -> None:
    ids = small_world(any_database)
    values: dict[str, object] = {
        "text": "Wort",
        "number": 3,
        "yes": True,
        "nothing": None,
        "amount": Decimal("10.00"),
        "day": date(2026, 1, 1),
        "moment": datetime(2026, 1, 1, tzinfo=UTC),
        "uuid": UUID(int=1),
        "word": MeasureState.DRAFT,
    }
    with any_database.writing() as session:
        log(session, "everything", ids, **values)
    with any_database.reading() as session:
        (event,) = chain(session)
        assert (sorted(event.fields), verify_chain(session)) == (sorted(values), None)


def test_a_value_that_has_no_stable_form_is_refused(any_database: Database) -> None:
    ids = small_world(any_database)
    with pytest.raises(TypeError), any_database.writing() as session:
        log(session, "odd", ids, thing_itself=object())


@pytest.mark.parametrize(
    "change",
    [
        "action = 'other'",
        "actor_id = 99",
        "programme_id = NULL",
        "measure_id = NULL",
        "measure_id = 99",
        "thing = 'other'",
        "thing_id = NULL",
        "fields = '{}'",
        "salt = ''",
        "at = '2026-01-01 00:00:00'",
        "hash = '1'",
        "previous_hash = '1'",
    ],
)
def test_a_changed_event_shows(owned_database: Database, change: str) -> None:
    ids = small_world(owned_database)
    with owned_database.writing() as session:
        second = [log(session, "step", ids, title=str(number)) for number in range(3)][1]
    assert broken(owned_database) is None
    tamper(owned_database, f"UPDATE event SET {change} WHERE id = {second}")
    assert broken(owned_database) == second


def test_a_removed_event_shows_at_the_one_after(owned_database: Database) -> None:
    ids = small_world(owned_database)
    with owned_database.writing() as session:
        events = [log(session, "step", ids) for _ in range(3)]
    tamper(owned_database, f"DELETE FROM event WHERE id = {events[1]}")
    assert broken(owned_database) == events[2]


def test_a_removed_last_event_shows_in_the_head_hash_that_was_noted_down(owned_database: Database) -> None:
    full_world(owned_database)
    with owned_database.reading() as session:
        noted = head_hash(session)
        last = chain(session)[-1].id
    tamper(owned_database, f"DELETE FROM event WHERE id = {last}")
    with owned_database.reading() as session:
        assert (verify_chain(session), head_hash(session) == noted) == (None, False)
