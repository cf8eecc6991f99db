"""The JSON Schema that editors use says what the reading accepts."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.catalogue.files import CRITERIA, GOOD, changed
from toolkit.catalogue.json_schema import catalogue_json_schema, schema_file_text

SCHEMA_FILE = CRITERIA / "catalogue.schema.json"


def mistakes(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(catalogue_json_schema())
    return [error.json_path for error in validator.iter_errors(yaml.safe_load(text))]


def test_the_file_for_editors_is_the_schema_of_the_code() -> None:
    """`python -m toolkit.catalogue.json_schema > criteria/catalogue.schema.json` writes it anew."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_file_text()


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(CRITERIA.glob("*.yaml")), ids=lambda path: path.name)
def test_every_catalogue_names_its_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={SCHEMA_FILE.name}"
    assert mistakes(text) == []


def test_the_small_catalogue_fits_as_well() -> None:
    assert mistakes(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("subject: measure", "subject: mesure", "$.subject"),
        ("weight: 60 %", "weight: sixty", "$.criteria[0].weight"),
        ("{de: Klein, en: Small}", "{de: Klein}", "$.title"),
        ("minutes: 2.5", "punkte: 2.5", "$.criteria[0].questions[0]"),
        ("A1, state: undetermined", "A1, level: [1]", "$.gate.rules[0]"),
    ],
)
def test_an_editor_marks_a_mistake_where_it_is(old: str, new: str, place: str) -> None:
    assert mistakes(changed((old, new))) == [place]
