"""Every kind of document that leaves the house, made of the same material; and which functions make one."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import toolkit.exchange
from tests.exchange.meetings import HeldMeeting
from tests.exchange.region import NOON, LoadedRegion
from tests.exchange.weightings import FIXED
from tests.houses import panel_catalogue
from tests.matrix_check.tables import ERFTSTADT, report_on
from toolkit.exchange.answer_sheet import empty_sheet, write_answer_sheet
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.council_paper import Decided, council_paper
from toolkit.exchange.item import Item
from toolkit.exchange.item_documents import fact_sheet_document, one_minute_document
from toolkit.exchange.lists import measure_template, municipality_template
from toolkit.exchange.matrix_document import matrix_document
from toolkit.exchange.matrix_workbook import corrected_workbook
from toolkit.exchange.minutes import minutes_as_pdf, minutes_as_word
from toolkit.exchange.origin import Origin
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.result_document import result_document
from toolkit.exchange.slides import comparison_slides, meeting_slides
from toolkit.exchange.word import document_word, letter_word
from toolkit.exchange.workbook import comparison_workbook, meeting_workbook
from toolkit.messages import Language


@dataclass(frozen=True)
class Material:
    region: LoadedRegion
    item: Item
    held: HeldMeeting

    @property
    def decided(self) -> Decided:
        record = self.held.record
        return Decided(record, next(each for each in record.items if each.decision is not None))


def _comparison_pdf(of: Material, language: Language) -> bytes:
    comparison, origin = of.region.comparison, of.region.origin
    return document_pdf(
        comparison_document(comparison, origin=origin, language=language, fixed=FIXED), at=NOON
    )


def _paper(of: Material, language: Language) -> bytes:
    paper = council_paper(of.item, checks=(), origin=of.region.origin, language=language, decided=of.decided)
    return document_word(paper, at=NOON)


def _matrix_pdf(of: Material, language: Language) -> bytes:
    report = report_on(ERFTSTADT)
    return document_pdf(matrix_document(report, file_name="matrix.xlsx", language=language, at=NOON), at=NOON)


# By the function that makes it: module within `toolkit.exchange`, and name.
KINDS: dict[str, Callable[[Material, Language], bytes]] = {
    "answer_sheet.writing.write_answer_sheet": lambda of, language: write_answer_sheet(
        empty_sheet(panel_catalogue(), "Stadt Beispielförde", language)
    ),
    "comparison_document.comparison_document": _comparison_pdf,
    "council_paper.council_paper": _paper,
    "item_documents.fact_sheet_document": lambda of, language: document_pdf(
        fact_sheet_document(of.item, language=language, at=NOON), at=NOON
    ),
    "item_documents.one_minute_document": lambda of, language: document_pdf(
        one_minute_document(of.item, language=language, at=NOON), at=NOON
    ),
    "lists.measures.measure_template": lambda of, language: measure_template(language),
    "lists.municipalities.municipality_template": lambda of, language: municipality_template(language),
    "matrix_document.matrix_document": _matrix_pdf,
    "matrix_workbook.corrected_workbook": lambda of, language: corrected_workbook(
        report_on(ERFTSTADT), language
    ),
    "minutes.minutes_as_pdf": lambda of, language: minutes_as_pdf(
        of.held.record, of.held.heads, language=language
    ),
    "minutes.minutes_as_word": lambda of, language: minutes_as_word(
        of.held.record, of.held.heads, language=language
    ),
    "result_document.result_document": lambda of, language: document_pdf(
        result_document(of.item.opened, language=language, at=NOON), at=NOON
    ),
    "slides.comparison.comparison_slides": lambda of, language: comparison_slides(
        of.region.comparison, origin=of.region.origin, language=language, fixed=FIXED
    ),
    "slides.meeting.meeting_slides": lambda of, language: meeting_slides(
        of.held.record, origin=Origin(of.held.record.programme, NOON), language=language
    ),
    "word.letter_word": lambda of, language: letter_word(
        "Betreff\n\nSehr geehrte Damen und Herren,", title="Brief", language=language, at=NOON
    ),
    "workbook.meeting.meeting_workbook": lambda of, language: meeting_workbook(
        of.held.record, origin=Origin(of.held.record.programme, NOON), language=language
    ),
    "workbook.making.comparison_workbook": lambda of, language: comparison_workbook(
        of.region.comparison, of.region.answers, origin=of.region.origin, language=language, fixed=FIXED
    ),
}
# What gives a file or a document and is no kind of its own, and why.
NO_KIND = {
    "excel.in_language": "changes a workbook",
    "handover_file.handover_file": "for another installation, read by nobody",
    "item.on_one_page": "shortens any document",
    "letters.letter_as_word": "names the letter, which letter_word writes",
    "listing_files.listing_csv": "plain text, which has no structure to mark",
    "listing_files.listing_json": "for programs",
    "lists.template.list_template": "writes the two templates",
    "mail.calendar.calendar_file": "for calendars",
    "minutes.minutes_document": "becomes PDF and Word, both of which are here",
    "pdf.document_pdf": "writes any document",
    "word.document_word": "writes any document",
}


def makers() -> Iterator[str]:
    """Public functions of `toolkit.exchange` that give a file or a document."""
    root = Path(toolkit.exchange.__path__[0])
    for path in sorted(root.rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        functions = (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))
        for each in functions:
            gives = ast.unparse(each.returns) if each.returns else ""
            if not each.name.startswith("_") and gives in ("bytes", "Document"):
                yield f"{module}.{each.name}"
