"""A page whose text is the operator's: Impressum, Datenschutz, Erklärung zur Barrierefreiheit."""

from __future__ import annotations

import streamlit as st

from toolkit.services.operator_texts import (
    OperatorPage,
    OperatorText,
    file_name,
    operator_text,
    template_text,
)
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.navigation import PageName, page_title
from toolkit.ui.parts.markdown import markdown


def show_operator_page(seat: Seat, name: PageName, page: OperatorPage) -> None:
    title = seat.say(page_title(name))
    look.page_header(title, language=seat.language)
    with problems_shown(seat.language):
        written = operator_text(settings().data_dir, page, seat.language)
    if written is None:
        _show_what_to_do(seat, page, title)
    else:
        _show_text(seat, written, title)


def _show_text(seat: Seat, written: OperatorText, title: str) -> None:
    if written.language != seat.language:
        st.info(seat.say("operator.other_language"))
    if written.gaps:
        st.warning(seat.say("operator.gaps", n=written.gaps))
    look.show(
        look.element("div", markdown(written.content, title=title), lang=written.language, class_="mk-text")
    )


def _show_what_to_do(seat: Seat, page: OperatorPage, title: str) -> None:
    name = file_name(page, seat.language)
    template = template_text(page, seat.language)
    look.show(
        look.alert(
            "info", seat.say("operator.missing_title"), seat.say("operator.missing", file=name, title=title)
        )
    )
    st.download_button(
        seat.say("operator.template"), data=template, file_name=name, mime="text/markdown", on_click="ignore"
    )
    with st.expander(seat.say("operator.show_template")):
        look.show(look.element("div", markdown(template, title=title), class_="mk-text"))
