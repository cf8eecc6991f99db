"""Saving from widgets: each change goes to its service at once; a conflict keeps both versions in view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st
from sqlmodel import Session

from toolkit.access import Actor
from toolkit.judging import AnswerKind
from toolkit.messages import Message
from toolkit.model import CheckKind, Stance
from toolkit.model.inputs import AnswerInput
from toolkit.services.assessments import AnswerConflictError, AnswerState, answer_question
from toolkit.services.checks import CheckConflictError, change_check
from toolkit.services.errors import InvalidError, ServiceError
from toolkit.services.handing_over import HandedOverError, hand_over
from toolkit.services.measures import FactConflictError, change_fact
from toolkit.services.review_texts import CommentConflictError, RecommendationConflictError
from toolkit.services.rounds import ReplyConflictError, ReplyState, reply
from toolkit.storage import StorageError
from toolkit.ui.desk import Seat
from toolkit.ui.house import writing
from toolkit.ui.telling import told_once

_PROBLEMS, _CONFLICTS, _SEEN, _UNSAVED = "problems", "conflicts", "seen", "unsaved"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two people want at the same place. `based_on` is what a repeated saving must start from."""

    mine: Any
    theirs: Any
    based_on: Any


def remember_seen(place: str, value: Any) -> None:
    """Notes what this page showed at a place: the base of the next saving there."""
    st.session_state.setdefault(_SEEN, {})[place] = value


def seen(place: str) -> Any:
    return st.session_state.get(_SEEN, {}).get(place)


def problem_at(place: str) -> Message | None:
    """Why the last saving at this place did not work: told once, or as long as something waits there."""
    if unsaved_at(place) is None:
        told: Message | None = told_once(place, st.session_state.get(_PROBLEMS, {}))
        return told
    problems: dict[str, Message] = st.session_state.get(_PROBLEMS, {})
    return problems.get(place)


def unsaved_at(place: str) -> Any:
    """What was entered at this place and could not be saved for a reason that may pass, such as a full disk.
    It stays with this page until it is saved; None where nothing waits."""
    return st.session_state.get(_UNSAVED, {}).get(place)


def conflict_at(place: str) -> Conflict | None:
    conflict: Conflict | None = st.session_state.get(_CONFLICTS, {}).get(place)
    return conflict


def is_saved(place: str) -> bool:
    """Whether the last saving at this place worked."""
    return not any(place in st.session_state.get(kept, {}) for kept in (_PROBLEMS, _CONFLICTS))


def settle_conflict(place: str) -> None:
    st.session_state.get(_CONFLICTS, {}).pop(place, None)


def save_answer(
    seat: Seat,
    *,
    measure_id: int,
    assessment_id: int,
    question: str,
    place: str,
    change: AnswerInput,
    based_on: int,
) -> None:
    """Saves one change of an answer; keeps mine beside theirs where somebody was faster."""
    settle_conflict(place)
    change = _with_what_waits(place, change)
    _forget_unsaved(place)
    try:
        with writing() as session:
            answer_question(
                session,
                seat.actor_now(session),
                measure_id=measure_id,
                assessment_id=assessment_id,
                question=question,
                based_on=based_on,
                change=change,
            )
    except AnswerConflictError as error:
        _keep(place, Conflict(error.mine, error.theirs, error.theirs.version))
    except InvalidError as error:
        _note(place, error.message)
    except (ServiceError, StorageError) as error:
        _note(place, error.message, unsaved=change)


def save_fact(seat: Seat, *, measure_id: int, field: str, place: str, entered: Any, based_on: Any) -> None:
    """Saves one field of the fact sheet; keeps mine beside theirs where somebody was faster."""
    settle_conflict(place)
    _forget_unsaved(place)
    try:
        with writing() as session:
            change_fact(
                session,
                seat.actor_now(session),
                measure_id=measure_id,
                field=field,
                based_on=based_on,
                entered=entered,
            )
    except FactConflictError as error:
        _keep(place, Conflict(error.mine, error.theirs, error.theirs))
    except (ServiceError, StorageError) as error:
        _note(place, error.message, unsaved=entered)


def save_check(
    seat: Seat,
    *,
    measure_id: int,
    kind: CheckKind,
    field: str,
    place: str,
    entered: Any,
    based_on: Any,
) -> None:
    """Saves one field of a preliminary check; keeps mine beside theirs where somebody was faster."""
    settle_conflict(place)
    _forget_unsaved(place)
    try:
        with writing() as session:
            change_check(
                session,
                seat.actor_now(session),
                measure_id=measure_id,
                kind=kind,
                field=field,
                based_on=based_on,
                entered=entered,
            )
    except CheckConflictError as error:
        _keep(place, Conflict(error.mine, error.theirs, error.theirs))
    except (ServiceError, StorageError) as error:
        _note(place, error.message, unsaved=entered)


