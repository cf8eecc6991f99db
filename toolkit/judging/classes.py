"""The class of a measure: the first whose condition holds (rule 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.catalogue.schema import (
    AllOf,
    AnyOf,
    BelowUsualCondition,
    Catalogue,
    Condition,
    EnoughCondition,
    GateCondition,
    Not,
)
from toolkit.judging.gate import GateResult, Standing
from toolkit.judging.questions import QuestionResult


def class_of(
    catalogue: Catalogue, *, gate: GateResult, enough_judged: bool, questions: Sequence[QuestionResult]
) -> str:
    """The id of the class. Total: the last class of a checked catalogue has no condition."""
    gate_word = "disputed" if gate.standing is Standing.DISPUTED else gate.state.value
    below = Counter(catalogue.criterion_of[result.question].id for result in questions if result.below_usual)
    most_below = max(below.values(), default=0)

    def holds(condition: Condition) -> bool:
        if isinstance(condition, AllOf):
            return all(holds(inner) for inner in condition.all)
        if isinstance(condition, AnyOf):
            return any(holds(inner) for inner in condition.any)
        if isinstance(condition, Not):
            return not holds(condition.condition)
        if isinstance(condition, GateCondition):
            return gate_word in condition.gate
        if isinstance(condition, EnoughCondition):
            return condition.enough_judged is enough_judged
        if isinstance(condition, BelowUsualCondition):
            return most_below <= condition.below_usual_per_criterion_at_most
        raise TypeError(f"A class cannot ask for {type(condition).__name__}.")

    for candidate in catalogue.classes:
        if candidate.when is None or holds(candidate.when):
            return candidate.id
    raise ValueError(f"The catalogue {catalogue.name} has no class for every case.")
