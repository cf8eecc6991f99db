"""A requirement that reviews dispute is settled by the coordination, with a reason, for one revision."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from sqlmodel import select

from tests.coordinating import Coordinating
from tests.houses import TestHouse, panel_catalogue
from tests.worlds import AsBuilt
from toolkit.comparison import load_comparison
from toolkit.judging import GateState, Standing, demands_of_gate
from toolkit.model import JointJudgement, Programme
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.finishing import finish_review
from toolkit.services.joint_judgements import (
    JointConflictError,
    JointState,
    has_newer_review,
    joint_of,
    settle_gate,
)
from toolkit.storage import check_database

DEMAND = [demands_of_gate(panel_catalogue())[0].id]
GOAL = "Das gemeinsame Gespräch am Montag hat es geklärt."


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Coordinating:
    return as_built(house, made)


def made(house: TestHouse) -> Coordinating:
    """Anna finds the requirement met, Bernd an isolated solution."""
    world = Coordinating.made(house)
    for name, level in (("anna", 3), ("bernd", 0)):
        world.assign(name)
        world.review(name, level=3, S1=level)
    return world


def settle(
    world: Coordinating,
    state: GateState = GateState.MET,
    *,
    by: str = "clara",
    based_on: int = 0,
    demands: Collection[str] = (),
    reason: str = GOAL,
) -> JointState:
    with world.house.database.writing() as session:
        return settle_gate(
            session,
            world.actor(by),
            measure_id=world.measure_id,
            based_on=based_on,
            gate_state=state,
            demands=demands,
            reason=reason,
        )


def key_of(kind: type[ServiceError], act: Callable[[], object]) -> str:
    with pytest.raises(kind) as refused:
        act()
    return refused.value.message.key


def standing(world: Coordinating, name: str) -> tuple[Standing, GateState]:
    with world.house.database.reading() as session:
        version = session.get_one(Programme, world.programme_id).catalogue_version_id
        (measure,) = load_comparison(
            session,
            world.actor(name),
            programme_id=world.programme_id,
            catalogue=stored_catalogue(session, version),
        ).measures
    return measure.judgement.gate.standing, measure.judgement.gate.state


def finish(world: Coordinating) -> None:
    with world.house.database.writing() as session:
        finish_review(session, world.actor("clara"), measure_id=world.measure_id)


def test_a_disputed_requirement_keeps_the_reviews_back_until_it_is_settled(world: Coordinating) -> None:
    assert key_of(InvalidError, lambda: finish(world)) == "finishing.disputed"
    stored = settle(world, GateState.CONDITIONAL, demands=DEMAND)
    assert (stored.gate_state, stored.version, stored.reason) == (GateState.CONDITIONAL, 1, GOAL)
    assert world.events("joint_judgement") == ["settle_gate"]
    finish(world)
    assert standing(world, "stefan") == (Standing.ESTABLISHED, GateState.CONDITIONAL)
    assert standing(world, "erika") == (Standing.ESTABLISHED, GateState.CONDITIONAL)
    with world.house.database.reading() as session:
        assert check_database(session) == ()


def test_it_needs_a_dispute_a_reason_and_demands_that_fit(world: Coordinating) -> None:
    for wrong, sentence in (
        (lambda: settle(world, reason="  "), "joint.without_reason"),
        (lambda: settle(world, reason="x" * 4001), "joint.too_long"),
        (lambda: settle(world, GateState.CONDITIONAL), "joint.without_demand"),
        (lambda: settle(world, GateState.MET, demands=DEMAND), "joint.demand_without_condition"),
    ):
        assert key_of(InvalidError, wrong) == sentence
    unknown = lambda: settle(world, GateState.CONDITIONAL, demands=["nothing"])  # noqa: E731
    assert key_of(NotFoundError, unknown) == "joint.unknown_demand"
    with world.house.database.reading() as session:
        assert session.exec(select(JointJudgement)).all() == []
    world.declare("bernd", by="clara", measure_id=world.measure_id)  # the dispute is gone with the review
    assert key_of(RefusedError, lambda: settle(world)) == "joint.not_disputed"


def test_nothing_is_settled_before_somebody_has_reviewed(house: TestHouse) -> None:
    world = Coordinating.made(house)
    assert key_of(RefusedError, lambda: settle(world)) == "joint.not_disputed"


@pytest.mark.parametrize(
    ("name", "kind"), [("anna", RefusedError), ("erika", RefusedError), ("stefan", NotFoundError)]
)
def test_nobody_but_the_coordination_settles(
    world: Coordinating, name: str, kind: type[ServiceError]
) -> None:
    with pytest.raises(kind):
        settle(world, by=name)
    with world.house.database.reading() as session:
        assert session.exec(select(JointJudgement)).all() == []


def test_a_second_writer_sees_mine_and_theirs_and_nothing_is_overwritten(world: Coordinating) -> None:
    first = settle(world)
    assert settle(world) == first  # the same again, from a page that had not seen it
    with pytest.raises(JointConflictError) as conflict:
        settle(world, GateState.NOT_MET, reason="Es bleibt eine Insellösung.")
    assert conflict.value.theirs == first
    assert conflict.value.mine == JointState(GateState.NOT_MET, (), "Es bleibt eine Insellösung.", 0)
    second = settle(world, GateState.NOT_MET, reason="Es bleibt eine Insellösung.", based_on=1)
    assert (second.gate_state, second.version) == (GateState.NOT_MET, 2)


def test_a_review_that_came_later_and_a_newer_revision_make_it_outdated(world: Coordinating) -> None:
    settle(world)

    def outdated(revision_id: int) -> tuple[int, bool]:
        with world.house.database.reading() as session:
            joint = joint_of(session, revision_id)
            return joint.version, has_newer_review(session, revision_id, joint)

    assert outdated(1) == (1, False)
    world.assign("cem")
    world.review("cem", level=3)
    assert outdated(1) == (1, True)
    settle(world, reason="Auch mit der dritten Stimme.", based_on=1)
    assert outdated(1) == (2, False)
    assert outdated(2) == (0, False)  # of the next revision there is none
