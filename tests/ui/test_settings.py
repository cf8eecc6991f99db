"""The settings of the operator: where they come from, and the sentence that a wrong one gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from toolkit.messages import translate
from toolkit.settings import PREFIX, PROJECT_FOLDER, SENTENCES, Settings, SettingsError, read_settings

OPERATION = PROJECT_FOLDER / "docs" / "operation.md"
RELAY = """
TOOLKIT_PUBLIC_URL=https://massnahmen.example.de/
TOOLKIT_SMTP_HOST=mail.example.de
TOOLKIT_SMTP_SENDER=Maßnahmen <massnahmen@example.de>
"""


LOGINS = """
TOOLKIT_PUBLIC_URL=https://massnahmen.example.de
TOOLKIT_OIDC_METADATA_URL=https://anmeldung.example.de/.well-known/openid-configuration
TOOLKIT_OIDC_CLIENT_ID=massnahmen
TOOLKIT_OIDC_CLIENT_SECRET=secret
TOOLKIT_OIDC_COOKIE_SECRET=secret-secret-secret-secret-secret-secret
"""


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
        "public_url": None,
        "oidc_metadata_url": None,
        "oidc_client_id": None,
        "oidc_client_secret": None,
        "oidc_cookie_secret": None,
        "oidc_hours": 12,
        "keep_messages_days": 180,
        "first_administrator": None,
        "single_desk": False,
        "contact": None,
        "smtp_host": None,
        "smtp_port": None,
        "smtp_security": "starttls",
        "smtp_user": None,
        "smtp_password": None,
        "smtp_sender": None,
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


def test_a_mail_relay_needs_its_name_a_sender_and_the_address_of_the_app(tmp_path: Path) -> None:
    read = settings_from(tmp_path, RELAY)
    assert (read.smtp_host, read.smtp_sender, read.smtp_security, read.public_url) == (
        "mail.example.de",
        "Maßnahmen <massnahmen@example.de>",
        "starttls",
        "https://massnahmen.example.de",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "TOOLKIT_SMTP_SENDER=a@example.de",
            "Die Einstellung TOOLKIT_SMTP_SENDER hat ohne TOOLKIT_SMTP_HOST keine Wirkung. "
            "Bitte setzen Sie beide oder keine.",
        ),
        (
            "TOOLKIT_SMTP_HOST=mail.example.de\nTOOLKIT_PUBLIC_URL=https://example.de",
            "Die Einstellung TOOLKIT_SMTP_HOST hat ohne TOOLKIT_SMTP_SENDER keine Wirkung. "
            "Bitte setzen Sie beide oder keine.",
        ),
        (
            "TOOLKIT_SMTP_HOST=mail.example.de\nTOOLKIT_SMTP_SENDER=a@example.de",
            "Die Einstellung TOOLKIT_SMTP_HOST hat ohne TOOLKIT_PUBLIC_URL keine Wirkung. "
            "Bitte setzen Sie beide oder keine.",
        ),
        (
            f"{RELAY}TOOLKIT_SMTP_USER=me",
            "TOOLKIT_SMTP_USER und TOOLKIT_SMTP_PASSWORD gehören zusammen. "
            "Bitte setzen Sie beide oder keine.",
        ),
        (
            f"{RELAY}TOOLKIT_SMTP_SECURITY=none\nTOOLKIT_SMTP_USER=me\nTOOLKIT_SMTP_PASSWORD=secret",
            "Mit TOOLKIT_SMTP_SECURITY=none ginge das Kennwort unverschlüsselt an den E-Mail-Server. Bitte "
            "setzen Sie starttls oder tls, oder nehmen Sie TOOLKIT_SMTP_USER und TOOLKIT_SMTP_PASSWORD "
            "heraus.",
        ),
        (
            f"{RELAY}TOOLKIT_SMTP_PORT=70000",
            "Die Einstellung TOOLKIT_SMTP_PORT muss eine Zahl von 1 bis 65535 sein.",
        ),
        (
            f"{RELAY}TOOLKIT_SMTP_SECURITY=ssl",
            "Die Einstellung TOOLKIT_SMTP_SECURITY muss starttls, tls oder none sein.",
        ),
        (
            "TOOLKIT_SMTP_HOST=https://mail.example.de",
            "Die Einstellung TOOLKIT_SMTP_HOST muss den Namen oder die Adresse eines Rechners nennen, "
            "zum Beispiel mail.example.de.",
        ),
    ],
)
def test_half_a_mail_relay_gets_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence_about(tmp_path, text) == sentence


def test_logins_need_a_provider_an_account_there_and_the_address_of_the_app(tmp_path: Path) -> None:
    assert settings_from(tmp_path, LOGINS).has_accounts
    assert not settings_from(tmp_path, "").has_accounts


@pytest.mark.parametrize("field", ["CLIENT_ID", "CLIENT_SECRET", "COOKIE_SECRET"])
def test_half_a_login_names_what_is_missing(tmp_path: Path, field: str) -> None:
    half = "\n".join(line for line in LOGINS.splitlines() if field not in line)
    assert sentence_about(tmp_path, half) == (
        f"Die Einstellung TOOLKIT_OIDC_METADATA_URL hat ohne TOOLKIT_OIDC_{field} keine Wirkung. "
        "Bitte setzen Sie beide oder keine."
    )
    (only,) = [line for line in LOGINS.splitlines() if field in line]
    assert sentence_about(tmp_path, only) == (
        f"Die Einstellung TOOLKIT_OIDC_{field} hat ohne TOOLKIT_OIDC_METADATA_URL keine Wirkung. "
        "Bitte setzen Sie beide oder keine."
    )


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        (
            "TOOLKIT_PUBLIC_URL=http://massnahmen.example.de",
            "Mit Anmeldung muss die Einstellung TOOLKIT_PUBLIC_URL mit https:// beginnen und ohne Ordner ",
        ),
        (
            "TOOLKIT_PUBLIC_URL=https://example.de/massnahmen",
            "Mit Anmeldung muss die Einstellung TOOLKIT_PUBLIC_URL mit https:// beginnen und ohne Ordner ",
        ),
        (
            "TOOLKIT_OIDC_METADATA_URL=http://anmeldung.example.de/.well-known/openid-configuration",
            "Die Einstellung TOOLKIT_OIDC_METADATA_URL muss die Adresse nennen, unter der sich der ",
        ),
        (
            "TOOLKIT_OIDC_COOKIE_SECRET=short",
            "Die Einstellung TOOLKIT_OIDC_COOKIE_SECRET muss ein zufälliger Text mit mindestens 32 Zeichen ",
        ),
        (
            "TOOLKIT_SINGLE_DESK=true",
            "Die Einstellungen TOOLKIT_SINGLE_DESK und TOOLKIT_OIDC_METADATA_URL widersprechen sich",
        ),
        ("TOOLKIT_SINGLE_DESK=maybe", "Die Einstellung TOOLKIT_SINGLE_DESK muss „true“ oder „false“ sein."),
        ("TOOLKIT_OIDC_HOURS=0", "Die Einstellung TOOLKIT_OIDC_HOURS muss eine Zahl von 1 bis 720 sein."),
        (
            "TOOLKIT_FIRST_ADMINISTRATOR=A <a@example.de>",
            "Die Einstellung TOOLKIT_FIRST_ADMINISTRATOR muss eine einzelne E-Mail-Adresse sein, ",
        ),
    ],
)
def test_a_wrong_setting_of_logins_gets_one_sentence(tmp_path: Path, line: str, begins: str) -> None:
    assert sentence_about(tmp_path, f"{LOGINS}{line}").startswith(begins)


@pytest.mark.parametrize(
    "sender",
    ["Maßnahmen", "a@", "@example.de", "a@example.de, b@example.de", "a b@example.de", "A\tB <a@example.de>"],
)
def test_a_sender_must_be_one_mail_address(tmp_path: Path, sender: str) -> None:
    assert sentence_about(tmp_path, f'TOOLKIT_SMTP_SENDER="{sender}"').startswith(
        "Die Einstellung TOOLKIT_SMTP_SENDER muss eine E-Mail-Adresse sein, "
    )


@pytest.mark.parametrize(
    "url",
    [
        "massnahmen.example.de",
        "ftp://example.de",
        "https://",
        "https://me:secret@example.de",
        "https://example.de/?a=b",
        "https://example.de/#a",
        "https://example.de/a b",
    ],
)
def test_the_public_address_must_be_one_of_a_site(tmp_path: Path, url: str) -> None:
    assert sentence_about(tmp_path, f'TOOLKIT_PUBLIC_URL="{url}"').startswith(
        "Die Einstellung TOOLKIT_PUBLIC_URL muss die Adresse nennen, unter der Sie "
    )


def test_a_home_folder_of_nobody_gets_one_sentence(tmp_path: Path) -> None:
    assert (
        sentence_about(tmp_path, "TOOLKIT_DATA_DIR=~no-such-person-at-all/data")
        == "Die Einstellung TOOLKIT_DATA_DIR nennt keinen Ordner, den es geben kann."
    )


def test_a_misspelt_setting_in_the_file_is_named(tmp_path: Path) -> None:
    assert sentence_about(tmp_path, "TOOLKIT_DATA_FOLDER=x").startswith(
        "Eine Einstellung TOOLKIT_DATA_FOLDER gibt es nicht. Bekannt sind: TOOLKIT_CONTACT, "
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
    login = "TOOLKIT_SMTP_USER=me\nTOOLKIT_SMTP_PASSWORD=secret"
    read = settings_from(
        tmp_path, f"{RELAY}TOOLKIT_DATABASE_URL=postgresql://me:secret@host/db\n{login}{LOGINS}"
    )
    assert "secret" not in f"{read} {read!r}"


def test_every_setting_has_a_sentence_for_a_wrong_value() -> None:
    assert set(SENTENCES) == set(Settings.model_fields)


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_documented(field: str) -> None:
    assert f"`{PREFIX}{field.upper()}`" in OPERATION.read_text(encoding="utf-8")
