"""The last sheet: weights, versions and rules, so that the numbers can be understood years later."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from toolkit.comparison import Comparison
from toolkit.exchange.beside import weights_of_order
from toolkit.exchange.origin import Origin
from toolkit.exchange.workbook.book import Book
from toolkit.firmness import catalogue_weights
from toolkit.judging import rounded

_RULES = ("levels", "means", "coverage", "gate", "classes")
_WIDTHS = (38, 90, 14)


def write_method(book: Book, comparison: Comparison, origin: Origin) -> None:
    sheet = book.sheet("workbook.method")
    sheet.hide_gridlines(2)
    book.widths(sheet, _WIDTHS)
    row = _write_pairs(book, sheet, comparison, origin)
    row = _write_weights(book, sheet, comparison, row + 1)
    _write_levels(book, sheet, comparison, row + 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _write_pairs(book: Book, sheet: Worksheet, comparison: Comparison, origin: Origin) -> int:
    book.head(sheet, 0, [book.say("workbook.what"), book.say("workbook.meaning")], _WIDTHS)
    pairs = [
        *((book.say(term), book.text(words)) for term, words in origin.facts(comparison.catalogue)),
        (book.say("documents.order"), book.say(weights_of_order(comparison))),
        *((book.say(f"method.{rule}.title"), book.say(f"method.{rule}.text")) for rule in _RULES),
        (book.say("methods.firmness.title"), book.say("methods.firmness.words")),
        (book.say("workbook.no_level"), book.say("workbook.no_level_text")),
    ]
    for row, (term, words) in enumerate(pairs, start=1):
        book.row(sheet, row, (term, words), _WIDTHS)
    return len(pairs) + 1


def _write_weights(book: Book, sheet: Worksheet, comparison: Comparison, row: int) -> int:
    """Weights in the formulas: of each criterion its share, of each question its number."""
    shares = catalogue_weights(comparison.catalogue)
    titles = ("workbook.criterion", "workbook.question", "workbook.weight")
    book.head(sheet, row, [book.say(key) for key in titles], _WIDTHS)
    for criterion in comparison.catalogue.criteria:
        row += 1
        book.write(sheet, row, 0, book.say(criterion.title))
        share = rounded(100 * shares[criterion.id], 1).normalize() + 0
        book.write(sheet, row, 2, book.say("workbook.share", share=share), book.right)
        for question in criterion.questions:
            row += 1
            book.write(sheet, row, 1, f"{question.id} {book.say(question.title)}")
            book.write(sheet, row, 2, float(question.weight_value))
    return row + 1


def _write_levels(book: Book, sheet: Worksheet, comparison: Comparison, row: int) -> None:
    """What each level says and is worth."""
    titles = ("workbook.question", "workbook.level_text", "result.points")
    book.head(sheet, row, [book.say(key) for key in titles], _WIDTHS)
    for question in comparison.catalogue.questions.values():
        for level, anchored in enumerate(question.levels):
            row += 1
            anchor = book.say("documents.level", level=level, anchor=anchored.anchor)
            name = f"{question.id} {book.say(question.title)}"
            book.row(sheet, row, (name, anchor, float(rounded(question.values[level]))), _WIDTHS)
