"""The comparison to take along, as the reader sees and filters it at this moment.

A short one is made by the click that saves it. A long one is made by the pool: the page shows how far it is,
and offers the file when it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from sqlmodel import Session

from toolkit.comparison import Comparison, load_answers
from toolkit.exchange.comparison_document import comparison_document
from toolkit.exchange.origin import Origin
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.slides import comparison_slides
from toolkit.exchange.workbook import comparison_workbook
from toolkit.services.weighting import Weighed, open_weighting
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading_as
from toolkit.ui.parts.take_along import offer_ranking
from toolkit.ui.work import Progress, TooMuchWorkError, Work, pool

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHORT = 200  # measures whose workbook takes about a second
_REFUSED = "too-much-work"


@dataclass(frozen=True, slots=True)
class _File:
    """One file: its name among the sentences, how it is made, and its kind."""

    name: str
    make: Callable[[Progress], bytes]
    kind: str

    @property
    def file_name(self) -> str:
        return "compare.file_name" if self.name == "download" else f"compare.{self.name}_file_name"


def offer_comparison(seat: Seat, comparison: Comparison) -> None:
    def workbook(progress: Progress) -> bytes:
        with reading_as(seat.actor) as session:
            answers = load_answers(
                session, seat.actor, programme_id=seat.desk.programme_id, catalogue=comparison.catalogue
            )
            fixed = _fixed(session, seat)
        origin, language = origin_of(seat), seat.language
        return comparison_workbook(
            comparison, answers, origin=origin, language=language, fixed=fixed, progress=progress
        )

    def slides(progress: Progress) -> bytes:
        with reading_as(seat.actor) as session:
            fixed = _fixed(session, seat)
        origin, language = origin_of(seat), seat.language
        return comparison_slides(comparison, origin=origin, language=language, fixed=fixed, progress=progress)

    def pdf(progress: Progress) -> bytes:
        with reading_as(seat.actor) as session:
            fixed = _fixed(session, seat)
        origin = origin_of(seat)
        document = comparison_document(comparison, origin=origin, language=seat.language, fixed=fixed)
        progress(0.5)
        return document_pdf(document, at=origin.at)

    files = (
        _File("download", workbook, EXCEL),
        _File("slides", slides, POWERPOINT),
        _File("pdf", pdf, "application/pdf"),
    )
    with st.container(horizontal=True, key="comparison-files"):
        for file in files:
            if len(comparison.measures) <= SHORT:
                _offer(seat, file, lambda file=file: file.make(lambda share: None))  # type: ignore[misc]
            else:
                _offer_long(seat, file, _key(seat, comparison, file))
    offer_ranking(seat, comparison)


def _fixed(session: Session, seat: Seat) -> Sequence[Weighed]:
    """The weightings that this reader may see the order under (rule 15)."""
    return open_weighting(session, seat.actor, programme_id=seat.desk.programme_id).in_force


def _key(seat: Seat, comparison: Comparison, file: _File) -> Hashable:
    """Who asks, with all rights of this moment, and for what."""
    shown = tuple((each.measure_id, each.revision_number) for each in comparison.measures)
    return file.name, seat.language, seat.actor, seat.desk.programme_id, comparison.catalogue.sha256, shown


def _offer(seat: Seat, file: _File, made: Callable[[], bytes]) -> None:
    """Made only when somebody asks for it."""
    st.download_button(
        seat.say(f"compare.{file.name}"),
        data=made,
        file_name=seat.say(file.file_name),
        mime=file.kind,
        key=file.name,
        on_click="ignore",
    )


def _offer_long(seat: Seat, file: _File, key: Hashable) -> None:
    work = pool.find(key)
    if work is not None and not work.is_done:
        # Looks again each second until it is done, without running the page.
        st.fragment(_show_progress, run_every=1.0)(seat, file, work)
        return
    if work is not None and not work.has_failed:
        _offer(seat, file, work.result)
    if work is not None and work.has_failed:
        st.error(seat.say("compare.file_failed"))
    if st.session_state.pop(_REFUSED, None) == file.name:
        st.warning(seat.say("compare.file_waits"))
    again = "compare.make_again" if work is not None and not work.has_failed else "compare.make"
    st.button(
        seat.say(again, file=seat.say(f"compare.{file.name}")),
        key=f"make-{file.name}",
        on_click=_start,
        args=(file, key),
    )


def _start(file: _File, key: Hashable) -> None:
    try:
        pool.start(key, file.make)
    except TooMuchWorkError:
        st.session_state[_REFUSED] = file.name


def _show_progress(seat: Seat, file: _File, work: Work) -> None:
    if work.is_done:
        st.rerun()
    label = seat.say(f"compare.{file.name}")
    st.progress(work.share, text=seat.say("compare.making", file=label, share=round(100 * work.share)))


def origin_of(seat: Seat) -> Origin:
    return Origin(seat.desk.programme_name, datetime.now().astimezone(), seat.menu_roles)
