"""The command line: what a page does to data in bulk, and what an operator needs without a browser."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlmodel import Session

from toolkit.access import Grant
from toolkit.catalogue import CatalogueProblems, check_file, read_catalogue
from toolkit.example import load_example, remove_example
from toolkit.exchange.answer_sheet import (
    AnswerSheetError,
    difference_words,
    empty_sheet,
    read_answer_sheet,
    sheet_of_measure,
    write_answer_sheet,
)
from toolkit.exchange.lists import read_measure_list, read_municipality_list
from toolkit.exchange.mail.relay import relay_of
from toolkit.exchange.mail.sending import send_waiting
from toolkit.exchange.matrix_json import matrix_report_data
from toolkit.exchange.matrix_text import matrix_report_text
from toolkit.exchange.matrix_workbook import corrected_workbook
from toolkit.exchange.score_file import ScoreFileError, score_file
from toolkit.matrix_check import Choices, MatrixError, MatrixReport, Reading, check_matrix
from toolkit.messages import Language, Message, translate
from toolkit.model import Role, now
from toolkit.services.anonymising import JOURNAL, anonymise, back_again, replay
from toolkit.services.answer_sheets import (
    Settled,
    SheetComparison,
    compare_answer_sheet,
    measure_id_named,
    read_in_answer_sheet,
)
from toolkit.services.assessments import open_self_assessment
from toolkit.services.catalogue_moves import move_older_programmes
from toolkit.services.catalogues import offered_catalogues, stored_catalogue
from toolkit.services.desk import open_desk, prepare_desk
from toolkit.services.errors import ServiceError
from toolkit.services.import_measures import import_measures, plan_measures
from toolkit.services.import_municipalities import import_municipalities, plan_municipalities
from toolkit.services.imports import ImportOptions, ListMistakesError, Mistake, Plan, outcome
from toolkit.services.log_heads import noted_heads, told_log
from toolkit.services.memberships import grant, membership_of, municipality_named, programme_named, revoke
from toolkit.services.outbox import forget_old_messages
from toolkit.services.own_data import own_data
from toolkit.services.people import person_named
from toolkit.services.reminders import remind
from toolkit.settings import Settings, SettingsError, settings
from toolkit.spreadsheet import Limits, SpreadsheetError, Workbook, read_spreadsheet
from toolkit.storage import (
    EVERYBODY,
    BlobStore,
    Database,
    StorageError,
    check_blobs,
    check_database,
    migrate,
    open_database,
    prepare,
    require_schema,
    tidy_blobs,
    verify_log,
)

CHECKED_WITH_FINDINGS, NOT_UNDERSTOOD = 1, 2

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
catalogue_app = typer.Typer(no_args_is_help=True)
app.add_typer(catalogue_app, name="catalogue", help="Catalogues of criteria.")
example_app = typer.Typer(no_args_is_help=True)
person_app = typer.Typer(no_args_is_help=True)
app.add_typer(example_app, name="example", help="The invented example region.")
sheet_app = typer.Typer(no_args_is_help=True)
app.add_typer(sheet_app, name="answer-sheet", help="Answer sheets, to be filled in without the app.")

import_app = typer.Typer(no_args_is_help=True)
app.add_typer(person_app, name="person", help="What is stored of one person.")
app.add_typer(import_app, name="import", help="Lists from Excel or CSV files.")


class LanguageOption(StrEnum):
    DE = "de"
    EN = "en"

    @property
    def language(self) -> Language:
        return "de" if self is LanguageOption.DE else "en"


class Side(StrEnum):
    """What counts where the sheet and somebody else changed the same."""

    MINE = "mine"
    STORED = "stored"


class AlternativesIn(StrEnum):
    ROWS = "rows"
    COLUMNS = "columns"


InLanguage = Annotated[LanguageOption, typer.Option("--language", help="Language of the sentences.")]
AFile = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only says what would be done.")]
AnAddress = Annotated[str, typer.Argument(metavar="EMAIL", show_default=False)]
ARole = Annotated[Role, typer.Argument(metavar="ROLE", help=", ".join(Role), show_default=False)]
OfMunicipality = Annotated[str | None, typer.Option("--municipality", help="Its name or official key.")]
OfProgramme = Annotated[str | None, typer.Option("--programme", help="Its name or number.")]
AddMunicipalities = Annotated[
    bool, typer.Option("--add-municipalities", help="Adds the municipalities that are not known yet.")
]
AddLeadingZeros = Annotated[
    bool, typer.Option("--add-leading-zeros", help="Adds the zero that Excel drops from official keys.")
]


@catalogue_app.command("check")
def check_catalogue(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Names every mistake of a catalogue file with its line. Exit 0 without mistakes, 1 with some."""
    problems = check_file(file)
    for problem in problems:
        typer.echo(problem.sentence(file.name, language.language))
    if problems:
        raise typer.Exit(CHECKED_WITH_FINDINGS)
    _say(Message.of("cli.catalogue_correct", file=file.name), language)


