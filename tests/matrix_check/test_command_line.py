"""`python -m toolkit check-matrix`, as somebody types it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.end_to_end.desk import outcome, run_toolkit, sentence
from tests.matrix_check.tables import ERFTSTADT, TOTALS, csv, xlsx
from tests.scoring.erftstadt import PLACES
from toolkit.__main__ import app
from toolkit.matrix_check import Kind, Reading


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "erftstadt.xlsx"
    file.write_bytes(xlsx(ERFTSTADT, "Prioritätenliste"))
    return file


def said(*arguments: object) -> tuple[int, list[str]]:
    """Exit code and every line that was said, wherever; within this process, which saves the start of one."""
    result = CliRunner().invoke(app, ["check-matrix", *map(str, arguments)])
    return result.exit_code, [*result.stdout.splitlines(), *result.stderr.splitlines()]


def as_json(*arguments: object) -> Any:
    code, lines = said("--json", *arguments)
    assert code == 0
    return json.loads("\n".join(lines))


def test_the_report_as_json_has_exactly_the_documented_shape(paper: Path) -> None:
    report = as_json(paper)
    assert list(report) == ["alternatives", "criteria", "winner", "pairwise_winning", "findings"]
    first = {
        "name": "Liblar",
        "total": 2.95,
        "rank": 1,
        "printed_total": 2.95,
        "printed_rank": 1,
        "findings": [],
    }
    assert report["alternatives"][0] == first
    assert [(one["name"], one["total"]) for one in report["alternatives"]] == list(
        zip(PLACES, TOTALS, strict=True)
    )
    assert report["alternatives"][2]["findings"] == [
        {
            "kind": "tie_printed_as_ranks",
            "text": "Lechenich hat dieselbe Summe wie Bliesheim, steht in der Datei aber auf Rang 3. "
            "Alle teilen sich Rang 2.",
            "where": "K7",
        }
    ]
    assert report["criteria"][1] == {
        "name": "K2",
        "weight": 0.1,
        "winner_interval": pytest.approx([0, 13 / 49]),
    }
    assert report["winner"] == ["Liblar"]
    assert [(one["kind"], one["where"]) for one in report["findings"]] == [
        ("fragile_winner", "K5"),
        ("scale", "B5"),
    ]
    pairs = report["pairwise_winning"]
    assert sorted(pairs) == sorted(PLACES)
    assert pairs["Liblar"]["Herrig"] + pairs["Herrig"]["Liblar"] == pytest.approx(1)


def test_the_report_as_text_says_what_to_look_at_and_what_was_assumed(paper: Path) -> None:
    shared = "has the same total as {other}, but stands at rank {rank} in the file. All share rank 2."
    assert outcome(run_toolkit("check-matrix", str(paper), "--language", "en")) == (
        0,
        [
            "Checked: 14 alternatives, 8 criteria.",
            "First by the calculation: Liblar.",
            "",
            f"K6: Bliesheim {shared.format(other='Lechenich', rank=2)}",
            f"K7: Lechenich {shared.format(other='Bliesheim', rank=3)}",
            "K5: The first place of Liblar is not firm: equal weights put Bliesheim and Gymnich first "
            "and over all possible weightings Friesheim is first more often (23 % against 21 %).",
            "",
            "B5: The file names no scale. Points are taken to run from 0 to 5, the largest value.",
        ],
    )


def test_the_corrected_workbook_is_written_and_the_checked_file_never(paper: Path) -> None:
    before = paper.read_bytes()
    corrected = paper.with_name("corrected.xlsx")
    report = as_json(paper, "--output", corrected, "--sheet", "Prioritätenliste")
    again = as_json(corrected)
    assert [one["total"] for one in again["alternatives"]] == [one["total"] for one in report["alternatives"]]
    assert said(paper, "--output", paper) == (2, [sentence("cli.same_file", file=str(paper))])
    assert paper.read_bytes() == before


def test_a_gap_is_read_as_asked(tmp_path: Path) -> None:
    rows = [[*row] for row in ERFTSTADT[2:]]
    rows[4][1] = None
    file = tmp_path / "luecke.csv"
    file.write_bytes(csv(rows))
    assert as_json(file)["alternatives"][2]["total"] == pytest.approx(1.85 / 0.85)
    assert as_json(file, "--missing", Reading.ZERO)["alternatives"][2]["total"] == 1.85


def test_what_cannot_be_understood_ends_with_two_and_a_sentence(tmp_path: Path, paper: Path) -> None:
    letter, missing = tmp_path / "brief.csv", tmp_path / "fehlt.xlsx"
    letter.write_text("Sehr geehrte Damen und Herren,", encoding="utf-8")
    unwritable = tmp_path / "gibt-es-nicht" / "neu.xlsx"
    cases = [
        ([letter], sentence("matrix.no_numbers")),
        ([missing], sentence("cli.no_such_file", file=str(missing))),
        ([tmp_path], sentence("cli.no_such_file", file=str(tmp_path))),
        ([paper, "--sheet", "X"], sentence("matrix.unknown_sheet", sheet="X", names=("Prioritätenliste",))),
        ([paper, "--output", unwritable], sentence("cli.not_written", file=str(unwritable))),
    ]
    assert [said(*arguments) for arguments, _ in cases] == [(2, [text]) for _, text in cases]


def test_every_kind_of_finding_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "check-matrix.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == [kind.value for kind in Kind]
