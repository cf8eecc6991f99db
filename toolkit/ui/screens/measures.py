"""Maßnahmen: the list, a new measure, and one measure's fact sheet."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.comparison import load_comparison
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.measures import WithdrawnMeasure, withdrawn_measures
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName, page
from toolkit.ui.parts.fact_sheet import show_fact_sheet
from toolkit.ui.parts.measure_list import fits, show_measure_list, show_search
from toolkit.ui.parts.new_measure import show_new_measure
from toolkit.ui.parts.other_versions import list_left_out
from toolkit.ui.parts.revisions import NEWER, show_revisions
from toolkit.ui.parts.take_along import offer_lists
from toolkit.ui.verdicts import measure_link

NEW_PARAMETER = "new"
_LISTS = (
    "measures", "answers", "evidence", "indicators", "partners", "dependencies", "checks", "comments",
    "recommendations", "rounds", "round_items", "replies", "letters", "events",
)  # fmt: skip


def show_measures(seat: Seat) -> None:
    if MEASURE_PARAMETER in st.query_params and NEWER in st.query_params:
        show_revisions(seat)
    elif MEASURE_PARAMETER in st.query_params:
        show_fact_sheet(seat)
    elif NEW_PARAMETER in st.query_params:
        show_new_measure(seat)
    else:
        _show_list(seat)


def _show_list(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        comparison = load_comparison(
            session, seat.actor, programme_id=seat.desk.programme_id, catalogue=catalogue
        )
        withdrawn = withdrawn_measures(session, seat.actor, programme_id=seat.desk.programme_id)
    look.page_header(
        seat.say("pages.measures"),
        language=seat.language,
        kicker=[seat.cell(seat.desk.programme_name), seat.example_mark(True)] if seat.desk.is_example else [],
        lead=seat.say("measures.count", n=len(comparison.measures)),
    )
    tell_problem(seat)
    with st.container(horizontal=True, vertical_alignment="center", key="beginnings"):
        st.button(seat.say("measures.create"), key="create", type="primary", on_click=_start_new)
        st.page_link(page(PageName.LISTS, seat.language), label=seat.say("lists.from_excel"))
    wanted = show_search(seat) if comparison.measures or withdrawn else ""
    if comparison.measures:
        show_measure_list(seat, catalogue, comparison.measures, wanted)
    else:
        st.info(seat.say("measures.empty"))
    list_left_out(seat)
    _show_withdrawn(seat, [each for each in withdrawn if fits(wanted, each.title, each.municipality)])
    offer_lists(seat, *_LISTS)


def _show_withdrawn(seat: Seat, found: Sequence[WithdrawnMeasure]) -> None:
    """Folded, but there: who withdrew the wrong measure finds it again."""
    if not found:
        return
    title = seat.say("measures.withdrawn", n=len(found))
    with st.expander(title, key="withdrawn"):
        columns = [look.Column(seat.say(f"table.{name}")) for name in ("measure", "municipality")]
        rows = [
            [measure_link(PageName.MEASURES, measure.measure_id, measure.title), measure.municipality]
            for measure in found
        ]
        look.show(look.table(columns, rows, caption=title, hide_caption=True))


def _start_new() -> None:
    st.query_params[NEW_PARAMETER] = "1"


show_measures(take_seat())
