"""The fact sheet of one measure, saved field by field."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from toolkit import workflow
from toolkit.access import Action
from toolkit.model.fact_sheet import (
    FactField,
    FactKind,
    FactSection,
    fact_text,
    fields_of,
    is_filled,
)
from toolkit.services.catalogues import catalogue_of_revision
from toolkit.services.measures import OpenedMeasure, take_step
from toolkit.services.rounds import rounds_of
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, act, chosen_measure, link_to_measure, problems_shown, tell_problem
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.answer_sheet import tell_news
from toolkit.ui.parts.attached import show_attached
from toolkit.ui.parts.editing import offer_editing
from toolkit.ui.parts.fact_words import WITH_CHOICES, choice_words, fact_words
from toolkit.ui.parts.handing_over import show_handing_over
from toolkit.ui.parts.handover import offer_handover
from toolkit.ui.parts.releases import show_releases
from toolkit.ui.parts.revisions import link_to_history, link_to_revisions
from toolkit.ui.parts.round import link_to_round, show_closed_rounds
from toolkit.ui.parts.submitting import link_to_submitting
from toolkit.ui.saving import (
    conflict_at,
    fresh_widget_value,
    is_saved,
    problem_at,
    remember_seen,
    save_fact,
    seen,
    settle_conflict,
    unsaved_at,
)

LINE_WIDTH = 720  # pixels: about 75 characters, as long as a line is read well


def show_fact_sheet(seat: Seat) -> None:
    measure = chosen_measure(seat)
    st.button(seat.say("measures.all"), key="up", type="tertiary", on_click=st.query_params.clear)
    look.page_header(
        measure.title,
        language=seat.language,
        kicker=[
            seat.say("measures.fact_sheet"),
            seat.example_mark(measure.is_example),
            measure.municipality,
            seat.say("measures.revision", number=measure.revision_number),
            seat.say(workflow.state_title(measure.state)),
        ],
        lead=seat.say("measures.short_way"),
    )
    with st.container(horizontal=True, key="earlier"):
        link_to_revisions(seat, measure)
        link_to_history(seat, measure)
    tell_problem(seat)
    tell_news(seat)
    with problems_shown(seat.language), reading() as session:
        rounds = rounds_of(session, seat.actor, measure_id=measure.measure_id)
        catalogue = catalogue_of_revision(session, measure.revision_id)
    for asked in (each for each in rounds if each.is_open and not measure.submitted):
        link_to_round(seat, measure, asked)
    editable = offer_editing(seat, measure, Action.CHANGE_FACTS)
    with st.container(width=LINE_WIDTH):
        for section in FactSection:
            _show_section(seat, measure, section, editable=editable)
        show_attached(seat, measure, editable=editable)
        show_closed_rounds(seat, catalogue, rounds)
        show_releases(seat, measure)
        show_handing_over(seat, measure)
        offer_handover(seat, measure)
    _show_next_steps(seat, measure)


def _show_section(seat: Seat, measure: OpenedMeasure, section: FactSection, *, editable: bool) -> None:
    """The short way stands open; what can wait is folded, with the share that is filled in."""
    fields = fields_of(section)
    if section is FactSection.SHORT_WAY:
        for field in fields:
            _show_field(seat, measure, field, editable=editable)
        look.show(look.heading(seat.say("measures.later")))
        return
    filled = sum(is_filled(measure.facts[field.name]) for field in fields)
    title = seat.say("measures.section", title=section.heading, filled=filled, all=len(fields))
    with st.expander(title, key=f"section-{section.value}"):
        for field in fields:
            _show_field(seat, measure, field, editable=editable)


def _show_field(seat: Seat, measure: OpenedMeasure, field: FactField, *, editable: bool) -> None:
    with st.container(gap="xxsmall"):
        _show_input(seat, measure, field, disabled=not editable)
        if field.help is not None:
            look.show(look.muted(seat.say(field.help), small=True))
        _show_outcome(seat, measure, field)


def _show_input(seat: Seat, measure: OpenedMeasure, field: FactField, *, disabled: bool) -> None:
    place = _place(measure, field)
    key = f"fact-{place}"
    stored = measure.facts[field.name]
    remember_seen(place, stored)
    waiting = unsaved_at(place)
    fresh_widget_value(key, _shown(seat, field, stored) if waiting is None else waiting)

    def save() -> None:
        entered = st.session_state[key]
        _save(seat, measure, field, entered, seen(place))
        if is_saved(place) and field.kind not in WITH_CHOICES:
            drafts.note_taken(key, entered)

    label = seat.say(field.label)
    if field.kind in WITH_CHOICES:
        st.selectbox(
            label,
            [True, False] if field.choices is None else list(field.choices),
            key=key,
            # A choice that is required cannot be emptied: Streamlit then offers no cross.
            index=0 if field.required else None,
            on_change=save,
            disabled=disabled,
            placeholder=seat.say("measures.choose"),
            format_func=lambda choice: choice_words(seat, choice),
        )
        return
    write = st.text_area if field.kind is FactKind.TEXT else st.text_input
    with drafts.kept(seat, key, label=label, stored=_shown(seat, field, stored)):
        write(label, key=key, on_change=save, disabled=disabled, max_chars=field.longest)


def _shown(seat: Seat, field: FactField, value: Any) -> Any:
    return value if field.kind in WITH_CHOICES else fact_text(field, value, seat.language)


def _save(seat: Seat, measure: OpenedMeasure, field: FactField, entered: Any, based_on: Any) -> None:
    save_fact(
        seat,
        measure_id=measure.measure_id,
        field=field.name,
        place=_place(measure, field),
        entered=entered,
        based_on=based_on,
    )


def _place(measure: OpenedMeasure, field: FactField) -> str:
    return f"{measure.revision_id}-{field.name}"


def _show_outcome(seat: Seat, measure: OpenedMeasure, field: FactField) -> None:
    place = _place(measure, field)
    problem = problem_at(place)
    if problem is not None:
        st.error(seat.label(problem))
    waiting = unsaved_at(place)
    if waiting is not None:
        save_again = partial(_save, seat, measure, field, waiting, seen(place))
        st.button(seat.say("pages.save_again"), key=f"again-{place}", on_click=save_again)
    conflict = conflict_at(place)
    if conflict is None:
        return
    take_mine = partial(_save, seat, measure, field, _shown(seat, field, conflict.mine), conflict.based_on)

    with st.container(border=True, key=f"conflict-{place}"):
        st.warning(seat.say("services.fact_conflict", field=field.label))
        look.show(
            look.description_list(
                [
                    (seat.say("assess.mine"), fact_words(seat, field, conflict.mine)),
                    (seat.say("assess.theirs"), fact_words(seat, field, conflict.theirs)),
                ]
            )
        )
        with st.container(horizontal=True):
            st.button(seat.say("assess.take_mine"), key=f"mine-{place}", type="primary", on_click=take_mine)
            st.button(
                seat.say("assess.keep_theirs"), key=f"theirs-{place}", on_click=settle_conflict, args=(place,)
            )


def _show_next_steps(seat: Seat, measure: OpenedMeasure) -> None:
    with st.container(horizontal=True, key="steps"):
        if st.button(seat.say("measures.to_assess"), key="to-assess", type="primary"):
            st.switch_page(
                page(PageName.ASSESS, seat.language), query_params=link_to_measure(measure.measure_id)
            )
        if not measure.submitted and measure.state in workflow.EDITABLE:
            link_to_submitting(seat, measure)
        for step in workflow.PLAIN:
            if step not in workflow.possible_steps(measure.state):
                continue

            def take(step: workflow.Step = step) -> None:
                with writing() as session:
                    take_step(session, seat.actor_now(session), measure_id=measure.measure_id, step=step)

            st.button(
                seat.say(f"workflow.step.{step.value}"), key=f"step-{step.value}", on_click=act, args=(take,)
            )
