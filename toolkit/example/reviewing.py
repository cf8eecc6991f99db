"""Lets the region's invented people judge its measures, by the same services as on the pages.

Each step asks for access as on a page, moves the state and leaves its event. Only the levels and words of a
review are written at once: they are content of the region, for which the event of loading stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, SQLModel, col, select

from toolkit.access import Actor
from toolkit.example.cast import Cast, working_as
from toolkit.example.reviews_content import (
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
    Recommendation,
    Revision,
    now,
)
from toolkit.services.assignments import assign
from toolkit.services.conflicts import declare_conflict
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


def add_reviews(session: Session, cast: Cast, written: Reviewing) -> None:
    """Does what the people did with the measures."""
    for each in written.measures:
        _assign(session, cast, each)
    for conflict in written.conflicts:
        with working_as(session, cast.people[conflict.person]) as advisor:
            declare_conflict(
                session,
                advisor,
                programme_id=cast.programme_id,
                person_id=advisor.person_id,
                municipality_id=cast.municipalities[conflict.municipality],
                reason=conflict.reason,
            )
    for each in written.measures:
        _judge(session, cast, each)


def _assign(session: Session, cast: Cast, written: ReviewedMeasure) -> None:
    measure_id = cast.measures[written.measure]
    with working_as(session, cast.coordination) as coordination:
        for name, due_in in written.assigned.items():
            if name in cast.people:
                person_id, due_on = cast.people[name].person_id, cast.day(due_in)
                assign(session, coordination, measure_id=measure_id, person_id=person_id, due_on=due_on)


def _judge(session: Session, cast: Cast, written: ReviewedMeasure) -> None:
    measure_id = cast.measures[written.measure]
    for review in written.reviews:
        with working_as(session, cast.people[review.by]) as advisor:
            _write_review(session, advisor, measure_id, review)
    if written.round is not None:
        _hold_round(session, cast, measure_id, written.round)
    for name in written.confirmed_by:
        with working_as(session, cast.people[name]) as advisor:
            newest = _newest_submitted(session, measure_id)
            confirm_review(session, advisor, measure_id=measure_id, revision_id=newest)
    with working_as(session, cast.coordination) as coordination:
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


def _newest_submitted(session: Session, measure_id: int) -> int:
    """Whether the revision may be seen, the verbs that get it ask."""
    submitted = select(Revision.id).where(
        col(Revision.measure_id) == measure_id, col(Revision.submitted_at).is_not(None)
    )
    newest = session.exec(submitted.order_by(col(Revision.number).desc()).limit(1)).one()
    assert newest is not None
    return newest


def _write_review(session: Session, advisor: Actor, measure_id: int, written: RegionReview) -> None:
    """The self-assessment is shown without its verb: opening a review once more is what costs most."""
    revision_id = _newest_submitted(session, measure_id)
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


def _hold_round(session: Session, cast: Cast, measure_id: int, written: RegionRound) -> None:
    send_back = return_incomplete if written.incomplete else request_changes
    with working_as(session, cast.people[written.by]) as sender:
        send_back(
            session,
            sender,
            measure_id=measure_id,
            items=tuple(written.items.items()),
            text=written.text,
            due_on=cast.day(written.due_in),
        )
    if written.answered_by is not None:
        with working_as(session, cast.people[written.answered_by]) as planner:
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
