"""Koordination, one measure: the requirement as each review finds it, and how a dispute is settled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from toolkit import findings
from toolkit.access import Action, OfMeasure, may
from toolkit.catalogue import Catalogue
from toolkit.judging import GateOutcome, GateResult, GateState, Standing, demands_of_gate
from toolkit.messages import Message
from toolkit.services.coordination import CoordinatedMeasure
from toolkit.services.errors import InvalidError
from toolkit.services.joint_judgements import (
    LONGEST_REASON,
    JointConflictError,
    JointState,
    counting_answers,
    has_newer_review,
    joint_of,
    settle_gate,
    undecided_gate,
)
from toolkit.services.measures import open_measure
from toolkit.ui import components as look
from toolkit.ui import drafts
from toolkit.ui.desk import Seat, problems_shown
from toolkit.ui.house import reading, writing
from toolkit.ui.parts.doing import do, fresh
from toolkit.ui.verdicts import gate_badge, gate_words

_CONFLICT = "joint-conflict"


@dataclass(frozen=True, slots=True)
class _Dispute:
    """The gate without what was settled, what was settled, and whether a review came after that."""

    found: GateResult
    joint: JointState
    is_outdated: bool


def show_gate(seat: Seat, measure: CoordinatedMeasure, thing: OfMeasure) -> None:
    if measure.gate is None:
        return
    look.show(look.heading(seat.say("coordination.gate")), look.row(gate_badge(seat, measure.gate)))
    dispute = _read(seat, measure)
    if dispute.found.standing is not Standing.DISPUTED:
        look.show(look.element("p", seat.say(findings.gate_standing(measure.gate))))
        return
    _show_found(seat, dispute)
    _show_settled(seat, measure.catalogue, dispute)
    if may(seat.actor, Action.SETTLE_GATE, thing).allowed:
        _show_conflict(seat, measure)
        _show_form(seat, measure, dispute.joint)


def _read(seat: Seat, measure: CoordinatedMeasure) -> _Dispute:
    with problems_shown(seat.language), reading() as session:
        opened = open_measure(
            session, seat.actor, measure_id=measure.measure_id, number=measure.revision_number
        )
        reviews = counting_answers(session, measure.revision_id)
        joint = joint_of(session, measure.revision_id)
        return _Dispute(
            undecided_gate(session, opened, reviews),
            joint,
            has_newer_review(session, measure.revision_id, joint),
        )
    raise AssertionError("problems_shown stops the page")


def _show_found(seat: Seat, dispute: _Dispute) -> None:
    """Each finding once, with how many found it."""
    counts: dict[str, int] = {}
    for outcome in dispute.found.each:
        words = outcome_words(seat, outcome)
        counts[words] = counts.get(words, 0) + 1
    items = [
        look.element("li", seat.say("coordination.found_by", count=number, finding=words))
        for words, number in counts.items()
    ]
    look.show(
        look.element("p", seat.say("coordination.disputed_help")),
        look.element("ul", *items, class_="mk-list"),
    )


def outcome_words(seat: Seat, outcome: GateOutcome) -> str:
    words = seat.say(gate_words(outcome.state))
    asked = [seat.say(demand.missing) for demand in outcome.demands]
    return f"{words}: {'; '.join(asked)}" if asked else words


def _show_settled(seat: Seat, catalogue: Catalogue, dispute: _Dispute) -> None:
    joint = dispute.joint
    if joint.gate_state is None or joint.settled_at is None:
        return
    demands = [demand for demand in demands_of_gate(catalogue) if demand.id in joint.demands]
    words = outcome_words(seat, GateOutcome(joint.gate_state, demands=tuple(demands)))
    look.show(
        look.description_list(
            [
                (seat.say("coordination.settled"), words),
                (seat.say("coordination.settled_reason"), joint.reason),
                (seat.say("coordination.settled_on"), seat.cell(joint.settled_at.astimezone().date())),
            ]
        )
    )
    if dispute.is_outdated:
        st.warning(seat.say("coordination.settled_outdated"))


def _show_form(seat: Seat, measure: CoordinatedMeasure, joint: JointState) -> None:
    """Nothing is chosen beforehand: what the reviewers found together is to be said, not confirmed."""
    keys = {name: fresh(f"gate-{measure.revision_id}-{name}") for name in ("state", "demands", "reason")}
    title = "coordination.settle_again" if joint.version else "coordination.settle"
    with st.expander(seat.say(title), expanded=not joint.version, key="settle"):
        state = st.radio(
            seat.say("coordination.joint_state"),
            list(reversed(GateState)),
            index=None,
            key=keys["state"],
            format_func=lambda each: seat.say(gate_words(each)),
        )
        demands = {demand.id: demand for demand in demands_of_gate(measure.catalogue)}
        if state is GateState.CONDITIONAL:
            st.multiselect(
                seat.say("coordination.joint_demands"),
                list(demands),
                key=keys["demands"],
                format_func=lambda key: seat.say(demands[key].missing),
                placeholder=seat.say("administration.choose"),
            )
        label = seat.say("coordination.joint_reason")
        with drafts.kept(seat, keys["reason"], label=label, stored=""):
            st.text_area(label, key=keys["reason"], max_chars=LONGEST_REASON)
        st.button(
            seat.say("coordination.settle_now"),
            key="settle-now",
            type="primary",
            on_click=do,
            args=(partial(_settle, seat, measure, joint.version, keys),),
        )


def _settle(seat: Seat, measure: CoordinatedMeasure, based_on: int, keys: dict[str, str]) -> Message | None:
    state: GateState | None = st.session_state.get(keys["state"])
    if state is None:
        raise InvalidError(Message.of("coordination.choose_state"))
    reason = st.session_state.get(keys["reason"], "")
    chosen = st.session_state.get(keys["demands"], []) if state is GateState.CONDITIONAL else []
    mine = JointState(state, tuple(chosen), reason, based_on)
    if not _save(seat, measure, mine):
        return None
    drafts.note_taken(keys["reason"], reason)
    return Message.of("coordination.done.settled")


def _save(seat: Seat, measure: CoordinatedMeasure, mine: JointState) -> bool:
    """Whether it was saved; else mine and theirs are kept for the page."""
    assert mine.gate_state is not None
    try:
        with writing() as session:
            settle_gate(
                session,
                seat.actor_now(session),
                measure_id=measure.measure_id,
                based_on=mine.version,
                gate_state=mine.gate_state,
                demands=mine.demands,
                reason=mine.reason,
            )
    except JointConflictError as error:
        st.session_state[_CONFLICT] = (measure.revision_id, error)
        return False
    st.session_state.pop(_CONFLICT, None)
    return True


def _show_conflict(seat: Seat, measure: CoordinatedMeasure) -> None:
    revision_id, error = st.session_state.get(_CONFLICT, (None, None))
    if revision_id != measure.revision_id or error is None:
        return
    with st.container(border=True, key="joint-conflict"):
        st.warning(seat.label(error.message))
        look.show(
            look.description_list(
                [
                    (seat.say("assess.mine"), _joint_words(seat, measure.catalogue, error.mine)),
                    (seat.say("assess.theirs"), _joint_words(seat, measure.catalogue, error.theirs)),
                ]
            )
        )
        with st.container(horizontal=True):
            st.button(
                seat.say("assess.take_mine"),
                key="take-mine",
                type="primary",
                on_click=do,
                args=(partial(_take_mine, seat, measure, error),),
            )
            st.button(
                seat.say("assess.keep_theirs"),
                key="keep-theirs",
                on_click=lambda: st.session_state.pop(_CONFLICT, None),
            )


def _take_mine(seat: Seat, measure: CoordinatedMeasure, error: JointConflictError) -> Message | None:
    mine, theirs = error.mine, error.theirs
    again = JointState(mine.gate_state, mine.demands, mine.reason, theirs.version)
    return Message.of("coordination.done.settled") if _save(seat, measure, again) else None


def _joint_words(seat: Seat, catalogue: Catalogue, joint: JointState) -> str:
    demands = tuple(demand for demand in demands_of_gate(catalogue) if demand.id in joint.demands)
    words = outcome_words(seat, GateOutcome(joint.gate_state or GateState.OPEN, demands=demands))
    return f"{words}. {joint.reason}"
