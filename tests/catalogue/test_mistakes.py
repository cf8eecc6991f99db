"""Every mistake of a catalogue is named with line, path and sentence; the cases stand in mistakes.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.catalogue.files import FOLDER, GOOD, changed, german, written
from toolkit.catalogue import CatalogueProblems, Problem, check_file, read_catalogue
from toolkit.messages import LANGUAGES, Message

CASES = yaml.safe_load((FOLDER / "mistakes.yaml").read_text(encoding="utf-8"))

in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def text_of(case: dict[str, Any]) -> str:
    return changed(*((change["from"], change["to"]) for change in case["change"]))


def test_the_catalogue_that_the_cases_start_from_is_correct(tmp_path: Path) -> None:
    assert german(written(tmp_path, GOOD)) == []


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_named_with_line_path_and_sentence(case: dict[str, Any], tmp_path: Path) -> None:
    assert german(written(tmp_path, text_of(case))) == [f"small-1.yaml, {line}" for line in case["says"]]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_named_in_english_at_the_same_place(case: dict[str, Any], tmp_path: Path) -> None:
    problems = check_file(written(tmp_path, text_of(case)))
    places = [f"small-1.yaml, line {problem.line}" for problem in problems]
    sentences = [problem.sentence("small-1.yaml", "en") for problem in problems]
    assert [sentence.startswith(place) for sentence, place in zip(sentences, places, strict=True)] == [
        True for _ in problems
    ]
    assert [sentence for sentence in sentences if any(sign in sentence for sign in "äöüß„")] == []


def test_reading_a_file_with_mistakes_raises_all_of_them(tmp_path: Path) -> None:
    path = written(tmp_path, changed(("step: 4", "step: 1"), ("weight: high", "weight: 0")))
    with pytest.raises(CatalogueProblems) as raised:
        read_catalogue(path)
    assert raised.value.file == path
    assert raised.value.problems == check_file(path)
    assert str(raised.value) == "\n".join(german(path))


def test_a_place_is_written_as_people_write_it() -> None:
    problem = Problem(("criteria", 0, "questions", 2, "levels"), 12, Message.of("catalogue.text_empty"))
    assert problem.place == "criteria[0].questions[2].levels"
    assert problem.sentence("panel-1.yaml", "de") == (
        "panel-1.yaml, Zeile 12, criteria[0].questions[2].levels: Der Text ist leer."
    )


def test_a_sentence_leaves_out_the_place_that_is_not_known() -> None:
    problem = Problem((), None, Message.of("catalogue.file_missing"))
    assert [problem.sentence("panel-1.yaml", language) for language in LANGUAGES] == [
        "panel-1.yaml: Diese Datei gibt es nicht.",
        "panel-1.yaml: This file does not exist.",
    ]


def test_a_line_beyond_a_thousand_is_written_as_editors_write_it() -> None:
    problem = Problem((), 1234, Message.of("catalogue.text_empty"))
    assert problem.sentence("panel-1.yaml", "de") == "panel-1.yaml, Zeile 1234: Der Text ist leer."


# --- whatever is in the file --------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def places_in(content: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    names = content if isinstance(content, dict) else range(len(content)) if isinstance(content, list) else ()
    return [path] + [place for name in names for place in places_in(content[name], (*path, name))]


@st.composite
def catalogues_with_odd_parts(draw: st.DrawFn) -> str:
    content = yaml.safe_load(GOOD)
    for _ in range(draw(st.integers(1, 3))):
        *around, name = draw(st.sampled_from(places_in(content)[1:]))
        part = content
        for step in around:
            part = part[step]
        if draw(st.booleans()) and isinstance(part, dict):
            part[draw(st.sampled_from(["id", "when", "de", "levels", "x", "holds"]))] = part.pop(name)
        else:
            part[name] = draw(anything)
    return yaml.safe_dump(content, allow_unicode=True)


@in_one_folder
@given(text=catalogues_with_odd_parts())
def test_whatever_stands_in_a_file_is_either_a_catalogue_or_a_list_of_sentences(
    text: str, tmp_path: Path
) -> None:
    path = written(tmp_path, text)
    if not german(path):
        assert read_catalogue(path).id != ""


@in_one_folder
@given(
    start=st.integers(0, len(GOOD)),
    length=st.integers(0, 60),
    put=st.text("\t\n -:[]{}'\"&*!|>#%@,?aä", max_size=4),
)
def test_a_file_with_a_hole_in_it_ends_in_no_traceback(
    start: int, length: int, put: str, tmp_path: Path
) -> None:
    path = written(tmp_path, GOOD[:start] + put + GOOD[start + length :])
    assert [sentence.startswith("small-1.yaml") for sentence in german(path)] == [
        True for _ in check_file(path)
    ]
