"""What judging works on: answers as given, and the facts of the fact sheet that rules ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.catalogue.schema import Fact, Stage


class AnswerKind(StrEnum):
    """A level, or one of the three kinds of no level. None of the three is ever a number."""

    LEVEL = "level"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_JUDGE = "cannot_judge"
    OPEN = "open"


class Phase(StrEnum):
    IDEA = "idea"
    PROTOTYPE = "prototype"
    PILOT = "pilot"
    OPERATION = "operation"
    TRANSFER = "transfer"
    ENDED = "ended"

    @property
    def stage(self) -> Stage:
        """The stage whose usual levels apply (rule 6)."""
        if self is Phase.IDEA:
            return Stage.IDEA
        return Stage.PILOT if self in (Phase.PROTOTYPE, Phase.PILOT) else Stage.OPERATION


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer. A level is set exactly for the kind `level`."""

    kind: AnswerKind
    level: int | None = None

    def __post_init__(self) -> None:
        if (self.level is not None) != (self.kind is AnswerKind.LEVEL):
            raise ValueError("An answer has a level exactly when its kind is 'level'.")

    @classmethod
    def at(cls, level: int) -> GivenAnswer:
        return cls(AnswerKind.LEVEL, level)


NOT_APPLICABLE = GivenAnswer(AnswerKind.NOT_APPLICABLE)
CANNOT_JUDGE = GivenAnswer(AnswerKind.CANNOT_JUDGE)
OPEN = GivenAnswer(AnswerKind.OPEN)

Answers = Mapping[str, GivenAnswer]
"""Answers by question id. A missing question means the same as `open`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the fact sheet says to the rules."""

    phase: Phase = Phase.IDEA
    goal_located: bool = False
    feasible_soon: frozenset[str] = frozenset()

    def holds(self, fact: Fact) -> bool:
        return {Fact.GOAL_LOCATED: self.goal_located}[fact]
