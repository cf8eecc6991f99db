"""The app as a person starts it: a process of its own, a free port, an empty data folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tests.end_to_end.prefork import CAN_FORK, NETWORK_GUARD, PROJECT, ForkedProcess, fork_app

START_LIMIT = 90.0
STOP_LIMIT = 20.0
_OF_THE_MACHINE = ("TOOLKIT_", "STREAMLIT_", "PYTEST_", "NETWORK_GUARD_")


class StartError(RuntimeError):
    """The app did not come up; the text ends with what it said."""


@dataclass(frozen=True, slots=True)
class RunningApp:
    """A started app. `address` has no slash at its end."""

    address: str
    data_folder: Path
    process: subprocess.Popen[bytes] | ForkedProcess
    log_file: Path
    contacts_file: Path

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def contacts(self) -> list[str]:
        """The hosts outside this machine that the server tried to reach or to look up."""
        if not self.contacts_file.exists():
            return []
        return self.contacts_file.read_text(encoding="utf-8").splitlines()


@contextmanager
def running_app(
    folder: Path,
    *,
    script: Path | None = None,
    settings: Mapping[str, str] | None = None,
    project: Path = PROJECT,
    launcher: Sequence[str] = (),
    port: int | None = None,
) -> Iterator[RunningApp]:
    """Start the app, wait until it is well, end it. Its data, log and home folder lie below `folder`.

    `project` may be a copy of the project folder, whose code then runs. `launcher` is a command that starts
    the one behind it in other circumstances: with fewer privileges, on another disk. `port` is one that
    was free before, so that an app which had ended comes back at the same address.
    """
    port = port or free_port()
    data_folder, home = folder / "data", folder / "home"
    data_folder.mkdir(parents=True, exist_ok=True)
    home.mkdir(exist_ok=True)
    contacts_file = folder / "contacts.txt"
    environment = {
        **_clean_environment(home),
        "PYTHONPATH": str(NETWORK_GUARD),
        "NETWORK_GUARD_NOTES": str(contacts_file),
        "TOOLKIT_DATA_DIR": str(data_folder),
        **(settings or {}),
    }
    log_file = folder / "server.log"
    command = _command(script or project / "app.py", port)
    if CAN_FORK and not launcher and script is None and project == PROJECT:
        process: subprocess.Popen[bytes] | ForkedProcess = fork_app(
            command, environment=environment, folder=project, log_file=log_file
        )
    else:
        process = _start(
            [*launcher, sys.executable, "-m", "streamlit", *command], environment, project, log_file
        )
    app = RunningApp(f"http://localhost:{port}", data_folder, process, log_file, contacts_file)
    try:
        _wait_until_well(app)
        yield app
    finally:
        stop(process)


@contextmanager
def watched(app: RunningApp) -> Iterator[None]:
    """Whatever happens meanwhile, the server must neither stumble nor turn to another host."""
    log_before, contacts_before = len(app.log()), len(app.contacts())
    try:
        yield
    except BaseException:
        sys.stderr.write(app.log()[log_before:])
        raise
    said = app.log()[log_before:]
    assert "Traceback" not in said, said
    contacts = app.contacts()[contacts_before:]
    assert contacts == [], contacts


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, log_file: Path
) -> subprocess.Popen[bytes]:
    with log_file.open("ab") as log:
        return subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def stop(process: subprocess.Popen[bytes] | ForkedProcess) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_LIMIT)


def _command(script: Path, port: int) -> list[str]:
    options = {"server.port": str(port), "server.headless": "true", "logger.enableRich": "false"}
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    return ["run", str(script), *arguments]


def _clean_environment(home: Path) -> dict[str, str]:
    """Without the machine's own settings; a Streamlit configuration in the real home folder counts as one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_THE_MACHINE)}
    return {**kept, "HOME": str(home), "USERPROFILE": str(home), "PYTHONUNBUFFERED": "1"}


def _wait_until_well(app: RunningApp) -> None:
    deadline = time.monotonic() + START_LIMIT
    pause = Event()
    while not _is_well(app.address):
        if app.process.poll() is not None:
            raise StartError(f"The app ended at once ({app.process.returncode}):\n{app.log()}")
        if time.monotonic() > deadline:
            raise StartError(f"The app was not well after {START_LIMIT:.0f} s:\n{app.log()}")
        pause.wait(0.1)


def _is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
