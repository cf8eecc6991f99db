"""The command line: what a page does to data in bulk, and what an operator needs without a browser."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlmodel import Session

from toolkit.catalogue import check_file
from toolkit.example import load_example, remove_example
from toolkit.exchange.score_file import ScoreFileError, score_file
from toolkit.messages import Language, Message, translate
from toolkit.services.catalogues import offered_catalogues
from toolkit.services.desk import open_desk, prepare_desk
from toolkit.services.errors import ServiceError
from toolkit.settings import Settings, SettingsError, settings
from toolkit.storage import Database, StorageError, check_database, migrate, open_database, prepare

CHECKED_WITH_FINDINGS, NOT_UNDERSTOOD = 1, 2

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
catalogue_app = typer.Typer(no_args_is_help=True)
app.add_typer(catalogue_app, name="catalogue", help="Catalogues of criteria.")
example_app = typer.Typer(no_args_is_help=True)
app.add_typer(example_app, name="example", help="The invented example region.")


class LanguageOption(StrEnum):
    DE = "de"
    EN = "en"

    @property
    def language(self) -> Language:
        return "de" if self is LanguageOption.DE else "en"


InLanguage = Annotated[LanguageOption, typer.Option("--language", help="Language of the sentences.")]
AFile = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]


@catalogue_app.command("check")
def check_catalogue(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Names every mistake of a catalogue file with its line. Exit 0 without mistakes, 1 with some."""
    problems = check_file(file)
    for problem in problems:
        typer.echo(problem.sentence(file.name, language.language))
    if problems:
        raise typer.Exit(CHECKED_WITH_FINDINGS)
    _say(Message.of("cli.catalogue_correct", file=file.name), language)


@app.command("score")
def score(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Judges the answers in a JSON file; prints the judgement as JSON. Exit 2: file not understood."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _stop(Message.of("cli.unreadable", file=str(file)), language)
    offered = offered_catalogues(_settings(language).criteria_dir)
    for notice in offered.notices:
        _say(notice, language, error=True)
    known = {(catalogue.id, catalogue.version): catalogue for catalogue in offered.catalogues}
    try:
        judged = score_file(text, known)
    except ScoreFileError as error:
        for message in error.messages:
            _say(message, language, error=True)
        raise typer.Exit(NOT_UNDERSTOOD) from error
    typer.echo(json.dumps(judged, ensure_ascii=False, indent=2))


@app.command("migrate")
def migrate_database(language: InLanguage = LanguageOption.DE) -> None:
    """Brings the database to this version's schema; a SQLite file is copied first."""
    try:
        report = migrate(_database(language))
    except StorageError as error:
        _stop(error.message, language)
    key = "cli.already_current" if report.previous == report.current else "cli.migrated"
    _say(Message.of(key, current=report.current), language)
    if report.backup:
        _say(Message.of("cli.backup", file=str(report.backup)), language)


@app.command("check")
def check(language: InLanguage = LanguageOption.DE) -> None:
    """Checks the invariants of the database. Exit 0 if all hold, 1 with a sentence for each that does not."""
    try:
        with _database(language).reading() as session:
            found = check_database(session)
    except StorageError as error:
        _stop(error.message, language)
    for message in found:
        _say(message, language)
    if found:
        raise typer.Exit(CHECKED_WITH_FINDINGS)
    _say(Message.of("cli.database_correct"), language)


@example_app.command("load")
def load(language: InLanguage = LanguageOption.DE) -> None:
    """Loads the example region; where it is loaded already, nothing changes."""
    with _furnished(_database(language), language) as session:
        report = load_example(session, open_desk(session, language=language.language).actor)
    _say(report.message, language)


@example_app.command("remove")
def remove(language: InLanguage = LanguageOption.DE) -> None:
    """Removes the example region with all that was entered in it, and nothing else."""
    current = _settings(language)
    # Frozen records of the example can be removed by the owner of the tables only.
    database = open_database(current.migration_url or current.database_url)
    with _furnished(database, language) as session:
        report = remove_example(session, open_desk(session, language=language.language).actor)
    _say(report.message, language)


@contextmanager
def _furnished(database: Database, language: LanguageOption) -> Iterator[Session]:
    """One writing session in a database with its desk, as the app prepares it; ends with the sentence of
    what went wrong."""
    catalogues = offered_catalogues(_settings(language).criteria_dir).catalogues
    try:
        prepare(database)
        with database.writing() as session:
            prepare_desk(session, catalogues=catalogues, language=language.language)
            yield session
    except (StorageError, ServiceError) as error:
        _stop(error.message, language)


def _database(language: LanguageOption) -> Database:
    current = _settings(language)
    return open_database(current.database_url, migration_url=current.migration_url)


def _settings(language: LanguageOption) -> Settings:
    try:
        return settings()
    except SettingsError as error:
        _stop(error.message, language)


def _say(message: Message, language: LanguageOption, *, error: bool = False) -> None:
    typer.echo(translate(message, language.language), err=error)


def _stop(message: Message, language: LanguageOption) -> NoReturn:
    _say(message, language, error=True)
    raise typer.Exit(NOT_UNDERSTOOD)


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles may speak another encoding; a sentence must not end in a traceback for that.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # absent only on replaced streams
    app()


if __name__ == "__main__":
    main()
