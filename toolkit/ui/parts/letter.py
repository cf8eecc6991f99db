"""The letter to the municipality: begun from the comments, edited, taken along as Word or text, sent."""

from __future__ import annotations

import streamlit as st

from toolkit.access import Action, OfMeasure, may
from toolkit.exchange.letters import letter_as_word, letter_draft
from toolkit.exchange.word import WORD
from toolkit.services.errors import RefusedError
from toolkit.services.letters import (
    LONGEST_LETTER,
    LetterConflictError,
    OpenedLetter,
    open_letter,
    save_letter,
    send_letter,
)
from toolkit.services.measures import OpenedMeasure
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import reading, writing
from toolkit.ui.telling import tell, told_once

_CONFLICT, _BASE = "letter-conflict", "letter-base"


def offer_letter(seat: Seat, measure: OpenedMeasure, *, thing: OfMeasure) -> None:
    """Nothing for those who may not write it; `thing` is the measure under review."""
    if not may(seat.actor, Action.WRITE_LETTER, thing).allowed:
        return
    try:
        with reading() as session:
            opened = open_letter(session, seat.actor, measure_id=measure.measure_id)
    except RefusedError:  # of a newer revision, which this person has yet to judge
        return
    with st.expander(seat.say("letters.title"), key="letter"):
        if opened.letter.sent_at is None:
            _show_form(seat, opened)
        else:
            day = opened.letter.sent_at.astimezone().date()
            look.show(look.alert("success", seat.say("letters.sent", day=day)))
        if opened.letter.text:
            _offer_copies(seat, opened)


def show_letter(seat: Seat, text: str) -> None:
    """As the municipality reads it, once it was sent."""
    with st.expander(seat.say("letters.title"), key="letter-sent", expanded=True):
        look.show(*(look.element("p", part) for part in text.split("\n") if part.strip()))


def _show_form(seat: Seat, opened: OpenedLetter) -> None:
    key = f"letter-{opened.measure.revision_id}"
    stored = opened.letter.text or letter_draft(opened, seat.language)
    if st.session_state.get(f"{_BASE}-{key}") is None:
        st.session_state[f"{_BASE}-{key}"] = opened.letter.version
    st.session_state.setdefault(key, stored)
    look.show(look.muted(seat.say("letters.help"), small=True))
    with st.container():
        _show_conflict(seat, key)
    label = seat.say("letters.text")
    with drafts.kept(seat, key, label=label, stored=stored):
        st.text_area(label, key=key, max_chars=LONGEST_LETTER, height=360)
    with st.container(horizontal=True):
        st.button(
            seat.say("letters.save"),
            key="save-letter",
            type="primary",
            on_click=act,
            args=(lambda: _save(seat, opened, key),),
        )
        st.button(
            seat.say("letters.send"),
            key="send-letter",
            disabled=not opened.letter.text,
            on_click=act,
            args=(lambda: _send(seat, opened, key),),
        )


def _show_conflict(seat: Seat, key: str) -> None:
    """Mine stays in the field; theirs stands above it, and saving once more takes mine."""
    error: LetterConflictError | None = told_once(_CONFLICT)
    if error is None:
        return
    st.session_state[f"{_BASE}-{key}"] = error.theirs.version
    with st.container(border=True, key="letter-theirs"):
        st.warning(seat.label(error.message))
        look.show(look.muted(seat.say("letters.theirs"), small=True))
        st.code(error.theirs.text, language=None, wrap_lines=True)


def _save(seat: Seat, opened: OpenedLetter, key: str) -> None:
    text = st.session_state[key]
    try:
        with writing() as session:
            stored = save_letter(
                session,
                seat.actor_now(session),
                measure_id=opened.measure.measure_id,
                based_on=st.session_state[f"{_BASE}-{key}"],
                text=text,
            )
    except LetterConflictError as error:
        tell(_CONFLICT, error)
        return
    st.session_state[f"{_BASE}-{key}"] = stored.version
    drafts.note_taken(key, text)


def _send(seat: Seat, opened: OpenedLetter, key: str) -> None:
    """What is in the field goes out, so it is saved first."""
    _save(seat, opened, key)
    if _CONFLICT in st.session_state:
        return
    with writing() as session:
        send_letter(
            session,
            seat.actor_now(session),
            measure_id=opened.measure.measure_id,
            based_on=st.session_state[f"{_BASE}-{key}"],
        )


def _offer_copies(seat: Seat, opened: OpenedLetter) -> None:
    st.download_button(
        seat.say("letters.word"),
        data=letter_as_word(opened, opened.letter.text, seat.language),
        file_name=seat.say("letters.file_name", number=opened.measure.measure_id),
        mime=WORD,
        key="letter-word",
        on_click="ignore",
    )
    look.show(look.muted(seat.say("letters.to_copy"), small=True))
    st.code(opened.letter.text, language=None, wrap_lines=True)
