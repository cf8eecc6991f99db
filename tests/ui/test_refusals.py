"""A refusal that looks like an attack leaves an event, although what was asked for is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from tests.ui.apps import app_on, opened
from toolkit.messages import Message, translate
from toolkit.model import Event, Membership, Role
from toolkit.model.inputs import AnswerInput
from toolkit.services.desk import open_desk
from toolkit.services.errors import RefusedError
from toolkit.ui.components import plain
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import PageName


@pytest.fixture
def house(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestHouse]:
    """Measure 1 is Altdorf's, measure 2 Neustadt's, for which alone the desk plans."""
    house = sqlite_furnished
    house.measure(house.municipality("Altdorf"))
    neustadt = house.municipality("Neustadt")
    house.measure(neustadt)
    house.answer(2, "N1", AnswerInput.at(1))
    with sqlite_furnished.database.writing() as session:
        for membership in session.exec(select(Membership)):
            if membership.role is Role.PLANNING:
                membership.municipality_id = neustadt
            else:
                session.delete(membership)
    with app_on(tmp_path, monkeypatch):
        yield house


def logged(house: TestHouse) -> list[tuple[str, int | None]]:
    with house.database.reading() as session:
        found = select(Event).where(col(Event.action).startswith("refused."))
        return [(one.action, one.thing_id) for one in session.exec(found)]


def said(key: str) -> str:
    return plain(translate(Message.of(key), "de"))


def test_anothers_number_in_the_address_is_refused_and_logged_once(house: TestHouse) -> None:
    for _ in range(2):
        page = opened(PageName.RESULT, {"measure": "1"})
        assert [error.value for error in page.error] == [said("services.no_measure")]
    assert logged(house) == [("refused.services.no_measure", 1)]


@pytest.mark.parametrize("named", ["2", "4711", "nichts"])
def test_the_own_measure_and_a_mistyped_address_leave_no_event(house: TestHouse, named: str) -> None:
    opened(PageName.RESULT, {"measure": named})
    assert logged(house) == []


def test_the_event_is_saved_after_the_outermost_session_and_its_change_undone(
    house: TestHouse,
) -> None:
    def refused_half_way() -> None:
        with writing() as session:
            open_desk(session, language="de")
            session.exec(select(Membership)).one().municipality_id = None
            session.flush()
            with reading() as inner:
                open_desk(inner, language="de")
                raise RefusedError(Message.of("access.not_administration"))

    with pytest.raises(RefusedError):
        refused_half_way()
    with house.database.reading() as session:
        assert session.exec(select(Membership.municipality_id)).all() == [2]
    assert logged(house) == [("refused.access.not_administration", None)]
