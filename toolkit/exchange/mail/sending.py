"""One round of sending: everything that waits, one message after the other, until the relay gives up."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from toolkit.exchange.mail.relay import DeliveryError, Relay, connected, deliver
from toolkit.exchange.mail.writing import mail_of
from toolkit.messages import Language
from toolkit.model import now
from toolkit.services.outbox import Failure, Taken, note_failure, note_sent, something_waits, take_next
from toolkit.storage import Database

# What fails for one mail would fail for the next one as well.
_OF_THE_RELAY = frozenset({Failure.UNREACHABLE, Failure.ENCRYPTION, Failure.LOGIN})


@dataclass(frozen=True, slots=True)
class Sent:
    sent: int = 0
    failed: int = 0


def send_waiting(
    database: Database, relay: Relay, *, language: Language, is_stopped: Callable[[], bool] = lambda: False
) -> Sent:
    """Sends what waits. Never holds the database while it talks to the relay.

    `language` is spoken to whoever has chosen none. Raises `StorageError` only.
    """
    with database.reading() as session:
        if not something_waits(session):
            return Sent()
    sent = failed = 0
    with ExitStack() as open_line:
        line: smtplib.SMTP | None = None
        while not is_stopped() and (taken := _take(database, language)) is not None:
            try:
                line = line or open_line.enter_context(connected(relay))
                _send(line, relay, taken)
            except DeliveryError as error:
                failed += 1
                _note_failure(database, taken, error.failure)
                if error.failure in _OF_THE_RELAY:
                    break
            else:
                sent += 1
                with database.writing() as session:
                    note_sent(session, notice_id=taken.notice.notice_id)
    return Sent(sent, failed)


def _take(database: Database, language: Language) -> Taken | None:
    with database.writing() as session:
        return take_next(session, language=language)


def _send(line: smtplib.SMTP, relay: Relay, taken: Taken) -> None:
    mail = mail_of(
        taken.notice,
        to=taken.address,
        sender=relay.sender,
        public_url=relay.public_url,
        number=f"{taken.notice.notice_id}.{taken.notice.measure_uuid}@{relay.own_name}",
        at=now(),
    )
    deliver(line, mail)


def _note_failure(database: Database, taken: Taken, failure: Failure) -> None:
    with database.writing() as session:
        note_failure(session, notice_id=taken.notice.notice_id, failure=failure)
