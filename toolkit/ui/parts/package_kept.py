"""Maßnahmenpaket, wishes under a name: keep, open, change, remove."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from toolkit.messages import Message
from toolkit.packing import Wishes
from toolkit.services.packages import (
    LONGEST_NAME,
    LONGEST_REASON,
    KeptPackage,
    drop_package,
    keep_package,
)
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act
from toolkit.ui.house import writing
from toolkit.ui.parts.package_wishes import open_wishes
from toolkit.ui.telling import tell, told_once

_NAME, _REASON, _DONE = "package-name", "package-reason", "package-done"


def show_kept(seat: Seat, kept: Sequence[KeptPackage], wishes: Wishes) -> None:
    with st.expander(seat.say("package.keep_heading"), key="package-kept"):
        with st.container():
            done = told_once(_DONE)
            if done is not None:
                st.success(seat.label(done))
        look.show(look.muted(seat.say("package.keep_help"), small=True))
        for each in kept:
            _show_one(seat, each)
        st.text_input(seat.say("package.keep_name"), key=_NAME, max_chars=LONGEST_NAME)
        st.text_area(seat.say("package.keep_reason"), key=_REASON, max_chars=LONGEST_REASON, height=80)
        st.button(
            seat.say("package.keep"),
            key="package-keep",
            on_click=act,
            args=(partial(_keep, seat, kept, wishes),),
        )


def _show_one(seat: Seat, kept: KeptPackage) -> None:
    day = kept.created_at.date()
    by = (
        seat.say("package.proposed_by", name=kept.proposed_by, date=day)
        if kept.proposed_by
        else seat.say("package.proposed_on", date=day)
    )
    look.show(look.entry_list([(kept.name, " · ".join(filter(None, [by, kept.reason])))]))
    with st.container(horizontal=True):
        st.button(
            seat.say("package.open_kept"),
            key=f"package-open-{kept.package_id}",
            on_click=partial(open_wishes, kept.wishes),
        )
        st.button(
            seat.say("package.drop"),
            key=f"package-drop-{kept.package_id}",
            type="tertiary",
            on_click=act,
            args=(partial(_drop, seat, kept),),
        )


def _keep(seat: Seat, kept: Sequence[KeptPackage], wishes: Wishes) -> None:
    """A name that is there already means that package, as it was when this page was drawn."""
    name = " ".join(st.session_state[_NAME].split())
    same = next((each for each in kept if each.name.casefold() == name.casefold()), None)
    with writing() as session:
        keep_package(
            session,
            seat.actor_now(session),
            programme_id=seat.desk.programme_id,
            name=name,
            wishes=wishes,
            reason=st.session_state[_REASON],
            package_id=same.package_id if same else None,
            based_on=same.version if same else 0,
        )
    st.session_state[_NAME] = st.session_state[_REASON] = ""
    tell(_DONE, Message.of("package.kept", name=name))


def _drop(seat: Seat, kept: KeptPackage) -> None:
    with writing() as session:
        drop_package(
            session,
            seat.actor_now(session),
            programme_id=seat.desk.programme_id,
            package_id=kept.package_id,
        )
    tell(_DONE, Message.of("package.dropped", name=kept.name))
