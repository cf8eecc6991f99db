"""Start: who sits here and for whom, what is open, what happened lately, how to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from toolkit.catalogue import Catalogue
from toolkit.comparison import ComparedMeasure, Comparison, load_comparison
from toolkit.model import MeasureState, Role, now
from toolkit.services.catalogues import stored_catalogue
from toolkit.services.changes import Change, Waiting, last_changes, waiting_answers
from toolkit.services.desk import act_for
from toolkit.services.notices import Notice, own_notices
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, link_to_measure, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import ADDRESSES, PageName, is_made_for, page
from toolkit.ui.parts.deputies import show_deputies
from toolkit.ui.parts.example import offer_example, show_way_back
from toolkit.ui.parts.notice import show_own_notices
from toolkit.ui.parts.other_versions import link_to_unconfirmed
from toolkit.ui.parts.roles import offer_roles
from toolkit.ui.parts.submitting import QUESTION_PARAMETER, SUBMITTING_STEP
from toolkit.ui.parts.waiting import show_what_waits
from toolkit.ui.verdicts import class_badge, measure_link
from toolkit.workflow import EDITABLE, state_title

MOST_TASKS = 8
_PLACE = "acting-for"


@dataclass(frozen=True, slots=True)
class _Work:
    """Everything the page shows, read in one session."""

    comparison: Comparison
    waiting: Sequence[Waiting]
    changes: Sequence[Change]
    notices: Sequence[Notice]


def show_start(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        catalogue = stored_catalogue(session, seat.desk.catalogue_version_id)
        programme_id = seat.desk.programme_id
        work = _Work(
            load_comparison(session, seat.actor, programme_id=programme_id, catalogue=catalogue),
            waiting_answers(session, seat.actor, programme_id=programme_id),
            last_changes(session, seat.actor, programme_id=programme_id),
            own_notices(session, seat.actor),
        )
    look.page_header(seat.say("start.title"), language=seat.language, kicker=[seat.role, seat.place])
    tell_problem(seat)
    plans = Role.PLANNING in seat.roles
    if plans and not work.comparison.measures:
        show_what_waits(seat)
        _show_first_steps(seat, catalogue)
        offer_roles(seat)
        show_deputies(seat)
        return
    show_way_back(seat)
    tasks, around = st.columns([0.6, 0.4], gap="large")
    with tasks:
        if plans:
            _show_open_tasks(seat, work)
        show_what_waits(seat)
        show_own_notices(seat, work.notices)
        _show_changes(seat, work.changes)
    with around:
        offer_roles(seat)
        _show_place(seat)
        _show_standing(seat, work.comparison)
        show_deputies(seat)
        _show_other_ways(seat)
        if plans:
            offer_example(seat)


def _show_first_steps(seat: Seat, catalogue: Catalogue) -> None:
    look.show(look.element("p", seat.say("start.empty")))
    own, lists, example = st.columns(3, gap="medium")
    with own, look.boxed("begin"):
        look.show(
            look.heading(seat.say("start.begin.own.title")),
            look.element("p", seat.say("start.begin.own.text")),
        )
        if st.button(seat.say("measures.create"), key="create", type="primary"):
            st.switch_page(page(PageName.MEASURES, seat.language), query_params={"new": "1"})
    with lists, look.boxed("begin-lists"):
        look.show(look.heading(seat.say("lists.begin_title")), look.element("p", seat.say("lists.begin")))
        if st.button(seat.say("lists.from_excel"), key="from-excel"):
            st.switch_page(page(PageName.LISTS, seat.language))
    with example, look.boxed("begin-example"):
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


def _show_open_tasks(seat: Seat, work: _Work) -> None:
    """What the desk's municipality still has to do: questions first, then what only waits to be submitted."""
    catalogue = work.comparison.catalogue
    mine = [measure for measure in work.comparison.measures if _is_mine(seat, measure)]
    # What is nearly done stands first.
    unfinished = sorted(filter(_is_unfinished, mine), key=_questions_left)
    ready = [measure for measure in mine if _is_draft(measure) and not _is_unfinished(measure)]
    count = seat.say("start.tasks", n=len(unfinished) + len(ready))
    with look.task_group(seat.say("start.open_tasks"), done=count, key="open-tasks"):
        if not (link_to_unconfirmed(seat) or unfinished or ready):
            look.show(look.element("p", seat.say("start.nothing_open")))
        for measure in unfinished[:MOST_TASKS]:
            _show_unfinished(seat, measure)
            for each in (each for each in work.waiting if each.measure_id == measure.measure_id):
                _show_waiting(seat, each, measure, _question_title(seat, catalogue, each))
        for measure in ready[: MOST_TASKS - len(unfinished[:MOST_TASKS])]:
            _show_ready(seat, measure)
    left = len(unfinished) + len(ready) - MOST_TASKS
    if left > 0:
        st.page_link(page(PageName.MEASURES, seat.language), label=seat.say("start.more", n=left))


def _is_mine(seat: Seat, measure: ComparedMeasure) -> bool:
    return measure.municipality_id == seat.actor.acting_for


def _is_unfinished(measure: ComparedMeasure) -> bool:
    return measure.state in EDITABLE and (measure.is_reworked or _questions_left(measure) > 0)


def _questions_left(measure: ComparedMeasure) -> int:
    return measure.judgement.applicable - measure.judgement.judged


def _is_draft(measure: ComparedMeasure) -> bool:
    return measure.state is MeasureState.DRAFT and measure.submitted_at is None


