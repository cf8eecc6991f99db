"""Assessments: each answer is saved when it is given, and nobody overwrites another's unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from toolkit.access import Action, Actor, may, visible_assessments
from toolkit.catalogue import Catalogue, Question
from toolkit.comparison import facts_of
from toolkit.judging import OPEN, AnswerKind, Facts, GivenAnswer, UnfitAnswerError
from toolkit.judging.questions import check_answers
from toolkit.messages import Message
from toolkit.model import Answer, Assessment, AssessmentKind, EarlierAnswer, now
from toolkit.model.inputs import AnswerInput, ChoiceInput
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.errors import InvalidError, NotFoundError, RefusedError, ServiceError
from toolkit.services.evidence import EvidenceItem, evidence_by_question
from toolkit.services.measures import OpenedMeasure, open_measure
from toolkit.storage import insert_if_absent, record_event


@dataclass(frozen=True, slots=True)
class AnswerState:
    """An answer as stored. Version 0 means that nothing was stored yet.

    In a review `first_level` is the level before the self-assessment was seen, and `change_reason` says why
    it is another one since.
    """

    question: str
    given: GivenAnswer = OPEN
    reason: str = ""
    waiting_for: str = ""
    feasible_soon: bool = False
    carried_over: bool = False
    version: int = 0
    changed_at: datetime | None = None
    needs_confirmation: bool = False
    first_level: int | None = None
    change_reason: str = ""


@dataclass(frozen=True, slots=True)
class EarlierAnswerState:
    """What was said to a question as an earlier version of the catalogue asked it."""

    question: Question
    version: int
    given: GivenAnswer


@dataclass(frozen=True, slots=True)
class OpenedAssessment:
    """A measure's self-assessment with all answers, for the page on which it is written."""

    assessment_id: int
    measure: OpenedMeasure
    catalogue: Catalogue
    answers: Mapping[str, AnswerState]
    evidence: Mapping[str, tuple[EvidenceItem, ...]]
    earlier: Mapping[str, EarlierAnswerState] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, GivenAnswer]:
        return {key: answer.given for key, answer in self.answers.items()}

    @property
    def facts(self) -> Facts:
        return facts_of(
            self.measure.facts, (key for key, answer in self.answers.items() if answer.feasible_soon)
        )


class AnswerConflictError(ServiceError):
    """The answer changed since the writer saw it. Both are kept for the writer to choose."""

    def __init__(self, mine: ChoiceInput, theirs: AnswerState) -> None:
        super().__init__(Message.of("services.answer_conflict"))
        self.mine, self.theirs = mine, theirs


def open_self_assessment(
    session: Session, actor: Actor, *, measure_id: int, number: int | None = None
) -> OpenedAssessment:
    """The self-assessment of the newest revision, or of the one with this number."""
    measure = open_measure(session, actor, measure_id=measure_id, number=number)
    assessment = session.exec(
        select(Assessment.id, Assessment.catalogue_version_id).where(
            col(Assessment.revision_id) == measure.revision_id,
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Assessment.id).in_(visible_assessments(actor)),
        )
    ).one_or_none()
    if assessment is None or assessment[0] is None:
        raise NotFoundError(Message.of("services.no_assessment"))
    catalogue = stored_catalogue(session, assessment[1])
    stored = session.exec(select(Answer).where(col(Answer.assessment_id) == assessment[0]))
    states = {answer.question_key: answer_state(answer) for answer in stored}
    answers = {key: states.get(key, AnswerState(key)) for key in catalogue.questions}
    evidence = evidence_by_question(session, measure.revision_id)
    waiting = any(answer.needs_confirmation for answer in answers.values())
    earlier = _earlier(session, assessment[0]) if waiting else {}
    return OpenedAssessment(assessment[0], measure, catalogue, answers, evidence, earlier)


def answer_question(
    session: Session,
    actor: Actor,
    *,
    measure_id: int,
    question: str,
    based_on: int,
    change: AnswerInput,
    assessment_id: int | None = None,
) -> AnswerState:
    """Saves one answer, or a part of it, and gives it as stored.

    `based_on` is the version that the writer saw, 0 where there was none. Where the stored one is newer and
    differs from what the change wants, `AnswerConflictError` carries mine and theirs. `assessment_id` is the
    assessment that the writer saw: what was written for one revision never lands in the next.
    """
    opened = _opened_to_answer(session, actor, measure_id)
    if assessment_id not in (None, opened.assessment_id):
        raise RefusedError(Message.of("access.submitted"))
    refuse_unfit(opened.catalogue, question, change)
    answer = locked_answer(session, opened.assessment_id, question)
    wanted = _changes(change)
    if all(getattr(answer, name) == value for name, value in wanted.items()):
        return answer_state(answer)
    if answer.version != based_on:
        raise AnswerConflictError(change, answer_state(answer))
    for name, value in wanted.items():
        setattr(answer, name, value)
    changes = change.model_dump(mode="json", exclude_unset=True)
    return _saved(session, actor, opened, answer, action="answer_question", changes=changes)


