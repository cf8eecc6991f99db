"""The settings of the operator: where they come from, and the sentence that a wrong one gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from toolkit.messages import translate
from toolkit.settings import PREFIX, PROJECT_FOLDER, SENTENCES, Settings, SettingsError, read_settings

OPERATION = PROJECT_FOLDER / "docs" / "operation.md"


def settings_from(folder: Path, text: str) -> Settings:
    file = folder / ".env"
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


def sentence_about(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as refused:
        settings_from(folder, text)
    translate(refused.value.message, "en")
    return translate(refused.value.message, "de")


def test_without_any_setting_everything_lies_in_the_project_folder(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "no-such-file").model_dump() == {
        "data_dir": PROJECT_FOLDER / "data",
        "database_url": f"sqlite:///{(PROJECT_FOLDER / 'data' / 'toolkit.sqlite3').as_posix()}",
        "migration_url": None,
        "criteria_dir": PROJECT_FOLDER / "criteria",
        "language": "de",
    }


def test_the_database_lies_in_the_data_folder_that_was_set(tmp_path: Path) -> None:
    read = settings_from(tmp_path, f"TOOLKIT_DATA_DIR={tmp_path}")
    assert read.database_url == f"sqlite:///{(tmp_path / 'toolkit.sqlite3').as_posix()}"


def test_a_relative_folder_starts_at_the_project(tmp_path: Path) -> None:
    read = settings_from(tmp_path, "TOOLKIT_CRITERIA_DIR=own/criteria")
    assert read.criteria_dir == PROJECT_FOLDER / "own" / "criteria"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_LANGUAGE", "en")
    assert settings_from(tmp_path, "TOOLKIT_LANGUAGE=de").language == "en"


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    assert settings_from(tmp_path, "TOOLKIT_LANGUAGE=\nTOOLKIT_MIGRATION_URL=").language == "de"


def test_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        read_settings(tmp_path / "no-such-file").language = "en"


def test_an_unknown_language_gets_one_sentence(tmp_path: Path) -> None:
    assert (
        sentence_about(tmp_path, "TOOLKIT_LANGUAGE=fr")
        == "Die Einstellung TOOLKIT_LANGUAGE muss eine dieser Sprachen nennen: de, en."
    )


@pytest.mark.parametrize("name", ["TOOLKIT_DATABASE_URL", "TOOLKIT_MIGRATION_URL"])
@pytest.mark.parametrize("value", ["mysql://me:secret@host/db", "postgres://me:secret@host/db", "secret"])
def test_an_unknown_kind_of_database_gets_one_sentence_without_its_password(
    tmp_path: Path, name: str, value: str
) -> None:
    assert (
        sentence_about(tmp_path, f"{name}={value}")
        == f"Die Einstellung {name} muss mit postgresql:// oder sqlite:/// beginnen."
    )


def test_a_home_folder_of_nobody_gets_one_sentence(tmp_path: Path) -> None:
    assert (
        sentence_about(tmp_path, "TOOLKIT_DATA_DIR=~no-such-person-at-all/data")
        == "Die Einstellung TOOLKIT_DATA_DIR nennt keinen Ordner, den es geben kann."
    )


def test_a_misspelt_setting_in_the_file_is_named(tmp_path: Path) -> None:
    assert sentence_about(tmp_path, "TOOLKIT_DATA_FOLDER=x").startswith(
        "Eine Einstellung TOOLKIT_DATA_FOLDER gibt es nicht. Bekannt sind: TOOLKIT_CRITERIA_DIR, "
    )


def test_a_misspelt_setting_in_the_environment_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_LANG", "de")
    assert sentence_about(tmp_path, "").startswith("Eine Einstellung TOOLKIT_LANG gibt es nicht.")


def test_settings_of_others_and_of_tests_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_TEST_ANYTHING", "x")
    assert settings_from(tmp_path, "STREAMLIT_SERVER_PORT=1").language == "de"


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("TOOLKIT_DATA_DIR=Maßnahmen".encode("latin-1"))
    with pytest.raises(SettingsError) as refused:
        read_settings(file)
    assert translate(refused.value.message, "de") == (
        f"Die Datei {file} lässt sich nicht lesen. Sie muss lesbar und als Text in UTF-8 gespeichert sein."
    )


def test_passwords_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    read = settings_from(tmp_path, "TOOLKIT_DATABASE_URL=postgresql://me:secret@host/db")
    assert "secret" not in f"{read} {read!r}"


def test_every_setting_has_a_sentence_for_a_wrong_value() -> None:
    assert set(SENTENCES) == set(Settings.model_fields)


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_documented(field: str) -> None:
    assert f"`{PREFIX}{field.upper()}`" in OPERATION.read_text(encoding="utf-8")
