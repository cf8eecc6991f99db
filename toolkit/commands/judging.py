"""Judging without a database: a file of answers, a foreign assessment matrix."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.sharing import (
    NOT_UNDERSTOOD,
    AFile,
    InLanguage,
    LanguageOption,
    say,
    stop,
    the_settings,
)
from toolkit.exchange.matrix_json import matrix_report_data
from toolkit.exchange.matrix_text import matrix_report_text
from toolkit.exchange.matrix_workbook import corrected_workbook
from toolkit.exchange.score_file import ScoreFileError, score_file
from toolkit.matrix_check import Choices, MatrixError, MatrixReport, Reading, check_matrix
from toolkit.messages import Message
from toolkit.services.catalogues import offered_catalogues
from toolkit.spreadsheet import Limits, SpreadsheetError, Workbook, read_spreadsheet

commands = typer.Typer(no_args_is_help=True)


class AlternativesIn(StrEnum):
    ROWS = "rows"
    COLUMNS = "columns"


@commands.command("score")
def score(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Judges the answers in a JSON file; prints the judgement as JSON. Exit 2: file not understood."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        stop(Message.of("cli.unreadable", file=str(file)), language)
    offered = offered_catalogues(the_settings(language).criteria_dir)
    for notice in offered.notices:
        say(notice, language, error=True)
    known = {(catalogue.id, catalogue.version): catalogue for catalogue in offered.catalogues}
    try:
        judged = score_file(text, known)
    except ScoreFileError as error:
        for message in error.messages:
            say(message, language, error=True)
        raise typer.Exit(NOT_UNDERSTOOD) from error
    typer.echo(json.dumps(judged, ensure_ascii=False, indent=2))


@commands.command("check-matrix")
def check_a_matrix(
    file: AFile,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    sheet: Annotated[str | None, typer.Option(help="The sheet to check.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write the corrected workbook here.")] = None,
    missing: Annotated[Reading | None, typer.Option(help="How missing values count.")] = None,
    alternatives: Annotated[AlternativesIn | None, typer.Option(help="Where the alternatives stand.")] = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Checks an assessment matrix (.xlsx, .csv): totals, ranks, weights, and how firm the first place is.

    Exit 0 when checked, with or without findings; 2 with a sentence when the file is not understood.
    """
    choices = Choices(sheet, alternatives.value if alternatives else None, missing)
    try:
        report = check_matrix(_workbook(file, language), choices)
    except MatrixError as error:
        stop(error.message, language)
    if output is not None:
        _write_corrected(report, file, output, language)
    if as_json:
        typer.echo(json.dumps(matrix_report_data(report, language.language), ensure_ascii=False, indent=2))
    else:
        typer.echo(matrix_report_text(report, language.language))


def _workbook(file: Path, language: LanguageOption) -> Workbook:
    limits = Limits()
    try:
        with file.open("rb") as opened:
            content = opened.read(
                limits.megabytes * 1_000_000 + 1
            )  # one more is refused, and no more is kept
        return read_spreadsheet(content, limits)
    except OSError:
        stop(Message.of("cli.no_such_file", file=str(file)), language)
    except SpreadsheetError as error:
        stop(error.message, language)


def _write_corrected(report: MatrixReport, file: Path, output: Path, language: LanguageOption) -> None:
    if output.exists() and output.samefile(file):
        stop(Message.of("cli.same_file", file=str(file)), language)
    try:
        output.write_bytes(corrected_workbook(report, language.language))
    except OSError:
        stop(Message.of("cli.not_written", file=str(output)), language)
