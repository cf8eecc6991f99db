"""The filters of the comparison as chips; each stands in the address."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from toolkit.comparison import PEER_KINDS, Comparison, PeerKind
from toolkit.judging import Phase
from toolkit.model import FieldOfAction
from toolkit.ui.addressed import addressed_filter
from toolkit.ui.desk import Seat

_MORE = ("field", "funded", "group")
_MORE_OPEN = "more-filters-open"
_FUNDED = {"yes": True, "no": False}


def filtered(seat: Seat, everything: Comparison) -> Comparison:
    with st.container(horizontal=True, key="filters"):
        municipalities = addressed_filter(
            seat.say("table.municipality"), everything.municipalities, name="municipality"
        )
        present = {measure.phase for measure in everything.measures}
        phases = addressed_filter(
            seat.say("table.phase"),
            [phase.value for phase in Phase if phase in present],
            name="phase",
            words=lambda phase: seat.say(f"phase.{phase}"),
        )
        reviewed = _reviewed_only(seat, everything)
    fields, funded, peers = _more(seat, everything)
    return everything.only(
        municipalities=municipalities,
        phases=[Phase(phase) for phase in phases],
        fields=fields,
        funded=funded,
        peers=peers,
        reviewed=reviewed,
    )


def _reviewed_only(seat: Seat, everything: Comparison) -> list[bool]:
    """One chip, where there are both reviewed measures and others."""
    if len({measure.is_reviewed for measure in everything.measures}) < 2:
        return []
    chosen = addressed_filter(
        seat.say("compare.filter.reviewed"),
        ["yes"],
        name="reviewed",
        words=lambda _: seat.label("compare.reviewed_only"),
    )
    return [True] if chosen else []


def _more(seat: Seat, everything: Comparison) -> tuple[list[FieldOfAction], list[bool], list[PeerKind]]:
    """Folded unless the address asks for one of them; what all have in common is no filter."""
    is_open = st.session_state.setdefault(_MORE_OPEN, any(name in st.query_params for name in _MORE))
    there = {measure.field_of_action for measure in everything.measures}
    fields = [field.value for field in FieldOfAction if field in there]
    known = {measure.funded for measure in everything.measures}
    funded = [word for word, is_funded in _FUNDED.items() if is_funded in known]
    kinds = {measure.peers for measure in everything.measures}
    peers = {kind.key: kind for kind in PEER_KINDS if kind in kinds}
    if max(len(fields), len(funded), len(peers)) < 2:
        return [], [], []
    with st.expander(seat.say("compare.more_filters"), expanded=is_open):
        return (
            [
                FieldOfAction(each)
                for each in _chips(seat, "field", fields, lambda each: seat.label(f"field.{each}"))
            ],
            [
                _FUNDED[each]
                for each in _chips(seat, "funded", funded, lambda each: seat.label(f"compare.funded.{each}"))
            ],
            [
                peers[each]
                for each in _chips(seat, "group", list(peers), lambda each: seat.label(f"peers.{each}"))
            ],
        )


def _chips(seat: Seat, name: str, options: list[str], words: Callable[[str], str]) -> list[str]:
    if len(options) < 2:
        return []
    return addressed_filter(seat.say(f"compare.filter.{name}"), options, name=name, words=words)
