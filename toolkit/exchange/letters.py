"""The letter to a municipality: a draft made of the comments, and the letter as a Word document.

A draft takes from the reviews only what is meant for the municipality, and no review says whose it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docx import Document
from docx.shared import Cm, Pt

from toolkit.messages import Language, Message, to_text, translate
from toolkit.services.feedback import Feedback
from toolkit.services.letters import OpenedLetter
from toolkit.services.rounds import question_title

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"  # on every office computer
# XML takes none of them, and people paste them from elsewhere without seeing them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def letter_draft(opened: OpenedLetter, language: Language) -> str:
    """The text to begin with, for a person to edit."""
    return "\n\n".join(_paragraphs(opened, language))


def letter_as_word(opened: OpenedLetter, text: str, language: Language) -> bytes:
    """The text, paragraph by paragraph, to put on one's own letterhead."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.paragraph_format.space_after = Pt(8)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
    for paragraph in _UNPRINTABLE.sub("", text).split("\n\n"):
        document.add_paragraph(paragraph)
    properties = document.core_properties
    # Otherwise the file names the library's own template as its author.
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = _UNPRINTABLE.sub("", _say(language, "letters.subject", title=opened.measure.title))
    properties.language = language
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _paragraphs(opened: OpenedLetter, language: Language) -> Iterator[str]:
    measure, feedback = opened.measure, opened.feedback
    yield _say(language, "letters.subject", title=measure.title)
    yield _say(language, "letters.salutation")
    yield _say(language, "letters.opening", title=measure.title, number=measure.revision_number)
    if feedback is not None:
        yield from _comments(opened, feedback, language)
        yield from _recommendations(feedback, language)
    yield _say(language, "letters.closing")


def _comments(opened: OpenedLetter, feedback: Feedback, language: Language) -> Iterator[str]:
    order = ["", *opened.catalogue.questions]
    for key in (each for each in order if each in feedback.comments):
        title = to_text(question_title(opened.catalogue, key), language)
        yield "\n".join([title, *(f"– {said.text}" for said in feedback.comments[key])])


def _recommendations(feedback: Feedback, language: Language) -> Iterator[str]:
    lines = []
    for kind, text in dict.fromkeys(
        (each.recommendation, each.recommendation_text) for each in feedback.reviews
    ):
        if kind is not None:
            said = _say(language, f"recommendation.{kind.value}")
            lines.append(f"– {said}: {text}" if text else f"– {said}")
    if lines:
        yield "\n".join([_say(language, "feedback.recommendations"), *lines])


def _say(language: Language, key: str, **values: object) -> str:
    return translate(Message.of(key, **values), language)
