"""Gewichtung, view Gewichten: the groups with their weightings, weighing, fixing, and later variants."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from markupsafe import Markup

from toolkit import weighing
from toolkit.access import Action, OfProgramme, may
from toolkit.catalogue import Catalogue
from toolkit.firmness import catalogue_weights, weights_from
from toolkit.messages import Message
from toolkit.model import WeightingMethod
from toolkit.services.weighting import (
    Weighed,
    WeighingGroup,
    Weighting,
    WeightsConflictError,
    fix_weights,
    propose_weights,
)
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.parts.doing import do, fresh
from toolkit.ui.parts.weighting_inputs import Asked, ask_weights
from toolkit.ui.parts.weighting_setup import show_setup
from toolkit.ui.parts.weighting_variants import offer_variant

_CONFLICT = "weights-conflict"


def show_groups(seat: Seat, catalogue: Catalogue, weighting: Weighting) -> None:
    look.show(
        look.finding(seat.say(_headline(weighting))),
        look.muted(seat.say("weighting.rule")),
        look.muted(
            seat.say(
                "weighting.catalogue_weights",
                weights=weighing.weights_in_words(catalogue, catalogue_weights(catalogue)),
            )
        ),
    )
    if weighting.groups:
        look.show(_groups_table(seat, catalogue, weighting.groups))
    if weighting.variants:
        look.show(
            look.heading(seat.say("weighting.variants"), level=3),
            _variants_table(seat, catalogue, weighting),
        )
    leads = may(seat.actor, Action.FIX_WEIGHTS, OfProgramme(weighting.programme_id)).allowed
    if weighting.waiting:
        _show_weighing(seat, catalogue, weighting, leads=leads)
    else:
        offer_variant(seat, catalogue, weighting)
    if leads:
        show_setup(seat, weighting)


def _headline(weighting: Weighting) -> Message:
    if not weighting.groups:
        return Message.of("weighting.headline_none")
    if weighting.waiting:
        names = tuple(group.name for group in weighting.waiting)
        return Message.of("weighting.headline_waiting", n=len(names), groups=names)
    return Message.of("weighting.headline_fixed", n=len(weighting.groups))


def _groups_table(seat: Seat, catalogue: Catalogue, groups: Sequence[WeighingGroup]) -> Markup:
    columns = [
        look.Column(seat.say("weighting.column.group"), width=20),
        look.Column(seat.say("weighting.column.weights"), width=35),
        look.Column(seat.say("weighting.column.reason"), width=25),
        look.Column(seat.say("weighting.column.state"), width=20),
    ]
    rows: list[list[Markup | str]] = [
        [group.name, *_weighed_cells(seat, catalogue, group.first), _state(seat, group.first)]
        for group in groups
    ]
    return look.table(columns, rows, caption=seat.say("weighting.column.group"), hide_caption=True)


def _variants_table(seat: Seat, catalogue: Catalogue, weighting: Weighting) -> Markup:
    names = {group.group_id: group.name for group in weighting.groups}
    columns = [
        look.Column(seat.say("weighting.column.name"), width=20),
        look.Column(seat.say("weighting.column.weights"), width=35),
        look.Column(seat.say("weighting.column.reason"), width=25),
        look.Column(seat.say("weighting.column.group"), width=20),
    ]
    rows: list[list[Markup | str]] = [
        [
            variant.name,
            *_weighed_cells(seat, catalogue, variant),
            names.get(variant.group_id or 0, "–"),
        ]
        for variant in weighting.variants
    ]
    return look.table(columns, rows, caption=seat.say("weighting.variants"), hide_caption=True)


def _weighed_cells(seat: Seat, catalogue: Catalogue, one: Weighed | None) -> list[Markup | str]:
    if one is None:
        return ["–", "–"]
    method = weighing.method_name(one.method)
    by = (
        Message.of("weighting.proposed_by", method=method, name=one.proposed_by)
        if one.proposed_by
        else method
    )
    told = ". ".join((seat.say(by), *_consistency(seat, catalogue, one)))
    return [look.two_lines(weights_of(seat, catalogue, one), told), one.reason]


def _consistency(seat: Seat, catalogue: Catalogue, one: Weighed) -> tuple[str, ...]:
    """Of comparisons in pairs, whether they fit together."""
    if one.method is not WeightingMethod.PAIRS or not one.fits(catalogue):
        return ()
    entered = weights_from(catalogue, one.method, one.entered)
    sentence = weighing.consistency_sentence(catalogue, entered)
    return (seat.say(sentence),) if sentence else ()


def weights_of(seat: Seat, catalogue: Catalogue, one: Weighed) -> str:
    if not one.fits(catalogue):
        return "–"
    return seat.say(weighing.weights_in_words(catalogue, one.weights))


def _state(seat: Seat, one: Weighed | None) -> Markup:
    if one is None:
        return look.badge("neutral", "○", seat.say("weighting.state.none"))
    if one.fixed_at is None:
        return look.badge("info", "◐", seat.say("weighting.state.proposed"))
    return look.badge(
        "success", "●", seat.say("weighting.state.fixed", date=one.fixed_at.astimezone().date())
    )


# --- weighing -----------------------------------------------------------------------------------------


def _show_weighing(seat: Seat, catalogue: Catalogue, weighting: Weighting, *, leads: bool) -> None:
    groups = {str(group.group_id): group for group in weighting.waiting}
    chosen = addressed_view(
        seat.say("weighting.for_whom"),
        list(groups),
        name="group",
        words=lambda key: look.plain(groups[key].name),
    )
    group = groups[chosen]
    look.show(look.heading(group.name))
    place, stored = f"weights-{group.group_id}", group.first
    # What this page had shown when the form was begun: the base of its saving.
    base = st.session_state.setdefault(fresh(f"{place}-base"), stored.version if stored else 0)
    with st.container(key="problem"):
        _show_conflict(seat, catalogue, group, place)
    asked = ask_weights(seat, catalogue, place=place, stored=stored)
    st.button(
        seat.say("weighting.propose"),
        key="propose",
        type="primary",
        on_click=do,
        args=(partial(_propose, seat, catalogue, group, asked, base),),
    )
    if stored is not None:
        _offer_fixing(seat, catalogue, group, stored, leads=leads)


def _propose(seat: Seat, catalogue: Catalogue, group: WeighingGroup, asked: Asked, base: int) -> Message:
    st.session_state.pop(_CONFLICT, None)
    try:
        with writing() as session:
            propose_weights(
                session,
                seat.actor_now(session),
                group_id=group.group_id,
                catalogue=catalogue,
                method=asked.method,
                entered=asked.entered,
                reason=asked.reason,
                based_on=base,
            )
    except WeightsConflictError as error:
        st.session_state[_CONFLICT] = (group.group_id, error.theirs)
        raise
    drafts.note_taken(asked.reason_key, asked.reason)
    return Message.of("weighting.done.proposed")


def _show_conflict(seat: Seat, catalogue: Catalogue, group: WeighingGroup, place: str) -> None:
    """What somebody else saved meanwhile; saving once more, knowing it, replaces it."""
    group_id, theirs = st.session_state.get(_CONFLICT, (None, None))
    if group_id != group.group_id:
        return
    with st.container(border=True, key="conflict"):
        st.warning(
            seat.label("weighting.theirs", weights=weights_of(seat, catalogue, theirs), reason=theirs.reason)
        )
        with st.container(horizontal=True):
            st.button(
                seat.say("weighting.take_mine"),
                key="take-mine",
                on_click=_base_on,
                args=(fresh(f"{place}-base"), theirs.version),
            )
            st.button(seat.say("weighting.keep_theirs"), key="keep-theirs", on_click=do, args=(_forget,))


def _base_on(key: str, version: int) -> None:
    st.session_state[key] = version
    st.session_state.pop(_CONFLICT, None)


def _forget() -> None:
    st.session_state.pop(_CONFLICT, None)


def _offer_fixing(
    seat: Seat, catalogue: Catalogue, group: WeighingGroup, stored: Weighed, *, leads: bool
) -> None:
    if not leads:
        look.show(look.muted(seat.say("weighting.fixed_by_chair")))
        return
    look.show(look.muted(seat.say("weighting.fix_help", weights=weights_of(seat, catalogue, stored))))
    st.button(
        seat.say("weighting.fix"),
        key="fix",
        on_click=do,
        args=(partial(_fix, seat, group.group_id, stored.version),),
    )


def _fix(seat: Seat, group_id: int, version: int) -> Message:
    with writing() as session:
        fix_weights(session, seat.actor_now(session), group_id=group_id, based_on=version)
    return Message.of("weighting.done.fixed")
