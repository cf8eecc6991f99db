"""The part of the fact sheet that says who looks after a measure, and hands it over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from tests.access.test_leaks import LOGIN, look_at
from tests.houses import TestHouse
from tests.ui.apps import app_on, html_of, opened, without_failure
from tests.ui.test_start_by_role import said, start_of
from toolkit.access import Grant
from toolkit.model import Measure, Person, Role
from toolkit.settings import settings
from toolkit.storage import open_database, prepare
from toolkit.ui.components import plain
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName


@pytest.fixture
def house(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestHouse]:
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    with app_on(tmp_path, monkeypatch):
        yield sqlite_furnished


def named(session: Session, person_id: int, name: str) -> None:
    session.get_one(Person, person_id).name = name


def planners(house: TestHouse, municipality_id: int) -> dict[str, int]:
    planning = Grant(Role.PLANNING, municipality_id=municipality_id)
    people = {name: house.person(f"{name}@example.org", planning) for name in ("Ada", "Eva", "Udo")}
    with house.database.writing() as session:
        for name, person_id in people.items():
            named(session, person_id, name)
    return people


def sheet_of(house: TestHouse, person_id: int, measure_id: int) -> AppTest:
    page = start_of(house, person_id)
    look_at(page, PageName.MEASURES, {MEASURE_PARAMETER: str(measure_id)})
    return page


def in_charge(page: AppTest) -> list[str]:
    start = plain(said("handing_over.title", who=""))
    return [one.label.removeprefix(start).strip() for one in page.expander if one.label.startswith(start)]


def choose(page: AppTest, measure_id: int, owner_id: int, person_id: int) -> AppTest:
    page.selectbox(key=f"receiver-owner-{measure_id}-{owner_id}").select(person_id)
    return without_failure(page.run())


def test_a_planner_hands_a_measure_over_and_settles_what_somebody_else_did_meanwhile(
    house: TestHouse,
) -> None:
    municipality_id = house.municipality("Auental")
    measure_id = house.measure(municipality_id)
    people = planners(house, municipality_id)
    ada, eva, udo = people.values()
    with house.database.writing() as session:
        session.get_one(Measure, measure_id).owner_id = ada
    page = sheet_of(house, ada, measure_id)
    assert in_charge(page) == ["Ada"]

    page.button(key="hand-over").click()
    assert plain(said("handing_over.choose")) in [one.value for one in without_failure(page.run()).error]

    choose(page, measure_id, ada, eva)
    with house.database.writing() as session:
        session.get_one(Measure, measure_id).owner_id = udo
    page.button(key="hand-over").click()
    without_failure(page.run())
    assert (in_charge(page), [one.value for one in page.warning]) == (
        ["Udo"],
        [said("handing_over.conflict")],
    )

    page.button(key=f"mine-owner-{measure_id}").click()
    without_failure(page.run())
    assert (in_charge(page), list(page.warning)) == (["Eva"], [])
    whom = plain(said("notice.to_send", whom=said("notice.to_handed_over")))
    assert [one.label for one in page.expander].count(whom) == 1
    assert in_charge(sheet_of(house, eva, measure_id)) == ["Eva"]


def test_where_nobody_else_plans_it_says_so_instead_of_offering_a_choice(house: TestHouse) -> None:
    municipality_id = house.municipality("Auental")
    measure_id = house.measure(municipality_id)
    ada = house.person("ada@example.org", Grant(Role.PLANNING, municipality_id=municipality_id))
    with house.database.writing() as session:
        session.get_one(Measure, measure_id).owner_id = ada
        named(session, ada, "Ada")
    page = sheet_of(house, ada, measure_id)
    assert in_charge(page) == ["Ada"]
    assert said("handing_over.nobody_else", municipality="Auental") in html_of(page)
    assert [one.key for one in page.button if one.key == "hand-over"] == []


def test_the_single_desk_has_nobody_to_hand_a_measure_over_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app_on(tmp_path, monkeypatch):
        database = open_database(settings().database_url)
        prepare(database)
        desk = TestHouse.furnished(database)
        measure_id = desk.measure(desk.municipality("Auental"))
        page = opened(PageName.MEASURES, {MEASURE_PARAMETER: str(measure_id)})
        folded = [one.proto.label for one in page.expander]
        assert folded[-2:] == [said("releases.title", shown=0, all=2), said("handover.title")]
        database.close()
