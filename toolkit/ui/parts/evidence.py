"""Nachweise of one question: what there is, and a short form to add one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.uploaded_file_manager import UploadedFile

from toolkit.model import EvidenceKind
from toolkit.services.evidence import (
    EvidenceItem,
    add_evidence,
    add_file,
    read_evidence,
    read_place,
    remove_evidence,
)
from toolkit.services.measures import OpenedMeasure
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, act
from toolkit.ui.files import offer_file, sound_file, store
from toolkit.ui.house import writing

FIELDS = ("title", "url", "page", "quote")


def show_evidence(
    seat: Seat,
    measure: OpenedMeasure,
    question: str,
    items: Sequence[EvidenceItem],
    *,
    needed: bool,
    disabled: bool,
) -> None:
    """Folded: most answers need none. The heading says how many there are, and whether one is expected."""
    heading = seat.say(
        "evidence.heading_needed" if needed and not items else "evidence.heading", n=len(items)
    )
    with st.expander(heading, key=f"evidence-{question}"):
        for item in items:
            _show_item(seat, measure.measure_id, item, disabled=disabled)
        _show_form(seat, measure, question, disabled=disabled)


def _show_item(seat: Seat, measure_id: int, item: EvidenceItem, *, disabled: bool) -> None:
    def remove() -> None:
        with writing() as session:
            remove_evidence(
                session, seat.actor_now(session), measure_id=measure_id, evidence_id=item.evidence_id
            )

    look.show(described_evidence(seat, item))
    if item.kind is EvidenceKind.FILE:
        offer_file(seat, item)
    st.button(
        seat.label("evidence.remove", title=item.title or item.file_name or item.url),
        key=f"remove-evidence-{item.evidence_id}",
        type="tertiary",
        disabled=disabled,
        on_click=act,
        args=(remove,),
    )


def described_evidence(seat: Seat, item: EvidenceItem) -> Markup:
    place = seat.say("evidence.place", page=item.page) if item.page else None
    # Opened in a tab of its own, which learns nothing about this page.
    link = (
        look.element("a", item.url, href=item.url, target="_blank", rel="noopener noreferrer")
        if item.url
        else None
    )
    name = item.title or item.file_name or None
    parts = [part for part in (name, place, link) if part is not None]
    line = look.joined(parts[0:1] + [look.joined([", ", part]) for part in parts[1:]])
    quote = look.element("span", seat.say("evidence.quoted", quote=item.quote)) if item.quote else None
    return look.two_lines(line, quote) if quote else look.element("p", line)


def _show_form(seat: Seat, measure: OpenedMeasure, question: str, *, disabled: bool) -> None:
    # With the revision in it: what was begun for one measure must not turn up in another.
    keys = {field: f"new-evidence-{field}-{measure.revision_id}-{question}" for field in FIELDS}
    for field, key in keys.items():
        label = seat.say(f"evidence.{field}")
        with drafts.kept(seat, key, label=label, stored=""):
            st.text_input(label, key=key, disabled=disabled, max_chars=2000)

    count_key = f"new-evidence-files-{measure.revision_id}-{question}"
    # Another key, another widget: after adding, the field is empty again.
    file_key = f"{count_key}-{st.session_state.get(count_key, 0)}"
    st.file_uploader(seat.say("evidence.file"), key=file_key, disabled=disabled)
    look.show(look.muted(seat.say("evidence.file_help"), small=True))

    def add() -> None:
        texts = {field: st.session_state.get(keys[field], "") for field in FIELDS}
        _add(seat, measure.measure_id, question, texts, st.session_state.get(file_key))
        # Emptied only now: what could not be saved stays in the form.
        st.session_state[count_key] = st.session_state.get(count_key, 0) + 1
        for key in keys.values():
            drafts.note_taken(key, st.session_state.get(key, ""))
            st.session_state[key] = ""

    st.button(
        seat.say("evidence.add"),
        key=f"add-evidence-{question}",
        disabled=disabled,
        on_click=partial(act, add),
    )


def _add(
    seat: Seat, measure_id: int, question: str, texts: Mapping[str, str], uploaded: UploadedFile | None
) -> None:
    """A file with its place, or what was typed alone."""
    if uploaded is None:
        entered = read_evidence(**texts)
        with writing() as session:
            add_evidence(
                session,
                seat.actor_now(session),
                measure_id=measure_id,
                question=question,
                entered=entered,
            )
        return
    file, place = sound_file(seat, uploaded.getvalue()), read_place(**texts)
    with writing() as session:
        add_file(
            session,
            seat.actor_now(session),
            measure_id=measure_id,
            question=question,
            file=file,
            name=uploaded.name,
            entered=place,
            store=store(),
        )
