"""What a list would do: questions that have to be answered, mistakes by cell, rows with their marks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import streamlit as st
from markupsafe import Markup

from toolkit.messages import Message
from toolkit.services.errors import ServiceError
from toolkit.services.imports import (
    Effect,
    FieldChange,
    ImportOptions,
    IncomingList,
    ListMistakesError,
    Mistake,
    Plan,
    PlannedRow,
    outcome,
)
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import page
from toolkit.ui.parts.list_kinds import ListKind
from toolkit.ui.telling import tell, told_once

_DONE, _READ = "lists-done", "lists-read"
_ADD_MUNICIPALITIES, _ADD_ZEROS = "lists-add-municipalities", "lists-add-zeros"
_MOST_MISTAKES, _MOST_ROWS, _MOST_NAMES, _LONGEST = 100, 200, 12, 120
_TONES: dict[Effect, look.Tone] = {
    Effect.NEW: "success",
    Effect.CHANGED: "info",
    Effect.UNCHANGED: "neutral",
}


def show_outcome(seat: Seat, kind: ListKind) -> None:
    """Once, after an import: what came in, and the way there."""
    done: Plan | None = told_once(_DONE)
    if done is not None:
        st.success(seat.label(outcome(done)))
        st.page_link(page(kind.leads_to, seat.language), label=seat.say(f"lists.to.{kind.name}"))


def show_incoming(seat: Seat, kind: ListKind, file_id: str, content: bytes) -> bool:
    """The preview of a file; True once its list has been taken over."""
    incoming = _read(seat, kind, file_id, content)
    options = _agreed()
    with problems_shown(seat.language), reading() as session:
        plan = kind.plan(
            session,
            seat.actor,
            programme_id=seat.desk.programme_id,
            incoming=incoming,
            options=options,
        )
    look.show(look.heading(seat.say("lists.preview")))
    if plan.read_before is not None:
        st.info(seat.label(outcome(plan)))
        return False
    for notice in incoming.notices:
        look.show(look.alert("info", seat.say(notice)))
    _ask(seat, plan, options)
    _show_mistakes(seat, plan.mistakes)
    is_done = _offer(seat, kind, incoming, options, plan)
    _show_rows(seat, kind, plan.rows)
    return is_done


def _read(seat: Seat, kind: ListKind, file_id: str, content: bytes) -> IncomingList[Any]:
    """Read once per file: each tick and click draws the page anew."""
    mark = (kind.name, file_id, seat.language)
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != mark:
        with st.spinner(seat.say("lists.reading")):
            kept = (mark, kind.read(content, seat.language))
        st.session_state[_READ] = kept
        for key in (_ADD_MUNICIPALITIES, _ADD_ZEROS):
            st.session_state.pop(key, None)
    incoming: IncomingList[Any] = kept[1]
    return incoming


def _agreed() -> ImportOptions:
    return ImportOptions(
        add_municipalities=bool(st.session_state.get(_ADD_MUNICIPALITIES)),
        add_leading_zeros=bool(st.session_state.get(_ADD_ZEROS)),
    )


def _ask(seat: Seat, plan: Plan, options: ImportOptions) -> None:
    """What only the person can decide, each asked once for the whole list."""
    if plan.short_keys:
        pairs = [
            Message.of("lists.instead", offered=offered, written=written)
            for written, offered in plan.short_keys
        ]
        st.checkbox(seat.label("lists.add_zeros", keys=_some(seat, pairs)), key=_ADD_ZEROS)
    names = plan.new_municipalities if options.add_municipalities else plan.unknown_municipalities
    if names:
        label = seat.label("lists.add_municipalities", n=len(names), names=_some(seat, names))
        st.checkbox(label, key=_ADD_MUNICIPALITIES)


def _some(seat: Seat, things: Sequence[Message | str]) -> Message:
    shown = tuple(things[:_MOST_NAMES])
    if len(things) <= _MOST_NAMES:
        return Message.of("lists.all_of", things=shown)
    return Message.of("lists.some_of", things=shown, rest=len(things) - _MOST_NAMES)


def _show_mistakes(seat: Seat, mistakes: Sequence[Mistake]) -> None:
    if not mistakes:
        return
    title = seat.say("lists.mistakes", n=len(mistakes))
    look.show(look.alert("danger", title, seat.say("lists.mistakes_note")))
    columns = [
        look.Column(seat.say("lists.cell"), width=14),
        look.Column(seat.say("lists.mistake"), unlabelled=True),
    ]
    rows = [
        [look.badge("danger", "✕", one.cell or seat.say("lists.whole_file")), seat.say(one.message)]
        for one in mistakes[:_MOST_MISTAKES]
    ]
    look.show(look.table(columns, rows, caption=title, hide_caption=True))
    if len(mistakes) > _MOST_MISTAKES:
        look.show(look.muted(seat.say("lists.more_mistakes", n=len(mistakes) - _MOST_MISTAKES)))


def _offer(
    seat: Seat, kind: ListKind, incoming: IncomingList[Any], options: ImportOptions, plan: Plan
) -> bool:
    """The one button; True once it was clicked and everything was taken over."""
    if plan.mistakes:
        return False
    if not plan.changes_something:
        st.info(seat.say("imports.nothing_to_do"))
        return False
    number = plan.count(Effect.NEW) + plan.count(Effect.CHANGED)
    if not st.button(seat.say(kind.button, n=number), key="take-over", type="primary"):
        return False
    try:
        with st.spinner(seat.say("lists.taking_over")), writing() as session:
            done = kind.take_over(
                session,
                seat.actor_now(session),
                programme_id=seat.desk.programme_id,
                incoming=incoming,
                options=options,
                shown=plan,
            )
    except ListMistakesError as error:
        _show_mistakes(seat, error.mistakes)
        return False
    except ServiceError as error:
        st.error(seat.label(error.message))
        return False
    tell(_DONE, done)
    return True


def _show_rows(seat: Seat, kind: ListKind, rows: Sequence[PlannedRow]) -> None:
    if not rows:
        return
    caption = seat.say("lists.rows", n=len(rows))
    columns = [
        look.Column(seat.say("lists.row"), align="end", width=8),
        look.Column(seat.say(kind.title), width=32),
        look.Column(seat.say("lists.effect"), width=16),
        look.Column(seat.say("lists.what_changes"), unlabelled=True),
    ]
    shown = [
        [str(row.number), _name(row), _mark(seat, row.effect), _details(seat, kind, row)]
        for row in rows[:_MOST_ROWS]
    ]
    look.show(look.heading(caption, level=3))
    look.show(look.table(columns, shown, caption=caption, hide_caption=True, heading_column=1))
    if len(rows) > _MOST_ROWS:
        look.show(look.muted(seat.say("lists.more_rows", n=len(rows) - _MOST_ROWS)))


def _name(row: PlannedRow) -> str | Markup:
    return look.two_lines(row.title, row.municipality) if row.municipality else row.title


def _mark(seat: Seat, effect: Effect) -> Markup:
    return look.badge(_TONES[effect], "", seat.say(f"lists.effect.{effect.value}"))


def _details(seat: Seat, kind: ListKind, row: PlannedRow) -> Markup:
    lines = [_change(seat, kind, change) for change in row.changes]
    if row.note is not None:
        lines.append(seat.say(row.note))
    return look.element("div", *(look.element("p", line, class_="mk-small") for line in lines))


def _change(seat: Seat, kind: ListKind, change: FieldChange) -> str:
    return seat.say(
        "lists.change",
        field=kind.field(change.field),
        before=_value(seat, kind, change.field, change.before),
        after=_value(seat, kind, change.field, change.after),
    )


def _value(seat: Seat, kind: ListKind, field: str, value: Any) -> str:
    if value is None or value in ("", ()):
        return seat.say("lists.empty")
    if isinstance(value, bool):
        return seat.say("facts.yes" if value else "facts.no")
    if isinstance(value, StrEnum):
        return seat.say(kind.choice(field, value))
    text = " ".join(kind.text(field, value, seat.language).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
