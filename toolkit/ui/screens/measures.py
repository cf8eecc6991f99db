"""Maßnahmen: the list, a new measure, and one measure's fact sheet."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from toolkit import findings
from toolkit.catalogue import Catalogue
from toolkit.comparison import ComparedMeasure, load_comparison
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.measures import WithdrawnMeasure, withdrawn_measures
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName
from toolkit.ui.parts.fact_sheet import show_fact_sheet
from toolkit.ui.parts.new_measure import show_new_measure
from toolkit.ui.parts.revisions import NEWER, show_revisions
from toolkit.ui.verdicts import class_badge, measure_link, municipality_cell

NEW_PARAMETER = "new"


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
    st.button(seat.say("measures.create"), key="create", type="primary", on_click=_start_new)
    wanted = ""
    if comparison.measures or withdrawn:
        wanted = (
            st.text_input(seat.say("measures.search"), key="search", bind="query-params", live="400ms") or ""
        )
    if comparison.measures:
        _show_table(seat, catalogue, [measure for measure in comparison.measures if _fits(measure, wanted)])
    else:
        st.info(seat.say("measures.empty"))
    _show_withdrawn(seat, [measure for measure in withdrawn if _fits(measure, wanted)])


def _show_table(seat: Seat, catalogue: Catalogue, found: Sequence[ComparedMeasure]) -> None:
    if not found:
        st.info(seat.say("measures.nothing_found"))
        return
    columns = [
        look.Column(seat.say(f"table.{name}")) for name in ("measure", "municipality", "phase", "class")
    ]
    columns.append(look.Column(seat.say("findings.total")))
    rows = [
        [
            _name(seat, measure),
            municipality_cell(seat, measure),
            seat.say(findings.phase_name(measure.phase)),
            class_badge(seat, catalogue.classes_by_id[measure.judgement.class_id]),
            _total(seat, measure),
        ]
        for measure in found
    ]
    look.show(look.table(columns, rows, caption=seat.say("pages.measures"), hide_caption=True))


def _name(seat: Seat, measure: ComparedMeasure) -> Markup:
    """With its state where that is more than a draft."""
    link = measure_link(PageName.MEASURES, measure.measure_id, measure.title)
    if measure.submitted_at is None:
        return link
    number = measure.revision_number
    state = "revisions.reworked" if measure.is_reworked else "revisions.submitted"
    return look.two_lines(link, seat.say(state, number=number, next=number + 1))


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


def _fits(measure: ComparedMeasure | WithdrawnMeasure, wanted: str) -> bool:
    return all(
        word in f"{measure.title} {measure.municipality}".casefold() for word in wanted.casefold().split()
    )


def _total(seat: Seat, measure: ComparedMeasure) -> str:
    judgement = measure.judgement
    if not judgement.judged:
        return seat.say("measures.not_judged")
    share = seat.say(findings.judged_share(judgement.judged, judgement.applicable))
    return look.two_lines(seat.say(findings.points(judgement.total.value)), share)


show_measures(take_seat())
