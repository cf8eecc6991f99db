"""What the example region consists of, read from `data/`; `region.yaml` says how its files are written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, model_validator

from toolkit.example.people_content import RegionPerson, Written
from toolkit.example.reviews_content import Reviewing
from toolkit.example.steering_content import Steering
from toolkit.judging import AnswerKind, GivenAnswer, Phase
from toolkit.model import (
    CheckKind,
    CheckState,
    DependencyKind,
    FieldOfAction,
    FundingState,
    MunicipalityKind,
    SettlementType,
    TaskKind,
    TypeSource,
)
from toolkit.model.municipality_inputs import KeyInput, MunicipalityInput

DATA_FOLDER = Path(__file__).parent / "data"
# Reads the same as the loader in Python, ten times as fast, where libyaml is there.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WITHOUT_LEVEL = {"na": AnswerKind.NOT_APPLICABLE, "unsure": AnswerKind.CANNOT_JUDGE}


class RegionMunicipality(Written):
    id: str
    name: str = Field(min_length=2, max_length=200)
    kind: MunicipalityKind = MunicipalityKind.MUNICIPALITY
    key: str | None = None
    valid_from: date | None = None
    population: int = Field(gt=0)
    settlement_type: SettlementType | None = None
    type_source: TypeSource | None = None
    funded: bool
    elected_body: str
    members: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _as_people_enter_it(self) -> RegionMunicipality:
        columns = self.model_dump(exclude={"id", "key", "valid_from", "members"})
        keys = (KeyInput(key=self.key, valid_from=self.valid_from),) if self.key else ()
        MunicipalityInput(**columns, official_keys=keys)
        return self


class FactSheet(Written):
    """Columns of `Revision`; what is left out keeps that table's default."""

    title: str = Field(max_length=200)
    phase: Phase
    field_of_action: FieldOfAction
    responsible_unit: str
    problem: str
    target_group: str
    goal: str = ""
    goal_source: str = ""
    goal_place: str = ""
    description: str = ""
    needed_by_others: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    total_cost: Decimal | None = None
    follow_up_cost_per_year: Decimal | None = None
    funding: Decimal | None = None
    funding_state: FundingState | None = None
    own_share: Decimal | None = None
    cover: str = ""
    task_kind: TaskKind | None = None
    staff_hours_building: int | None = None
    staff_hours_operation: int | None = None
    post_available: bool | None = None
    connected_systems: str = ""
    licence: str = ""
    reference_option: str = ""
    lessons: str = ""


class Partner(Written):
    name: str
    municipality: str | None = None
    contribution: str = ""


class IndicatorRow(Written):
    name: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    last_value: Decimal | None = None
    measured_on: date | None = None


class DependencyRow(Written):
    measure: str
    kind: DependencyKind


class CheckRow(Written):
    kind: CheckKind
    state: CheckState
    checked_by: str = ""
    checked_on: date | None = None


class EvidenceRow(Written):
    question: str
    title: str
    page: str = ""
    quote: str = ""


class WrittenAnswer(Written):
    given: GivenAnswer
    reason: str = ""
    waiting_for: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        """`2`, `3 why`, `na why`, or `unsure`, followed by who is asked."""
        first, _, rest = str(written).partition(" ")
        if first not in _WITHOUT_LEVEL:
            return {"given": GivenAnswer(AnswerKind.LEVEL, int(first)), "reason": rest}
        kind = _WITHOUT_LEVEL[first]
        text = "reason" if kind is AnswerKind.NOT_APPLICABLE else "waiting_for"
        return {"given": GivenAnswer(kind), text: rest}


class Rows(Written):
    """What hangs on a revision."""

    partners: tuple[Partner, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    dependencies: tuple[DependencyRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()


class EarlierRevision(Rows):
    """Facts and answers where they differed; the rows as they were then."""

    submitted_on: date
    facts: dict[str, Any] = Field(default_factory=dict)
    answers: dict[str, WrittenAnswer] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegionRevision:
    """One revision as it is stored."""

    fact_sheet: dict[str, Any]
    answers: dict[str, WrittenAnswer]
    feasible_soon: frozenset[str]
    rows: Rows
    submitted_on: date | None

    @property
    def given(self) -> dict[str, GivenAnswer]:
        return {question: answer.given for question, answer in self.answers.items()}


class RegionMeasure(FactSheet, Rows):
    key: str
    municipality: str
    answers: dict[str, WrittenAnswer] = Field(default_factory=dict)
    feasible_soon: frozenset[str] = frozenset()
    submitted_on: date | None = None
    earlier: EarlierRevision | None = None

    @property
    def fact_sheet(self) -> dict[str, Any]:
        return self.model_dump(include=set(FactSheet.model_fields), exclude_unset=True)

    @property
    def given(self) -> dict[str, GivenAnswer]:
        return {question: answer.given for question, answer in self.answers.items()}

    @property
    def revisions(self) -> tuple[RegionRevision, ...]:
        """The earlier one first, where there is one."""
        newest = RegionRevision(self.fact_sheet, self.answers, self.feasible_soon, self, self.submitted_on)
        if self.earlier is None:
            return (newest,)
        then = FactSheet(**{**self.fact_sheet, **self.earlier.facts}).model_dump(exclude_unset=True)
        answers = {**self.answers, **self.earlier.answers}
        earlier = RegionRevision(then, answers, frozenset(), self.earlier, self.earlier.submitted_on)
        return earlier, newest


@dataclass(frozen=True, slots=True)
class Region:
    name: str
    desk: str
    municipalities: tuple[RegionMunicipality, ...]
    measures: tuple[RegionMeasure, ...]
    reviewing: Reviewing
    steering: Steering
    sha256: str

    @property
    def people(self) -> tuple[RegionPerson, ...]:
        return (*self.reviewing.people, *self.steering.people)


@cache
def read_region() -> Region:
    files = sorted(DATA_FOLDER.glob("*.yaml"))
    contents = {path.stem: yaml.load(path.read_bytes(), Loader=_LOADER) for path in files}  # noqa: S506 - both are safe
    region, reviewing, steering = (contents.pop(name) for name in ("region", "reviews", "steering"))
    return Region(
        name=region["name"],
        desk=region["desk"],
        municipalities=tuple(RegionMunicipality(**row) for row in region["municipalities"]),
        measures=tuple(RegionMeasure(**row) for rows in contents.values() for row in rows),
        reviewing=Reviewing(**reviewing),
        steering=Steering(**steering),
        sha256=hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest(),
    )
