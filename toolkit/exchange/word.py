"""Any document as a Word file for the office to edit: real headings, lists and tables, readable by everybody.

The same blocks as the PDF; no picture stands in it, so that a screen reader misses nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from toolkit.exchange.documents import (
    Column,
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Points,
    Ranges,
    Table,
)
from toolkit.exchange.origin import OFFICE_LANGUAGE, said
from toolkit.messages import Language

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"  # on every office computer
INK, MUTED = RGBColor(0x13, 0x15, 0x25), RGBColor(0x51, 0x57, 0x7A)
_SIZES = {"Title": 20, "Heading 1": 14, "Heading 2": 12}
_WIDTH = 16.0  # centimetres between the margins
_RULE = "B2B6CC"
_TOGETHER = 8  # rows of a table that is not divided between two pages
# XML takes none of them, and people paste them from elsewhere without seeing them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def document_word(document: Document, *, at: datetime) -> bytes:
    writer = _Writer(document, at)
    for block in document.blocks:
        writer.write(block)
    return _saved(writer.file)


def letter_word(text: str, *, title: str, language: Language, at: datetime) -> bytes:
    """The text alone, paragraph by paragraph, to put on one's own letterhead."""
    file = _opened(title, language, at)
    for paragraph in printable(text).split("\n\n"):
        file.add_paragraph(paragraph)
    return _saved(file)


def _opened(title: str, language: Language, at: datetime) -> Any:
    file: Any = docx.Document()
    _set_page(file)
    _set_styles(file, OFFICE_LANGUAGE[language])
    properties = file.core_properties
    # Otherwise the file names the library's own template as its author.
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = printable(title), OFFICE_LANGUAGE[language]
    properties.created = properties.modified = at.replace(tzinfo=None)
    return file


def _saved(file: Any) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


class _Writer:
    def __init__(self, document: Document, at: datetime) -> None:
        self.document = document
        self.file = _opened(document.title, document.language, at)
        if document.kicker:
            self._text(document.kicker, colour=MUTED)
        self.file.add_paragraph(printable(document.title), style="Title")
        self._footer()

    def write(self, block: object) -> None:
        if isinstance(block, Heading):
            self.file.add_heading(printable(block.text), block.level)
        elif isinstance(block, Paragraph):
            colour = MUTED if block.weight == "muted" else None
            self._text(block.text, bold=block.weight == "strong", colour=colour)
        elif isinstance(block, Notice):
            self._text(block.text, bold=True)
        elif isinstance(block, Points):
            for item in block.items:
                style = "List Number" if block.numbered else "List Bullet"
                self.file.add_paragraph(printable(item), style=style)
        elif isinstance(block, Facts):
            for term, words in block.entries:
                paragraph = self.file.add_paragraph()
                paragraph.add_run(printable(f"{term}: ")).bold = True
                paragraph.add_run(printable(words))
        elif isinstance(block, Ranges):
            name, _, words = block.head
            rows = tuple((line.name, line.words) for line in block.lines)
            caption = said(self.document.language, "documents.profile_table")
            self._table(Table(caption, (Column(name), Column(words, share=1.5)), rows))
        elif isinstance(block, Table):
            self._table(block)

    def _text(self, text: str, *, bold: bool = False, colour: RGBColor | None = None) -> None:
        """What stands out leads to something, and stays with it."""
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bold or colour is not None
        run = paragraph.add_run(printable(text))
        run.bold = bold or None
        if colour is not None:
            run.font.color.rgb = colour

    def _table(self, block: Table) -> None:
        if block.caption:
            self._text(block.caption, colour=MUTED)
        table = self.file.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        table.autofit = False
        whole = sum(column.share for column in block.columns)
        widths = [Cm(_WIDTH * column.share / whole) for column in block.columns]
        titles = [column.title for column in block.columns]
        _fill(table.rows[0], titles, block.columns, bold=True)
        _repeat(table.rows[0])
        for number, row in enumerate(block.rows):
            _fill(table.add_row(), row, block.columns, bold=number in block.strong_rows)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            _keep_together(row)
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        _describe(table, block.caption or " · ".join(titles))
        _draw_lines(table)
        if len(block.rows) <= _TOGETHER:
            _keep_rows_together(table)
        gap = self.file.add_paragraph().paragraph_format  # two tables would become one without it
        gap.space_after, gap.line_spacing = Pt(0), Pt(6)

    def _footer(self) -> None:
        paragraph = self.file.sections[0].footer.paragraphs[0]
        style = self.file.styles["Footer"]
        style.font.size, style.font.color.rgb = Pt(8.5), MUTED
        paragraph.add_run(printable(self.document.footer + " · "))
        words = said(self.document.language, "documents.page", page="\x00", pages="\x01")
        for part in filter(None, re.split("([\x00\x01])", words)):
            is_field = part in ("\x00", "\x01")
            run = paragraph.add_run("" if is_field else part)
            if is_field:
                _add_field(run, "PAGE" if part == "\x00" else "NUMPAGES")


def _fill(row: Any, texts: Sequence[str], columns: Sequence[Column], *, bold: bool) -> None:
    for cell, text, column in zip(row.cells, texts, columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column.align == "end" else None
        paragraph.add_run(printable(text)).bold = bold or None


def _repeat(row: Any) -> None:
    """The head, on each page and for screen readers."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "D8E1F4")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _keep_together(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _keep_rows_together(table: Any) -> None:
    """No page ends within it: each row stays with the next."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _draw_lines(table: Any) -> None:
    """Fine lines in the house's colour, below each row only; and the text flush with that of the page."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = side in ("top", "bottom", "insideH")
        for name, value in (("val", "single" if drawn else "nil"), ("sz", "4"), ("color", _RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "108")  # the space that Word leaves within a cell, in twentieths of a point
    indent.set(qn("w:type"), "dxa")
    properties = table._tbl.tblPr
    # The order of these parts is fixed: both stand before the layout.
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(indent)
    layout.addprevious(borders)


def _describe(table: Any, words: str) -> None:
    for name in ("tblCaption", "tblDescription"):
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), printable(words))
        table._tbl.tblPr.append(mark)


def _add_field(run: Any, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _set_page(file: Any) -> None:
    for section in file.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)


def _set_styles(file: Any, language: str) -> None:
    normal = file.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for name in ("Normal", *_SIZES):
        style = file.styles[name]
        style.font.name, style.font.color.rgb = FONT, INK
        # The template's theme would win over the name otherwise.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, size in _SIZES.items():
        style = file.styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.paragraph_format.space_after = Pt(4)
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
    for mark in file.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
