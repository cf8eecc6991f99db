"""What a catalogue of criteria may say: the shape of the files in `criteria/`.

Everything here is immutable. The shape is also published as a JSON Schema for editors
(`criteria/catalogue.schema.json`, kept equal by a test). Rules that concern several fields at once
stand in `checks.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from toolkit.messages import Text

Key = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=40)]
Number = Annotated[int | float, Field(allow_inf_nan=False)]

WEIGHT_WORDS = {"low": Fraction(1), "medium": Fraction(2), "high": Fraction(3)}
PERCENT = r"^\d{1,3}([.,]\d+)? ?%$"

Weight = Annotated[
    Literal["low", "medium", "high"] | Annotated[str, Field(pattern=PERCENT)] | Number,
    Field(description="low, medium or high (1, 2, 3), any positive number, or per cent such as '40 %'"),
]


def exact(number: int | float | str) -> Fraction:
    """A number as the author wrote it: 0.1 is one tenth, not its binary neighbour."""
    return Fraction(str(number).replace(",", "."))


def weight_value(weight: int | float | str) -> Fraction:
    if isinstance(weight, str):
        return WEIGHT_WORDS[weight] if weight in WEIGHT_WORDS else exact(weight.rstrip("% "))
    return exact(weight)


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Subject(StrEnum):
    MEASURE = "measure"
    MUNICIPALITY = "municipality"
    NETWORK = "network"


class Stage(StrEnum):
    """The three stages for which a catalogue names a usual level."""

    IDEA = "idea"
    PILOT = "pilot"
    OPERATION = "operation"


class Fact(StrEnum):
    """What a fact sheet may tell the rules of the gate."""

    GOAL_LOCATED = "goal_located"


class Level(Part):
    anchor: Text = Field(description="An observable fact that two strangers would read alike.")
    step: Number | None = Field(
        default=None,
        description="The level's value, for uneven steps such as 0, 1, 2, 4. All levels or none.",
    )


class Usual(Part):
    """The level usually reached at a stage, as an index into the levels."""

    idea: int = Field(ge=0)
    pilot: int = Field(ge=0)
    operation: int = Field(ge=0)

    def at(self, stage: Stage) -> int:
        return {Stage.IDEA: self.idea, Stage.PILOT: self.pilot, Stage.OPERATION: self.operation}[stage]


class GlossaryEntry(Part):
    term: Text
    explanation: Text


class Question(Part):
    id: Key
    title: Text = Field(description="Two or three words for lists.")
    text: Text = Field(description="The question itself.")
    why: Text = Field(description="One line: why it is asked.")
    expected_evidence: Text = Field(description="What a reader may ask to see.")
    example: Text = Field(description="An example answer.")
    glossary: tuple[Key, ...] = Field(
        default=(), description="Terms of the catalogue's glossary that it uses."
    )
    weight: Weight = "medium"
    not_applicable: bool = Field(default=False, description="Whether 'does not apply' may be answered.")
    not_applicable_when: Text | None = Field(
        default=None, description="When 'does not apply' is the right answer; only where it may be given."
    )
    usual: Usual
    minutes: Number = Field(default=2, gt=0, description="How long an answer takes, in minutes.")
    reason_required_at: tuple[int, ...] = Field(default=(), description="Levels that need a written reason.")
    evidence_required_from: int | None = Field(
        default=None, description="The lowest level that needs evidence."
    )
    levels: tuple[Level, ...] = Field(min_length=2)

    @cached_property
    def weight_value(self) -> Fraction:
        return weight_value(self.weight)

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """The value of each level: 100 · (step − lowest) / (highest − lowest)."""
        steps = [exact(level.step if level.step is not None else i) for i, level in enumerate(self.levels)]
        lowest, highest = min(steps), max(steps)
        return tuple(100 * (step - lowest) / (highest - lowest) for step in steps)

    @property
    def top_level(self) -> int:
        return len(self.levels) - 1


class Criterion(Part):
    id: Key
    title: Text
    short_title: Text = Field(description="One or two words for charts.")
    description: Text
    weight: Weight = "medium"
    questions: tuple[Question, ...] = Field(min_length=1)

    @cached_property
    def weight_value(self) -> Fraction:
        return weight_value(self.weight)


# --- conditions of the gate and of the classes -------------------------------------------------------


class AnswerState(StrEnum):
    NOT_APPLICABLE = "not_applicable"
    CANNOT_JUDGE = "cannot_judge"
    OPEN = "open"
    UNDETERMINED = "undetermined"


class QuestionCondition(Part):
    """True where a question has one of the levels, or is in a state without a level. Exactly one is named."""

    question: Key
    levels: tuple[int, ...] | None = Field(default=None, min_length=1)
    at_least: int | None = None
    at_most: int | None = None
    state: AnswerState | None = Field(default=None, description="undetermined is open or cannot_judge")


class FactCondition(Part):
    """`is` in a file: whether the fact sheet says so."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    fact: Fact
    holds: bool = Field(alias="is")


