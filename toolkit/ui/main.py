"""The frame around every page: who sits here, navigation, notices, footer."""

from __future__ import annotations

import streamlit as st

from toolkit.messages import Language
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import problems_shown, take_seat
from toolkit.ui.house import house
from toolkit.ui.navigation import ADDRESSES, IN_THE_FOOTER, page_title, pages
from toolkit.ui.shell.language import page_language


def show_frame(language: Language) -> None:
    current = st.navigation(pages(language), position="top")
    with problems_shown(language):
        notices = house().notices
    seat = take_seat()
    look.header(
        role=seat.say("start.role"),
        place=seat.place,
        language=language,
    )
    for notice in notices:
        st.warning(seat.label(notice))
    # Two containers, because a page that stops early would otherwise end without its footer.
    body, foot = st.container(), st.container(key="foot")
    with foot:
        drafts.show_frame(seat)
        look.footer(
            (look.Link(seat.say(page_title(name)), ADDRESSES[name]) for name in IN_THE_FOOTER),
            language=language,
        )
    with body:
        current.run()


show_frame(page_language())
