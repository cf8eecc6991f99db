"""The coordination releases the reviews of a revision: when it can, and what that opens to whom."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.judging import GateState
from toolkit.messages import Message
from toolkit.model import (
    Conflict,
    JointJudgement,
    MeasureState,
    NoticeKind,
    Programme,
    ReviewConfirmation,
    ReviewRelease,
    Revision,
    id_of,
)
from toolkit.services.errors import NotFoundError, RefusedError, ServiceError
from toolkit.services.finishing import finish_review
from toolkit.storage import check_database
from toolkit.workflow import Step

State = MeasureState


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(house, made)


def made(house: TestHouse) -> Reviewing:
    world = Reviewing.made(house)
    world.submit()
    return world


def finish(world: Reviewing, by: str = "clara") -> Message | None:
    """None where it worked, else the sentence."""
    try:
        with world.writing(by) as (session, actor):
            finish_review(session, actor, measure_id=world.measure_id)
    except ServiceError as error:
        return error.message
    return None


def newest_revision(world: Reviewing) -> int:
    with world.house.database.reading() as session:
        newest = select(Revision).where(col(Revision.measure_id) == world.measure_id)
        return id_of(session.exec(newest.order_by(col(Revision.number).desc())).first())  # type: ignore[arg-type]


def test_the_required_number_of_counting_reviews_is_awaited_and_then_the_municipality_is_told(
    world: Reviewing,
) -> None:
    world.review("anna")
    too_few = Message.of("finishing.too_few", there=1, required=2)
    assert finish(world) == too_few
    review_id = world.review("bernd", final=False)
    assert finish(world) == too_few
    world.finalise(review_id)
    assert finish(world) is None
    assert world.state is State.REVIEWED
    assert world.told()[-2:] == [("erika", NoticeKind.FEEDBACK_READY), ("jonas", NoticeKind.FEEDBACK_READY)]
    with world.house.database.reading() as session:
        released = session.exec(select(ReviewRelease)).one()
        assert (released.revision_id, released.released_by_id) == (
            newest_revision(world),
            world.people["clara"],
        )
        assert check_database(session) == ()


def test_a_review_with_a_conflict_of_interest_does_not_count(world: Reviewing) -> None:
    world.review("anna")
    world.review("bernd")
    with world.house.database.writing() as session:
        session.add(Conflict(person_id=world.people["bernd"], measure_id=world.measure_id))
    assert finish(world) == Message.of("finishing.too_few", there=1, required=2)


def test_a_review_of_an_earlier_revision_counts_where_it_was_confirmed(world: Reviewing) -> None:
    first = world.review("anna")
    world.review("bernd")
    world.ask(text="Bitte ergänzen.")
    world.submit()
    assert finish(world) == Message.of("finishing.too_few", there=0, required=2)
    world.review("bernd")
    with world.house.database.writing() as session:
        session.add(ReviewConfirmation(assessment_id=first, revision_id=newest_revision(world)))
    assert finish(world) is None


def test_a_disputed_gate_is_settled_first(world: Reviewing) -> None:
    world.review("anna", level=3)
    world.review("bernd", level=3, S1=0)
    assert finish(world) == Message.of("finishing.disputed")
    with world.house.database.writing() as session:
        session.add(
            JointJudgement(revision_id=newest_revision(world), gate_state=GateState.MET, reason="Geklärt.")
        )
    assert finish(world) is None


def test_where_no_review_is_required_none_is_awaited(world: Reviewing) -> None:
    with world.house.database.writing() as session:
        session.get_one(Programme, world.programme_id).required_reviews = 0
    world.set_state(State.IN_REVIEW)
    assert finish(world) is None


@pytest.mark.parametrize(
    ("by", "refused"),
    [
        ("anna", (RefusedError, "access.not_coordination")),
        ("erika", (RefusedError, "access.not_coordination")),
        ("hanna", (NotFoundError, "services.no_measure")),
        ("stefan", (NotFoundError, "services.no_measure")),
    ],
)
def test_nobody_but_the_coordination_releases(
    world: Reviewing, by: str, refused: tuple[type[ServiceError], str]
) -> None:
    world.review("anna")
    world.review("bernd")
    with pytest.raises(refused[0]) as refusal, world.writing(by) as (session, actor):
        finish_review(session, actor, measure_id=world.measure_id)
    assert refusal.value.message.key == refused[1]
    assert world.state is State.IN_REVIEW


def test_what_was_withdrawn_and_taken_up_again_is_released_once_more(world: Reviewing) -> None:
    world.review("anna")
    world.review("bernd")
    assert finish(world) is None
    world.step(Step.WITHDRAW)
    world.step(Step.RESUME)
    assert finish(world) == Message.of("workflow.not_possible.finish_review")
    world.set_state(State.IN_REVIEW)
    assert finish(world) is None
    with world.house.database.reading() as session:
        assert len(session.exec(select(ReviewRelease)).all()) == 1
