"""The frame around every page: who sits here, navigation, notices, footer."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from toolkit.messages import Language
from toolkit.services.desk import remember_language
from toolkit.services.people import NotAdmittedError
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Reader, Seat, desk_now, problems_shown
from toolkit.ui.entrance import show_entrance
from toolkit.ui.house import house, reading, writing
from toolkit.ui.login import let_in, note_refused_login
from toolkit.ui.navigation import (
    ADDRESSES,
    FOR_EVERYBODY,
    IN_THE_FOOTER,
    is_made_for,
    page_at,
    page_title,
    pages,
)
from toolkit.ui.parts.meeting_guest import asks_as_guest, show_to_guest
from toolkit.ui.parts.meeting_screen import is_presentation
from toolkit.ui.parts.roles import show_other_roles
from toolkit.ui.shell.language import page_language
from toolkit.ui.telling import telling


def show_frame(language: Language) -> None:
    with problems_shown(language):
        notices = house().notices
    if asks_as_guest():
        _show_to_guest(Reader(language))
        return
    with problems_shown(language):
        seat = _seat_or_refusal(language)
    if isinstance(seat, NotAdmittedError):
        _show_outside(Reader(language), seat)
        return
    if is_presentation():
        st.navigation(pages(language, seat.menu_roles), position="hidden").run()
        return
    current = st.navigation(pages(language, seat.menu_roles), position="top")
    look.header(
        role=seat.role,
        place=seat.place,
        name=seat.desk.person_name,
        logs_out=settings().has_accounts,
        language=language,
    )
    for notice in notices:
        st.warning(seat.label(notice))
    name = page_at(current.url_path)
    _show_page(seat, current.run if is_made_for(name, seat.roles) else lambda: show_other_roles(seat, name))


def _seat_or_refusal(language: Language) -> Seat | NotAdmittedError:
    """Whoever comes for the first time is let in first, if somebody has invited them."""
    try:
        if settings().has_accounts:
            let_in()
        with reading() as session:
            seat = Seat(language, desk_now(session, language))
        if settings().has_accounts and seat.desk.written_to_in != language:
            with writing() as session:
                remember_language(session, seat.actor_now(session))
        return seat
    except NotAdmittedError as refused:
        note_refused_login(refused)
        return refused


def _show_outside(reader: Reader, refused: NotAdmittedError) -> None:
    """The legal pages are for everybody; every other address shows the way in."""
    current = st.navigation(pages(reader.language), position="hidden")
    look.header(language=reader.language)
    if current.url_path in {ADDRESSES[name] for name in FOR_EVERYBODY}:
        _show_page(reader, current.run)
    else:
        _show_page(reader, lambda: show_entrance(reader, refused))


def _show_to_guest(reader: Reader) -> None:
    """The one way in without an account: to the screen of a meeting, by PIN."""
    st.navigation(pages(reader.language), position="hidden")
    look.header(language=reader.language)
    _show_page(reader, lambda: show_to_guest(reader))


def _show_page(reader: Reader, show: Callable[[], None]) -> None:
    # Two containers, because a page that stops early would otherwise end without its footer.
    body, foot = st.container(), st.container(key="foot")
    with foot:
        if isinstance(reader, Seat):
            drafts.show_frame(reader)
        names = IN_THE_FOOTER if isinstance(reader, Seat) else FOR_EVERYBODY
        look.footer(
            (look.Link(reader.say(page_title(name)), ADDRESSES[name]) for name in names),
            language=reader.language,
        )
    with body, telling():
        show()


show_frame(page_language())
