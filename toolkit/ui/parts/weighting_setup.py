"""Gewichtung: who weighs together, set up by chair and coordination."""

from __future__ import annotations

from functools import partial

import streamlit as st

from toolkit.messages import Message
from toolkit.services.stakeholder_groups import add_group, remove_group, rename_group
from toolkit.services.weighting import LONGEST_NAME, WeighingGroup, Weighting
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import do, fresh

SUGGESTED = ("council", "administration", "citizens", "business")


def show_setup(seat: Seat, weighting: Weighting) -> None:
    if weighting.groups and not weighting.waiting:
        return
    with st.expander(seat.say("weighting.groups"), expanded=not weighting.groups, key="setup"):
        look.show(look.muted(seat.say("weighting.groups_help")))
        if not weighting.groups:
            st.button(
                seat.say("weighting.add_suggested"),
                key="add-suggested",
                on_click=do,
                args=(partial(_add, seat, weighting.programme_id, _suggested(seat)),),
            )
        for group in weighting.waiting:
            _offer_changes(seat, group)
        _offer_another(seat, weighting.programme_id)


def _suggested(seat: Seat) -> list[str]:
    return [seat.say(f"weighting.suggested.{name}") for name in SUGGESTED]


def _offer_another(seat: Seat, programme_id: int) -> None:
    key = fresh("new-group")
    with st.container(horizontal=True, vertical_alignment="bottom", key="new-group-row"):
        st.text_input(seat.say("weighting.group_name"), key=key, max_chars=LONGEST_NAME, width=320)
        st.button(
            seat.say("weighting.add_group"),
            key="add-group",
            on_click=lambda: do(partial(_add, seat, programme_id, [st.session_state.get(key, "")])),
        )


def _offer_changes(seat: Seat, group: WeighingGroup) -> None:
    key = fresh(f"group-{group.group_id}")
    st.session_state.setdefault(key, group.name)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"group-row-{group.group_id}"):
        st.text_input(seat.say("weighting.group_name"), key=key, max_chars=LONGEST_NAME, width=320)
        st.button(
            seat.say("weighting.rename"),
            key=f"rename-{group.group_id}",
            on_click=lambda: do(partial(_rename, seat, group.group_id, st.session_state.get(key, ""))),
        )
        st.button(
            seat.label("weighting.remove", group=group.name),
            key=f"remove-{group.group_id}",
            on_click=do,
            args=(partial(_remove, seat, group.group_id),),
        )


def _add(seat: Seat, programme_id: int, names: list[str]) -> Message:
    with writing() as session:
        for name in names:
            add_group(session, seat.actor_now(session), programme_id=programme_id, name=name)
    return Message.of("weighting.done.groups")


def _rename(seat: Seat, group_id: int, name: str) -> Message:
    with writing() as session:
        rename_group(session, seat.actor_now(session), group_id=group_id, name=name)
    return Message.of("weighting.done.groups")


def _remove(seat: Seat, group_id: int) -> Message:
    with writing() as session:
        remove_group(session, seat.actor_now(session), group_id=group_id)
    return Message.of("weighting.done.groups")
