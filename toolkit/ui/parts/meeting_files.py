"""Sitzung, what one takes along: one page per measure; once it is closed minutes, slides, workbook, and a
council paper for each item with an outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from toolkit.exchange.council_paper import Decided, council_paper
from toolkit.exchange.item import open_item
from toolkit.exchange.item_documents import one_minute_document
from toolkit.exchange.minutes import minutes_as_pdf, minutes_as_word
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.slides.meeting import meeting_slides
from toolkit.exchange.word import WORD, document_word
from toolkit.exchange.workbook import meeting_workbook
from toolkit.model import Outcome
from toolkit.services.checks import checks_of
from toolkit.services.log_heads import heads
from toolkit.services.meeting_record import AgendaEntry, MeetingRecord
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading_as
from toolkit.ui.parts.compare_files import EXCEL, POWERPOINT, origin_of
from toolkit.ui.parts.result_pdf import PDF, file_name_part

# What was adjourned or only noted goes before no council.
_BEFORE = frozenset(Outcome) - {Outcome.ADJOURN, Outcome.NOTE}


def offer_files(seat: Seat, record: MeetingRecord) -> None:
    name = file_name_part(f"{record.title} {record.held_on}")
    with st.container(horizontal=True, key="minutes"):
        for kind, write, mime in (("pdf", minutes_as_pdf, PDF), ("docx", minutes_as_word, WORD)):
            _offer(
                seat.say(f"meeting.minutes_{kind}"),
                f"{seat.say('meeting.minutes_file')}-{name}.{kind}",
                mime,
                partial(_minutes, seat, record, write),
                key=f"minutes-{kind}",
            )
        _offer(
            seat.say("meeting.slides"),
            f"{name}.pptx",
            POWERPOINT,
            lambda: meeting_slides(record, origin=origin_of(seat), language=seat.language),
            key="meeting-slides",
        )
        _offer(
            seat.say("meeting.workbook"),
            f"{name}.xlsx",
            EXCEL,
            lambda: meeting_workbook(record, origin=origin_of(seat), language=seat.language),
            key="meeting-workbook",
        )
    _offer_papers(seat, record)
    offer_sheets(seat, record)


def offer_sheets(seat: Seat, record: MeetingRecord, shown: AgendaEntry | None = None) -> None:
    """One page per measure, to read before the meeting; in it, that of the point which is shown."""
    items = [item for item in ((shown,) if shown else record.items) if item.measure_id is not None]
    _offer_each(seat, "sheet", ("pdf", PDF), items, partial(_sheet, seat))


def _offer_papers(seat: Seat, record: MeetingRecord) -> None:
    decided = [
        item for item in record.items if item.decision is not None and item.decision.outcome in _BEFORE
    ]
    _offer_each(seat, "paper", ("docx", WORD), decided, partial(_paper, seat, record))


def _offer_each(
    seat: Seat,
    name: str,
    kind: tuple[str, str],
    items: Sequence[AgendaEntry],
    made: Callable[[AgendaEntry], bytes],
) -> None:
    """One file for each point, folded; nothing where there is no point. `kind` is ending and media type."""
    if not items:
        return
    ending, mime = kind
    with st.expander(seat.say(f"meeting.{name}s"), key=f"{name}s"):
        for item in items:
            _offer(
                seat.label(f"meeting.{name}_of", title=item.title),
                f"{seat.say(f'meeting.{name}_file')}-{file_name_part(item.title)}.{ending}",
                mime,
                partial(made, item),
                key=f"{name}-{item.item_id}",
            )


def _minutes(seat: Seat, record: MeetingRecord, write: Callable[..., bytes]) -> bytes:
    with reading_as(seat.actor) as session:
        found = heads(session, seat.actor)
    return write(record, found, language=seat.language)


def _sheet(seat: Seat, item: AgendaEntry) -> bytes:
    with reading_as(seat.actor) as session:
        measure = open_item(session, seat.actor, measure_id=item.measure_id or 0, number=item.revision)
    at = datetime.now().astimezone()
    return document_pdf(one_minute_document(measure, language=seat.language, at=at), at=at)


def _paper(seat: Seat, record: MeetingRecord, item: AgendaEntry) -> bytes:
    origin = origin_of(seat)
    with reading_as(seat.actor) as session:
        measure = open_item(session, seat.actor, measure_id=item.measure_id or 0, number=item.revision)
        checks = checks_of(session, measure.opened.measure.revision_id)
    decided = Decided(record, item)
    document = council_paper(measure, checks=checks, origin=origin, language=seat.language, decided=decided)
    return document_word(document, at=origin.at)


def _offer(label: str, file_name: str, mime: str, made: Callable[[], bytes], *, key: str) -> None:
    st.download_button(label, data=made, file_name=file_name, mime=mime, key=key, on_click="ignore")
