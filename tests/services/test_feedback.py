"""What the reviews say to a municipality: from when on, which of it, and never by whom."""

from __future__ import annotations

import dataclasses

import pytest

from tests.houses import TestHouse
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.judging import Basis
from toolkit.model import (
    Audience,
    Membership,
    ProgrammeKind,
    RecommendationKind,
    ReviewConfirmation,
    Role,
)
from toolkit.services.feedback import Feedback, Said, read_feedback
from toolkit.services.finishing import finish_review
from toolkit.services.measures import open_measure

NOTE = "NUR FÜR KOLLEGEN"


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(house, made)


def made(house: TestHouse) -> Reviewing:
    world = Reviewing.made(house)
    world.submit()
    return world


def review_both(world: Reviewing) -> None:
    world.review(
        "bernd",
        level=4,
        comments=[("S1", Audience.MUNICIPALITY, "Gut belegt."), ("S1", Audience.COLLEAGUES, NOTE)],
    )
    world.review(
        "anna",
        level=3,
        comments=[("S1", Audience.MUNICIPALITY, "Seite fehlt."), ("", Audience.MUNICIPALITY, "Danke.")],
        recommends=RecommendationKind.CONTINUE,
    )


def finish(world: Reviewing) -> None:
    with world.writing("clara") as (session, actor):
        finish_review(session, actor, measure_id=world.measure_id)


def feedback(world: Reviewing, name: str = "erika") -> Feedback | None:
    with world.reading(name) as (session, actor):
        measure = open_measure(session, actor, measure_id=world.measure_id)
        return read_feedback(session, actor, measure=measure)


def test_the_municipality_reads_nothing_before_and_all_that_is_meant_for_it_once_it_is_released(
    world: Reviewing,
) -> None:
    review_both(world)
    assert feedback(world) is None
    finish(world)
    found = feedback(world)
    assert found is not None
    # In the order of the assignments, whoever was first to finish.
    assert [(each.number, each.given["S1"].level, each.recommendation) for each in found.reviews] == [
        (1, 3, RecommendationKind.CONTINUE),
        (2, 4, None),
    ]
    assert found.comments == {
        "S1": (Said(1, "Seite fehlt."), Said(2, "Gut belegt.")),
        "": (Said(1, "Danke."),),
    }
    assert found.programme_kind is ProgrammeKind.SELECTION
    assert found.judgement is not None
    assert (found.judgement.basis, found.judgement.assessments) == (Basis.REVIEWS, 2)


def test_nothing_of_it_names_an_advisor_or_tells_what_was_noted_for_colleagues(world: Reviewing) -> None:
    review_both(world)
    finish(world)
    # Somebody of the municipality who coordinates as well may read the notes, but not here.
    with world.house.database.writing() as session:
        both = Membership(
            person_id=world.people["erika"], role=Role.COORDINATION, programme_id=world.programme_id
        )
        session.add(both)
    told = str(dataclasses.asdict(feedback(world)))  # type: ignore[arg-type]
    names = [name for name in ("anna", "bernd", "author", "person", NOTE) if name in told.lower()]
    assert (names, NOTE in told) == ([], False)


def test_while_changes_are_requested_the_reviews_are_read_without_a_joint_result(world: Reviewing) -> None:
    world.review("anna", comments=[("S1", Audience.MUNICIPALITY, "Seite fehlt.")])
    world.ask(("S1", "Seite?"))
    with world.reading("erika") as (session, actor):
        first = open_measure(session, actor, measure_id=world.measure_id, number=1)
        found = read_feedback(session, actor, measure=first)
    assert found is not None
    assert (found.comments, found.judgement) == ({"S1": (Said(1, "Seite fehlt."),)}, None)
    assert feedback(world) is None  # of the new revision nobody has said anything


def test_a_confirmed_review_is_feedback_to_the_revision_that_it_was_confirmed_for(world: Reviewing) -> None:
    first = world.review("anna", comments=[("S1", Audience.MUNICIPALITY, "Seite fehlt.")])
    world.ask(("S1", "Seite?"))
    world.reply_to_all()
    world.submit()
    world.review("bernd")
    with world.reading("erika") as (session, actor):
        measure = open_measure(session, actor, measure_id=world.measure_id)
    with world.house.database.writing() as session:
        session.add(ReviewConfirmation(assessment_id=first, revision_id=measure.revision_id))
    finish(world)
    found = feedback(world)
    assert found is not None
    assert [each.number for each in found.reviews] == [1, 2]
    assert found.judgement is not None
    assert found.judgement.assessments == 2


def test_others_read_it_where_they_may_read_the_reviews(world: Reviewing) -> None:
    review_both(world)
    finish(world)
    for name in ("stefan", "clara", "anna", "jonas"):
        assert feedback(world, name) == feedback(world), name
