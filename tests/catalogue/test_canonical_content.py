"""What a catalogue says counts, and not how its file is written."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.catalogue.files import GOOD, PANEL, changed, written
from toolkit.catalogue import Catalogue, read_catalogue


def small(folder: Path, text: str = GOOD) -> Catalogue:
    return read_catalogue(written(folder, text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: small", "# a comment\nid: small"),
        ("id: small", "id: 'small'"),
        ("id: small\nversion: 1", "version: 1\nid: small"),
        ("{idea: 1, pilot: 1, operation: 2}", "{operation: 2, pilot: 1, idea: 1}"),
        ("{de: Klein, en: Small}", "\n  en: Small\n  de: >\n    Klein\n"),
        ("usual: {idea: 0", "minutes: 2\n        usual: {idea: 0"),
        ("usual: {idea: 0", "weight: medium\n        usual: {idea: 0"),
        ("subject: measure", "subject: measure\nminimum: {of_all: 0.75}"),
    ],
)
def test_another_spelling_is_the_same_content(old: str, new: str, tmp_path: Path) -> None:
    assert small(tmp_path, changed((old, new))).canonical_content == small(tmp_path).canonical_content


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 1", "version: 2"),
        ("Etwas.", "Etwas mehr."),
        ("reason_required_at: [0, 2]", "reason_required_at: [2, 0]"),
        ("weight: high", "weight: low"),
        ("is: false", "is: true"),
        ("gate: [open, not_met]", "gate: [open]"),
    ],
)
def test_another_meaning_is_another_content(old: str, new: str, tmp_path: Path) -> None:
    other, same = small(tmp_path, changed((old, new))), small(tmp_path)
    assert (other.canonical_content == same.canonical_content, other.sha256 == same.sha256) == (False, False)


def shuffled(content: Any, draw: st.DrawFn) -> Any:
    if isinstance(content, list):
        return [shuffled(item, draw) for item in content]
    if isinstance(content, dict):
        return {name: shuffled(content[name], draw) for name in draw(st.permutations(list(content)))}
    return content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_order_of_the_names_does_not_matter(tmp_path: Path, data: st.DataObject) -> None:
    text = yaml.safe_dump(shuffled(yaml.safe_load(GOOD), data.draw), sort_keys=False, allow_unicode=True)
    assert small(tmp_path, text).sha256 == small(tmp_path).sha256


def test_a_catalogue_comes_back_from_its_canonical_content(tmp_path: Path) -> None:
    for catalogue in (small(tmp_path), read_catalogue(PANEL)):
        again = Catalogue.model_validate_json(catalogue.canonical_content)
        assert (again, again.sha256) == (catalogue, catalogue.sha256)
