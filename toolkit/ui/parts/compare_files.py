"""The comparison to take along, as the reader sees and filters it at this moment."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from toolkit.comparison import Comparison, load_answers
from toolkit.exchange.origin import Origin
from toolkit.exchange.workbook import comparison_workbook
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading

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

    st.download_button(
        seat.say("compare.download"),
        data=workbook,
        file_name=seat.say("compare.file_name"),
        mime=EXCEL,
        key="download",
        on_click="ignore",
    )


def origin_of(seat: Seat) -> Origin:
    return Origin(seat.desk.programme_name, datetime.now().astimezone(), seat.menu_roles)
