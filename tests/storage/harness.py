"""Several processes at work on one database, some of which are killed in the middle.

A worker is a function of a module that can be imported (not of a test module, whose name depends on how
pytest was started). Its first argument is its `Channel`: it says `channel.confirm("…")` after each thing
that is safely saved. What was confirmed must be there afterwards, whatever happened to the process.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

PATIENCE_SECONDS = 120

# Children are forked off a process that has imported what they need: a second each is saved.
_method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_context = multiprocessing.get_context(_method)
_context.set_forkserver_preload(["tests.storage.workers", "tests.services.workers"])


class Channel:
    """The worker's end. Each line leaves the process at once, so that a kill cannot take it back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def confirm(self, line: str) -> None:
        self._connection.send(line)

    def wait_for_word(self) -> str:
        return str(self._connection.recv())


Worker = Callable[..., None]


@dataclass
class Process:
    """A running worker, seen from outside. `lines` is what it has confirmed so far."""

    connection: Connection
    process: multiprocessing.process.BaseProcess
    lines: list[str] = field(default_factory=list)
    ended: bool = False

    def next_line(self) -> str:
        assert self.connection.poll(PATIENCE_SECONDS), "The worker says nothing."
        self.read()
        return self.lines[-1]

    def read(self) -> None:
        try:
            self.lines.append(self.connection.recv())
        except (EOFError, ConnectionResetError):
            self.ended = True

    def send(self, word: str) -> None:
        self.connection.send(word)

    def kill(self) -> None:
        """SIGKILL: no clean-up, no last words."""
        self.process.kill()

    def join(self) -> int:
        self.process.join(PATIENCE_SECONDS)
        assert self.process.exitcode is not None, "The worker does not end."
        return self.process.exitcode

    def close(self) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()


def start(worker: Worker, *arguments: Any) -> Process:
    ours, theirs = _context.Pipe()
    process = _context.Process(target=worker, args=(Channel(theirs), *arguments), daemon=True)
    process.start()
    theirs.close()
    return Process(ours, process)


@contextmanager
def running(worker: Worker, *arguments: Any) -> Iterator[Process]:
    process = start(worker, *arguments)
    try:
        yield process
    finally:
        process.close()


def run_all(worker: Worker, arguments: Sequence[tuple[Any, ...]]) -> list[list[str]]:
    """Run one process for each set of arguments to its end, and tell what each confirmed. None may fail."""
    return _run(worker, arguments, kill_after=[None] * len(arguments))


def run_and_kill(
    worker: Worker, arguments: Sequence[tuple[Any, ...]], *, kill_after: Sequence[int | None]
) -> list[list[str]]:
    """The same, but kill each process as soon as it has confirmed so many lines (None lets it finish)."""
    return _run(worker, arguments, kill_after=kill_after)


def _run(
    worker: Worker, arguments: Sequence[tuple[Any, ...]], *, kill_after: Sequence[int | None]
) -> list[list[str]]:
    processes = [start(worker, *each) for each in arguments]
    try:
        _listen(processes, kill_after)
        for process, limit in zip(processes, kill_after, strict=True):
            assert process.join() == (0 if limit is None else -9)
        return [process.lines for process in processes]
    finally:
        for process in processes:
            process.close()


def _listen(processes: Sequence[Process], kill_after: Sequence[int | None]) -> None:
    limits = dict(zip((process.connection for process in processes), kill_after, strict=True))
    by_connection = {process.connection: process for process in processes}
    while listening := [process.connection for process in processes if not process.ended]:
        ready = wait(listening, timeout=PATIENCE_SECONDS)
        assert ready, "No worker says anything any more."
        for connection in ready:
            process = by_connection[connection]  # type: ignore[index]  # wait() returns what it was given
            process.read()
            if len(process.lines) == limits[process.connection]:
                process.kill()
