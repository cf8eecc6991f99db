"""Lists as CSV or JSON, as the single desk or whoever operates the server may read them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from toolkit.commands.sharing import (
    AFile,
    InLanguage,
    LanguageOption,
    furnished,
    say,
    stop,
    the_database,
)
from toolkit.exchange.listing_files import listing_csv, listing_json
from toolkit.messages import Message
from toolkit.services.desk import open_desk
from toolkit.services.listings import LISTINGS, listed

commands = typer.Typer(no_args_is_help=True)


class Form(StrEnum):
    CSV = "csv"
    JSON = "json"


AList = Annotated[str, typer.Argument(metavar="LIST", help=", ".join(LISTINGS), show_default=False)]


@commands.command("export")
def export_list(
    name: AList,
    file: AFile,
    form: Annotated[Form, typer.Option("--form", help="CSV for spreadsheets, JSON for programs.")] = Form.CSV,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Writes a list of the Verfahren into a file."""
    if name not in LISTINGS:
        stop(Message.of("listing.unknown", name=name, names=tuple(LISTINGS)), language)
    spoken = language.language
    with furnished(the_database(language), language) as session:
        desk = open_desk(session, language=spoken)
        found = listed(session, desk.actor, name=name, programme_id=desk.programme_id)
    content = listing_csv(found, spoken) if form is Form.CSV else listing_json(found)
    try:
        file.write_bytes(content)
    except OSError:
        stop(Message.of("cli.not_written", file=str(file)), language)
    say(Message.of("listing.written", n=len(found.rows), file=str(file)), language)
