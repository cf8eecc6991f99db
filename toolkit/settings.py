"""What the operator may set: `TOOLKIT_…` in the environment or in the file `.env` beside `app.py`.

Every setting has a default, so a planner's desk needs none. The environment wins over the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from toolkit.messages import DEFAULT_LANGUAGE, LANGUAGES, Language, Message

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
PREFIX = "TOOLKIT_"
TEST_PREFIX = "TOOLKIT_TEST_"
DATABASE_KINDS = ("sqlite", "postgresql")
_PART = r'[^\s<>@,;:"\\]+'
_ADDRESS = re.compile(f"{_PART}@{_PART}")
SENDER = re.compile(rf'(?:(?P<name>[^<>@,;:"\\]+)<)?(?P<address>{_PART}@{_PART})(?(name)>)')
_OF_THE_LOGIN = ("oidc_client_id", "oidc_client_secret", "oidc_cookie_secret")
_WITH_A_LOGIN_ONLY = (*_OF_THE_LOGIN, "oidc_hours", "first_administrator")
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_OF_THE_RELAY = ("smtp_port", "smtp_security", "smtp_user", "smtp_password", "smtp_sender")
SENTENCES = {
    "data_dir": "shell.setting_wrong_folder",
    "criteria_dir": "shell.setting_wrong_folder",
    "database_url": "shell.setting_wrong_database",
    "migration_url": "shell.setting_wrong_database",
    "language": "shell.setting_wrong_language",
    "public_url": "shell.setting_wrong_public_url",
    "oidc_metadata_url": "shell.setting_wrong_metadata_url",
    "oidc_client_id": "shell.setting_wrong_login",
    "oidc_client_secret": "shell.setting_wrong_login",
    "oidc_cookie_secret": "shell.setting_wrong_cookie_secret",
    "oidc_hours": "shell.setting_wrong_hours",
    "first_administrator": "shell.setting_wrong_person",
    "single_desk": "shell.setting_wrong_switch",
    "keep_messages_days": "shell.setting_wrong_days",
    "contact": "shell.setting_wrong_contact",
    "smtp_host": "shell.setting_wrong_host",
    "smtp_port": "shell.setting_wrong_port",
    "smtp_security": "shell.setting_wrong_security",
    "smtp_user": "shell.setting_wrong_login",
    "smtp_password": "shell.setting_wrong_login",
    "smtp_sender": "shell.setting_wrong_sender",
}


class MailSecurity(StrEnum):
    """How the connection to the mail relay is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


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
    public_url: str | None = Field(default=None, description="Address at which people reach the app")
    oidc_metadata_url: str | None = Field(
        default=None, description="Where the identity provider describes itself; without it, single desk"
    )
    oidc_client_id: str | None = Field(default=None, description="Name of the app at the identity provider")
    oidc_client_secret: str | None = Field(default=None, repr=False, description="Its password there")
    oidc_cookie_secret: str | None = Field(
        default=None, min_length=32, repr=False, description="Random text that signs the cookie of a login"
    )
    oidc_hours: int = Field(default=12, ge=1, le=720, description="How long a login lasts")
    first_administrator: str | None = Field(
        default=None, description="E-mail address of who administers as long as nobody else does"
    )
    single_desk: bool = Field(
        default=False,
        description="Opens a database in which people log in without asking who is there",
    )
    keep_messages_days: int = Field(
        default=180, ge=1, le=3650, description="How long messages to people are kept"
    )
    contact: str | None = Field(
        default=None, max_length=200, description="Whom people without access should ask"
    )
    smtp_host: str | None = Field(
        default=None, min_length=1, pattern=r"^[^\s/@]+$", description="The operator's mail relay"
    )
    smtp_port: int | None = Field(
        default=None, ge=1, le=65535, description="Its port; without it the one usual for the encryption"
    )
    smtp_security: MailSecurity = Field(
        default=MailSecurity.STARTTLS, description="How the connection to the relay is encrypted"
    )
    smtp_user: str | None = Field(default=None, description="Login at the relay, where it asks for one")
    smtp_password: str | None = Field(default=None, repr=False, description="Password of this login")
    smtp_sender: str | None = Field(default=None, description="Sender of all mails")

    @property
    def has_accounts(self) -> bool:
        """Whether people log in; otherwise the app is a single desk, on this computer only."""
        return self.oidc_metadata_url is not None

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

    @field_validator("public_url")
    @classmethod
    def _is_the_address_of_a_site(cls, url: str | None) -> str | None:
        return url and _site_address(url)

    @field_validator("oidc_metadata_url")
    @classmethod
    def _is_safe_to_ask(cls, url: str | None) -> str | None:
        return url and _safe_address(_site_address(url))

    @field_validator("first_administrator")
    @classmethod
    def _is_one_person(cls, address: str | None) -> str | None:
        if address is not None and not is_mail_address(address):
            raise ValueError("not a mail address")
        return address

    @field_validator("smtp_sender")
    @classmethod
    def _is_a_mail_address(cls, sender: str | None) -> str | None:
        return sender and _sender(sender)


