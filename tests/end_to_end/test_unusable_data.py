"""Databases and disks that cannot be used: a sentence, the data as they were, and work that goes on later."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.desk import (
    choose_level,
    click,
    expect_chosen,
    expect_said,
    furnished,
    outcome,
    run_toolkit,
    said,
    sentence,
)
from tests.end_to_end.pages import open_page, settle
from toolkit.model.inputs import AnswerInput

REASON = "Begründung"


def as_somebody_without_privileges() -> list[str]:
    """Root may write anywhere; without these two privileges the permissions of files count for it as well."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root needs setpriv to give up its privileges")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def on_a_small_disk(folder: Path, seed: Path) -> list[str]:
    """A disk of 4 MB in the place of a folder, seen by the app alone, with a copy of a database on it."""
    isolate = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    mount = 'mount -t tmpfs -o size=4m tmpfs "$0"'
    trial = [*isolate, "sh", "-c", mount, "/mnt"]
    if not shutil.which("unshare") or subprocess.run(trial, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us make a small disk")
    return [*isolate, "sh", "-c", f'{mount} && cp "$1" "$0" && shift && exec "$@"', str(folder), str(seed)]


def fill(disk: Path) -> Path:
    """Leaves not a single byte; gives the file that takes them."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            while _takes(file.fileno(), size):
                pass
    return ballast


def _takes(file: int, size: int) -> bool:
    try:
        return os.write(file, b"x" * size) == size
    except OSError:
        return False


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_database_that_cannot_be_used_is_named_and_left_as_it_is(
    start_app: Callable, page: Page, tmp_path: Path
) -> None:
    data = tmp_path / "app" / "data"
    file = data / "toolkit.sqlite3"
    with furnished(data) as house:
        measure = house.measure(house.municipality("Stadt Beispielförde"))
        house.answer(measure, "S1", AnswerInput.at(2))
    good = file.read_bytes()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = digest(file)

    with start_app(launcher=as_somebody_without_privileges()) as app:
        open_page(page, f"{app.address}/?lang=en")
        expect_said(page, sentence("storage.too_new", "en", revision="9999"))
        open_page(page, f"{app.address}/massnahmen?lang=de")
        expect_said(page, sentence("storage.too_new", revision="9999"))
        too_new = (2, [sentence("storage.too_new", revision="9999")])
        assert outcome(run_toolkit("migrate", DATA_DIR=data)) == too_new
        assert digest(file) == newer

        file.write_text("Sehr geehrte Damen und Herren")
        open_page(page, f"{app.address}/massnahmen")
        expect_said(page, sentence("storage.damaged", place=str(file)))
        assert file.read_text() == "Sehr geehrte Damen und Herren"

        file.write_bytes(good)
        with read_only(data, file):
            open_page(page, f"{app.address}/massnahmen")
            expect_said(page, sentence("storage.read_only", place=str(data)))
            assert file.read_bytes() == good

        open_page(page, f"{app.address}/bewerten?measure={measure}&question=S1")
        expect_said(page)
        expect_chosen(page, 2)
        choose_level(page, 3)
        expect_chosen(page, 3)
    with furnished(data) as house:
        assert house.assessment(measure).answers["S1"].given.level == 3


@contextmanager
def read_only(folder: Path, file: Path) -> Iterator[None]:
    file.chmod(0o444)
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)
        file.chmod(0o644)


def test_a_full_disk_keeps_what_was_saved_and_what_was_typed(
    start_app: Callable, page: Page, tmp_path: Path
) -> None:
    folder, seed = tmp_path / "app" / "data", tmp_path / "seed"
    with furnished(seed) as house:
        measure = house.measure(house.municipality("Stadt Beispielförde"))
        house.answer(measure, "S1", AnswerInput.at(2))
    launcher = on_a_small_disk(folder, seed / "toolkit.sqlite3")
    full = sentence("storage.disk_full", place=str(folder / "toolkit.sqlite3"))
    with start_app(launcher=launcher) as app:
        open_page(page, f"{app.address}/bewerten?measure={measure}&question=S2")
        ballast = fill(Path(f"/proc/{app.process.pid}/root{folder}"))
        choose_level(page, 3)
        expect_said(page, full)
        expect_chosen(page, None)
        expect(page.get_by_text("Stufe 3", exact=True)).to_be_visible()
        page.get_by_role("textbox", name=REASON).fill("Gespräch am 12. Mai")
        expect(page.get_by_role("button", name="Weiter →")).to_be_in_viewport()
        expect(said(page)).to_be_in_viewport()
        click(page, "← Zurück")
        expect(page).to_have_title(re.compile("Frage 1 von 12"))
        expect_said(page)
        expect_chosen(page, 2)
        click(page, "Weiter →")
        expect(page).to_have_title(re.compile("Frage 2 von 12"))
        expect_said(page, full)
        expect(page.get_by_role("textbox", name=REASON)).to_have_value("Gespräch am 12. Mai")
        expect_chosen(page, None)

        ballast.unlink()
        click(page, "Noch einmal speichern")
        expect_said(page)
        expect_chosen(page, 3)
        page.reload()
        settle(page)
        expect_chosen(page, 3)
        expect(page.get_by_role("textbox", name=REASON)).to_have_value("Gespräch am 12. Mai")


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit limits a process that runs")
def test_a_disk_that_refuses_while_an_answer_is_given_loses_nothing(
    start_app: Callable, page: Page, tmp_path: Path
) -> None:
    data = tmp_path / "app" / "data"
    with furnished(data) as house:
        measure = house.measure(house.municipality("Stadt Beispielförde"))
        house.answer(measure, "S1", AnswerInput.at(2))
    with start_app() as app:
        open_page(page, f"{app.address}/bewerten?measure={measure}&question=S1")
        with refusing_to_grow(app.process.pid):
            choose_level(page, 3)
            expect_said(page, sentence("storage.medium_refuses", place=str(data / "toolkit.sqlite3")))
            expect_chosen(page, 2)
        click(page, "Noch einmal speichern")
        expect_said(page)
        expect_chosen(page, 3)


@contextmanager
def refusing_to_grow(process: int) -> Iterator[None]:
    """Every write fails in the middle, as on a stick that was pulled out or a disk that turned read-only."""
    limit = ["prlimit", f"--pid={process}"]
    subprocess.run([*limit, "--fsize=4096:"], check=True)
    try:
        yield
    finally:
        subprocess.run([*limit, "--fsize=unlimited:"], check=True)
