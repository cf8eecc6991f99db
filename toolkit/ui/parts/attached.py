"""What hangs on the fact sheet, folded: partners, indicators, dependencies, preliminary checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st
from sqlmodel import Session

from toolkit.access import Actor
from toolkit.messages import Message
from toolkit.model import DependencyKind
from toolkit.model.attached import INDICATOR_FIELDS, PARTNER_FIELDS
from toolkit.services.checks import checks_of
from toolkit.services.dependencies import (
    DependencyItem,
    MeasureName,
    add_dependency,
    dependencies_of,
    remove_dependency,
    visible_measure_names,
)
from toolkit.services.errors import InvalidError
from toolkit.services.indicators import indicators_of, remove_indicator, save_indicator
from toolkit.services.measures import OpenedMeasure
from toolkit.services.partners import partners_of, remove_partner, save_partner
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.checks import show_checks
from toolkit.ui.parts.rows import Story, show_rows
from toolkit.ui.verdicts import measure_link

OTHER, KIND = "dependency-other", "dependency-kind"


def show_attached(seat: Seat, measure: OpenedMeasure, *, editable: bool) -> None:
    with problems_shown(seat.language), reading() as session:
        partners = partners_of(session, measure.revision_id)
        indicators = indicators_of(session, measure.revision_id)
        dependencies = dependencies_of(session, seat.actor, measure=measure)
        names = visible_measure_names(session, seat.actor, programme_id=measure.programme_id)
        checks = checks_of(session, measure.revision_id)
    place = str(measure.revision_id)
    with st.expander(seat.say("attached.partners", n=len(partners)), key="section-partners"):
        show_rows(seat, place, _partners(seat, measure), partners, editable=editable)
    with st.expander(seat.say("attached.indicators", n=len(indicators)), key="section-indicators"):
        show_rows(seat, place, _indicators(measure), indicators, editable=editable)
    with st.expander(seat.say("dependencies.title", n=len(dependencies)), key="section-dependencies"):
        _show_dependencies(seat, measure, dependencies, names, editable=editable)
    done = sum(check.is_done for check in checks)
    with st.expander(seat.say("checks.title", done=done, all=len(checks)), key="section-checks"):
        show_checks(seat, measure, checks, editable=editable)


def _partners(seat: Seat, measure: OpenedMeasure) -> Story:
    def save(
        session: Session,
        actor: Actor,
        row_id: int | None,
        seen: Mapping[str, Any] | None,
        entered: Mapping[str, Any],
    ) -> int:
        return save_partner(
            session,
            actor,
            measure_id=measure.measure_id,
            partner_id=row_id,
            based_on=seen,
            entered=entered,
        )

    def remove(session: Session, actor: Actor, row_id: int) -> None:
        remove_partner(session, actor, measure_id=measure.measure_id, partner_id=row_id)

    others = {key: name for key, name in seat.desk.municipalities if key != measure.municipality_id}
    return Story(name="partner", fields=PARTNER_FIELDS, save=save, remove=remove, municipalities=others)


def _indicators(measure: OpenedMeasure) -> Story:
    def save(
        session: Session,
        actor: Actor,
        row_id: int | None,
        seen: Mapping[str, Any] | None,
        entered: Mapping[str, Any],
    ) -> int:
        return save_indicator(
            session,
            actor,
            measure_id=measure.measure_id,
            indicator_id=row_id,
            based_on=seen,
            entered=entered,
        )

    def remove(session: Session, actor: Actor, row_id: int) -> None:
        remove_indicator(session, actor, measure_id=measure.measure_id, indicator_id=row_id)

    return Story(name="indicator", fields=INDICATOR_FIELDS, save=save, remove=remove)


def _show_dependencies(
    seat: Seat,
    measure: OpenedMeasure,
    items: Sequence[DependencyItem],
    names: Sequence[MeasureName],
    *,
    editable: bool,
) -> None:
    """From both sides; what another measure says is changed there."""
    for item in items:
        link = measure_link(PageName.MEASURES, item.measure_id, item.title)
        words = look.element("strong", seat.say(item.words))
        look.show(look.two_lines(look.joined([words, " ", link]), item.municipality))
        if item.row_id is not None and editable:
            st.button(
                seat.label("attached.remove", name=item.title),
                key=f"remove-dependency-{item.row_id}",
                type="tertiary",
                on_click=act,
                args=(partial(_remove_dependency, seat, measure, item.row_id),),
            )
    if not items:
        look.show(look.muted(seat.say("attached.none"), small=True))
    others = {name.measure_id: name for name in names if name.measure_id != measure.measure_id}
    if editable and others:
        _show_dependency_form(seat, measure, others)


def _show_dependency_form(seat: Seat, measure: OpenedMeasure, others: Mapping[int, MeasureName]) -> None:
    with st.form("form-dependency", border=True):
        st.selectbox(
            seat.say("dependencies.kind"),
            list(DependencyKind),
            key=KIND,
            format_func=lambda kind: seat.say(f"dependencies.from_here.{kind.value}"),
        )
        st.selectbox(
            seat.say("dependencies.other"),
            list(others),
            index=None,
            key=OTHER,
            placeholder=seat.say("measures.choose"),
            format_func=lambda key: f"{others[key].title} ({others[key].municipality})",
        )
        st.form_submit_button(
            seat.say("dependencies.add"),
            key="add-dependency",
            on_click=act,
            args=(partial(_add_dependency, seat, measure),),
        )


def _add_dependency(seat: Seat, measure: OpenedMeasure) -> None:
    other: int | None = st.session_state.get(OTHER)
    if other is None:
        raise InvalidError(Message.of("dependencies.choose"))
    with writing() as session:
        add_dependency(
            session,
            seat.actor_now(session),
            measure_id=measure.measure_id,
            other_id=other,
            kind=st.session_state[KIND],
        )
    st.session_state[OTHER] = None


def _remove_dependency(seat: Seat, measure: OpenedMeasure, row_id: int) -> None:
    with writing() as session:
        remove_dependency(
            session, seat.actor_now(session), measure_id=measure.measure_id, dependency_id=row_id
        )
