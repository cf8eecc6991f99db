"""docs/catalogues.md says what every field means and every word that a field may hold."""

import re
from enum import EnumType

import pytest
from pydantic import BaseModel

from tests.catalogue.files import PROJECT
from toolkit.catalogue import schema
from toolkit.messages import Text

DOCUMENT = (PROJECT / "docs" / "catalogues.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"^\| `(\w+)`", DOCUMENT, re.MULTILINE))
MENTIONED = set(re.findall(r"`(\w+)(?:: \w+)?`", DOCUMENT))

PARTS = [
    part
    for part in vars(schema).values()
    if isinstance(part, type) and issubclass(part, schema.Part) and part is not schema.Part
]
WORDS = [
    kind
    for kind in vars(schema).values()
    if isinstance(kind, EnumType) and kind.__module__ == schema.__name__
]
# These stand beside `question` and `fact` and are explained with them.
EXPLAINED_BESIDE = {"at_least", "at_most", "state", "is"}


@pytest.mark.parametrize("part", [*PARTS, Text], ids=lambda part: part.__name__)
def test_every_field_is_explained(part: type[BaseModel]) -> None:
    names = {field.alias or name for name, field in part.model_fields.items()}
    assert names - EXPLAINED - EXPLAINED_BESIDE == set()
    assert (names & EXPLAINED_BESIDE) - MENTIONED == set()


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_every_word_that_a_field_may_hold_is_mentioned(kind: EnumType) -> None:
    assert {word.value for word in kind} - MENTIONED == set()


def test_no_field_is_explained_that_does_not_exist() -> None:
    known = {field.alias or name for part in (*PARTS, Text) for name, field in part.model_fields.items()}
    assert EXPLAINED - known == set()
