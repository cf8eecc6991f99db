"""A desk with work on it, for tests that are about something else than how the work got there."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page, expect
from typer.testing import CliRunner

from tests.end_to_end.pages import settle
from tests.end_to_end.server import PROJECT
from tests.houses import TestHouse
from toolkit.messages import Language, Message, translate
from toolkit.settings import settings
from toolkit.storage import open_database, prepare

UNFOLDING_TRIES = 3


@contextmanager
def furnished(data_folder: Path) -> Iterator[TestHouse]:
    """The desk of an app's data folder, furnished by the services: quicker than by hand in the browser."""
    data_folder.mkdir(parents=True, exist_ok=True)
    database = open_database(f"sqlite:///{data_folder / 'toolkit.sqlite3'}")
    prepare(database)
    try:
        yield TestHouse.furnished(database)
    finally:
        database.close()


def sentence(key: str, language: Language = "de", **values: Any) -> str:
    return translate(Message.of(key, **values), language)


def said(page: Page) -> Locator:
    """What the page has to say to the person: errors, warnings, hints."""
    return page.get_by_test_id("stAlert")  # hints have another role than errors


def expect_said(page: Page, *sentences: str) -> None:
    """Exactly these, and in this order."""
    expect(said(page)).to_have_text(list(sentences))


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def unfold(page: Page, heading: str | re.Pattern[str]) -> None:
    """Opens a folded part, named by its whole title: after loading it may still move under the click."""
    part = page.locator("details", has=page.get_by_text(heading, exact=True))
    for _ in range(UNFOLDING_TRIES):
        settle(page)
        if part.get_attribute("open") is None:  # a slow page may have opened it after the last look
            part.get_by_text(heading, exact=True).click()
        try:
            expect(part).to_have_attribute("open", "", timeout=5_000)
        except AssertionError:
            continue
        return
    raise AssertionError(f"«{heading}» stays folded")


def choose_level(page: Page, level: int) -> None:
    """Clicks a level; whether it is chosen then is for the test to say."""
    page.get_by_role("radiogroup").locator("label").nth(level).click()


def expect_chosen(page: Page, level: int | None) -> None:
    chosen = page.get_by_role("radiogroup").get_by_role("radio", checked=True)
    if level is None:
        expect(chosen).to_have_count(0)
    else:
        expect(page.get_by_role("radiogroup").get_by_role("radio").nth(level)).to_be_checked()


def downloaded_workbook(page: Page) -> Worksheet:
    """The matrix in the workbook that page Vergleich gives away."""
    with page.expect_download() as download:
        click(page, sentence("compare.download"))
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))[sentence("workbook.matrix")]
    assert isinstance(sheet, Worksheet)
    return sheet


def run_toolkit(*arguments: str, **given: object) -> subprocess.CompletedProcess[str]:
    """The command line with these settings, in this process: a new one would first import everything."""
    from toolkit.__main__ import app  # noqa: PLC0415 - only here: it imports every command

    settings.cache_clear()
    try:
        environment = {f"TOOLKIT_{name}": str(value) for name, value in given.items()}
        said = CliRunner().invoke(app, arguments, env=environment, catch_exceptions=False)
    finally:
        settings.cache_clear()
    return subprocess.CompletedProcess(["toolkit", *arguments], said.exit_code, said.stdout, said.stderr)


def run_toolkit_process(*arguments: str, **given: object) -> subprocess.CompletedProcess[str]:
    """The same as an operator uses it."""
    environment = {**os.environ, **{f"TOOLKIT_{name}": str(value) for name, value in given.items()}}
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *arguments],
        cwd=PROJECT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def outcome(process: subprocess.CompletedProcess[str]) -> tuple[int, list[str]]:
    """Exit code and every line that was said, wherever."""
    return process.returncode, [*process.stdout.splitlines(), *process.stderr.splitlines()]
