"""Rules of a catalogue that concern several fields at once. Each breach names its path, not yet its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from toolkit.catalogue.problems import Place, Problem
from toolkit.catalogue.schema import (
    AllOf,
    AnswerState,
    AnyOf,
    BelowUsualCondition,
    Catalogue,
    Condition,
    ConditionalRule,
    EnoughCondition,
    FactCondition,
    GateCondition,
    GateDemand,
    MetRule,
    Not,
    Question,
    QuestionCondition,
    Stage,
    Weight,
    exact,
)
from toolkit.messages import Message


class _Weighted(Protocol):
    @property
    def weight(self) -> Weight: ...

    @property
    def weight_value(self) -> Fraction: ...


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Every breach of the rules across fields."""
    yield from _unique_ids(catalogue)
    yield from _weights(("criteria",), catalogue.criteria)
    for number, criterion in enumerate(catalogue.criteria):
        yield from _weights(("criteria", number, "questions"), criterion.questions)
    for path, question in _questions(catalogue):
        for rule in _QUESTION_RULES:
            yield from rule(path, question)
    yield from _glossary(catalogue)
    yield from _gate(catalogue)
    yield from _classes(catalogue)


def _problem(path: Place, message: Message) -> Problem:
    return Problem(path, None, message)


def _questions(catalogue: Catalogue) -> Iterator[tuple[Place, Question]]:
    for c, criterion in enumerate(catalogue.criteria):
        for q, question in enumerate(criterion.questions):
            yield ("criteria", c, "questions", q), question


# --- ids and weights ---------------------------------------------------------------------------------


def _unique_ids(catalogue: Catalogue) -> Iterator[Problem]:
    criteria = [(("criteria", n), item.id) for n, item in enumerate(catalogue.criteria)]
    questions = [(path, question.id) for path, question in _questions(catalogue)]
    demands = [(path, demand.id) for path, demand in _demands(catalogue)]
    classes = [(("classes", n), item.id) for n, item in enumerate(catalogue.classes)]
    for group in (criteria, questions, demands, classes):
        yield from _taken_twice(group)


