"""One seeded world: of every state of the workflow a measure with everything that could be seen of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select
from sqlmodel import Session, SQLModel

from tests.houses import TestHouse
from toolkit.access import (
    Actor,
    Grant,
    visible_assessments,
    visible_comments,
    visible_decisions,
    visible_meetings,
    visible_packages,
    visible_results,
    visible_revisions,
    visible_stakeholder_groups,
    visible_weight_sets,
)
from toolkit.model import (
    AgendaItem,
    AgendaKind,
    Assessment,
    AssessmentKind,
    Assignment,
    Audience,
    Comment,
    Conflict,
    Decision,
    Measure,
    MeasureState,
    Meeting,
    Outcome,
    Package,
    Programme,
    ReviewRelease,
    Revision,
    Role,
    Round,
    StakeholderGroup,
    WeightSet,
    id_of,
    now,
)
from toolkit.workflow import REVIEWED_ON, WORKING

State = MeasureState
# Its revision was returned for changes: what the reviews said is known to its municipality.
AFTER_A_ROUND = (State.CHANGES_REQUESTED, State.RESUBMITTED)


@dataclass
class AccessWorld:
    """`things` holds the row's id of each kind of thing by state; `people` those who look at them."""

    house: TestHouse
    programme_id: int
    own: int
    other: int
    people: dict[str, int] = field(default_factory=dict)
    measures: dict[State, int] = field(default_factory=dict)
    things: dict[str, dict[State, int]] = field(default_factory=dict)

    def seen(self, person: str) -> dict[str, frozenset[State]]:
        """By kind of thing the states in which the person sees it."""
        return self.seen_by(self.actor(person))

    def seen_by(self, actor: Actor) -> dict[str, frozenset[State]]:
        with self.house.database.reading() as session:
            ids = visible_ids(session, actor)
        return {
            kind: frozenset(state for state, row_id in rows.items() if row_id in ids[kind.split(":")[0]])
            for kind, rows in self.things.items()
        }

    def actor(self, person: str) -> Actor:
        return Actor(self.people[person], GRANTS(self)[person])

    def keep(self, kind: str, state: State, row: object) -> None:
        self.things.setdefault(kind, {})[state] = id_of(row)  # type: ignore[type-var]


def visible_ids(session: Session, actor: Actor) -> dict[str, frozenset[int | None]]:
    def ids(statement: Select[int | None]) -> frozenset[int | None]:
        return frozenset(session.execute(statement).scalars())

    return {
        "fact sheet": ids(visible_revisions(actor)),
        "result": ids(visible_results(actor)),
        "assessment": ids(visible_assessments(actor)),
        "comment": ids(visible_comments(actor)),
    }


def GRANTS(world: AccessWorld) -> dict[str, frozenset[Grant]]:  # a table, made with its ids
    programme, elsewhere = world.programme_id, world.programme_id + 1
    advice = Grant(Role.ADVICE, programme_id=programme)
    coordination = Grant(Role.COORDINATION, programme_id=programme)
    return {
        "own planning": frozenset({Grant(Role.PLANNING, municipality_id=world.own)}),
        "other planning": frozenset({Grant(Role.PLANNING, municipality_id=world.other)}),
        "advisor, finished": frozenset({advice}),
        "advisor, all levels given": frozenset({advice}),
        "advisor, not finished": frozenset({advice}),
        "advisor, in conflict": frozenset({advice}),
        "advisor, not assigned": frozenset({advice}),
        "advisor, role revoked": frozenset(),
        "coordination": frozenset({coordination}),
        "coordination, own review not finished": frozenset({coordination, advice}),
        "coordination elsewhere": frozenset({Grant(Role.COORDINATION, programme_id=elsewhere)}),
        "steering group": frozenset({Grant(Role.STEERING, programme_id=programme)}),
        "chair": frozenset({Grant(Role.CHAIR, programme_id=programme)}),
        "administration": frozenset({Grant(Role.ADMINISTRATION)}),
    }


ASSIGNED = (
    "advisor, finished",
    "advisor, all levels given",
    "advisor, not finished",
    "advisor, in conflict",
    "advisor, role revoked",
    "coordination, own review not finished",
)


def seeded_world(house: TestHouse) -> AccessWorld:
    other, own = house.municipality("Altdorf"), house.municipality("Neustadt")
    desk = house.desk()
    world = AccessWorld(house, desk.programme_id, own, other)
    for name in GRANTS(world):
        world.people[name] = house.person(f"{name.replace(' ', '-').replace(',', '')}@example.de")
    with house.database.writing() as session:
        session.add(Programme(name="Anderswo", catalogue_version_id=desk.catalogue_version_id))
        session.flush()
        in_conflict = world.people["advisor, in conflict"]
        session.add(Conflict(person_id=in_conflict, municipality_id=own))
        for state in State:
            _add_measure(session, world, state, desk.catalogue_version_id)
    return world


