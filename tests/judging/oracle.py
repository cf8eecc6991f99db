"""The rules of judging written down a second time, as plainly as they can be said.

Nothing of `toolkit.judging` computes here: answers are turned into levels or words first, and every
formula is the sentence of the rule. Slow and naive on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from toolkit.catalogue.schema import Catalogue, Question
from toolkit.judging import Facts, GivenAnswer, Phase

Spoken = int | str
"""A level, or one of the words 'not_applicable', 'cannot_judge', 'open'."""

UNDETERMINED = ("open", "cannot_judge")
STAGE_OF = {"prototype": "pilot", "pilot": "pilot", "idea": "idea"}


def spoken(given: Mapping[str, GivenAnswer], key: str) -> Spoken:
    answer = given.get(key)
    if answer is None:
        return "open"
    return answer.kind.value if answer.level is None else answer.level


def value(question: Question, level: int) -> Fraction:
    """Rule 3: 100 · (step − lowest) / (highest − lowest)."""
    written = [item.step for item in question.levels]
    plain = [Fraction(str(number if step is None else step)) for number, step in enumerate(written)]
    return 100 * (plain[level] - plain[0]) / (plain[-1] - plain[0])


def usual_level(question: Question, phase: Phase) -> int:
    """Rule 6: idea; pilot for prototype and pilot; operation for what comes after."""
    return int(getattr(question.usual, STAGE_OF.get(phase.value, "operation")))


def weighted(pairs: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    weight = sum(pair[0] for pair in pairs)
    return sum((w * v for w, v in pairs), Fraction(0)) / weight if weight else None


def scores(one: Catalogue, given: Mapping[str, GivenAnswer]) -> dict[str, tuple[Fraction | None, ...]]:
    """Rule 4: value, coverage, low and high by criterion id, and of the total under the empty key.

    A criterion to which nothing applies is left out.
    """
    found: dict[str, tuple[Fraction | None, ...]] = {}
    for criterion in one.criteria:
        said = [(item, spoken(given, item.id)) for item in criterion.questions]
        here = [(item, word) for item, word in said if word != "not_applicable"]
        if here:
            found[criterion.id] = _criterion(here)
    weight = {criterion.id: criterion.weight_value for criterion in one.criteria}
    judged = {key: score[0] for key, score in found.items() if score[0] is not None}
    found[""] = (
        weighted([(weight[key], score) for key, score in judged.items()]),
        *(
            weighted([(weight[key], score[column] or Fraction(0)) for key, score in found.items()])
            for column in (1, 2, 3)
        ),
    )
    return found


def _criterion(here: list[tuple[Question, Spoken]]) -> tuple[Fraction | None, ...]:
    judged = [(item.weight_value, value(item, word)) for item, word in here if isinstance(word, int)]
    missing = [item.weight_value for item, word in here if not isinstance(word, int)]
    everything = sum(item.weight_value for item, _ in here)
    return (
        weighted(judged),
        sum((weight for weight, _ in judged), Fraction(0)) / everything,
        weighted([*judged, *((weight, Fraction(0)) for weight in missing)]),
        weighted([*judged, *((weight, Fraction(100)) for weight in missing)]),
    )


def enough(one: Catalogue, given: Mapping[str, GivenAnswer]) -> bool:
    """Rule 4: counted by questions; what does not apply leaves the count; nothing judged is never enough."""
    judged_in_all = applicable_in_all = 0
    for criterion in one.criteria:
        said = [spoken(given, item.id) for item in criterion.questions]
        applicable = sum(word != "not_applicable" for word in said)
        judged = sum(isinstance(word, int) for word in said)
        if judged < Fraction(str(one.minimum.of_each_criterion)) * applicable:
            return False
        judged_in_all, applicable_in_all = judged_in_all + judged, applicable_in_all + applicable
    return 0 < judged_in_all >= Fraction(str(one.minimum.of_all)) * applicable_in_all


def below_usual(one: Catalogue, given: Mapping[str, GivenAnswer], phase: Phase) -> dict[str, int]:
    """Rules 6 and 7: judged questions below the usual level, by criterion."""
    return {
        criterion.id: sum(
            isinstance(word, int) and word < usual_level(item, phase)
            for item, word in ((item, spoken(given, item.id)) for item in criterion.questions)
        )
        for criterion in one.criteria
    }


GateWord = tuple[str, frozenset[str]]
"""A state, with what is demanded or waited for: question ids, or 'goal_located'."""


def gate(s1: Spoken, s2: Spoken, s3: Spoken, goal_located: bool) -> GateWord:
    """Rule 5, word by word, with the keys S1, S2 and S3."""
    said = {"S1": s1, "S2": s2, "S3": s3}
    if s1 in UNDETERMINED:
        return "open", frozenset({"S1"})
    if s1 == 0 or (s1 == 1 and s2 == 0 and s3 in (0, "not_applicable")):
        return "not_met", frozenset()
    waiting = frozenset(key for key in ("S2", "S3") if said[key] in UNDETERMINED)
    ruled_out = any(isinstance(word, int) and word >= 1 for word in (s2, s3))
    if s1 == 1 and not ruled_out and waiting:
        return "open", waiting
    demands = {key for key in ("S2", "S3") if said[key] == 0}
    if s1 == 1:
        demands.add("S1")
    if isinstance(s1, int) and s1 >= 2 and not goal_located:
        demands.add("goal_located")
    if demands:
        return "conditional", frozenset(demands)
    return ("open", waiting) if waiting else ("met", frozenset())


def class_id(gate_state: str, *, disputed: bool, enough_judged: bool, below: Mapping[str, int]) -> str:
    """Rule 7, in its order."""
    if gate_state == "open" or disputed or not enough_judged:
        return "not_ready"
    if gate_state == "not_met":
        return "isolated"
    if max(below.values()) <= 1:
        return "viable" if gate_state == "met" else "viable_with_condition"
    return "revise"


def panel_class(one: Catalogue, given: Mapping[str, GivenAnswer], sheet: Facts) -> str:
    said = [spoken(given, key) for key in ("S1", "S2", "S3")]
    state, _ = gate(said[0], said[1], said[2], sheet.goal_located)
    return class_id(
        state,
        disputed=False,
        enough_judged=enough(one, given),
        below=below_usual(one, given, sheet.phase),
    )
