"""The last step of Bewerten: what is missing, submitting, and what can follow a submitted revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from toolkit.access import Action, may
from toolkit.judging import Judgement
from toolkit.services.assessments import OpenedAssessment
from toolkit.services.measures import OpenedMeasure
from toolkit.services.missing import Missing, what_is_missing
from toolkit.services.releasing import InternalRelease, release_internally, take_back
from toolkit.services.revisions import start_repeat_assessment, start_revision
from toolkit.services.rounds import RoundState
from toolkit.services.submitting import submit_measure
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act, link_to_measure
from toolkit.ui.house import writing
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.notice import show_told

QUESTION_PARAMETER = "question"
# Stands in the address where else a question's key does.
SUBMITTING_STEP = "submit"
ROUND_STEP = "round"


def show_last_step(seat: Seat, opened: OpenedAssessment, place: str, *, current: bool) -> None:
    """The step in the task list, below the questions."""
    submitted = opened.measure.submitted
    state = seat.say("workflow.state.submitted" if submitted else "workflow.state.draft")
    with look.task_group(seat.say("submitting.group"), done=state, key=f"{place}-submitting"):
        look.task_link(
            page(PageName.ASSESS, seat.language),
            key=f"{place}-{SUBMITTING_STEP}",
            text=seat.say("submitting.title"),
            mark="answered" if submitted else "open",
            mark_word=state,
            current=current,
            query_params=_to_step(opened.measure, SUBMITTING_STEP),
        )


def show_submitting(
    seat: Seat,
    opened: OpenedAssessment,
    judgement: Judgement,
    *,
    asked: RoundState | None,
    release: InternalRelease,
) -> None:
    """`asked` is the round that submitting answers, `release` what the municipality's own rule says."""
    measure = opened.measure
    heading = seat.say("submitting.title")
    look.show(look.element("h2", heading, class_="mk-heading", data_mk_step=SUBMITTING_STEP, tabindex="-1"))
    if measure.submitted_at is not None:
        look.show(_moment_of_submitting(seat, measure))
        show_told(seat, measure_id=measure.measure_id)
        return
    look.show(look.element("p", seat.say("submitting.what_it_means", number=measure.revision_number)))
    _show_missing(seat, opened, judgement, asked)
    _show_release(seat, measure, release)
    with st.container(horizontal=True, key="steps"):
        _show_verbs(seat, measure, release)
        if st.button(seat.say("assess.to_result"), key="to-result"):
            st.switch_page(
                page(PageName.RESULT, seat.language), query_params=link_to_measure(measure.measure_id)
            )


def _show_release(seat: Seat, measure: OpenedMeasure, release: InternalRelease) -> None:
    if release.released:
        look.show(look.alert("success", seat.say("releasing.released", number=measure.revision_number)))
    if release.hindrance is not None and may(seat.actor, Action.SUBMIT, measure.as_thing).allowed:
        st.info(seat.label(release.hindrance))
    if release.needed and release.alone:
        look.show(look.muted(seat.say("releasing.alone"), small=True))


def _show_verbs(seat: Seat, measure: OpenedMeasure, release: InternalRelease) -> None:
    """The next step stands out; where a second person has to release first, that is it."""
    verbs: list[tuple[Action, Callable[..., object], bool]] = [
        (Action.SUBMIT, submit_measure, release.hindrance is None)
    ]
    if release.released:
        verbs.append((Action.TAKE_BACK, take_back, True))
    elif release.needed:
        verbs.insert(0, (Action.RELEASE, release_internally, True))
    for number, (action, verb, possible) in enumerate(verbs):
        allowed = may(seat.actor, action, measure.as_thing).allowed

        def do(verb: Callable[..., object] = verb) -> None:
            with writing() as session:
                verb(session, seat.actor_now(session), measure_id=measure.measure_id)

        st.button(
            seat.say(f"submitting.{action.value}"),
            key=action.value,
            type="secondary" if number else "primary",
            disabled=not (allowed and possible),
            on_click=act,
            args=(do,),
        )


