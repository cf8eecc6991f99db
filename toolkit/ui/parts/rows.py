"""Rows of the fact sheet that people add, change and remove one by one: partners and indicators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol

import streamlit as st
from sqlmodel import Session

from toolkit.access import Actor
from toolkit.model.fact_sheet import FactField, fact_text, is_filled
from toolkit.services.attached import RowConflictError
from toolkit.services.errors import ServiceError
from toolkit.storage import StorageError
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.telling import told_once

MUNICIPALITY = "municipality_id"
_TOLD = "problems-of-rows"


class Row(Protocol):
    @property
    def row_id(self) -> int: ...

    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One kind of row: its fields and its verbs. `municipalities` may be chosen instead of typing a name."""

    name: str
    fields: Sequence[FactField]
    save: Callable[[Session, Actor, int | None, Mapping[str, Any] | None, Mapping[str, Any]], int]
    remove: Callable[[Session, Actor, int], None]
    municipalities: Mapping[int, str] = field(default_factory=dict)


def show_rows(seat: Seat, place: str, story: Story, rows: Sequence[Row], *, editable: bool) -> None:
    """`place` names the revision, so that a form left open does not turn up in the next one."""
    key = f"{story.name}-{place}"
    changed: int | None = st.session_state.get(f"changed-{key}")
    for row in rows:
        if row.row_id == changed and editable:
            _show_form(seat, key, story, row)
        else:
            _show_row(seat, key, story, row, editable=editable)
    if not rows:
        look.show(look.muted(seat.say("attached.none"), small=True))
    if editable and changed is None:
        _show_form(seat, key, story, None)


def _show_row(seat: Seat, key: str, story: Story, row: Row, *, editable: bool) -> None:
    details = [
        f"{seat.say(each.label)}: {fact_text(each, row.values[each.name], seat.language)}"
        for each in story.fields[1:]
        if is_filled(row.values[each.name])
    ]
    look.show(look.two_lines(look.element("strong", row.name), " · ".join(details)))
    if not editable:
        return
    with st.container(horizontal=True, key=f"row-{key}-{row.row_id}"):
        st.button(
            seat.label("attached.change", name=row.name),
            key=f"change-{key}-{row.row_id}",
            type="tertiary",
            on_click=_open,
            args=(seat, key, story, row),
        )
        st.button(
            seat.label("attached.remove", name=row.name),
            key=f"remove-{key}-{row.row_id}",
            type="tertiary",
            on_click=_tell,
            args=(key, lambda: _remove(seat, story, row)),
        )


def _show_form(seat: Seat, key: str, story: Story, row: Row | None) -> None:
    # A form, so that Enter saves from each field.
    with st.form(f"form-{key}", border=True):
        if story.municipalities:
            known = story.municipalities
            st.selectbox(
                seat.say("attached.municipality"),
                [None, *known],
                key=_input(key, MUNICIPALITY),
                format_func=lambda one: seat.say("attached.no_municipality") if one is None else known[one],
            )
        for each in story.fields:
            _show_field(seat, key, each, is_new=row is None)
        _show_problem(seat, key, story)
        with st.container(horizontal=True):
            st.form_submit_button(
                seat.say(f"attached.{'save' if row else 'add'}.{story.name}"),
                key=f"save-{key}",
                on_click=_tell,
                args=(key, lambda: _save(seat, key, story, row)),
            )
            if row is not None:
                st.form_submit_button(
                    seat.say("measures.cancel"), key=f"cancel-{key}", on_click=_close, args=(key, story)
                )


def _show_field(seat: Seat, key: str, field: FactField, *, is_new: bool) -> None:
    """What is typed for a new row is kept by the browser; a row that is changed has the same field, and would
    get the other's text."""
    label, name = seat.say(field.label), _input(key, field.name)
    with drafts.kept(seat, name, label=label, stored="") if is_new else nullcontext():
        st.text_input(label, key=name, max_chars=field.longest)


def _show_problem(seat: Seat, key: str, story: Story) -> None:
    problem: ServiceError | StorageError | None = told_once(key, st.session_state.get(_TOLD, {}))
    if problem is None:
        return
    st.error(seat.label(problem.message))
    if isinstance(problem, RowConflictError) and problem.theirs is not None:
        theirs = problem.theirs
        look.show(
            look.description_list(
                (seat.say(each.label), fact_text(each, theirs[each.name], seat.language) or "–")
                for each in story.fields
            )
        )


def _open(seat: Seat, key: str, story: Story, row: Row) -> None:
    for each in story.fields:
        st.session_state[_input(key, each.name)] = fact_text(each, row.values[each.name], seat.language)
    if story.municipalities:
        chosen = row.values[MUNICIPALITY]
        st.session_state[_input(key, MUNICIPALITY)] = chosen if chosen in story.municipalities else None
    st.session_state[f"changed-{key}"] = row.row_id
    st.session_state[f"seen-{key}"] = row.values


def _close(key: str, story: Story) -> None:
    for each in story.fields:
        st.session_state[_input(key, each.name)] = ""
    st.session_state[_input(key, MUNICIPALITY)] = None
    st.session_state.pop(f"changed-{key}", None)
    st.session_state.pop(f"seen-{key}", None)


def _save(seat: Seat, key: str, story: Story, row: Row | None) -> None:
    entered = {each.name: st.session_state.get(_input(key, each.name)) for each in story.fields}
    entered[MUNICIPALITY] = st.session_state.get(_input(key, MUNICIPALITY))
    try:
        with writing() as session:
            row_id = row.row_id if row else None
            story.save(session, seat.actor_now(session), row_id, st.session_state.get(f"seen-{key}"), entered)
    except RowConflictError as error:
        # Who saves once more knows theirs by then, and means it.
        if error.theirs is None:
            st.session_state.pop(f"changed-{key}", None)
        st.session_state[f"seen-{key}"] = error.theirs
        raise
    if row is None:
        for each in story.fields:
            drafts.note_taken(_input(key, each.name), st.session_state.get(_input(key, each.name)) or "")
    # Emptied only now: what could not be saved stays in the form.
    _close(key, story)


def _remove(seat: Seat, story: Story, row: Row) -> None:
    with writing() as session:
        story.remove(session, seat.actor_now(session), row.row_id)


def _tell(key: str, action: Callable[[], None]) -> None:
    """Runs an action of a button; what goes wrong is told at the form."""
    try:
        action()
    except (ServiceError, StorageError) as error:
        st.session_state.setdefault(_TOLD, {})[key] = error


def _input(key: str, name: str) -> str:
    return f"row-{key}-{name}"
