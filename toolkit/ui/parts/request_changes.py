"""Sending a submitted measure back with a list by question. For the pages of those who review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from toolkit.access import Action, OfMeasure, may
from toolkit.catalogue import Catalogue
from toolkit.messages import Message
from toolkit.model import now
from toolkit.model.entered import day_text, read_day
from toolkit.services.errors import InvalidError
from toolkit.services.measures import OpenedMeasure
from toolkit.services.rounds import (
    LONGEST_TEXT,
    Item,
    question_title,
    request_changes,
    return_incomplete,
)
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing

USUAL_TIME = timedelta(days=28)
_VERBS = {Action.REQUEST_CHANGES: request_changes, Action.RETURN_INCOMPLETE: return_incomplete}


def offer_request(
    seat: Seat,
    measure: OpenedMeasure,
    catalogue: Catalogue,
    *,
    thing: OfMeasure,
    comments: Sequence[Item] = (),
) -> None:
    """Offers what this person may do now: ask for changes, or return as incomplete; else nothing.

    `thing` is the measure under review (`services.review_access`); `comments` are what was written to the
    municipality, by question: they stand in the list to begin with, those of one question below each other.
    """
    action = next((each for each in _VERBS if may(seat.actor, each, thing).allowed), None)
    if action is None:
        return
    place = f"asked-{measure.revision_id}"
    said = _by_question(comments)
    with st.expander(seat.say(f"rounds.{action.value}.title"), key="request-changes"):
        look.show(look.element("p", seat.say(f"rounds.{action.value}.help")))
        chosen = _choose_questions(seat, catalogue, place, said)
        for number, key in enumerate(chosen, start=1):
            title = seat.say("rounds.item", number=number, about=question_title(catalogue, key))
            _text_area(seat, f"{place}-{key or 'whole'}", title, said.get(key, ""))
        _text_area(seat, f"{place}-text", seat.say("rounds.covering_text"), "")
        _day_input(seat, f"{place}-due")
        st.button(
            seat.say(f"rounds.{action.value}.send"),
            key="send-back",
            type="primary",
            on_click=act,
            args=(lambda: _send(seat, measure, action, place),),
        )


def _by_question(comments: Sequence[Item]) -> Mapping[str, str]:
    said: dict[str, list[str]] = {}
    for key, text in comments:
        if text.strip():
            said.setdefault(key, []).append(text.strip())
    return {key: "\n\n".join(texts)[:LONGEST_TEXT] for key, texts in said.items()}


def _choose_questions(seat: Seat, catalogue: Catalogue, place: str, said: Mapping[str, str]) -> Sequence[str]:
    options = [*catalogue.questions, ""]
    key = f"{place}-questions"
    st.session_state.setdefault(key, [each for each in options if each in said])
    return st.multiselect(
        seat.say("rounds.questions"),
        options,
        key=key,
        format_func=lambda each: seat.say(question_title(catalogue, each)),
        placeholder=seat.say("measures.choose"),
    )


def _text_area(seat: Seat, key: str, label: str, stored: str) -> None:
    st.session_state.setdefault(key, stored)
    with drafts.kept(seat, key, label=label, stored=stored):
        st.text_area(look.plain(label), key=key, max_chars=LONGEST_TEXT)


def _day_input(seat: Seat, key: str) -> None:
    st.session_state.setdefault(key, day_text(now().astimezone().date() + USUAL_TIME, seat.language))
    st.text_input(seat.say("rounds.due"), key=key, max_chars=10, width=200)
    look.show(look.muted(seat.say("rounds.due_help"), small=True))


def _send(seat: Seat, measure: OpenedMeasure, action: Action, place: str) -> None:
    chosen: list[str] = st.session_state[f"{place}-questions"]
    keys = {each: f"{place}-{each or 'whole'}" for each in chosen}
    items = [(each, st.session_state.get(key, "")) for each, key in keys.items()]
    text = st.session_state.get(f"{place}-text", "")
    with writing() as session:
        _VERBS[action](
            session,
            seat.actor_now(session),
            measure_id=measure.measure_id,
            items=items,
            text=text,
            due_on=_day(st.session_state.get(f"{place}-due", "")),
        )
    for key in (*keys.values(), f"{place}-text"):
        drafts.note_taken(key, st.session_state.get(key, ""))


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        raise InvalidError(Message.of("rounds.no_day", entered=text)) from None
