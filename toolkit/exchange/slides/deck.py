"""A deck in the house's look that everybody can use: titles, reading order, language, words for charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.shapes.autoshape import CT_Shape
from pptx.util import Cm, Pt

from toolkit.exchange.documents import shortened
from toolkit.exchange.origin import OFFICE_LANGUAGE, said
from toolkit.messages import Language, Message, Text, to_text

FONT = "Arial"  # on every office computer
_RGB: Any = RGBColor  # the library has no types
INK, MUTED, ACTION = (_RGB.from_string(each) for each in ("131525", "51577A", "2044AA"))
WIDTH, HEIGHT, MARGIN = Cm(33.867), Cm(19.05), Cm(1.6)
BODY_TOP, BODY_HEIGHT = Cm(4.4), Cm(12.4)
_TITLE, _TITLE_AND_TEXT = 0, 1
_LONG_TITLE = 75  # characters that fit into two lines of the large size
# Type sizes, each with the characters that fit beside a chart; over the whole width it is twice as many.
_SIZES = ((16, 380), (14, 640), (12, 1000))
_SHORTER = (600, 400, 280, 200, 140, 90)  # characters of one line, tried until the text fits


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a slide."""

    left: int
    top: int
    width: int
    height: int


WHOLE = Box(MARGIN, BODY_TOP, WIDTH - 2 * MARGIN, BODY_HEIGHT)
LEFT = Box(MARGIN, BODY_TOP, Cm(11.4), BODY_HEIGHT)
RIGHT = Box(MARGIN + Cm(12), BODY_TOP, WIDTH - 2 * MARGIN - Cm(12), BODY_HEIGHT)


@dataclass(frozen=True)
class Deck:
    """The open presentation in its readers' language."""

    file: Any
    language: Language
    footer: str

    @classmethod
    def opened(cls, *, language: Language, title: str, footer: str, at: datetime) -> Deck:
        file: Any = Presentation()
        file.slide_width, file.slide_height = WIDTH, HEIGHT
        properties = file.core_properties
        # Otherwise the file names the library's own template and its author.
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.title, properties.language = title, OFFICE_LANGUAGE[language]
        properties.created = properties.modified = at.replace(tzinfo=None)
        _set_typeface(file)
        _set_layouts(file)
        return cls(file, language, footer)

    def say(self, what: str | Message | Text, **values: object) -> str:
        return said(self.language, what, **values)

    def text(self, value: str | Message) -> str:
        """A name, which may carry the mark of the example."""
        return to_text(value, self.language)

    def title_slide(self, title: str, lines: Sequence[str]) -> None:
        slide = self.file.slides.add_slide(self.file.slide_layouts[_TITLE])
        slide.shapes.title.text = _printable(title)
        _fill(slide.placeholders[1], lines)
        for paragraph in slide.placeholders[1].text_frame.paragraphs:
            paragraph.alignment, paragraph.font.size = PP_ALIGN.LEFT, Pt(18)
            paragraph.font.color.rgb = MUTED

    def slide(self, title: str, lines: Sequence[str], *, box: Box = WHOLE, lead: bool = True) -> Any:
        """A slide with its title and text, numbered; charts are added to what it gives. The first line leads
        where `lead` says so. What is too long is cut; then the notes have all of it."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[_TITLE_AND_TEXT])
        slide.shapes.title.text = _printable(title)
        size = Pt(26) if len(title) <= _LONG_TITLE else Pt(20)
        slide.shapes.title.text_frame.paragraphs[0].font.size = size
        body = slide.placeholders[1]
        body.left, body.top, body.width, body.height = box.left, box.top, box.width, box.height
        shown = _fill(body, lines, lead=lead, room=1 if box.width < WHOLE.width else 2)
        self._number(slide)
        if shown != tuple(lines):
            self.note(slide, *lines)
        return slide

    def pages(self, title: str, lines: Sequence[str], *, most: int) -> None:
        """A list, over as many slides as it takes; each title says which it is."""
        parts = [lines[start : start + most] for start in range(0, len(lines), most)] or [()]
        for number, part in enumerate(parts, start=1):
            name = self.say("slides.part", title=title, number=number, all=len(parts))
            self.slide(name if len(parts) > 1 else title, part, lead=False)

    def note(self, slide: Any, *lines: str) -> None:
        """Below the slide, for whoever presents it or reads it on their own."""
        frame = slide.notes_slide.notes_text_frame
        for line in lines:
            paragraph = frame.add_paragraph() if frame.text else frame.paragraphs[0]
            paragraph.text = _printable(line)

    def _number(self, slide: Any) -> None:
        """Footer and number stand on the layout only, unless they are copied onto the slide; last, so that
        they are read last."""
        for shape in slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                copy = deepcopy(shape._element)
                slide.shapes._spTree.append(copy)
                if kind is PP_PLACEHOLDER.FOOTER:
                    slide.shapes[-1].text_frame.text = _printable(self.footer)

    def bytes(self) -> bytes:
        for slide in self.file.slides:
            _name_language(slide._element, OFFICE_LANGUAGE[self.language])
            if slide.has_notes_slide:
                _name_language(slide.notes_slide._element, OFFICE_LANGUAGE[self.language])
        stream = io.BytesIO()
        self.file.save(stream)
        return stream.getvalue()


def describe(frame: Any, *, name: str, words: str) -> None:
    """What a screen reader says instead of a picture."""
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", name)
    properties.set("descr", _printable(words))


def move_before_footer(slide: Any, frame: Any) -> None:
    """Read after the text and before footer and number."""
    element = frame._element
    for shape in slide.placeholders:
        if shape.placeholder_format.type is PP_PLACEHOLDER.FOOTER:
            shape._element.addprevious(element)


def _fill(body: Any, lines: Sequence[str], *, lead: bool = True, room: int = 2) -> tuple[str, ...]:
    """Gives the lines as they stand there now."""
    frame = body.text_frame
    frame.word_wrap = True
    shown = _shortened(lines, room * _SIZES[-1][1])
    length = sum(map(len, shown))
    size = next((size for size, fits in _SIZES if length <= room * fits), _SIZES[-1][0])
    for number, line in enumerate(shown):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = _printable(line)
        paragraph.space_after, paragraph.font.size = Pt(9), Pt(size)
        paragraph.font.bold = lead and number == 0 and len(lines) > 1
    return shown


def _shortened(lines: Sequence[str], most: int) -> tuple[str, ...]:
    shown = tuple(lines)
    for longest in _SHORTER:
        if sum(map(len, shown)) <= most:
            break
        shown = tuple(shortened(line, longest) for line in lines)
    return shown


def _printable(text: str) -> str:
    """XML takes no control characters; a line break stays within its paragraph."""
    return "".join(each if each.isprintable() else "\v" if each == "\n" else " " for each in text)


def _set_typeface(file: Any) -> None:
    for relation in file.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            part._blob = part.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())


def _set_layouts(file: Any) -> None:
    """The template is made for 4:3: everything is moved once, on the layouts."""
    for layout in (file.slide_master, file.slide_layouts[_TITLE], file.slide_layouts[_TITLE_AND_TEXT]):
        for shape in layout.placeholders:
            box = _PLACES.get(shape.placeholder_format.type)
            if box is not None:
                shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height
    title = file.slide_layouts[_TITLE]
    for shape, top, height in zip(title.placeholders, (Cm(5), Cm(10)), (Cm(4.6), Cm(5)), strict=False):
        shape.left, shape.top, shape.width, shape.height = MARGIN, top, WIDTH - 2 * MARGIN, height
    _set_styles(file.slide_master)
    _draw_band(file.slide_master)


def _draw_band(master: Any) -> None:
    """A band in the house's colour above every slide: on the master, so that nobody has it read to them."""
    band = CT_Shape.new_autoshape_sp(90, "Band", "rect", 0, 0, WIDTH, Cm(0.3))
    band.remove(band.find(qn("p:style")))
    _colour(band.spPr, ACTION, at=None)
    master.shapes._spTree.insert(2, band)  # behind all else


