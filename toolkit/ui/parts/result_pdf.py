"""The result with its fact sheet to take along: made only when somebody asks for it."""

from __future__ import annotations

import re
from datetime import datetime

import streamlit as st

from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.result_document import result_document
from toolkit.services.assessments import OpenedAssessment
from toolkit.ui.desk import Seat

LONGEST_NAME = 60


def offer_result_pdf(seat: Seat, opened: OpenedAssessment) -> None:
    def made() -> bytes:
        now = datetime.now().astimezone()
        return document_pdf(result_document(opened, language=seat.language, at=now), at=now)

    st.download_button(
        seat.say("documents.download"),
        data=made,
        file_name=seat.say("documents.file_name", measure=file_name_part(opened.measure.title)),
        mime="application/pdf",
        key="result-pdf",
        on_click="ignore",
    )


def file_name_part(title: str) -> str:
    """A title as a part of a file name that every system takes."""
    return re.sub(r"\W+", "-", title.casefold()).strip("-")[:LONGEST_NAME].rstrip("-")
