"""Koordination, one measure: who reviews it, what the reviews say, and what follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st
from sqlmodel import Session

from toolkit import workflow
from toolkit.access import Action, OfMeasure, may
from toolkit.judging import GivenAnswer
from toolkit.messages import Message
from toolkit.model import Audience
from toolkit.services.assessments import open_self_assessment
from toolkit.services.coordination import Board, CoordinatedMeasure, coordination_board
from toolkit.services.errors import NotFoundError
from toolkit.services.finishing import finish_review, hindrance_to_finishing
from toolkit.services.measures import OpenedMeasure, open_measure
from toolkit.services.review_access import under_review
from toolkit.services.reviews import WrittenReview, read_reviews
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, problems_shown, tell_problem
from toolkit.ui.house import reading, writing
from toolkit.ui.navigation import MEASURE_PARAMETER, PageName, measure_address
from toolkit.ui.parts.coordination_assigning import show_assigning
from toolkit.ui.parts.coordination_gate import show_gate
from toolkit.ui.parts.coordination_reviews import show_reviews
from toolkit.ui.parts.coordination_words import counted
from toolkit.ui.parts.doing import do, tell_done
from toolkit.ui.parts.letter import offer_letter
from toolkit.ui.parts.notice import show_told
from toolkit.ui.parts.request_changes import offer_request


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything the view shows of its measure, read in one session."""

    board: Board
    coordinated: CoordinatedMeasure
    measure: OpenedMeasure
    thing: OfMeasure
    reviews: tuple[WrittenReview, ...]
    self_given: Mapping[str, GivenAnswer]
    hindrance: Message | None


def show_measure(seat: Seat, measure_id: int) -> None:
    st.button(seat.say("coordination.all"), key="up", type="tertiary", on_click=_leave)
    with problems_shown(seat.language):
        read = _read(seat, measure_id)
    look.keep_address()
    _show_heading(seat, read)
    tell_problem(seat)
    tell_done(seat)
    show_assigning(seat, read.board, read.coordinated, read.thing)
    show_told(seat, measure_id=measure_id)
    if seat.actor.person_id in read.thing.bound:
        st.info(seat.say(f"coordination.bound.{read.board.kind.value}"))
        return
    show_reviews(seat, read.board, read.coordinated, read.reviews, read.self_given)
    show_gate(seat, read.coordinated, read.thing)
    _show_what_follows(seat, read)


def _read(seat: Seat, measure_id: int) -> _Read:
    with reading() as session:
        measure = open_measure(session, seat.actor, measure_id=measure_id)
        board = coordination_board(
            session, seat.actor, programme_id=measure.programme_id, measure_id=measure_id
        )
        if not board.measures:
            raise NotFoundError(Message.of("coordination.not_submitted"))
        coordinated = board.measures[0]
        # The board knows the newest submitted revision; a planner of the measure would open the working one.
        measure = open_measure(session, seat.actor, measure_id=measure_id, number=coordinated.revision_number)
        thing = under_review(session, measure)
        return _Read(
            board=board,
            coordinated=coordinated,
            measure=measure,
            thing=thing,
            reviews=tuple(
                review for review in read_reviews(session, seat.actor, measure=measure) if review.final_at
            ),
            self_given=_self_given(session, seat, measure, thing),
            hindrance=hindrance_to_finishing(session, measure),
        )


def _self_given(
    session: Session, seat: Seat, measure: OpenedMeasure, thing: OfMeasure
) -> Mapping[str, GivenAnswer]:
    """The self-assessment, to stand beside; not before an own review that is still to come."""
    if seat.actor.person_id in thing.bound:
        return {}
    opened = open_self_assessment(
        session, seat.actor, measure_id=measure.measure_id, number=measure.revision_number
    )
    return {key: answer.given for key, answer in opened.answers.items()}


def _show_heading(seat: Seat, read: _Read) -> None:
    one = read.coordinated
    look.page_header(
        one.title,
        language=seat.language,
        kicker=[
            seat.say("pages.coordination"),
            seat.example_mark(one.is_example),
            one.municipality,
            seat.say("measures.revision", number=one.revision_number),
            seat.say(workflow.state_title(one.state)),
        ],
        lead=counted(seat, one),
        browser_title=seat.say("coordination.browser_title", measure=one.title),
    )
    sheet = measure_address(PageName.MEASURES, one.measure_id)
    look.show(
        look.element("p", look.element("a", seat.say("coordination.to_sheet"), href=sheet, target="_self"))
    )


def _show_what_follows(seat: Seat, read: _Read) -> None:
    """Ask for changes, or release; each only where this person may do it now."""
    offer_request(
        seat,
        read.measure,
        read.coordinated.catalogue,
        thing=read.thing,
        comments=_said_to_municipality(read),
    )
    offer_letter(seat, read.measure, thing=read.thing)
    if not may(seat.actor, Action.FINISH_REVIEW, read.thing).allowed:
        return
    kind = read.board.kind.value
    look.show(look.heading(seat.say(f"coordination.release.{kind}")))
    reason = read.hindrance
    look.show(look.element("p", seat.say(reason) if reason else seat.say("coordination.release_help")))
    st.button(
        seat.say(f"coordination.release_now.{kind}"),
        key="release",
        type="primary",
        disabled=reason is not None,
        on_click=do,
        args=(partial(_release, seat, read),),
    )


def _said_to_municipality(read: _Read) -> list[tuple[str, str]]:
    return [
        (key, review.comment(key, Audience.MUNICIPALITY).text)
        for key in (*read.coordinated.catalogue.questions, "")
        for review in read.reviews
    ]


def _release(seat: Seat, read: _Read) -> Message:
    with writing() as session:
        finish_review(session, seat.actor_now(session), measure_id=read.measure.measure_id)
    return Message.of("coordination.released")


def _leave() -> None:
    st.query_params.pop(MEASURE_PARAMETER, None)
