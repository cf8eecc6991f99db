"""Begutachten: what waits, and one review on one page."""

from __future__ import annotations

import streamlit as st

from toolkit import findings
from toolkit.model import Audience
from toolkit.services.review_texts import own_snippets
from toolkit.services.reviews import OpenedReview, open_review
from toolkit.services.rounds import rounds_of
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, take_seat, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import measure_in_address
from toolkit.ui.parts.letter import offer_letter
from toolkit.ui.parts.own_conflict import offer_own_conflict
from toolkit.ui.parts.request_changes import offer_request
from toolkit.ui.parts.review_before import show_what_came_before
from toolkit.ui.parts.review_colleagues import show_colleagues
from toolkit.ui.parts.review_end import show_end
from toolkit.ui.parts.review_gaps import show_gaps
from toolkit.ui.parts.review_question import show_review_question
from toolkit.ui.parts.review_queue import show_queue
from toolkit.ui.parts.review_sheet import show_sheet
from toolkit.ui.parts.review_texts import Snippets, show_comments, show_snippets


def show_review(seat: Seat) -> None:
    measure_id = measure_in_address()
    if measure_id is None:
        show_queue(seat)
    else:
        _show_one(seat, measure_id)


def _show_one(seat: Seat, measure_id: int) -> None:
    st.button(seat.say("reviewing.all"), key="up", type="tertiary", on_click=st.query_params.clear)
    with problems_shown(seat.language), reading() as session:
        review = open_review(session, seat.actor, measure_id=measure_id)
        rounds = rounds_of(session, seat.actor, measure_id=measure_id)
        snippets = own_snippets(session, seat.actor) if review.verdict.allowed else ()
    look.keep_address()
    _show_heading(seat, review)
    tell_problem(seat)
    show_what_came_before(seat, review, rounds)
    offer_request(
        seat, review.measure, review.catalogue, thing=review.thing, comments=_said_to_municipality(review)
    )
    offer_own_conflict(seat, review.measure, review.thing)
    sheet, middle = st.columns([0.3, 0.7], gap="large")
    with sheet, st.container(key="sheet-wide"):
        show_sheet(seat, review)
    with middle:
        with st.container(key="sheet-narrow"), st.expander(seat.say("measures.fact_sheet")):
            show_sheet(seat, review)
        _show_questions(seat, review, snippets)
        offer_letter(seat, review.measure, thing=review.thing)


def _show_heading(seat: Seat, review: OpenedReview) -> None:
    measure, kind = review.measure, review.programme_kind.value
    total = len(review.catalogue.questions)
    lead = seat.say("reviewing.progress", answered=total - len(review.open_questions), total=total)
    if review.due_on and review.verdict.allowed:
        lead = f"{lead} · {seat.say('reviewing.due', date=review.due_on)}"
    look.page_header(
        measure.title,
        language=seat.language,
        kicker=[
            seat.say(f"reviewing.kind.{kind}"),
            seat.example_mark(measure.is_example),
            measure.municipality,
            seat.say("measures.revision", number=measure.revision_number),
            seat.say("measures.phase", phase=findings.phase_name(measure.facts["phase"])),
        ],
        lead=lead,
        browser_title=seat.say("reviewing.browser_title", measure=measure.title),
    )


def _show_questions(seat: Seat, review: OpenedReview, snippets: Snippets) -> None:
    if review.verdict.allowed:
        look.show(look.muted(seat.say("reviewing.keys"), small=True))
    for criterion in review.catalogue.criteria:
        look.show(look.heading(seat.say(criterion.title)))
        for question in criterion.questions:
            show_review_question(seat, review, question, snippets)
    if review.verdict.allowed or any(review.own.comment("", audience).text for audience in Audience):
        look.show(look.heading(seat.say("reviewing.whole")))
        show_comments(seat, review, "", snippets)
    show_gaps(seat, review)
    show_end(seat, review)
    show_colleagues(seat, review)
    if review.verdict.allowed:
        show_snippets(seat, snippets)


def _said_to_municipality(review: OpenedReview) -> list[tuple[str, str]]:
    """What the finished reviews say to the municipality, in the order of the questions."""
    written = [each for each in (review.own, *review.colleagues) if each.final_at is not None]
    return [
        (key, each.comment(key, Audience.MUNICIPALITY).text)
        for key in (*review.catalogue.questions, "")
        for each in written
    ]


show_review(take_seat())
