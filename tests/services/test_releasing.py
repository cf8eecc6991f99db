"""A second pair of eyes inside the municipality: one person releases a revision, another one submits it."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.judging import AnswerKind
from toolkit.model import Event, MeasureState, Municipality, Revision
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import answer_question
from toolkit.services.errors import ServiceError
from toolkit.services.measures import open_measure
from toolkit.services.releasing import InternalRelease, internal_release, release_internally, take_back
from toolkit.storage import check_database
from toolkit.workflow import Step

State = MeasureState


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(house, made)


def made(house: TestHouse) -> Reviewing:
    world = Reviewing.made(house)
    want_release(house, world.neustadt)
    return world


def want_release(house: TestHouse, municipality_id: int) -> None:
    with house.database.writing() as session:
        session.get_one(Municipality, municipality_id).needs_release = True


def said(world: Reviewing, by: str, verb: str) -> str | None:
    """None where it worked, else the key of the sentence."""
    try:
        if verb == "submit":
            world.submit(by)
        else:
            with world.writing(by) as (session, actor):
                act = release_internally if verb == "release" else take_back
                act(session, actor, measure_id=world.measure_id)
    except ServiceError as error:
        return error.message.key
    return None


def stored_release(world: Reviewing) -> list[tuple[int | None, bool]]:
    with world.house.database.reading() as session:
        rows = session.exec(
            select(Revision.released_by_id, Revision.released_at).order_by(col(Revision.number))
        )
        return [(by, at is not None) for by, at in rows]


def test_who_released_a_revision_is_not_who_submits_it(world: Reviewing) -> None:
    assert said(world, "erika", "submit") == "releasing.needed"
    assert said(world, "erika", "release") is None
    assert (world.state, stored_release(world)) == (State.RELEASED, [(world.people["erika"], True)])
    assert said(world, "erika", "submit") == "releasing.by_oneself"
    assert said(world, "jonas", "submit") is None
    assert (world.state, stored_release(world)) == (State.SUBMITTED, [(world.people["erika"], True)])
    with world.house.database.reading() as session:
        released = session.exec(select(Event).where(col(Event.action) == "release")).one()
        assert (released.measure_id, check_database(session)) == (world.measure_id, ())


def test_while_it_is_released_nothing_changes_and_taking_it_back_opens_it_again(world: Reviewing) -> None:
    said(world, "erika", "release")
    with pytest.raises(ServiceError) as refusal, world.writing("jonas") as (session, actor):
        answer_question(
            session, actor, measure_id=world.measure_id, question="S1", based_on=1, change=AnswerInput.at(4)
        )
    assert refusal.value.message.key == "access.released"
    assert said(world, "jonas", "take_back") is None
    assert (world.state, stored_release(world)) == (State.DRAFT, [(None, False)])
    assert said(world, "jonas", "take_back") == "workflow.not_possible.take_back"


def test_what_lacks_something_required_is_not_released(world: Reviewing) -> None:
    with world.writing("erika") as (session, actor):
        change = AnswerInput.without_level(AnswerKind.NOT_APPLICABLE)
        answer_question(session, actor, measure_id=world.measure_id, question="S3", based_on=1, change=change)
    assert said(world, "erika", "release") == "submitting.not_yet"
    assert stored_release(world) == [(None, False)]


def test_nobody_but_the_planning_of_the_municipality_releases(world: Reviewing) -> None:
    assert {name: said(world, name, "release") for name in ("hanna", "anna", "clara", "stefan")} == (
        dict.fromkeys(("hanna", "anna", "clara", "stefan"), "services.no_measure")
    )


def test_in_a_round_the_release_comes_after_the_replies_and_leads_to_resubmitted(world: Reviewing) -> None:
    said(world, "erika", "release")
    world.submit("jonas")
    world.review("anna")
    world.ask(("S1", "Ziel?"))
    assert stored_release(world)[1] == (None, False)  # a copy is released anew
    assert said(world, "jonas", "release") == "submitting.not_yet"
    world.reply_to_all()
    assert said(world, "jonas", "release") is None
    assert said(world, "jonas", "take_back") is None
    assert world.state is State.CHANGES_REQUESTED
    assert said(world, "jonas", "release") is None
    assert said(world, "erika", "submit") is None
    assert world.state is State.RESUBMITTED


def test_without_the_wish_for_it_nobody_has_to_release_and_a_release_of_before_does_not_stand(
    world: Reviewing,
) -> None:
    said(world, "erika", "release")
    world.step(Step.WITHDRAW)
    world.step(Step.RESUME)
    with world.house.database.writing() as session:
        session.get_one(Municipality, world.neustadt).needs_release = False
    assert said(world, "erika", "submit") is None
    assert stored_release(world) == [(None, False)]


def test_at_the_single_desk_one_person_does_both_and_is_told_so(house: TestHouse) -> None:
    neustadt = house.municipality("Neustadt")
    measure_id = house.measure(neustadt)
    want_release(house, neustadt)
    with house.database.writing() as session:
        release_internally(session, house.actor, measure_id=measure_id)
    with house.database.reading() as session:
        measure = open_measure(session, house.actor, measure_id=measure_id)
        assert internal_release(session, house.actor, measure) == InternalRelease(
            needed=True, released=True, alone=True, hindrance=None
        )
    house.submit(measure_id)
