"""Lists from Excel or CSV files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from toolkit.commands.sharing import (
    AFile,
    DryRun,
    InLanguage,
    LanguageOption,
    bytes_of,
    furnished,
    say,
    stop_with,
    the_database,
)
from toolkit.exchange.lists import read_measure_list, read_municipality_list
from toolkit.messages import Message
from toolkit.services.desk import open_desk
from toolkit.services.import_measures import import_measures, plan_measures
from toolkit.services.import_municipalities import import_municipalities, plan_municipalities
from toolkit.services.imports import ImportOptions, Plan, outcome

commands = typer.Typer(no_args_is_help=True)

AddMunicipalities = Annotated[
    bool, typer.Option("--add-municipalities", help="Adds the municipalities that are not known yet.")
]
AddLeadingZeros = Annotated[
    bool, typer.Option("--add-leading-zeros", help="Adds the zero that Excel drops from official keys.")
]


@commands.command("measures")
def import_measure_list(
    file: AFile,
    dry_run: DryRun = False,
    add_municipalities: AddMunicipalities = False,
    add_leading_zeros: AddLeadingZeros = False,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Reads a list of measures. Exit 2, and nothing taken over, with each mistake by its cell."""
    incoming = read_measure_list(bytes_of(file, language), language.language)
    options = ImportOptions(add_municipalities, add_leading_zeros)
    with furnished(the_database(language), language) as session:
        desk = open_desk(session, language=language.language)
        act_on = plan_measures if dry_run else import_measures
        plan = act_on(session, desk.actor, programme_id=desk.programme_id, incoming=incoming, options=options)
    _say_import(plan, incoming.notices, language, dry_run=dry_run)


@commands.command("municipalities")
def import_municipality_list(
    file: AFile,
    dry_run: DryRun = False,
    add_leading_zeros: AddLeadingZeros = False,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Reads a list of municipalities. Exit 2, and nothing taken over, with each mistake by its cell."""
    incoming = read_municipality_list(bytes_of(file, language), language.language)
    options = ImportOptions(add_leading_zeros=add_leading_zeros)
    with furnished(the_database(language), language) as session:
        desk = open_desk(session, language=language.language)
        act_on = plan_municipalities if dry_run else import_municipalities
        plan = act_on(session, desk.actor, programme_id=desk.programme_id, incoming=incoming, options=options)
    _say_import(plan, incoming.notices, language, dry_run=dry_run)


def _say_import(plan: Plan, notices: Sequence[Message], language: LanguageOption, *, dry_run: bool) -> None:
    for notice in notices:
        say(notice, language, error=True)
    for row in plan.rows:
        if row.note is not None:
            say(Message.of("imports.row", row=str(row.number), note=row.note), language, error=True)
    stop_with(plan.mistakes, language)
    say(outcome(plan, dry_run=dry_run), language)
