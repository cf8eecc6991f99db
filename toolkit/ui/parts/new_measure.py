"""A new measure: municipality and name are enough."""

from __future__ import annotations

import streamlit as st

from toolkit.services.desk import act_for
from toolkit.services.measures import create_measure
from toolkit.services.municipalities import add_municipality, read_municipality
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, act, tell_problem
from toolkit.ui.house import writing
from toolkit.ui.navigation import MEASURE_PARAMETER
from toolkit.ui.parts.answer_sheet import offer_new_sheet

TITLE, MUNICIPALITY, MUNICIPALITY_NAME = "new-title", "new-municipality", "new-municipality-name"


def show_new_measure(seat: Seat) -> None:
    look.page_header(
        seat.say("measures.create"), language=seat.language, lead=seat.say("measures.create_note")
    )
    tell_problem(seat)
    is_known = _show_known_municipalities(seat)
    # A form, so that Enter creates the measure from either field.
    with st.form("new-measure", border=False):
        if not is_known:
            label = seat.say("measures.municipality_name")
            with drafts.kept(seat, MUNICIPALITY_NAME, label=label, stored=""):
                st.text_input(label, key=MUNICIPALITY_NAME, max_chars=200)
            look.show(look.muted(seat.say("measures.municipality_name_help"), small=True))
        label = seat.say("facts.title.label")
        with drafts.kept(seat, TITLE, label=label, stored=""):
            st.text_input(label, key=TITLE, max_chars=200)
        look.show(look.muted(seat.say("facts.title.help"), small=True))
        with st.container(horizontal=True):
            st.form_submit_button(
                seat.say("measures.create_now"),
                key="create-now",
                type="primary",
                on_click=_create,
                args=(seat,),
            )
            st.form_submit_button(seat.say("measures.cancel"), key="cancel", on_click=st.query_params.clear)
    offer_new_sheet(seat)


def _show_known_municipalities(seat: Seat) -> bool:
    """The municipality of the desk first. False where a new one is wanted, whose name is then asked."""
    known = dict(seat.desk.municipalities)
    if not known:
        return False
    options = [*known, None]
    start = seat.actor.acting_for if seat.actor.acting_for in known else options[0]
    chosen = st.selectbox(
        seat.say("table.municipality"),
        options,
        index=options.index(start),
        key=MUNICIPALITY,
        format_func=lambda key: known[key] if key is not None else seat.say("measures.other_municipality"),
    )
    return chosen is not None


def _create(seat: Seat) -> None:
    """Reads the fields as they are at the click: the page may not have been drawn since they were typed."""
    act(lambda: _create_from_fields(seat))


def _create_from_fields(seat: Seat) -> None:
    with writing() as session:
        municipality_id: int | None = st.session_state.get(MUNICIPALITY)
        if municipality_id is None:
            entered = read_municipality(name=st.session_state.get(MUNICIPALITY_NAME, ""))
            municipality_id = add_municipality(
                session, seat.actor_now(session), programme_id=seat.desk.programme_id, entered=entered
            )
        actor = act_for(session, seat.actor_now(session), municipality_id=municipality_id)
        measure_id = create_measure(
            session,
            actor,
            programme_id=seat.desk.programme_id,
            municipality_id=municipality_id,
            facts={"title": st.session_state.get(TITLE, "")},
        )
    for key in (TITLE, MUNICIPALITY_NAME):
        drafts.note_taken(key, st.session_state.get(key, ""))
    st.query_params.clear()
    st.query_params[MEASURE_PARAMETER] = str(measure_id)
