"""Whether this reader may edit a measure now, and the way there if the desk stands elsewhere."""

from __future__ import annotations

import streamlit as st

from toolkit.access import Action, OfMunicipality, may
from toolkit.services.desk import act_for
from toolkit.services.measures import OpenedMeasure
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.parts.submitting import offer_next_revision


def offer_editing(seat: Seat, measure: OpenedMeasure, action: Action) -> bool:
    """True where the action is allowed; otherwise says why not, and offers to move the desk if that helps."""
    verdict = may(seat.actor, action, measure.as_thing)
    if verdict.reason is None:
        return True
    st.info(seat.label(verdict.reason))
    municipality = OfMunicipality(measure.municipality_id, measure.municipality)
    elsewhere = seat.actor.acting_for != measure.municipality_id
    if elsewhere and may(seat.actor, Action.ACT_FOR, municipality).allowed:

        def move() -> None:
            with writing() as session:
                act_for(session, seat.actor_now(session), municipality_id=measure.municipality_id)

        label = seat.label("measures.switch", municipality=measure.municipality)
        st.button(label, key="switch", on_click=act, args=(move,))
    offer_next_revision(seat, measure)
    return False
