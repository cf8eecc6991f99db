"""Files of evidence between the pages and the route that hands them out."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from toolkit.filetypes import RefusedFileError, SoundFile, read_file
from toolkit.judging import rounded
from toolkit.messages import Language, Message, translate
from toolkit.services.desk import actor_of
from toolkit.services.downloads import grant_download, take_download
from toolkit.services.errors import RefusedError
from toolkit.services.evidence import EvidenceItem
from toolkit.settings import settings
from toolkit.storage import BlobStore, StorageError
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import reading, writing
from toolkit.ui.shell.browser import browser_of
from toolkit.ui.shell.language import chosen_language
from toolkit.ui.shell.routes import FILES, SentFile

_ASKED_FOR = "file-asked-for"


def store() -> BlobStore:
    return BlobStore.within(settings().data_dir)


def sound_file(seat: Seat, content: bytes) -> SoundFile:
    """What was uploaded, recognised by its content. Raises `RefusedError` with the sentence why not, and
    whoever hands in what pretends to be something else leaves an event."""
    with reading() as session:
        seat.actor_now(session)
        try:
            return read_file(content)
        except RefusedFileError as refused:
            raise RefusedError(refused.message) from refused


def offer_file(seat: Seat, item: EvidenceItem) -> None:
    """A button with the file's name. A click makes a link that works once, and the browser follows it."""

    def ask() -> None:
        with writing() as session:
            token = grant_download(
                session,
                seat.actor_now(session),
                evidence_id=item.evidence_id,
                browser=browser_of(st.context.cookies),
            )
        st.session_state[_ASKED_FOR] = (item.evidence_id, token)

    st.button(
        seat.label("evidence.fetch", name=item.file_name, size=seat.cell(rounded((item.size or 0) / 1000))),
        key=f"fetch-evidence-{item.evidence_id}",
        type="tertiary",
        on_click=act,
        args=(ask,),
    )
    asked_for = st.session_state.get(_ASKED_FOR)
    if asked_for is not None and asked_for[0] == item.evidence_id:
        del st.session_state[_ASKED_FOR]
        look.show(_link(seat, asked_for[1]))


def fetch_file(token: str, cookies: Mapping[str, str]) -> SentFile | str:
    """The file of a token for the browser with these cookies, or the sentence why not."""
    language = chosen_language({}, cookies, settings().language)
    try:
        with writing() as session:
            found = take_download(
                session,
                token=token,
                browser=browser_of(cookies),
                actor_of=lambda session, person_id: actor_of(session, person_id=person_id, language=language),
            )
        if isinstance(found, Message):
            return _said(found, language)
        return SentFile(store().read(found.sha256), found.name, found.media_type)
    except StorageError as error:
        return _said(error.message, language)


def _link(seat: Seat, token: str) -> Markup:
    link = look.element(
        "a", seat.say("evidence.link"), href=f"{FILES[1:]}/{token}", class_="mk-fetch", target="_self"
    )
    return look.element("p", link)


def _said(message: Message, language: Language) -> str:
    return translate(message, language)
