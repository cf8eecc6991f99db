"""A measure as one file: taken along on its fact sheet, taken in with a preview."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from toolkit.access import Action, may
from toolkit.exchange.handover_file import HandoverFileError, handover_file, read_handover_file
from toolkit.model import now
from toolkit.services.answer_sheets import measure_id_named
from toolkit.services.errors import ServiceError
from toolkit.services.handover import Parcel, parcel_of
from toolkit.services.handover_plan import HandoverPlan, plan_handover
from toolkit.services.measures import OpenedMeasure
from toolkit.services.municipalities import municipalities
from toolkit.services.taking_over import take_over_measure
from toolkit.storage import StorageError
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, link_to_measure, problems_shown, tell_problem
from toolkit.ui.files import store
from toolkit.ui.house import reading, writing
from toolkit.ui.late import reading_late
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.result_pdf import file_name_part
from toolkit.ui.telling import tell, told_once

_READ, _DONE, _UPLOADS, _PLACE = "handover-read", "handover-done", "handover-uploads", "handover-place"
# Twenty files of the largest size in one revision still fit.
_MOST_MEGABYTES = 250


def offer_handover(seat: Seat, measure: OpenedMeasure) -> None:
    """For those who plan for its municipality; made only when somebody asks for it."""
    if not may(seat.actor, Action.HAND_OVER, measure.as_thing).allowed:
        return

    def made() -> bytes:
        with reading_late(seat) as (session, actor):
            parcel = parcel_of(session, actor, measure_id=measure.measure_id)
        return handover_file(parcel, store(), at=now())

    with st.expander(seat.say("handover.title"), key="handover"):
        look.show(
            look.element("p", seat.say("handover.lead")), look.element("p", seat.say("handover.where_to"))
        )
        st.download_button(
            seat.say("handover.download"),
            data=made,
            file_name=seat.say("handover.file_name", measure=file_name_part(measure.title)),
            mime="application/zip",
            key="handover-file",
            on_click="ignore",
        )


def show_arrival(seat: Seat) -> None:
    """Einlesen: what a file holds, what it would do here, and taking it over."""
    tell_problem(seat)
    _tell_done(seat)
    look.show(look.element("p", seat.say("handover.explained")))
    file = st.file_uploader(
        seat.say("handover.file"),
        key=f"handover-file-{st.session_state.get(_UPLOADS, 0)}",
        max_upload_size=_MOST_MEGABYTES,
    )
    if file is None:
        return
    parcel = _parcel_in(file)
    if isinstance(parcel, HandoverFileError):
        st.error(seat.label(parcel.message))
        return
    chosen = st.session_state.get(_PLACE)
    try:
        with reading() as session:
            plan = plan_handover(
                session,
                seat.actor,
                programme_id=seat.desk.programme_id,
                parcel=parcel,
                municipality_id=chosen,
            )
    except (ServiceError, StorageError) as error:
        st.error(seat.label(error.message))
        return
    _show_plan(seat, parcel, plan, chosen)


def _parcel_in(file: UploadedFile) -> Parcel | HandoverFileError:
    """Read once per file: the page is drawn anew with every choice below."""
    kept: tuple[str, Parcel | HandoverFileError] | None = st.session_state.get(_READ)
    if kept is not None and kept[0] == file.file_id:
        return kept[1]
    result: Parcel | HandoverFileError
    try:
        result = read_handover_file(file.getvalue())
    except HandoverFileError as error:
        result = error
    st.session_state[_READ] = (file.file_id, result)
    st.session_state.pop(_PLACE, None)
    return result


def _show_plan(seat: Seat, parcel: Parcel, plan: HandoverPlan, chosen: int | None) -> None:
    look.show(look.heading(seat.say("handover.preview")))
    told = seat.say("handover.from_there", title=plan.title, municipality=plan.written_place)
    look.show(look.element("p", told))
    is_asked = plan.measure_id is None and (plan.municipality_id is None or chosen is not None)
    if is_asked and not _ask_where(seat):
        return
    if plan.municipality:
        look.show(look.element("p", seat.say("handover.into", municipality=plan.municipality)))
    for notice in plan.notices:
        look.show(look.alert("info", seat.say(notice)))
    if plan.refusal is not None:
        look.show(look.alert("warning", seat.say(plan.refusal)))
    elif not plan.changes_something:
        st.info(seat.label(plan.outcome))
    else:
        st.button(
            seat.say("handover.take_over"),
            key="handover-take-over",
            type="primary",
            on_click=act,
            args=(lambda: _take_over(seat, parcel, plan),),
        )
    _show_revisions(seat, plan)


def _ask_where(seat: Seat) -> bool:
    """Whether there is a municipality to choose."""
    with problems_shown(seat.language), reading() as session:
        here = municipalities(session, seat.actor, is_example=seat.desk.is_example)
    names = {one.municipality_id: one.facts.name for one in here if seat.actor.plans_for(one.municipality_id)}
    if not names:
        look.show(look.alert("warning", seat.say("handover.no_municipality")))
        return False
    st.selectbox(
        seat.say("handover.choose"),
        list(names),
        index=None,
        key=_PLACE,
        format_func=lambda one: seat.cell(names[one]),
        placeholder=seat.say("weighting.choose"),
    )
    return True


def _show_revisions(seat: Seat, plan: HandoverPlan) -> None:
    columns = [
        look.Column(seat.say("handover.column.revision"), width=20),
        look.Column(seat.say("handover.column.effect"), width=80),
    ]
    rows = [
        [seat.cell(number), seat.say(f"handover.effect.{arrival.value}")]
        for number, arrival in plan.revisions
    ]
    look.show(look.table(columns, rows, caption=seat.say("handover.caption")))


def _take_over(seat: Seat, parcel: Parcel, plan: HandoverPlan) -> None:
    with writing() as session:
        done = take_over_measure(
            session,
            seat.actor_now(session),
            programme_id=seat.desk.programme_id,
            parcel=parcel,
            store=store(),
            municipality_id=plan.municipality_id if plan.measure_id is None else None,
            shown=plan,
        )
        measure_id = measure_id_named(session, str(parcel.measure.uuid))
    tell(_DONE, (done.outcome, measure_id))
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    st.session_state.pop(_READ, None)


def _tell_done(seat: Seat) -> None:
    """Once: what came in, and the way there."""
    done = told_once(_DONE)
    if done is not None:
        outcome, measure_id = done
        st.success(seat.label(outcome))
        st.page_link(
            page(PageName.MEASURES, seat.language),
            label=seat.say("handover.to_measure"),
            query_params=link_to_measure(measure_id),
        )
