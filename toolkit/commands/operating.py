"""What an operator does now and then, or lets a timer do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from sqlmodel import Session

from toolkit.commands.sharing import (
    CHECKED_WITH_FINDINGS,
    InLanguage,
    LanguageOption,
    furnished,
    journal,
    say,
    stop,
    the_database,
    the_settings,
)
from toolkit.exchange.mail.relay import relay_of
from toolkit.exchange.mail.sending import send_waiting
from toolkit.messages import Message
from toolkit.model import now
from toolkit.services.anonymising import back_again
from toolkit.services.errors import ServiceError
from toolkit.services.log_heads import noted_heads, told_log
from toolkit.services.reminders import remind
from toolkit.storage import (
    BlobStore,
    StorageError,
    check_blobs,
    check_database,
    migrate,
    require_schema,
    tidy_blobs,
    verify_log,
)

commands = typer.Typer(no_args_is_help=True)


@commands.command("migrate")
def migrate_database(language: InLanguage = LanguageOption.DE) -> None:
    """Brings the database to this version's schema; a SQLite file is copied first."""
    try:
        report = migrate(the_database(language))
    except StorageError as error:
        stop(error.message, language)
    key = "cli.already_current" if report.previous == report.current else "cli.migrated"
    say(Message.of(key, current=report.current), language)
    if report.backup:
        say(Message.of("cli.backup", file=str(report.backup)), language)


@commands.command("check")
def check(language: InLanguage = LanguageOption.DE) -> None:
    """Checks the database and the uploaded files. Exit 0 if all is well, 1 with a sentence for each that is
    not."""
    store = BlobStore.within(the_settings(language).data_dir)
    try:
        with the_database(language).reading() as session:
            # On an old schema there may be no table of files yet, and the one sentence says so.
            found = check_database(session) or (*check_blobs(session, store), *_back_again(session, language))
    except (StorageError, ServiceError) as error:
        stop(error.message, language)
    for message in found:
        say(message, language)
    if found:
        raise typer.Exit(CHECKED_WITH_FINDINGS)
    say(Message.of("cli.database_correct"), language)


def _back_again(session: Session, language: LanguageOption) -> Iterator[Message]:
    number = len(back_again(session, journal(language)))
    if number:
        yield Message.of("people.back_again", n=number, command="python -m toolkit person replay")


@commands.command("verify")
def verify(
    head: Annotated[
        list[str] | None,
        typer.Option(metavar="HASH|FILE", help="Whether this earlier head is still contained."),
    ] = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Verifies the log, all of it and by measure; prints the heads to note down. Exit 1: it was changed."""
    try:
        noted = {each for given in head or () for each in noted_heads(given)}
        with the_database(language).reading() as session:
            require_schema(session)
            log = verify_log(session, noted_heads=noted)
    except (StorageError, ServiceError) as error:
        stop(error.message, language)
    for message in told_log(log, noted=len(noted)):
        say(message, language)
    if not log.is_sound:
        raise typer.Exit(CHECKED_WITH_FINDINGS)


@commands.command("tidy-files")
def tidy_files(language: InLanguage = LanguageOption.DE) -> None:
    """Deletes uploaded files that no evidence names any more, an hour after they were written."""
    store = BlobStore.within(the_settings(language).data_dir)
    try:
        with the_database(language).writing() as session:
            deleted = tidy_blobs(session, store)
    except StorageError as error:
        stop(error.message, language)
    say(Message.of("cli.files_tidied", n=deleted), language)


@commands.command("remind")
def write_reminders(language: InLanguage = LanguageOption.DE) -> None:
    """Tells whom a deadline of the next three days concerns, once for each deadline."""
    with furnished(the_database(language), language) as session:
        count = remind(session, today=now().astimezone().date())
    say(Message.of("notice.reminded", n=count), language)


@commands.command("send-mail")
def send_mail(language: InLanguage = LanguageOption.DE) -> None:
    """Sends the messages that wait. Exit 1 where some could not be sent; they are tried again later."""
    current = the_settings(language)
    relay = relay_of(current)
    if relay is None:
        stop(Message.of("notice.no_relay"), language)
    try:
        result = send_waiting(the_database(language), relay, language=current.language)
    except StorageError as error:
        stop(error.message, language)
    say(Message.of("notice.sent_by_mail", n=result.sent), language)
    if result.failed:
        say(Message.of("notice.not_sent_by_mail", n=result.failed), language, error=True)
        raise typer.Exit(CHECKED_WITH_FINDINGS)
