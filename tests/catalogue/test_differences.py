"""Two versions of a catalogue, question by question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.judging.catalogues import panel
from toolkit.catalogue import Catalogue, Question, QuestionChange, QuestionPart, differences
from toolkit.messages import Text

PANEL = panel()


def revised(**questions: Any) -> Catalogue:
    """The panel's next version, with some questions replaced by others, or dropped (None)."""
    criteria = [
        criterion.model_copy(
            update={
                "questions": tuple(
                    kept
                    for kept in (questions.get(one.id, one) for one in criterion.questions)
                    if kept is not None
                )
            }
        )
        for criterion in PANEL.criteria
    ]
    return fresh(version=PANEL.version + 1, criteria=tuple(criteria))


def fresh(**changes: Any) -> Catalogue:
    """A changed copy that remembers nothing of what was looked up in the panel before."""
    return Catalogue.model_validate(PANEL.model_copy(update=changes).model_dump())


def question(name: str, **changes: Any) -> Question:
    return PANEL.questions[name].model_copy(update=changes)


def other(text: Text) -> Text:
    return Text(de=f"{text.de} (neu)", en=text.en)


def with_level(one: Question, number: int, **changes: Any) -> tuple[Any, ...]:
    levels = list(one.levels)
    levels[number] = levels[number].model_copy(update=changes)
    return tuple(levels)


S1 = PANEL.questions["S1"]
OF_S1 = {
    "text": ({"text": other(S1.text)}, QuestionChange.REWORDED, (QuestionPart.TEXT,)),
    "an anchor": (
        {"levels": with_level(S1, 2, anchor=other(S1.levels[2].anchor))},
        QuestionChange.REWORDED,
        (QuestionPart.ANCHORS,),
    ),
    "whether it may not apply": (
        {"not_applicable": not S1.not_applicable},
        QuestionChange.REWORDED,
        (QuestionPart.NOT_APPLICABLE,),
    ),
    "one level less": (
        {"levels": S1.levels[:-1]},
        QuestionChange.SCALE_CHANGED,
        (QuestionPart.ANCHORS, QuestionPart.SCALE),
    ),
    "uneven steps": (
        {"levels": tuple(one.model_copy(update={"step": 2**n}) for n, one in enumerate(S1.levels))},
        QuestionChange.SCALE_CHANGED,
        (QuestionPart.SCALE,),
    ),
    "the same steps written out": (
        {"levels": tuple(one.model_copy(update={"step": 10 * n}) for n, one in enumerate(S1.levels))},
        QuestionChange.SAME,
        (),
    ),
    "weight": ({"weight": "high"}, QuestionChange.SAME, (QuestionPart.WEIGHT,)),
    "usual": (
        {"usual": S1.usual.model_copy(update={"operation": S1.top_level})},
        QuestionChange.SAME,
        (QuestionPart.USUAL,) if S1.usual.operation != S1.top_level else (),
    ),
    "proof": ({"evidence_required_from": 1}, QuestionChange.SAME, (QuestionPart.PROOF,)),
    "help": ({"example": other(S1.example)}, QuestionChange.SAME, (QuestionPart.HELP,)),
    "the same weight in another word": ({"weight": 2}, QuestionChange.SAME, ()),
}


@pytest.mark.parametrize("case", OF_S1)
def test_a_changed_part_is_named_and_says_what_becomes_of_answers(case: str) -> None:
    changes, change, parts = OF_S1[case]
    found = {one.question: one for one in differences(PANEL, revised(S1=question("S1", **changes)))}
    assert (found["S1"].change, found["S1"].parts) == (change, parts)
    assert {key for key, one in found.items() if one.is_any} == (
        {"S1"} if change != "same" or parts else set()
    )


def test_new_and_dropped_questions_are_named_by_their_ids() -> None:
    new = revised(S1=question("S1", id="S9"), T4=None)
    found = {one.question: one.change for one in differences(PANEL, new)}
    expected = dict.fromkeys(PANEL.questions, QuestionChange.SAME)
    dropped = dict.fromkeys(("S1", "T4"), QuestionChange.DROPPED)
    assert found == {**expected, **dropped, "S9": QuestionChange.NEW}
    assert list(found)[-2:] == ["S1", "T4"]


def test_a_question_that_moved_to_another_criterion_keeps_its_answers() -> None:
    first, second, *rest = PANEL.criteria
    moved = first.questions[0]
    criteria = (
        first.model_copy(update={"questions": first.questions[1:]}),
        second.model_copy(update={"questions": (*second.questions, moved)}),
        *rest,
    )
    new = fresh(criteria=criteria)
    found = {one.question: one for one in differences(PANEL, new)}[moved.id]
    assert (found.change, found.parts) == (QuestionChange.SAME, (QuestionPart.CRITERION,))


def test_a_version_does_not_differ_from_itself() -> None:
    assert [one.is_any for one in differences(PANEL, PANEL)] == [False] * len(PANEL.questions)


EDITS = some.sampled_from(["same", "reworded", "scale_changed", "dropped"])


# A criterion keeps its first question: it needs one.
EDITED = some.dictionaries(some.sampled_from([name for name in PANEL.questions if name[1] != "1"]), EDITS)


@given(EDITED)
@settings(max_examples=40)
def test_the_way_back_turns_new_into_dropped_and_leaves_the_rest(edits: dict[str, str]) -> None:
    new = revised(**{name: edited(name, edit) for name, edit in edits.items()})
    there = {one.question: one.change.value for one in differences(PANEL, new)}
    assert there == {**dict.fromkeys(PANEL.questions, "same"), **edits}
    back = {one.question: one.change.value for one in differences(new, PANEL)}
    assert back == {name: "new" if change == "dropped" else change for name, change in there.items()}


def edited(name: str, edit: str) -> Question | None:
    one = PANEL.questions[name]
    return {
        "same": one,
        "reworded": question(name, text=other(one.text)),
        "scale_changed": question(name, levels=one.levels[:-1]),
        "dropped": None,
    }[edit]
