"""The first sheet: what the comparison says in a few sentences, two charts, and the order as a table."""

from __future__ import annotations

from collections import Counter

from xlsxwriter.worksheet import Worksheet

from toolkit import findings, weighing
from toolkit.comparison import Comparison
from toolkit.exchange.beside import weights_of_order
from toolkit.exchange.order import OrderedList, class_counts, ordered_lists
from toolkit.exchange.origin import Origin
from toolkit.exchange.workbook.book import FONT, Book
from toolkit.judging import rounded

COLOURS = ("#2044AA", "#5174C5", "#B2C4E9", "#51577A", "#6E7597", "#D8E1F4")
MOST_BARS = 15  # more measures than that no chart of this size can name
_CHART_ROWS = 19
_CHART_HEIGHT = 350


def write_overview(book: Book, comparison: Comparison, origin: Origin) -> None:
    sheet = book.sheet("workbook.overview")
    sheet.hide_gridlines(2)
    widths = _widths(len(comparison.catalogue.criteria))
    book.widths(sheet, widths)
    sheet.set_row(0, 24)
    book.write(sheet, 0, 0, book.say("workbook.title"), book.title)
    book.write(sheet, 1, 0, book.text(origin.programme), book.muted)
    row = _write_findings(book, sheet, comparison, 3)
    lists = ordered_lists(comparison)
    charts = row + 1
    row = charts + _CHART_ROWS if lists or comparison.measures else charts
    starts = []
    for found in lists:
        starts.append(row + 2)
        row = _write_list(book, sheet, comparison, found, row)
    row = _write_apart(book, sheet, comparison, row)
    counts = _write_classes(book, sheet, comparison, row)
    if lists:
        longest, first = max(zip(lists, starts, strict=True), key=lambda each: len(each[0].places))
        _insert_order(book, sheet, comparison, longest, (first, charts))
    _insert_classes(book, sheet, comparison, counts, charts)


def _widths(criteria: int) -> list[int]:
    """Rank, measure, municipality, total, range; each criterion; likely ranks, step, class."""
    return [8, 42, 36, 10, 10, *[20] * criteria, 16, 28, 25]


def _write_findings(book: Book, sheet: Worksheet, comparison: Comparison, row: int) -> int:
    for said in (
        findings.ranking_headline(comparison),
        findings.matrix_headline(comparison),
        findings.firmness(comparison),
        weights_of_order(comparison),
        weighing.admissible(has_order=False),
    ):
        book.write(sheet, row, 0, book.say(said), book.strong)
        row += 1
    return row


def _write_list(book: Book, sheet: Worksheet, comparison: Comparison, found: OrderedList, row: int) -> int:
    """Gives the row below."""
    criteria = [book.say(criterion.short_title) for criterion in comparison.catalogue.criteria]
    book.write(sheet, row, 0, book.say(found.title), book.strong)
    titles = ["table.rank", "table.measure", "table.municipality", "findings.total", "table.span"]
    last = ["workbook.likely_ranks", "workbook.step", "table.class"]
    head = [*(book.say(key) for key in titles), *criteria, *(book.say(key) for key in last)]
    widths = _widths(len(criteria))
    book.head(sheet, row + 1, head, widths)
    for row_of_place, place in enumerate(found.places, start=row + 2):
        measure = comparison.by_id[place.measure_id]
        name = findings.municipality_name(measure.municipality, is_example=measure.is_example)
        span = findings.bare_span(measure.judgement.total)
        parts = [float(rounded(part, 1)) for part in findings.contributions(measure.judgement)]
        cells = [
            place.rank,
            measure.title,
            book.text(name),
            float(place.points),
            book.say(span) if span else None,
            *parts,
            book.say(weighing.rank_range(place.likely)),
            book.say(place.ahead_of_next) if place.ahead_of_next else None,
            book.say(findings.class_of(comparison.catalogue, measure.judgement).title),
        ]
        book.row(sheet, row_of_place, cells, widths)
    return row + len(found.places) + 3


