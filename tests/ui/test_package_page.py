"""Maßnahmenpaket, as its page works: limits, clashes, keeping, and two sets side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.houses import TestHouse, panel_catalogue
from tests.ui.apps import app_on, html_of, opened, without_failure
from toolkit.messages import Message, translate
from toolkit.model import WeightingMethod
from toolkit.services.stakeholder_groups import add_group
from toolkit.services.weighting import fix_weights, propose_weights
from toolkit.ui.components import plain
from toolkit.ui.navigation import PageName


@pytest.fixture
def house(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestHouse]:
    """Two towns: Pegel costs 10,000 euros, Bus 20,000, and of Karte nobody has said what it costs."""
    house = sqlite_furnished
    for town, measures in (
        ("Neustadt", [("Pegel", "10.000", 3)]),
        ("Altdorf", [("Bus", "20.000", 4), ("Karte", "", 4)]),
    ):
        place = house.municipality(town)
        for title, own, level in measures:
            house.answer_all(house.measure(place, title=title, own_share=own), level)
    with app_on(tmp_path, monkeypatch):
        yield house


def said(key: str, **values: object) -> str:
    return translate(Message.of(key, **values), "de")


def finding(page: AppTest) -> str:
    """The heading that says what came of it."""
    return next(part for part in html_of(page).split("</h2>") if "mk-finding" in part)


def enter(page: AppTest, key: str, text: str) -> AppTest:
    return without_failure(page.text_input(key=f"package-{key}").set_value(text).run())


def test_a_limit_chooses_and_what_has_no_figure_stands_apart(house: TestHouse) -> None:
    page = opened(PageName.PACKAGE, {})
    assert said("package.all_fit", n=3) in finding(page)
    enter(page, "own_share", "25.000")
    assert said("package.headline", n=1, all=2, points=100) in finding(page)
    assert page.query_params["own_share"] == "25000"
    text = html_of(page)
    assert said("package.apart.no_figure", what=(Message.of("package.resource.own_share"),)) in text
    enter(page, "own_share", "viel")
    assert [each.value for each in page.warning] == [
        plain(said("package.no_number", entered="viel", field="Eigenanteil"))
    ]
    assert "own_share" not in page.query_params


def test_an_address_says_all_wishes_and_those_that_clash_are_named(house: TestHouse) -> None:
    page = opened(PageName.PACKAGE, {"own_share": "15000", "with": "2"})
    assert said("package.clash_headline") in finding(page)
    text = html_of(page)
    assert said("package.clash.must", titles=("Bus",), n=1) in text
    assert f"{said('package.resource.own_share')} höchstens 15.000 Euro" in text
    page = opened(PageName.PACKAGE, {"own_share": "15000", "with": "3"})
    apart = said("package.apart.no_figure", what=(Message.of("package.resource.own_share"),))
    assert f"{said('package.clash.must', titles=('Karte',), n=1)} – {apart}" in html_of(page)


def test_wishes_are_kept_opened_again_and_put_beside_others(house: TestHouse) -> None:
    page = opened(PageName.PACKAGE, {"own_share": "10000"})
    page.text_input(key="package-name").set_value("Sparsam")
    without_failure(page.button(key="package-keep").click().run())
    assert [each.value for each in page.success] == [plain(said("package.kept", name="Sparsam"))]
    enter(page, "own_share", "")
    page.selectbox(key="package-beside").set_value(1)
    without_failure(page.run())
    assert html_of(page).count(f">{said('package.not_in')}<") == 2
    without_failure(page.button(key="package-open-1").click().run())
    assert page.query_params["own_share"] == "10000"
    assert said("package.headline", n=1, all=2, points=75) in finding(page)


def test_points_follow_a_weighting_that_is_in_force_and_never_one_that_waits_for_others(
    house: TestHouse,
) -> None:
    """Two groups weigh; before both have fixed theirs, neither is offered."""
    council, citizens = group(house, "Rat"), group(house, "Bürgerschaft")
    fixed = weighed(house, council)
    page = opened(PageName.PACKAGE, {"weights": str(fixed)})
    assert [box.key for box in page.selectbox] == []
    catalogue = said("package.catalogue_weights")
    assert said("package.samples", count=500, weights=catalogue) in html_of(page)
    weighed(house, citizens)
    page = opened(PageName.PACKAGE, {"weights": str(fixed)})
    assert page.selectbox(key="package-weights").value == fixed
    assert said("package.samples", count=500, weights="Rat") in html_of(page)


def group(house: TestHouse, name: str) -> int:
    with house.database.writing() as session:
        return add_group(session, house.actor, programme_id=house.desk().programme_id, name=name)


def weighed(house: TestHouse, group_id: int) -> int:
    """The group has weighed and fixed; gives its weighting."""
    with house.database.writing() as session:
        levels = {criterion.id: "high" for criterion in panel_catalogue().criteria}
        proposed = propose_weights(
            session, house.actor, group_id=group_id, catalogue=panel_catalogue(),
            method=WeightingMethod.LEVELS, entered={"levels": levels}, reason="Alle drei zählen.", based_on=0,
        )  # fmt: skip
        fixed = fix_weights(session, house.actor, group_id=group_id, based_on=proposed.version)
        return fixed.weight_set_id
