"""What the reviews say to a municipality: levels beside its own, comments, recommendations. Never by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from toolkit.access import Actor
from toolkit.comparison import facts_of, released_reviews
from toolkit.judging import Answers, GivenAnswer, Judgement, joint_outcome, judge_reviews
from toolkit.model import Audience, Programme, ProgrammeKind, RecommendationKind
from toolkit.services.catalogues import catalogue_of_revision
from toolkit.services.joint_judgements import joint_of
from toolkit.services.measures import OpenedMeasure
from toolkit.services.reviews import WrittenReview, read_reviews


@dataclass(frozen=True, slots=True)
class Said:
    """One comment of one review, by the number under which the municipality knows it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ReviewFeedback:
    number: int
    given: dict[str, GivenAnswer]
    recommendation: RecommendationKind | None
    recommendation_text: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """The final reviews of one revision that its reader may see; `judgement` is theirs together, once the
    coordination has released them. `comments` are by question, the empty key about the whole."""

    programme_kind: ProgrammeKind
    reviews: tuple[ReviewFeedback, ...]
    comments: dict[str, tuple[Said, ...]]
    judgement: Judgement | None


def read_feedback(session: Session, actor: Actor, *, measure: OpenedMeasure) -> Feedback | None:
    """Of a revision that the caller has opened; None where there is nothing to read (yet)."""
    found = [each for each in read_reviews(session, actor, measure=measure) if each.final_at is not None]
    if not found:
        return None
    counting = _released(session, measure.revision_id)
    released = [each.given for each in found if each.assessment_id in counting]
    keys = dict.fromkeys(key for review in found for key, _ in review.comments)
    comments = {key: tuple(_said(found, key)) for key in keys}
    return Feedback(
        programme_kind=session.get_one(Programme, measure.programme_id).kind,
        reviews=tuple(
            ReviewFeedback(
                review.number or 0, review.given, review.recommendation.kind, review.recommendation.text
            )
            for review in found
        ),
        comments={key: said for key, said in comments.items() if said},
        judgement=_judged(session, measure, released) if released else None,
    )


def _judged(session: Session, measure: OpenedMeasure, reviews: Sequence[Answers]) -> Judgement:
    """All released reviews together, with the gate as the coordination settled it."""
    catalogue = catalogue_of_revision(session, measure.revision_id)
    joint = joint_of(session, measure.revision_id)
    settled = joint_outcome(catalogue, joint.gate_state, joint.demands) if joint.gate_state else None
    return judge_reviews(catalogue, reviews, facts_of(measure.facts, ()), joint_gate=settled)


def _said(reviews: list[WrittenReview], key: str) -> Iterator[Said]:
    """To the municipality; what is meant for colleagues stays away from whoever has several roles, too."""
    for review in reviews:
        text = review.comment(key, Audience.MUNICIPALITY).text.strip()
        if text:
            yield Said(review.number or 0, text)


def _released(session: Session, revision_id: int) -> frozenset[int]:
    released = released_reviews().subquery()
    ids = select(released.c.assessment_id).where(col(released.c.revision_id) == revision_id)
    return frozenset(session.scalars(ids))
