"""Gewichtung: what two people save for the same group at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.houses import TestHouse, panel_catalogue
from tests.ui.apps import app_on, html_of, opened, without_failure
from toolkit.model import WeightingMethod
from toolkit.services.stakeholder_groups import add_group
from toolkit.services.weighting import open_weighting, propose_weights
from toolkit.ui.house import house
from toolkit.ui.navigation import PageName

KEYS = tuple(criterion.id for criterion in panel_catalogue().criteria)


def choose(page: AppTest, *levels: str) -> None:
    for key, level in zip(KEYS, levels, strict=True):
        next(radio for radio in page.radio if f"-{key}-" in (radio.key or "")).set_value(level)
    page.text_area[0].set_value("Weil es im Leitbild steht.")
    without_failure(page.run())


def press(page: AppTest, key: str) -> None:
    without_failure(next(button for button in page.button if button.key == key).click().run())


def test_mine_and_theirs_stand_beside_each_other_and_mine_is_saved_only_knowingly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app_on(tmp_path, monkeypatch):
        furnished = TestHouse(house().database)
        programme_id = furnished.desk().programme_id
        with furnished.database.writing() as session:
            group_id = add_group(session, furnished.actor, programme_id=programme_id, name="Rat")
        page = opened(PageName.WEIGHTING, {})
        choose(page, "high", "low", "low")
        with furnished.database.writing() as session:
            propose_weights(
                session,
                furnished.actor,
                group_id=group_id,
                catalogue=panel_catalogue(),
                method=WeightingMethod.LEVELS,
                entered={"levels": dict.fromkeys(KEYS, "medium")},
                reason="Alle gleich.",
                based_on=0,
            )
        press(page, "propose")
        theirs = "Strategiebezug 33 %, Nutzerorientierung 33 % und Übertragbarkeit 33 %"
        assert [theirs in warning.value.replace("\\", "") for warning in page.warning] == [True]
        press(page, "take-mine")
        press(page, "propose")
        with furnished.database.reading() as session:
            (group,) = open_weighting(session, furnished.actor, programme_id=programme_id).groups
        assert group.first is not None
        assert group.first.entered == {"levels": dict(zip(KEYS, ("high", "low", "low"), strict=True))}
        assert group.first.version == 2
        assert "Strategiebezug 60 %" in html_of(page)
