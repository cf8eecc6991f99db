"""`python -m toolkit backup|restore`, as an operator types it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.end_to_end.desk import outcome, run_toolkit, sentence

ADA = "ada@example.org"


def test_whoever_was_taken_out_after_the_backup_is_taken_out_again_by_restoring_it(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "backup.zip"

    def toolkit(*words: str) -> tuple[int, list[str]]:
        return outcome(run_toolkit(*words, DATA_DIR=data))

    toolkit("grant", ADA, "advice", "--programme", "1")
    assert toolkit("backup", str(file))[0] == 0
    toolkit("person", "anonymise", ADA)
    code, said = toolkit("restore", str(file))
    assert (code, said[-1]) == (0, sentence("people.replayed", n=1))
    assert toolkit("person", "export", ADA) == (2, [sentence("people.no_person", email=ADA)])
    assert toolkit("check") == (0, [sentence("cli.database_correct")])


def test_a_whole_data_folder_comes_back(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "backup.zip"
    run_toolkit("example", "load", DATA_DIR=data)
    heads = run_toolkit("verify", DATA_DIR=data).stdout
    assert run_toolkit("backup", str(file), DATA_DIR=data).returncode == 0
    shutil.rmtree(data)
    assert run_toolkit("restore", str(file), DATA_DIR=data).returncode == 0
    assert run_toolkit("verify", DATA_DIR=data).stdout == heads


def test_a_file_that_is_no_backup_ends_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Guten Tag")
    assert outcome(run_toolkit("restore", str(file), DATA_DIR=tmp_path)) == (2, [sentence("backup.foreign")])
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