def _add_measure(session: Session, world: AccessWorld, state: State, version: int) -> None:
    measure = Measure(programme_id=world.programme_id, municipality_id=world.own, state=state)
    session.add(measure)
    session.flush()
    world.measures[state] = measure_id = id_of(measure)
    submitted = _revision(session, world, "submitted", measure_id, 1, version)
    world.keep("fact sheet:submitted", state, submitted)
    world.keep("result:submitted", state, submitted)
    submitted.submitted_at = now()
    session.flush()
    if state in (*WORKING, State.WITHDRAWN):
        working = _revision(session, world, "working", measure_id, 2, version)
        world.keep("fact sheet:working", state, working)
    for name in ASSIGNED:
        session.add(Assignment(measure_id=measure_id, person_id=world.people[name]))
    for name in ("advisor, finished", "advisor, all levels given", "coordination, own review not finished"):
        _review(session, world, state, name, id_of(submitted), version)
    if state in AFTER_A_ROUND:
        session.add(Round(measure_id=measure_id, number=1, revision_id=id_of(submitted)))
    if state in REVIEWED_ON:
        session.add(ReviewRelease(revision_id=id_of(submitted)))
    session.flush()


def _revision(
    session: Session, world: AccessWorld, kind: str, measure_id: int, number: int, version: int
) -> Revision:
    revision = Revision(measure_id=measure_id, number=number, title=f"Fassung {number}")
    session.add(revision)
    session.flush()
    own = Assessment(revision_id=id_of(revision), catalogue_version_id=version)
    session.add(own)
    session.flush()
    world.keep(f"assessment:self, {kind}", session.get_one(Measure, measure_id).state, own)
    return revision


def _review(
    session: Session, world: AccessWorld, state: State, author: str, revision_id: int, version: int
) -> None:
    """The finished one with what it says to whom; of the unfinished ones one has seen the self-assessment."""
    review = Assessment(
        revision_id=revision_id,
        kind=AssessmentKind.REVIEW,
        author_id=world.people[author],
        catalogue_version_id=version,
        revealed_at=None if author.startswith("coordination") else now(),
    )
    session.add(review)
    session.flush()
    said = [Comment(assessment_id=id_of(review), audience=audience, text="x") for audience in Audience]
    session.add_all(said)
    session.flush()
    name = {"advisor, finished": "finished", "advisor, all levels given": "unfinished"}.get(author)
    if name is None:
        return
    world.keep(f"assessment:review, {name}", state, review)
    for comment in said:
        world.keep(f"comment:{name}, to {comment.audience.value}", state, comment)
    if name == "finished":
        review.final_at = now()
        session.flush()


def seeded_steering(world: AccessWorld) -> dict[str, tuple[type[SQLModel], int]]:
    """By kind of thing the row of a steering group's work; both decisions are about the reviewed measure."""
    programme_id, measure_id = world.programme_id, world.measures[State.REVIEWED]
    with world.house.database.writing() as session:

        def added(row: SQLModel) -> tuple[type[SQLModel], int]:
            session.add(row)
            session.flush()
            return type(row), id_of(row)  # type: ignore[type-var]

        def decided(title: str) -> tuple[tuple[type[SQLModel], int], tuple[type[SQLModel], int]]:
            version = session.get_one(Programme, programme_id).catalogue_version_id
            meeting = Meeting(
                programme_id=programme_id, title=title, held_on=date(2030, 1, 7), catalogue_version_id=version
            )
            held = added(meeting)
            item = added(
                AgendaItem(meeting_id=held[1], position=1, kind=AgendaKind.MEASURE, measure_id=measure_id)
            )
            return held, added(Decision(agenda_item_id=item[1], outcome=Outcome.IMPLEMENT))

        group = added(StakeholderGroup(programme_id=programme_id, name="Rat"))
        weights = WeightSet(programme_id=programme_id, group_id=group[1], name="Rat", method="numbers")
        meeting, pending = decided("1. Sitzung")
        _, published = decided("2. Sitzung")
        session.get_one(Decision, published[1]).published_at = now()
        return {
            "stakeholder group": group,
            "weighting": added(weights),
            "package": added(Package(programme_id=programme_id, name="Haushalt 2027")),
            "meeting": meeting,
            "decision, pending": pending,
            "decision, published": published,
        }


STEERING_SELECTS: dict[type[SQLModel], Callable[[Actor], Select[int | None]]] = {
    StakeholderGroup: visible_stakeholder_groups,
    WeightSet: visible_weight_sets,
    Package: visible_packages,
    Meeting: visible_meetings,
    Decision: visible_decisions,
}


def seen_of_steering(
    world: AccessWorld, things: dict[str, tuple[type[SQLModel], int]], person: str
) -> frozenset[str]:
    actor = world.actor(person)
    with world.house.database.reading() as session:
        ids = {
            table: set(session.execute(visible(actor)).scalars())
            for table, visible in STEERING_SELECTS.items()
        }
    return frozenset(kind for kind, (table, row_id) in things.items() if row_id in ids[table])
