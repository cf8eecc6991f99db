"""Whether plain data has the shape of a catalogue: pydantic finds, this module says it in sentences."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from toolkit.catalogue.problems import Place, Problem
from toolkit.catalogue.schema import (
    AllOf,
    AnyOf,
    BelowUsualCondition,
    Catalogue,
    ConditionalRule,
    Criterion,
    EnoughCondition,
    FactCondition,
    Gate,
    GateCondition,
    GateDemand,
    GlossaryEntry,
    Level,
    MeasureClass,
    MetRule,
    Minimum,
    Not,
    NotMetRule,
    OpenRule,
    Question,
    QuestionCondition,
    Usual,
    condition_tag,
)
from toolkit.messages import Message, Text

_PARTS: dict[str, type[BaseModel]] = {
    "criteria": Criterion,
    "questions": Question,
    "levels": Level,
    "usual": Usual,
    "minimum": Minimum,
    "gate": Gate,
    "demands": GateDemand,
    "classes": MeasureClass,
}
_RULES: dict[str, type[BaseModel]] = {
    "open": OpenRule,
    "not_met": NotMetRule,
    "conditional": ConditionalRule,
    "met": MetRule,
}
_CONDITIONS: dict[str, type[BaseModel]] = {
    "question": QuestionCondition,
    "fact": FactCondition,
    "gate": GateCondition,
    "enough_judged": EnoughCondition,
    "below_usual_per_criterion_at_most": BelowUsualCondition,
    "all": AllOf,
    "any": AnyOf,
    "not": Not,
}
_HOLDS_CONDITION = {"when", "not"}
_HOLDS_CONDITIONS = {"all", "any"}
_NUMBERS = {"step", "minutes", "of_all", "of_each_criterion"}

_EXPECTED = {
    "string_type": "catalogue.a_text",
    "tuple_type": "catalogue.a_list",
    "dict_type": "catalogue.a_mapping",
    "model_type": "catalogue.a_mapping",
    "model_attributes_type": "catalogue.a_mapping",
    "int_type": "catalogue.a_whole_number",
    "int_from_float": "catalogue.a_whole_number",
    "bool_type": "catalogue.a_truth",
}
_BOUNDS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than_equal": "le"}
_LENGTHS = {"string_too_short", "string_too_long", "too_short"}
_EXAMPLE_CONDITION = "{question: S1, levels: [0]}"
_MISSING = {"catalogue.field_missing", "catalogue.german_missing", "catalogue.english_missing"}
_UNKNOWN = {"catalogue.field_unknown", "catalogue.field_unknown_meant"}
_HARMLESS = {
    "version": 1,
    "subject": "measure",
    "tone": "neutral",
    "minutes": 1,
    "minimum": {},
    "of_all": 1,
    "of_each_criterion": 1,
}
_MENDED = "?"
_ROUNDS_OF_MENDING = 3  # what was misspelt may itself hold something misspelt


def shaped(content: dict[str, Any]) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The catalogue and what is wrong with its shape, without lines.

    There may be both: where the mistakes do not touch the rules across fields, the catalogue is one with
    these mended, so that the rules can be checked in the same go.
    """
    catalogue, problems = _validated(content)
    remaining = problems
    for _ in range(_ROUNDS_OF_MENDING):
        if catalogue is None:
            content = _mended(content, remaining)
            catalogue, remaining = _validated(content)
    return catalogue, problems


def _validated(content: dict[str, Any]) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    try:
        # As JSON, because only there strictness takes a list for a tuple and a word for an enum.
        # By alias, because a file has one way to write each name.
        text = json.dumps(content)
        return Catalogue.model_validate_json(text, strict=True, by_alias=True, by_name=False), ()
    except ValidationError as error:
        return None, tuple(_without_consequences(list(_problems(content, error))))


def _problems(content: dict[str, Any], error: ValidationError) -> Iterator[Problem]:
    said = set()
    for found in error.errors(include_url=False):
        path = _path(found["loc"])
        if found["type"] == "union_tag_invalid":
            path = (*path, "result")
        if found["type"] == "condition_unknown":
            path = (*path, *_nearly_condition(found["input"]))
        if path not in said:  # a value that fits none of several types is one mistake
            said.add(path)
            yield Problem(path, None, _message(content, path, dict(found)))


