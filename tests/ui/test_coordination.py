"""Koordination, as its pages work: propose and accept, a conflict in the way, a dispute that is settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.coordinating import Coordinating
from tests.houses import TestHouse
from tests.ui.apps import app_on, html_of, opened, without_failure
from toolkit.messages import Message, translate
from toolkit.model import Measure, MeasureState, Programme, ProgrammeKind, now
from toolkit.model.entered import day_text
from toolkit.ui.components import plain
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName

TODAY = now().astimezone().date()


@pytest.fixture
def world(
    sqlite_furnished: TestHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Coordinating]:
    """Three measures at the single desk, the first of which Anna and Bernd judge differently."""
    world = Coordinating.made(sqlite_furnished, measures=3, keeps_desk=True)
    for name, level in (("anna", 3), ("bernd", 0)):
        world.assign(name)
        world.review(name, S1=level, says="Das Ziel ist beschlossen.")
    with app_on(tmp_path, monkeypatch):
        yield world


def coordination(**parameters: str) -> AppTest:
    return opened(PageName.COORDINATION, parameters)


def said(key: str, **values: object) -> str:
    return translate(Message.of(key, **values), "de")


def click(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def test_a_proposal_is_looked_at_and_accepted_without_the_one_that_was_left_out(world: Coordinating) -> None:
    page = coordination(proposal="1")
    proposed = [box for box in page.checkbox if box.value]
    before = len(world.assigned())
    page = without_failure(proposed[0].uncheck().run())
    page = click(page, "accept")
    assert len(world.assigned()) == before + len(proposed) - 1
    assert [box.value for box in page.success] == [plain(said("coordination.accepted", n=len(proposed) - 1))]
    assert "proposal" not in page.query_params


def test_a_conflict_of_interest_in_the_way_is_explained_and_the_next_person_is_assigned(
    world: Coordinating,
) -> None:
    second = world.measures[1]
    world.declare("anna", by="clara", municipality_id=world.altdorf)
    page = coordination(**{MEASURE_PARAMETER: str(second)})
    page = without_failure(page.selectbox(key="assign-whom-0").select(world.people["anna"]).run())
    page = click(page, "assign-now")
    in_the_way = {"name": "Anna Amsel", "municipality": "Altdorf"}
    assert [box.value for box in page.error] == [plain(said("assignments.barrier.conflict", **in_the_way))]
    assert world.who_reviews() == {("anna", world.measure_id), ("bernd", world.measure_id)}
    page.selectbox(key="assign-whom-0").select(world.people["cem"])
    due_on = TODAY + timedelta(days=10)
    page = without_failure(page.text_input(key="assign-due-0").set_value(day_text(due_on, "de")).run())
    page = click(page, "assign-now")
    assert [(each.name, each.due_on) for each in world.assigned() if each.measure_id == second] == [
        ("cem@example.de", due_on)
    ]
    assert len(page.success) == 1


def test_an_advisor_notes_an_own_conflict_and_the_measure_is_no_longer_theirs(world: Coordinating) -> None:
    second = world.measures[1]
    world.assign("clara", second)  # the single desk, which advises as well
    page = opened(PageName.REVIEW, {MEASURE_PARAMETER: str(second)})
    page = click(page, "declare-own")
    assert [box.value for box in page.success] == [plain(said("conflicts.own_done"))]
    assert [(each.measure_id, each.is_own) for each in world.conflicts()] == [(second, True)]
    assert [each for each in world.assigned() if each.measure_id == second] == []


def test_a_dispute_is_settled_with_its_reason_and_then_released(world: Coordinating) -> None:
    page = coordination(**{MEASURE_PARAMETER: str(world.measure_id)})
    assert page.button(key="release").disabled
    page = click(page, "settle-now")
    assert len(page.error) == 1
    key = "gate-1-state-0"
    page = without_failure(page.radio(key=key).set_value(said("findings.gate.met")).run())
    page = without_failure(page.text_area(key="gate-1-reason-0").set_value("Der Beschluss lag vor.").run())
    page = click(page, "settle-now")
    assert [box.value for box in page.success] == [plain(said("coordination.done.settled"))]
    assert "Der Beschluss lag vor." in html_of(page)
    page = click(page, "release")
    with world.house.database.reading() as session:
        assert session.get_one(Measure, world.measure_id).state is MeasureState.REVIEWED


def test_severity_is_shown_without_names_and_marks_only_the_own_value(world: Coordinating) -> None:
    world.assign("clara")
    world.review("clara", level=2)
    page = coordination(part="agreement")
    assert said("coordination.severity.selection") not in html_of(page)
    with world.house.database.writing() as session:
        session.get_one(Programme, world.programme_id).shows_severity = True
    listed = (
        html_of(coordination(part="agreement"))
        .split(said("coordination.severity.selection"))[1]
        .split("</ul>")[0]
    )
    assert listed.count("<li>") == 3
    assert listed.count(said("coordination.own_value")) == 1
    assert [name for name in ("Anna", "bernd", "Einzelplatz") if name in listed] == []


def test_in_advice_the_words_are_feedback_and_nothing_is_totalled(world: Coordinating) -> None:
    with world.house.database.writing() as session:
        programme = session.get_one(Programme, world.programme_id)
        programme.kind, programme.shows_severity = ProgrammeKind.ADVICE, True
    for parameters in ({}, {"part": "assignments"}, {"part": "agreement"}, {MEASURE_PARAMETER: "1"}):
        page = coordination(**parameters)
        shown = html_of(page) + "".join(button.label for button in page.button)
        without_state = shown.replace(said("workflow.state.in_review"), "")
        assert "Begutachtung" not in without_state, parameters
        assert "Gesamt" not in shown, parameters
    assert "Rückmeldung 1 (Anna Amsel)" in html_of(coordination(**{MEASURE_PARAMETER: "1"}))
