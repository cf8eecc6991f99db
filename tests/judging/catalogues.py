"""Catalogues and answers for the tests of judging: written out, read from `criteria/`, or random."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from toolkit.catalogue import Catalogue, Question, read_catalogue
from toolkit.judging import CANNOT_JUDGE, NOT_APPLICABLE, OPEN, Facts, GivenAnswer, Phase

CRITERIA = Path(__file__).parents[2] / "criteria"

Given = dict[str, GivenAnswer]


class Told(Catalogue):
    """A catalogue that a failing test can print: its texts do not matter here."""

    def __repr__(self) -> str:
        asked = [
            f"{key} {'/'.join(map(str, map(float, item.values)))} weight {item.weight}"
            f"{' n.a.' if item.not_applicable else ''}"
            f" usual {item.usual.idea}-{item.usual.pilot}-{item.usual.operation}"
            for key, item in self.questions.items()
        ]
        weights = {item.id: item.weight for item in self.criteria}
        return f"<{self.name}: {weights}; {'; '.join(asked)}; {self.minimum}; {self.gate.rules!r:.300}>"


@cache
def panel() -> Catalogue:
    """The panel's catalogue as the app reads it."""
    return Told.model_validate(content_of(read_catalogue(CRITERIA / "panel-1.yaml")))


def levels(**given: int) -> Given:
    return {key: GivenAnswer.at(level) for key, level in given.items()}


def all_at(catalogue: Catalogue, level: int) -> Given:
    return {key: GivenAnswer.at(min(level, item.top_level)) for key, item in catalogue.questions.items()}


# --- catalogues written out ---------------------------------------------------------------------------


def text(words: str) -> dict[str, str]:
    return {"de": words, "en": words}


def question(key: str, **fields: Any) -> dict[str, Any]:
    """A question with five even levels unless `levels` (how many) or `steps` says otherwise."""
    steps = fields.pop("steps", None) or [None] * fields.pop("levels", 5)
    words = {name: text(key) for name in ("title", "text", "why", "expected_evidence", "example")}
    usual = {"idea": 1, "pilot": 1, "operation": 1}
    anchors = [{"anchor": text(f"{key} at {level}"), "step": step} for level, step in enumerate(steps)]
    return {"id": key, **words, "usual": usual, "levels": anchors, **fields}


