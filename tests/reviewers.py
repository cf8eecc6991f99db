"""An advisor at work: what the page *Begutachten* does, without a page. Each call is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tests.houses import TestHouse, panel_catalogue
from toolkit.access import Actor, identity_of
from toolkit.judging import AnswerKind
from toolkit.model import Audience, RecommendationKind
from toolkit.model.inputs import RecommendationInput, ReviewAnswerInput
from toolkit.services.assessments import AnswerState
from toolkit.services.review_texts import recommend, write_comment
from toolkit.services.reviewing import (
    answer_review_question,
    complete_review,
    confirm_review,
    reveal_self_assessment,
    start_from_earlier_review,
)
from toolkit.services.reviews import CommentState, OpenedReview, RecommendationState, open_review

QUESTIONS = tuple(panel_catalogue().questions)


@dataclass(frozen=True)
class Reviewer:
    """Somebody assigned to a measure."""

    house: TestHouse
    measure_id: int
    person_id: int

    @classmethod
    def assigned(cls, house: TestHouse, measure_id: int, email: str) -> Reviewer:
        person_id = house.advisor(email)
        house.assign(measure_id, person_id)
        return cls(house, measure_id, person_id)

    @cached_property
    def actor(self) -> Actor:
        return self.house.actor_of(self.person_id)

    def open(self, number: int | None = None) -> OpenedReview:
        with self.house.database.reading(identity_of(self.actor)) as session:
            return open_review(session, self.actor, measure_id=self.measure_id, number=number)

    def change(
        self,
        question: str,
        change: ReviewAnswerInput,
        *,
        based_on: int | None = None,
        revision_id: int | None = None,
    ) -> AnswerState:
        """Without `based_on` from a page that shows the newest version."""
        review = self.open()
        with self.house.database.writing(identity_of(self.actor)) as session:
            return answer_review_question(
                session,
                self.actor,
                measure_id=self.measure_id,
                revision_id=revision_id or review.revision_id,
                question=question,
                based_on=review.answer(question).version if based_on is None else based_on,
                change=change,
            )

    def give(self, question: str, level: int) -> AnswerState:
        return self.change(question, ReviewAnswerInput.at(level))

    def say(self, question: str, kind: AnswerKind) -> AnswerState:
        return self.change(question, ReviewAnswerInput.without_level(kind))

    def give_all(self, level: int, questions: Iterable[str] = QUESTIONS) -> None:
        review = self.open()
        with self.house.database.writing(identity_of(self.actor)) as session:
            for question in questions:
                answer_review_question(
                    session,
                    self.actor,
                    measure_id=self.measure_id,
                    revision_id=review.revision_id,
                    question=question,
                    based_on=review.answer(question).version,
                    change=ReviewAnswerInput.at(level),
                )

    def reveal(self) -> None:
        review = self.open()
        with self.house.database.writing(identity_of(self.actor)) as session:
            reveal_self_assessment(
                session, self.actor, measure_id=self.measure_id, revision_id=review.revision_id
            )

    def comment(
        self,
        question: str,
        text: str,
        *,
        audience: Audience = Audience.MUNICIPALITY,
        based_on: int | None = None,
    ) -> CommentState:
        review = self.open()
        stored = review.own.comment(question, audience).version
        with self.house.database.writing(identity_of(self.actor)) as session:
            return write_comment(
                session,
                self.actor,
                measure_id=self.measure_id,
                revision_id=review.revision_id,
                question=question,
                audience=audience,
                text=text,
                based_on=stored if based_on is None else based_on,
            )

    def recommend(
        self,
        kind: RecommendationKind = RecommendationKind.CONTINUE,
        *,
        text: str = "",
        based_on: int | None = None,
    ) -> RecommendationState:
        review = self.open()
        with self.house.database.writing(identity_of(self.actor)) as session:
            return recommend(
                session,
                self.actor,
                measure_id=self.measure_id,
                revision_id=review.revision_id,
                change=RecommendationInput(kind=kind, text=text),
                based_on=review.own.recommendation.version if based_on is None else based_on,
            )

    def complete(self) -> datetime:
        review = self.open()
        with self.house.database.writing(identity_of(self.actor)) as session:
            return complete_review(
                session, self.actor, measure_id=self.measure_id, revision_id=review.revision_id
            )

    def judge(self, level: int) -> None:
        """A whole review, from the first level to its end."""
        self.give_all(level)
        self.recommend()
        self.complete()

    def confirm(self) -> None:
        review = self.open()
        with self.house.database.writing(identity_of(self.actor)) as session:
            confirm_review(session, self.actor, measure_id=self.measure_id, revision_id=review.revision_id)

    def start_from_earlier(self) -> int:
        review = self.open()
        with self.house.database.writing(identity_of(self.actor)) as session:
            return start_from_earlier_review(
                session, self.actor, measure_id=self.measure_id, revision_id=review.revision_id
            )
