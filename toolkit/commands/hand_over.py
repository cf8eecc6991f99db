"""A measure as one file for another installation, and back."""

from __future__ import annotations

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
    stop,
    the_database,
    the_settings,
)
from toolkit.exchange.handover_file import HandoverFileError, handover_file, read_handover_file
from toolkit.messages import Message
from toolkit.model import now
from toolkit.services.answer_sheets import measure_id_named
from toolkit.services.desk import open_desk
from toolkit.services.handover import parcel_of
from toolkit.services.handover_plan import HandoverPlan, plan_handover
from toolkit.services.memberships import municipality_named
from toolkit.services.taking_over import take_over_measure
from toolkit.storage import BlobStore

commands = typer.Typer(no_args_is_help=True)

TheMeasure = Annotated[str, typer.Option("--measure", metavar="UUID|ID", help="The measure.")]
Into = Annotated[
    str | None,
    typer.Option("--municipality", help="Name or official key, where the file's is not known here."),
]


@commands.command("write")
def write_handover(file: AFile, measure: TheMeasure, language: InLanguage = LanguageOption.DE) -> None:
    """Writes a measure with revisions, self-assessments, evidence and catalogue into one file."""
    with furnished(the_database(language), language) as session:
        actor = open_desk(session, language=language.language).actor
        parcel = parcel_of(session, actor, measure_id=measure_id_named(session, measure))
        content = handover_file(parcel, BlobStore.within(the_settings(language).data_dir), at=now())
    try:
        file.write_bytes(content)
    except OSError:
        stop(Message.of("cli.not_written", file=str(file)), language)
    say(Message.of("handover.written", file=str(file)), language)


@commands.command("read")
def read_handover(
    file: AFile, dry_run: DryRun = False, municipality: Into = None, language: InLanguage = LanguageOption.DE
) -> None:
    """Takes a measure over from a file, all that is new or nothing. Exit 2 with the sentence why not."""
    try:
        parcel = read_handover_file(bytes_of(file, language))
    except HandoverFileError as error:
        stop(error.message, language)
    with furnished(the_database(language), language) as session:
        desk = open_desk(session, language=language.language)
        chosen = None if municipality is None else municipality_named(session, municipality)
        plan = plan_handover(
            session, desk.actor, programme_id=desk.programme_id, parcel=parcel, municipality_id=chosen
        )
        _tell(plan, language)
        if dry_run:
            return
        done = take_over_measure(
            session,
            desk.actor,
            programme_id=desk.programme_id,
            parcel=parcel,
            store=BlobStore.within(the_settings(language).data_dir),
            municipality_id=chosen,
            shown=plan,
        )
    say(done.outcome, language)


def _tell(plan: HandoverPlan, language: LanguageOption) -> None:
    say(Message.of("handover.from_there", title=plan.title, municipality=plan.written_place), language)
    for notice in plan.notices:
        say(notice, language, error=True)
    if plan.refusal is not None:
        stop(plan.refusal, language)
