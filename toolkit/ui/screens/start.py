"""Start: who sits here, what is open, how to begin."""

from __future__ import annotations

import streamlit as st

from toolkit.catalogue import Catalogue
from toolkit.comparison import ComparedMeasure, Comparison, load_comparison
from toolkit.services.catalogues import stored_catalogue
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, link_to_measure, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.example import offer_example, show_way_back
from toolkit.workflow import EDITABLE

MOST_TASKS = 8


def show_start(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        comparison = load_comparison(
            session, seat.actor, programme_id=seat.desk.programme_id, catalogue=catalogue
        )
    look.page_header(
        seat.say("start.title"), language=seat.language, kicker=[seat.say("start.role"), seat.place]
    )
    tell_problem(seat)
    if not comparison.measures:
        _show_first_steps(seat, catalogue)
        return
    show_way_back(seat)
    _show_open_tasks(seat, comparison)
    _show_other_ways(seat)
    offer_example(seat)


def _show_first_steps(seat: Seat, catalogue: Catalogue) -> None:
    look.show(look.element("p", seat.say("start.empty")))
    if st.button(seat.say("measures.create"), key="create", type="primary"):
        st.switch_page(page(PageName.MEASURES, seat.language), query_params={"new": "1"})
    offer_example(seat)
    steps = ("write", "assess", "see", "compare")
    look.show(
        look.heading(seat.say("start.how_it_works")),
        look.advice_list(
            (
                seat.say(f"start.step.{step}.title", questions=len(catalogue.questions)),
                seat.say(f"start.step.{step}.text"),
            )
            for step in steps
        ),
    )
    st.page_link(page(PageName.CRITERIA, seat.language), label=seat.say("start.to_criteria"))


def _show_open_tasks(seat: Seat, comparison: Comparison) -> None:
    look.show(look.heading(seat.say("start.open_tasks")))
    waiting = [
        measure
        for measure in comparison.measures
        if seat.actor.acting_for == measure.municipality_id
        and measure.state in EDITABLE
        and (measure.is_reworked or measure.judgement.judged < measure.judgement.applicable)
    ]
    if not waiting:
        look.show(look.element("p", seat.say("start.nothing_open")))
    for measure in waiting[:MOST_TASKS]:
        _show_task(seat, measure)
    if len(waiting) > MOST_TASKS:
        st.page_link(
            page(PageName.MEASURES, seat.language),
            label=seat.say("start.more", n=len(waiting) - MOST_TASKS),
        )


def _show_task(seat: Seat, measure: ComparedMeasure) -> None:
    judgement = measure.judgement
    left = (
        seat.say("revisions.under_way", number=measure.revision_number + 1)
        if measure.is_reworked
        else seat.say(
            "start.questions_left", n=judgement.applicable - judgement.judged, all=judgement.applicable
        )
    )
    st.page_link(
        page(PageName.ASSESS, seat.language),
        label=f"**{look.plain(measure.title)}** · {left}",
        query_params=link_to_measure(measure.measure_id),
    )


def _show_other_ways(seat: Seat) -> None:
    look.show(look.heading(seat.say("start.go_on")))
    for name, label in (
        (PageName.MEASURES, "start.to_measures"),
        (PageName.COMPARE, "start.to_compare"),
        (PageName.CRITERIA, "start.to_criteria"),
    ):
        st.page_link(page(name, seat.language), label=seat.say(label))


show_start(take_seat())
