"""Files that are no catalogue at all: each a sentence, none a traceback."""

from pathlib import Path

import pytest

from tests.catalogue.files import GOOD, german, written
from toolkit.catalogue import read_catalogue


def test_a_missing_file(tmp_path: Path) -> None:
    assert german(tmp_path / "panel-9.yaml") == ["panel-9.yaml: Diese Datei gibt es nicht."]


def test_a_folder(tmp_path: Path) -> None:
    assert german(tmp_path) == [f"{tmp_path.name}: Das ist ein Ordner und keine Datei."]


def test_a_place_that_cannot_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD) / "inside.yaml"
    assert german(path) == ["inside.yaml: Die Datei lässt sich nicht lesen. Bitte prüfen Sie die Leserechte."]


@pytest.mark.parametrize("text", ["", "\n \n", "# nothing but a comment\n", "---\n", "~\n"])
def test_an_empty_file(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert [sentence.split(": ")[1] for sentence in german(path)] == [
        "Die Datei ist leer. Erwartet wird ein Kriterienkatalog."
    ]


@pytest.mark.parametrize("text", ["- a\n- b\n", "catalogue\n", "3\n"])
def test_a_file_that_is_no_list_of_names(text: str, tmp_path: Path) -> None:
    assert german(written(tmp_path, text)) == [
        "small-1.yaml, Zeile 1: Die Datei beginnt nicht mit Angaben der Form „name: Wert“. "
        "Ein Kriterienkatalog beginnt zum Beispiel mit „id: panel“."
    ]


@pytest.mark.parametrize(("encoding", "line"), [("latin-1", 3), ("utf-16", 1)])
def test_a_file_in_another_encoding(encoding: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "small-1.yaml"
    path.write_bytes("id: small\nversion: 1\ntitle: {de: Maß, en: Measure}\n".encode(encoding))
    assert german(path) == [
        f"small-1.yaml, Zeile {line}: Die Datei ist nicht in UTF-8 gespeichert. "
        "Bitte speichern Sie sie mit der Zeichenkodierung UTF-8."
    ]


def test_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "small-1.yaml"
    path.write_bytes(b"GIF89a\x00\x01\x00\x01")
    assert german(path) == [
        "small-1.yaml, Zeile 1: Hier steht ein Steuerzeichen, das in einer Textdatei nicht vorkommen darf. "
        "Bitte löschen Sie es."
    ]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "#" * 2_000_000)
    assert german(path) == ["small-1.yaml: Die Datei ist größer als 2 MB und wird deshalb nicht gelesen."]


def test_a_file_that_would_unfold_into_billions_of_words(tmp_path: Path) -> None:
    bomb = "a0: &a0 [lol, lol, lol]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)
    )
    assert german(written(tmp_path, bomb)) == [
        "small-1.yaml, Zeile 1: Verweise (& und *) sind nicht zugelassen. "
        "Schreiben Sie den Inhalt hier aus, oder setzen Sie den Text in Anführungszeichen."
    ]


@pytest.mark.parametrize("brackets", ["[", "{a: ", "- "])
def test_a_file_that_is_nested_without_end(brackets: str, tmp_path: Path) -> None:
    assert german(written(tmp_path, "id:\n  " + brackets * 100_000)) == [
        "small-1.yaml, Zeile 2: Ab hier ist der Inhalt tiefer als 40 Ebenen verschachtelt. "
        "So tief ist kein Kriterienkatalog."
    ]


@pytest.mark.parametrize("start", ["﻿", "﻿# comment\r\n", "%YAML 1.2\n---\n"])
def test_what_editors_put_at_the_start_of_a_file_does_not_matter(start: str, tmp_path: Path) -> None:
    path = tmp_path / "small-1.yaml"
    path.write_text(start + GOOD, encoding="utf-8", newline="\r\n")
    assert german(path) == []
    assert read_catalogue(path) == read_catalogue(written(tmp_path, GOOD))


def test_words_of_the_file_are_not_taken_for_something_else(tmp_path: Path) -> None:
    """YAML 1.1 would read them as a truth value, a date, a time of day and an octal number."""
    words = ["no", "2024-09-23", "12:30", "0o17", "1_000", ".inf"]
    for word in words:
        path = written(tmp_path, GOOD.replace("{de: Klein, en: Small}", f"{{de: {word}, en: Small}}", 1))
        assert read_catalogue(path).title.de == word
