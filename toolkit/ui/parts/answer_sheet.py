"""The answer sheet on the pages: take it along, read it in with a preview, or pass a question on with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from toolkit.catalogue import Question
from toolkit.exchange.answer_sheet import (
    AnswerSheetError,
    SheetContent,
    difference_words,
    empty_sheet,
    read_answer_sheet,
    sheet_of_measure,
    sheet_of_questions,
    write_answer_sheet,
)
from toolkit.judging import AnswerKind
from toolkit.messages import Message
from toolkit.services.answer_sheets import (
    AnswerSheet,
    Difference,
    Settled,
    SheetComparison,
    TakenIn,
    compare_answer_sheet,
    read_in_answer_sheet,
)
from toolkit.services.assessments import OpenedAssessment
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.errors import ServiceError
from toolkit.storage import StorageError
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, link_to_measure
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName, page
from toolkit.ui.parts.result_pdf import file_name_part
from toolkit.ui.telling import tell, told_once

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_JUDGED = (AnswerKind.OPEN, AnswerKind.CANNOT_JUDGE)
_UPLOADS, _READ, _NEWS = "answer-sheet-uploads", "answer-sheet-read", "answer-sheet-news"


def offer_answer_sheet(seat: Seat, opened: OpenedAssessment, *, editable: bool) -> None:
    """On Bewerten: this measure's sheet, and the way back in."""
    tell_news(seat)
    with st.expander(seat.say("answer_sheet.fold"), key="answer-sheet"):
        look.show(look.element("p", seat.say("answer_sheet.fold_note")))
        _offer_download(
            seat,
            "answer_sheet.download",
            lambda: sheet_of_measure(opened, seat.language),
            name=opened.measure.title,
            key="answer-sheet-download",
        )
        if editable:
            _show_reading(seat, measure_id=opened.measure.measure_id)


def offer_new_sheet(seat: Seat) -> None:
    """On Maßnahme anlegen: an empty sheet, and a filled-in one as a new measure."""

    def made() -> SheetContent:
        with reading() as session:
            catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        return empty_sheet(catalogue, seat.desk.municipality or "", seat.language)

    with st.expander(seat.say("answer_sheet.fold"), key="answer-sheet"):
        look.show(look.element("p", seat.say("answer_sheet.fold_note")))
        _offer_download(seat, "answer_sheet.download_empty", made, name="", key="answer-sheet-empty")
        _show_reading(seat, measure_id=None)


def offer_question_sheet(seat: Seat, opened: OpenedAssessment, question: Question) -> None:
    """Where a question is passed on: it alone, or all that wait for the same person."""
    look.show(look.muted(seat.say("answer_sheet.pass_on_note"), small=True))
    _offer_download(
        seat,
        "answer_sheet.pass_on",
        lambda: sheet_of_questions(opened, [question.id], seat.language),
        name=question.id,
        key=f"answer-sheet-{question.id}",
    )
    name = opened.answers[question.id].waiting_for
    waiting = [
        key
        for key, answer in opened.answers.items()
        if name and answer.waiting_for == name and answer.given.kind in NOT_JUDGED
    ]
    if len(waiting) > 1:
        _offer_download(
            seat,
            Message.of("answer_sheet.pass_on_all", n=len(waiting), name=name),
            lambda: sheet_of_questions(opened, waiting, seat.language),
            name=name,
            key="answer-sheet-waiting",
        )


def _offer_download(
    seat: Seat, label: str | Message, content: Callable[[], SheetContent], *, name: str, key: str
) -> None:
    """Made only when somebody asks for it."""
    file = seat.say("answer_sheet.file")
    st.download_button(
        seat.label(label),
        data=lambda: write_answer_sheet(content()),
        file_name=f"{file}-{file_name_part(name)}.xlsx" if name else f"{file}.xlsx",
        mime=EXCEL,
        key=key,
        on_click="ignore",
    )


# --- reading in ---------------------------------------------------------------------------------------


def _show_reading(seat: Seat, *, measure_id: int | None) -> None:
    # Another key, another widget: after reading in, the field is empty again.
    key = f"answer-sheet-file-{st.session_state.get(_UPLOADS, 0)}"
    file = st.file_uploader(seat.say("answer_sheet.upload"), key=key)
    if file is None:
        return
    sheet = _sheet_in(file)
    if isinstance(sheet, AnswerSheetError):
        _show_mistakes(seat, sheet)
        return
    try:
        with reading() as session:
            comparison = compare_answer_sheet(
                session, seat.actor, programme_id=seat.desk.programme_id, sheet=sheet
            )
    except (ServiceError, StorageError) as error:
        st.error(seat.label(error.message))
        return
    if measure_id is not None and comparison.measure_id != measure_id:
        _show_other_measure(seat, comparison)
    else:
        _show_preview(seat, sheet, comparison)


