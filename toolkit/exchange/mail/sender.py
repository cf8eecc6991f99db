"""The sender in the background: one thread beside the app, which no page waits for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from toolkit.exchange.mail.relay import Relay
from toolkit.exchange.mail.sending import send_waiting
from toolkit.messages import Language
from toolkit.model import now
from toolkit.services.reminders import remind
from toolkit.storage import Database

PAUSE_SECONDS = 30.0
REMIND_SECONDS = 3600.0
# A mail that is under way at the end of the app gets this long; what is cut off is sent again later.
LAST_SECONDS = 5.0

logger = logging.getLogger("toolkit")


@contextmanager
def sending_in_background(
    database: Callable[[], Database], relay: Relay, *, language: Language, pause: float = PAUSE_SECONDS
) -> Iterator[None]:
    """Reminds and sends as long as the block lasts. `database` is asked anew each time: it may be out of
    reach at first."""
    stopped = threading.Event()
    thread = threading.Thread(
        target=_keep_sending, args=(database, relay, language, pause, stopped), name="mail", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(LAST_SECONDS)


def _keep_sending(
    database: Callable[[], Database], relay: Relay, language: Language, pause: float, stopped: threading.Event
) -> None:
    next_reminders = 0.0
    while not stopped.is_set():
        try:
            if time.monotonic() >= next_reminders:
                with database().writing() as session:
                    remind(session, today=now().astimezone().date())
                next_reminders = time.monotonic() + REMIND_SECONDS
            send_waiting(database(), relay, language=language, is_stopped=stopped.is_set)
        except Exception:  # the thread must outlive whatever one round meets
            logger.exception("mail: this round failed, the next one tries again")
        stopped.wait(pause)
