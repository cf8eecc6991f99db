"""Long work, such as the workbook of a thousand measures: done beside the pages, one after the other.

A rerun of the page or a second click does not start it again, and leaving the page does not end it: it is
found by its key, which holds who asked and for what. Only what the same actor asks for is ever found.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor

Progress = Callable[[float], None]
logger = logging.getLogger("toolkit")

WORKERS = 1  # Python works on one thing at a time: more of them would only slow down the pages
MOST_WAITING = 20
MOST_KEPT = 8
KEPT_SECONDS = 600.0


class TooMuchWorkError(Exception):
    """As much waits already as the house takes on; nothing was begun."""


class Work:
    """One file in the making."""

    def __init__(self) -> None:
        self.share = 0.0
        self.ended_at: float | None = None
        self._future: Future[bytes] = Future()

    def tell(self, share: float) -> None:
        self.share = min(max(share, 0.0), 1.0)

    @property
    def is_done(self) -> bool:
        return self._future.done()

    @property
    def has_failed(self) -> bool:
        return self.is_done and self._future.exception() is not None

    def result(self, timeout: float | None = None) -> bytes:
        """Waits for it; raises what went wrong."""
        return self._future.result(timeout)


class Pool:
    """A few threads, a bounded queue, and what was made lately."""

    def __init__(self, *, workers: int = WORKERS, waiting: int = MOST_WAITING, kept: int = MOST_KEPT) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="toolkit-work")
        self._waiting, self._kept = waiting, kept
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Work] = OrderedDict()

    def start(self, key: Hashable, make: Callable[[Progress], bytes]) -> Work:
        """Begins it, unless the same is being made already; what is done is made anew.

        Raises `TooMuchWorkError`.
        """
        with self._lock:
            self._forget()
            known = self._known.get(key)
            if known is not None and not known.is_done:
                return known
            if sum(not work.is_done for work in self._known.values()) >= self._waiting:
                raise TooMuchWorkError
            self._known[key] = work = Work()
            self._known.move_to_end(key)
        self._threads.submit(_do, work, make)
        return work

    def find(self, key: Hashable) -> Work | None:
        with self._lock:
            self._forget()
            return self._known.get(key)

    def _forget(self) -> None:
        """The oldest of what is done, where it is too old or too much of it is kept."""
        done = [key for key, work in self._known.items() if work.is_done]
        now = time.monotonic()
        for number, key in enumerate(reversed(done)):
            ended_at = self._known[key].ended_at
            if number >= self._kept or (ended_at is not None and now - ended_at > KEPT_SECONDS):
                del self._known[key]


def _do(work: Work, make: Callable[[Progress], bytes]) -> None:
    try:
        made = make(work.tell)
    except Exception as error:
        logger.exception("Long work failed")
        work.ended_at = time.monotonic()
        work._future.set_exception(error)
    else:
        work.tell(1)
        work.ended_at = time.monotonic()
        work._future.set_result(made)


pool = Pool()