def save_reply(
    seat: Seat, *, round_item_id: int, place: str, stance: Stance | None, text: str, based_on: int
) -> None:
    """Saves the reply to one item of a round; keeps mine beside theirs where somebody was faster."""
    settle_conflict(place)
    _forget_unsaved(place)
    try:
        with writing() as session:
            reply(
                session,
                seat.actor_now(session),
                round_item_id=round_item_id,
                based_on=based_on,
                stance=stance,
                text=text,
            )
    except ReplyConflictError as error:
        _keep(place, Conflict(error.mine, error.theirs, error.theirs.version))
    except (ServiceError, StorageError) as error:
        _note(place, error.message, unsaved=ReplyState(stance, text))


def save_owner(
    seat: Seat, *, measure_id: int, place: str, person_id: int | None, based_on: int | None
) -> None:
    """Hands a measure over; keeps mine beside theirs where somebody was faster."""
    settle_conflict(place)
    _forget_unsaved(place)
    if person_id is None:
        _note(place, Message.of("handing_over.choose"))
        return
    try:
        with writing() as session:
            actor = seat.actor_now(session)
            hand_over(session, actor, measure_id=measure_id, person_id=person_id, based_on=based_on)
    except HandedOverError as error:
        _keep(place, Conflict(error.mine, error.theirs, error.theirs.person_id))
    except (ServiceError, StorageError) as error:
        _note(place, error.message)


def save_review(seat: Seat, place: str, write: Callable[[Session, Actor], int], *, entered: Any) -> None:
    """Saves one part of the own review by `write`, which gives the new version; keeps mine beside theirs
    where another window was faster. Whoever is quicker than the page goes on from what was just saved."""
    settle_conflict(place)
    _forget_unsaved(place)
    try:
        with writing() as session:
            remember_seen(place, write(session, seat.actor_now(session)))
    except (AnswerConflictError, CommentConflictError, RecommendationConflictError) as error:
        _keep(place, Conflict(error.mine, error.theirs, error.theirs.version))
    except InvalidError as error:
        _note(place, error.message)
    except (ServiceError, StorageError) as error:
        _note(place, error.message, unsaved=entered)


def fresh_widget_value(key: str, stored: Any) -> None:
    """Makes a widget show what is stored. Set only where it differs, or typing would be disturbed: the space
    after the last word is not stored, but whoever pauses there goes on writing behind it."""
    shown = st.session_state.get(key)
    if key in st.session_state and (shown == stored or (isinstance(shown, str) and shown.strip() == stored)):
        return
    st.session_state[key] = stored


def answer_words(seat: Seat, answer: AnswerInput | AnswerState) -> str:
    """An answer in a few words, to put mine beside theirs."""
    kind, level = (
        (answer.given.kind, answer.given.level)
        if isinstance(answer, AnswerState)
        else (answer.kind, answer.level)
    )
    if kind is AnswerKind.LEVEL:
        return seat.say("assess.level", level=level)
    if kind is not None:
        return seat.say(f"findings.answer.{kind.value}")
    return answer.reason or seat.say("assess.no_text")


def clock(moment: datetime) -> str:
    """The time of day where the app runs: on a single desk, that is where the reader sits."""
    return moment.astimezone().strftime("%H:%M")


def _keep(place: str, conflict: Conflict) -> None:
    st.session_state.setdefault(_CONFLICTS, {})[place] = conflict


def _note(place: str, message: Message, *, unsaved: Any = None) -> None:
    st.session_state.setdefault(_PROBLEMS, {})[place] = message
    if unsaved is not None:
        st.session_state.setdefault(_UNSAVED, {})[place] = unsaved


def _forget_unsaved(place: str) -> None:
    for kept in (_PROBLEMS, _UNSAVED):
        st.session_state.get(kept, {}).pop(place, None)


def _with_what_waits(place: str, change: AnswerInput) -> AnswerInput:
    """A level chosen now does not push out the text that could not be saved a moment ago."""
    waiting: AnswerInput | None = unsaved_at(place)
    if waiting is None:
        return change
    replaced = {"kind", "level"} if change.kind is not None else set()
    earlier = waiting.model_dump(exclude_unset=True, exclude=replaced)
    return AnswerInput(**{**earlier, **change.model_dump(exclude_unset=True)})
