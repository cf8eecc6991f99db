"""Drafts in the browser: what `static/draft.js` needs to know about the fields in which people write.

It keeps a text on this computer while it is typed, puts it back after a reload, and lets go of it once
the database has it. Without it a text is saved when its field is left, and lost before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from toolkit.model import now
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.saving import clock

WORDS = ("unsaved", "found", "take", "leave", "restored")
MOST_TAKEN = 20
_TAKEN = "taken-texts"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A text as it was typed, and when it was saved."""

    text: str
    at: datetime


def note_taken(key: str, typed: str) -> None:
    """What was typed into this field is saved now, perhaps in another form ("3000 €" as 3000)."""
    taken = _taken()
    taken.pop(key, None)
    taken[key] = _Taken(typed, now())
    for oldest in list(taken)[:-MOST_TAKEN]:
        del taken[oldest]


@contextmanager
def kept(seat: Seat, key: str, *, label: str, stored: str) -> Iterator[None]:
    """Keeps the text field drawn inside, whose widget has this key; `stored` is what the database has.

    The key must name the row as well, or the text of one measure would turn up in another. The note says
    whether the field is saved.
    """
    with st.container(gap=None, key=f"mk-draft-{key}"):
        yield
        look.show(_note(seat, key, label, stored))


def show_frame(seat: Seat) -> None:
    """What holds for all fields of a page: whose drafts, in which words, what was taken lately."""
    words = {word: seat.say(f"draft.{word}", time="{time}") for word in WORDS}
    taken = {key: each.text for key, each in _taken().items()}
    look.show(
        look.element(
            "div",
            data_mk_drafts=_owner(seat),
            data_mk_words=json.dumps(words, ensure_ascii=False),
            data_mk_taken=json.dumps(taken, ensure_ascii=False),
            hidden=True,
        )
    )


def _owner(seat: Seat) -> str:
    """This person in this database: another one at the same browser, or another database at the same
    address, has other drafts. Hashed, because the browser has no use for the number itself."""
    return hashlib.sha256(f"drafts of {seat.desk.person_uuid}".encode()).hexdigest()[:20]


def _note(seat: Seat, key: str, label: str, stored: str) -> Markup:
    taken = _taken().get(key)
    saved = seat.say("draft.saved", time=clock(taken.at)) if taken else ""
    state = look.element("p", saved, class_="mk-status mk-draft__state")
    return look.element(
        "div",
        state,
        class_="mk-draft",
        data_mk_field=key,
        data_mk_stored=stored,
        data_mk_label=label,
    )


def _taken() -> dict[str, _Taken]:
    taken: dict[str, _Taken] = st.session_state.setdefault(_TAKEN, {})
    return taken
