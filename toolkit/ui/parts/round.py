"""The round that a municipality answers: a step of Bewerten, a note at its questions, and earlier rounds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from toolkit.access import Action, may
from toolkit.catalogue import Catalogue
from toolkit.model import RoundKind, Stance
from toolkit.services.assessments import OpenedAssessment
from toolkit.services.measures import OpenedMeasure
from toolkit.services.rounds import LONGEST_TEXT, ItemState, ReplyState, RoundState, question_title
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, link_to_measure
from toolkit.ui.navigation import PageName, page
from toolkit.ui.parts.submitting import QUESTION_PARAMETER, ROUND_STEP, SUBMITTING_STEP
from toolkit.ui.saving import (
    conflict_at,
    fresh_widget_value,
    is_saved,
    problem_at,
    remember_seen,
    save_reply,
    seen,
    settle_conflict,
    unsaved_at,
)


def show_round_task(seat: Seat, asked: RoundState, place: str, *, current: bool) -> None:
    """The step in the task list, above the questions: it is why the measure is here again."""
    done = seat.say("assess.of", done=len(asked.items) - asked.unanswered, all=len(asked.items))
    with look.task_group(seat.say("rounds.group"), done=done, key=f"{place}-round"):
        look.task_link(
            page(PageName.ASSESS, seat.language),
            key=f"{place}-{ROUND_STEP}",
            text=seat.say(f"rounds.what.{asked.kind.value}"),
            mark="open" if asked.unanswered else "answered",
            mark_word=seat.say("rounds.left", n=asked.unanswered),
            note=_until(seat, asked),
            current=current,
            query_params=_to_step(asked.measure_id, ROUND_STEP),
        )


def show_round(seat: Seat, opened: OpenedAssessment, asked: RoundState) -> None:
    """What was asked, item by item, each with its reply."""
    heading = seat.say("rounds.title", number=asked.number)
    look.show(
        look.element("h2", heading, class_="mk-heading", data_mk_step=ROUND_STEP, tabindex="-1"),
        look.alert("info", _headline(seat, asked), *_paragraphs(asked.text)),
        look.element("p", seat.say("rounds.how_to_reply")) if asked.items else None,
    )
    if asked.kind is RoundKind.CHANGES:
        st.page_link(
            page(PageName.RESULT, seat.language),
            label=seat.say("rounds.to_comments", revision=asked.revision_number),
            query_params={**link_to_measure(asked.measure_id), "revision": str(asked.revision_number)},
        )
    editable = may(seat.actor, Action.REPLY, opened.measure.as_thing).allowed
    for number, item in enumerate(asked.items, start=1):
        _show_item(seat, opened, item, number, editable=editable)
    st.page_link(
        page(PageName.ASSESS, seat.language),
        label=seat.say("submitting.to_last_step"),
        query_params=_to_step(asked.measure_id, SUBMITTING_STEP),
    )


def show_asked_here(seat: Seat, asked: RoundState, question: str) -> None:
    """At a question: what was asked about it, and the way to the reply."""
    here = [item for item in asked.items if item.question == question]
    if not here:
        return
    texts = [paragraph for item in here for paragraph in _paragraphs(item.text)]
    look.show(look.alert("info", seat.say("rounds.asked_here", number=asked.number), *texts))
    st.page_link(
        page(PageName.ASSESS, seat.language),
        label=seat.say("rounds.to_reply"),
        query_params=_to_step(asked.measure_id, ROUND_STEP),
    )


def link_to_round(seat: Seat, measure: OpenedMeasure, asked: RoundState) -> None:
    """On the measure's page: that something is asked, until when, and the way there."""
    left = seat.say("rounds.left", n=asked.unanswered) if asked.items else ""
    look.show(look.alert("warning" if asked.unanswered else "info", _headline(seat, asked), left))
    st.page_link(
        page(PageName.ASSESS, seat.language),
        label=seat.say("rounds.to_round"),
        query_params=_to_step(measure.measure_id, ROUND_STEP),
    )


def show_closed_rounds(seat: Seat, catalogue: Catalogue, rounds: Sequence[RoundState]) -> None:
    """The rounds before, with what was replied; nothing where there was none."""
    for asked in (each for each in rounds if not each.is_open):
        title = seat.say("rounds.closed", number=asked.number, revision=asked.revision_number)
        with st.expander(title, key=f"round-{asked.number}"):
            look.show(*_paragraphs_of(asked.text))
            for number, item in enumerate(asked.items, start=1):
                _show_asked(seat, catalogue, item, number)
                look.show(look.description_list([(seat.say("rounds.reply"), reply_words(seat, item.reply))]))


