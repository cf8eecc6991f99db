"""The workbook, sheet by sheet. A long one tells how far it has come."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from toolkit import findings
from toolkit.comparison import AnswerLine, ComparedMeasure, Comparison
from toolkit.exchange.beside import beside
from toolkit.exchange.comparison_table import columns, plain, rows
from toolkit.exchange.origin import Origin, said
from toolkit.exchange.workbook.book import Book, Value, open_book
from toolkit.exchange.workbook.method import write_method
from toolkit.exchange.workbook.overview import write_overview
from toolkit.exchange.workbook.weightings import write_weightings
from toolkit.judging import AnswerKind
from toolkit.messages import Language
from toolkit.services.weighting import Weighed

Progress = Callable[[float], None]
_STEP = 50  # measures between two reports


def comparison_workbook(
    comparison: Comparison,
    answers: Mapping[int, tuple[AnswerLine, ...]],
    *,
    origin: Origin,
    language: Language,
    fixed: Sequence[Weighed] = (),
    progress: Progress = lambda share: None,
) -> bytes:
    """What this comparison says, with all answers behind it, and the order with each of the fixed
    weightings. `progress` hears shares from 0 to 1."""
    buffer = io.BytesIO()
    with open_book(buffer, language=language, title=said(language, "workbook.title")) as book:
        write_overview(book, comparison, origin)
        progress(0.1)
        _write_matrix(book, comparison)
        progress(0.25)
        _write_answers(book, comparison, answers, progress)
        found = beside(comparison, fixed, language=language)
        if found is not None:
            write_weightings(book, found)
        write_method(book, comparison, origin)
        progress(0.8)
    progress(1)
    return buffer.getvalue()


def _write_matrix(book: Book, comparison: Comparison) -> None:
    shown = columns(comparison, with_questions=True)
    sheet = book.sheet("workbook.matrix")
    widths = [column.width for column in shown]
    book.widths(sheet, widths)
    titles = [book.say(column.title) for column in shown]
    book.head(sheet, 0, titles, widths)
    for number, row in enumerate(rows(comparison.measures, shown), start=1):
        book.row(sheet, number, [plain(cell, book.language) for cell in row], widths)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    book.spread(sheet, widths, kept=1)
    book.table(sheet, titles, len(comparison.measures))


_ANSWER_COLUMNS = (
    ("table.municipality", 36),
    ("table.measure", 40),
    ("workbook.revision", 11),
    ("workbook.assessment", 20),
    ("workbook.criterion", 22),
    ("workbook.question_key", 7),
    ("workbook.question", 30),
    ("workbook.answer", 20),
    ("workbook.level", 8),
    ("workbook.reason", 60),
)
_ANSWER_WIDTHS = [width for _, width in _ANSWER_COLUMNS]


def _write_answers(
    book: Book, comparison: Comparison, answers: Mapping[int, tuple[AnswerLine, ...]], progress: Progress
) -> None:
    sheet = book.sheet("workbook.answers")
    book.widths(sheet, _ANSWER_WIDTHS)
    titles = [book.say(key) for key, _ in _ANSWER_COLUMNS]
    book.head(sheet, 0, titles, _ANSWER_WIDTHS)
    questions = _questions(book, comparison)
    row = 0
    for number, measure in enumerate(comparison.measures):
        start = _start_of_line(book, measure)
        for line in answers.get(measure.measure_id, ()):
            row += 1
            _write_answer(
                book, sheet, row, (*start, _assessment(book, line), *questions[line.question]), line
            )
        if number % _STEP == 0:
            progress(0.25 + 0.5 * number / len(comparison.measures))
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    book.table(sheet, titles, row)


def _questions(book: Book, comparison: Comparison) -> dict[str, tuple[str, str, str]]:
    return {
        question.id: (book.say(criterion.short_title), question.id, book.say(question.title))
        for criterion in comparison.catalogue.criteria
        for question in criterion.questions
    }


def _start_of_line(book: Book, measure: ComparedMeasure) -> tuple[str, str, int]:
    name = findings.municipality_name(measure.municipality, is_example=measure.is_example)
    return plain(name, book.language), measure.title, measure.revision_number  # type: ignore[return-value]


def _assessment(book: Book, line: AnswerLine) -> str:
    if line.review is None:
        return book.say("workbook.self")
    return book.say("workbook.review", number=line.review) if line.review else book.say("workbook.a_review")


def _write_answer(book: Book, sheet: Worksheet, row: int, start: tuple[Value, ...], line: AnswerLine) -> None:
    kind = (
        book.say("workbook.given")
        if line.kind is AnswerKind.LEVEL
        else book.say(findings.answer_state_name(line.kind))
    )
    book.row(sheet, row, (*start, kind, line.level, line.reason or None), _ANSWER_WIDTHS)
