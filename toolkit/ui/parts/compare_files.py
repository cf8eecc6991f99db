"""The comparison to take along, as the reader sees and filters it at this moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from toolkit.comparison import Comparison, load_answers
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.origin import Origin
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.slides import comparison_slides
from toolkit.exchange.workbook import comparison_workbook
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_comparison(seat: Seat, comparison: Comparison) -> None:
    def workbook() -> bytes:
        with reading() as session:
            answers = load_answers(
                session,
                seat.actor,
                programme_id=seat.desk.programme_id,
                catalogue=comparison.catalogue,
            )
        return comparison_workbook(comparison, answers, origin=origin_of(seat), language=seat.language)

    def slides() -> bytes:
        return comparison_slides(comparison, origin=origin_of(seat), language=seat.language)

    def pdf() -> bytes:
        origin = origin_of(seat)
        document = comparison_document(comparison, origin=origin, language=seat.language)
        return document_pdf(document, at=origin.at)

    with st.container(horizontal=True, key="comparison-files"):
        _offer(seat, "download", workbook, EXCEL)
        _offer(seat, "slides", slides, POWERPOINT)
        _offer(seat, "pdf", pdf, "application/pdf")


def _offer(seat: Seat, name: str, made: Callable[[], bytes], kind: str) -> None:
    """Made only when somebody asks for it."""
    st.download_button(
        seat.say(f"compare.{name}"),
        data=made,
        file_name=seat.say("compare.file_name" if name == "download" else f"compare.{name}_file_name"),
        mime=kind,
        key=name,
        on_click="ignore",
    )


def origin_of(seat: Seat) -> Origin:
    return Origin(seat.desk.programme_name, datetime.now().astimezone(), seat.menu_roles)