def show_submitted(seat: Seat, measure: OpenedMeasure, *, newest: int) -> None:
    """Says of a submitted revision that it is frozen, and offers what can follow, or the newer one."""
    if measure.submitted_at is None:
        return
    look.show(_moment_of_submitting(seat, measure))
    if measure.revision_number == newest:
        offer_next_revision(seat, measure)
        return
    st.page_link(
        page(PageName.RESULT, seat.language),
        label=seat.say("submitting.newer", number=newest),
        query_params=link_to_measure(measure.measure_id),
    )


def offer_next_revision(seat: Seat, measure: OpenedMeasure) -> None:
    """The two ways on from a submitted revision, for those who may go them."""
    ways: tuple[tuple[Action, Callable[..., int]], ...] = (
        (Action.START_REVISION, start_revision),
        (Action.START_REPEAT, start_repeat_assessment),
    )
    if not all(may(seat.actor, action, measure.as_thing).allowed for action, _ in ways):
        return
    with st.container(horizontal=True, key="next-revision"):
        for action, verb in ways:

            def start(verb: Callable[..., int] = verb) -> None:
                with writing() as session:
                    verb(session, seat.actor_now(session), measure_id=measure.measure_id)

            label = seat.say(f"submitting.{action.value}")
            st.button(label, key=action.value, on_click=act, args=(start,))
    look.show(look.muted(seat.say("submitting.start_revision_help"), small=True))


def link_to_submitting(seat: Seat, measure: OpenedMeasure) -> None:
    st.page_link(
        page(PageName.ASSESS, seat.language),
        label=seat.say("submitting.to_last_step"),
        query_params=_to_step(measure, SUBMITTING_STEP),
    )


def _moment_of_submitting(seat: Seat, measure: OpenedMeasure) -> Markup:
    at = measure.submitted_at
    assert at is not None
    local = at.astimezone()
    since = seat.say("submitting.since", date=local.date(), time=f"{local:%H:%M}")
    title = seat.say("submitting.submitted", number=measure.revision_number)
    return look.alert("success", title, f"{since} {seat.say('submitting.frozen')}")


def _show_missing(
    seat: Seat, opened: OpenedAssessment, judgement: Judgement, asked: RoundState | None
) -> None:
    found = what_is_missing(opened, asked)
    if not found:
        look.show(look.alert("success", seat.say("submitting.nothing_missing")))
        return
    required = [missing for missing in found if missing.required]
    others = [missing for missing in found if not missing.required]
    if required:
        _show_links(seat, opened.measure, "submitting.required", required)
    if others:
        _show_links(seat, opened.measure, "submitting.also_missing", others)
        look.show(look.muted(seat.say("submitting.may_be_missing"), small=True))
    if not judgement.enough_judged:
        look.show(look.alert("warning", seat.say("submitting.too_little_judged")))


def _show_links(seat: Seat, measure: OpenedMeasure, title: str, found: Sequence[Missing]) -> None:
    """Each leads to the place where it can be added."""
    with look.task_group(seat.say(title), done=str(len(found)), key=title.replace(".", "-")):
        for number, missing in enumerate(found):
            step = ROUND_STEP if missing.item_id else missing.question
            look.task_link(
                page(PageName.ASSESS if step else PageName.MEASURES, seat.language),
                key=f"{title.replace('.', '-')}-{number}",
                text=seat.say(missing.message),
                mark="missing" if missing.required else "open",
                mark_word=seat.say("submitting.missing"),
                query_params=_to_step(measure, step) if step else link_to_measure(measure.measure_id),
            )


def _to_step(measure: OpenedMeasure, step: str) -> dict[str, str]:
    return {**link_to_measure(measure.measure_id), QUESTION_PARAMETER: step}
