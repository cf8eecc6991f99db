"""Runs take turns, but nobody waits for long."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from toolkit.ui.shell.turns import in_turn

LONG = 30.0


def test_a_run_begins_when_the_one_before_has_ended() -> None:
    told, may_end = [], threading.Event()

    def run(name: str) -> None:
        told.append(f"{name} begins")
        if name == "first":
            begun.set()
            may_end.wait(LONG)
        told.append(f"{name} ends")

    begun = threading.Event()
    first, second = _threads(in_turn(run, patience=LONG))
    first.start()
    begun.wait(LONG)
    second.start()
    may_end.set()
    first.join()
    second.join()
    assert told == ["first begins", "first ends", "second begins", "second ends"]


def test_nobody_waits_longer_than_the_patience_for_a_long_run() -> None:
    second_ran = threading.Event()

    def run(name: str) -> None:
        if name == "first":
            begun.set()
            assert second_ran.wait(LONG)
        else:
            second_ran.set()

    begun = threading.Event()
    first, second = _threads(in_turn(run, patience=0.01))
    first.start()
    begun.wait(LONG)
    second.start()
    first.join()
    second.join()
    assert second_ran.is_set()


def test_a_run_that_fails_gives_its_turn_back() -> None:
    def run(name: str) -> None:
        raise ValueError(name)

    in_turns = in_turn(run, patience=LONG)
    for name in ("first", "second"):
        with pytest.raises(ValueError, match=name):
            in_turns(name)


def _threads(run: Callable[[str], None]) -> tuple[threading.Thread, threading.Thread]:
    return threading.Thread(target=run, args=["first"]), threading.Thread(target=run, args=["second"])
