"""Lets the region's invented people judge its measures, by the same services as on the pages.

Each step asks for access as on a page, moves the state and leaves its event. Only the levels and words of a
review are written at once: they are content of the region, for which the event of loading stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, SQLModel, col, delete

from toolkit.access import Actor, Grant, identity_of
from toolkit.example.reviews_content import (
    DESK,
    RegionPerson,
    RegionReview,
    RegionRound,
    ReviewedMeasure,
    Reviewing,
)
from toolkit.model import (
    Answer,
    Assessment,
    Audience,
    Comment,
    Membership,
    OutboxMessage,
    Person,
    Recommendation,
    Role,
    now,
)
from toolkit.services.assignments import assign
from toolkit.services.conflicts import declare_conflict
from toolkit.services.desk import works_alone
from toolkit.services.finishing import finish_review
from toolkit.services.joint_judgements import settle_gate
from toolkit.services.measures import change_fact, open_measure
from toolkit.services.reviewing import (
    complete_review,
    confirm_review,
    own_assessment,
    record_review_event,
    review_to_write,
    take_in_hand,
)
from toolkit.services.rounds import open_round, reply, request_changes, return_incomplete
from toolkit.services.submitting import submit_measure
from toolkit.storage import working_for


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who takes part, with the ids in the database of what the file names."""

    programme_id: int
    municipalities: Mapping[str, int]
    measures: Mapping[str, int]
    people: Mapping[str, Actor]
    coordination: Actor
    today: date

    def day(self, due_in: int) -> date:
        return self.today + timedelta(days=due_in)


def add_reviews(
    session: Session,
    actor: Actor,
    written: Reviewing,
    *,
    programme_id: int,
    municipalities: Mapping[str, int],
    measures: Mapping[str, int],
) -> None:
    """Adds the people and does what they did. Nobody is told: no mail goes out about what is invented."""
    people = _add_people(session, written, programme_id, municipalities)
    coordination = next(people[each.id] for each in written.people if each.role is Role.COORDINATION)
    if works_alone(session, actor):
        people[DESK] = actor
    cast = _Cast(programme_id, municipalities, measures, people, coordination, now().astimezone().date())
    for each in written.measures:
        _assign(session, cast, each)
    for conflict in written.conflicts:
        with _as(session, people[conflict.person]) as advisor:
            declare_conflict(
                session,
                advisor,
                programme_id=programme_id,
                person_id=advisor.person_id,
                municipality_id=municipalities[conflict.municipality],
                reason=conflict.reason,
            )
    for each in written.measures:
        _judge(session, cast, each)
    session.flush()
    session.execute(delete(OutboxMessage).where(col(OutboxMessage.measure_id).in_(measures.values())))


def _add_people(
    session: Session, written: Reviewing, programme_id: int, municipalities: Mapping[str, int]
) -> dict[str, Actor]:
    """Their numbers are below zero: the log names them, so nobody may get their number after them."""
    actors: dict[str, Actor] = {}
    for number, person in enumerate(written.people, start=1):
        row = Person(id=-number, name=person.name)
        session.add(row)
        session.flush()
        grant = _grant(person, programme_id, municipalities)
        session.add(
            Membership(
                person_id=-number,
                role=grant.role,
                municipality_id=grant.municipality_id,
                programme_id=grant.programme_id,
            )
        )
        actors[person.id] = Actor(-number, frozenset({grant}), acting_for=grant.municipality_id)
    session.flush()
    return actors


def _grant(person: RegionPerson, programme_id: int, municipalities: Mapping[str, int]) -> Grant:
    if person.municipality is not None:
        return Grant(person.role, municipality_id=municipalities[person.municipality])
    return Grant(person.role, programme_id=programme_id)


@contextmanager
def _as(session: Session, actor: Actor) -> Iterator[Actor]:
    """One person's step: the database shows them what it would show them on a page."""
    with working_for(session, identity_of(actor)):
        yield actor


def _assign(session: Session, cast: _Cast, written: ReviewedMeasure) -> None:
    measure_id = cast.measures[written.measure]
    with _as(session, cast.coordination) as coordination:
        for name, due_in in written.assigned.items():
            if name in cast.people:
                person_id, due_on = cast.people[name].person_id, cast.day(due_in)
                assign(session, coordination, measure_id=measure_id, person_id=person_id, due_on=due_on)


