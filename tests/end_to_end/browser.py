"""Find a browser for the tests, or get one: `python -m tests.end_to_end.browser` prints its path.

An existing Chromium or Chrome comes first, then Playwright's own, then the one of the Debian archive.
Each candidate is started once, because on Ubuntu `chromium-browser` may be an empty shell of a package,
and Playwright's own download runs only where the system libraries are.
"""

from __future__ import annotations

import ctypes.util
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from playwright.sync_api import Error, sync_playwright

CHOSEN_BY_HAND = "TOOLKIT_TEST_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MAC_APPLICATIONS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PLACES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
DOWNLOAD_LIMIT = 300
ARCHIVE_LIMIT = 900
ADVICE = (
    "No browser for the tests was found: install Chromium or Google Chrome, "
    f"or name the program of one in the environment variable {CHOSEN_BY_HAND}."
)


class NoBrowserError(Exception):
    """Neither found nor to be had; the text is one sentence that says what to install."""


def launch_arguments() -> list[str]:
    """A browser that asks nobody for anything, so that every request seen is one of the app."""
    quiet = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
    ]
    return ["--no-sandbox", *quiet] if _is_root() else quiet


def find_or_install() -> Path:
    """The program of a browser that starts. Raises `NoBrowserError`."""
    by_hand = os.environ.get(CHOSEN_BY_HAND)
    if by_hand:
        return _chosen_by_hand(Path(by_hand))
    for candidate in _candidates():
        if starts(candidate):
            return candidate
    raise NoBrowserError(ADVICE)


def starts(program: Path) -> bool:
    """Whether Playwright can drive this program."""
    playwright = sync_playwright().start()
    try:
        playwright.chromium.launch(executable_path=program, args=launch_arguments(), timeout=60_000).close()
    except Error as error:
        _say(f"{program} does not start: {error.message.splitlines()[0]}")
        return False
    else:
        return True
    finally:
        playwright.stop()


def _chosen_by_hand(program: Path) -> Path:
    if program.is_file() and starts(program):
        return program
    raise NoBrowserError(f"{CHOSEN_BY_HAND} names {program}, and that is no browser that starts.")


def _candidates() -> Iterator[Path]:
    """One after the other, so that nothing is fetched where something is there."""
    yield from _installed()
    yield from _of_playwright()
    if _fetch_playwrights_own():
        yield from _of_playwright()
    if _fetch_from_archive():
        yield from _installed()
        yield from _of_playwright()


def _installed() -> Iterator[Path]:
    on_path = (shutil.which(name) for name in NAMES)
    yield from (Path(found) for found in on_path if found)
    yield from (place for place in _usual_places() if place.is_file())


def _usual_places() -> Iterator[Path]:
    if platform.system() == "Darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / f"{name}.app/Contents/MacOS/{name}" for name in MAC_APPLICATIONS)
    if platform.system() == "Windows":
        roots = [Path(os.environ[name]) for name in WINDOWS_ROOTS if name in os.environ]
        yield from (root / place for place in WINDOWS_PLACES for root in roots)


def _of_playwright() -> Iterator[Path]:
    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    if program.is_file():
        yield program


def _fetch_playwrights_own() -> bool:
    """Not tried where it could not run: a bare Linux lacks the libraries that only the archive brings."""
    if platform.system() == "Linux" and ctypes.util.find_library("nss3") is None:
        return False
    return _run(_playwright("install", "--no-shell", "chromium"), limit=DOWNLOAD_LIMIT)


def _fetch_from_archive() -> bool:
    """Debian has Chromium as a package; Ubuntu has it only as a snap, so there Playwright asks apt."""
    if not shutil.which("apt-get") or not _may_install():
        return False
    if _distribution() == "ubuntu":
        return _run(_playwright("install", "--with-deps", "--no-shell", "chromium"), limit=ARCHIVE_LIMIT)
    apt = [*_as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
    _run([*apt, "update"], limit=ARCHIVE_LIMIT)
    return _run([*apt, "install", "--no-install-recommends", "chromium"], limit=ARCHIVE_LIMIT)


def _playwright(*words: str) -> list[str]:
    return [sys.executable, "-m", "playwright", *words]


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return "unknown"


def _is_root() -> bool:
    return platform.system() != "Windows" and os.geteuid() == 0


def _as_root() -> list[str]:
    return [] if _is_root() else ["sudo", "--non-interactive"]


def _may_install() -> bool:
    return _is_root() or (shutil.which("sudo") is not None and _run([*_as_root(), "true"], limit=10))


def _run(command: list[str], *, limit: int) -> bool:
    """Whether the command went well within the limit."""
    _say(" ".join(command))
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        try:
            succeeded = _wait_for(command, said, limit) == 0
        except (OSError, subprocess.TimeoutExpired) as error:
            _say(str(error))
            return False
        if not succeeded:
            said.seek(0)
            _say(_reason(said.read()))
        return succeeded


def _reason(output: str) -> str:
    """The last line that names an error; the output of an installation is too long to be read."""
    lines = output.strip().splitlines() or ["It failed without a word."]
    errors = [line for line in lines if line.startswith(("Error:", "E:"))]
    return (errors or lines)[-1]


def _wait_for(command: list[str], said: IO[str], limit: int) -> int:
    """A group of its own, so that the time limit also ends what the command has started."""
    own_group = platform.system() != "Windows"
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=own_group
    )
    try:
        return process.wait(limit)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL) if own_group else process.kill()


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def main() -> int:
    try:
        sys.stdout.write(f"{find_or_install()}\n")
    except NoBrowserError as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
