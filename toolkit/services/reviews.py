"""Reviews as they may be read: the own one with all that belongs to writing it, and those of colleagues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from toolkit.access import (
    Action,
    Actor,
    OfMeasure,
    Verdict,
    may,
    visible_answers,
    visible_assessments,
    visible_comments,
    visible_revisions,
)
from toolkit.catalogue import Catalogue
from toolkit.judging import AnswerKind, Gap, GivenAnswer, gaps_between
from toolkit.messages import Message
from toolkit.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assignment,
    Audience,
    Comment,
    Programme,
    ProgrammeKind,
    Recommendation,
    RecommendationKind,
    RevealRule,
    ReviewConfirmation,
    Revision,
    id_of,
)
from toolkit.services.assessments import AnswerState, answer_state
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.errors import NotFoundError
from toolkit.services.evidence import EvidenceItem, evidence_by_question
from toolkit.services.measures import OpenedMeasure, open_measure, require
from toolkit.services.review_access import under_review

CommentPlace = tuple[str, Audience]
"""A question's key, or nothing for the whole, and who reads it."""


@dataclass(frozen=True, slots=True)
class CommentState:
    """A comment as stored. Version 0 means that nothing was stored yet."""

    text: str = ""
    version: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecommendationState:
    kind: RecommendationKind | None = None
    text: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class WrittenReview:
    """One review with all that it says, as far as its reader may know. Without an id nothing is written yet.

    `number` is the one by which a municipality and colleagues know it (*Begutachtung 1, 2*).
    """

    answers: Mapping[str, AnswerState] = field(default_factory=dict)
    comments: Mapping[CommentPlace, CommentState] = field(default_factory=dict)
    recommendation: RecommendationState = RecommendationState()
    assessment_id: int | None = None
    author_id: int | None = None
    number: int | None = None
    revision_number: int | None = None
    revealed_at: datetime | None = None
    final_at: datetime | None = None

    @property
    def given(self) -> dict[str, GivenAnswer]:
        return {key: answer.given for key, answer in self.answers.items()}

    def comment(self, question: str, audience: Audience) -> CommentState:
        return self.comments.get((question, audience), CommentState())


