"""Who sees what of a measure, in which state: every select, for every role, on one seeded world."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from sqlmodel import col, select

from tests.access.world import AccessWorld, seeded_steering, seeded_world, seen_of_steering
from tests.houses import TestHouse
from toolkit.access import visible_answers
from toolkit.judging import AnswerKind
from toolkit.model import (
    Answer,
    Assessment,
    Assignment,
    Conflict,
    MeasureState,
    Programme,
    Release,
    ReleaseKind,
    RevealRule,
    ReviewConfirmation,
    ReviewRelease,
    now,
)
from toolkit.storage import Database
from toolkit.workflow import REVIEWED_ON, WORKING

ALWAYS = frozenset(MeasureState)
NEVER: frozenset[MeasureState] = frozenset()
HAS_WORKING = WORKING | {MeasureState.WITHDRAWN}
TOLD = REVIEWED_ON | {MeasureState.CHANGES_REQUESTED, MeasureState.RESUBMITTED}

NOTHING: Final = {
    "fact sheet:submitted": NEVER,
    "fact sheet:working": NEVER,
    "result:submitted": NEVER,
    "assessment:self, submitted": NEVER,
    "assessment:self, working": NEVER,
    "assessment:review, finished": NEVER,
    "assessment:review, unfinished": NEVER,
    "comment:finished, to municipality": NEVER,
    "comment:finished, to colleagues": NEVER,
    "comment:unfinished, to municipality": NEVER,
    "comment:unfinished, to colleagues": NEVER,
}
OF_COLLEAGUES: Final = {
    **NOTHING,
    "fact sheet:submitted": ALWAYS,
    "result:submitted": ALWAYS,
    "assessment:self, submitted": ALWAYS,
    "assessment:review, finished": ALWAYS,
    "comment:finished, to municipality": ALWAYS,
    "comment:finished, to colleagues": ALWAYS,
}
WHEN_REVIEWED: Final = {
    **NOTHING,
    "fact sheet:submitted": REVIEWED_ON,
    "result:submitted": REVIEWED_ON,
    "assessment:self, submitted": REVIEWED_ON,
    "assessment:review, finished": REVIEWED_ON,
    "comment:finished, to municipality": REVIEWED_ON,
}
SEEN: Final[dict[str, dict[str, frozenset[MeasureState]]]] = {
    "own planning": {
        **NOTHING,
        "fact sheet:submitted": ALWAYS,
        "fact sheet:working": HAS_WORKING,
        "result:submitted": ALWAYS,
        "assessment:self, submitted": ALWAYS,
        "assessment:self, working": HAS_WORKING,
        "assessment:review, finished": TOLD,
        "comment:finished, to municipality": TOLD,
    },
    "other planning": NOTHING,
    "advisor, finished": OF_COLLEAGUES,
    "advisor, all levels given": {
        **NOTHING,
        "fact sheet:submitted": ALWAYS,
        "result:submitted": ALWAYS,
        "assessment:self, submitted": ALWAYS,
        "assessment:review, unfinished": ALWAYS,  # the own one
        "comment:unfinished, to municipality": ALWAYS,
        "comment:unfinished, to colleagues": ALWAYS,
    },
    "advisor, not finished": {**NOTHING, "fact sheet:submitted": ALWAYS},
    "advisor, in conflict": NOTHING,
    "advisor, not assigned": NOTHING,
    "advisor, role revoked": NOTHING,
    "coordination": OF_COLLEAGUES,
    # Its own unfinished review is the only assessment that it sees: so there is a result, of its own.
    "coordination, own review not finished": {
        **NOTHING,
        "fact sheet:submitted": ALWAYS,
        "result:submitted": ALWAYS,
    },
    "coordination elsewhere": NOTHING,
    "steering group": WHEN_REVIEWED,
    "chair": WHEN_REVIEWED,
    "administration": NOTHING,
}

PUBLISHED: Final = frozenset({"decision, published"})
OF_STEERING: Final = PUBLISHED | {
    "stakeholder group", "weighting", "package", "meeting", "decision, pending",
}  # fmt: skip
SEEN_OF_STEERING: Final[dict[str, frozenset[str]]] = {
    "own planning": PUBLISHED,
    "advisor, finished": PUBLISHED,
    "advisor, all levels given": PUBLISHED,
    "advisor, not finished": PUBLISHED,
    "coordination": OF_STEERING,
    "coordination, own review not finished": OF_STEERING,
    "steering group": OF_STEERING,
    "chair": OF_STEERING,
}


@pytest.fixture
def world(any_database: Database) -> AccessWorld:
    return seeded_world(TestHouse.furnished(any_database))


def test_everybody_sees_of_each_measure_what_was_decided_and_nothing_else(world: AccessWorld) -> None:
    assert {person: world.seen(person) for person in world.people} == SEEN


def test_a_steering_groups_work_is_seen_by_it_alone_and_what_it_published_by_who_sees_the_measure(
    world: AccessWorld,
) -> None:
    things = seeded_steering(world)
    seen = {person: seen_of_steering(world, things, person) for person in world.people}
    assert seen == {person: SEEN_OF_STEERING.get(person, frozenset()) for person in world.people}


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (ReleaseKind.FACT_SHEET, {"fact sheet:submitted": ALWAYS - {MeasureState.WITHDRAWN}}),
        (
            ReleaseKind.RESULT,
            {
                "result:submitted": ALWAYS - {MeasureState.WITHDRAWN},
                "assessment:self, submitted": ALWAYS - {MeasureState.WITHDRAWN},
                "assessment:review, finished": REVIEWED_ON,
            },
        ),
    ],
)
def test_each_release_shows_others_its_own_part_and_never_a_comment(
    world: AccessWorld, kind: ReleaseKind, shown: dict[str, frozenset[MeasureState]]
) -> None:
    with world.house.database.writing() as session:
        session.add_all(Release(measure_id=key, kind=kind) for key in world.measures.values())
    assert world.seen("other planning") == {**NOTHING, **shown}
    for bound in ("advisor, not finished", "coordination, own review not finished", "steering group"):
        assert world.seen(bound) == SEEN[bound]


def test_an_unfinished_review_binds_a_planner_to_whom_the_result_is_released(
    world: AccessWorld,
) -> None:
    advisor = world.actor("advisor, not finished")
    both = replace(advisor, grants=advisor.grants | world.actor("other planning").grants)
    with world.house.database.writing() as session:
        session.add_all(Release(measure_id=key, kind=ReleaseKind.RESULT) for key in world.measures.values())
    assert world.seen_by(both) == SEEN["advisor, not finished"]


def test_a_confirmed_earlier_review_opens_the_colleagues_reviews(world: AccessWorld) -> None:
    state = MeasureState.IN_REVIEW
    with world.house.database.writing() as session:
        revision_id = world.things["fact sheet:submitted"][state]
        earlier = Assessment(
            revision_id=world.things["fact sheet:submitted"][MeasureState.SUBMITTED],
            kind="review",
            author_id=world.people["advisor, not finished"],
            catalogue_version_id=1,
            final_at=now(),
        )
        session.add(earlier)
        session.flush()
        session.add(ReviewConfirmation(assessment_id=earlier.id, revision_id=revision_id))
    assert state in world.seen("advisor, not finished")["assessment:review, finished"]


def test_what_was_released_of_one_revision_stays_readable_while_a_later_one_is_worked_on(
    world: AccessWorld,
) -> None:
    state = MeasureState.DRAFT
    with world.house.database.writing() as session:
        session.add(ReviewRelease(revision_id=world.things["fact sheet:submitted"][state]))
    grown = {kind: states | {state} if states else NEVER for kind, states in WHEN_REVIEWED.items()}
    assert world.seen("steering group") == grown
    assert world.seen("own planning")["assessment:review, finished"] == TOLD | {state}


def test_reviews_of_a_withdrawn_measure_are_shown_to_nobody_from_outside(world: AccessWorld) -> None:
    state = MeasureState.WITHDRAWN
    with world.house.database.writing() as session:
        session.add(ReviewRelease(revision_id=world.things["fact sheet:submitted"][state]))
    assert world.seen("steering group") == WHEN_REVIEWED
    assert world.seen("own planning")["assessment:review, finished"] == TOLD | {state}


def test_who_is_no_longer_assigned_or_falls_into_a_conflict_sees_no_more(world: AccessWorld) -> None:
    with world.house.database.writing() as session:
        measure_id = world.measures[MeasureState.REVIEWED]
        finished = world.people["advisor, finished"]
        session.add(Conflict(person_id=finished, measure_id=measure_id))
        other = world.measures[MeasureState.IN_REVIEW]
        for assignment in session.exec(
            select(Assignment).where(
                col(Assignment.measure_id) == other, col(Assignment.person_id) == finished
            )
        ):
            assignment.ended_at = now()
    left = ALWAYS - {MeasureState.REVIEWED, MeasureState.IN_REVIEW}
    assert world.seen("advisor, finished") == {
        kind: left if states else NEVER for kind, states in OF_COLLEAGUES.items()
    }


def test_question_by_question_only_the_answers_to_what_was_judged_are_shown(world: AccessWorld) -> None:
    state = MeasureState.IN_REVIEW
    with world.house.database.writing() as session:
        world_of_own = world.things["assessment:self, submitted"][state]
        own = Assessment(
            revision_id=world.things["fact sheet:submitted"][state],
            kind="review",
            author_id=world.people["advisor, not finished"],
            catalogue_version_id=1,
        )
        session.add(own)
        session.flush()
        for key in ("S1", "S2", "S3"):
            session.add(Answer(assessment_id=world_of_own, question_key=key, kind=AnswerKind.LEVEL, level=4))
        session.add(Answer(assessment_id=own.id, question_key="S1", kind=AnswerKind.LEVEL, level=1))
        session.add(Answer(assessment_id=own.id, question_key="S2", kind=AnswerKind.OPEN))
    assert answers_seen(world, "advisor, not finished") == {("own", "S1"), ("own", "S2")}
    with world.house.database.writing() as session:
        programme = session.get_one(Programme, world.programme_id)
        programme.reveal_rule = RevealRule.AFTER_EACH
    assert answers_seen(world, "advisor, not finished") == {("own", "S1"), ("own", "S2"), ("self", "S1")}
    assert answers_seen(world, "advisor, in conflict") == set()
    assert answers_seen(world, "coordination, own review not finished") == set()


def answers_seen(world: AccessWorld, person: str) -> set[tuple[str, str]]:
    with world.house.database.reading() as session:
        rows = session.exec(
            select(Assessment.kind, Answer.question_key)
            .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
            .where(col(Answer.id).in_(visible_answers(world.actor(person))))
        )
        return {("self" if kind.value == "self" else "own", key) for kind, key in rows}
