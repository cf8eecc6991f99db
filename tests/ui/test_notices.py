"""Messages on Start: read there, put aside, and their deadline taken along."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.houses import TestHouse
from tests.told import TODAY, World
from tests.ui.apps import app_on, opened, without_failure
from toolkit.model import NoticeKind
from toolkit.storage import open_database, prepare
from toolkit.ui.navigation import PageName


def single_desk(folder: Path) -> World:
    database = open_database(f"sqlite:///{folder / 'toolkit.sqlite3'}")
    prepare(database)
    house = TestHouse.furnished(database)
    municipality = house.municipality("Neustadt")
    measure_id, desk = house.measure(municipality), house.desk()
    people = {"desk": desk.actor.person_id}
    return World(house, municipality, measure_id, desk.programme_id, desk.catalogue_version_id, people)


def test_a_message_stands_on_start_with_its_deadline_until_it_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = single_desk(tmp_path)
    world.tell(NoticeKind.CHANGES_REQUESTED, by="desk", deadline=world.round(TODAY))
    with app_on(tmp_path, monkeypatch):
        page = opened(PageName.START, {})
        (fold,) = page.expander
        assert fold.label.startswith(r"Änderungen angefordert\: Pegelsensoren für die Treene")
        assert [button.proto.label for button in page.get("download_button")] == [
            "Frist in den Kalender übernehmen (.ics)"
        ]
        page = without_failure(page.button(key="read-notice-1").click().run())
        assert [button.key for button in page.button if str(button.key).startswith("read-")] == []
        assert len(page.expander) == 1
    assert world.rows()[0].seen_at is not None
