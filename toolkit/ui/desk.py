"""What every page needs first: who sits here, in which language, and a way to show what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup
from sqlmodel import Session

from toolkit.access import Actor, identity_of
from toolkit.findings import municipality_name
from toolkit.messages import Language, Message, Text, to_text
from toolkit.model import Role
from toolkit.services.desk import Desk, open_desk, open_desk_of
from toolkit.services.errors import ServiceError
from toolkit.services.measures import OpenedMeasure, open_measure
from toolkit.settings import settings
from toolkit.storage import NOBODY, StorageError
from toolkit.ui.components import badge, plain
from toolkit.ui.house import reading, sessions_work_for
from toolkit.ui.login import person_logged_in
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName, measure_in_address, page
from toolkit.ui.shell.language import page_language
from toolkit.ui.telling import tell, told_once

_LAST_MEASURE = "last-measure"
_PROBLEM = "problem-of-the-last-action"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a page that needs no desk, and in which language."""

    language: Language

    def say(self, what: str | Message | Text, **values: Any) -> str:
        """A sentence by its key, a message or a bilingual text, in the reader's language."""
        return to_text(Message.of(what, **values) if isinstance(what, str) else what, self.language)

    def label(self, what: str | Message | Text, **values: Any) -> str:
        """The same for Streamlit's own pieces, which read Markdown: a name that people typed stays text."""
        return plain(self.say(what, **values))

    def cell(self, value: Any) -> str:
        """What stands in a cell, as the reader's language writes it."""
        return to_text(value, self.language)


@dataclass(frozen=True, slots=True)
class Seat(Reader):
    """The desk, and the reader's language."""

    desk: Desk

    @property
    def actor(self) -> Actor:
        return self.desk.actor

    def actor_now(self, session: Session) -> Actor:
        """Who acts at this moment, for changes: a widget's callback runs before the page is drawn anew, and
        the desk may have been moved in another tab, or a role revoked, meanwhile."""
        return desk_now(session, self.language).actor

    @property
    def roles(self) -> tuple[Role, ...]:
        """Those in which the person works at the moment."""
        return (self.desk.acting_as,) if self.desk.acting_as else self.desk.roles

    @property
    def menu_roles(self) -> tuple[Role, ...]:
        """The single desk has every role; until it chooses another one, the menu is that of planning."""
        of_planning = (Role.PLANNING, Role.ADMINISTRATION)
        return of_planning if self.desk.is_single and self.desk.acting_as is None else self.roles

    @property
    def role(self) -> str:
        """The roles as they are named on the screen."""
        named = (Role.PLANNING,) if self.desk.is_single and self.desk.acting_as is None else self.roles
        said = ", ".join(self.say(f"people.role.{role.value}") for role in named)
        if self.desk.in_place_of is None:
            return said
        return f"{self.say('deputies.in_place_of', name=self.desk.in_place_of)} · {said}"

    @property
    def place(self) -> str:
        """The municipality for which the desk acts, as it is named on the screen; who plans for none, or
        works as something else, is named with the programme."""
        if self.desk.municipality is None:
            plans = Role.PLANNING in self.roles
            return self.say("start.no_municipality") if plans else self.cell(self.desk.programme_name)
        return self.cell(municipality_name(self.desk.municipality, is_example=self.desk.is_example))

    def example_mark(self, is_example: bool) -> Markup | None:
        """The mark of what is invented; it stands wherever such a measure or municipality shows."""
        return badge("info", "", self.say("example.mark")) if is_example else None


def take_seat() -> Seat:
    language = page_language()
    sessions_work_for(NOBODY)
    with problems_shown(language), reading() as session:
        seat = Seat(language, desk_now(session, language))
        sessions_work_for(identity_of(seat.actor))
        return seat
    raise AssertionError("problems_shown stops the page")


def desk_now(session: Session, language: Language) -> Desk:
    """The one place that decides whose desk this is: where people log in, the single desk stays closed."""
    if not settings().has_accounts:
        return open_desk(session, language=language)
    return open_desk_of(session, person_id=person_logged_in(session), language=language)


@contextmanager
def problems_shown(language: Language) -> Iterator[None]:
    """Shows the sentence of a failed service or storage, and ends the page there."""
    try:
        yield
    except (ServiceError, StorageError) as error:
        st.error(plain(to_text(error.message, language)))
        st.stop()


def act(action: Callable[[], None]) -> None:
    """Runs an action of a widget's callback; what goes wrong is told by the page that is drawn next."""
    try:
        action()
    except (ServiceError, StorageError) as error:
        tell(_PROBLEM, error.message)


def tell_problem(seat: Seat) -> None:
    """Shows, once, why the last action did not work. The place is there even when empty: else all that stands
    below would be drawn anew with each message, and a text that is being typed would be lost."""
    with st.container():
        message = told_once(_PROBLEM)
        if message is not None:
            st.error(seat.label(message))


def chosen_measure(seat: Seat) -> OpenedMeasure:
    """The measure that the address names, or the last one; without any, the page says what to do and ends."""
    named = measure_in_address()
    measure_id = st.session_state.get(_LAST_MEASURE) if named is None else named
    if measure_id is None:
        st.info(seat.say("pages.choose_a_measure"))
        st.page_link(page(PageName.MEASURES, seat.language), label=seat.say("pages.to_measures"))
        st.stop()
    try:
        with reading() as session:
            opened = open_measure(session, seat.actor, measure_id=measure_id)
    except ServiceError as error:
        st.session_state.pop(_LAST_MEASURE, None)
        st.error(seat.label(error.message))
        st.page_link(page(PageName.MEASURES, seat.language), label=seat.say("pages.to_measures"))
        st.stop()
    st.session_state[_LAST_MEASURE] = measure_id
    st.query_params[MEASURE_PARAMETER] = str(measure_id)
    return opened


def link_to_measure(measure_id: int) -> dict[str, str]:
    return {MEASURE_PARAMETER: str(measure_id)}
