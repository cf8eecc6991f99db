"""A measure on its way through reviewing: who submits it, who reviews it, and what each of them does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, Grant, identity_of
from toolkit.judging import AnswerKind
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Audience,
    Comment,
    Measure,
    MeasureState,
    NoticeKind,
    OutboxMessage,
    Recommendation,
    RecommendationKind,
    Revision,
    Role,
    Stance,
    id_of,
    now,
)
from toolkit.services.measures import take_step
from toolkit.services.rounds import (
    Item,
    ReplyState,
    RoundState,
    open_round,
    reply,
    request_changes,
    return_incomplete,
    rounds_of,
)
from toolkit.services.submitting import submit_measure
from toolkit.workflow import Step

State = MeasureState
ADVISORS = ("anna", "bernd")


@dataclass
class Reviewing:
    """One measure of Neustadt on a shared server: erika and jonas plan there, hanna plans in Altdorf; anna
    and bernd are assigned to it, clara coordinates, stefan steers."""

    house: TestHouse
    programme_id: int
    neustadt: int
    altdorf: int
    measure_id: int
    people: dict[str, int] = field(default_factory=dict)

    @classmethod
    def made(cls, house: TestHouse, *, level: int = 2) -> Reviewing:
        altdorf, neustadt = house.municipality("Altdorf"), house.municipality("Neustadt")
        measure_id = house.measure(neustadt)
        house.answer_all(measure_id, level)
        desk = house.desk()
        world = cls(house, desk.programme_id, neustadt, altdorf, measure_id)
        house.revoke(desk.actor.person_id)  # on a shared server nobody has every role
        for name, grant in world._grants().items():
            world.people[name] = house.person(f"{name}@example.de", grant)
        with house.database.writing() as session:
            for name in ADVISORS:
                session.add(Assignment(measure_id=measure_id, person_id=world.people[name]))
                session.flush()
        return world

    def _grants(self) -> dict[str, Grant]:
        programme = self.programme_id
        return {
            "erika": Grant(Role.PLANNING, municipality_id=self.neustadt),
            "jonas": Grant(Role.PLANNING, municipality_id=self.neustadt),
            "hanna": Grant(Role.PLANNING, municipality_id=self.altdorf),
            "anna": Grant(Role.ADVICE, programme_id=programme),
            "bernd": Grant(Role.ADVICE, programme_id=programme),
            "clara": Grant(Role.COORDINATION, programme_id=programme),
            "stefan": Grant(Role.STEERING, programme_id=programme),
        }

    def actor(self, name: str) -> Actor:
        return self.house.actor_of(self.people[name])

    @property
    def state(self) -> MeasureState:
        with self.house.database.reading() as session:
            return session.get_one(Measure, self.measure_id).state

    def set_state(self, state: MeasureState) -> None:
        """Past the rules, where it does not matter how the measure came there."""
        with self.house.database.writing() as session:
            measure = session.get_one(Measure, self.measure_id)
            measure.state = state
            session.add(measure)

    def revisions(self) -> list[tuple[int, bool]]:
        """Number, and whether it is submitted."""
        with self.house.database.reading() as session:
            rows = session.exec(
                select(Revision.number, Revision.submitted_at)
                .where(col(Revision.measure_id) == self.measure_id)
                .order_by(col(Revision.number))
            )
            return [(number, submitted is not None) for number, submitted in rows]

    @contextmanager
    def writing(self, name: str) -> Iterator[tuple[Session, Actor]]:
        """As a page does it: PostgreSQL shows this person's working revisions only."""
        actor = self.actor(name)
        with self.house.database.writing(identity_of(actor)) as session:
            yield session, actor

    @contextmanager
    def reading(self, name: str) -> Iterator[tuple[Session, Actor]]:
        actor = self.actor(name)
        with self.house.database.reading(identity_of(actor)) as session:
            yield session, actor

    def submit(self, by: str = "erika") -> None:
        with self.writing(by) as (session, actor):
            submit_measure(session, actor, measure_id=self.measure_id)

    def step(self, step: Step, by: str = "erika") -> None:
        with self.writing(by) as (session, actor):
            take_step(session, actor, measure_id=self.measure_id, step=step)

    def review(
        self,
        name: str,
        *,
        level: int = 3,
        final: bool = True,
        comments: Sequence[tuple[str, Audience, str]] = (),
        recommends: RecommendationKind | None = None,
        recommendation: str = "",
        **levels: int,
    ) -> int:
        """A review of the newest submitted revision, past its service; gives its id."""
        with self.house.database.writing() as session:
            revision_id, version_id = session.exec(
                select(Revision.id, Assessment.catalogue_version_id)
                .join(Assessment, col(Assessment.revision_id) == col(Revision.id))
                .where(
                    col(Revision.measure_id) == self.measure_id,
                    col(Revision.submitted_at).is_not(None),
                    col(Assessment.kind) == AssessmentKind.SELF,
                )
                .order_by(col(Revision.number).desc())
                .limit(1)
            ).one()
            assert revision_id is not None
            review = Assessment(
                revision_id=revision_id,
                kind=AssessmentKind.REVIEW,
                author_id=self.people[name],
                catalogue_version_id=version_id,
            )
            session.add(review)
            session.flush()
            for key in panel_catalogue().questions:
                given = levels.get(key, level)
                session.add(
                    Answer(
                        assessment_id=id_of(review), question_key=key, kind=AnswerKind.LEVEL,
                        level=given, first_level=given,
                    )
                )  # fmt: skip
            for key, audience, text in comments:
                session.add(
                    Comment(assessment_id=id_of(review), question_key=key, audience=audience, text=text)
                )
            if recommends is not None:
                session.add(Recommendation(assessment_id=id_of(review), kind=recommends, text=recommendation))
            session.flush()
            review.revealed_at = now()
            review.final_at = now() if final else None
            measure = session.get_one(Measure, self.measure_id)
            if measure.state in (State.SUBMITTED, State.RESUBMITTED):
                measure.state = State.IN_REVIEW
            session.flush()
            return id_of(review)

    def finalise(self, review_id: int) -> None:
        with self.house.database.writing() as session:
            session.get_one(Assessment, review_id).final_at = now()

    def ask(self, *items: Item, by: str = "clara", text: str = "", due_on: date | None = None) -> int:
        with self.writing(by) as (session, actor):
            return request_changes(
                session, actor, measure_id=self.measure_id, items=items, text=text, due_on=due_on
            )

    def return_it(self, *items: Item, by: str = "clara", text: str = "") -> int:
        with self.writing(by) as (session, actor):
            return return_incomplete(session, actor, measure_id=self.measure_id, items=items, text=text)

    def rounds(self, name: str) -> tuple[RoundState, ...]:
        with self.reading(name) as (session, actor):
            return rounds_of(session, actor, measure_id=self.measure_id)

    def open_round(self, name: str = "erika") -> RoundState:
        with self.reading(name) as (session, actor):
            found = open_round(session, actor, measure_id=self.measure_id)
        assert found is not None
        return found

    def reply(
        self,
        item_id: int,
        stance: Stance | None = Stance.AGREE,
        text: str = "",
        *,
        by: str = "erika",
        based_on: int = 0,
    ) -> ReplyState:
        with self.writing(by) as (session, actor):
            return reply(session, actor, round_item_id=item_id, based_on=based_on, stance=stance, text=text)

    def reply_to_all(self, by: str = "erika") -> None:
        for item in self.open_round(by).items:
            if not item.is_answered:
                self.reply(item.item_id, by=by, based_on=item.reply.version)

    def told(self) -> list[tuple[str, NoticeKind]]:
        """Who was told what, in the order in which it was written."""
        names = {person_id: name for name, person_id in self.people.items()}
        with self.house.database.reading() as session:
            rows = session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
            return [(names.get(row.person_id, "desk"), row.kind) for row in rows]