class GateCondition(Part):
    gate: tuple[Literal["open", "disputed", "not_met", "conditional", "met"], ...] = Field(min_length=1)


class EnoughCondition(Part):
    enough_judged: bool


class BelowUsualCondition(Part):
    """True where no criterion has more questions below the usual level than this."""

    below_usual_per_criterion_at_most: int = Field(ge=0)


class AllOf(Part):
    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Part):
    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Part):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    condition: Condition = Field(alias="not")


_CONDITION_TAGS = {
    "question": "question",
    "fact": "fact",
    "gate": "gate",
    "enough_judged": "enough_judged",
    "below_usual_per_criterion_at_most": "below_usual_per_criterion_at_most",
    "all": "all",
    "any": "any",
    "not": "not",
    "condition": "not",
}


def condition_tag(value: Any) -> str | None:
    """Which kind of condition a mapping or a part is, by the name that only this kind has."""
    names = value if isinstance(value, dict) else vars(value) if isinstance(value, Part) else ()
    return next((tag for name, tag in _CONDITION_TAGS.items() if name in names), None)


Condition = Annotated[
    Annotated[QuestionCondition, Tag("question")]
    | Annotated[FactCondition, Tag("fact")]
    | Annotated[GateCondition, Tag("gate")]
    | Annotated[EnoughCondition, Tag("enough_judged")]
    | Annotated[BelowUsualCondition, Tag("below_usual_per_criterion_at_most")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        condition_tag,
        custom_error_type="condition_unknown",
        custom_error_message="a condition names question, fact, gate, all, any or not",
    ),
]
AllOf.model_rebuild()
AnyOf.model_rebuild()
Not.model_rebuild()


class GateDemand(Part):
    """One condition that a conditional gate imposes, and where its remedy lies: a question or a fact."""

    id: Key
    when: Condition
    question: Key | None = Field(default=None, description="The condition is this question's next anchor.")
    fact: Fact | None = Field(default=None, description="The condition is to say this in the fact sheet.")
    missing: Text = Field(description="What is missing, as the end of 'Es fehlt: …'.")


class OpenRule(Part):
    result: Literal["open"]
    when: Condition


class NotMetRule(Part):
    result: Literal["not_met"]
    when: Condition
    missing: Text = Field(description="What is missing, as the end of 'Es fehlt: …'.")


class ConditionalRule(Part):
    """Applies where at least one of its demands does; all that do are imposed."""

    result: Literal["conditional"]
    demands: tuple[GateDemand, ...] = Field(min_length=1)


class MetRule(Part):
    """Always applies; the last rule must be one, so that every combination of answers has a result."""

    result: Literal["met"]


GateRule = Annotated[OpenRule | NotMetRule | ConditionalRule | MetRule, Field(discriminator="result")]


class Gate(Part):
    """The minimum requirement: the first rule that applies decides."""

    title: Text
    rules: tuple[GateRule, ...] = Field(min_length=1)


class Tone(StrEnum):
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    NEUTRAL = "neutral"


class MeasureClass(Part):
    """A verdict in one word; the first class whose condition holds applies, the last needs none."""

    id: Key
    title: Text
    meaning: Text = Field(description="One plain sentence.")
    tone: Tone
    when: Condition | None = None


class Minimum(Part):
    """How much must be judged before a measure is ranked, in shares of the applicable questions."""

    of_all: Number = Field(default=0.75, ge=0, le=1)
    of_each_criterion: Number = Field(default=0.5, ge=0, le=1)


class Catalogue(Part):
    id: Key
    version: int = Field(ge=1)
    title: Text
    source: Text = Field(description="Where the criteria come from.")
    subject: Subject
    minimum: Minimum = Minimum()
    glossary: dict[Key, GlossaryEntry] = {}
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    gate: Gate
    classes: tuple[MeasureClass, ...] = Field(min_length=1)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id, in the order of the file."""
        return {question.id: question for criterion in self.criteria for question in criterion.questions}

    @cached_property
    def criterion_of(self) -> dict[str, Criterion]:
        return {question.id: criterion for criterion in self.criteria for question in criterion.questions}

    @cached_property
    def classes_by_id(self) -> dict[str, MeasureClass]:
        return {item.id: item for item in self.classes}

    @cached_property
    def canonical_content(self) -> str:
        """The content without spelling: two files that mean the same have the same."""
        # What a file leaves out is left out here too, so a default of this module must never change:
        # the SHA-256 of every published version, and what its stored content means, would change with it.
        content = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical_content.encode()).hexdigest()

    @property
    def name(self) -> str:
        return f"{self.id}-{self.version}"


def conditions_within(condition: Condition) -> Iterator[Condition]:
    """The condition itself and every one nested in it."""
    yield condition
    nested: tuple[Condition, ...] = ()
    if isinstance(condition, AllOf):
        nested = condition.all
    elif isinstance(condition, AnyOf):
        nested = condition.any
    elif isinstance(condition, Not):
        nested = (condition.condition,)
    for inner in nested:
        yield from conditions_within(inner)
