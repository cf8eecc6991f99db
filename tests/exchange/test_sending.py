"""Rounds of sending against a real relay: nothing lost, nothing twice, and no page waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.exchange.relays import Postbox, mail_server, relay_at
from tests.houses import TestHouse
from tests.told import TODAY, World
from tests.worlds import AsBuilt
from toolkit.exchange.mail.relay import Relay
from toolkit.exchange.mail.sender import sending_in_background
from toolkit.exchange.mail.sending import Sent, send_waiting
from toolkit.model import NoticeKind, now
from toolkit.services.desk import remember_language
from toolkit.storage import Database


@pytest.fixture
def world(any_house: TestHouse, as_built: AsBuilt) -> World:
    return as_built(any_house, World.made)


def sent(world: World, relay: Relay) -> Sent:
    return send_waiting(world.house.database, relay, language="de")


def receivers(postbox: Postbox) -> list[str]:
    return sorted(address.partition("@")[0] for to in postbox.receivers for address in to)


def wait_until(reached: Callable[[], bool]) -> None:
    pause, end = threading.Event(), time.monotonic() + 20
    while not reached() and time.monotonic() < end:
        pause.wait(0.02)
    assert reached()


def test_everybody_gets_a_mail_of_their_own(world: World) -> None:
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara", deadline=world.round(TODAY))
    postbox = Postbox()
    with mail_server(postbox) as relay:
        assert [sent(world, relay), sent(world, relay)] == [Sent(2, 0), Sent(0, 0)]
    assert receivers(postbox) == ["erika", "jonas"]
    assert [mail.get_all("To") for mail in postbox.mails] == [["erika@example.de"], ["jonas@example.de"]]
    assert [(row.attempts, row.failure, row.sent_at is not None) for row in world.rows()] == [
        (1, "", True)
    ] * 2


def test_everybody_is_written_to_in_their_own_language(world: World) -> None:
    with world.house.database.writing() as session:
        remember_language(session, replace(world.house.actor_of(world.people["jonas"]), language="en"))
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara", deadline=world.round(TODAY))
    postbox = Postbox()
    with mail_server(postbox) as relay:
        sent(world, relay)
    spoken = {str(mail["To"]): str(mail["Content-Language"]) for mail in postbox.mails}
    assert spoken == {"erika@example.de": "de", "jonas@example.de": "en"}


def test_many_senders_at_once_send_each_message_once(world: World) -> None:
    for _ in range(5):
        world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    postbox = Postbox()
    with mail_server(postbox) as relay, ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: sent(world, relay), range(4)))
    assert sum(result.sent for result in results) == 10
    assert receivers(postbox) == ["erika"] * 5 + ["jonas"] * 5


def test_a_relay_that_is_down_costs_one_attempt_of_one_message_each_round(world: World) -> None:
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    assert sent(world, relay_at(9)) == Sent(0, 1)
    assert [(row.attempts, row.failure) for row in world.rows()] == [(1, "unreachable"), (0, "")]


def test_one_refused_receiver_does_not_keep_the_next_from_their_mail(world: World) -> None:
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    postbox = Postbox(answers={"erika@example.de": "550 no such person"})
    with mail_server(postbox) as relay:
        assert sent(world, relay) == Sent(1, 1)
        world.change(send_after=now())
        assert sent(world, relay) == Sent(0, 0)
    assert receivers(postbox) == ["jonas"]
    assert [row.failure for row in world.rows()] == ["refused", ""]


def test_a_mail_sent_again_after_a_lost_answer_has_the_same_number(world: World) -> None:
    world.own("erika")
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    postbox = Postbox()
    with mail_server(postbox) as relay:
        sent(world, relay)
        world.change(sent_at=None, send_after=now())
        sent(world, relay)
    first, again = postbox.mails
    assert first["Message-ID"] == again["Message-ID"]


def test_a_stopped_sender_takes_no_more(world: World) -> None:
    world.tell(NoticeKind.CHANGES_REQUESTED, by="clara")
    with mail_server(Postbox()) as relay:
        stopped = send_waiting(world.house.database, relay, language="de", is_stopped=lambda: True)
    assert (stopped, [row.attempts for row in world.rows()]) == (Sent(), [0, 0])


def test_the_background_sender_reminds_and_sends_while_the_app_runs(world: World) -> None:
    world.own("erika")
    world.round(TODAY + timedelta(days=3))
    postbox = Postbox()
    here = world.house.database
    with mail_server(postbox) as relay, sending_in_background(lambda: here, relay, language="de", pause=0.02):
        wait_until(lambda: len(postbox.envelopes) == 1)
        world.tell(NoticeKind.FEEDBACK_READY, by="clara")
        wait_until(lambda: len(postbox.envelopes) == 2)
    assert receivers(postbox) == ["erika", "erika"]
    assert not any(thread.name == "mail" for thread in threading.enumerate())


def test_the_background_sender_outlives_a_database_that_is_away(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.own("erika")
    world.tell(NoticeKind.FEEDBACK_READY, by="clara")
    postbox, failures = Postbox(), iter([1, 2])

    def database() -> Database:
        if next(failures, None):
            raise OSError("away")
        return world.house.database

    with mail_server(postbox) as relay, sending_in_background(database, relay, language="de", pause=0.02):
        wait_until(lambda: len(postbox.envelopes) == 1)
    assert caplog.messages == ["mail: this round failed, the next one tries again"] * 2
