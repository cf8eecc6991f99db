"""Long work: begun once, found again, bounded, and what goes wrong ends nothing else."""

from __future__ import annotations

import threading

import pytest

from toolkit.ui import work as long_work
from toolkit.ui.work import Pool, Progress, TooMuchWorkError

SECONDS = 10


class Held:
    """Work that goes on only when it is let."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.times = 0

    def __call__(self, progress: Progress) -> bytes:
        self.times += 1
        progress(0.5)
        self.begun.set()
        assert self.let_go.wait(SECONDS)
        return b"made"


def test_the_same_work_is_begun_once_and_found_with_how_far_it_is() -> None:
    pool, held = Pool(), Held()
    work = pool.start("key", held)
    assert held.begun.wait(SECONDS)
    assert pool.start("key", held) is work
    assert pool.find("key") is work
    assert (work.share, work.is_done) == (0.5, False)
    held.let_go.set()
    assert (work.result(SECONDS), work.share, held.times) == (b"made", 1, 1)


def test_nobody_finds_what_was_made_for_another_key() -> None:
    pool = Pool()
    pool.start(("workbook", "erika"), lambda progress: b"hers").result(SECONDS)
    assert pool.find(("workbook", "hanna")) is None


def test_what_is_done_is_made_anew_when_asked_again() -> None:
    pool = Pool()
    assert pool.start("key", lambda progress: b"first").result(SECONDS) == b"first"
    assert pool.start("key", lambda progress: b"second").result(SECONDS) == b"second"


def test_work_beyond_the_bound_is_refused_and_later_taken() -> None:
    pool, held = Pool(waiting=2), Held()
    running = [pool.start(number, held) for number in range(2)]
    with pytest.raises(TooMuchWorkError):
        pool.start("third", held)
    held.let_go.set()
    assert [work.result(SECONDS) for work in running] == [b"made", b"made"]
    assert pool.start("third", held).result(SECONDS) == b"made"


def test_a_failure_is_told_and_the_next_work_is_done(caplog: pytest.LogCaptureFixture) -> None:
    def fails(progress: Progress) -> bytes:
        raise OSError("disk full")

    pool = Pool()
    work = pool.start("broken", fails)
    with pytest.raises(OSError, match="disk full"):
        work.result(SECONDS)
    assert (work.has_failed, "Long work failed" in caplog.text) == (True, True)
    assert pool.start("next", lambda progress: b"made").result(SECONDS) == b"made"


def test_only_the_latest_are_kept_and_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Pool(kept=2)
    for key in ("a", "b", "c"):
        pool.start(key, lambda progress: b"made").result(SECONDS)
    assert [pool.find(key) is not None for key in ("a", "b", "c")] == [False, True, True]
    monkeypatch.setattr(long_work, "KEPT_SECONDS", -1.0)
    assert [pool.find(key) for key in ("b", "c")] == [None, None]
