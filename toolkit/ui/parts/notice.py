"""Messages: what one was told, on Start; and whom an action has told, beside the action.

Where no mail can go, the same text stands there to be copied, and the deadline as a calendar file.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.exchange.mail import words
from toolkit.exchange.mail.calendar import MEDIA_TYPE, calendar_file
from toolkit.exchange.mail.relay import relay_of
from toolkit.model import NoticeKind, now
from toolkit.services.notices import Notice, Told, mark_seen, told_by
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown
from toolkit.ui.house import reading, writing

_TO_MUNICIPALITY = frozenset(
    {NoticeKind.RETURNED_INCOMPLETE, NoticeKind.CHANGES_REQUESTED, NoticeKind.FEEDBACK_READY}
)


def show_own_notices(seat: Seat, notices: Sequence[Notice]) -> None:
    """What one was told: each unfolds to its text; what was read stays below for a while."""
    if not notices:
        return
    new = [notice for notice in notices if notice.seen_at is None]
    read = [notice for notice in notices if notice.seen_at is not None]
    look.show(look.heading(seat.say("notice.title")))
    if not new:
        look.show(look.muted(seat.say("notice.nothing_new")))
    for notice in new:
        _show_own(seat, notice)
    if read:
        look.show(look.heading(seat.say("notice.read"), level=3, small=True))
    for notice in read:
        _show_own(seat, notice)


def show_told(seat: Seat, *, measure_id: int, only: NoticeKind | None = None) -> None:
    """Whom one's own doings with this measure have told lately, and what to send where no mail goes; of all
    kinds, or of one."""
    with problems_shown(seat.language), reading() as session:
        occasions = told_by(session, seat.actor, measure_id=measure_id)
    for told in occasions:
        if only in (None, told.notice.kind):
            _show_occasion(seat, told)


def _show_own(seat: Seat, notice: Notice) -> None:
    place = f"notice-{notice.notice_id}"
    day = seat.cell(notice.created_at.astimezone().date())
    with st.expander(f"{look.plain(words.headline(notice))} :small[:gray[{day}]]", key=place):
        link = look.element(
            "a", seat.say("notice.to_measure"), href=words.page_address(notice), target="_self"
        )
        look.show(
            look.element("p", words.what_happened(notice)),
            look.element("p", words.until(notice)) if notice.deadline else None,
            look.element("p", link),
        )
        with st.container(horizontal=True):
            if notice.seen_at is None:
                st.button(
                    seat.say("notice.mark_read"),
                    key=f"read-{place}",
                    on_click=act,
                    args=(lambda: _mark_read(seat, notice),),
                )
            _offer_calendar_file(seat, notice, place)


def _mark_read(seat: Seat, notice: Notice) -> None:
    with writing() as session:
        mark_seen(session, seat.actor_now(session), notice_id=notice.notice_id)


def _show_occasion(seat: Seat, told: Told) -> None:
    place = f"told-{told.notice.notice_id}"
    whom = _whom(seat, told)
    by_mail = relay_of(settings()) is not None
    if by_mail and not told.without_address:
        look.show(look.muted(seat.say("notice.goes_by_mail", whom=whom)))
        return
    with st.expander(seat.label("notice.to_send", whom=whom), key=place):
        reason = (
            seat.say("notice.some_without_address", n=told.without_address)
            if by_mail
            else seat.say("notice.send_it_yourself")
        )
        look.show(look.element("p", reason))
        if told.addresses:
            look.show(look.muted(seat.say("notice.addresses", addresses=", ".join(told.addresses))))
        subject = words.headline(told.notice)
        text = words.text_to_copy(told.notice, public_url=settings().public_url)
        st.code(f"{subject}\n\n{text}", language=None, wrap_lines=True)
        _offer_calendar_file(seat, told.notice, place)


def _whom(seat: Seat, told: Told) -> str:
    """By role: the names of advisors are not for everybody who acts."""
    if told.notice.kind in _TO_MUNICIPALITY:
        return seat.say("notice.to_municipality", municipality=told.notice.municipality)
    return seat.say(f"notice.to_{told.notice.kind.value}")


def _offer_calendar_file(seat: Seat, notice: Notice, place: str) -> None:
    entry = words.calendar_entry(notice, public_url=settings().public_url)
    if entry is None:
        return
    st.download_button(
        seat.say("notice.into_calendar"),
        data=calendar_file(entry, at=now()),
        file_name=words.calendar_file_name(notice),
        mime=MEDIA_TYPE,
        key=f"calendar-{place}",
        on_click="ignore",
    )
