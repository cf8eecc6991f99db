"""How an answer sheet looks, on the screen and on A4."""

from __future__ import annotations

import textwrap
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from toolkit.exchange.answer_sheet.form import Look
from toolkit.messages import Language
from toolkit.model.fact_sheet import FactKind

A4 = 9
MARGINS = {"left": 0.6, "right": 0.6, "top": 0.6, "bottom": 0.75}  # inches
LABEL_WIDTH, TEXT_WIDTH = 26, 68  # in digits; together as wide as A4 within its margins
FURTHER_WIDTHS = (11, 38, 34, 18, 42)
LINE_HEIGHT = 15.0  # points, as everything below
FURTHER_HEIGHT = 36.0
PAGE_HEIGHT = 690.0  # A4 without margins and the heading that is repeated

_BLUE, _PALE_BLUE, _PALER_BLUE = "#2044AA", "#D8E1F4", "#EFF3FA"
_TEXT, _MUTED, _INPUT_BORDER, _INPUT_FILL = "#131525", "#51577A", "#1D2034", "#FFFDF3"
_BODY: dict[str, Any] = {
    "font_name": "Calibri",
    "font_size": 11,
    "font_color": _TEXT,
    "valign": "top",
    "text_wrap": True,
}
_AS_TEXT = "@"


class Styles:
    """The formats of one workbook. Dates stand as the language writes them, all else as typed."""

    def __init__(self, workbook: xlsxwriter.Workbook, language: Language) -> None:
        def style(**more: Any) -> Format:
            return workbook.add_format({**_BODY, **more})

        self.title = style(bold=True, font_size=15, font_color=_BLUE, text_wrap=False)
        self.subtitle = style(font_color=_MUTED, text_wrap=False)
        self.table_heading = style(bold=True, bg_color=_PALE_BLUE, border=1, border_color=_INPUT_BORDER)
        self._looks = {
            Look.HEADING: (
                style(bold=True, font_size=13, bg_color=_PALE_BLUE, valign="vcenter"),
                style(bg_color=_PALE_BLUE, valign="vcenter"),
            ),
            Look.QUESTION: (
                style(bold=True, bg_color=_PALER_BLUE, top=1, top_color=_BLUE),
                style(bold=True, bg_color=_PALER_BLUE, top=1, top_color=_BLUE),
            ),
            Look.TEXT: (style(bold=True), style()),
            Look.MUTED: (style(), style(font_color=_MUTED, italic=True)),
            Look.LEVEL: (style(), style()),
            Look.FIELD: (style(bold=True, valign="vcenter"), style(valign="vcenter")),
        }
        entered = {
            "locked": False,
            "border": 1,
            "border_color": _INPUT_BORDER,
            "bg_color": _INPUT_FILL,
            "align": "left",
        }
        self._inputs = {
            FactKind.MONEY: style(**entered, num_format="#,##0.00"),
            FactKind.HOURS: style(**entered, num_format="#,##0"),
            FactKind.DATE: style(**entered, num_format="dd.mm.yyyy" if language == "de" else "yyyy-mm-dd"),
        }
        self._text_input = style(**entered, num_format=_AS_TEXT)

    def of(self, look: Look) -> tuple[Format, Format]:
        """For the label, and for the text beside it."""
        return self._looks[look]

    def input(self, kind: FactKind) -> Format:
        return self._inputs.get(kind, self._text_input)


def lines_needed(text: str, width: int) -> int:
    """How many lines a text takes in a column: letters are a little narrower than the digits that widths
    are counted in."""
    fits = int(width * 1.1)
    return sum(max(1, len(textwrap.wrap(part, fits))) for part in text.split("\n"))