def _without_consequences(problems: list[Problem]) -> Iterator[Problem]:
    """A name that is missing only because it is misspelt is one mistake, not two."""
    meant = {(*problem.path[:-1], problem.message.values.get("meant")) for problem in problems}
    for problem in problems:
        if problem.message.key not in _MISSING or problem.path not in meant:
            yield problem


def _path(location: tuple[str | int, ...]) -> Place:
    """The place in the file: pydantic's location without the names of the alternatives it tried."""
    path: list[str | int] = []
    alternative_follows = False
    for step in location:
        if alternative_follows:
            alternative_follows = False
            continue
        if path and (path[-1] in _NUMBERS or path[-1] == "weight" or step == "[key]"):
            break
        path.append(step)
        alternative_follows = path[0] != "glossary" and _is_one_of_several(path)
    return tuple(path)


def _is_one_of_several(path: list[str | int]) -> bool:
    if isinstance(path[-1], int):
        return path[-2] == "rules" or path[-2] in _HOLDS_CONDITIONS
    return path[-1] in _HOLDS_CONDITION


# --- sentences ---------------------------------------------------------------------------------------


def _message(content: dict[str, Any], path: Place, found: dict[str, Any]) -> Message:
    kind, value, context = found["type"], found["input"], found.get("ctx", {})
    if kind == "missing":
        return _missing(str(path[-1]))
    if kind == "extra_forbidden":
        return _unknown(content, path)
    if kind == "condition_unknown":
        return _unknown_condition(value)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_result(value)
    if kind in ("enum", "literal_error") and path[-1] != "weight":
        return _not_offered(value, re.findall(r"'([^']*)'", context["expected"]))
    return _wrong_value(content, path, kind, value, context)


def _wrong_value(content: dict[str, Any], path: Place, kind: str, value: Any, context: Any) -> Message:
    if kind in _BOUNDS:
        return Message(f"catalogue.number_{_BOUNDS[kind]}", {"bound": context[_BOUNDS[kind]]})
    if path[-1] == "weight":
        return Message.of("catalogue.weight_unknown")
    if path[-1] in _NUMBERS:
        return _expected(Message.of("catalogue.a_number"), value)
    if kind == "string_pattern_mismatch":
        return Message.of("catalogue.id_characters", id=value if isinstance(value, str) else str(path[-1]))
    if kind in _LENGTHS:
        return _wrong_length(kind, context)
    return _wrong_type(content, path, kind, value)


def _wrong_length(kind: str, context: Any) -> Message:
    if kind == "string_too_short":
        return Message.of("catalogue.text_empty")
    if kind == "string_too_long":
        return Message.of("catalogue.id_too_long", most=context["max_length"])
    return Message.of("catalogue.list_too_short", n=context["min_length"])


def _wrong_type(content: dict[str, Any], path: Place, kind: str, value: Any) -> Message:
    if kind not in _EXPECTED:
        return Message.of("catalogue.value_impossible")
    expected = Message.of(_EXPECTED[kind])
    if kind == "model_type" and _part_at(content, path) is Text:
        expected = Message.of("catalogue.both_languages")
    if kind == "string_type" and isinstance(value, bool | int | float):
        return Message.of("catalogue.text_needs_quotes", found=_kind_of(value))
    return _expected(expected, value)


def _expected(expected: Message, value: Any) -> Message:
    return Message.of("catalogue.expected", expected=expected, found=_kind_of(value))


def _kind_of(value: Any) -> Message:
    if value is None:
        return Message.of("catalogue.nothing")
    if isinstance(value, bool):
        return Message.of("catalogue.a_truth")
    if isinstance(value, int | float):
        return Message.of("catalogue.a_number" if isinstance(value, int) else "catalogue.a_decimal")
    if isinstance(value, str):
        return Message.of("catalogue.a_text")
    return Message.of("catalogue.a_list" if isinstance(value, list) else "catalogue.a_mapping")