def _taken_twice(ids: Sequence[tuple[Place, str]]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for path, name in ids:
        if seen[name]:
            yield _problem((*path, "id"), Message.of("catalogue.id_twice", id=name))
        seen[name] += 1


def _weights(path: Place, siblings: Sequence[_Weighted]) -> Iterator[Problem]:
    for number, item in enumerate(siblings):
        if item.weight_value <= 0:
            yield _problem((*path, number, "weight"), Message.of("catalogue.weight_not_positive"))
    others = [number for number, item in enumerate(siblings) if not _in_per_cent(item)]
    if not others:
        yield from _whole(path, sum((item.weight_value for item in siblings), Fraction(0)))
    elif len(others) < len(siblings):
        for number in others:
            yield _problem((*path, number, "weight"), Message.of("catalogue.weight_mixed"))


def _in_per_cent(item: _Weighted) -> bool:
    return isinstance(item.weight, str) and item.weight.endswith("%")


def _whole(path: Place, total: Fraction) -> Iterator[Problem]:
    if total != 100:
        yield _problem(path, Message.of("catalogue.weights_not_100", total=total))


# --- one question ------------------------------------------------------------------------------------


def _usual_levels(path: Place, question: Question) -> Iterator[Problem]:
    before = 0
    for stage in Stage:
        usual = question.usual.at(stage)
        place = (*path, "usual", stage.value)
        if usual > question.top_level:
            yield _problem(place, _no_such_level(usual, question))
        elif usual < before:
            yield _problem(place, Message.of("catalogue.usual_falls", level=usual, before=before))
        before = max(before, usual)


def _required_levels(path: Place, question: Question) -> Iterator[Problem]:
    for number, level in enumerate(question.reason_required_at):
        if not 0 <= level <= question.top_level:
            yield _problem((*path, "reason_required_at", number), _no_such_level(level, question))
    lowest = question.evidence_required_from
    if lowest is not None and not 0 <= lowest <= question.top_level:
        yield _problem((*path, "evidence_required_from"), _no_such_level(lowest, question))


def _steps(path: Place, question: Question) -> Iterator[Problem]:
    steps = [level.step for level in question.levels]
    given = [exact(step) for step in steps if step is not None]
    if given and len(given) < len(steps):
        for number in (number for number, step in enumerate(steps) if step is None):
            yield _problem((*path, "levels", number), Message.of("catalogue.step_missing"))
        return
    for number in range(1, len(given)):
        if given[number] <= given[number - 1]:
            yield _problem((*path, "levels", number, "step"), Message.of("catalogue.step_not_rising"))


def _when_not_applicable(path: Place, question: Question) -> Iterator[Problem]:
    if question.not_applicable_when and not question.not_applicable:
        yield _problem((*path, "not_applicable_when"), Message.of("catalogue.not_applicable_unused"))


_QUESTION_RULES: tuple[Callable[[Place, Question], Iterator[Problem]], ...] = (
    _usual_levels,
    _required_levels,
    _steps,
    _when_not_applicable,
)


def _no_such_level(level: int, question: Question) -> Message:
    return Message.of(
        "catalogue.level_unknown", level=level, question=question.id, highest=question.top_level
    )


# --- glossary ----------------------------------------------------------------------------------------


def _glossary(catalogue: Catalogue) -> Iterator[Problem]:
    used = set()
    for path, question in _questions(catalogue):
        for number, term in enumerate(question.glossary):
            used.add(term)
            if term not in catalogue.glossary:
                yield _problem((*path, "glossary", number), Message.of("catalogue.term_unknown", term=term))
    for term in catalogue.glossary:
        if term not in used:
            yield _problem(("glossary", term), Message.of("catalogue.term_unused", term=term))


# --- gate and classes --------------------------------------------------------------------------------


def _gate(catalogue: Catalogue) -> Iterator[Problem]:
    yield from _order_of_rules(catalogue)
    for n, rule in enumerate(catalogue.gate.rules):
        if not isinstance(rule, ConditionalRule | MetRule):
            yield from _conditions(catalogue, ("gate", "rules", n, "when"), rule.when, in_gate=True)
    for path, demand in _demands(catalogue):
        yield from _demand(catalogue, path, demand)


def _order_of_rules(catalogue: Catalogue) -> Iterator[Problem]:
    rules = catalogue.gate.rules
    always = next((n for n, rule in enumerate(rules) if isinstance(rule, MetRule)), None)
    if always is None:
        yield _problem(("gate", "rules", len(rules) - 1), Message.of("catalogue.last_rule_not_met"))
        return
    for n in range(always + 1, len(rules)):
        yield _problem(("gate", "rules", n), Message.of("catalogue.rule_never_reached"))


def _demands(catalogue: Catalogue) -> Iterator[tuple[Place, GateDemand]]:
    for n, rule in enumerate(catalogue.gate.rules):
        if isinstance(rule, ConditionalRule):
            for d, demand in enumerate(rule.demands):
                yield ("gate", "rules", n, "demands", d), demand


def _demand(catalogue: Catalogue, path: Place, demand: GateDemand) -> Iterator[Problem]:
    yield from _conditions(catalogue, (*path, "when"), demand.when, in_gate=True)
    if (demand.question is None) == (demand.fact is None):
        yield _problem(path, Message.of("catalogue.demand_remedy"))
    if demand.question is not None and demand.question not in catalogue.questions:
        yield _problem((*path, "question"), _no_such_question(demand.question))


def _classes(catalogue: Catalogue) -> Iterator[Problem]:
    last = len(catalogue.classes) - 1
    for n, item in enumerate(catalogue.classes):
        path: Place = ("classes", n)
        if item.when is not None:
            yield from _conditions(catalogue, (*path, "when"), item.when, in_gate=False)
        if n == last and item.when is not None:
            yield _problem((*path, "when"), Message.of("catalogue.last_class_conditional"))
        if n < last and item.when is None:
            yield _problem(path, Message.of("catalogue.class_without_condition"))


# --- conditions --------------------------------------------------------------------------------------


_LEVEL_OR_STATE = "levels, at_least, at_most, state"


@dataclass(frozen=True, slots=True)
class _Placed:
    path: Place
    condition: Condition


def _conditions(catalogue: Catalogue, path: Place, outer: Condition, *, in_gate: bool) -> Iterator[Problem]:
    for placed in _within(_Placed(path, outer)):
        condition = placed.condition
        if isinstance(condition, QuestionCondition):
            yield from _question_condition(catalogue, placed.path, condition)
        if in_gate and isinstance(condition, GateCondition | EnoughCondition | BelowUsualCondition):
            name = next(iter(type(condition).model_fields))
            misplaced = Message.of("catalogue.class_condition_in_gate", condition=name)
            yield _problem((*placed.path, name), misplaced)
        if not in_gate and isinstance(condition, QuestionCondition | FactCondition):
            name = "question" if isinstance(condition, QuestionCondition) else "fact"
            misplaced = Message.of("catalogue.gate_condition_in_class", condition=name)
            yield _problem((*placed.path, name), misplaced)


def _within(placed: _Placed) -> Iterator[_Placed]:
    yield placed
    path, condition = placed.path, placed.condition
    nested: list[_Placed] = []
    if isinstance(condition, AllOf):
        nested = [_Placed((*path, "all", n), inner) for n, inner in enumerate(condition.all)]
    elif isinstance(condition, AnyOf):
        nested = [_Placed((*path, "any", n), inner) for n, inner in enumerate(condition.any)]
    elif isinstance(condition, Not):
        nested = [_Placed((*path, "not"), condition.condition)]
    for inner in nested:
        yield from _within(inner)


def _question_condition(catalogue: Catalogue, path: Place, condition: QuestionCondition) -> Iterator[Problem]:
    named = (condition.levels, condition.at_least, condition.at_most, condition.state)
    if sum(part is not None for part in named) != 1:
        yield _problem(path, Message.of("catalogue.question_condition_parts", names=_LEVEL_OR_STATE))
    question = catalogue.questions.get(condition.question)
    if question is None:
        yield _problem((*path, "question"), _no_such_question(condition.question))
        return
    for place, level in _levels_named(path, condition):
        if not 0 <= level <= question.top_level:
            yield _problem(place, _no_such_level(level, question))
    if condition.state is AnswerState.NOT_APPLICABLE and not question.not_applicable:
        never = Message.of("catalogue.never_not_applicable", question=question.id)
        yield _problem((*path, "state"), never)


def _levels_named(path: Place, condition: QuestionCondition) -> Iterator[tuple[Place, int]]:
    for number, level in enumerate(condition.levels or ()):
        yield (*path, "levels", number), level
    if condition.at_least is not None:
        yield (*path, "at_least"), condition.at_least
    if condition.at_most is not None:
        yield (*path, "at_most"), condition.at_most


def _no_such_question(name: str) -> Message:
    return Message.of("catalogue.question_unknown", question=name)
