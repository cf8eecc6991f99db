"""What is stored of one person."""

from __future__ import annotations

import json

import typer

from toolkit.commands.sharing import (
    AnAddress,
    InLanguage,
    LanguageOption,
    furnished,
    journal,
    owned,
    say,
    the_database,
    the_settings,
)
from toolkit.messages import Message
from toolkit.services.anonymising import anonymise, replay
from toolkit.services.desk import open_desk
from toolkit.services.outbox import forget_old_messages
from toolkit.services.own_data import own_data
from toolkit.services.people import person_named

commands = typer.Typer(no_args_is_help=True)


@commands.command("export")
def export_person(email: AnAddress, language: InLanguage = LanguageOption.DE) -> None:
    """Prints all that is stored of somebody, as JSON."""
    with furnished(the_database(language), language) as session:
        actor = open_desk(session, language=language.language).actor
        document = own_data(session, actor, person_id=person_named(session, email))
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


@commands.command("anonymise")
def anonymise_person(email: AnAddress, language: InLanguage = LanguageOption.DE) -> None:
    """Takes somebody's name out of everything that is stored, for good; judgements stay."""
    with owned(language) as session:
        actor = open_desk(session, language=language.language).actor
        person_id = person_named(session, email)
        anonymise(session, actor, person_id=person_id, journal=journal(language))
    say(Message.of("people.anonymised", email=email), language)


@commands.command("replay")
def replay_anonymising(language: InLanguage = LanguageOption.DE) -> None:
    """After a backup was restored: anonymises once more whom it has brought back."""
    with owned(language) as session:
        actor = open_desk(session, language=language.language).actor
        number = replay(session, actor, journal=journal(language))
    say(Message.of("people.replayed", n=number), language)


@commands.command("tidy")
def tidy_messages(language: InLanguage = LanguageOption.DE) -> None:
    """Deletes messages older than the setting allows, and links to files that are over."""
    with furnished(the_database(language), language) as session:
        number = forget_old_messages(session, days=the_settings(language).keep_messages_days)
    say(Message.of("people.tidied", n=number), language)
