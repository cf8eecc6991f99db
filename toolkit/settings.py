"""What the operator may set: `TOOLKIT_…` in the environment or in the file `.env` beside `app.py`.

Every setting has a default, so a planner's desk needs none. The environment wins over the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dotenv import dotenv_values
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from toolkit.messages import DEFAULT_LANGUAGE, LANGUAGES, Language, Message

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
PREFIX = "TOOLKIT_"
TEST_PREFIX = "TOOLKIT_TEST_"
DATABASE_KINDS = ("sqlite", "postgresql")
SENTENCES = {
    "data_dir": "shell.setting_wrong_folder",
    "criteria_dir": "shell.setting_wrong_folder",
    "database_url": "shell.setting_wrong_database",
    "migration_url": "shell.setting_wrong_database",
    "language": "shell.setting_wrong_language",
}


class SettingsError(Exception):
    """A setting that cannot be used. `message` says which, and what would be right."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


class Settings(BaseSettings):
    """The settings in force. Texts are trimmed; relative folders start at the project folder."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True, str_strip_whitespace=True
    )

    data_dir: Path = Field(
        default=PROJECT_FOLDER / "data", description="Folder of the database, its backups and uploaded files"
    )
    database_url: str = Field(
        default="",
        repr=False,
        validate_default=True,
        description="PostgreSQL or SQLite; without it a SQLite file in the data folder",
    )
    migration_url: str | None = Field(
        default=None, repr=False, description="PostgreSQL role that owns the tables, used by migrations only"
    )
    criteria_dir: Path = Field(
        default=PROJECT_FOLDER / "criteria", description="Folder of the catalogues (YAML)"
    )
    language: Language = Field(default=DEFAULT_LANGUAGE, description="Language of a first visit")

    @field_validator("data_dir", "criteria_dir")
    @classmethod
    def _starts_at_the_project(cls, folder: Path) -> Path:
        try:
            return (PROJECT_FOLDER / folder.expanduser()).resolve()
        except RuntimeError as error:
            raise ValueError("no such home folder") from error

    @field_validator("database_url")
    @classmethod
    def _defaults_to_a_file_in_the_data_folder(cls, url: str, info: ValidationInfo) -> str:
        if url:
            return _known_database(url)
        data_dir = info.data.get("data_dir", PROJECT_FOLDER / "data")
        return f"sqlite:///{(data_dir / 'toolkit.sqlite3').as_posix()}"

    @field_validator("migration_url")
    @classmethod
    def _is_a_known_database(cls, url: str | None) -> str | None:
        return url and _known_database(url)


def _known_database(url: str) -> str:
    scheme, separator, _ = url.partition("://")
    if not separator or scheme.partition("+")[0] not in DATABASE_KINDS:
        raise ValueError("not a database address")
    return url


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return read_settings(PROJECT_FOLDER / ".env")


def read_settings(env_file: Path) -> Settings:
    """The settings from the environment and one file; raises `SettingsError` with one sentence."""
    try:
        read = Settings(_env_file=env_file, _env_file_encoding="utf-8")
        names = [*os.environ, *dotenv_values(env_file, encoding="utf-8")]
    except ValidationError as error:
        raise SettingsError(_sentence(str(error.errors()[0]["loc"][0]))) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(Message.of("shell.env_file_unreadable", file=str(env_file))) from None
    _refuse_unknown(names)
    return read


def _sentence(field: str) -> Message:
    """The value itself stays unsaid: a database address holds a password."""
    return Message.of(SENTENCES[field], name=f"{PREFIX}{field.upper()}", languages=", ".join(LANGUAGES))


def _refuse_unknown(names: Iterable[str]) -> None:
    """A misspelt name would otherwise leave the default in force without a word."""
    known = {f"{PREFIX}{field.upper()}" for field in Settings.model_fields}
    for name in sorted(names):
        ours = name.upper().startswith(PREFIX) and not name.upper().startswith(TEST_PREFIX)
        if ours and name.upper() not in known:
            raise SettingsError(
                Message.of("shell.setting_unknown", name=name, known=", ".join(sorted(known)))
            )
