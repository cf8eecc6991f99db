"""Measures of two municipalities that wait for their reviews, and who coordinates and writes these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.judging import AnswerKind
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Audience,
    Comment,
    Event,
    FieldOfAction,
    Measure,
    MeasureState,
    NoticeKind,
    OutboxMessage,
    Person,
    Programme,
    Recommendation,
    RecommendationKind,
    Revision,
    Role,
    id_of,
    now,
)
from toolkit.services.assignments import AssignmentState, assign, assignments
from toolkit.services.conflicts import ConflictState, conflicts, declare_conflict
from toolkit.services.proposals import AssignmentPlan, accept_proposal, propose_assignments


@dataclass
class Coordinating:
    """Clara coordinates, Anna, Bernd and Cem advise, Erika plans in Neustadt, Stefan steers. Anna's name is
    known, the others' address only."""

    house: TestHouse
    programme_id: int
    altdorf: int
    neustadt: int
    measures: list[int] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    keeps_desk: bool = False

    @classmethod
    def made(
        cls, house: TestHouse, *, measures: int = 1, required: int = 2, keeps_desk: bool = False
    ) -> Coordinating:
        """The measures are Neustadt's and Altdorf's in turn, all of them submitted. `keeps_desk`: the single
        desk goes on working, as `clara` too, for pages without a login."""
        places = altdorf, neustadt = house.municipality("Altdorf"), house.municipality("Neustadt")
        desk = house.desk()
        world = cls(house, desk.programme_id, altdorf, neustadt, keeps_desk=keeps_desk)
        for number in range(measures):
            world.add_measure(places[(number + 1) % 2], f"Maßnahme {number + 1}", desk.catalogue_version_id)
        for name, grant in world._grants().items():
            world.people[name] = house.person(f"{name}@example.de", grant)
        with house.database.writing() as session:
            session.get_one(Programme, desk.programme_id).required_reviews = required
            session.get_one(Person, world.people["anna"]).name = "Anna Amsel"
        if keeps_desk:
            world.people["clara"] = desk.actor.person_id
        else:
            house.revoke(desk.actor.person_id)  # on a shared server nobody has every role
        return world

    def _grants(self) -> dict[str, Grant]:
        return {
            "anna": Grant(Role.ADVICE, programme_id=self.programme_id),
            "bernd": Grant(Role.ADVICE, programme_id=self.programme_id),
            "cem": Grant(Role.ADVICE, programme_id=self.programme_id),
            "clara": Grant(Role.COORDINATION, programme_id=self.programme_id),
            "erika": Grant(Role.PLANNING, municipality_id=self.neustadt),
            "stefan": Grant(Role.STEERING, programme_id=self.programme_id),
        }

    def add_measure(self, municipality_id: int, title: str, version_id: int = 1, level: int = 2) -> int:
        """A submitted one, past the services, whose speed is not what is tested here."""
        with self.house.database.writing() as session:
            measure = Measure(
                programme_id=self.programme_id,
                municipality_id=municipality_id,
                state=MeasureState.SUBMITTED,
            )
            session.add(measure)
            session.flush()
            revision = Revision(
                measure_id=id_of(measure),
                number=1,
                title=title,
                goal_source="ISEK",
                goal_place="S. 4",
                field_of_action=FieldOfAction.ENERGY,
            )
            session.add(revision)
            session.flush()
            own = Assessment(revision_id=id_of(revision), catalogue_version_id=version_id)
            session.add(own)
            session.flush()
            _answer_all(session, id_of(own), level, {})
            revision.submitted_at = own.final_at = now()
            session.flush()
            self.measures.append(id_of(measure))
        return self.measures[-1]

    @property
    def measure_id(self) -> int:
        return self.measures[0]

    def actor(self, name: str) -> Actor:
        if self.keeps_desk and name == "clara":
            return self.house.actor
        return self.house.actor_of(self.people[name])

    def assign(
        self, name: str, measure_id: int | None = None, *, by: str = "clara", due_on: date | None = None
    ) -> int:
        with self.house.database.writing() as session:
            return assign(
                session,
                self.actor(by),
                measure_id=measure_id or self.measure_id,
                person_id=self.people[name],
                due_on=due_on,
            )

    def declare(
        self,
        name: str,
        *,
        by: str | None = None,
        measure_id: int | None = None,
        municipality_id: int | None = None,
        reason: str = "",
    ) -> int:
        with self.house.database.writing() as session:
            return declare_conflict(
                session,
                self.actor(by or name),
                programme_id=self.programme_id,
                person_id=self.people[name],
                measure_id=measure_id,
                municipality_id=municipality_id,
                reason=reason,
            )

    def propose(self, *, by: str = "clara", anchors: int = 0) -> AssignmentPlan:
        with self.house.database.reading() as session:
            return propose_assignments(
                session, self.actor(by), programme_id=self.programme_id, anchors=anchors
            )

    def accept(self, pairs: Sequence[tuple[int, int]], *, by: str = "clara", anchors: int = 0) -> int:
        with self.house.database.writing() as session:
            return accept_proposal(
                session,
                self.actor(by),
                programme_id=self.programme_id,
                pairs=pairs,
                due_on=None,
                anchors=anchors,
            )

    def assigned(self, by: str = "clara") -> tuple[AssignmentState, ...]:
        with self.house.database.reading() as session:
            return assignments(session, self.actor(by), programme_id=self.programme_id)

    def who_reviews(self, by: str = "clara") -> set[tuple[str, int]]:
        names = {person_id: name for name, person_id in self.people.items()}
        return {(names[each.person_id], each.measure_id) for each in self.assigned(by)}

    def conflicts(self, by: str = "clara") -> tuple[ConflictState, ...]:
        with self.house.database.reading() as session:
            return conflicts(session, self.actor(by), programme_id=self.programme_id)

    def review(
        self,
        name: str,
        measure_id: int | None = None,
        *,
        level: int = 3,
        final: bool = True,
        says: str = "",
        **levels: int,
    ) -> int:
        """A review of the newest submitted revision by somebody who is assigned, past its service."""
        measure_id = measure_id or self.measure_id
        with self.house.database.writing() as session:
            revision = session.exec(
                select(Revision)
                .where(col(Revision.measure_id) == measure_id, col(Revision.submitted_at).is_not(None))
                .order_by(col(Revision.number).desc())
                .limit(1)
            ).one()
            review = Assessment(
                revision_id=id_of(revision),
                kind=AssessmentKind.REVIEW,
                author_id=self.people[name],
                catalogue_version_id=1,
            )
            session.add(review)
            session.flush()
            _answer_all(session, id_of(review), level, levels)
            if says:
                session.add_all(
                    Comment(assessment_id=id_of(review), question_key="S1", audience=each, text=says)
                    for each in Audience
                )
                kind = RecommendationKind.CONTINUE_WITH_CHANGES
                session.add(Recommendation(assessment_id=id_of(review), kind=kind, text=says))
                session.flush()
            review.revealed_at = review.final_at = now() if final else None
            session.get_one(Measure, measure_id).state = MeasureState.IN_REVIEW
            session.flush()
            return id_of(review)

    def told(self) -> list[tuple[str, NoticeKind]]:
        names = {person_id: name for name, person_id in self.people.items()}
        with self.house.database.reading() as session:
            rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
            return [(names[row.person_id], row.kind) for row in rows]

    def events(self, thing: str) -> list[str]:
        with self.house.database.reading() as session:
            rows = select(Event.action).where(col(Event.thing) == thing).order_by(col(Event.id))
            return list(session.exec(rows))

    def ended(self, assignment_id: int) -> bool:
        with self.house.database.reading() as session:
            return session.get_one(Assignment, assignment_id).ended_at is not None


def _answer_all(session: Session, assessment_id: int, level: int, levels: dict[str, int]) -> None:
    for key in panel_catalogue().questions:
        given = levels.get(key, level)
        session.add(
            Answer(
                assessment_id=assessment_id,
                question_key=key,
                kind=AnswerKind.LEVEL,
                level=given,
                first_level=given,
            )
        )
    session.flush()
