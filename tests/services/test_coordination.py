"""The coordination's board: who reviews what, how far it is, and what waits for a decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.coordinating import Coordinating
from tests.houses import TestHouse
from tests.worlds import AsBuilt
from toolkit.access import Grant
from toolkit.judging import GateState, Standing
from toolkit.model import Assignment, Measure, MeasureState, Programme, Role, now
from toolkit.services.coordination import (
    Board,
    CoordinatedMeasure,
    Need,
    Progress,
    coordination_board,
    severities_of,
)
from toolkit.services.errors import RefusedError
from toolkit.services.joint_judgements import settle_gate

TODAY = now().astimezone().date()


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Coordinating:
    return as_built(house, Coordinating.made)


def board(world: Coordinating, by: str = "clara") -> Board:
    with world.house.database.reading() as session:
        return coordination_board(session, world.actor(by), programme_id=world.programme_id)


def only(world: Coordinating) -> CoordinatedMeasure:
    (measure,) = board(world).measures
    return measure


def needs(world: Coordinating, today: date = TODAY) -> list[Need]:
    return list(only(world).needs(today))


def test_what_waits_changes_from_the_first_assignment_to_the_release(world: Coordinating) -> None:
    assert needs(world) == [Need.UNASSIGNED]
    world.assign("anna", due_on=TODAY)
    world.assign("bernd")
    assert needs(world) == []
    assert needs(world, TODAY + timedelta(days=1)) == [Need.OVERDUE]
    world.review("anna", final=False)
    world.review("bernd", S1=0)
    assert {each.assignment.name: each.progress for each in only(world).reviews} == {
        "Anna Amsel": Progress.BEGUN,
        "bernd@example.de": Progress.DONE,
    }
    assert (only(world).counting, needs(world)) == (1, [])


def test_a_disputed_requirement_waits_until_it_is_settled_and_then_the_release(world: Coordinating) -> None:
    for name, level in (("anna", 3), ("bernd", 0)):
        world.assign(name)
        world.review(name, S1=level)
    assert needs(world) == [Need.DISPUTED]
    gate = only(world).gate
    assert gate is not None
    assert {outcome.state for outcome in gate.each} == {GateState.MET, GateState.NOT_MET}
    with world.house.database.writing() as session:
        settle_gate(
            session,
            world.actor("clara"),
            measure_id=world.measure_id,
            based_on=0,
            gate_state=GateState.MET,
            reason="Der Beschluss lag vor.",
        )
    gate = only(world).gate
    assert gate is not None
    assert (gate.standing, gate.state) == (Standing.ESTABLISHED, GateState.MET)
    assert needs(world) == [Need.READY]
    with world.house.database.writing() as session:
        session.get_one(Measure, world.measure_id).state = MeasureState.REVIEWED
    assert needs(world) == []


def test_a_conflict_takes_a_review_out_of_the_count(world: Coordinating) -> None:
    for name in ("anna", "bernd"):
        world.assign(name)
        world.review(name)
    assert (only(world).counting, needs(world)) == (2, [Need.READY])
    world.declare("bernd", by="clara", municipality_id=world.neustadt)
    assert (only(world).counting, needs(world)) == (1, [Need.UNASSIGNED])
    assert set(only(world).written) == {world.people["anna"]}


def test_who_coordinates_and_reviews_sees_no_colleagues_levels_before_the_own_review(
    world: Coordinating,
) -> None:
    world.house.person("clara@example.de", Grant(Role.ADVICE, programme_id=world.programme_id))
    world.assign("anna")
    world.review("anna")
    world.assign("clara")
    assert (only(world).counting, only(world).hidden, only(world).judgement) == (1, 1, None)
    world.review("clara")
    assert (only(world).counting, only(world).hidden) == (2, 0)
    assert only(world).judgement is not None


@pytest.mark.parametrize("name", ["anna", "erika", "stefan"])
def test_the_board_is_for_the_coordination_only(world: Coordinating, name: str) -> None:
    world.assign("anna")
    with pytest.raises(RefusedError) as refused:
        board(world, name)
    assert refused.value.message.key == "access.not_coordination"


def test_how_strict_somebody_is_is_told_only_where_the_programme_says_so(house: TestHouse) -> None:
    world = Coordinating.made(house, measures=2)
    for measure_id in world.measures:
        for name, level in (("anna", 3), ("bernd", 2)):
            world.assign(name, measure_id)
            world.review(name, measure_id, level=level, S1=3)
    assert severities_of(board(world)) is None
    with world.house.database.writing() as session:
        session.get_one(Programme, world.programme_id).shows_severity = True
    shown = severities_of(board(world))
    assert shown is not None
    _, found = shown
    effects = {key: each.effect for key, each in found.by_rater.items()}
    assert effects[world.people["bernd"]] < 0 < effects[world.people["anna"]]


def test_the_load_counts_what_is_in_hand_and_what_is_still_to_come(house: TestHouse) -> None:
    world = Coordinating.made(house, measures=2)
    for measure_id in world.measures:
        world.assign("anna", measure_id)
    world.review("anna", world.measures[0])
    assert board(world).load() == {world.people["anna"]: ("Anna Amsel", 2, 1)}
    with world.house.database.reading() as session:
        assert session.get_one(Assignment, 1).due_on is None
    assert board(world).usual_due(TODAY) is None