def _judge(session: Session, cast: _Cast, written: ReviewedMeasure) -> None:
    measure_id = cast.measures[written.measure]
    for review in written.reviews:
        with _as(session, cast.people[review.by]) as advisor:
            _write_review(session, advisor, measure_id, review)
    if written.round is not None:
        _hold_round(session, cast, measure_id, written.round)
    for name in written.confirmed_by:
        with _as(session, cast.people[name]) as advisor:
            newest = _newest_submitted(session, advisor, measure_id)
            confirm_review(session, advisor, measure_id=measure_id, revision_id=newest)
    with _as(session, cast.coordination) as coordination:
        if written.settled is not None:
            settle_gate(
                session,
                coordination,
                measure_id=measure_id,
                based_on=0,
                gate_state=written.settled.gate,
                demands=written.settled.demands,
                reason=written.settled.reason,
            )
        if written.released:
            finish_review(session, coordination, measure_id=measure_id)


def _newest_submitted(session: Session, advisor: Actor, measure_id: int) -> int:
    return open_measure(session, advisor, measure_id=measure_id).revision_id


def _write_review(session: Session, advisor: Actor, measure_id: int, written: RegionReview) -> None:
    """The self-assessment is shown without its verb: opening a review once more is what costs most."""
    revision_id = _newest_submitted(session, advisor, measure_id)
    review = review_to_write(session, advisor, measure_id=measure_id, revision_id=revision_id)
    assessment_id = own_assessment(session, advisor, review)
    session.add_all([*_answers(written, assessment_id, advisor), *_words(written, assessment_id)])
    session.flush()
    take_in_hand(session, advisor, review)
    if not written.is_finished:
        return
    assessment = session.get_one(Assessment, assessment_id)
    assessment.revealed_at = now()
    session.add(assessment)
    record_review_event(
        session, advisor, review, "reveal_self_assessment", thing="assessment", thing_id=assessment_id
    )
    complete_review(session, advisor, measure_id=measure_id, revision_id=revision_id)


def _answers(written: RegionReview, assessment_id: int, advisor: Actor) -> Iterator[Answer]:
    for question, given in written.given.items():
        change = written.changed.get(question)
        yield Answer(
            assessment_id=assessment_id,
            question_key=question,
            kind=given.kind,
            level=given.level,
            first_level=written.levels[question] if written.is_finished else None,
            change_reason=change.why if change else "",
            changed_by_id=advisor.person_id,
        )


def _words(written: RegionReview, assessment_id: int) -> Iterator[SQLModel]:
    for audience, texts in (
        (Audience.MUNICIPALITY, written.to_municipality),
        (Audience.COLLEAGUES, written.to_colleagues),
    ):
        for question, text in texts.items():
            yield Comment(assessment_id=assessment_id, question_key=question, audience=audience, text=text)
    if written.recommends is not None:
        yield Recommendation(assessment_id=assessment_id, **written.recommends.model_dump())


def _hold_round(session: Session, cast: _Cast, measure_id: int, written: RegionRound) -> None:
    send_back = return_incomplete if written.incomplete else request_changes
    with _as(session, cast.people[written.by]) as sender:
        send_back(
            session,
            sender,
            measure_id=measure_id,
            items=tuple(written.items.items()),
            text=written.text,
            due_on=cast.day(written.due_in),
        )
    if written.answered_by is not None:
        with _as(session, cast.people[written.answered_by]) as planner:
            _answer_round(session, planner, measure_id, written)


def _answer_round(session: Session, planner: Actor, measure_id: int, written: RegionRound) -> None:
    asked = open_round(session, planner, measure_id=measure_id)
    assert asked is not None
    for item in asked.items:
        said = written.replies[item.question]
        reply(session, planner, round_item_id=item.item_id, based_on=0, stance=said.stance, text=said.text)
    before = open_measure(session, planner, measure_id=measure_id).facts
    for field, entered in written.facts.items():
        change_fact(
            session, planner, measure_id=measure_id, field=field, based_on=before[field], entered=entered
        )
    submit_measure(session, planner, measure_id=measure_id)
