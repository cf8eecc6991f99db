"""The server's memory does not grow with the time that people use it."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import psutil
import pytest

from tests.benchmarks.full_house import large_house
from tests.benchmarks.visitor import visiting
from tests.end_to_end.server import RunningApp, running_app

PAGES = (
    ("", ""),
    ("massnahmen", ""),
    ("bewerten", "measure=7"),
    ("ergebnis", "measure=7"),
    ("vergleich", ""),
    ("vergleich", "view=ranking"),
)
MOST_GROWTH = 1.5


@pytest.fixture
def busy_app(tmp_path: Path) -> Iterator[RunningApp]:
    large_house(tmp_path / "data", 60).database.close()
    with running_app(tmp_path) as app:
        yield app


def growth(app: RunningApp, *, begin: float, end: float, pause: float = 0) -> float:
    """How many times the memory of `begin` seconds the server has after `end` seconds of visits, one after
    the other, each on a page of its own."""
    server, start, remembered = psutil.Process(app.process.pid), time.monotonic(), 0
    clock = Event()
    for page, query in itertools.cycle(PAGES):
        with visiting(app.address, server, page=page, query=query) as visitor:
            visitor.run()
            visitor.run()
        clock.wait(pause)
        passed = time.monotonic() - start
        if passed >= begin and not remembered:
            remembered = server.memory_info().rss
        if passed >= end:
            return float(server.memory_info().rss / remembered)
    raise AssertionError("unreachable")


def test_some_seconds_of_visits_leave_the_memory_as_it_was(busy_app: RunningApp) -> None:
    assert growth(busy_app, begin=5, end=14) <= MOST_GROWTH


@pytest.mark.soak
def test_an_hour_of_visits_leaves_the_memory_as_it_was(
    busy_app: RunningApp, capfd: pytest.CaptureFixture[str]
) -> None:
    grown = growth(busy_app, begin=300, end=3600, pause=0.5)
    with capfd.disabled():
        sys.stdout.write(f"\nafter one hour {grown:.2f} × the memory of five minutes\n")
    assert grown <= MOST_GROWTH
