"""Freigaben: what the planning of another municipality sees of a measure, and what it never sees."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlmodel import col, select

from tests.houses import TestHouse, panel_catalogue
from tests.reviewing import Reviewing
from tests.worlds import AsBuilt
from toolkit.access import visible_comments, visible_revisions
from toolkit.comparison import load_comparison
from toolkit.model import Audience, Event, ReleaseKind, Revision
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import answer_question, open_self_assessment
from toolkit.services.errors import NotFoundError, ServiceError
from toolkit.services.finishing import finish_review
from toolkit.services.measures import change_fact, open_measure
from toolkit.services.releases import releases_of, set_release
from toolkit.services.rounds import rounds_of
from toolkit.workflow import Step

MARKER = "NUR FÜR NEUSTADT"
FACT_SHEET, RESULT = ReleaseKind.FACT_SHEET, ReleaseKind.RESULT


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Reviewing:
    return as_built(house, made)


def made(house: TestHouse) -> Reviewing:
    """Reviewed, and being worked on again: comments, notes, a round and a working revision could leak."""
    world = Reviewing.made(house)
    world.submit()
    comments = [("S1", audience, f"{MARKER} {audience.value}") for audience in Audience]
    world.review("anna", comments=comments)
    world.review("bernd")
    with world.writing("clara") as (session, actor):
        finish_review(session, actor, measure_id=world.measure_id)
    world.ask(("S1", MARKER), text=MARKER)
    with world.writing("erika") as (session, actor):
        change_fact(
            session, actor, measure_id=world.measure_id, field="title",
            based_on="Pegelsensoren für die Treene", entered=MARKER,
        )  # fmt: skip
        answer_question(
            session, actor, measure_id=world.measure_id, question="S1", based_on=1, change=AnswerInput.at(4)
        )
    return world


def release(world: Reviewing, *kinds: ReleaseKind, released: bool = True, by: str = "erika") -> None:
    for kind in kinds:
        with world.writing(by) as (session, actor):
            set_release(session, actor, measure_id=world.measure_id, kind=kind, released=released)


def seen_by_hanna(world: Reviewing) -> dict[str, object]:
    """All that the planning of another municipality gets to see, by what it asks for."""
    with world.reading("hanna") as (session, actor):
        catalogue = panel_catalogue()
        compared = load_comparison(
            session, actor, programme_id=world.programme_id, catalogue=catalogue
        ).measures
        visible = visible_revisions(actor)
        titles = session.exec(select(Revision.title).where(col(Revision.id).in_(visible))).all()
        return {
            "fact sheets": list(titles),
            "compared": [(each.title, each.judgement.assessments) for each in compared],
            "answers": _levels(lambda: open_self_assessment(session, actor, measure_id=world.measure_id)),
            "comments": session.execute(visible_comments(actor)).all(),
            "rounds": rounds_of(session, actor, measure_id=world.measure_id),
        }


def _levels(open_it: object) -> set[int | None] | None:
    try:
        opened = open_it()  # type: ignore[operator]
    except NotFoundError:
        return None
    return {answer.given.level for answer in opened.answers.values()}


NOTHING: dict[str, object] = {
    "fact sheets": [], "compared": [], "answers": None, "comments": [], "rounds": (),
}  # fmt: skip
TITLE = "Pegelsensoren für die Treene"


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        ((), {}),
        ((FACT_SHEET,), {"fact sheets": [TITLE]}),
        ((RESULT,), {"compared": [(TITLE, 2)]}),
        ((FACT_SHEET, RESULT), {"fact sheets": [TITLE], "compared": [(TITLE, 2)], "answers": {2}}),
    ],
)
def test_another_municipality_sees_what_was_released_and_never_the_working_revision_or_a_comment(
    world: Reviewing, kinds: Iterable[ReleaseKind], shown: dict[str, object]
) -> None:
    release(world, *kinds)
    seen = seen_by_hanna(world)
    assert seen == {**NOTHING, **shown}
    assert MARKER not in str(seen)


def test_a_release_ends_at_once_and_so_does_withdrawing(world: Reviewing) -> None:
    release(world, FACT_SHEET, RESULT)
    world.step(Step.WITHDRAW)
    assert seen_by_hanna(world) == NOTHING
    world.step(Step.RESUME)
    assert seen_by_hanna(world)["fact sheets"] == [TITLE]
    release(world, FACT_SHEET, RESULT, released=False)
    assert seen_by_hanna(world) == NOTHING


def test_both_are_off_at_first_and_each_change_leaves_one_event(world: Reviewing) -> None:
    with world.reading("erika") as (session, actor):
        assert releases_of(session, actor, measure_id=world.measure_id) == frozenset()
    release(world, RESULT, RESULT)
    release(world, RESULT, RESULT, released=False, by="jonas")
    with world.house.database.reading() as session:
        actions = ("release_to_others", "end_release")
        found = session.exec(select(Event).where(col(Event.action).in_(actions)).order_by(col(Event.id)))
        assert [(event.action, event.actor_id, event.measure_id) for event in found] == [
            ("release_to_others", world.people["erika"], world.measure_id),
            ("end_release", world.people["jonas"], world.measure_id),
        ]


def test_only_the_planning_of_the_municipality_releases(world: Reviewing) -> None:
    said = {}
    for name in ("anna", "clara", "hanna", "stefan"):
        with pytest.raises(ServiceError) as refusal:
            release(world, FACT_SHEET, by=name)
        said[name] = refusal.value.message.key
    assert said == {
        "anna": "access.not_your_municipality",
        "clara": "access.not_your_municipality",
        "hanna": "services.no_measure",
        "stefan": "access.not_your_municipality",
    }
    with world.reading("erika") as (session, actor):
        assert open_measure(session, actor, measure_id=world.measure_id).title == MARKER
