"""Catalogues of criteria."""

from __future__ import annotations

import typer

from toolkit.catalogue import CatalogueProblems, check_file, read_catalogue
from toolkit.commands.sharing import (
    CHECKED_WITH_FINDINGS,
    NOT_UNDERSTOOD,
    AFile,
    InLanguage,
    LanguageOption,
    furnished,
    say,
    the_database,
)
from toolkit.messages import Message
from toolkit.services.catalogue_moves import move_older_programmes
from toolkit.services.desk import open_desk

commands = typer.Typer(no_args_is_help=True)


@commands.command("check")
def check_catalogue(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Names every mistake of a catalogue file with its line. Exit 0 without mistakes, 1 with some."""
    problems = check_file(file)
    for problem in problems:
        typer.echo(problem.sentence(file.name, language.language))
    if problems:
        raise typer.Exit(CHECKED_WITH_FINDINGS)
    say(Message.of("cli.catalogue_correct", file=file.name), language)


@commands.command("use")
def use_catalogue(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Takes a newer version into use for every programme of one's own that works with an older one."""
    try:
        catalogue = read_catalogue(file)
    except CatalogueProblems as broken:
        for problem in broken.problems:
            say(problem.message, language, error=True)
        raise typer.Exit(NOT_UNDERSTOOD) from broken
    with furnished(the_database(language), language) as session:
        actor = open_desk(session, language=language.language).actor
        moves = move_older_programmes(session, actor, catalogue=catalogue)
    for title, moved in moves:
        say(Message.of("programme.moved", programme=title, **moved.told), language)
    if not moves:
        say(Message.of("programme.none_older", title=catalogue.title), language)
