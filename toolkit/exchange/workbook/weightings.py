"""The sheet of the fixed weightings, where there are some: what each weighs, and the ranks under each."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from toolkit import findings
from toolkit.exchange.beside import Beside, weights_of_order
from toolkit.exchange.order import list_title
from toolkit.exchange.workbook.book import Book
from toolkit.firmness import ComparedList


def write_weightings(book: Book, found: Beside) -> None:
    sheet = book.sheet("workbook.weightings")
    sheet.hide_gridlines(2)
    book.widths(sheet, _widths(found))
    book.write(sheet, 0, 0, book.say(weights_of_order(found.comparison)), book.strong)
    row = _write_weights(book, sheet, found, 2)
    for each in found.lists:
        row = _write_list(book, sheet, (found, each), row)


def _widths(found: Beside) -> tuple[int, ...]:
    """Name and municipality, then each criterion or weighting."""
    return 42, 36, *[20] * max(len(found.comparison.catalogue.criteria), len(found.weightings))


def _write_weights(book: Book, sheet: Worksheet, found: Beside, row: int) -> int:
    """Gives the row below."""
    widths = _widths(found)
    criteria = [book.say(each.short_title) for each in found.comparison.catalogue.criteria]
    book.head(
        sheet, row, [book.say("documents.weighting"), book.say("documents.per_cent"), *criteria], widths
    )
    for row_of, (name, shares) in enumerate(found.weight_rows(), start=row + 1):
        book.row(sheet, row_of, (name, None, *shares), widths)
    return row + len(found.weightings) + 2


def _write_list(book: Book, sheet: Worksheet, shown: tuple[Beside, ComparedList], row: int) -> int:
    """Gives the row below."""
    found, each = shown
    widths = _widths(found)
    book.write(sheet, row, 0, book.say(list_title(each)), book.strong)
    for headline in found.headlines(each):
        row += 1
        book.write(sheet, row, 0, book.say(headline), book.plain)
    titles = (book.say("table.measure"), book.say("table.municipality"), *each.names)
    book.head(sheet, row + 1, titles, widths)
    for row_of, measure_id in enumerate(each.measures, start=row + 2):
        measure = found.comparison.by_id[measure_id]
        place = findings.municipality_name(measure.municipality, is_example=measure.is_example)
        ranks = (place.rank for place in each.places[measure_id])
        book.row(sheet, row_of, (measure.title, book.text(place), *ranks), widths)
    return row + len(each.measures) + 3
