"""Pages of the real app without a browser, on a data folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from toolkit.settings import settings
from toolkit.ui.house import house
from toolkit.ui.navigation import SCREENS_FOLDER, PageName

MAIN = SCREENS_FOLDER.parent / "main.py"


@contextmanager
def app_on(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pages opened meanwhile find their data in this folder."""
    monkeypatch.setenv("TOOLKIT_DATA_DIR", str(data_folder))
    settings.cache_clear()
    yield
    house().database.close()
    monkeypatch.undo()
    settings.cache_clear()


def opened(name: PageName, parameters: Mapping[str, str]) -> AppTest:
    """A visitor on the page at this address; it has run once there."""
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    page.query_params.update(parameters)
    return without_failure(page.switch_page(f"{SCREENS_FOLDER.name}/{name.value}.py").run())


def without_failure(page: AppTest) -> AppTest:
    assert [failure.message for failure in page.exception] == []
    return page


def html_of(page: AppTest) -> str:
    """All that our own pieces put on the page."""
    return "".join(piece.proto.body for piece in page.get("html"))