def _sheet_in(file: UploadedFile) -> AnswerSheet | AnswerSheetError:
    """Read once per file: the page is drawn anew with every choice below."""
    kept: tuple[str, AnswerSheet | AnswerSheetError] | None = st.session_state.get(_READ)
    if kept is not None and kept[0] == file.file_id:
        return kept[1]
    result: AnswerSheet | AnswerSheetError
    try:
        result = read_answer_sheet(file.getvalue())
    except AnswerSheetError as error:
        result = error
    st.session_state[_READ] = (file.file_id, result)
    return result


def _show_mistakes(seat: Seat, error: AnswerSheetError) -> None:
    items = (look.element("li", seat.say(message)) for message in error.messages)
    title = seat.say("answer_sheet.mistakes", n=len(error.messages))
    look.show(look.alert("danger", title, look.element("ul", *items)))


def _show_other_measure(seat: Seat, comparison: SheetComparison) -> None:
    if comparison.measure_id is None:
        st.error(seat.label("answer_sheet.for_new_measure"))
        return
    st.error(seat.label("answer_sheet.other_measure", title=comparison.title))
    st.page_link(
        page(PageName.ASSESS, seat.language),
        label=seat.label(comparison.title),
        query_params=link_to_measure(comparison.measure_id),
    )


def _show_preview(seat: Seat, sheet: AnswerSheet, comparison: SheetComparison) -> None:
    look.show(look.element("p", seat.say(comparison.heading)))
    if not comparison.differences and comparison.measure_id is not None:
        st.info(seat.say("answer_sheet.nothing_new"))
        return
    _show_changes(seat, comparison)
    settled = {
        difference.place: choice
        for difference in comparison.contested
        if (choice := _settled(seat, comparison, difference)) is not None
    }
    st.button(
        seat.say("answer_sheet.take_in"),
        key="answer-sheet-take-in",
        type="primary",
        disabled=len(settled) < len(comparison.contested),
        on_click=act,
        args=(lambda: _take_in(seat, sheet, settled),),
    )


def _show_changes(seat: Seat, comparison: SheetComparison) -> None:
    columns = [
        look.Column(seat.say("answer_sheet.column.what"), width=30),
        look.Column(seat.say("answer_sheet.column.mine"), width=40),
        look.Column(seat.say("answer_sheet.column.stored"), width=30),
    ]
    rows = []
    for difference in comparison.differences:
        if not difference.is_contested:
            words = difference_words(comparison, difference, seat.language)
            rows.append([words.what, words.mine, words.stored])
    if rows:
        look.show(look.table(columns, rows, caption=seat.say("answer_sheet.preview", n=len(rows))))


def _settled(seat: Seat, comparison: SheetComparison, difference: Difference) -> Settled | None:
    """Mine beside theirs, neither chosen beforehand."""
    words = difference_words(comparison, difference, seat.language)
    with st.container(border=True, key=f"contested-{difference.place}"):
        look.show(look.alert("warning", words.what, seat.say("answer_sheet.changed_meanwhile")))
        sides = {True: words.mine, False: words.stored}
        look.show(
            look.description_list(
                [
                    (seat.say("answer_sheet.column.mine"), sides[True]),
                    (seat.say("assess.theirs"), sides[False]),
                ]
            )
        )
        take_mine = st.radio(
            seat.say("answer_sheet.which_counts"),
            [True, False],
            index=None,
            key=f"settled-{difference.place}",
            format_func=lambda mine: seat.say("assess.take_mine" if mine else "assess.keep_theirs"),
        )
    return None if take_mine is None else Settled(take_mine, difference.stored)


def _take_in(seat: Seat, sheet: AnswerSheet, settled: dict[str, Settled]) -> None:
    with writing() as session:
        taken = read_in_answer_sheet(
            session,
            seat.actor_now(session),
            programme_id=seat.desk.programme_id,
            sheet=sheet,
            settled=settled,
        )
    _finish(taken)


def _finish(taken: TakenIn) -> None:
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    st.session_state.pop(_READ, None)
    tell(_NEWS, taken.message)
    if "new" in st.query_params:
        st.query_params.clear()
        st.query_params[MEASURE_PARAMETER] = str(taken.measure_id)


def tell_news(seat: Seat) -> None:
    """Says, once, what was taken in; in a place of its own, so that nothing below moves."""
    with st.container():
        news = told_once(_NEWS)
        if news is not None:
            st.success(seat.label(news))
