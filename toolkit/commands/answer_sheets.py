"""Answer sheets, to be filled in without the app."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from toolkit.commands.sharing import (
    NOT_UNDERSTOOD,
    AFile,
    DryRun,
    InLanguage,
    LanguageOption,
    bytes_of,
    furnished,
    say,
    stop,
    the_database,
)
from toolkit.exchange.answer_sheet import (
    AnswerSheetError,
    difference_words,
    empty_sheet,
    read_answer_sheet,
    sheet_of_measure,
    write_answer_sheet,
)
from toolkit.messages import Message
from toolkit.services.answer_sheets import (
    Settled,
    SheetComparison,
    compare_answer_sheet,
    measure_id_named,
    read_in_answer_sheet,
)
from toolkit.services.assessments import open_self_assessment
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.desk import open_desk

commands = typer.Typer(no_args_is_help=True)


class Side(StrEnum):
    """What counts where the sheet and somebody else changed the same."""

    MINE = "mine"
    STORED = "stored"


@commands.command("write")
def write_sheet(
    file: AFile,
    measure: Annotated[
        str | None, typer.Option(metavar="UUID|ID", help="The measure; without it, a new one's.")
    ] = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Writes the answer sheet of a measure, with what is stored, or an empty one."""
    spoken = language.language
    with furnished(the_database(language), language) as session:
        desk = open_desk(session, language=spoken)
        if measure is None:
            catalogue = stored_catalogue(session, desk.catalogue_version_id)
            content = empty_sheet(catalogue, desk.municipality or "", spoken)
        else:
            measure_id = measure_id_named(session, measure)
            opened = open_self_assessment(session, desk.actor, measure_id=measure_id)
            content = sheet_of_measure(opened, spoken)
    try:
        file.write_bytes(write_answer_sheet(content))
    except OSError:
        stop(Message.of("answer_sheet.unwritable", file=str(file)), language)
    say(Message.of("answer_sheet.written", file=str(file)), language)


@commands.command("read")
def read_sheet(
    file: AFile,
    dry_run: DryRun = False,
    contested: Annotated[
        Side | None, typer.Option(help="What counts where both sides changed the same.")
    ] = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Reads in a filled-in answer sheet, all of it or nothing. Exit 2: it has mistakes, each is named."""
    try:
        sheet = read_answer_sheet(bytes_of(file, language))
    except AnswerSheetError as error:
        for message in error.messages:
            say(message, language, error=True)
        raise typer.Exit(NOT_UNDERSTOOD) from error
    with furnished(the_database(language), language) as session:
        desk = open_desk(session, language=language.language)
        comparison = compare_answer_sheet(session, desk.actor, programme_id=desk.programme_id, sheet=sheet)
        _tell_differences(comparison, language)
        if dry_run:
            return
        settled = {
            difference.place: Settled(contested is Side.MINE, difference.stored)
            for difference in (comparison.contested if contested else ())
        }
        taken = read_in_answer_sheet(
            session, desk.actor, programme_id=desk.programme_id, sheet=sheet, settled=settled
        )
    say(taken.message, language)


def _tell_differences(comparison: SheetComparison, language: LanguageOption) -> None:
    say(comparison.heading, language)
    for difference in comparison.differences:
        words = difference_words(comparison, difference, language.language)
        key = "answer_sheet.contested" if difference.is_contested else "answer_sheet.change"
        values = {"what": words.what, "mine": words.mine, "stored": words.stored}
        say(Message.of(key, **values), language)
