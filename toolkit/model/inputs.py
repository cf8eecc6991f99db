"""What people enter, validated before it reaches a table (table classes do not validate)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from toolkit.judging import AnswerKind
from toolkit.model.enums import ProgrammeKind


class Input(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ProgrammeInput(Input):
    """A programme and who takes part. Without a name it has the default one in every reader's language."""

    name: str = Field(default="", max_length=200)
    kind: ProgrammeKind = ProgrammeKind.SELECTION
    required_reviews: int = Field(default=2, ge=0, le=20)
    municipalities: tuple[int, ...] = ()

    @field_validator("municipalities")
    @classmethod
    def _each_once(cls, municipalities: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(set(municipalities)))


class AnswerInput(Input):
    """A change to one answer. Only the fields that are set are changed; the rest stays as it is."""

    kind: AnswerKind | None = None
    level: int | None = Field(default=None, ge=0)
    reason: str | None = Field(default=None, max_length=4000)
    waiting_for: str | None = Field(default=None, max_length=200)
    feasible_soon: bool | None = None

    @model_validator(mode="after")
    def _level_of_kind(self) -> AnswerInput:
        if (self.level is not None) != (self.kind is AnswerKind.LEVEL):
            raise ValueError("A level is given exactly with the kind 'level'.")
        return self

    @classmethod
    def at(cls, level: int) -> AnswerInput:
        return cls(kind=AnswerKind.LEVEL, level=level)

    @classmethod
    def without_level(cls, kind: AnswerKind) -> AnswerInput:
        return cls(kind=kind)


class EvidenceInput(Input):
    """A web address, or a document by its title, with the place in it and a quotation."""

    title: str = Field(default="", max_length=300)
    url: str = Field(default="", max_length=2000)
    page: str = Field(default="", max_length=60)
    quote: str = Field(default="", max_length=2000)
