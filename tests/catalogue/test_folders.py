"""All catalogues of a folder."""

from pathlib import Path

import pytest

from tests.catalogue.files import CRITERIA, GOOD, changed
from toolkit.catalogue import CatalogueProblems, load_folder


def put(folder: Path, name: str, text: str = GOOD) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_the_folder_of_the_project_holds_the_panels_catalogue() -> None:
    assert [catalogue.name for catalogue in load_folder(CRITERIA)] == ["panel-1"]


def test_a_new_version_is_one_more_file(tmp_path: Path) -> None:
    put(tmp_path, "small-1.yaml")
    put(tmp_path, "small-2.yaml", changed(("version: 1", "version: 2")))
    put(tmp_path, "notes.txt", "not a catalogue")
    assert [catalogue.name for catalogue in load_folder(tmp_path)] == ["small-1", "small-2"]


def test_an_empty_or_missing_folder_holds_no_catalogue(tmp_path: Path) -> None:
    assert load_folder(tmp_path) == ()
    assert load_folder(tmp_path / "nowhere") == ()


def test_one_version_in_two_files_is_a_mistake_of_the_second(tmp_path: Path) -> None:
    put(tmp_path, "small-1.yaml")
    put(tmp_path, "small-copy.yaml")
    with pytest.raises(CatalogueProblems) as raised:
        load_folder(tmp_path)
    assert str(raised.value) == (
        "small-copy.yaml, version: "
        "Version 1 des Katalogs „small“ steht schon in einer anderen Datei dieses Ordners."
    )


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    put(tmp_path, "small-1.yaml", changed(("step: 4", "step: 1")))
    with pytest.raises(CatalogueProblems) as raised:
        load_folder(tmp_path)
    assert (raised.value.file.name, [problem.line for problem in raised.value.problems]) == (
        "small-1.yaml",
        [35],
    )
