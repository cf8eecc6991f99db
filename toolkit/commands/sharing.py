"""What all commands share: options, the database of the settings, and how they speak and stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlmodel import Session

from toolkit.messages import Language, Message, translate
from toolkit.services.anonymising import JOURNAL
from toolkit.services.catalogues import offered_catalogues
from toolkit.services.desk import prepare_desk
from toolkit.services.errors import ServiceError
from toolkit.services.imports import ListMistakesError, Mistake
from toolkit.settings import Settings, SettingsError, settings
from toolkit.storage import EVERYBODY, Database, StorageError, open_database, prepare

CHECKED_WITH_FINDINGS, NOT_UNDERSTOOD = 1, 2


class LanguageOption(StrEnum):
    DE = "de"
    EN = "en"

    @property
    def language(self) -> Language:
        return "de" if self is LanguageOption.DE else "en"


InLanguage = Annotated[LanguageOption, typer.Option("--language", help="Language of the sentences.")]
AFile = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only says what would be done.")]
AnAddress = Annotated[str, typer.Argument(metavar="EMAIL", show_default=False)]


@contextmanager
def furnished(database: Database, language: LanguageOption) -> Iterator[Session]:
    """One writing session in a database with its desk, as the app prepares it; ends with the sentence of
    what went wrong."""
    catalogues = offered_catalogues(the_settings(language).criteria_dir).catalogues
    try:
        prepare(database)
        with database.writing() as session:
            prepare_desk(session, catalogues=catalogues)
            yield session
    except ListMistakesError as error:
        stop_with(error.mistakes, language)
    except (StorageError, ServiceError) as error:
        stop(error.message, language)


def owned(language: LanguageOption) -> AbstractContextManager[Session]:
    """Frozen records can be changed by the owner of the tables only."""
    current = the_settings(language)
    url = current.migration_url or current.database_url
    return furnished(open_database(url, identity=EVERYBODY), language)


def the_database(language: LanguageOption) -> Database:
    current = the_settings(language)
    return open_database(current.database_url, migration_url=current.migration_url, identity=EVERYBODY)


def the_settings(language: LanguageOption) -> Settings:
    try:
        return settings()
    except SettingsError as error:
        stop(error.message, language)


def journal(language: LanguageOption) -> Path:
    return the_settings(language).data_dir / JOURNAL


def bytes_of(file: Path, language: LanguageOption) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        stop(Message.of("imports.unreadable_file", file=str(file)), language)


def say(message: Message, language: LanguageOption, *, error: bool = False) -> None:
    typer.echo(translate(message, language.language), err=error)


def stop(message: Message, language: LanguageOption) -> NoReturn:
    say(message, language, error=True)
    raise typer.Exit(NOT_UNDERSTOOD)


def stop_with(mistakes: Sequence[Mistake], language: LanguageOption) -> None:
    for mistake in mistakes:
        told = translate(mistake.message, language.language)
        typer.echo(f"{mistake.cell}: {told}" if mistake.cell else told, err=True)
    if mistakes:
        stop(Message.of("imports.mistakes_remain", n=len(mistakes)), language)