@dataclass(frozen=True, slots=True)
class EarlierReview:
    """The actor's own review of the last earlier revision that has one."""

    assessment_id: int
    revision_number: int
    is_final: bool
    same_catalogue: bool


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """A submitted revision as whoever reviews it may see it.

    `verdict` says whether the actor may write now. `self_assessment` holds those answers of the municipality
    that may be shown at this moment; `colleagues` their final reviews, once the own one is final.
    """

    measure: OpenedMeasure
    thing: OfMeasure
    programme_kind: ProgrammeKind
    reveal_rule: RevealRule
    catalogue: Catalogue
    catalogue_version_id: int
    evidence: Mapping[str, tuple[EvidenceItem, ...]]
    own: WrittenReview
    colleagues: tuple[WrittenReview, ...]
    self_assessment: Mapping[str, AnswerState]
    verdict: Verdict
    newest_number: int
    due_on: date | None = None
    earlier: EarlierReview | None = None

    @property
    def revision_id(self) -> int:
        return self.measure.revision_id

    @property
    def open_questions(self) -> tuple[str, ...]:
        return tuple(
            key for key in self.catalogue.questions if self.answer(key).given.kind is AnswerKind.OPEN
        )

    @property
    def is_confirmed(self) -> bool:
        """The own review is one of an earlier revision, which holds for this one too."""
        return self.own.revision_number not in (None, self.measure.revision_number)

    @property
    def is_revealed(self) -> bool:
        """Whether the whole self-assessment is shown."""
        return bool(self.own.revealed_at or self.own.final_at)

    def answer(self, question: str) -> AnswerState:
        return self.own.answers.get(question, AnswerState(question))

    def is_changed(self, question: str) -> bool:
        """Whether the level is another than before the self-assessment was seen: this asks for a reason."""
        answer = self.answer(question)
        seen_each = self.reveal_rule is RevealRule.AFTER_EACH and answer.version > 0
        return (self.own.revealed_at is not None or seen_each) and answer.given.level != answer.first_level

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Where the own levels and the shown ones of the municipality differ, the largest first."""
        shown = {key: answer.given for key, answer in self.self_assessment.items()}
        own = {key: given for key, given in self.own.given.items() if key in shown}
        return gaps_between(self.catalogue, own, shown)


def open_review(
    session: Session, actor: Actor, *, measure_id: int, number: int | None = None
) -> OpenedReview:
    """The newest submitted revision, or the one with this number, with the actor's own review of it.

    Looking writes nothing: the review begins with the first thing that is written. Raises `NotFoundError`
    where the actor sees no submitted revision, `RefusedError` where reviewing it is not theirs.
    """
    newest = _newest_submitted(session, actor, measure_id)
    measure = open_measure(session, actor, measure_id=measure_id, number=number or newest)
    if not measure.submitted:
        raise NotFoundError(Message.of("services.no_measure"))
    thing = under_review(session, measure)
    require(actor, Action.READ_REVIEWS, thing)
    programme = session.get_one(Programme, measure.programme_id)
    version_id = _catalogue_version(session, measure.revision_id)
    reviews = read_reviews(session, actor, measure=measure)
    own = next((each for each in reviews if each.author_id == actor.person_id), WrittenReview())
    return OpenedReview(
        measure=measure,
        thing=thing,
        programme_kind=programme.kind,
        reveal_rule=programme.reveal_rule,
        catalogue=stored_catalogue(session, version_id),
        catalogue_version_id=version_id,
        evidence=evidence_by_question(session, measure.revision_id),
        own=own,
        colleagues=tuple(each for each in reviews if each.author_id != actor.person_id),
        self_assessment=_shown_answers(session, actor, thing, measure, own=own, rule=programme.reveal_rule),
        verdict=_verdict(actor, thing, measure, newest, own),
        newest_number=newest,
        due_on=_due_on(session, actor, measure_id),
        earlier=_earlier_review(session, actor, measure, version_id),
    )


def read_reviews(session: Session, actor: Actor, *, measure: OpenedMeasure) -> tuple[WrittenReview, ...]:
    """The reviews of a revision, and those confirmed for it, that the actor may read: in the order of their
    numbers, with the comments that the actor may read."""
    confirmed = select(ReviewConfirmation.assessment_id).where(
        col(ReviewConfirmation.revision_id) == measure.revision_id
    )
    rows = session.exec(
        select(Assessment, Revision.number)
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .where(
            col(Assessment.kind) == AssessmentKind.REVIEW,
            (col(Assessment.revision_id) == measure.revision_id) | col(Assessment.id).in_(confirmed),
            col(Assessment.id).in_(visible_assessments(actor)),
        )
    ).all()
    ids = [id_of(assessment) for assessment, _ in rows]
    answers, comments = _answers_of(session, ids), _comments_of(session, actor, ids)
    recommended, numbers = _recommendations_of(session, ids), review_numbers(session, measure.measure_id)
    found = [
        WrittenReview(
            answers=answers[id_of(row)],
            comments=comments[id_of(row)],
            recommendation=recommended.get(id_of(row), RecommendationState()),
            assessment_id=id_of(row),
            author_id=row.author_id,
            number=numbers.get(row.author_id or 0),
            revision_number=revision_number,
            revealed_at=row.revealed_at,
            final_at=row.final_at,
        )
        for row, revision_number in rows
    ]
    return tuple(sorted(found, key=lambda review: (review.number or 0, review.assessment_id)))


def review_numbers(session: Session, measure_id: int) -> dict[int, int]:
    """By person the number of their review of this measure: in the order of the assignments ever made, so
    that it never changes. Municipalities read it instead of a name."""
    people = session.exec(
        select(Assignment.person_id)
        .where(col(Assignment.measure_id) == measure_id)
        .group_by(col(Assignment.person_id))
        .order_by(func.min(Assignment.id))
    )
    return {person_id: number for number, person_id in enumerate(people, start=1)}


def _newest_submitted(session: Session, actor: Actor, measure_id: int) -> int:
    number = session.exec(
        select(func.max(Revision.number)).where(
            col(Revision.measure_id) == measure_id,
            col(Revision.submitted_at).is_not(None),
            col(Revision.id).in_(visible_revisions(actor)),
        )
    ).one()
    if number is None:
        raise NotFoundError(Message.of("services.no_measure"))
    return number


def _catalogue_version(session: Session, revision_id: int) -> int:
    """A revision is reviewed by the catalogue version by which its municipality assessed it."""
    return session.exec(
        select(Assessment.catalogue_version_id).where(
            col(Assessment.revision_id) == revision_id, col(Assessment.kind) == AssessmentKind.SELF
        )
    ).one()


def _shown_answers(
    session: Session,
    actor: Actor,
    thing: OfMeasure,
    measure: OpenedMeasure,
    *,
    own: WrittenReview,
    rule: RevealRule,
) -> dict[str, AnswerState]:
    """What may be read of the self-assessment. Who is to judge sees nothing of it before the own levels even
    where another role would show it, as on the single desk."""
    rows = session.exec(
        select(Answer)
        .join(Assessment, col(Assessment.id) == col(Answer.assessment_id))
        .where(
            col(Assessment.revision_id) == measure.revision_id,
            col(Assessment.kind) == AssessmentKind.SELF,
            col(Answer.id).in_(visible_answers(actor)),
        )
    )
    answers = {answer.question_key: answer_state(answer) for answer in rows}
    if actor.person_id not in thing.advisors or own.revealed_at or own.final_at:
        return answers
    given = {key for key, answer in own.answers.items() if answer.given.kind is not AnswerKind.OPEN}
    return {key: answers[key] for key in answers if rule is RevealRule.AFTER_EACH and key in given}


def _verdict(
    actor: Actor, thing: OfMeasure, measure: OpenedMeasure, newest: int, own: WrittenReview
) -> Verdict:
    if own.final_at is not None:
        is_for_this = own.revision_number == measure.revision_number
        return Verdict(False, Message.of("review.is_final" if is_for_this else "review.is_confirmed"))
    if measure.revision_number != newest:
        return Verdict(False, Message.of("review.of_earlier_revision", number=newest))
    return may(actor, Action.REVIEW, thing)


def _due_on(session: Session, actor: Actor, measure_id: int) -> date | None:
    assignment = session.exec(
        select(Assignment).where(
            col(Assignment.measure_id) == measure_id,
            col(Assignment.person_id) == actor.person_id,
            col(Assignment.ended_at).is_(None),
        )
    ).one_or_none()
    return assignment.due_on if assignment else None


def _earlier_review(
    session: Session, actor: Actor, measure: OpenedMeasure, version_id: int
) -> EarlierReview | None:
    row = session.exec(
        select(Assessment, Revision.number)
        .join(Revision, col(Revision.id) == col(Assessment.revision_id))
        .where(
            col(Revision.measure_id) == measure.measure_id,
            col(Revision.number) < measure.revision_number,
            col(Assessment.author_id) == actor.person_id,
            col(Assessment.id).in_(visible_assessments(actor)),
        )
        .order_by(col(Revision.number).desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    review, number = row
    is_final = review.final_at is not None
    return EarlierReview(id_of(review), number, is_final, review.catalogue_version_id == version_id)


def _answers_of(session: Session, ids: Iterable[int]) -> Mapping[int, dict[str, AnswerState]]:
    found: dict[int, dict[str, AnswerState]] = defaultdict(dict)
    for row in session.exec(select(Answer).where(col(Answer.assessment_id).in_(ids))):
        found[row.assessment_id][row.question_key] = answer_state(row)
    return found


def _comments_of(
    session: Session, actor: Actor, ids: Iterable[int]
) -> Mapping[int, dict[CommentPlace, CommentState]]:
    found: dict[int, dict[CommentPlace, CommentState]] = defaultdict(dict)
    readable = select(Comment).where(
        col(Comment.assessment_id).in_(ids), col(Comment.id).in_(visible_comments(actor))
    )
    for row in session.exec(readable):
        state = CommentState(row.text, row.version, row.changed_at)
        found[row.assessment_id][row.question_key, row.audience] = state
    return found


def _recommendations_of(session: Session, ids: Iterable[int]) -> dict[int, RecommendationState]:
    rows = session.exec(select(Recommendation).where(col(Recommendation.assessment_id).in_(ids)))
    return {row.assessment_id: RecommendationState(row.kind, row.text, row.version) for row in rows}