def criterion(key: str, questions: Sequence[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    words = {name: text(key) for name in ("title", "short_title", "description")}
    return {"id": key, **words, "questions": list(questions), **fields}


ALWAYS_MET: list[dict[str, Any]] = [{"result": "met"}]


def catalogue(criteria: Sequence[dict[str, Any]], **fields: Any) -> Catalogue:
    content = {
        "id": "example",
        "version": 1,
        "title": text("example"),
        "source": text("example"),
        "subject": "measure",
        "criteria": list(criteria),
        "gate": {"title": text("gate"), "rules": ALWAYS_MET},
        "classes": CLASSES,
    }
    return Told.model_validate(content | fields)


def _class(key: str, when: dict[str, Any] | None) -> dict[str, Any]:
    return {"id": key, "title": text(key), "meaning": text(key), "tone": "neutral", "when": when}


def _few_below(*gates: str) -> dict[str, Any]:
    return {"all": [{"gate": list(gates)}, {"below_usual_per_criterion_at_most": 1}]}


CLASSES = [
    _class("not_ready", {"any": [{"gate": ["open", "disputed"]}, {"enough_judged": False}]}),
    _class("isolated", {"gate": ["not_met"]}),
    _class("viable", _few_below("met")),
    _class("viable_with_condition", _few_below("conditional")),
    _class("revise", None),
]
"""Rule 7, with the panel's ids."""


def gate_like_the_panels(goal: str, tuned: str, connected: str) -> list[dict[str, Any]]:
    """Rule 5 over any three questions."""
    nothing_connects = [{"question": connected, "levels": [0]}]
    nothing_connects.append({"question": connected, "state": "not_applicable"})
    either_open = [{"question": key, "state": "undetermined"} for key in (tuned, connected)]
    either_holds = [{"question": key, "at_least": 1} for key in (tuned, connected)]
    only_a_theme = {"question": goal, "levels": [1]}
    alone = {"all": [only_a_theme, {"question": tuned, "levels": [0]}, {"any": nothing_connects}]}
    may_hold = {"all": [only_a_theme, {"not": {"any": either_holds}}, {"any": either_open}]}
    unlocated = {"all": [{"question": goal, "at_least": 2}, {"fact": "goal_located", "is": False}]}
    return [
        {"result": "open", "when": {"question": goal, "state": "undetermined"}},
        {"result": "not_met", "when": {"question": goal, "levels": [0]}, "missing": text("a goal")},
        {"result": "not_met", "when": alone, "missing": text("a link")},
        {"result": "open", "when": may_hold},
        {
            "result": "conditional",
            "demands": [
                demand("goal", only_a_theme, question=goal),
                demand("place", unlocated, fact="goal_located"),
                demand("tuned", {"question": tuned, "levels": [0]}, question=tuned),
                demand("connected", {"question": connected, "levels": [0]}, question=connected),
            ],
        },
        {"result": "open", "when": {"any": either_open}},
        {"result": "met"},
    ]


def demand(key: str, when: dict[str, Any], **remedy: str) -> dict[str, Any]:
    return {"id": key, "when": when, "missing": text(key), **remedy}


def gate(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"title": text("gate"), "rules": rules}


# --- catalogues changed -------------------------------------------------------------------------------


def content_of(one: Catalogue) -> dict[str, Any]:
    return one.model_dump(mode="json", exclude_none=True)


def without_questions(one: Catalogue, keys: Iterable[str]) -> Catalogue:
    """The catalogue without these questions, and without the criteria that this empties."""
    content, gone = content_of(one), set(keys)
    for item in content["criteria"]:
        item["questions"] = [asked for asked in item["questions"] if asked["id"] not in gone]
    content["criteria"] = [item for item in content["criteria"] if item["questions"]]
    return Told.model_validate(content)


def where_not_applicable_is_allowed(one: Catalogue, keys: Iterable[str]) -> Catalogue:
    content, allowed = content_of(one), set(keys)
    for item in content["criteria"]:
        for asked in item["questions"]:
            asked["not_applicable"] = asked["not_applicable"] or asked["id"] in allowed
    return Told.model_validate(content)


def with_weights(one: Catalogue, weights: Mapping[str, int | float | str]) -> Catalogue:
    """The catalogue with other weights, by the ids of criteria and questions."""
    content = content_of(one)
    for item in content["criteria"]:
        for part in (item, *item["questions"]):
            part["weight"] = weights[part["id"]]
    return Told.model_validate(content)


def scaled(one: Catalogue, factors: Mapping[str, int]) -> Catalogue:
    """Every weight times a factor: one for the criteria (`""`), one for each criterion's questions."""
    whole = {"": _whole(item.weight_value for item in one.criteria)}
    whole |= {item.id: _whole(asked.weight_value for asked in item.questions) for item in one.criteria}
    weights = {item.id: item.weight_value * whole[""] * factors[""] for item in one.criteria}
    for item in one.criteria:
        for asked in item.questions:
            weights[asked.id] = asked.weight_value * whole[item.id] * factors[item.id]
    return with_weights(one, {key: int(weight) for key, weight in weights.items()})


def _whole(weights: Iterable[Fraction]) -> int:
    """The smallest factor that makes all of them whole."""
    factor = 1
    for weight in weights:
        factor *= (weight * factor).denominator
    return factor


# --- random catalogues --------------------------------------------------------------------------------

Weights = list[int | float | str]


@st.composite
def weights(draw: st.DrawFn, size: int) -> Weights:
    """Words and numbers, or per cent that sum to 100: the two are not mixed among siblings."""
    if draw(st.booleans()):
        words = st.sampled_from(["low", "medium", "high"])
        numbers = st.one_of(st.integers(1, 12), st.sampled_from([0.1, 0.3, 0.5, 1.25, 2.5]))
        return draw(st.lists(st.one_of(words, numbers), min_size=size, max_size=size))
    cuts = draw(st.lists(st.integers(1, 199), min_size=size - 1, max_size=size - 1, unique=True))
    edges = [0, *sorted(cuts), 200]
    halves = [higher - lower for lower, higher in pairwise(edges)]
    return [f"{half // 2} %" if half % 2 == 0 else f"{half / 2}%".replace(".", ",") for half in halves]


@st.composite
def steps(draw: st.DrawFn, size: int) -> list[int | float | None]:
    """Even steps left out, or written ones that rise unevenly, from any start."""
    if draw(st.booleans()):
        return [None] * size
    rises = draw(st.lists(st.sampled_from([1, 2, 4, 0.5, 0.1]), min_size=size - 1, max_size=size - 1))
    first = draw(st.integers(-2, 3))
    exact = [first + sum((Fraction(str(rise)) for rise in rises[:n]), Fraction(0)) for n in range(size)]
    return [float(step) if step.denominator > 1 else int(step) for step in exact]


@st.composite
def questions(draw: st.DrawFn, key: str, weight: int | float | str) -> dict[str, Any]:
    size = draw(st.integers(2, 8))
    usual = sorted(draw(st.lists(st.integers(0, size - 1), min_size=3, max_size=3)))
    return question(
        key,
        steps=draw(steps(size)),
        weight=weight,
        not_applicable=draw(st.booleans()),
        usual=dict(zip(("idea", "pilot", "operation"), usual, strict=True)),
    )


@st.composite
def criteria_with_questions(draw: st.DrawFn) -> list[dict[str, Any]]:
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    return [
        criterion(
            f"C{number}",
            [draw(questions(f"Q{number}_{n}", weight)) for n, weight in enumerate(draw(weights(size)))],
            weight=weight_in_total,
        )
        for number, (size, weight_in_total) in enumerate(zip(sizes, draw(weights(len(sizes))), strict=True))
    ]


@st.composite
def gates(draw: st.DrawFn, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Always met, or like the panel's over any three questions that have what it asks for."""
    shuffled = draw(st.permutations(asked))
    goal = next((item for item in shuffled if len(item["levels"]) >= 3), None)
    connected = next((item for item in shuffled if item["not_applicable"] and item is not goal), None)
    tuned = next((item for item in shuffled if item is not goal and item is not connected), None)
    if goal is None or connected is None or tuned is None or draw(st.booleans()):
        return ALWAYS_MET
    return gate_like_the_panels(goal["id"], tuned["id"], connected["id"])


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Up to 4 criteria of up to 5 questions of 2 to 8 levels, any minimum, half of them with a gate."""
    criteria = draw(criteria_with_questions())
    rules = draw(gates([asked for item in criteria for asked in item["questions"]]))
    shares = st.sampled_from([0, 0.25, 0.5, 0.75, 1])
    minimum = {"of_all": draw(shares), "of_each_criterion": draw(shares)}
    return catalogue(criteria, gate=gate(rules), minimum=minimum)


any_catalogue = st.one_of(st.deferred(lambda: st.just(panel())), catalogues())

# --- random answers -----------------------------------------------------------------------------------


def _determined(asked: Question) -> list[GivenAnswer]:
    every_level = [GivenAnswer.at(level) for level in range(len(asked.levels))]
    return [*every_level, NOT_APPLICABLE] if asked.not_applicable else every_level


@st.composite
def answers(draw: st.DrawFn, one: Catalogue) -> Given:
    """Anything that may be answered; some questions have no row at all."""
    drawn = {
        key: draw(st.sampled_from([*_determined(asked), OPEN, CANNOT_JUDGE, None]))
        for key, asked in one.questions.items()
    }
    return {key: answer for key, answer in drawn.items() if answer is not None}


@st.composite
def full_answers(draw: st.DrawFn, one: Catalogue) -> Given:
    """Every question has a level, or does not apply where that may be said."""
    return {key: draw(st.sampled_from(_determined(asked))) for key, asked in one.questions.items()}


@st.composite
def facts(draw: st.DrawFn, one: Catalogue) -> Facts:
    return Facts(
        phase=draw(st.sampled_from(Phase)),
        goal_located=draw(st.booleans()),
        feasible_soon=frozenset(draw(st.sets(st.sampled_from(sorted(one.questions))))),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Catalogue, Given, Facts]:
    one = draw(any_catalogue)
    return one, draw(answers(one)), draw(facts(one))


@st.composite
def review_cases(draw: st.DrawFn) -> tuple[Catalogue, list[Given], Facts]:
    one = draw(any_catalogue)
    return one, draw(st.lists(answers(one), min_size=1, max_size=4)), draw(facts(one))


@st.composite
def raised(draw: st.DrawFn, one: Catalogue, given: Given) -> Given:
    """The same answers with one level raised; unchanged where none can be."""
    liftable = [
        key
        for key, answer in given.items()
        if answer.level is not None and answer.level < one.questions[key].top_level
    ]
    if not liftable:
        return given
    key = draw(st.sampled_from(liftable))
    level = draw(st.integers((given[key].level or 0) + 1, one.questions[key].top_level))
    return {**given, key: GivenAnswer.at(level)}


@st.composite
def raised_cases(draw: st.DrawFn) -> tuple[Catalogue, Given, Given, Facts]:
    one, given, sheet = draw(cases())
    return one, given, draw(raised(one, given)), sheet
