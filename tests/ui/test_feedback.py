"""Ergebnis with reviews: numbers instead of names, the gap beside, comments by question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.ui.apps import app_on, html_of, opened
from toolkit.model import Audience, Membership, Role
from toolkit.services.finishing import finish_review
from toolkit.ui.navigation import PageName

NOTE = "NUR FÜR KOLLEGEN"


@pytest.fixture
def world(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reviewing]:
    house = sqlite_furnished
    desk = house.actor.person_id
    world = Reviewing.made(house)
    with sqlite_furnished.database.writing() as session:  # the page is that of the single desk
        session.add_all(Membership(person_id=desk, role=role) for role in Role)
    with app_on(tmp_path, monkeypatch):
        yield world


def reviewed(world: Reviewing) -> None:
    world.submit()
    said = [("S1", Audience.MUNICIPALITY, "Seite fehlt."), ("S1", Audience.COLLEAGUES, NOTE)]
    world.review("anna", level=2, S1=3, comments=said)
    world.review("bernd", level=2)
    with world.writing("clara") as (session, actor):
        finish_review(session, actor, measure_id=world.measure_id)


def test_the_result_shows_levels_beside_the_self_assessment_and_comments_without_names(
    world: Reviewing,
) -> None:
    reviewed(world)
    page = opened(PageName.RESULT, {"measure": str(world.measure_id)})
    assert [fold.label for fold in page.expander][:2] == [
        "Beschlossenes Ziel",
        "Selbsteinschätzung daneben: verschieden bei 1 von 12 Leitfragen",
    ]
    shown = html_of(page)
    assert "Seite fehlt." in shown
    hidden = [word for word in (NOTE, "anna", "bernd", "Anna", "Bernd") if word in shown]
    assert hidden == []