def _show_unfinished(seat: Seat, measure: ComparedMeasure) -> None:
    applicable = measure.judgement.applicable
    if measure.state in (MeasureState.INCOMPLETE, MeasureState.CHANGES_REQUESTED):
        note = seat.say(state_title(measure.state))
    elif measure.is_reworked:
        note = seat.say("revisions.under_way", number=measure.revision_number + 1)
    else:
        note = seat.say("start.questions_left", n=_questions_left(measure), all=applicable)
    look.task_link(
        page(PageName.ASSESS, seat.language),
        key=f"task-{measure.measure_id}",
        text=measure.title,
        mark="open",
        mark_word=seat.say("start.task_open"),
        note=note,
        query_params=link_to_measure(measure.measure_id),
    )


def _question_title(seat: Seat, catalogue: Catalogue, waiting: Waiting) -> str:
    question = catalogue.questions.get(waiting.question)
    return seat.say(question.title) if question else waiting.question


def _show_waiting(seat: Seat, waiting: Waiting, measure: ComparedMeasure, question: str) -> None:
    look.task_link(
        page(PageName.ASSESS, seat.language),
        key=f"waiting-{measure.measure_id}-{waiting.question}",
        text=f"{measure.title}: {question}",
        mark="waiting",
        mark_word=seat.say("start.task_waits"),
        note=seat.say("start.waits", name=waiting.waiting_for, since=_since(seat, waiting.since)),
        query_params={**link_to_measure(measure.measure_id), QUESTION_PARAMETER: waiting.question},
    )


def _show_ready(seat: Seat, measure: ComparedMeasure) -> None:
    look.task_link(
        page(PageName.ASSESS, seat.language),
        key=f"ready-{measure.measure_id}",
        text=measure.title,
        mark="answered",
        mark_word=seat.say("start.task_ready"),
        note=seat.say("start.ready"),
        query_params={**link_to_measure(measure.measure_id), QUESTION_PARAMETER: SUBMITTING_STEP},
    )


def _since(seat: Seat, moment: datetime) -> str:
    days = (now().astimezone().date() - moment.astimezone().date()).days
    return seat.say("start.since_days", n=days) if days else seat.say("start.since_today")


def _show_changes(seat: Seat, changes: Sequence[Change]) -> None:
    if not changes:
        return
    entries = (
        (
            measure_link(PageName.MEASURES, change.measure_id, change.title),
            " · ".join(
                (
                    seat.say(f"start.change.{change.action}", n=change.times),
                    seat.cell(change.at.astimezone()),
                )
            ),
        )
        for change in changes
    )
    look.show(look.heading(seat.say("start.changes")), look.entry_list(entries))


def _show_place(seat: Seat) -> None:
    """For whom one works here, and the way to work for another; with one municipality there is no choice."""
    known = dict(seat.desk.municipalities)
    if len(known) < 2:
        return
    st.session_state[_PLACE] = seat.actor.acting_for if seat.actor.acting_for in known else None

    def move() -> None:
        with writing() as session:
            act_for(session, seat.actor_now(session), municipality_id=st.session_state[_PLACE])

    st.selectbox(
        seat.say("start.acting_for"),
        list(known),
        key=_PLACE,
        # Once one is chosen it cannot be emptied: Streamlit then offers no cross.
        index=0 if seat.actor.acting_for in known else None,
        placeholder=seat.say("measures.choose"),
        format_func=lambda key: known[key],
        on_change=act,
        args=(move,),
    )


def _show_standing(seat: Seat, comparison: Comparison) -> None:
    """How many of the municipality's measures are in which class, each the way to their list."""
    classes = Counter(
        measure.judgement.class_id for measure in comparison.measures if _is_mine(seat, measure)
    )
    if not classes:
        return
    states = Counter(measure.state for measure in comparison.measures if _is_mine(seat, measure))
    lines = (
        look.element(
            "li",
            class_badge(seat, each),
            " ",
            look.element(
                "a",
                seat.say("measures.count", n=classes[each.id]),
                href=f"{ADDRESSES[PageName.MEASURES]}?class={each.id}",
                target="_self",
            ),
        )
        for each in comparison.catalogue.classes
        if classes[each.id]
    )
    look.show(
        look.box(
            look.heading(seat.say("start.standing"), small=True),
            look.element("ul", *lines, class_="mk-counts"),
            look.heading(seat.say("start.states"), small=True),
            look.element(
                "ul", *(_state_line(seat, each, states[each]) for each in MeasureState if states[each])
            ),
        )
    )


def _state_line(seat: Seat, state: MeasureState, count: int) -> Markup:
    address = f"{ADDRESSES[PageName.MEASURES]}?state={state.value}"
    number = look.element("a", seat.say("measures.count", n=count), href=address, target="_self")
    return look.element("li", seat.say(state_title(state)), ": ", number)


def _show_other_ways(seat: Seat) -> None:
    look.show(look.heading(seat.say("start.go_on")))
    for name, label in (
        (PageName.MEASURES, "start.to_measures"),
        (PageName.COMPARE, "start.to_compare"),
        (PageName.WEIGHTING, "weighting.title"),
        (PageName.PACKAGE, "pages.to_package"),
        (PageName.MEETING, "meeting.title"),
        (PageName.CRITERIA, "start.to_criteria"),
    ):
        if is_made_for(name, seat.roles):
            st.page_link(page(name, seat.language), label=seat.say(label))


show_start(take_seat())
