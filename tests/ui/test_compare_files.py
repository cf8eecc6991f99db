"""Vergleich: a long comparison is made beside the page, which shows how far it is, then offers the file."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.houses import TestHouse
from tests.ui.apps import app_on, opened, without_failure
from toolkit.settings import settings
from toolkit.storage import open_database, prepare
from toolkit.ui.navigation import PageName
from toolkit.ui.parts import compare_files
from toolkit.ui.work import Pool

SECONDS = 20


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestHouse]:
    with pytest.MonkeyPatch.context() as patch, app_on(tmp_path, patch):
        database = open_database(settings().database_url)
        prepare(database)
        house = TestHouse.furnished(database)
        house.answer_all(house.measure(house.municipality("Stadt Beispielförde")), 2)
        # Every comparison is a long one, and its pool is this test's own.
        monkeypatch.setattr(compare_files, "SHORT", 0)
        monkeypatch.setattr(compare_files, "pool", Pool())
        yield house
        database.close()


def labels(page: AppTest, kind: str) -> list[str]:
    return [each.proto.label for each in page.get(kind)]


def test_a_click_begins_it_a_rerun_shows_how_far_it_is_and_then_the_file_is_there(
    house: TestHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, let_go, files = threading.Event(), threading.Event(), dict[str, Callable[[], bytes]]()
    make, offer = compare_files.comparison_workbook, st.download_button

    def held(*given: Any, progress: Callable[[float], None], **named: Any) -> bytes:
        progress(0.4)
        begun.set()
        assert let_go.wait(SECONDS)
        return make(*given, progress=progress, **named)

    def offer_and_keep(label: str, data: Any, **options: Any) -> bool:
        files[options["key"]] = data
        return offer(label, data, **options)

    monkeypatch.setattr(compare_files, "comparison_workbook", held)
    monkeypatch.setattr(st, "download_button", offer_and_keep)
    page = opened(PageName.COMPARE, {})
    assert "download" not in files
    without_failure(page.button(key="make-download").click().run())
    assert begun.wait(SECONDS)
    without_failure(page.run())
    assert [bar.proto.text for bar in page.get("progress")] == ["Als Excel-Datei: 40 % erstellt"]
    let_go.set()
    (work,) = compare_files.pool._known.values()
    work.result(SECONDS)
    without_failure(page.run())
    assert load_workbook(io.BytesIO(files["download"]())).sheetnames[1] == "Matrix"


def test_what_fails_is_told_in_a_sentence(house: TestHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: Any, **named: Any) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(compare_files, "comparison_workbook", fails)
    page = opened(PageName.COMPARE, {})
    page.button(key="make-download").click().run()
    (work,) = compare_files.pool._known.values()
    with pytest.raises(OSError, match="disk full"):
        work.result(SECONDS)
    without_failure(page.run())
    assert [error.value.split(".")[0] for error in page.error] == ["Die Datei konnte nicht erstellt werden"]
