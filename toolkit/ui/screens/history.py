"""Verlauf: what happened to a measure, as far as the reader may see it, and the head for minutes."""

from __future__ import annotations

import streamlit as st

from toolkit.services.history import Entry, history_length, history_of
from toolkit.services.measures import OpenedMeasure
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, chosen_measure, link_to_measure, problems_shown, take_seat
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.pager import shown_rows


def show_history(seat: Seat) -> None:
    measure = chosen_measure(seat)
    _show_heading(seat, measure)
    with problems_shown(seat.language), reading() as session:
        count = history_length(session, seat.actor, measure_id=measure.measure_id)
        window = shown_rows(seat, count, of=f"history-{measure.measure_id}")
        history = history_of(
            session, seat.actor, measure_id=measure.measure_id, start=window.start, stop=window.stop
        )
    if not history.entries:
        st.info(seat.say("history.none"))
        return
    _show_entries(seat, history.entries)
    if history.head is not None:
        _show_head(seat, history.head)


def _show_heading(seat: Seat, measure: OpenedMeasure) -> None:
    look.page_header(
        measure.title,
        language=seat.language,
        kicker=[seat.say("pages.history"), seat.example_mark(measure.is_example), measure.municipality],
        lead=seat.say("history.lead"),
    )
    with st.container(horizontal=True, key="around"):
        for name, label in ((PageName.MEASURES, "history.to_facts"), (PageName.RESULT, "history.to_result")):
            st.page_link(
                page(name, seat.language),
                label=seat.say(label),
                query_params=link_to_measure(measure.measure_id),
            )


def _show_entries(seat: Seat, entries: tuple[Entry, ...]) -> None:
    columns = [
        look.Column(seat.say("history.when"), width=18),
        look.Column(seat.say("history.who"), width=22),
        look.Column(seat.say("history.what")),
    ]
    rows = [[seat.cell(entry.at.astimezone()), seat.cell(entry.who), _what(seat, entry)] for entry in entries]
    look.show(look.table(columns, rows, caption=seat.say("history.caption"), hide_caption=True))


def _what(seat: Seat, entry: Entry) -> str:
    what = seat.say(entry.what)
    return what if entry.times == 1 else seat.say("history.times", did=what, times=entry.times)


def _show_head(seat: Seat, head: str) -> None:
    with st.expander(seat.say("history.for_minutes")):
        look.show(look.muted(seat.say("history.head")))
        st.code(head, language=None, wrap_lines=True)


show_history(take_seat())
