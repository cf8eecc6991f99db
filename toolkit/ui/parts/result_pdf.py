"""The result with its fact sheet to take along: each document is made only when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from toolkit.exchange.council_paper import council_paper
from toolkit.exchange.documents import Document
from toolkit.exchange.item import Item, open_item
from toolkit.exchange.item_documents import fact_sheet_document, one_minute_document
from toolkit.exchange.origin import Origin
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.result_document import result_document
from toolkit.exchange.word import WORD, document_word
from toolkit.services.assessments import OpenedAssessment
from toolkit.services.checks import checks_of
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading_as

LONGEST_NAME = 60
PDF = "application/pdf"


def offer_result_pdf(seat: Seat, opened: OpenedAssessment) -> None:
    """All of it, and one page each for the fact sheet and for a meeting."""

    def item() -> Item:
        measure = opened.measure
        with reading_as(seat.actor) as session:
            return open_item(
                session, seat.actor, measure_id=measure.measure_id, number=measure.revision_number
            )

    def pdf(make: Callable[[datetime], Document]) -> Callable[[], bytes]:
        def made() -> bytes:
            now = datetime.now().astimezone()
            return document_pdf(make(now), at=now)

        return made

    def paper() -> bytes:
        with reading_as(seat.actor) as session:
            checks = checks_of(session, opened.measure.revision_id)
        origin = Origin(seat.desk.programme_name, datetime.now().astimezone(), seat.menu_roles)
        document = council_paper(item(), checks=checks, origin=origin, language=seat.language)
        return document_word(document, at=origin.at)

    language = seat.language
    made = (
        ("documents", "result-pdf", lambda at: result_document(opened, language=language, at=at)),
        ("item_fact_sheet", "sheet-pdf", lambda at: fact_sheet_document(item(), language=language, at=at)),
        ("item_one_minute", "minute-pdf", lambda at: one_minute_document(item(), language=language, at=at)),
    )
    for name, key, make in made:
        _offer(seat, opened, (name, key), pdf(make), PDF)
    _offer(seat, opened, ("council", "council-word"), paper, WORD)


def _offer(
    seat: Seat, opened: OpenedAssessment, name: tuple[str, str], made: Callable[[], bytes], kind: str
) -> None:
    area, key = name
    label, file_name = _WORDS[area]
    st.download_button(
        seat.say(label),
        data=made,
        file_name=seat.say(file_name, measure=file_name_part(opened.measure.title)),
        mime=kind,
        key=key,
        on_click="ignore",
    )


_WORDS = {
    "documents": ("documents.download", "documents.file_name"),
    "item_fact_sheet": ("item.download_fact_sheet", "item.fact_sheet_file_name"),
    "item_one_minute": ("item.download_one_minute", "item.one_minute_file_name"),
    "council": ("council.download", "council.file_name"),
}


def file_name_part(title: str) -> str:
    """A title as a part of a file name that every system takes."""
    return re.sub(r"\W+", "-", title.casefold()).strip("-")[:LONGEST_NAME].rstrip("-")
