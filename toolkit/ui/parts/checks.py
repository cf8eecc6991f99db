"""Preliminary checks: one line of three fields for each of the eight, each field saved when it is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from toolkit.model.attached import CHECK_FIELDS
from toolkit.model.fact_sheet import FactField, FactKind, choice_name, fact_text
from toolkit.services.checks import CheckItem
from toolkit.services.measures import OpenedMeasure
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat
from toolkit.ui.parts.fact_words import fact_words
from toolkit.ui.saving import (
    conflict_at,
    fresh_widget_value,
    is_saved,
    problem_at,
    remember_seen,
    save_check,
    seen,
    settle_conflict,
    unsaved_at,
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One field of one check."""

    measure: OpenedMeasure
    check: CheckItem
    field: FactField

    @property
    def place(self) -> str:
        return f"{self.measure.revision_id}-{self.check.kind.value}-{self.field.name}"


def show_checks(seat: Seat, measure: OpenedMeasure, checks: Sequence[CheckItem], *, editable: bool) -> None:
    look.show(look.muted(seat.say("checks.note"), small=True))
    for check in checks:
        look.show(look.heading(seat.say(check.title), level=3, small=True))
        for column, field in zip(st.columns([0.4, 0.34, 0.26]), CHECK_FIELDS, strict=True):
            with column:
                _show_field(seat, _Cell(measure, check, field), disabled=not editable)
        for field in CHECK_FIELDS:
            _show_outcome(seat, _Cell(measure, check, field))


def _show_field(seat: Seat, cell: _Cell, *, disabled: bool) -> None:
    field, place = cell.field, cell.place
    stored = getattr(cell.check, field.name)
    remember_seen(place, stored)
    waiting, key = unsaved_at(place), f"check-{place}"
    fresh_widget_value(key, _shown(seat, field, stored) if waiting is None else waiting)

    def save() -> None:
        entered = st.session_state[key]
        _save(seat, cell, entered, seen(place))
        if is_saved(place) and field.kind is not FactKind.CHOICE:
            drafts.note_taken(key, entered)

    label = seat.say(field.label)
    if field.kind is FactKind.CHOICE and field.choices is not None:
        st.selectbox(
            label,
            list(field.choices),
            key=key,
            disabled=disabled,
            on_change=save,
            format_func=lambda choice: seat.say(choice_name(choice)),
        )
    else:
        with drafts.kept(seat, key, label=label, stored=_shown(seat, field, stored)):
            st.text_input(label, key=key, max_chars=field.longest, disabled=disabled, on_change=save)


def _show_outcome(seat: Seat, cell: _Cell) -> None:
    field, place = cell.field, cell.place
    problem = problem_at(place)
    if problem is not None:
        st.error(seat.label(problem))
    waiting, conflict = unsaved_at(place), conflict_at(place)
    if waiting is not None:
        again = partial(_save, seat, cell, waiting, seen(place))
        st.button(seat.say("pages.save_again"), key=f"again-{place}", on_click=again)
    if conflict is None:
        return
    mine, theirs = (fact_words(seat, field, value) for value in (conflict.mine, conflict.theirs))
    take = partial(_save, seat, cell, _shown(seat, field, conflict.mine), conflict.based_on)
    with st.container(border=True, key=f"conflict-{place}"):
        st.warning(seat.say("checks.conflict"))
        look.show(
            look.description_list([(seat.say("assess.mine"), mine), (seat.say("assess.theirs"), theirs)])
        )
        with st.container(horizontal=True):
            st.button(seat.say("assess.take_mine"), key=f"mine-{place}", type="primary", on_click=take)
            st.button(
                seat.say("assess.keep_theirs"), key=f"theirs-{place}", on_click=settle_conflict, args=(place,)
            )


def _shown(seat: Seat, field: FactField, value: Any) -> Any:
    return value if field.kind is FactKind.CHOICE else fact_text(field, value, seat.language)


def _save(seat: Seat, cell: _Cell, entered: Any, based_on: Any) -> None:
    save_check(
        seat,
        measure_id=cell.measure.measure_id,
        kind=cell.check.kind,
        field=cell.field.name,
        place=cell.place,
        entered=entered,
        based_on=based_on,
    )
