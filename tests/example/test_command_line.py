"""`python -m toolkit example load|remove`, as an operator types it, in an empty data folder."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.desk import outcome, run_toolkit, sentence
from toolkit.example import read_region

HOW_MUCH = {"n": len(read_region().measures), "municipalities": len(read_region().municipalities)}


def test_the_region_is_loaded_once_and_removed_once_with_a_sentence_each(tmp_path: Path) -> None:
    commands = ("load", "load", "remove", "remove")
    said = [outcome(run_toolkit("example", command, DATA_DIR=tmp_path)) for command in commands]
    assert said == [
        (0, [sentence("example.loaded", **HOW_MUCH)]),
        (0, [sentence("example.loaded_before", **HOW_MUCH)]),
        (0, [sentence("example.removed", **HOW_MUCH)]),
        (0, [sentence("example.not_loaded")]),
    ]
    assert outcome(run_toolkit("check", DATA_DIR=tmp_path)) == (0, [sentence("cli.database_correct")])


def test_what_could_not_be_loaded_is_told_in_the_asked_language(tmp_path: Path) -> None:
    no_catalogues = {"DATA_DIR": tmp_path / "data", "CRITERIA_DIR": tmp_path}
    said = outcome(run_toolkit("example", "load", "--language", "en", **no_catalogues))
    assert said == (2, [sentence("services.no_catalogue", "en")])
