"""Gewichtung: a later weighting with a name of its own, beside the fixed ones."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit.catalogue import Catalogue
from toolkit.messages import Message
from toolkit.services.weighting import LONGEST_NAME, Weighting, propose_variant
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import do, fresh
from toolkit.ui.parts.weighting_inputs import Asked, ask_weights


def offer_variant(seat: Seat, catalogue: Catalogue, weighting: Weighting) -> None:
    names = {group.group_id: group.name for group in weighting.groups}
    with st.expander(seat.say("weighting.variant_open"), key="variant"):
        look.show(look.muted(seat.say("weighting.variant_help")))
        st.text_input(seat.say("weighting.variant_name"), key=fresh("variant-name"), max_chars=LONGEST_NAME)
        if names:
            st.selectbox(
                seat.say("weighting.for_whom"),
                list(names),
                key=fresh("variant-group"),
                index=None,
                format_func=lambda key: names[key],
                placeholder=seat.say("weighting.for_no_group"),
            )
        asked = ask_weights(seat, catalogue, place="variant", stored=None)
        st.button(
            seat.say("weighting.variant_add"),
            key="add-variant",
            type="primary",
            on_click=do,
            args=(partial(_propose, seat, catalogue, weighting.programme_id, asked),),
        )


def _propose(seat: Seat, catalogue: Catalogue, programme_id: int, asked: Asked) -> Message:
    with writing() as session:
        propose_variant(
            session,
            seat.actor_now(session),
            programme_id=programme_id,
            catalogue=catalogue,
            name=st.session_state.get(fresh("variant-name"), ""),
            method=asked.method,
            entered=asked.entered,
            reason=asked.reason,
            group_id=st.session_state.get(fresh("variant-group")),
        )
    drafts.note_taken(asked.reason_key, asked.reason)
    return Message.of("weighting.done.variant")
