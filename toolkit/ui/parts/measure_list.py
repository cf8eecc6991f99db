"""The list of measures: search, filters that stand in the address, and its rows in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from toolkit import findings, workflow
from toolkit.catalogue import Catalogue
from toolkit.comparison import ComparedMeasure
from toolkit.judging import Phase
from toolkit.messages import Message, Text
from toolkit.model import MeasureState
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_filter, addressed_page, turn_to
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName
from toolkit.ui.verdicts import class_badge, compared_link, municipality_cell

ROWS_PER_PAGE = 50
_PAGE = "page"


def show_search(seat: Seat) -> str:
    return st.text_input(seat.say("measures.search"), key="search", bind="query-params", live="400ms") or ""


def show_measure_list(
    seat: Seat, catalogue: Catalogue, measures: Sequence[ComparedMeasure], wanted: str
) -> None:
    filtered = _filtered(seat, catalogue, measures)
    found = [measure for measure in filtered if fits(wanted, measure.title, measure.municipality)]
    if not found:
        st.info(seat.say("measures.nothing_found"))
        return
    # The own ones first: that is what most come for.
    found.sort(key=lambda measure: measure.municipality_id != seat.actor.acting_for)
    pages = -(-len(found) // ROWS_PER_PAGE)
    current = addressed_page(pages, name=_PAGE)
    first = (current - 1) * ROWS_PER_PAGE
    shown = found[first : first + ROWS_PER_PAGE]
    _show_rows(seat, catalogue, shown)
    if len(found) < len(measures) or pages > 1:
        place = seat.say("list.shown", first=first + 1, last=first + len(shown), n=len(found))
        look.show(look.status(place))
    if pages > 1:
        _show_pager(seat, current, pages)


def fits(wanted: str, *texts: str) -> bool:
    """Whether every word that is searched for stands somewhere in the texts."""
    everything = " ".join(texts).casefold()
    return all(word in everything for word in wanted.casefold().split())


def _filtered(seat: Seat, catalogue: Catalogue, measures: Sequence[ComparedMeasure]) -> list[ComparedMeasure]:
    """By state, phase and class."""
    states = {each.value: workflow.state_title(each) for each in MeasureState}
    phases = {each.value: findings.phase_name(each) for each in Phase}
    classes = {each.id: each.title for each in catalogue.classes}
    with st.container(horizontal=True, key="filters"):
        in_state = _chips(seat, "state", states, {each.state.value for each in measures})
        in_phase = _chips(seat, "phase", phases, {each.phase.value for each in measures})
        in_class = _chips(seat, "class", classes, {each.judgement.class_id for each in measures})
    return [
        measure
        for measure in measures
        if (not in_state or measure.state.value in in_state)
        and (not in_phase or measure.phase.value in in_phase)
        and (not in_class or measure.judgement.class_id in in_class)
    ]


def _chips(seat: Seat, name: str, words: Mapping[str, Message | Text], present: set[str]) -> list[str]:
    """What all have in common is no filter."""
    options = [option for option in words if option in present]
    if len(options) < 2:
        return []
    return addressed_filter(
        seat.say(f"list.{name}"), options, name=name, words=lambda option: seat.label(words[option])
    )


def _show_rows(seat: Seat, catalogue: Catalogue, shown: Sequence[ComparedMeasure]) -> None:
    names = ("measure", "municipality", "phase")
    columns = [look.Column(seat.say(f"table.{name}")) for name in names]
    columns += [look.Column(seat.say("list.state")), look.Column(seat.say("table.class"))]
    columns.append(look.Column(seat.say("findings.total")))
    rows = [
        [
            compared_link(seat, PageName.MEASURES, measure),
            municipality_cell(seat, measure),
            seat.say(findings.phase_name(measure.phase)),
            _state(seat, measure),
            class_badge(seat, catalogue.classes_by_id[measure.judgement.class_id]),
            _total(seat, measure),
        ]
        for measure in shown
    ]
    look.show(look.table(columns, rows, caption=seat.say("pages.measures"), hide_caption=True))


def _state(seat: Seat, measure: ComparedMeasure) -> str:
    """Of what was submitted also which revision it is, and whether the next one is under way."""
    if measure.submitted_at is None:
        return seat.say(workflow.state_title(measure.state))
    number = measure.revision_number
    state = "revisions.reworked" if measure.is_reworked else "revisions.submitted"
    return seat.say(state, number=number, next=number + 1)


def _total(seat: Seat, measure: ComparedMeasure) -> str:
    judgement = measure.judgement
    if not judgement.judged:
        return seat.say("measures.not_judged")
    share = seat.say(findings.judged_share(judgement.judged, judgement.applicable))
    return look.two_lines(seat.say(findings.points(judgement.total.value)), share)


def _show_pager(seat: Seat, current: int, pages: int) -> None:
    with st.container(horizontal=True, key="pager"):
        for step, towards in ((-1, "before"), (1, "after")):
            st.button(
                seat.say(f"list.{towards}"),
                key=f"page-{towards}",
                disabled=not 1 <= current + step <= pages,
                on_click=turn_to,
                args=(current + step,),
                kwargs={"name": _PAGE},
            )
