"""The operator's mail relay: the only host, beside the database and the sign-in, that the app speaks to."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import urlsplit

from toolkit.services.outbox import Failure
from toolkit.settings import MailSecurity, Settings

PATIENCE_SECONDS = 20.0
_USUAL_PORT = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}
_FIRST_FINAL_CODE = 500  # 4xx: later perhaps; 5xx: never


class DeliveryError(Exception):
    """A mail was not taken; `failure` says why, in a word that has a sentence."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Relay:
    host: str
    port: int
    security: MailSecurity
    sender: str
    public_url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def own_name(self) -> str:
        """How we introduce ourselves, and what stands in the mails' numbers."""
        return urlsplit(self.public_url).hostname or "localhost"


def relay_of(settings: Settings) -> Relay | None:
    """None where the operator has set none: then nothing is sent."""
    if settings.smtp_host is None or settings.smtp_sender is None or settings.public_url is None:
        return None
    return Relay(
        host=settings.smtp_host,
        port=settings.smtp_port or _USUAL_PORT[settings.smtp_security],
        security=settings.smtp_security,
        sender=settings.smtp_sender,
        public_url=settings.public_url,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )


@contextmanager
def connected(relay: Relay) -> Iterator[smtplib.SMTP]:
    """A connection, encrypted and logged in as the operator set it. Raises `DeliveryError`."""
    with _failures_named():
        connection = _opened(relay)
    try:
        with _failures_named():
            if relay.security is MailSecurity.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if relay.user and relay.password:
                connection.login(relay.user, relay.password)
        yield connection
    finally:
        connection.close()


def deliver(connection: smtplib.SMTP, mail: EmailMessage) -> None:
    """Raises `DeliveryError` where the relay does not take it."""
    with _failures_named():
        connection.send_message(mail)


def _opened(relay: Relay) -> smtplib.SMTP:
    # Without a name of our own smtplib would ask the network for one.
    where = (relay.host, relay.port, relay.own_name)
    if relay.security is MailSecurity.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(*where, timeout=PATIENCE_SECONDS, context=context)
    return smtplib.SMTP(*where, timeout=PATIENCE_SECONDS)


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(Failure.LOGIN) from error
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise DeliveryError(_by_code(max(codes))) from error
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(_by_code(error.smtp_code)) from error
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
        raise DeliveryError(Failure.ENCRYPTION) from error
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(Failure.UNREACHABLE) from error


def _by_code(code: int) -> Failure:
    return Failure.REFUSED if code >= _FIRST_FINAL_CODE else Failure.POSTPONED
