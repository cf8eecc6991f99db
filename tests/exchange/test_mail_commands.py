"""`python -m toolkit remind` and `send-mail`, as cron runs them."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.desk import outcome, run_toolkit, sentence
from tests.exchange.relays import Postbox, mail_server
from tests.houses import TestHouse
from tests.told import TODAY, World
from toolkit.model import NoticeKind
from toolkit.storage import open_database, prepare

RELAY = {
    "PUBLIC_URL": "https://massnahmen.example.de",
    "SMTP_HOST": "127.0.0.1",
    "SMTP_SECURITY": "none",
    "SMTP_SENDER": "massnahmen@example.de",
}


def world_in(folder: Path) -> World:
    database = open_database(f"sqlite:///{folder / 'toolkit.sqlite3'}")
    prepare(database)
    return World.made(TestHouse.furnished(database))


def test_cron_reminds_once_and_sends_what_waits(tmp_path: Path) -> None:
    world = world_in(tmp_path)
    world.own("erika")
    world.tell(NoticeKind.FEEDBACK_READY, by="clara")
    world.round(TODAY)
    postbox = Postbox(answers={"erika@example.de": "451 later"})
    with mail_server(postbox) as relay:
        settings = {"DATA_DIR": tmp_path, "SMTP_PORT": str(relay.port), **RELAY}
        assert [outcome(run_toolkit("remind", **settings)) for _ in range(2)] == [
            (0, [sentence("notice.reminded", n=1)]),
            (0, [sentence("notice.reminded", n=0)]),
        ]
        said = outcome(run_toolkit("send-mail", **settings))
        assert said == (1, [sentence("notice.sent_by_mail", n=0), sentence("notice.not_sent_by_mail", n=2)])
        world.change(send_after=world.rows()[0].created_at)
        postbox.answers = {}
        said = outcome(run_toolkit("send-mail", **settings))
        assert said == (0, [sentence("notice.sent_by_mail", n=2)])
    assert len(postbox.mails) == 2


def test_without_a_relay_the_command_says_so(tmp_path: Path) -> None:
    assert outcome(run_toolkit("send-mail", DATA_DIR=tmp_path)) == (2, [sentence("notice.no_relay")])
