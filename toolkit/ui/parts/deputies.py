"""Deputies on Start: who stands in for whom, a new one for some days, and its end before the last day."""

from __future__ import annotations

from datetime import date

import streamlit as st

from toolkit.messages import Message
from toolkit.model.entered import day_text, read_day
from toolkit.services.deputies import (
    HANDED_ON,
    OpenedDeputyship,
    Represented,
    deputyships,
    end_deputyship,
    represented,
    start_deputyship,
    today,
)
from toolkit.services.errors import InvalidError
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.parts import forms

_PLACE = "deputy"
MOST_CHARACTERS_OF_AN_ADDRESS = 254


def show_deputies(seat: Seat) -> None:
    """For whoever plans or coordinates, where people log in; also for whom somebody has named a deputy."""
    if not settings().has_accounts:
        return
    with problems_shown(seat.language), reading() as session:
        known, people = deputyships(session, seat.actor), represented(session, seat.actor)
    may_name = bool(people) and any(role in HANDED_ON for role in seat.roles)
    if not known and not may_name:
        return
    look.show(look.heading(seat.say("deputies.title")))
    for one in known:
        _show_one(seat, one)
    if may_name:
        with st.expander(seat.say("deputies.name"), key="name-deputy"):
            _show_form(seat, people)


def _show_one(seat: Seat, one: OpenedDeputyship) -> None:
    days = seat.say("deputies.days", start=one.starts_on, end=one.ends_on or "–")
    now_or_later = seat.say("deputies.now" if one.is_now else "deputies.later")
    with look.boxed(f"deputyship-{one.deputyship_id}"):
        look.show(look.element("p", _words(seat, one)), look.muted(f"{days} · {now_or_later}", small=True))
        st.button(
            seat.say("deputies.end"),
            key=f"end-deputyship-{one.deputyship_id}",
            on_click=act,
            args=(lambda: _end(seat, one.deputyship_id),),
        )


def _words(seat: Seat, one: OpenedDeputyship) -> str:
    me = seat.actor.person_id
    if one.deputy_id == me:
        return seat.say("deputies.you_stand_in", person=one.person)
    if one.person_id == me:
        return seat.say("deputies.your_deputy", deputy=one.deputy)
    return seat.say("deputies.stands_in", deputy=one.deputy, person=one.person)


def _show_form(seat: Seat, people: tuple[Represented, ...]) -> None:
    look.show(look.muted(seat.say("deputies.help"), small=True))
    names = {
        one.person_id: seat.say("deputies.myself") if one.person_id == seat.actor.person_id else one.name
        for one in people
    }
    with st.form("form-deputy", border=False):
        if len(names) > 1:
            st.selectbox(
                seat.say("deputies.for_whom"),
                list(names),
                key=forms.begin(_PLACE, "person", next(iter(names))),
                format_func=lambda key: look.plain(names[key]),
            )
        st.text_input(
            seat.say("deputies.email"),
            key=forms.begin(_PLACE, "email", ""),
            max_chars=MOST_CHARACTERS_OF_AN_ADDRESS,
        )
        st.text_input(
            seat.say("deputies.from"), key=forms.begin(_PLACE, "from", day_text(today(), seat.language))
        )
        st.text_input(
            seat.say("deputies.to"),
            key=forms.begin(_PLACE, "to", ""),
            placeholder=seat.say("coordination.day_format"),
        )
        st.form_submit_button(
            seat.say("deputies.save"),
            key="save-deputy",
            type="primary",
            on_click=act,
            args=(lambda: _start(seat, next(iter(names))),),
        )


def _start(seat: Seat, otherwise: int) -> None:
    with writing() as session:
        start_deputyship(
            session,
            seat.actor_now(session),
            person_id=forms.typed(_PLACE, "person") or otherwise,
            email=forms.typed(_PLACE, "email") or "",
            starts_on=_day("from"),
            ends_on=_day("to"),
        )
    forms.reset()


def _day(name: str) -> date:
    text = forms.typed(_PLACE, name) or ""
    try:
        found = read_day(text)
    except ValueError:
        found = None
    if found is None:
        raise InvalidError(Message.of("deputies.no_day", text=text))
    return found


def _end(seat: Seat, deputyship_id: int) -> None:
    with writing() as session:
        end_deputyship(session, seat.actor_now(session), deputyship_id=deputyship_id)