def _write_apart(book: Book, sheet: Worksheet, comparison: Comparison, row: int) -> int:
    if not comparison.ranking.apart:
        return row
    book.write(sheet, row, 0, book.say("workbook.apart"), book.strong)
    for column, key in enumerate(("table.measure", "table.municipality", "table.apart"), start=1):
        book.write(sheet, row + 1, column, book.say(key), book.caption)
    for number, (measure_id, reason) in enumerate(comparison.ranking.apart, start=row + 2):
        measure = comparison.by_id[measure_id]
        name = findings.municipality_name(measure.municipality, is_example=measure.is_example)
        book.row(sheet, number, (measure.title, book.text(name)), _widths(0), start=1)
        book.write(sheet, number, 3, book.say(findings.apart_reason(measure, reason)), book.plain)
    return row + len(comparison.ranking.apart) + 3


def _write_classes(book: Book, sheet: Worksheet, comparison: Comparison, row: int) -> tuple[int, int]:
    """Gives the first and the last row of the counts."""
    counts: Counter[str] = class_counts(comparison)
    book.write(sheet, row, 1, book.say("workbook.classes"), book.strong)
    for column, key in ((1, "table.class"), (2, "workbook.measures")):
        book.write(sheet, row + 1, column, book.say(key), book.heading)
    for number, each in enumerate(comparison.catalogue.classes, start=row + 2):
        book.write(sheet, number, 1, book.say(each.title.capitalised()))
        book.write(sheet, number, 2, counts[each.id])
    return row + 2, row + 1 + len(comparison.catalogue.classes)


def _insert_order(
    book: Book, sheet: Worksheet, comparison: Comparison, found: OrderedList, rows: tuple[int, int]
) -> None:
    """What each criterion adds to the total, of one list, as a chart that the office can change. `rows` are
    the list's first one and the one at which the chart stands."""
    first, at = rows
    shown = found.places[:MOST_BARS]
    last = first + len(shown) - 1
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for index, criterion in enumerate(comparison.catalogue.criteria):
        column = 5 + index
        chart.add_series(
            {
                "name": book.say(criterion.short_title),
                "categories": [sheet.name, first, 1, last, 1],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": COLOURS[index % len(COLOURS)]},
                "border": {"color": "#FFFFFF", "width": 1},
                "gap": 40,
            }
        )
    font = {"name": FONT, "size": 9, "color": "#131525"}
    chart.set_title(
        {"name": book.say("workbook.chart_order", list=found.title), "name_font": {**font, "size": 12}}
    )
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"none": True}})
    grid = {"visible": True, "line": {"color": "#D8D9E0"}}
    chart.set_x_axis({"min": 0, "max": 100, "num_font": font, "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 760, "height": _CHART_HEIGHT})
    leaders = tuple(comparison.by_id[place.measure_id].title for place in shown if place.rank == 1)
    alt = book.say("workbook.chart_order_alt", n=len(shown), list=found.title, titles=leaders)
    sheet.insert_chart(at, 0, chart, {"description": alt, "object_position": 2})


def _insert_classes(
    book: Book, sheet: Worksheet, comparison: Comparison, rows: tuple[int, int], at: int
) -> None:
    first, last = rows
    chart = book.workbook.add_chart({"type": "bar"})
    font = {"name": FONT, "size": 9, "color": "#131525"}
    chart.add_series(
        {
            "name": book.say("workbook.measures"),
            "categories": [sheet.name, first, 1, last, 1],
            "values": [sheet.name, first, 2, last, 2],
            "fill": {"color": COLOURS[0]},
            "data_labels": {"value": True, "font": font},
            "gap": 40,
        }
    )
    chart.set_title({"name": book.say("workbook.classes"), "name_font": {**font, "size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"none": True}})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 480, "height": _CHART_HEIGHT})
    counts = class_counts(comparison)
    parts = tuple(f"{book.say(each.title)} {counts[each.id]}" for each in comparison.catalogue.classes)
    alt = book.say("workbook.classes_alt", parts=parts)
    sheet.insert_chart(at, 5, chart, {"description": alt, "x_offset": 60, "object_position": 2})
