"""What people say about the region's measures; `data/reviews.yaml` says how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from toolkit.example.people_content import RegionPerson, Written
from toolkit.judging import AnswerKind, GateState, GivenAnswer
from toolkit.model import RecommendationKind, Stance

QUESTIONS = ("S1", "S2", "S3", "S4", "N1", "N2", "N3", "N4", "T1", "T2", "T3", "T4")
_OPEN = "."


def _levels(written: Any) -> dict[str, int]:
    signs = str(written).replace(" ", "")
    pairs = zip(QUESTIONS, signs, strict=True)
    return {question: int(sign) for question, sign in pairs if sign != _OPEN}


def _by_question(written: Any) -> dict[str, str]:
    return {"" if place == "whole" else place: text for place, text in written.items()}


Levels = Annotated[dict[str, int], BeforeValidator(_levels)]
Texts = Annotated[dict[str, str], BeforeValidator(_by_question)]
"""By question; the empty key is the measure as a whole."""


class DeclaredConflict(Written):
    person: str
    municipality: str
    reason: str


class ChangedLevel(Written):
    level: int
    why: str


class Recommended(Written):
    kind: RecommendationKind
    text: str = ""


class RegionReview(Written):
    by: str
    levels: Levels
    changed: dict[str, ChangedLevel] = Field(default_factory=dict)
    to_municipality: Texts = Field(default_factory=dict)
    to_colleagues: Texts = Field(default_factory=dict)
    recommends: Recommended | None = None

    @property
    def is_finished(self) -> bool:
        return self.recommends is not None

    @property
    def given(self) -> dict[str, GivenAnswer]:
        """The levels as they are at the end."""
        final = self.levels | {question: change.level for question, change in self.changed.items()}
        return {question: GivenAnswer(AnswerKind.LEVEL, level) for question, level in final.items()}


class WrittenReply(Written):
    stance: Stance
    text: str = ""


class RegionRound(Written):
    by: str
    due_in: int
    text: str
    items: Texts
    incomplete: bool = False
    answered_by: str | None = None
    replies: dict[str, WrittenReply] = Field(default_factory=dict)
    facts: dict[str, str] = Field(default_factory=dict)


class Settled(Written):
    gate: GateState
    demands: tuple[str, ...] = ()
    reason: str


class ReviewedMeasure(Written):
    measure: str
    assigned: Mapping[str, int]
    reviews: tuple[RegionReview, ...] = ()
    round: RegionRound | None = None
    confirmed_by: tuple[str, ...] = ()
    settled: Settled | None = None
    released: bool = False


class Reviewing(Written):
    people: tuple[RegionPerson, ...]
    conflicts: tuple[DeclaredConflict, ...]
    measures: tuple[ReviewedMeasure, ...]
