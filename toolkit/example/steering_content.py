"""What the region's steering group weighs, packs and decides; `data/steering.yaml` says how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from toolkit.example.people_content import RegionPerson, Written
from toolkit.model import BallotKind, Outcome, RecusalManner, WeightingMethod


class Weighing(Written):
    """What a group says of the criteria, or somebody of them as a variant."""

    name: str
    by: str
    method: WeightingMethod
    entered: dict[str, Any]
    reason: str


class WrittenPackage(Written):
    """`wishes` as the page keeps them; `weights` names the weighting by which points are counted."""

    name: str
    by: str
    reason: str
    wishes: dict[str, Any]
    weights: str | None = None


class WrittenRecusal(Written):
    person: str
    manner: RecusalManner
    reason: str


class WrittenBallot(Written):
    """Answers by person, or raised hands by answer."""

    kind: BallotKind
    answers: Mapping[str, str] = Field(default_factory=dict)
    by_hand: Mapping[str, int] = Field(default_factory=dict)


class WrittenDecision(Written):
    outcome: Outcome
    reason: str = ""
    condition: str = ""
    responsible: str = ""
    due_in: int | None = None
    against_reason: str = ""
    dissents: Mapping[str, str] = Field(default_factory=dict)


class HeldItem(Written):
    """What happened to a point; without an outcome it stays in the block, and is taken with it."""

    measure: str
    pulled_by: str | None = None
    recusal: WrittenRecusal | None = None
    ballot: WrittenBallot | None = None
    decision: WrittenDecision | None = None


class Holding(Written):
    """How a meeting went. `absent` are those on the list who did not come."""

    minutes: int
    absent: tuple[str, ...] = ()
    block_reason: str
    items: tuple[HeldItem, ...]


class WrittenMeeting(Written):
    """Without `measures` the agenda is what the app proposes; `held_in` counts the days from loading."""

    title: str
    body: str
    place: str
    held_in: int
    measures: tuple[str, ...] | None = None
    minutes: Mapping[str, int] = Field(default_factory=dict)
    topics: Mapping[str, int] = Field(default_factory=dict)
    held: Holding | None = None


class Steering(Written):
    people: tuple[RegionPerson, ...]
    groups: tuple[Weighing, ...]
    variants: tuple[Weighing, ...]
    packages: tuple[WrittenPackage, ...]
    meetings: tuple[WrittenMeeting, ...]

    @property
    def weighings(self) -> tuple[Weighing, ...]:
        return (*self.groups, *self.variants)
