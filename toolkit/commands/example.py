"""The invented example region."""

from __future__ import annotations

import typer

from toolkit.commands.sharing import InLanguage, LanguageOption, furnished, owned, say, the_database
from toolkit.example import load_example, remove_example
from toolkit.services.desk import open_desk

commands = typer.Typer(no_args_is_help=True)


@commands.command("load")
def load(language: InLanguage = LanguageOption.DE) -> None:
    """Loads the example region; where it is loaded already, nothing changes."""
    with furnished(the_database(language), language) as session:
        report = load_example(session, open_desk(session, language=language.language).actor)
    say(report.message, language)


@commands.command("remove")
def remove(language: InLanguage = LanguageOption.DE) -> None:
    """Removes the example region with all that was entered in it, and nothing else."""
    with owned(language) as session:
        report = remove_example(session, open_desk(session, language=language.language).actor)
    say(report.message, language)
