"""Every mistake in a score file is a sentence with its place, and all are told at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_score_file import KNOWN, Content, file_with, judged
from tests.judging.catalogues import catalogue, criterion, panel, question
from toolkit.catalogue.schema import Catalogue
from toolkit.exchange.score_file import ScoreFileError, score_file
from toolkit.messages import translate


def mistakes(content: Content | str, known: dict[tuple[str, int], Catalogue] | None = None) -> list[str]:
    text = content if isinstance(content, str) else json.dumps(content)
    with pytest.raises(ScoreFileError) as caught:
        score_file(text, KNOWN if known is None else known)
    for message in caught.value.messages:
        assert translate(message, "de")
    return [translate(message, "en") for message in caught.value.messages]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Line 1, column 1: the file is not valid JSON here."),
        ('{\n  "catalogue": panel\n}', "Line 2, column 16: the file is not valid JSON here."),
        ('{"catalogue" "panel"}', "Line 1, column 14: the file is not valid JSON here."),
        ("[" * 100_000, "The file cannot be read: it is nested too deeply,"),
        ('{"version": ' + "9" * 5000 + "}", "The file cannot be read: it is nested too deeply,"),
        ('{"catalogue": "\\ud800"}', "The file cannot be read: it is nested too deeply,"),
        ('{"answers": {"S1": 2, "S1": 3}}', "The entry “S1” stands twice in one place."),
        ("[]", "The file must contain an object in curly brackets."),
        ("null", "The file must contain an object in curly brackets."),
    ],
    ids=["empty", "word", "colon", "nested", "number", "half character", "twice", "list", "null"],
)
def test_what_is_no_readable_json_object_is_told_with_its_place(text: str, sentence: str) -> None:
    (found,) = mistakes(text)
    assert found.startswith(sentence)


ANSWER = (
    'an answer is a level as a whole number, or one of the words "not_applicable", "cannot_judge" and "open".'
)
NEITHER = 'The answers are missing in the file: "answers" for a self-assessment, or "reviews" for reviews.'


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({"catalogue": ...}, ["catalogue: this entry is missing."]),
        ({"facts": {}}, ["facts.phase: this entry is missing."]),
        ({"weights": {}}, ["weights: there is no such entry."]),
        ({"facts": {"phase": "idea", "town": 1}}, ["facts.town: there is no such entry."]),
        (
            {"catalogue": 1},
            [
                "catalogue: the identifier of a catalogue of criteria belongs here as text, "
                'for example "panel".'
            ],
        ),
        (
            {"version": "1"},
            ["version: the version of the catalogue of criteria belongs here as a whole number."],
        ),
        ({"facts": []}, ["facts: what the fact sheet says belongs here, in curly brackets."]),
        (
            {"facts": {"phase": "dream"}},
            [
                "facts.phase: one of these phases belongs here: "
                "idea, prototype, pilot, operation, transfer, ended."
            ],
        ),
        (
            {"facts": {"phase": "idea", "goal_located": 1}},
            ["facts.goal_located: true or false belongs here."],
        ),
        (
            {"facts": {"phase": "idea", "feasible_soon": "S1"}},
            ['facts.feasible_soon: a list of identifiers of questions belongs here, for example ["N2"].'],
        ),
        (
            {"facts": {"phase": "idea", "feasible_soon": ["S1", "S9"]}},
            ["facts.feasible_soon[1]: the catalogue of criteria panel-1 has no question S9."],
        ),
        ({"answers": [1, 2]}, ["answers: the answers by question belong here, in curly brackets."]),
        (
            {"answers": ..., "reviews": {"S1": 2}},
            ["reviews: a list belongs here in which each review has its answers in curly brackets."],
        ),
        (
            {"answers": ..., "reviews": [{"S1": 2}, 3]},
            ["reviews[1]: a list belongs here in which each review has its answers in curly brackets."],
        ),
        (
            {"answers": ..., "reviews": []},
            ["reviews: the list is empty. Without a review there is nothing to judge."],
        ),
        ({"answers": ...}, [NEITHER]),
        ({"answers": None}, [NEITHER]),
        (
            {"reviews": [{"S1": 2}]},
            [
                'The file contains "answers" and "reviews". Self-assessment and reviews are never combined; '
                "please keep only one of the two."
            ],
        ),
        ({"answers": {"X1": 2}}, ["answers.X1: the catalogue of criteria panel-1 has no question X1."]),
        (
            {"answers": {"S1": 5}},
            ["answers.S1: there is no level 5; this question has the levels 0 to 4."],
        ),
        (
            {"answers": {"S1": {"level": -1}}},
            ["answers.S1: there is no level -1; this question has the levels 0 to 4."],
        ),
        (
            {"answers": {"S1": "not_applicable"}},
            ["answers.S1: “does not apply to this measure” is not provided for with this question."],
        ),
        (
            {"version": 2},
            ["There is no catalogue of criteria panel in version 2 here. Available: panel in version 1."],
        ),
    ],
    ids=str,
)
def test_each_mistake_is_a_sentence_with_its_path(changed: Content, sentences: list[str]) -> None:
    assert mistakes(file_with(**changed)) == sentences


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("2", ""),
        (2.0, ""),
        (True, ""),
        (None, ""),
        ([2], ""),
        ("level", ""),
        ("n.a.", ""),
        ({}, ""),
        ({"level": None}, ""),
        ({"kind": "level"}, ""),
        ({"kind": "open", "level": 2}, ""),
        ({"level": "2"}, ".level"),
        ({"level": 2.5}, ".level"),
        ({"kind": "whatever"}, ".kind"),
    ],
    ids=str,
)
def test_nothing_but_a_level_or_a_kind_of_no_level_is_an_answer(raw: Any, place: str) -> None:
    assert mistakes(file_with(answers={"S1": raw})) == [f"answers.S1{place}: {ANSWER}"]


def test_an_answer_has_no_further_entries() -> None:
    raw = {"level": 2, "reason": "x"}
    assert mistakes(file_with(answers={"S1": raw})) == ["answers.S1.reason: there is no such entry."]


def test_all_mistakes_are_told_at_once() -> None:
    content = {
        "catalogue": "panel",
        "version": 1,
        "facts": {"phase": "dream", "feasible_soon": ["Z"]},
        "reviews": [{"S1": 9, "N1": "not_applicable"}, {"S1": "?", "X": 1}],
        "note": "",
    }
    assert [sentence.split(":")[0] for sentence in mistakes(content)] == [
        "facts.phase",
        "reviews[1].S1",
        "note",
        "facts.feasible_soon[0]",
        "reviews[0].S1",
        "reviews[0].N1",
        "reviews[1].X",
    ]


def test_an_unknown_catalogue_is_told_with_those_that_are_known() -> None:
    other = catalogue([criterion("C", [question("Q")])])
    known = {("panel", 1): panel(), ("example", 1): other, ("example", 3): other}
    assert mistakes(file_with(catalogue="panels"), known) == [
        "There is no catalogue of criteria panels in version 1 here. "
        "Available: example in version 1, example in version 3, and panel in version 1."
    ]
    assert mistakes(file_with(), {}) == ["There is no catalogue of criteria to judge by."]


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.sampled_from(["catalogue", "version", "facts", "answers", "reviews", "other"]),
    st.one_of(
        ANYTHING, st.dictionaries(st.sampled_from(["S1", "phase", "kind"]), ANYTHING), st.lists(ANYTHING)
    ),
)
def test_whatever_stands_in_an_entry_the_file_is_judged_or_its_mistakes_are_told(
    name: str, anything: Any
) -> None:
    content = file_with(**{name: anything})
    try:
        found = judged(content)
    except ScoreFileError:
        told = mistakes(content)
        assert told != []
    else:
        assert found["class"]["id"] in panel().classes_by_id


@given(st.text(max_size=40))
def test_any_text_is_judged_or_told(text: str) -> None:
    assert mistakes(text) != []
