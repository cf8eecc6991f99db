"""Which refusals leave an event, and that nobody fills the log by trying again and again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from tests.houses import TestHouse
from toolkit.access import Grant
from toolkit.messages import Message, translate
from toolkit.model import Event, Role, now
from toolkit.services.refusals import (
    ATTACK_LIKE,
    OF_A_LOGIN,
    ONCE_IN,
    record_refusal,
    record_refused_login,
)
from toolkit.storage import NOBODY, lifted_triggers, verify_log

Logged = list[tuple[str, str, int | None, int | None]]


@pytest.fixture
def hanna(house: TestHouse) -> int:
    altdorf = house.municipality("Altdorf")
    house.measure(house.municipality("Neustadt"))
    return house.person("hanna@example.org", Grant(Role.PLANNING, municipality_id=altdorf))


def refused(house: TestHouse, person_id: int, reason: str, measure_id: int | None) -> bool:
    with house.database.writing(NOBODY) as session:
        event = record_refusal(session, person_id=person_id, reason=reason, measure_id=measure_id)
        return event is not None


def logged(session: Session) -> Logged:
    found = select(Event).where(col(Event.action).startswith("refused.")).order_by(col(Event.id))
    return [(one.action, one.thing, one.thing_id, one.measure_id) for one in session.exec(found)]


def test_who_asks_for_what_is_not_theirs_leaves_an_event_that_moves_no_measures_chain(
    house: TestHouse, hanna: int
) -> None:
    with house.database.reading() as session:
        before = verify_log(session).measure_heads
    assert refused(house, hanna, "services.no_measure", 1)
    pages = ("access.not_coordination", "access.not_leading", "access.not_steering")
    assert [refused(house, hanna, reason, None) for reason in pages] == [True] * 3
    with house.database.reading() as session:
        assert logged(session) == [
            ("refused.services.no_measure", "measure", 1, None),
            *((f"refused.{reason}", "page", None, None) for reason in pages),
        ]
        assert verify_log(session).measure_heads == before


@pytest.mark.parametrize(
    ("reason", "measure_id"),
    [
        ("services.no_measure", 4711),  # there is none: a link that was mistyped, or a measure that is gone
        ("services.no_measure", -1),
        ("services.no_measure", None),
        ("access.submitted", 1),
        ("access.other_desk", 1),
        ("workflow.not_possible.submit", 1),
    ],
)
def test_what_comes_too_late_or_was_mistyped_leaves_none(
    house: TestHouse, hanna: int, reason: str, measure_id: int | None
) -> None:
    assert not refused(house, hanna, reason, measure_id)


def test_the_same_is_logged_once_an_hour_for_each_person(house: TestHouse, hanna: int) -> None:
    erika = house.person("erika@example.org", Grant(Role.ADVICE))
    tried = [refused(house, who, "services.no_measure", 1) for who in (hanna, hanna, erika, hanna)]
    assert tried == [True, False, True, False]
    with house.database.writing() as session:
        if session.get_bind().dialect.name == "postgresql":
            return  # the role of the app cannot move the clock of an event
        with lifted_triggers(session.connection()):
            session.execute(
                text("UPDATE event SET at = :at WHERE actor_id = :who"),
                {"at": str((now() - ONCE_IN - timedelta(minutes=1)).replace(tzinfo=None)), "who": hanna},
            )
    assert refused(house, hanna, "services.no_measure", 1)


def test_every_reason_is_a_sentence_of_ours() -> None:
    assert all(translate(Message.of(key, municipality="Neustadt", most=10), "de") for key in ATTACK_LIKE)


def refused_login(house: TestHouse, person_id: int | None, reason: str) -> bool:
    with house.database.writing(NOBODY) as session:
        return record_refused_login(session, person_id=person_id, reason=reason) is not None


def test_a_refused_login_leaves_one_event_an_hour_by_reason_and_person(house: TestHouse, hanna: int) -> None:
    assert [refused_login(house, None, "people.unknown") for _ in range(2)] == [True, False]
    assert [refused_login(house, hanna, "people.no_role") for _ in range(2)] == [True, False]
    assert refused_login(house, None, "people.cookie_not_valid")
    assert not refused_login(house, None, "people.not_logged_in")
    with house.database.reading() as session:
        found = select(Event.actor_id, Event.action).where(col(Event.thing) == "login")
        assert session.exec(found.order_by(col(Event.id))).all() == [
            (None, "refused.people.unknown"),
            (hanna, "refused.people.no_role"),
            (None, "refused.people.cookie_not_valid"),
        ]


def test_every_reason_against_a_login_is_a_sentence() -> None:
    assert all(translate(Message.of(reason, hours=12), "de") for reason in OF_A_LOGIN)