_LINE = Cm(17.6)
_PLACES = {
    PP_PLACEHOLDER.TITLE: Box(MARGIN, Cm(1.1), WIDTH - 2 * MARGIN, Cm(2.9)),
    PP_PLACEHOLDER.BODY: WHOLE,
    PP_PLACEHOLDER.OBJECT: WHOLE,
    PP_PLACEHOLDER.FOOTER: Box(MARGIN, _LINE, Cm(26), Cm(0.9)),
    PP_PLACEHOLDER.SLIDE_NUMBER: Box(WIDTH - MARGIN - Cm(3), _LINE, Cm(3), Cm(0.9)),
}


def _set_styles(master: Any) -> None:
    """Ink on white, left, without bullets: each line of the text is a sentence of its own."""
    styles = master._element.find(qn("p:txStyles"))
    for style, size in (("p:titleStyle", 26), ("p:bodyStyle", 16)):
        level = styles.find(qn(style)).find(qn("a:lvl1pPr"))
        level.set("algn", "l")
        level.set("marL", "0")
        level.set("indent", "0")
        for bullet in level.findall(qn("a:buChar")):
            level.replace(bullet, level.makeelement(qn("a:buNone"), {}))
        properties = level.find(qn("a:defRPr"))
        properties.set("sz", str(size * 100))
        if style == "p:titleStyle":
            properties.set("b", "1")
        _colour(properties, INK)
    for shape in master.placeholders:
        if shape.placeholder_format.type is PP_PLACEHOLDER.TITLE:
            shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    for shape in (*master.placeholders, *master.slide_layouts[1].placeholders):
        if shape.placeholder_format.type is PP_PLACEHOLDER.FOOTER:
            shape.text_frame._txBody.find(qn("a:lstStyle")).append(_footer_level(shape))


def _footer_level(shape: Any) -> Any:
    level = shape._element.makeelement(qn("a:lvl1pPr"), {"algn": "l"})
    properties = level.makeelement(qn("a:defRPr"), {"sz": "1100"})
    level.append(properties)
    _colour(properties, MUTED)
    for earlier in shape.text_frame._txBody.find(qn("a:lstStyle")).findall(qn("a:lvl1pPr")):
        earlier.getparent().remove(earlier)
    return level


def _colour(properties: Any, colour: RGBColor, at: int | None = 0) -> None:
    for fill in properties.findall(qn("a:solidFill")):
        properties.remove(fill)
    fill = properties.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": str(colour)}))
    properties.insert(len(properties) if at is None else at, fill)


def _name_language(element: Any, language: str) -> None:
    for run in element.iter(qn("a:r"), qn("a:fld")):
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = run.makeelement(qn("a:rPr"), {})
            run.insert(0, properties)
        properties.set("lang", language)
    for end in element.iter(qn("a:endParaRPr")):
        end.set("lang", language)
