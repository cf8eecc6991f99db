"""Matrix prüfen: the matrix that is there already, dropped, confirmed, checked. Nothing is stored."""

from __future__ import annotations

import streamlit as st

from toolkit.matrix_check import MatrixError
from toolkit.spreadsheet import SpreadsheetError
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, take_seat
from toolkit.ui.parts.matrix_reading import checked_again, confirmed, show_reading
from toolkit.ui.parts.matrix_report import show_report

EXAMPLES = ("totals", "weights", "gaps", "firmness")


def show_matrix(seat: Seat) -> None:
    look.page_header(seat.say("pages.matrix"), language=seat.language, lead=seat.say("check_matrix.lead"))
    file = st.file_uploader(seat.say("check_matrix.file"), key="matrix-file")
    look.show(look.muted(seat.say("check_matrix.nothing_stored"), small=True))
    if file is None:
        _show_what_is_found(seat)
        return
    try:
        report = checked_again(file)
    except (SpreadsheetError, MatrixError) as error:
        st.error(seat.label(error.message))
        return
    if confirmed(file):
        show_report(seat, report, file_name=file.name)
        with st.expander(seat.say("check_matrix.reading"), key="matrix-reading"):
            show_reading(seat, file, report)
    else:
        look.show(look.heading(seat.say("check_matrix.recognised")))
        show_reading(seat, file, report)


def _show_what_is_found(seat: Seat) -> None:
    items = [look.element("li", seat.say(f"check_matrix.what_is_found.{name}")) for name in EXAMPLES]
    look.show(
        look.element("p", seat.say("check_matrix.what_is_found")),
        look.element("ul", *items),
        look.muted(seat.say("check_matrix.layout")),
    )


show_matrix(take_seat())
