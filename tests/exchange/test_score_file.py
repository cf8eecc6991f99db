"""The score file: what is judged, what is documented, and what every mistake is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.judging.catalogues import all_at, cases, catalogue, criterion, panel, question, review_cases
from toolkit.catalogue.schema import Catalogue
from toolkit.exchange.score_file import FactsInFile, ScoreFile, score_file
from toolkit.judging import Facts, GivenAnswer, judge, judge_reviews, rounded, what_helps_most

DOCUMENT = (Path(__file__).parents[2] / "docs" / "score-file.md").read_text(encoding="utf-8")
KNOWN = {("panel", 1): panel()}
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)]

Content = dict[str, Any]


def file_with(**changed: Any) -> Content:
    content: Content = {"catalogue": "panel", "version": 1, "facts": {"phase": "idea"}, "answers": {"S1": 2}}
    return {name: value for name, value in (content | changed).items() if value is not ...}


def judged(content: Content) -> dict[str, Any]:
    return score_file(json.dumps(content), KNOWN)


# --- what comes out -----------------------------------------------------------------------------------


def test_the_documented_self_assessment_is_judged() -> None:
    found = judged(EXAMPLES[0])
    assert (found["basis"], found["assessments"], found["phase"]) == ("self", 1, "pilot")
    assert (found["class"]["id"], found["apart"]) == ("viable", None)
    assert (found["gate"]["state"], found["gate"]["standing"]) == ("met", "provisional")
    assert (found["judged"], found["applicable"], found["not_applicable"], found["needed"]) == (9, 11, 1, 9)
    total = found["total"]
    assert (total["value"], total["points"]) == (pytest.approx((50 + 175 / 3 + 50) / 3), 53)
    assert (total["coverage"], total["low"], total["high"]) == (
        pytest.approx((1 + 0.75 + 0.75) / 3),
        pytest.approx((50 + 175 / 4 + 150 / 4) / 3),
        pytest.approx((50 + 275 / 4 + 250 / 4) / 3),
    )
    assert (total["low_points"], total["high_points"]) == (44, 60)
    assert [item["question"] for item in found["advice"]][:2] == ["T2", "N4"]


def test_the_documented_reviews_are_judged() -> None:
    found = judged(EXAMPLES[1])
    assert (found["basis"], found["assessments"]) == ("reviews", 2)
    assert (found["gate"]["state"], found["gate"]["standing"]) == ("not_met", "disputed")
    assert [each["state"] for each in found["gate"]["each"]] == ["conditional", "not_met"]
    assert (found["class"]["id"], found["apart"]) == ("not_ready", "gate_disputed")
    first = found["questions"][0]
    assert (first["question"], first["levels"], first["value"], first["below_usual"]) == (
        "S1",
        [0, 2],
        25,
        True,
    )


def test_a_condition_is_the_next_anchors_sentence() -> None:
    answers = dict.fromkeys(panel().questions, 2) | {"S2": 0}
    (place, coordination) = judged(file_with(answers=answers))["gate"]["demands"]
    assert place == {
        "id": "goal_located",
        "question": None,
        "fact": "goal_located",
        "missing": place["missing"],
        "level": None,
        "anchor": None,
    }
    assert (coordination["question"], coordination["level"]) == ("S2", 1)
    assert coordination["anchor"] == panel().questions["S2"].levels[1].anchor.model_dump()


def test_points_are_rounded_from_the_fraction_and_not_from_its_float() -> None:
    parts = [question("P", weight=57), question("Q", weight=143)]
    one = catalogue([criterion("C", parts)])
    content = file_with(catalogue="example", answers={"P": 4, "Q": 0})
    total = score_file(json.dumps(content), {("example", 1): one})["total"]
    assert (total["value"], total["points"]) == (28.5, 29)


def in_file(answer: GivenAnswer) -> int | str:
    return answer.kind.value if answer.level is None else answer.level


@given(cases())
def test_a_self_assessment_in_a_file_is_judged_as_anywhere(case: tuple[Catalogue, Any, Facts]) -> None:
    one, answers, sheet = case
    content = {
        "catalogue": one.id,
        "version": one.version,
        "facts": {
            "phase": sheet.phase.value,
            "goal_located": sheet.goal_located,
            "feasible_soon": sorted(sheet.feasible_soon),
        },
        "answers": {key: in_file(answer) for key, answer in answers.items()},
    }
    found = score_file(json.dumps(content), {(one.id, one.version): one})
    expected = judge(one, answers, sheet)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["total"]["value"] == (expected.total.value and float(expected.total.value))
    assert found["total"]["points"] == (expected.total.value and int(rounded(expected.total.value)))
    assert [item["score"]["low"] for item in found["criteria"]] == [
        float(result.score.low) for result in expected.criteria
    ]
    assert [item["state"] for item in found["questions"]] == [
        result.state.value for result in expected.questions
    ]
    assert (found["class"]["id"], found["gate"]["state"]) == (expected.class_id, expected.gate.state.value)
    assert [(item["question"], item["level"], item["lifts_gate"]) for item in found["advice"]] == [
        (item.question, item.level, item.lifts_gate)
        for item in what_helps_most(one, expected, [answers], sheet)
    ]


@given(review_cases())
def test_reviews_in_a_file_are_judged_as_anywhere(case: tuple[Catalogue, list[Any], Facts]) -> None:
    one, reviews, sheet = case
    content = {
        "catalogue": one.id,
        "version": one.version,
        "facts": {"phase": sheet.phase.value, "goal_located": sheet.goal_located},
        "reviews": [{key: in_file(answer) for key, answer in answers.items()} for answers in reviews],
    }
    found = score_file(json.dumps(content), {(one.id, one.version): one})
    expected = judge_reviews(one, reviews, sheet)
    assert [item["levels"] for item in found["questions"]] == [
        list(result.levels) for result in expected.questions
    ]
    assert [item["inconsistent"] for item in found["questions"]] == [
        result.inconsistent for result in expected.questions
    ]
    assert found["gate"]["standing"] == expected.gate.standing.value


def test_every_spelling_of_an_answer_means_the_same() -> None:
    short = {"S1": 2, "S2": "cannot_judge", "S3": "not_applicable", "S4": "open"}
    objects = {
        "S1": {"level": 2},
        "S2": {"kind": "cannot_judge"},
        "S3": {"kind": "not_applicable"},
        "S4": {"kind": "open"},
    }
    long = objects | {"S1": {"kind": "level", "level": 2}}
    assert judged(file_with(answers=short)) == judged(file_with(answers=objects))
    assert judged(file_with(answers=short)) == judged(file_with(answers=long))


def test_a_byte_order_mark_is_no_mistake() -> None:
    text = json.dumps(file_with())
    assert score_file("\ufeff" + text, KNOWN) == score_file(text, KNOWN)


# --- what is documented -------------------------------------------------------------------------------


def paths(value: Any, prefix: str = "") -> Iterator[str]:
    """`questions[].state`; texts in both languages count as one value."""
    if isinstance(value, dict) and set(value) != {"de", "en"}:
        for name, inner in value.items():
            path = f"{prefix}.{name}".removeprefix(".")
            yield path
            yield from paths(inner, path)
    if isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{prefix}[]")


def documented(heading: str) -> list[str]:
    section = DOCUMENT.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_every_key_that_comes_out_is_documented_and_no_other() -> None:
    with_condition = file_with(answers=dict.fromkeys(panel().questions, 2) | {"S2": 0})
    found = {path for content in (*EXAMPLES, with_condition) for path in paths(judged(content))}
    assert sorted(documented("What comes out")) == sorted(found)


def test_every_entry_that_goes_in_is_documented_and_no_other() -> None:
    in_facts = [f"facts.{name}" for name in FactsInFile.model_fields]
    assert sorted(documented("What goes in")) == sorted([*ScoreFile.model_fields, *in_facts])


def test_everything_judged_twice_is_the_same() -> None:
    answers = {key: in_file(answer) for key, answer in all_at(panel(), 3).items()}
    assert judged(file_with(answers=answers)) == judged(file_with(answers=answers))