def _site_address(url: str) -> str:
    """Without the slash at its end. What follows it would be lost when a page's address is put behind it."""
    parts = urlsplit(url)
    has_more = parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in ("http", "https") or not parts.hostname or has_more or set(url) & set(' "<>\\'):
        raise ValueError("not the address of a site")
    return url.rstrip("/")


def _safe_address(url: str) -> str:
    """Unencrypted only within this computer: what is asked there decides who somebody is."""
    if not is_safe(url):
        raise ValueError("not encrypted")
    return url


def is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in LOCAL_NAMES


def _sender(sender: str) -> str:
    found = SENDER.fullmatch(sender)
    if found is None or not (sender.isprintable() and is_mail_address(found["address"])):
        raise ValueError("not a mail address")
    return sender


def is_mail_address(text: str) -> bool:
    """One address alone, of signs that every relay takes."""
    return text.isascii() and text.isprintable() and _ADDRESS.fullmatch(text) is not None


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
    _refuse_half_a_relay(read)
    _refuse_half_a_login(read)
    return read


def _sentence(field: str) -> Message:
    """The value itself stays unsaid: a database address holds a password."""
    return Message.of(SENTENCES[field], name=_name_of(field), languages=", ".join(LANGUAGES))


def _name_of(field: str) -> str:
    return f"{PREFIX}{field.upper()}"


def _refuse_half_a_relay(read: Settings) -> None:
    """Settings that make sense together only; the sentence names what is missing or too much."""
    wrong = _wrong_without_relay(read) if read.smtp_host is None else _wrong_with_relay(read)
    if wrong is not None:
        raise SettingsError(wrong)


def _refuse_half_a_login(read: Settings) -> None:
    """A door that is half built must not open: either everybody logs in, or this is the single desk."""
    wrong = _wrong_with_login(read) if read.has_accounts else _wrong_without_login(read)
    if wrong is not None:
        raise SettingsError(wrong)


def _wrong_without_login(read: Settings) -> Message | None:
    useless = [field for field in _WITH_A_LOGIN_ONLY if field in read.model_fields_set]
    other = _name_of("oidc_metadata_url")
    return (
        Message.of("shell.setting_needs_another", name=_name_of(useless[0]), other=other) if useless else None
    )


def _wrong_with_login(read: Settings) -> Message | None:
    if read.single_desk:
        name, other = _name_of("single_desk"), _name_of("oidc_metadata_url")
        return Message.of("shell.setting_contradicts", name=name, other=other)
    for field in (*_OF_THE_LOGIN, "public_url"):
        if getattr(read, field) is None:
            name = _name_of("oidc_metadata_url")
            return Message.of("shell.setting_needs_another", name=name, other=_name_of(field))
    address = read.public_url or ""
    if not is_safe(address) or urlsplit(address).path:
        return Message.of("shell.setting_public_url_of_logins", name=_name_of("public_url"))
    return None


def _wrong_without_relay(read: Settings) -> Message | None:
    useless = [field for field in _OF_THE_RELAY if field in read.model_fields_set]
    host = _name_of("smtp_host")
    return (
        Message.of("shell.setting_needs_another", name=_name_of(useless[0]), other=host) if useless else None
    )


def _wrong_with_relay(read: Settings) -> Message | None:
    for field, value in (("smtp_sender", read.smtp_sender), ("public_url", read.public_url)):
        if value is None:
            host = _name_of("smtp_host")
            return Message.of("shell.setting_needs_another", name=host, other=_name_of(field))
    if (read.smtp_user is None) != (read.smtp_password is None):
        return Message.of("shell.setting_half_a_login")
    if read.smtp_user is not None and read.smtp_security is MailSecurity.NONE:
        return Message.of("shell.setting_open_password")
    return None


def _refuse_unknown(names: Iterable[str]) -> None:
    """A misspelt name would otherwise leave the default in force without a word."""
    known = {_name_of(field) for field in Settings.model_fields}
    for name in sorted(names):
        ours = name.upper().startswith(PREFIX) and not name.upper().startswith(TEST_PREFIX)
        if ours and name.upper() not in known:
            raise SettingsError(
                Message.of("shell.setting_unknown", name=name, known=", ".join(sorted(known)))
            )
