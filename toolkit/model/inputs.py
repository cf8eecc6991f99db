"""What people enter, validated before it reaches a table (table classes do not validate)."""

from __future__ import annotations

from datetime import date
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from toolkit.judging import AnswerKind
from toolkit.model.enums import Decides, ProgrammeKind, RecommendationKind, RevealRule


class Input(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


class ProgrammeInput(Input):
    """A programme and who takes part. Without a name it has the default one in every reader's language."""

    name: str = Field(default="", max_length=200)
    kind: ProgrammeKind = ProgrammeKind.SELECTION
    required_reviews: int = Field(default=2, ge=0, le=20)
    reveal_rule: RevealRule = RevealRule.AFTER_ALL
    review_days: int | None = Field(default=None, ge=1, le=365)
    submit_until: date | None = None
    decides: Decides = Decides.RECOMMENDS
    shows_severity: bool = False
    municipalities: tuple[int, ...] = ()

    @field_validator("municipalities")
    @classmethod
    def _each_once(cls, municipalities: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(municipalities)))


class ChoiceInput(Input):
    """What was chosen at one question: a level, or a kind of no level. Without a kind nothing is chosen."""

    kind: AnswerKind | None = None
    level: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _level_of_kind(self) -> Self:
        if (self.level is not None) != (self.kind is AnswerKind.LEVEL):
            raise ValueError("A level is given exactly with the kind 'level'.")
        return self

    @classmethod
    def at(cls, level: int) -> Self:
        return cls(kind=AnswerKind.LEVEL, level=level)

    @classmethod
    def without_level(cls, kind: AnswerKind) -> Self:
        return cls(kind=kind)


class AnswerInput(ChoiceInput):
    """A change to one answer. Only the fields that are set are changed; the rest stays as it is."""

    reason: str | None = Field(default=None, max_length=4000)
    waiting_for: str | None = Field(default=None, max_length=200)
    feasible_soon: bool | None = None


class ReviewAnswerInput(ChoiceInput):
    """A change to one answer of a review. `change_reason` says why it is another one than before the
    self-assessment was seen."""

    change_reason: str | None = Field(default=None, max_length=2000)


class RecommendationInput(Input):
    """What a review recommends at its end. Only the fields that are set are changed."""

    kind: RecommendationKind | None = None
    text: str | None = Field(default=None, max_length=4000)


class SnippetInput(Input):
    title: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=4000)


class EvidenceInput(Input):
    """A web address, or a document by its title, with the place in it and a quotation."""

    title: str = Field(default="", max_length=300)
    url: str = Field(default="", max_length=2000)
    page: str = Field(default="", max_length=60)
    quote: str = Field(default="", max_length=2000)
