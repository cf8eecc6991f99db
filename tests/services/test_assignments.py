"""Who reviews what: by hand and by a proposal, told to them, and never where an interest is in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.coordinating import Coordinating
from tests.houses import TestHouse
from tests.worlds import AsBuilt
from toolkit.access import Grant
from toolkit.model import (
    FieldOfAction,
    Measure,
    MeasureState,
    NoticeKind,
    OutboxMessage,
    Programme,
    ProgrammeMunicipality,
    Role,
    id_of,
    now,
)
from toolkit.services.advisors import Barrier
from toolkit.services.assignments import change_due, end_assignment
from toolkit.services.conflicts import lift_conflict
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.proposals import Load
from toolkit.storage import check_database

TODAY = now().astimezone().date()


@pytest.fixture
def world(house: TestHouse, as_built: AsBuilt) -> Coordinating:
    return as_built(house, Coordinating.made)


def refusal(kind: type[ServiceError], act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(kind) as refused:
        act()
    return refused.value.message.key, dict(refused.value.message.values)


def test_who_is_assigned_is_told_with_the_day_and_sees_the_measure(world: Coordinating) -> None:
    due_on = TODAY + timedelta(days=14)
    assignment_id = world.assign("anna", due_on=due_on)
    (stored,) = world.assigned()
    assert (stored.assignment_id, stored.name, stored.due_on) == (assignment_id, "Anna Amsel", due_on)
    with world.house.database.reading() as session:
        (told,) = session.exec(select(OutboxMessage)).all()
        assert (told.person_id, told.kind) == (world.people["anna"], NoticeKind.ASSIGNED)
        assert (told.details["thing"], told.details["on"]) == (assignment_id, due_on.isoformat())
        assert check_database(session) == ()
    assert world.events("assignment") == ["assign"]
    assert world.who_reviews("anna") == {("anna", world.measure_id)}
    assert world.who_reviews("bernd") == world.who_reviews("erika") == world.who_reviews("stefan") == set()


def test_only_who_advises_in_the_programme_can_be_assigned_and_only_once(world: Coordinating) -> None:
    world.assign("anna")
    assert refusal(InvalidError, lambda: world.assign("stefan")) == (
        "assignments.no_advice",
        {"name": "stefan@example.de"},
    )
    assert refusal(InvalidError, lambda: world.assign("anna"))[0] == "assignments.already"
    world.house.revoke(world.people["bernd"])
    assert refusal(InvalidError, lambda: world.assign("bernd"))[0] == "assignments.no_advice"
    yesterday = TODAY - timedelta(days=1)
    assert refusal(InvalidError, lambda: world.assign("cem", due_on=yesterday)) == (
        "assignments.due_in_the_past",
        {"due": yesterday},
    )
    assert world.who_reviews() == {("anna", world.measure_id)}
    assert world.told() == [("anna", NoticeKind.ASSIGNED)]


@pytest.mark.parametrize("name", ["anna", "erika", "stefan"])
def test_nobody_but_the_coordination_assigns_or_proposes(world: Coordinating, name: str) -> None:
    world.assign("anna")  # so that she sees the measure
    with pytest.raises((RefusedError, NotFoundError)):
        world.assign("bernd", by=name)
    assert refusal(RefusedError, lambda: world.propose(by=name))[0] == "access.not_coordination"
    assert refusal(RefusedError, lambda: world.accept([(1, 1)], by=name))[0] == "access.not_coordination"
    assert world.who_reviews() == {("anna", world.measure_id)}


def test_an_assignment_with_a_conflict_of_interest_in_the_way(world: Coordinating) -> None:
    """Declared by the advisor after the assignment: it ends; assigning again is refused with the reason why,
    until the conflict is lifted."""
    assignment_id = world.assign("anna")
    conflict_id = world.declare(
        "anna", municipality_id=world.neustadt, reason="Meine Schwester arbeitet dort."
    )
    assert world.ended(assignment_id)
    assert world.who_reviews() == set()
    assert refusal(RefusedError, lambda: world.assign("anna")) == (
        "assignments.barrier.conflict",
        {"name": "Anna Amsel", "municipality": "Neustadt"},
    )
    (read,) = world.conflicts()
    assert (read.reason, read.municipality, read.is_own) == (
        "Meine Schwester arbeitet dort.",
        "Neustadt",
        False,
    )
    assert [each.reason for each in world.conflicts("anna")] == [read.reason]
    assert world.conflicts("bernd") == world.conflicts("erika") == world.conflicts("stefan") == ()
    with world.house.database.writing() as session:
        lift_conflict(session, world.actor("clara"), programme_id=world.programme_id, conflict_id=conflict_id)
    assert world.ended(assignment_id)
    world.assign("anna")
    assert world.who_reviews() == {("anna", world.measure_id)}
    assert world.events("conflict") == ["declare_conflict", "lift_conflict"]
    assert world.events("assignment") == ["assign", "end_assignment", "assign"]


def test_a_conflict_with_one_measure_leaves_the_others(house: TestHouse) -> None:
    world = Coordinating.made(house, measures=3)
    first, second, third = world.measures
    for measure_id in world.measures:
        world.assign("anna", measure_id)
    world.declare("anna", by="clara", measure_id=first)
    assert world.who_reviews() == {("anna", second), ("anna", third)}
    world.declare("anna", by="clara", municipality_id=world.neustadt)
    assert world.who_reviews() == {("anna", second)}


def test_who_declares_and_who_lifts_a_conflict(world: Coordinating) -> None:
    by_others = lambda: world.declare("bernd", by="anna", municipality_id=world.neustadt)  # noqa: E731
    assert refusal(RefusedError, by_others)[0] == "access.not_coordination"
    theirs = world.declare("anna", by="clara", municipality_id=world.neustadt)
    again = lambda: world.declare("anna", municipality_id=world.neustadt)  # noqa: E731
    assert refusal(InvalidError, again)[0] == "conflicts.already"
    own = world.declare("anna", municipality_id=world.altdorf)

    def lift(conflict_id: int, by: str) -> None:
        with world.house.database.writing() as session:
            lift_conflict(session, world.actor(by), programme_id=world.programme_id, conflict_id=conflict_id)

    assert refusal(RefusedError, lambda: lift(theirs, "anna"))[0] == "conflicts.of_coordination"
    assert refusal(NotFoundError, lambda: lift(own, "bernd"))[0] == "conflicts.lifted"
    assert {each.conflict_id: each.may_be_lifted for each in world.conflicts("anna")} == {
        theirs: False,
        own: True,
    }
    lift(own, "anna")
    lift(theirs, "clara")
    assert world.conflicts() == world.conflicts("anna") == ()
    assert refusal(NotFoundError, lambda: lift(own, "anna"))[0] == "conflicts.lifted"


def test_a_conflict_names_a_participant_or_a_measure_that_one_may_see(world: Coordinating) -> None:
    stranger = lambda: world.declare("anna", municipality_id=999)  # noqa: E731
    assert refusal(NotFoundError, stranger)[0] == "services.no_municipality"
    unseen = lambda: world.declare("anna", measure_id=world.measure_id)  # noqa: E731
    assert refusal(NotFoundError, unseen)[0] == "services.no_measure"
    no_advisor = lambda: world.declare("stefan", by="clara", municipality_id=world.neustadt)  # noqa: E731
    assert refusal(InvalidError, no_advisor)[0] == "assignments.no_advice"
    too_long = lambda: world.declare("anna", municipality_id=world.neustadt, reason="x" * 2001)  # noqa: E731
    assert refusal(InvalidError, too_long)[0] == "conflicts.too_long"
    assert world.conflicts() == ()


def test_the_measure_of_a_conflict_is_named_to_the_coordination_only(world: Coordinating) -> None:
    world.assign("anna")
    world.declare("anna", measure_id=world.measure_id)
    assert [(each.title, each.municipality) for each in world.conflicts()] == [("Maßnahme 1", "Neustadt")]
    assert [(each.title, each.municipality) for each in world.conflicts("anna")] == [(None, "Neustadt")]


def test_who_plans_for_the_municipality_never_reviews_its_measures(world: Coordinating) -> None:
    world.house.person("bernd@example.de", Grant(Role.PLANNING, municipality_id=world.neustadt))
    assert refusal(RefusedError, lambda: world.assign("bernd"))[0] == "assignments.barrier.plans"
    assert {review.name for review in world.propose().reviews} == {"Anna Amsel", "cem@example.de"}


def test_the_day_can_be_moved_and_a_second_writer_is_told_the_stored_one(world: Coordinating) -> None:
    assignment_id = world.assign("anna")
    later, latest = TODAY + timedelta(days=7), TODAY + timedelta(days=9)

    def move(based_on: object, due_on: object) -> None:
        with world.house.database.writing() as session:
            change_due(
                session, world.actor("clara"), assignment_id=assignment_id,
                based_on=based_on, due_on=due_on,  # type: ignore[arg-type]
            )  # fmt: skip

    move(None, later)
    assert refusal(InvalidError, lambda: move(None, latest)) == ("assignments.due_changed", {"due": later})
    move(later, latest)
    move(None, latest)
    assert [each.due_on for each in world.assigned()] == [latest]
    past = lambda: move(latest, TODAY - timedelta(days=1))  # noqa: E731
    assert refusal(InvalidError, past)[0] == "assignments.due_in_the_past"
    assert world.events("assignment") == ["assign", "change_due", "change_due"]


def test_an_ended_assignment_shows_no_more_and_cannot_end_twice(world: Coordinating) -> None:
    assignment_id = world.assign("anna")

    def end(by: str) -> None:
        with world.house.database.writing() as session:
            end_assignment(session, world.actor(by), assignment_id=assignment_id)

    assert refusal(NotFoundError, lambda: end("bernd"))[0] == "assignments.ended"
    assert refusal(RefusedError, lambda: end("anna"))[0] == "access.not_coordination"
    end("clara")
    assert world.who_reviews() == set()
    assert refusal(NotFoundError, lambda: end("clara"))[0] == "assignments.ended"


def test_a_proposal_writes_nothing_and_accepted_it_is_what_was_shown(house: TestHouse) -> None:
    world = Coordinating.made(house, measures=3)
    world.declare("bernd", by="clara", municipality_id=world.neustadt)
    plan = world.propose()
    assert world.who_reviews() == set()
    neustadt = {world.measures[0], world.measures[2]}
    assert {measure for measure, person in plan.pairs if person == world.people["bernd"]} & neustadt == set()
    assert len(plan.pairs) == 6
    assert sorted(load.after - load.before for load in plan.loads) == [1, 2, 3]
    assert world.accept(plan.pairs) == 6
    assert {(world.people[name], measure) for name, measure in world.who_reviews()} == {
        (person, measure) for measure, person in plan.pairs
    }
    assert world.propose().pairs == ()


def test_a_part_of_a_proposal_can_be_accepted_and_none_of_an_outdated_one(house: TestHouse) -> None:
    world = Coordinating.made(house, measures=2)
    plan = world.propose()
    assert refusal(InvalidError, lambda: world.accept([]))[0] == "assignments.none_chosen"
    world.declare("anna", by="clara", municipality_id=world.neustadt)
    world.declare("anna", by="clara", municipality_id=world.altdorf)
    assert refusal(InvalidError, lambda: world.accept(plan.pairs))[0] == "assignments.other_proposal"
    assert world.who_reviews() == set()
    one = world.propose().pairs[:1]
    assert world.accept(one) == 1
    assert len(world.who_reviews()) == 1


def test_a_measure_lacks_reviews_where_too_few_may_and_it_says_who_may_not(world: Coordinating) -> None:
    world.declare("anna", by="clara", municipality_id=world.neustadt)
    assignment_id = world.assign("bernd")
    with world.house.database.writing() as session:
        end_assignment(session, world.actor("clara"), assignment_id=assignment_id)
    plan = world.propose()
    assert [(each.title, each.missing, each.barred) for each in plan.lacks] == [
        ("Maßnahme 1", 1, (("Anna Amsel", Barrier.CONFLICT), ("bernd@example.de", Barrier.TAKEN_OFF)))
    ]
    assert [review.name for review in plan.reviews] == ["cem@example.de"]


def test_who_knows_the_field_and_who_has_least_to_do_comes_first(house: TestHouse) -> None:
    world = Coordinating.made(house, measures=2, required=1)
    first, second = world.measures
    world.assign("cem", first)
    world.review("cem", first)
    with world.house.database.writing() as session:
        session.get_one(Measure, first).state = MeasureState.REVIEWED
    (review,) = world.propose().reviews
    assert (review.name, review.measure_id, review.field, review.same_field) == (
        "cem@example.de", second, FieldOfAction.ENERGY, 1,
    )  # fmt: skip
    busy = world.add_measure(world.altdorf, "Im Entwurf")
    world.assign("cem", busy)
    with world.house.database.writing() as session:
        session.get_one(Measure, busy).state = MeasureState.CHANGES_REQUESTED
    (review,) = world.propose().reviews
    assert review.name == "Anna Amsel"
    assert [load for load in world.propose().loads if load.name == "cem@example.de"] == [
        Load("cem@example.de", 1, 1)
    ]


def test_a_review_of_somebody_no_longer_assigned_still_counts_for_the_number(world: Coordinating) -> None:
    assignment_id = world.assign("anna")
    world.review("anna")
    with world.house.database.writing() as session:
        end_assignment(session, world.actor("clara"), assignment_id=assignment_id)
    assert len(world.propose().reviews) == 1


def test_anchor_measures_are_read_by_all_and_marked(house: TestHouse) -> None:
    world = Coordinating.made(house, measures=3, required=1)
    plan = world.propose(anchors=1)
    assert plan.anchors == ("Maßnahme 1",)
    assert len([review for review in plan.reviews if review.is_anchor]) == 3
    assert plan.groups == (("Anna Amsel", "bernd@example.de", "cem@example.de"),)
    world.accept(plan.pairs, anchors=1)
    assert {each.measure_id for each in world.assigned() if each.is_anchor} == {world.measures[0]}
    assert len([each for each in world.assigned() if each.is_anchor]) == 3


def test_coordination_of_another_programme_learns_nothing(house: TestHouse) -> None:
    world = Coordinating.made(house)
    world.assign("anna")
    world.declare("bernd", municipality_id=world.neustadt, reason="GEHEIM")
    with world.house.database.writing() as session:
        elsewhere = Programme(name="Anderswo", catalogue_version_id=1)
        session.add(elsewhere)
        session.flush()
        session.add(ProgrammeMunicipality(programme_id=id_of(elsewhere), municipality_id=world.neustadt))
        grant = Grant(Role.COORDINATION, programme_id=id_of(elsewhere))
    world.people["otto"] = world.house.person("otto@example.de", grant)
    assert world.assigned("otto") == ()
    assert world.conflicts("otto") == ()
    assert [each.reason for each in world.conflicts("clara")] == ["GEHEIM"]
