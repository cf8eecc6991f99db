"""A list to fill in: the headings with their choices, and a second sheet that explains each column."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from toolkit.exchange.excel import in_language
from toolkit.exchange.lists.columns import CellKind, ListColumn
from toolkit.messages import Language, Message, translate

_ROWS_PREPARED = 500
_WIDTHS = {
    CellKind.LINE: 28,
    CellKind.TEXT: 40,
    CellKind.CHOICE: 26,
    CellKind.MONEY: 16,
    CellKind.NUMBER: 14,
    CellKind.DATE: 14,
    CellKind.YES_NO: 12,
    CellKind.KEY: 28,
}
# Texts of people stay texts: no formula, no link, no number is made of them.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def list_template(columns: Sequence[ListColumn], *, title: Message, language: Language) -> bytes:
    """Without an example row, which would have to be told from a real one: the examples stand in the second
    sheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": translate(title, language)})
        formats = _Formats(book)
        sheet = book.add_worksheet(translate(title, language))
        explained = book.add_worksheet(translate(Message.of("lists.sheet_of_columns"), language))
        offered = book.add_worksheet(translate(Message.of("lists.sheet_of_choices"), language))
        for place, column in enumerate(columns):
            sheet.write_string(0, place, translate(column.label, language), formats.heading)
            sheet.set_column(place, place, _WIDTHS[column.kind], formats.of(column.kind))
            _offer_choices(sheet, offered, place, column, language)
        sheet.set_row(0, 48)
        sheet.freeze_panes(1, 1)
        offered.hide()
        _explain(explained, columns, formats, language)
    return in_language(buffer.getvalue(), language)


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"text_wrap": True, "valign": "top"}
        self.heading = book.add_format({"bold": True, **base, "bottom": 1, "bg_color": "#D8E1F4"})
        self.body = book.add_format(base)
        self._by_kind = {
            CellKind.MONEY: book.add_format({**base, "num_format": "#,##0.00"}),
            CellKind.DATE: book.add_format({**base, "num_format": "dd.mm.yyyy"}),
            # As text, or Excel would drop the leading zero.
            CellKind.KEY: book.add_format({**base, "num_format": "@"}),
        }

    def of(self, kind: CellKind) -> xlsxwriter.format.Format:
        return self._by_kind.get(kind, self.body)


def _offer_choices(
    sheet: xlsxwriter.worksheet.Worksheet,
    offered: xlsxwriter.worksheet.Worksheet,
    place: int,
    column: ListColumn,
    language: Language,
) -> None:
    names = [translate(label, language) for label, _ in column.choices]
    if column.kind is CellKind.YES_NO:
        names = [translate(Message.of(sentence), language) for sentence in ("facts.yes", "facts.no")]
    if not names:
        return
    for row, name in enumerate(names):
        offered.write_string(row, place, name)
    letters = xlsxwriter.utility.xl_col_to_name(place)
    source = f"='{offered.get_name()}'!${letters}$1:${letters}${len(names)}"
    rule = {
        "validate": "list",
        "source": source,
        "error_title": translate(column.label, language)[:32],
        "error_message": translate(Message.of("lists.choose_from_list"), language),
    }
    sheet.data_validation(1, place, _ROWS_PREPARED, place, rule)


def _explain(
    sheet: xlsxwriter.worksheet.Worksheet,
    columns: Sequence[ListColumn],
    formats: _Formats,
    language: Language,
) -> None:
    titles = ("column", "content", "what")
    for place, (title, width) in enumerate(zip(titles, (36, 44, 70), strict=True)):
        sheet.set_column(place, place, width)
        heading = translate(Message.of(f"lists.explained.{title}"), language)
        sheet.write_string(0, place, heading, formats.heading)
    for row, column in enumerate(columns, start=1):
        texts = (column.label, _content(column), column.help)
        for place, text in enumerate(texts):
            shown = "" if text is None else translate(text, language)
            sheet.write_string(row, place, shown, formats.body)
    sheet.freeze_panes(1, 0)


def _content(column: ListColumn) -> Message:
    """What may stand in the column, with an example; whether it must."""
    if column.choices:
        return Message.of("lists.kind.choice", choices=tuple(label for label, _ in column.choices))
    if column.longest:
        sentence = "lists.kind.required" if column.required else "lists.kind.text"
        return Message.of(sentence, longest=column.longest)
    return Message.of(f"lists.kind.{column.kind.value}")