def _missing(name: str) -> Message:
    if name == "de":
        return Message.of("catalogue.german_missing")
    if name == "en":
        return Message.of("catalogue.english_missing")
    return Message.of("catalogue.field_missing", field=name)


def _unknown(content: dict[str, Any], path: Place) -> Message:
    name = str(path[-1])
    if meant := _nearest(name, _names_at(content, path[:-1])):
        return Message.of("catalogue.field_unknown_meant", field=name, meant=meant)
    allowed = ", ".join(_names_at(content, path[:-1]))
    return Message.of("catalogue.field_unknown", field=name, allowed=allowed)


def _nearly_condition(value: Any) -> Iterator[str]:
    """The name that makes a mapping nearly a condition, if there is one."""
    names = value if isinstance(value, dict) else ()
    yield from [name for name in names if _nearest(name, list(_CONDITIONS))][:1]


def _unknown_condition(value: Any) -> Message:
    if not isinstance(value, dict):
        return _expected(Message.of("catalogue.a_condition", example=_EXAMPLE_CONDITION), value)
    for name in _nearly_condition(value):
        meant = _nearest(name, list(_CONDITIONS))
        return Message.of("catalogue.field_unknown_meant", field=name, meant=meant)
    return Message.of("catalogue.condition_unknown", allowed=", ".join(_CONDITIONS))


def _unknown_result(rule: Any) -> Message:
    if isinstance(rule, dict) and isinstance(rule.get("result"), str):
        return _not_offered(rule["result"], list(_RULES))
    return Message.of("catalogue.result_missing", allowed=", ".join(_RULES))


def _not_offered(value: Any, allowed: list[str]) -> Message:
    if not isinstance(value, str):
        return _expected(Message.of("catalogue.one_of", allowed=", ".join(allowed)), value)
    if meant := _nearest(value, allowed):
        return Message.of("catalogue.word_unknown_meant", word=value, meant=meant)
    return Message.of("catalogue.word_unknown", word=value, allowed=", ".join(allowed))


# --- what belongs where ------------------------------------------------------------------------------


def _nearest(name: str, names: list[str]) -> str | None:
    return next(iter(get_close_matches(name, names, n=1)), None)


def _names_at(content: dict[str, Any], path: Place) -> list[str]:
    fields = _part_at(content, path).model_fields
    return [field.alias or name for name, field in fields.items()]


def _part_at(content: dict[str, Any], path: Place) -> type[BaseModel]:
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return Catalogue
    if names[0] == "glossary":
        return GlossaryEntry if len(names) == 2 else Text
    if names[-1] == "rules":
        return _RULES.get(str(_value_at(content, path).get("result")), MetRule)
    if names[-1] in _HOLDS_CONDITION | _HOLDS_CONDITIONS:
        return _CONDITIONS[condition_tag(_value_at(content, path)) or "question"]
    return _PARTS.get(names[-1], Text)


def _value_at(content: dict[str, Any], path: Place) -> Any:
    value: Any = content
    for step in path:
        value = value[step]
    return value


# --- going on in spite of it --------------------------------------------------------------------------


def _mended(content: dict[str, Any], problems: tuple[Problem, ...]) -> dict[str, Any]:
    """A copy in which is mended what no rule across fields depends on: names, texts, a few values."""
    mended = copy.deepcopy(content)
    for problem in problems:
        around = _value_at(mended, problem.path[:-1])
        if isinstance(around, dict):
            _mend(mended, around, problem)
    return mended


def _mend(content: dict[str, Any], around: dict[str, Any], problem: Problem) -> None:
    name = str(problem.path[-1])
    if problem.message.key in _UNKNOWN:
        value = around.pop(name, None)
        if meant := problem.message.values.get("meant"):
            around.setdefault(meant, value)
    elif name in ("de", "en"):
        around[name] = _MENDED
    elif name in _HARMLESS:
        around[name] = _HARMLESS[name]
    elif name in _text_fields(_part_at(content, problem.path[:-1])):
        around[name] = {"de": _MENDED, "en": _MENDED}


def _text_fields(part: type[BaseModel]) -> set[str]:
    return {name for name, field in part.model_fields.items() if field.annotation in (Text, Text | None)}
