"""A furnished house for tests: a database with the panel's catalogue and a desk, and people at work in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from toolkit.access import Actor, Grant
from toolkit.catalogue import Catalogue, read_catalogue
from toolkit.model import Assignment, Membership, Role, id_of, now
from toolkit.model.inputs import AnswerInput
from toolkit.model.municipality_inputs import KeyInput, MunicipalityInput
from toolkit.services.assessments import AnswerState, OpenedAssessment, answer_question, open_self_assessment
from toolkit.services.desk import Desk, act_for, open_desk, open_desk_of, prepare_desk
from toolkit.services.measures import create_measure
from toolkit.services.municipalities import add_municipality
from toolkit.services.people import ensure_person
from toolkit.services.revisions import start_repeat_assessment, start_revision
from toolkit.services.submitting import submit_measure
from toolkit.settings import PROJECT_FOLDER
from toolkit.storage import Database

FULL_FACTS = {
    "title": "Pegelsensoren für die Treene",
    "goal": "Schäden durch Hochwasser verringern",
    "goal_source": "ISEK vom 12. Mai 2024",
    "goal_place": "Seite 14",
    "phase": "idea",
}


def panel_catalogue() -> Catalogue:
    return read_catalogue(PROJECT_FOLDER / "criteria" / "panel-1.yaml")


@dataclass(frozen=True)
class TestHouse:
    """What a page does, without a page: each call is one transaction of its own."""

    __test__ = False

    database: Database

    @classmethod
    def furnished(cls, database: Database) -> TestHouse:
        with database.writing() as session:
            prepare_desk(session, catalogues=[panel_catalogue()])
        return cls(database)

    def desk(self) -> Desk:
        with self.database.reading() as session:
            return open_desk(session, language="de")

    @property
    def actor(self) -> Actor:
        return self.desk().actor

    def person(self, email: str, *grants: Grant) -> int:
        """Somebody who is invited by this address, with these roles."""
        with self.database.writing() as session:
            person_id = ensure_person(session, actor_id=None, email=email)
            session.add_all(
                Membership(
                    person_id=person_id,
                    role=grant.role,
                    municipality_id=grant.municipality_id,
                    programme_id=grant.programme_id,
                )
                for grant in grants
            )
        return person_id

    def advisor(self, email: str) -> int:
        """Somebody who advises in the desk's programme."""
        return self.person(email, Grant(Role.ADVICE, programme_id=self.desk().programme_id))

    def assign(self, measure_id: int, person_id: int, *, due_on: date | None = None) -> int:
        """As if the coordination had: the review of the measure is this person's to write."""
        with self.database.writing() as session:
            assignment = Assignment(measure_id=measure_id, person_id=person_id, due_on=due_on)
            session.add(assignment)
            session.flush()
            return id_of(assignment)

    def revoke(self, person_id: int) -> None:
        """Takes every role from a person."""
        with self.database.writing() as session:
            statement = select(Membership).where(col(Membership.person_id) == person_id)
            for membership in session.exec(statement):
                membership.revoked_at = now()

    def desk_of(self, person_id: int) -> Desk:
        with self.database.reading() as session:
            return open_desk_of(session, person_id=person_id, language="de")

    def actor_of(self, person_id: int) -> Actor:
        return self.desk_of(person_id).actor

    def municipality(self, name: str, key: str | None = None) -> int:
        """A new municipality, for which the desk then acts."""
        with self.database.writing() as session:
            desk = open_desk(session, language="de")
            entered = MunicipalityInput(name=name, official_keys=(KeyInput(key=key),) if key else ())
            municipality_id = add_municipality(
                session, desk.actor, programme_id=desk.programme_id, entered=entered
            )
            act_for(session, desk.actor, municipality_id=municipality_id)
        return municipality_id

    def measure(self, municipality_id: int, **facts: str) -> int:
        with self.database.writing() as session:
            desk = open_desk(session, language="de")
            return create_measure(
                session,
                desk.actor,
                programme_id=desk.programme_id,
                municipality_id=municipality_id,
                facts={**FULL_FACTS, **facts},
            )

    def answer(
        self, measure_id: int, question: str, change: AnswerInput, *, based_on: int = 0
    ) -> AnswerState:
        with self.database.writing() as session:
            actor = open_desk(session, language="de").actor
            return answer_question(
                session, actor, measure_id=measure_id, question=question, based_on=based_on, change=change
            )

    def answer_all(self, measure_id: int, level: int) -> None:
        """At once: one by one, these twelve would be the most part of many tests."""
        with self.database.writing() as session:
            actor, change = open_desk(session, language="de").actor, AnswerInput.at(level)
            for question in panel_catalogue().questions:
                answer_question(
                    session, actor, measure_id=measure_id, question=question, based_on=0, change=change
                )

    def assessment(self, measure_id: int, number: int | None = None) -> OpenedAssessment:
        with self.database.reading() as session:
            actor = open_desk(session, language="de").actor
            return open_self_assessment(session, actor, measure_id=measure_id, number=number)

    def submit(self, measure_id: int) -> None:
        with self.database.writing() as session:
            submit_measure(session, open_desk(session, language="de").actor, measure_id=measure_id)

    def start_revision(self, measure_id: int) -> None:
        with self.database.writing() as session:
            start_revision(session, open_desk(session, language="de").actor, measure_id=measure_id)

    def start_repeat(self, measure_id: int) -> None:
        with self.database.writing() as session:
            start_repeat_assessment(session, open_desk(session, language="de").actor, measure_id=measure_id)
