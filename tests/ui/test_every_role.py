"""The single desk tries out every role in the example region: no page stumbles, each says whose it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from tests.ui.apps import app_on, html_of, opened
from toolkit.example import load_example
from toolkit.model import Municipality, Role
from toolkit.services.desk import act_for, work_as
from toolkit.settings import settings
from toolkit.storage import open_database, prepare
from toolkit.ui.navigation import MADE_FOR, PageName


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestHouse]:
    with pytest.MonkeyPatch.context() as patch, app_on(tmp_path_factory.mktemp("roles"), patch):
        database = open_database(settings().database_url)
        prepare(database)
        house = TestHouse.furnished(database)
        with database.writing() as session:
            load_example(session, house.actor)
        with database.writing() as session:
            example = select(Municipality.id).where(col(Municipality.is_example)).limit(1)
            act_for(session, house.actor, municipality_id=session.exec(example).one() or 0)
        yield house
        database.close()


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_in_every_role(house: TestHouse, role: Role) -> None:
    with house.database.writing() as session:
        work_as(session, house.actor, role=role)
    assert house.desk().is_example
    for name in PageName:
        page = opened(name, {})
        others = role not in MADE_FOR.get(name, frozenset(Role))
        told = any("Diese Seite ist für diese Aufgaben gedacht" in info.value for info in page.info)
        assert (name, told) == (name, others)
        assert "mk-account" in html_of(page)


def test_a_fixed_comparison_in_pairs_says_whether_it_fits_together(house: TestHouse) -> None:
    with house.database.writing() as session:
        work_as(session, house.actor, role=Role.CHAIR)
    shown = html_of(opened(PageName.WEIGHTING, {}))
    assert shown.count("Konsistenzverhältnis") == 1
    assert (
        "vorgeschlagen von Meike Christiansen. Die Vergleiche passen zueinander (Konsistenzverhältnis 0,01"
        in (shown)
    )
