"""A steering group in session: a town with reviewed measures, a chair, members, and what each does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant
from toolkit.judging import AnswerKind
from toolkit.messages import LANGUAGES, translate
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Attendance,
    Measure,
    MeasureState,
    Outcome,
    Person,
    ReviewRelease,
    Revision,
    Role,
    id_of,
    now,
)
from toolkit.services.agenda import prepare_meeting
from toolkit.services.attendances import note_arrival
from toolkit.services.decisions import record_decision
from toolkit.services.errors import ServiceError
from toolkit.services.leading import begin_meeting
from toolkit.services.meeting_record import AgendaEntry, MeetingRecord
from toolkit.services.meetings import open_meeting

DAY = date(2027, 1, 14)
# By title: what two reviewers answered to every question. The first is firm and undisputed.
MEASURES = {
    "Solarkataster": (4, 4),
    "Pegelsensoren": (3, 3),
    "Bürgerportal": (3, 1),
    "Parkleitsystem": (2, 2),
}
MEMBERS = ("vera", "mia", "noah", "olga", "paul", "quinn")


class SteeringRoom:
    """vera is the chair, five are members; paul plans in Neustadt, whose measures are thus his own."""

    def __init__(self, house: TestHouse, measures: Mapping[str, tuple[int, ...]] = MEASURES) -> None:
        self.house = house
        self.altdorf, self.neustadt = house.municipality("Altdorf"), house.municipality("Neustadt")
        self.programme_id = house.desk().programme_id
        self.measures = {
            title: reviewed(house, title, self.neustadt, levels) for title, levels in measures.items()
        }
        house.revoke(house.desk().actor.person_id)
        self.people = {name: self._person(name) for name in MEMBERS}
        self.meeting_id: int = 0

    @property
    def facts(self) -> dict[str, Any]:
        """What another process needs to know of this room."""
        return {name: value for name, value in vars(self).items() if name != "house"}

    @classmethod
    def again(cls, house: TestHouse, facts: dict[str, Any]) -> SteeringRoom:
        room = cls.__new__(cls)
        vars(room).update(facts, house=house)
        return room

    def _person(self, name: str) -> int:
        grants = [Grant(Role.CHAIR if name == "vera" else Role.STEERING, programme_id=self.programme_id)]
        if name == "paul":
            grants.append(Grant(Role.PLANNING, municipality_id=self.neustadt))
        person_id = self.house.person(f"{name}@example.de", *grants)
        with self.house.database.writing() as session:
            session.get_one(Person, person_id).name = name.capitalize()
        return person_id

    def actor(self, name: str) -> Actor:
        return self.house.actor_of(self.people[name])

    def does(self, verb: Callable[..., Any], who: str = "vera", **values: Any) -> Any:
        actor = self.actor(who)
        with self.house.database.writing() as session:
            return verb(session, actor, **values)

    def prepared(self, **values: Any) -> int:
        self.meeting_id = self.does(
            prepare_meeting, programme_id=self.programme_id, title="2. Sitzung", held_on=DAY, **values
        )
        return self.meeting_id

    def begun(self, *, here: tuple[str, ...] = MEMBERS) -> SteeringRoom:
        self.prepared()
        self.does(begin_meeting, meeting_id=self.meeting_id)
        for name in here:
            self.does(note_arrival, attendance_id=self.place(name))
        return self

    def record(self, who: str = "vera") -> MeetingRecord:
        actor = self.actor(who)
        with self.house.database.reading() as session:
            return open_meeting(session, actor, meeting_id=self.meeting_id)

    def item(self, title: str) -> AgendaEntry:
        return next(item for item in self.record().items if item.title == title)

    def place(self, name: str) -> int:
        with self.house.database.reading() as session:
            return id_of(
                session.exec(
                    select(Attendance).where(
                        col(Attendance.meeting_id) == self.meeting_id,
                        col(Attendance.person_id) == self.people[name],
                    )
                ).one()
            )

    def state(self, title: str) -> MeasureState:
        with self.house.database.reading() as session:
            return session.get_one(Measure, self.measures[title]).state


def refusal(action: Callable[[], object]) -> str:
    """Why it was refused; the sentence exists in every language."""
    with pytest.raises(ServiceError) as refused:
        action()
    for language in LANGUAGES:
        translate(refused.value.message, language)
    return refused.value.message.key


def decide(room: SteeringRoom, title: str, outcome: Outcome, **said: object) -> int:
    item = room.item(title)
    based_on = item.decision.version if item.decision else 0
    found: int = room.does(record_decision, item_id=item.item_id, based_on=based_on, outcome=outcome, **said)
    return found


def reviewed(house: TestHouse, title: str, municipality_id: int, levels: tuple[int, ...]) -> int:
    """A measure of a town, submitted, reviewed by as many as there are levels, and released, past the
    services; gives its id."""
    measure_id = house.measure(municipality_id, title=title)
    house.answer_all(measure_id, levels[0])
    house.submit(measure_id)
    with house.database.writing() as session:
        revision = session.exec(select(Revision).where(col(Revision.measure_id) == measure_id)).one()
        version_id = session.exec(
            select(Assessment.catalogue_version_id).where(col(Assessment.revision_id) == revision.id)
        ).one()
        for number, level in enumerate(levels):
            _review(session, id_of(revision), version_id, number=number, level=level)
        session.add(ReviewRelease(revision_id=id_of(revision)))
        measure = session.get_one(Measure, measure_id)
        measure.state = MeasureState.REVIEWED
        session.add(measure)
    return measure_id


def _review(session: Session, revision_id: int, version_id: int, *, number: int, level: int) -> None:
    author = session.exec(
        select(Person).where(col(Person.email) == f"advisor{number}@example.de")
    ).one_or_none()
    if author is None:
        author = Person(name=f"Advisor {number}", email=f"advisor{number}@example.de")
        session.add(author)
        session.flush()
    measure_id = session.get_one(Revision, revision_id).measure_id
    session.add(Assignment(measure_id=measure_id, person_id=id_of(author)))
    review = Assessment(
        revision_id=revision_id,
        kind=AssessmentKind.REVIEW,
        author_id=author.id,
        catalogue_version_id=version_id,
    )
    session.add(review)
    session.flush()
    for key, question in panel_catalogue().questions.items():
        given = min(level, question.top_level)
        session.add(
            Answer(
                assessment_id=id_of(review),
                question_key=key,
                kind=AnswerKind.LEVEL,
                level=given,
                first_level=given,
            )
        )
    session.flush()
    review.revealed_at = review.final_at = now()
    session.flush()
