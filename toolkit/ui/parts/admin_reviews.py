"""How reviews run in a Verfahren: number, deadlines, when the self-assessment shows, who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import streamlit as st

from toolkit.messages import Language, Message
from toolkit.model import Decides, RevealRule
from toolkit.model.entered import day_text, read_day, read_whole_number, whole_number_text
from toolkit.model.inputs import ProgrammeInput
from toolkit.services.errors import InvalidError
from toolkit.services.programmes import field_label
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.parts import forms

MOST_REVIEWS = 6


def show_review_settings(seat: Seat, place: str, base: ProgrammeInput) -> None:
    st.selectbox(
        seat.say(field_label("required_reviews")),
        list(range(MOST_REVIEWS + 1)),
        key=forms.begin(place, "required_reviews", base.required_reviews),
    )
    _choice(seat, place, "reveal_rule", list(RevealRule), base.reveal_rule)
    days = whole_number_text(base.review_days, seat.language)
    _text(seat, place, "review_days", days)
    _text(seat, place, "submit_until", day_text(base.submit_until, seat.language))
    look.show(look.muted(seat.say("programme.days_help"), small=True))
    _choice(seat, place, "decides", list(Decides), base.decides)
    st.checkbox(
        seat.say(field_label("shows_severity")),
        key=forms.begin(place, "shows_severity", base.shows_severity),
    )
    look.show(look.muted(seat.say("programme.severity_help"), small=True))


def read_settings(typed: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Day and number as typed. Raises `InvalidError` with a sentence."""
    try:
        submit_until = read_day(typed["submit_until"] or "")
    except ValueError:
        raise InvalidError(Message.of("rounds.no_day", entered=typed["submit_until"])) from None
    try:
        review_days = read_whole_number(typed["review_days"] or "", language)
    except ValueError:
        raise InvalidError(Message.of("programme.days_out_of_range")) from None
    return {"submit_until": submit_until, "review_days": review_days}


def setting_words(seat: Seat, value: Any) -> str:
    """A setting in words, to put mine beside theirs."""
    if isinstance(value, StrEnum):
        return _choice_words(seat, value)
    if isinstance(value, bool):
        return seat.say("facts.yes" if value else "facts.no")
    return day_text(value, seat.language) if isinstance(value, date) else str(value)


def _choice(seat: Seat, place: str, name: str, options: list[Any], stored: StrEnum) -> None:
    st.selectbox(
        seat.say(field_label(name)),
        options,
        key=forms.begin(place, name, stored),
        format_func=lambda each: _choice_words(seat, each),
    )


def _choice_words(seat: Seat, choice: StrEnum) -> str:
    return seat.say(f"programme.choice.{choice.value}")


def _text(seat: Seat, place: str, name: str, stored: str) -> None:
    st.text_input(seat.say(field_label(name)), key=forms.begin(place, name, stored), max_chars=10, width=320)
