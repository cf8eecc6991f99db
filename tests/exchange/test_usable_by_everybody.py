"""Every document can be used with a screen reader: title, language, structure, order, words for pictures."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pypdf import PdfReader

from tests.exchange.documents import KINDS, NO_KIND, Material, makers
from tests.exchange.meetings import HeldMeeting
from tests.exchange.region import LoadedRegion
from toolkit.exchange.item import Item
from toolkit.messages import LANGUAGES, Language

OFFICE = {"de": "de-DE", "en": "en-GB"}


@pytest.fixture(scope="session")
def material(region: LoadedRegion, item: Item, held: HeldMeeting) -> Material:
    return Material(region, item, held)


def test_every_function_that_makes_a_document_is_among_the_kinds_or_says_why_not() -> None:
    assert sorted(makers()) == sorted([*KINDS, *NO_KIND])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_everybody_can_use_it(material: Material, kind: str, language: Language) -> None:
    file = KINDS[kind](material, language)
    assert list(faults_of(file)(file, language)) == []


def faults_of(file: bytes) -> Callable[[bytes, Language], Iterator[str]]:
    if file.startswith(b"%PDF"):
        return pdf_faults
    with ZipFile(io.BytesIO(file)) as parts:
        folders = {name.split("/")[0] for name in parts.namelist()}
    return next(faults for folder, faults in OF_FOLDER.items() if folder in folders)


# --- PDF ----------------------------------------------------------------------------------------------


def pdf_faults(file: bytes, language: Language) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(file))
    root = reader.trailer["/Root"]
    if root["/Lang"] != language:
        yield f"language {root['/Lang']}"
    if not (reader.metadata and reader.metadata.title and root["/ViewerPreferences"]["/DisplayDocTitle"]):
        yield "no title"
    if b"<pdfuaid:part>1<" not in root["/Metadata"].get_data():
        yield "does not say that it is PDF/UA-1"
    if not root["/MarkInfo"]["/Marked"]:
        yield "not tagged"
    elements = list(structure(root["/StructTreeRoot"]))
    yield from heading_faults(
        [int(name[2]) for name, _ in elements if name[:2] == "/H" and name[2:].isdigit()]
    )
    for name, element in elements:
        if name == "/Table":
            heads = [inner for inner, _ in structure(element) if inner == "/TH"]
            if not heads:
                yield "a table without a head"
        if name == "/Figure" and not element.get("/Alt"):
            yield "a picture without words"


def structure(element: Any) -> Iterator[tuple[str, Any]]:
    """The tags in reading order, each with its element."""
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, dict) and "/S" in inner:
            yield str(inner["/S"]), inner
            yield from structure(inner)


def heading_faults(levels: list[int]) -> Iterator[str]:
    """One first heading, and none skipped on the way down."""
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings begin {levels[:3]}"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} below one of level {above}"


# --- Word ---------------------------------------------------------------------------------------------


def word_faults(file: bytes, language: Language) -> Iterator[str]:
    document: Any = docx.Document(io.BytesIO(file))
    properties = document.core_properties
    if not properties.title or properties.author:
        yield f"title {properties.title!r}, author {properties.author!r}"
    marks = {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))}
    if {properties.language, *marks} != {OFFICE[language]}:
        yield f"languages {properties.language}, {marks}"
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    headings = [2 + int(name[-1]) - 1 for name in styles if name.startswith("Heading")]
    if headings or document.tables:
        yield from heading_faults([*[1] * styles.count("Title"), *headings])
    for table in document.tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        if marked != [True] + [False] * (len(marked) - 1):
            yield "a table whose head is not marked"
        if not table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")):
            yield "a table without words"
    for picture in document.element.body.iter(qn("wp:docPr")):
        if not picture.get("descr"):
            yield "a picture without words"


# --- Excel --------------------------------------------------------------------------------------------


def excel_faults(file: bytes, language: Language) -> Iterator[str]:
    book = load_workbook(io.BytesIO(file))
    properties = book.properties
    if not properties.title or properties.creator or properties.language != OFFICE[language]:
        yield f"title {properties.title!r}, author {properties.creator!r}, language {properties.language}"
    for sheet in book.worksheets:
        stays = sheet.freeze_panes or sheet.print_title_rows
        # Of several tables below each other none can stay in view: each has its own head.
        if sheet.sheet_state == "visible" and not stays and not has_sections(sheet):
            yield f"«{sheet.title}»: nothing says which row is the head"
    with ZipFile(io.BytesIO(file)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/drawings/drawing"):
                drawing = etree.fromstring(parts.read(name))
                for each in drawing.iter("{*}cNvPr"):
                    if not each.get("descr"):
                        yield f"{name}: a chart without words"


def has_sections(sheet: Any) -> bool:
    """More than one row of headings, each with the shade that headings have."""
    shaded = {cell.row for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"}
    return len(shaded) > 1


# --- PowerPoint ---------------------------------------------------------------------------------------


def slides_faults(file: bytes, language: Language) -> Iterator[str]:
    deck: Any = Presentation(io.BytesIO(file))
    properties = deck.core_properties
    if not properties.title or properties.author or properties.language != OFFICE[language]:
        yield f"title {properties.title!r}, author {properties.author!r}, language {properties.language}"
    titles = Counter(slide.shapes.title.text for slide in deck.slides)
    yield from (
        f"title {title!r}, {count} times" for title, count in titles.items() if count > 1 or not title
    )
    for number, slide in enumerate(deck.slides, start=1):
        kinds = [KIND_NAMES.get(kind_of(shape), "?") for shape in slide.shapes]
        if number > 1 and [kind for kind in kinds if kind != "chart"] != [
            "title",
            "text",
            "footer",
            "number",
        ]:
            yield f"slide {number} is read in the order {kinds}"
        if "chart" in kinds and kinds.index("chart") != 2:
            yield f"slide {number}: the chart is not read after the text"
        for shape in slide.shapes:
            if not shape.is_placeholder and not shape._element.xpath(".//p:cNvPr/@descr"):
                yield f"slide {number}: a chart without words"
        if "chart" in kinds and not (slide.has_notes_slide and slide.notes_slide.notes_text_frame.text):
            yield f"slide {number}: a chart and no notes"
        yield from language_faults(slide, OFFICE[language])


KIND_NAMES = {
    PP_PLACEHOLDER.TITLE: "title",
    PP_PLACEHOLDER.OBJECT: "text",
    PP_PLACEHOLDER.FOOTER: "footer",
    PP_PLACEHOLDER.SLIDE_NUMBER: "number",
    None: "chart",
}


def kind_of(shape: Any) -> Any:
    return shape.placeholder_format.type if shape.is_placeholder else None


def language_faults(slide: Any, language: str) -> Iterator[str]:
    elements = [slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])]
    for element in elements:
        for run in element.iter("{*}r", "{*}fld"):
            properties = run.find("{*}rPr")
            if properties is None or properties.get("lang") != language:
                yield f"a text without its language: {''.join(run.itertext())!r}"


OF_FOLDER = {"word": word_faults, "xl": excel_faults, "ppt": slides_faults}