@catalogue_app.command("use")
def use_catalogue(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Takes a newer version into use for every programme of one's own that works with an older one."""
    try:
        catalogue = read_catalogue(file)
    except CatalogueProblems as broken:
        for problem in broken.problems:
            _say(problem.message, language, error=True)
        raise typer.Exit(NOT_UNDERSTOOD) from broken
    with _furnished(_database(language), language) as session:
        actor = open_desk(session, language=language.language).actor
        moves = move_older_programmes(session, actor, catalogue=catalogue)
    for title, moved in moves:
        _say(Message.of("programme.moved", programme=title, **moved.told), language)
    if not moves:
        _say(Message.of("programme.none_older", title=catalogue.title), language)


@app.command("score")
def score(file: AFile, language: InLanguage = LanguageOption.DE) -> None:
    """Judges the answers in a JSON file; prints the judgement as JSON. Exit 2: file not understood."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _stop(Message.of("cli.unreadable", file=str(file)), language)
    offered = offered_catalogues(_settings(language).criteria_dir)
    for notice in offered.notices:
        _say(notice, language, error=True)
    known = {(catalogue.id, catalogue.version): catalogue for catalogue in offered.catalogues}
    try:
        judged = score_file(text, known)
    except ScoreFileError as error:
        for message in error.messages:
            _say(message, language, error=True)
        raise typer.Exit(NOT_UNDERSTOOD) from error
    typer.echo(json.dumps(judged, ensure_ascii=False, indent=2))


@app.command("check-matrix")
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
        _stop(error.message, language)
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
        _stop(Message.of("cli.no_such_file", file=str(file)), language)
    except SpreadsheetError as error:
        _stop(error.message, language)


def _write_corrected(report: MatrixReport, file: Path, output: Path, language: LanguageOption) -> None:
    if output.exists() and output.samefile(file):
        _stop(Message.of("cli.same_file", file=str(file)), language)
    try:
        output.write_bytes(corrected_workbook(report, language.language))
    except OSError:
        _stop(Message.of("cli.not_written", file=str(output)), language)


@app.command("migrate")
def migrate_database(language: InLanguage = LanguageOption.DE) -> None:
    """Brings the database to this version's schema; a SQLite file is copied first."""
    try:
        report = migrate(_database(language))
    except StorageError as error:
        _stop(error.message, language)
    key = "cli.already_current" if report.previous == report.current else "cli.migrated"
    _say(Message.of(key, current=report.current), language)
    if report.backup:
        _say(Message.of("cli.backup", file=str(report.backup)), language)


@app.command("check")
def check(language: InLanguage = LanguageOption.DE) -> None:
    """Checks the database and the uploaded files. Exit 0 if all is well, 1 with a sentence for each that is
    not."""
    store = BlobStore.within(_settings(language).data_dir)
    try:
        with _database(language).reading() as session:
            # On an old schema there may be no table of files yet, and the one sentence says so.
            found = check_database(session) or (*check_blobs(session, store), *_back_again(session, language))
    except (StorageError, ServiceError) as error:
        _stop(error.message, language)
    for message in found:
        _say(message, language)
    if found:
        raise typer.Exit(CHECKED_WITH_FINDINGS)
    _say(Message.of("cli.database_correct"), language)


def _back_again(session: Session, language: LanguageOption) -> Iterator[Message]:
    number = len(back_again(session, _journal(language)))
    if number:
        yield Message.of("people.back_again", n=number, command="python -m toolkit person replay")


@app.command("verify")
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
        with _database(language).reading() as session:
            require_schema(session)
            log = verify_log(session, noted_heads=noted)
    except (StorageError, ServiceError) as error:
        _stop(error.message, language)
    for message in told_log(log, noted=len(noted)):
        _say(message, language)
    if not log.is_sound:
        raise typer.Exit(CHECKED_WITH_FINDINGS)


@app.command("tidy-files")
def tidy_files(language: InLanguage = LanguageOption.DE) -> None:
    """Deletes uploaded files that no evidence names any more, an hour after they were written."""
    store = BlobStore.within(_settings(language).data_dir)
    try:
        with _database(language).writing() as session:
            deleted = tidy_blobs(session, store)
    except StorageError as error:
        _stop(error.message, language)
    _say(Message.of("cli.files_tidied", n=deleted), language)


@app.command("remind")
def write_reminders(language: InLanguage = LanguageOption.DE) -> None:
    """Tells whom a deadline of the next three days concerns, once for each deadline."""
    with _furnished(_database(language), language) as session:
        count = remind(session, today=now().astimezone().date())
    _say(Message.of("notice.reminded", n=count), language)


@app.command("send-mail")
def send_mail(language: InLanguage = LanguageOption.DE) -> None:
    """Sends the messages that wait. Exit 1 where some could not be sent; they are tried again later."""
    current = _settings(language)
    relay = relay_of(current)
    if relay is None:
        _stop(Message.of("notice.no_relay"), language)
    try:
        result = send_waiting(_database(language), relay, language=current.language)
    except StorageError as error:
        _stop(error.message, language)
    _say(Message.of("notice.sent_by_mail", n=result.sent), language)
    if result.failed:
        _say(Message.of("notice.not_sent_by_mail", n=result.failed), language, error=True)
        raise typer.Exit(CHECKED_WITH_FINDINGS)


@app.command("grant")
def grant_role(
    email: AnAddress,
    role: ARole,
    municipality: OfMunicipality = None,
    programme: OfProgramme = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Gives somebody a role; who is not known yet is invited by their e-mail address."""
    with _furnished(_database(language), language) as session:
        wanted = _grant_named(session, role, municipality, programme)
        grant(session, open_desk(session, language=language.language).actor, email=email, grant=wanted)
    _say(Message.of("people.granted", email=email, role=Message.of(f"people.role.{role.value}")), language)


@app.command("revoke")
def revoke_role(
    email: AnAddress,
    role: ARole,
    municipality: OfMunicipality = None,
    programme: OfProgramme = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Takes a role from somebody; it counts from their next click on."""
    with _furnished(_database(language), language) as session:
        held = _grant_named(session, role, municipality, programme)
        membership_id = membership_of(session, email=email, grant=held)
        revoke(session, open_desk(session, language=language.language).actor, membership_id=membership_id)
    _say(Message.of("people.revoked", email=email, role=Message.of(f"people.role.{role.value}")), language)


def _grant_named(session: Session, role: Role, municipality: str | None, programme: str | None) -> Grant:
    return Grant(
        role,
        None if municipality is None else municipality_named(session, municipality),
        None if programme is None else programme_named(session, programme),
    )


@person_app.command("export")
def export_person(email: AnAddress, language: InLanguage = LanguageOption.DE) -> None:
    """Prints all that is stored of somebody, as JSON."""
    with _furnished(_database(language), language) as session:
        actor = open_desk(session, language=language.language).actor
        document = own_data(session, actor, person_id=person_named(session, email))
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


@person_app.command("anonymise")
def anonymise_person(email: AnAddress, language: InLanguage = LanguageOption.DE) -> None:
    """Takes somebody's name out of everything that is stored, for good; judgements stay."""
    with _owned(language) as session:
        actor = open_desk(session, language=language.language).actor
        person_id = person_named(session, email)
        anonymise(session, actor, person_id=person_id, journal=_journal(language))
    _say(Message.of("people.anonymised", email=email), language)


@person_app.command("replay")
def replay_anonymising(language: InLanguage = LanguageOption.DE) -> None:
    """After a backup was restored: anonymises once more whom it has brought back."""
    with _owned(language) as session:
        actor = open_desk(session, language=language.language).actor
        number = replay(session, actor, journal=_journal(language))
    _say(Message.of("people.replayed", n=number), language)


@person_app.command("tidy")
def tidy_messages(language: InLanguage = LanguageOption.DE) -> None:
    """Deletes messages older than the setting allows, and links to files that are over."""
    with _furnished(_database(language), language) as session:
        number = forget_old_messages(session, days=_settings(language).keep_messages_days)
    _say(Message.of("people.tidied", n=number), language)


def _owned(language: LanguageOption) -> AbstractContextManager[Session]:
    """Frozen records can be changed by the owner of the tables only."""
    current = _settings(language)
    url = current.migration_url or current.database_url
    return _furnished(open_database(url, identity=EVERYBODY), language)


def _journal(language: LanguageOption) -> Path:
    return _settings(language).data_dir / JOURNAL


@example_app.command("load")
def load(language: InLanguage = LanguageOption.DE) -> None:
    """Loads the example region; where it is loaded already, nothing changes."""
    with _furnished(_database(language), language) as session:
        report = load_example(session, open_desk(session, language=language.language).actor)
    _say(report.message, language)


@example_app.command("remove")
def remove(language: InLanguage = LanguageOption.DE) -> None:
    """Removes the example region with all that was entered in it, and nothing else."""
    with _owned(language) as session:
        report = remove_example(session, open_desk(session, language=language.language).actor)
    _say(report.message, language)


@import_app.command("measures")
def import_measure_list(
    file: AFile,
    dry_run: DryRun = False,
    add_municipalities: AddMunicipalities = False,
    add_leading_zeros: AddLeadingZeros = False,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Reads a list of measures. Exit 2, and nothing taken over, with each mistake by its cell."""
    incoming = read_measure_list(_bytes_of(file, language), language.language)
    options = ImportOptions(add_municipalities, add_leading_zeros)
    with _furnished(_database(language), language) as session:
        desk = open_desk(session, language=language.language)
        act_on = plan_measures if dry_run else import_measures
        plan = act_on(session, desk.actor, programme_id=desk.programme_id, incoming=incoming, options=options)
    _say_import(plan, incoming.notices, language, dry_run=dry_run)


@import_app.command("municipalities")
def import_municipality_list(
    file: AFile,
    dry_run: DryRun = False,
    add_leading_zeros: AddLeadingZeros = False,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Reads a list of municipalities. Exit 2, and nothing taken over, with each mistake by its cell."""
    incoming = read_municipality_list(_bytes_of(file, language), language.language)
    options = ImportOptions(add_leading_zeros=add_leading_zeros)
    with _furnished(_database(language), language) as session:
        desk = open_desk(session, language=language.language)
        act_on = plan_municipalities if dry_run else import_municipalities
        plan = act_on(session, desk.actor, programme_id=desk.programme_id, incoming=incoming, options=options)
    _say_import(plan, incoming.notices, language, dry_run=dry_run)


def _say_import(plan: Plan, notices: Sequence[Message], language: LanguageOption, *, dry_run: bool) -> None:
    for notice in notices:
        _say(notice, language, error=True)
    for row in plan.rows:
        if row.note is not None:
            _say(Message.of("imports.row", row=str(row.number), note=row.note), language, error=True)
    _stop_with(plan.mistakes, language)
    _say(outcome(plan, dry_run=dry_run), language)


def _stop_with(mistakes: Sequence[Mistake], language: LanguageOption) -> None:
    for mistake in mistakes:
        told = translate(mistake.message, language.language)
        typer.echo(f"{mistake.cell}: {told}" if mistake.cell else told, err=True)
    if mistakes:
        _stop(Message.of("imports.mistakes_remain", n=len(mistakes)), language)


def _bytes_of(file: Path, language: LanguageOption) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        _stop(Message.of("imports.unreadable_file", file=str(file)), language)


@sheet_app.command("write")
def write_sheet(
    file: AFile,
    measure: Annotated[
        str | None, typer.Option(metavar="UUID|ID", help="The measure; without it, a new one's.")
    ] = None,
    language: InLanguage = LanguageOption.DE,
) -> None:
    """Writes the answer sheet of a measure, with what is stored, or an empty one."""
    spoken = language.language
    with _furnished(_database(language), language) as session:
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
        _stop(Message.of("answer_sheet.unwritable", file=str(file)), language)
    _say(Message.of("answer_sheet.written", file=str(file)), language)


@sheet_app.command("read")
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
        sheet = read_answer_sheet(_bytes_of(file, language))
    except AnswerSheetError as error:
        for message in error.messages:
            _say(message, language, error=True)
        raise typer.Exit(NOT_UNDERSTOOD) from error
    with _furnished(_database(language), language) as session:
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
    _say(taken.message, language)


def _tell_differences(comparison: SheetComparison, language: LanguageOption) -> None:
    _say(comparison.heading, language)
    for difference in comparison.differences:
        words = difference_words(comparison, difference, language.language)
        key = "answer_sheet.contested" if difference.is_contested else "answer_sheet.change"
        values = {"what": words.what, "mine": words.mine, "stored": words.stored}
        _say(Message.of(key, **values), language)


@contextmanager
def _furnished(database: Database, language: LanguageOption) -> Iterator[Session]:
    """One writing session in a database with its desk, as the app prepares it; ends with the sentence of
    what went wrong."""
    catalogues = offered_catalogues(_settings(language).criteria_dir).catalogues
    try:
        prepare(database)
        with database.writing() as session:
            prepare_desk(session, catalogues=catalogues)
            yield session
    except ListMistakesError as error:
        _stop_with(error.mistakes, language)
    except (StorageError, ServiceError) as error:
        _stop(error.message, language)


def _database(language: LanguageOption) -> Database:
    current = _settings(language)
    return open_database(current.database_url, migration_url=current.migration_url, identity=EVERYBODY)


def _settings(language: LanguageOption) -> Settings:
    try:
        return settings()
    except SettingsError as error:
        _stop(error.message, language)


def _say(message: Message, language: LanguageOption, *, error: bool = False) -> None:
    typer.echo(translate(message, language.language), err=error)


def _stop(message: Message, language: LanguageOption) -> NoReturn:
    _say(message, language, error=True)
    raise typer.Exit(NOT_UNDERSTOOD)


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles may speak another encoding; a sentence must not end in a traceback for that.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # absent only on replaced streams
    app()


if __name__ == "__main__":
    main()
