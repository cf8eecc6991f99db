"""Apps that start at once: a process that has imported everything forks one for each test that wants one.

An app of the tests spends nearly three seconds on imports, and a run of the browser tests starts some forty.
What a fork could hide (a wrong import, a setting that is read too early) is seen by the tests that start the
app in a process of its own: those with another launcher, script or project folder.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

import psutil

CAN_FORK = hasattr(os, "fork") and sys.platform.startswith("linux")
PROJECT = Path(__file__).parents[2]
NETWORK_GUARD = Path(__file__).parent / "network_guard"


class ForkedProcess:
    """What a test does with a process, for one that is not its own child."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None  # never known: the process that forked it reaps it
        self._process = psutil.Process(pid) if psutil.pid_exists(pid) else None

    def poll(self) -> int | None:
        is_there = self._process is not None and self._process.is_running()
        return None if is_there else 0

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        if self._process is not None:
            with suppress(psutil.NoSuchProcess):
                self._process.send_signal(number)

    def wait(self, timeout: float | None = None) -> int:
        if self._process is not None:
            try:
                self._process.wait(timeout)
            except psutil.TimeoutExpired as error:
                raise subprocess.TimeoutExpired("app", timeout or 0) from error
        return 0


def fork_app(
    arguments: Sequence[str], *, environment: Mapping[str, str], folder: Path, log_file: Path
) -> ForkedProcess:
    """`streamlit` with these arguments, in this environment and folder."""
    zygote = _zygote()
    assert zygote.stdin is not None
    assert zygote.stdout is not None
    wish = {
        "arguments": list(arguments),
        "environment": dict(environment),
        "folder": str(folder),
        "log": str(log_file),
    }
    zygote.stdin.write(json.dumps(wish) + "\n")
    zygote.stdin.flush()
    return ForkedProcess(int(zygote.stdout.readline()))


@cache
def _zygote() -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(NETWORK_GUARD), "NETWORK_GUARD_NOTES": os.devnull}
    zygote = subprocess.Popen(
        [sys.executable, "-m", "tests.end_to_end.prefork"],
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, zygote)
    return zygote


def _end(zygote: subprocess.Popen[str]) -> None:
    assert zygote.stdin is not None
    zygote.stdin.close()
    zygote.wait(timeout=10)


# --- in the process that forks ------------------------------------------------------------------------


def main(wishes: IO[str], answers: IO[str]) -> None:
    _import_everything()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # so that nobody has to wait for the dead
    for line in wishes:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line))
        answers.write(f"{pid}\n")
        answers.flush()


def _import_everything() -> None:
    from toolkit.ui.shell.startup import LIBRARIES, own_modules  # noqa: PLC0415 - in this process only

    for name in ("streamlit.web.cli", "streamlit.web.bootstrap", "uvicorn", *LIBRARIES, *own_modules()):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _become(wish: Mapping[str, Any]) -> None:
    """Never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(wish["environment"])
    time.tzset()
    sys.modules["sitecustomize"].NOTES = wish["environment"]["NETWORK_GUARD_NOTES"]  # type: ignore[attr-defined]
    os.chdir(wish["folder"])
    log = os.open(wish["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    sys.argv = ["streamlit", *wish["arguments"]]
    code = 1
    try:
        importlib.import_module("streamlit.web.cli").main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
