"""A measure as it travels from one installation to another: what a hand-over file says, checked on reading.

Each column of the tables either travels or stands in `STAYS` with its reason; the fields of the models follow
from that, so a new column travels by itself. Nobody's name and nobody's number travels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Self, get_args
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    create_model,
    model_validator,
)
from sqlalchemy import Numeric
from sqlmodel import SQLModel

from toolkit.judging import AnswerKind
from toolkit.model.assessments import Answer, EarlierAnswer
from toolkit.model.enums import DependencyKind
from toolkit.model.inputs import is_web_address
from toolkit.model.measures import (
    Dependency,
    Evidence,
    Indicator,
    PreliminaryCheck,
    Revision,
    RevisionPartner,
)

MOST_ROWS = 500
_OWN_KEY = "keys of this database mean nothing in another"
_WHO = "who did something is no part of the measure"
_OF_REVIEWS = "of reviews only, which stay in the Verfahren for which they were written"
_OTHER_WAY = "travels by what it means everywhere: official key, uuid, SHA-256, name of the catalogue"

STAYS: Mapping[type[SQLModel], Mapping[str, str]] = {
    Revision: {
        "id": _OWN_KEY, "measure_id": _OWN_KEY, "version": _OWN_KEY, "released_by_id": _WHO,
        "released_at": _WHO,
    },
    RevisionPartner: {"id": _OWN_KEY, "revision_id": _OWN_KEY, "municipality_id": _OTHER_WAY},
    Indicator: {"id": _OWN_KEY, "revision_id": _OWN_KEY},
    Dependency: {"id": _OWN_KEY, "revision_id": _OWN_KEY, "measure_id": _OTHER_WAY},
    PreliminaryCheck: {"id": _OWN_KEY, "revision_id": _OWN_KEY},
    Evidence: {"id": _OWN_KEY, "revision_id": _OWN_KEY, "blob_id": _OTHER_WAY},
    Answer: {
        "id": _OWN_KEY, "assessment_id": _OWN_KEY, "version": _OWN_KEY, "changed_by_id": _WHO,
        "first_level": _OF_REVIEWS, "change_reason": _OF_REVIEWS,
    },
    EarlierAnswer: {
        "id": _OWN_KEY, "assessment_id": _OWN_KEY, "changed_by_id": _WHO, "catalogue_version_id": _OTHER_WAY,
    },
}  # fmt: skip


def _each_once(keys: Iterable[object]) -> None:
    found = list(keys)
    if len(found) != len(set(found)):
        raise ValueError("A row stands there twice.")


def _storable(text: str) -> str:
    """What both databases take: no zero byte, no half character."""
    if "\x00" in text:
        raise ValueError("A text holds a zero byte.")
    text.encode()
    return text


Text = Annotated[str, AfterValidator(_storable), Field(max_length=100_000)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Handed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def columns(self, table: type[SQLModel]) -> dict[str, Any]:
        """The values for a row of the table."""
        return {name: getattr(self, name) for name in travelling(table)}


def travelling(table: type[SQLModel]) -> tuple[str, ...]:
    stays = STAYS[table]
    return tuple(name for name in table.model_fields if name not in stays)


def _shape(table: type[SQLModel]) -> type[Handed]:
    """A model with the travelling columns, each with the limits that its column has."""
    columns = table.__table__.columns  # type: ignore[attr-defined]  # SQLModel adds the table at run time
    fields: dict[str, Any] = {
        name: (_limited(table.model_fields[name].annotation, columns[name].type), ...)
        for name in travelling(table)
    }
    return create_model(f"Handed{table.__name__}Columns", __base__=Handed, **fields)


def _limited(annotation: Any, kind: Any) -> Any:
    optional = type(None) in get_args(annotation)
    plain = next((one for one in get_args(annotation) if one is not type(None)), annotation)
    limited: Any = plain
    if plain is str:
        limited = Annotated[Text, Field(max_length=kind.length)] if kind.length else Text
    elif plain is datetime:
        limited = AwareDatetime
    elif isinstance(kind, Numeric):
        limited = Annotated[plain, Field(max_digits=kind.precision, decimal_places=kind.scale)]
    elif plain is int:
        limited = Annotated[int, Field(ge=-(2**31), lt=2**31)]
    return limited | None if optional else limited


class Place(Handed):
    """A municipality as other installations know it."""

    name: Text
    key: Annotated[Text, Field(max_length=8)] | None = None


class CatalogueName(Handed):
    """Which catalogue: equal names with different hashes are two catalogues."""

    catalogue: Annotated[Text, Field(max_length=40)]
    version: int = Field(ge=1, lt=2**31)
    sha256: Hash

    @property
    def name(self) -> str:
        return f"{self.catalogue}-{self.version}"


class HandedPartner(_shape(RevisionPartner)):  # type: ignore[misc]  # made at run time
    municipality: Place | None = None


class HandedDependency(Handed):
    measure: UUID
    kind: DependencyKind


class HandedEvidence(_shape(Evidence)):  # type: ignore[misc]
    file: Hash | None = None

    @model_validator(mode="after")
    def _leads_to_the_web(self) -> Self:
        if self.url and not is_web_address(self.url):
            raise ValueError("A link leads to something else than a page.")
        return self


class HandedEarlierAnswer(_shape(EarlierAnswer)):  # type: ignore[misc]
    catalogue: CatalogueName


class HandedAnswer(_shape(Answer)):  # type: ignore[misc]
    """Of a self-assessment."""


class HandedIndicator(_shape(Indicator)):  # type: ignore[misc]
    """With what was measured."""


class HandedCheck(_shape(PreliminaryCheck)):  # type: ignore[misc]
    """Unscored, of another office."""


class HandedAssessment(Handed):
    """The self-assessment of a revision."""

    uuid: UUID
    catalogue: CatalogueName
    created_at: AwareDatetime
    answers: tuple[HandedAnswer, ...] = Field(max_length=MOST_ROWS)
    earlier_answers: tuple[HandedEarlierAnswer, ...] = Field(max_length=MOST_ROWS)

    @model_validator(mode="after")
    def _fits_the_tables(self) -> Self:
        _each_once(answer.question_key for answer in self.answers)
        _each_once((answer.question_key, answer.catalogue.name) for answer in self.earlier_answers)
        for answer in self.answers:
            if (answer.level is not None) != (answer.kind is AnswerKind.LEVEL) or (answer.level or 0) < 0:
                raise ValueError("A level is given exactly with the kind 'level'.")
        return self


class HandedRevision(_shape(Revision)):  # type: ignore[misc]
    assessment: HandedAssessment
    partners: tuple[HandedPartner, ...] = Field(max_length=MOST_ROWS)
    indicators: tuple[HandedIndicator, ...] = Field(max_length=MOST_ROWS)
    dependencies: tuple[HandedDependency, ...] = Field(max_length=MOST_ROWS)
    checks: tuple[HandedCheck, ...] = Field(max_length=MOST_ROWS)
    evidence: tuple[HandedEvidence, ...] = Field(max_length=MOST_ROWS)

    @model_validator(mode="after")
    def _fits_the_tables(self) -> Self:
        _each_once(check.kind for check in self.checks)
        _each_once((one.measure, one.kind) for one in self.dependencies)
        return self

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class HandedMeasure(Handed):
    """All that one measure is, as its municipality may see it."""

    uuid: UUID
    external_key: Annotated[Text, Field(max_length=100)] | None
    created_at: AwareDatetime
    municipality: Place
    revisions: tuple[HandedRevision, ...] = Field(min_length=1, max_length=MOST_ROWS)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if [one.number for one in self.revisions] != list(range(1, len(self.revisions) + 1)):
            raise ValueError("Revisions are numbered from 1 on.")
        if any(one.submitted_at is None for one in self.revisions[:-1]):
            raise ValueError("Only the last revision may still be worked on.")
        return self

    @property
    def title(self) -> str:
        return str(self.revisions[-1].title)

    @property
    def files(self) -> tuple[str, ...]:
        found = {item.file for revision in self.revisions for item in revision.evidence}
        return tuple(sorted(sha256 for sha256 in found if sha256))

    @property
    def catalogues(self) -> tuple[CatalogueName, ...]:
        found = {one.assessment.catalogue for one in self.revisions}
        found |= {old.catalogue for one in self.revisions for old in one.assessment.earlier_answers}
        return tuple(sorted(found, key=lambda one: one.name))

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Raises `ValidationError` for what no installation has written."""
        return cls.model_validate_json(content)