def confirm_answer(
    session: Session, actor: Actor, *, measure_id: int, question: str, based_on: int
) -> AnswerState:
    """The answer stands although its question was reworded. Where its scale changed there is nothing to
    confirm: a level has to be chosen."""
    opened = _opened_to_answer(session, actor, measure_id)
    answer = locked_answer(session, opened.assessment_id, question)
    if not answer.needs_confirmation:
        return answer_state(answer)
    if answer.version != based_on:
        raise AnswerConflictError(AnswerInput(kind=answer.kind, level=answer.level), answer_state(answer))
    if answer.kind is AnswerKind.OPEN:
        raise InvalidError(Message.of("services.nothing_to_confirm", question=question))
    answer.needs_confirmation = False
    changes = {"needs_confirmation": False}
    return _saved(session, actor, opened, answer, action="confirm_answer", changes=changes)


def _opened_to_answer(session: Session, actor: Actor, measure_id: int) -> OpenedAssessment:
    opened = open_self_assessment(session, actor, measure_id=measure_id)
    verdict = may(actor, Action.ANSWER, opened.measure.as_thing)
    if verdict.reason:
        raise RefusedError(verdict.reason)
    return opened


def _saved(
    session: Session,
    actor: Actor,
    opened: OpenedAssessment,
    answer: Answer,
    *,
    action: str,
    changes: Mapping[str, Any],
) -> AnswerState:
    answer.version += 1
    answer.carried_over = False
    answer.changed_at, answer.changed_by_id = now(), actor.person_id
    session.add(answer)
    session.flush()
    record_event(
        session,
        actor_id=actor.person_id,
        programme_id=opened.measure.programme_id,
        measure_id=opened.measure.measure_id,
        action=action,
        thing="answer",
        thing_id=answer.id,
        changes=changes,
    )
    return answer_state(answer)


def answer_state(answer: Answer) -> AnswerState:
    return AnswerState(
        question=answer.question_key,
        given=GivenAnswer(answer.kind, answer.level),
        reason=answer.reason,
        waiting_for=answer.waiting_for,
        feasible_soon=answer.feasible_soon,
        carried_over=answer.carried_over,
        version=answer.version,
        changed_at=answer.changed_at,
        needs_confirmation=answer.needs_confirmation,
        first_level=answer.first_level,
        change_reason=answer.change_reason,
    )


def _earlier(session: Session, assessment_id: int) -> dict[str, EarlierAnswerState]:
    """By question, the last answer under an earlier version, with the question as it read then."""
    rows = session.exec(
        select(EarlierAnswer)
        .where(col(EarlierAnswer.assessment_id) == assessment_id, col(EarlierAnswer.kind) != AnswerKind.OPEN)
        .order_by(col(EarlierAnswer.id))
    )
    earlier = {}
    for row in rows:
        catalogue = stored_catalogue(session, row.catalogue_version_id)
        given = GivenAnswer(row.kind, row.level)
        question = catalogue.questions[row.question_key]
        earlier[row.question_key] = EarlierAnswerState(question, catalogue.version, given)
    return earlier


def refuse_unfit(catalogue: Catalogue, question: str, change: ChoiceInput) -> None:
    if question not in catalogue.questions:
        raise NotFoundError(Message.of("services.no_question", question=question))
    if change.kind is not None:
        try:
            check_answers(catalogue, {question: GivenAnswer(change.kind, change.level)})
        except UnfitAnswerError as error:
            raise InvalidError(Message.of("services.unfit_answer", question=question)) from error


def locked_answer(session: Session, assessment_id: int, question: str) -> Answer:
    """The row of the answer, held until the end of the transaction; made now, empty, if there is none.

    Making it before reading turns the race of two first writers into the same comparison of versions as
    any other: the second one finds the first one's row.
    """
    insert_if_absent(
        session,
        Answer,
        {
            "assessment_id": assessment_id,
            "question_key": question,
            "kind": AnswerKind.OPEN,
            "waiting_for": "",
            "feasible_soon": False,
            "carried_over": False,
            "needs_confirmation": False,
            "changed_at": now(),
            "version": 0,
        },
    )
    row = select(Answer).where(
        col(Answer.assessment_id) == assessment_id, col(Answer.question_key) == question
    )
    return session.exec(row.with_for_update().execution_options(populate_existing=True)).one()


def _changes(change: AnswerInput) -> dict[str, Any]:
    wanted = change.model_dump(exclude_unset=True)
    if change.kind is not None:
        wanted["level"] = change.level
        wanted["needs_confirmation"] = False  # whoever chooses has read the question as it is now
    else:
        wanted.pop("level", None)
    return wanted
