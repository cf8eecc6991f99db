"""The gate: must be met before any score counts, and is not bought off by it (rule 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.catalogue.schema import (
    AllOf,
    AnswerState,
    AnyOf,
    Catalogue,
    Condition,
    ConditionalRule,
    FactCondition,
    GateDemand,
    MetRule,
    Not,
    NotMetRule,
    OpenRule,
    QuestionCondition,
    conditions_within,
)
from toolkit.judging.answers import OPEN, AnswerKind, Answers, Facts, GivenAnswer
from toolkit.messages import Text


class GateState(StrEnum):
    NOT_MET = "not_met"
    OPEN = "open"
    CONDITIONAL = "conditional"
    MET = "met"


class Standing(StrEnum):
    """How firm a gate is: from the self-assessment, agreed by the reviews, or disputed among them."""

    PROVISIONAL = "provisional"
    ESTABLISHED = "established"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class GateOutcome:
    """What the rules of the gate make of one assessment.

    `missing` completes 'what is missing: …' where the gate is not met; `demands` are the conditions where
    it is met with conditions; `undetermined` are the questions whose answer it waits for where it is open.
    """

    state: GateState
    missing: Text | None = None
    demands: tuple[GateDemand, ...] = ()
    undetermined: tuple[str, ...] = ()

    @property
    def demand_ids(self) -> frozenset[str]:
        return frozenset(demand.id for demand in self.demands)

    def agrees_with(self, other: GateOutcome) -> bool:
        return self.state is other.state and self.demand_ids == other.demand_ids

    def is_better_than(self, other: GateOutcome) -> bool:
        order = list(GateState)
        if self.state is not other.state:
            return order.index(self.state) > order.index(other.state)
        return self.demand_ids < other.demand_ids


@dataclass(frozen=True, slots=True)
class GateResult:
    """The gate over all counting assessments.

    Where `standing` is disputed, `outcome` is the strictest state that any of them found, with everything
    that those who found it ask for.
    """

    outcome: GateOutcome
    standing: Standing
    each: tuple[GateOutcome, ...]

    @property
    def state(self) -> GateState:
        return self.outcome.state

    @property
    def lets_pass(self) -> bool:
        return self.standing is not Standing.DISPUTED and self.state in (GateState.CONDITIONAL, GateState.MET)


def gate_of(catalogue: Catalogue, answers: Answers, facts: Facts) -> GateOutcome:
    """The first rule that applies decides. Total: the last rule of a checked catalogue always applies."""
    for rule in catalogue.gate.rules:
        if isinstance(rule, MetRule):
            return GateOutcome(GateState.MET)
        if isinstance(rule, ConditionalRule):
            demands = tuple(demand for demand in rule.demands if condition_holds(demand.when, answers, facts))
            if demands:
                return GateOutcome(GateState.CONDITIONAL, demands=demands)
        elif condition_holds(rule.when, answers, facts):
            return _outcome(catalogue, rule, answers)
    raise ValueError(f"The gate of {catalogue.name} has no rule for every case.")


def gate_over(
    catalogue: Catalogue, assessments: Sequence[Answers], facts: Facts, *, joint: GateOutcome | None
) -> GateResult:
    """The gate of several reviews: agreed, or disputed until a joint judgement settles it (rule 9)."""
    each = tuple(gate_of(catalogue, answers, facts) for answers in assessments)
    if all(outcome.agrees_with(each[0]) for outcome in each):
        return GateResult(_taken_together(catalogue, each), Standing.ESTABLISHED, each)
    if joint is not None:
        return GateResult(joint, Standing.ESTABLISHED, each)
    worst = min((outcome.state for outcome in each), key=list(GateState).index)
    strictest = [outcome for outcome in each if outcome.state is worst]
    return GateResult(_taken_together(catalogue, strictest), Standing.DISPUTED, each)


def joint_outcome(catalogue: Catalogue, state: GateState, demand_ids: Iterable[str]) -> GateOutcome:
    """What the coordination settled, in the catalogue's words: the demands by their ids; a gate not met
    misses what its first such rule says, an open one waits for all of its questions."""
    wanted = frozenset(demand_ids)
    missing = next(iter(_every_missing(catalogue)), None)
    return GateOutcome(
        state=state,
        missing=missing if state is GateState.NOT_MET else None,
        demands=tuple(demand for demand in demands_of_gate(catalogue) if demand.id in wanted)
        if state is GateState.CONDITIONAL
        else (),
        undetermined=questions_of_gate(catalogue) if state is GateState.OPEN else (),
    )


def _taken_together(catalogue: Catalogue, outcomes: Sequence[GateOutcome]) -> GateOutcome:
    """Outcomes of one state as one, the same whichever of them came first: what is missing by the first
    rule that found something missing, and all demands and undetermined questions."""
    missing = {outcome.missing for outcome in outcomes}
    demanded = {demand for outcome in outcomes for demand in outcome.demands}
    undetermined = {key for outcome in outcomes for key in outcome.undetermined}
    return GateOutcome(
        state=outcomes[0].state,
        missing=next((text for text in _every_missing(catalogue) if text in missing), None),
        demands=tuple(demand for demand in demands_of_gate(catalogue) if demand in demanded),
        undetermined=tuple(key for key in catalogue.questions if key in undetermined),
    )


def _every_missing(catalogue: Catalogue) -> tuple[Text, ...]:
    return tuple(rule.missing for rule in catalogue.gate.rules if isinstance(rule, NotMetRule))


def demands_of_gate(catalogue: Catalogue) -> tuple[GateDemand, ...]:
    """Every demand that some rule of the gate may make, in the order of the rules."""
    return tuple(
        demand
        for rule in catalogue.gate.rules
        if isinstance(rule, ConditionalRule)
        for demand in rule.demands
    )


def questions_of_gate(catalogue: Catalogue) -> tuple[str, ...]:
    """The questions that some rule of the gate names, in the order of the catalogue."""
    named = {
        key
        for rule in catalogue.gate.rules
        for condition in _conditions_of(rule)
        for key in _questions_in(condition)
    }
    return tuple(key for key in catalogue.questions if key in named)


def condition_holds(condition: Condition, answers: Answers, facts: Facts) -> bool:
    if isinstance(condition, AllOf):
        return all(condition_holds(inner, answers, facts) for inner in condition.all)
    if isinstance(condition, AnyOf):
        return any(condition_holds(inner, answers, facts) for inner in condition.any)
    if isinstance(condition, Not):
        return not condition_holds(condition.condition, answers, facts)
    if isinstance(condition, FactCondition):
        return facts.holds(condition.fact) is condition.holds
    if isinstance(condition, QuestionCondition):
        return _answer_fits(condition, answers.get(condition.question, OPEN))
    raise TypeError(
        f"The gate cannot ask for {type(condition).__name__}: it comes before scores and classes."
    )


def _answer_fits(condition: QuestionCondition, answer: GivenAnswer) -> bool:
    if condition.state is not None:
        return (
            is_undetermined(answer)
            if condition.state is AnswerState.UNDETERMINED
            else (answer.kind.value == condition.state.value)
        )
    if answer.level is None:
        return False
    if condition.levels is not None:
        return answer.level in condition.levels
    if condition.at_least is not None:
        return answer.level >= condition.at_least
    return condition.at_most is not None and answer.level <= condition.at_most


def is_undetermined(answer: GivenAnswer) -> bool:
    return answer.kind in (AnswerKind.OPEN, AnswerKind.CANNOT_JUDGE)


def _outcome(catalogue: Catalogue, rule: OpenRule | NotMetRule, answers: Answers) -> GateOutcome:
    if isinstance(rule, NotMetRule):
        return GateOutcome(GateState.NOT_MET, missing=rule.missing)
    asked = _questions_in(rule.when)
    return GateOutcome(
        GateState.OPEN,
        undetermined=tuple(
            key for key in catalogue.questions if key in asked and is_undetermined(answers.get(key, OPEN))
        ),
    )


def _questions_in(condition: Condition) -> set[str]:
    return {inner.question for inner in conditions_within(condition) if isinstance(inner, QuestionCondition)}


def _conditions_of(rule: object) -> tuple[Condition, ...]:
    if isinstance(rule, ConditionalRule):
        return tuple(demand.when for demand in rule.demands)
    return (rule.when,) if isinstance(rule, (OpenRule, NotMetRule)) else ()
