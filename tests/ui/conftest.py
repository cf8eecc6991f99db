"""A single desk for tests of its pages; browser and watchful profile are those of the end-to-end tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import (
    base_url,
    browser_context_args,
    browser_program,
    browser_type_launch_args,
    context,
    pytest_collection_modifyitems,
)
from tests.end_to_end.server import RunningApp, running_app
from tests.houses import TestHouse
from tests.ui.apps import app_on

__all__ = [
    "base_url",
    "browser_context_args",
    "browser_program",
    "browser_type_launch_args",
    "context",
    "pytest_collection_modifyitems",
]

GALLERY = Path(__file__).resolve().parent / "gallery_app.py"


@pytest.fixture
def house(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestHouse]:
    """A single desk with nobody's work on it, whose pages `opened` shows."""
    with app_on(tmp_path, monkeypatch):
        yield sqlite_furnished


@pytest.fixture(scope="session")
def real_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with running_app(tmp_path_factory.mktemp("app")) as app:
        yield app


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with running_app(tmp_path_factory.mktemp("gallery"), script=GALLERY) as app:
        yield app
