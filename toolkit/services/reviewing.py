"""Writing one's own review of a submitted revision: levels first, then the self-assessment, then an end.

Everything that is written names the revision that its writer saw: what was meant for one never lands in the
review of the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.judging import AnswerKind
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Audience,
    Comment,
    Measure,
    MeasureState,
    RevealRule,
    ReviewConfirmation,
    now,
)
from toolkit.model.inputs import ReviewAnswerInput
from toolkit.services.assessments import (
    AnswerConflictError,
    AnswerState,
    answer_state,
    locked_answer,
    refuse_unfit,
)
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.errors import InvalidError, RefusedError
from toolkit.services.measures import move
from toolkit.services.missing import Missing
from toolkit.services.reviews import EarlierReview, OpenedReview, open_review
from toolkit.storage import insert_if_absent, record_event
from toolkit.workflow import Step

WAITING = frozenset({MeasureState.SUBMITTED, MeasureState.RESUBMITTED})


def answer_review_question(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    revision_id: int,
    question: str,
    based_on: int,
    change: ReviewAnswerInput,
) -> AnswerState:
    """Saves one own answer, or the reason for its change, and gives it as stored.

    The first level stays from the moment on at which the self-assessment was shown. `based_on` is the version
    that the writer saw; where the stored one is newer and differs, `AnswerConflictError` carries both.
    """
    review = review_to_write(session, actor, measure_id=measure_id, revision_id=revision_id)
    refuse_unfit(review.catalogue, question, change)
    assessment_id = own_assessment(session, actor, review)
    answer = locked_answer(session, assessment_id, question)
    wanted = _changes(change)
    if all(getattr(answer, name) == value for name, value in wanted.items()):
        return answer_state(answer)
    if answer.version != based_on:
        raise AnswerConflictError(change, answer_state(answer))
    if answer.version == 0 and review.reveal_rule is RevealRule.AFTER_EACH:
        answer.first_level = change.level  # the municipality's answer is shown from here on
    for name, value in wanted.items():
        setattr(answer, name, value)
    _save(session, actor, answer)
    record_review_event(
        session,
        actor,
        review,
        "answer_review",
        thing="answer",
        thing_id=answer.id,
        changes=change.model_dump(mode="json", exclude_unset=True),
    )
    take_in_hand(session, actor, review)
    if review.reveal_rule is RevealRule.AFTER_EACH and _is_complete(session, review, assessment_id):
        _reveal(session, actor, review, assessment_id)
    return answer_state(answer)


def reveal_self_assessment(session: Session, actor: Actor, *, measure_id: int, revision_id: int) -> None:
    """Shows the municipality's levels, once all own ones are given. Each own level is then the first one, and
    a later change asks for a reason. What is shown already stays shown."""
    review = review_to_write(session, actor, measure_id=measure_id, revision_id=revision_id)
    if review.open_questions:
        raise InvalidError(Message.of("review.not_yet_revealed", n=len(review.open_questions)))
    _reveal(session, actor, review, own_assessment(session, actor, review))


def what_a_review_lacks(review: OpenedReview) -> tuple[Missing, ...]:
    """What must be there before the own review can be completed, in the order of the catalogue."""
    return tuple(_lacking(review))


def complete_review(session: Session, actor: Actor, *, measure_id: int, revision_id: int) -> datetime:
    """Makes the own review final; gives the moment. From then on the database itself refuses every change.

    Raises `InvalidError` where something is missing.
    """
    review = review_to_write(session, actor, measure_id=measure_id, revision_id=revision_id)
    lacking = what_a_review_lacks(review)
    if lacking:
        raise InvalidError(Message.of("review.not_yet_complete", n=len(lacking)))
    assessment = session.get_one(Assessment, own_assessment(session, actor, review))
    assessment.final_at = moment = now()
    session.add(assessment)
    session.flush()
    record_review_event(
        session,
        actor,
        review,
        "complete_review",
        thing="assessment",
        thing_id=assessment.id,
        changes={"final_at": moment.isoformat()},
    )
    return moment


def confirm_review(session: Session, actor: Actor, *, measure_id: int, revision_id: int) -> None:
    """The own final review of the last earlier revision holds for this one too."""
    review = review_to_write(session, actor, measure_id=measure_id, revision_id=revision_id)
    earlier = _earlier_to_use(review)
    if not earlier.is_final:
        raise RefusedError(Message.of("review.earlier_not_final", number=earlier.revision_number))
    if not earlier.same_catalogue:
        raise RefusedError(Message.of("review.earlier_other_catalogue"))
    confirmation = ReviewConfirmation(assessment_id=earlier.assessment_id, revision_id=review.revision_id)
    session.add(confirmation)
    session.flush()
    record_review_event(
        session, actor, review, "confirm_review", thing="review_confirmation", thing_id=confirmation.id
    )


def start_from_earlier_review(session: Session, actor: Actor, *, measure_id: int, revision_id: int) -> int:
    """Begins the own review as a copy of the one of the last earlier revision: levels and comments. Gives the
    number of answers, without those to questions that the catalogue asks in another way now."""
    review = review_to_write(session, actor, measure_id=measure_id, revision_id=revision_id)
    earlier = _earlier_to_use(review)
    assessment_id = own_assessment(session, actor, review)
    answers = list(_answers_to_carry(session, review, earlier.assessment_id))
    for answer in answers:
        level = answer.level if review.reveal_rule is RevealRule.AFTER_EACH else None
        session.add(
            Answer(
                assessment_id=assessment_id,
                question_key=answer.question_key,
                kind=answer.kind,
                level=answer.level,
                first_level=level,
                carried_over=True,
                changed_by_id=actor.person_id,
            )
        )
    for comment in session.exec(select(Comment).where(col(Comment.assessment_id) == earlier.assessment_id)):
        session.add(
            Comment(**{**comment.model_dump(exclude={"id"}), "assessment_id": assessment_id, "version": 1})
        )
    session.flush()
    record_review_event(
        session, actor, review, "start_from_earlier_review", thing="assessment", thing_id=assessment_id
    )
    if answers:
        take_in_hand(session, actor, review)
    if review.reveal_rule is RevealRule.AFTER_EACH and _is_complete(session, review, assessment_id):
        _reveal(session, actor, review, assessment_id)
    return len(answers)


def review_to_write(session: Session, actor: Actor, *, measure_id: int, revision_id: int) -> OpenedReview:
    """The own review of the newest submitted revision, which must be the one that the writer saw."""
    review = open_review(session, actor, measure_id=measure_id)
    if review.verdict.reason:
        raise RefusedError(review.verdict.reason)
    if review.revision_id != revision_id:
        raise RefusedError(Message.of("review.of_earlier_revision", number=review.newest_number))
    return review


def own_assessment(session: Session, actor: Actor, review: OpenedReview) -> int:
    """The id of the own review, which begins here if nothing was written before."""
    if review.own.assessment_id is not None:
        return review.own.assessment_id
    key = {"revision_id": review.revision_id, "author_id": actor.person_id}
    version_id = review.catalogue_version_id
    values = {
        "uuid": uuid4(),
        "kind": AssessmentKind.REVIEW,
        "catalogue_version_id": version_id,
        "created_at": now(),
    }
    insert_if_absent(session, Assessment, {**key, **values})
    found = session.exec(select(Assessment.id).filter_by(**key)).one()
    assert found is not None
    record_review_event(session, actor, review, "begin_review", thing="assessment", thing_id=found)
    return found


def take_in_hand(session: Session, actor: Actor, review: OpenedReview) -> None:
    """The first level of anybody moves the measure into review; whoever comes second finds it there."""
    measure = session.get_one(Measure, review.measure.measure_id)
    if measure.state in WAITING:
        move(session, actor, review.measure, Step.START_REVIEW, thing=review.thing)


def _reveal(session: Session, actor: Actor, review: OpenedReview, assessment_id: int) -> None:
    assessment = session.get_one(Assessment, assessment_id)
    if assessment.revealed_at is not None:
        return
    assessment.revealed_at = now()
    session.add(assessment)
    if review.reveal_rule is RevealRule.AFTER_ALL:
        for answer in session.exec(select(Answer).where(col(Answer.assessment_id) == assessment_id)):
            answer.first_level = answer.level
            session.add(answer)
    session.flush()
    record_review_event(
        session, actor, review, "reveal_self_assessment", thing="assessment", thing_id=assessment_id
    )


def _is_complete(session: Session, review: OpenedReview, assessment_id: int) -> bool:
    given = select(Answer.question_key).where(
        col(Answer.assessment_id) == assessment_id, col(Answer.kind) != AnswerKind.OPEN
    )
    return set(review.catalogue.questions) <= set(session.exec(given))


def _lacking(review: OpenedReview) -> Iterator[Missing]:
    for key, question in review.catalogue.questions.items():
        answer = review.answer(key)
        title = question.title
        if answer.given.kind is AnswerKind.OPEN:
            yield Missing(Message.of("review.lacks_level", question=title), required=True, question=key)
        elif review.is_changed(key) and not answer.change_reason.strip():
            yield Missing(
                Message.of("review.lacks_change_reason", question=title), required=True, question=key
            )
        why = review.own.comment(key, Audience.MUNICIPALITY).text
        if answer.given.kind is AnswerKind.NOT_APPLICABLE and not why.strip():
            yield Missing(
                Message.of("review.lacks_why_not_applicable", question=title), required=True, question=key
            )
    if review.own.recommendation.kind is None:
        yield Missing(Message.of("review.lacks_recommendation"), required=True)


def _earlier_to_use(review: OpenedReview) -> EarlierReview:
    """Only where nothing was written yet for this revision: two beginnings would overwrite each other."""
    if review.own.answers or review.own.comments:
        raise RefusedError(Message.of("review.already_begun"))
    if review.earlier is None:
        raise RefusedError(Message.of("review.no_earlier"))
    return review.earlier


def _answers_to_carry(session: Session, review: OpenedReview, earlier_id: int) -> Iterator[Answer]:
    version_id = session.get_one(Assessment, earlier_id).catalogue_version_id
    asked_then = stored_catalogue(session, version_id).questions
    asked_now = review.catalogue.questions
    for answer in session.exec(select(Answer).where(col(Answer.assessment_id) == earlier_id)):
        key = answer.question_key
        if answer.kind is not AnswerKind.OPEN and asked_now.get(key) == asked_then.get(key):
            yield answer


def _changes(change: ReviewAnswerInput) -> dict[str, Any]:
    wanted = change.model_dump(exclude_unset=True)
    if change.kind is not None:
        wanted["level"] = change.level
    return wanted


def _save(session: Session, actor: Actor, answer: Answer) -> None:
    answer.version += 1
    answer.carried_over = False
    answer.changed_at, answer.changed_by_id = now(), actor.person_id
    session.add(answer)
    session.flush()


_NOTHING: Mapping[str, object] = {}


def record_review_event(
    session: Session,
    actor: Actor,
    review: OpenedReview,
    action: str,
    *,
    thing: str,
    thing_id: int | None,
    changes: Mapping[str, object] = _NOTHING,
) -> None:
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=review.measure.programme_id,
        measure_id=review.measure.measure_id,
        action=action,
        thing=thing,
        thing_id=thing_id,
        changes=changes,
    )