def reply_words(seat: Seat, reply: ReplyState) -> str:
    """A reply in one line, to read or to put mine beside theirs."""
    stance = seat.say(f"rounds.stance.{reply.stance.value}") if reply.stance else seat.say("rounds.no_stance")
    return f"{stance}: {reply.text}" if reply.text else stance


def _show_item(seat: Seat, opened: OpenedAssessment, item: ItemState, number: int, *, editable: bool) -> None:
    place = f"reply-{item.item_id}"
    remember_seen(place, item.reply.version)
    with st.container(border=True, key=f"item-{item.item_id}"):
        _show_asked(seat, opened.catalogue, item, number)
        if item.question in opened.catalogue.questions:
            st.page_link(
                page(PageName.ASSESS, seat.language),
                label=seat.say("rounds.to_question"),
                query_params=_to_step(opened.measure.measure_id, item.question),
            )
        _show_reply(seat, item, place, number, editable=editable)
        _show_outcome(seat, item, place)


def _show_asked(seat: Seat, catalogue: Catalogue, item: ItemState, number: int) -> None:
    title = seat.say("rounds.item", number=number, about=question_title(catalogue, item.question))
    look.show(look.heading(title, level=3, small=True), *_paragraphs_of(item.text))


def _show_reply(seat: Seat, item: ItemState, place: str, number: int, *, editable: bool) -> None:
    keys = {"stance": f"stance-{place}", "text": f"text-{place}"}
    shown: ReplyState = unsaved_at(place) or item.reply
    fresh_widget_value(keys["stance"], shown.stance)
    fresh_widget_value(keys["text"], shown.text)

    def save() -> None:
        stance, text = (st.session_state[keys[each]] for each in ("stance", "text"))
        _save(seat, item, place, ReplyState(stance, text))
        if is_saved(place):
            drafts.note_taken(keys["text"], text)

    st.radio(
        seat.say("rounds.your_reply", number=number),
        list(Stance),
        index=None,
        key=keys["stance"],
        format_func=lambda stance: seat.say(f"rounds.stance.{stance.value}"),
        horizontal=True,
        disabled=not editable,
        on_change=save,
    )
    why = "rounds.why_needed" if item.reply.stance is Stance.DISAGREE else "rounds.why"
    label = seat.say(why, number=number)
    with drafts.kept(seat, keys["text"], label=label, stored=item.reply.text):
        st.text_area(label, key=keys["text"], max_chars=LONGEST_TEXT, disabled=not editable, on_change=save)


def _show_outcome(seat: Seat, item: ItemState, place: str) -> None:
    problem, conflict = problem_at(place), conflict_at(place)
    if problem is not None:
        st.error(seat.label(problem))
    if conflict is None:
        return
    with st.container(key=f"conflict-{place}", border=True):
        st.warning(seat.say("rounds.reply_conflict"))
        mine, theirs = (reply_words(seat, each) for each in (conflict.mine, conflict.theirs))
        look.show(
            look.description_list([(seat.say("assess.mine"), mine), (seat.say("assess.theirs"), theirs)])
        )
        with st.container(horizontal=True):
            st.button(
                seat.say("assess.take_mine"),
                key=f"mine-{place}",
                type="primary",
                on_click=_save,
                args=(seat, item, place, conflict.mine),
            )
            st.button(
                seat.say("assess.keep_theirs"), key=f"theirs-{place}", on_click=settle_conflict, args=(place,)
            )


def _save(seat: Seat, item: ItemState, place: str, wanted: ReplyState) -> None:
    save_reply(
        seat,
        round_item_id=item.item_id,
        place=place,
        stance=wanted.stance,
        text=wanted.text,
        based_on=seen(place),
    )


def _headline(seat: Seat, asked: RoundState) -> str:
    what = seat.say(f"rounds.what.{asked.kind.value}")
    until = _until(seat, asked)
    return f"{what} · {until}" if until else what


def _until(seat: Seat, asked: RoundState) -> str:
    return seat.say("rounds.until", due=asked.due_on) if asked.due_on else ""


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _paragraphs_of(text: str) -> list[Markup]:
    return [look.element("p", part) for part in _paragraphs(text)]


def _to_step(measure_id: int, step: str) -> dict[str, str]:
    return {**link_to_measure(measure_id), QUESTION_PARAMETER: step}
