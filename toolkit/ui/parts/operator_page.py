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
from toolkit.ui.desk import Reader, problems_shown
from toolkit.ui.navigation import PageName, page_title
from toolkit.ui.parts.markdown import markdown


def show_operator_page(reader: Reader, name: PageName, page: OperatorPage) -> None:
    title = reader.say(page_title(name))
    look.page_header(title, language=reader.language)
    with problems_shown(reader.language):
        written = operator_text(settings().data_dir, page, reader.language)
    if written is None:
        _show_what_to_do(reader, page, title)
    else:
        _show_text(reader, written, title)


def _show_text(reader: Reader, written: OperatorText, title: str) -> None:
    if written.language != reader.language:
        st.info(reader.say("operator.other_language"))
    if written.gaps:
        st.warning(reader.say("operator.gaps", n=written.gaps))
    look.show(
        look.element("div", markdown(written.content, title=title), lang=written.language, class_="mk-text")
    )


def _show_what_to_do(reader: Reader, page: OperatorPage, title: str) -> None:
    name = file_name(page, reader.language)
    template = template_text(page, reader.language)
    look.show(
        look.alert(
            "info",
            reader.say("operator.missing_title"),
            reader.say("operator.missing", file=name, title=title),
        )
    )
    st.download_button(
        reader.say("operator.template"),
        data=template,
        file_name=name,
        mime="text/markdown",
        on_click="ignore",
    )
    with st.expander(reader.say("operator.show_template")):
        look.show(look.element("div", markdown(template, title=title), class_="mk-text"))
