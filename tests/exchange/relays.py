"""A real mail server on this machine, for tests: takes mails, or refuses them as it was told."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

with warnings.catch_warnings(action="ignore"):  # it asks for the event loop in the manner of older Pythons
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import Envelope, Session

from tests.end_to_end.server import free_port
from toolkit.exchange.mail.relay import Relay
from toolkit.settings import MailSecurity


@dataclass
class Postbox:
    """What has arrived. `answers` are replies to a receiver (`RCPT TO`) other than yes."""

    answers: Mapping[str, str] = field(default_factory=dict)
    envelopes: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        return [parsed(bytes(envelope.content or b"")) for envelope in self.envelopes]

    @property
    def receivers(self) -> list[list[str]]:
        return [envelope.rcpt_tos for envelope in self.envelopes]

    async def handle_RCPT(
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


def parsed(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


@contextmanager
def mail_server(postbox: Postbox, **options: Any) -> Iterator[Relay]:
    """The server, as the app would know it: on this machine, unencrypted."""
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield relay_at(controller.port)
    finally:
        controller.stop()


def relay_at(port: int, **changes: Any) -> Relay:
    relay = Relay(
        host="127.0.0.1",
        port=port,
        security=MailSecurity.NONE,
        sender="Maßnahmen <massnahmen@example.de>",
        public_url="https://massnahmen.example.de",
    )
    return replace(relay, **changes)
