"""How a matrix was read: shown for confirmation, and asked where the file leaves something open."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.uploaded_file_manager import UploadedFile

from toolkit.matrix_check import (
    Alternative,
    Choices,
    Finding,
    MatrixReport,
    Points,
    Question,
    Reading,
    Topic,
    check_matrix,
)
from toolkit.matrix_check.telling import printed_rank_shown, printed_total_shown, reading_summary
from toolkit.messages import with_its_decimals
from toolkit.spreadsheet import read_spreadsheet
from toolkit.ui import components as look
from toolkit.ui.desk import Seat

_CHECKED, _CONFIRMED = "matrix-checked", "matrix-confirmed"
PREVIEWED_ROWS = 20


def checked_again(file: UploadedFile) -> MatrixReport:
    """The report of the file with the answers given so far; the last one is kept for this visit only.

    Raises `SpreadsheetError` or `MatrixError` with the sentence to show.
    """
    choices = _choices(file)
    known: tuple[tuple[str, Choices], MatrixReport] | None = st.session_state.get(_CHECKED)
    if known is not None and known[0] == (file.file_id, choices):
        return known[1]
    report = check_matrix(read_spreadsheet(file.getvalue()), choices)
    st.session_state[_CHECKED] = ((file.file_id, choices), report)
    return report


def confirmed(file: UploadedFile) -> bool:
    return st.session_state.get(_CONFIRMED) == file.file_id


def show_reading(seat: Seat, file: UploadedFile, report: MatrixReport) -> None:
    look.show(look.element("p", seat.say(reading_summary(report))))
    for question in report.questions:
        _ask(seat, file, question)
    look.show(*(look.muted(_placed(seat, note)) for note in report.notes))
    if not confirmed(file):
        st.button(
            seat.say("check_matrix.check_now"),
            key="matrix-check",
            type="primary",
            on_click=_confirm,
            args=(file.file_id,),
        )
    look.show(_preview(seat, report))
    left = len(report.alternatives) - PREVIEWED_ROWS
    if left > 0:
        look.show(look.muted(seat.say("check_matrix.more_rows", n=left), small=True))


def _confirm(file_id: str) -> None:
    st.session_state[_CONFIRMED] = file_id


def _choices(file: UploadedFile) -> Choices:
    """What was answered about this file; an answer that the file does not offer any more counts as none."""

    def answer(topic: Topic) -> str | None:
        given: str | None = st.session_state.get(_answer_key(file, topic))
        return given

    missing = answer(Topic.MISSING)
    return Choices(answer(Topic.SHEET), answer(Topic.ORIENTATION), Reading(missing) if missing else None)


def _ask(seat: Seat, file: UploadedFile, question: Question) -> None:
    """The reading that was taken is marked: another one is a choice, not a correction of nothing."""
    words = seat.say(f"check_matrix.question.{question.topic.value}")
    st.radio(
        words,
        question.options,
        index=question.options.index(question.taken),
        key=_answer_key(file, question.topic),
        format_func=lambda option: _option(seat, question.topic, option),
        horizontal=True,
    )


def _option(seat: Seat, topic: Topic, option: str) -> str:
    return look.plain(option) if topic is Topic.SHEET else seat.say(f"check_matrix.option.{option}")


def _answer_key(file: UploadedFile, topic: Topic) -> str:
    return f"matrix-{topic.value}-{file.file_id}"


def _placed(seat: Seat, note: Finding) -> str:
    text = seat.say(note.message)
    return seat.say("check_matrix.placed", cell=note.where, text=text) if note.where else text


def _preview(seat: Seat, report: MatrixReport) -> Markup:
    """The first rows as they were read, with weights and what the file prints itself."""
    columns = [
        look.Column(seat.say("matrix.book_name")),
        *(look.Column(criterion.name, align="end") for criterion in report.criteria),
        look.Column(seat.say("matrix.book_printed_total"), align="end"),
        look.Column(seat.say("matrix.book_printed_rank"), align="end"),
    ]
    weights = ("–" if each.written is None else _plain(seat, each.written) for each in report.criteria)
    rows = [[seat.say("check_matrix.weight_row"), *weights, "", ""]]
    rows += [_row(seat, report, one.read) for one in report.alternatives[:PREVIEWED_ROWS]]
    caption = seat.say("check_matrix.preview")
    return look.table(columns, rows, caption=caption, hide_caption=True)


def _row(seat: Seat, report: MatrixReport, one: Alternative) -> list[str]:
    printed = (printed_total_shown(report, one), printed_rank_shown(one))
    by_file = ("–" if number is None else with_its_decimals(number, seat.language) for number in printed)
    return [one.name, *(_points(seat, points) for points in one.points), *by_file]


def _points(seat: Seat, points: Points) -> str:
    return points.text or "–" if points.value is None else _plain(seat, points.value)


def _plain(seat: Seat, number: Fraction) -> str:
    return seat.cell(round(float(number), 4))
