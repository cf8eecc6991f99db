"""`python -m toolkit import …`, as an operator types it, in a data folder of its own."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.desk import outcome, run_toolkit, sentence
from tests.spreadsheet import files

MEASURES = [
    ["Titel", "Kommune", "Gesamtkosten (Euro)"],
    ["Radweg", "Beispielförde", "5"],
    ["Bus", "Neustadt", ""],
]
TWO_NEW = {"n": 2}


def write(folder: Path, rows: list[list[str]]) -> str:
    file = folder / "liste.csv"
    file.write_bytes(files.csv_file(rows, encoding="cp1252"))
    return str(file)


def run(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    return outcome(run_toolkit("import", *arguments, DATA_DIR=folder / "data"))


def test_measures_come_in_once_and_only_said_before_in_a_dry_run(tmp_path: Path) -> None:
    file = write(tmp_path, MEASURES)
    two = sentence("imports.counted.new", n=2)
    agreed = ("measures", file, "--add-municipalities")
    assert run(tmp_path, *agreed, "--dry-run") == (0, [sentence("imports.would_be_done", counts=two)])
    assert run(tmp_path, *agreed) == (0, [sentence("imports.done", counts=two)])
    again, said = run(tmp_path, *agreed)
    assert (again, len(said), said[0][:20]) == (0, 1, sentence("imports.read_before", at="")[:20])


def test_mistakes_are_told_by_cell_in_the_asked_language(tmp_path: Path) -> None:
    file = write(tmp_path, [["Title", "Phase"], ["Cycle path", "soon"], ["", "Idea"]])
    phases = "Idea, Prototype, Pilot, Operation, Transfer to others, and Ended"
    choices = sentence("lists.unknown_choice", "en", column="Phase", entered="soon", choices=phases)
    assert run(tmp_path, "measures", file, "--language", "en") == (
        2,
        [
            f"B2: {choices}",
            f"A3: {sentence('lists.no_title', 'en', row='3')}",
            sentence("imports.mistakes_remain", "en", n=2),
        ],
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = str(tmp_path / "fehlt.xlsx")
    assert run(tmp_path, "measures", file) == (2, [sentence("imports.unreadable_file", file=file)])
