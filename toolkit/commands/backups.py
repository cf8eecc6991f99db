"""All data in one file, and back."""

from __future__ import annotations

from pathlib import Path

import typer

from toolkit.commands.sharing import (
    CHECKED_WITH_FINDINGS,
    AFile,
    InLanguage,
    LanguageOption,
    journal,
    owned,
    say,
    stop,
    the_database,
    the_settings,
)
from toolkit.messages import Message
from toolkit.services.anonymising import back_again, noted_in, replay
from toolkit.services.desk import open_desk
from toolkit.services.errors import ServiceError
from toolkit.storage import BlobStore, StorageError, back_up, restore

commands = typer.Typer(no_args_is_help=True)


@commands.command("backup")
def make_backup(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Writes everything into one file, uploaded files included, also while people work.

    Exit 1, with the file written, where an uploaded file was lost or the log was altered before.
    """
    store = BlobStore.within(the_settings(language).data_dir)
    try:
        made = back_up(the_database(language), store, file)
    except StorageError as error:
        stop(error.message, language)
    told = {"rows": made.rows, "files": made.files, "head": made.log.head}
    say(Message.of("backup.made", file=str(file), **told), language)
    for message in made.lost:
        say(message, language, error=True)
    if not made.log.is_sound:
        say(Message.of("backup.log_not_sound", command="python -m toolkit verify"), language, error=True)
    if made.lost or not made.log.is_sound:
        raise typer.Exit(CHECKED_WITH_FINDINGS)


@commands.command("restore")
def restore_backup(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Puts a backup back, all of it or nothing, and takes out again whose name was taken out since.

    On PostgreSQL into an empty database, as the owner of its tables; on SQLite what was there is kept.
    """
    current = the_settings(language)
    try:
        noted_in(journal(language))  # before anything changes: whom it names must not come back for good
        done = restore(
            file,
            url=current.database_url,
            migration_url=current.migration_url,
            store=BlobStore.within(current.data_dir),
        )
    except (StorageError, ServiceError) as error:
        stop(error.message, language)
    told = {"rows": done.rows, "files": done.files, "head": done.head}
    say(Message.of("backup.restored", made_at=done.made_at, **told), language)
    if done.set_aside:
        say(Message.of("backup.set_aside", file=str(done.set_aside)), language)
    if done.lost:
        say(Message.of("backup.lost", n=len(done.lost), files=", ".join(done.lost)), language, error=True)
    _take_names_out_again(journal(language), language)


def _take_names_out_again(noted: Path, language: LanguageOption) -> None:
    """Only where there is something to do: otherwise what was restored stays to the letter what it was."""
    try:
        with the_database(language).reading() as session:
            found = back_again(session, noted)
    except (StorageError, ServiceError) as error:
        stop(error.message, language)
    if not found:
        return
    with owned(language) as session:
        actor = open_desk(session, language=language.language).actor
        number = replay(session, actor, journal=noted)
    say(Message.of("people.replayed", n=number), language)
