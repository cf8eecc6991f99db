"""Leading a meeting: what the screens show, questions to the room, recusals, outcomes, and closing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from toolkit import minuting
from toolkit.messages import Message
from toolkit.model import BallotKind, RecusalManner
from toolkit.services.attendances import lift_recusal, note_return, recuse
from toolkit.services.ballots import answers_so_far, close_ballot, count_hands, open_ballot, remove_ballot
from toolkit.services.closing import close_meeting
from toolkit.services.decisions import decide_block
from toolkit.services.leading import close_topic, show_on_screens
from toolkit.services.meeting_record import CHOICES, AgendaEntry, BallotEntry, MeetingRecord
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.house import reading, writing
from toolkit.ui.live import SECONDS
from toolkit.ui.parts.doing import do, fresh
from toolkit.ui.parts.meeting_outcome import show_outcome
from toolkit.ui.parts.meeting_people import listed_name

_ABOUT_A_RECUSAL = {"returned": note_return, "not_recused_after_all": lift_recusal}


def show_leading(seat: Seat, record: MeetingRecord) -> None:
    with look.boxed("leading"):
        look.show(look.heading(seat.say("meeting.leading"), small=True))
        _show_steps(seat, record)
        item = record.current
        if record.view == "block" and record.block:
            _offer_block(seat, record)
        if item is not None and item.measure_id is None:
            _offer_topic(seat, item)
        if item is not None and item.measure_id is not None:
            _show_asking(seat, record, item)
            _show_recusals(seat, record, item)
            show_outcome(seat, record, item)
        _offer_closing(seat, record)


def _show_steps(seat: Seat, record: MeetingRecord) -> None:
    places = ["overview", *(["block"] if record.block else []), *(str(item.item_id) for item in record.items)]
    here = str(record.current_item_id) if record.current_item_id else record.view
    with st.container(horizontal=True, vertical_alignment="bottom", key="steps"):
        index = places.index(here) if here in places else 0
        for name, to in (("previous", index - 1), ("next", index + 1)):
            st.button(
                seat.say(f"meeting.{name}"),
                key=name,
                type="primary" if name == "next" else "secondary",
                disabled=not 0 <= to < len(places),
                on_click=do,
                args=(partial(_go, seat, record, places[to] if 0 <= to < len(places) else here),),
            )
        _offer_places(seat, record, places, here)


def _offer_places(seat: Seat, record: MeetingRecord, places: list[str], here: str) -> None:
    key = f"goto-{record.step}"
    st.session_state.setdefault(key, here)

    def go() -> None:
        # A field that is new in a drawing which gave way to a click counts as changed: with what it showed.
        if st.session_state[key] != here:
            do(partial(_go, seat, record, st.session_state[key]))

    st.selectbox(
        seat.say("meeting.go_to"),
        places,
        key=key,
        format_func=lambda each: _place(seat, record, each),
        on_change=go,
    )


def _place(seat: Seat, record: MeetingRecord, place: str) -> str:
    if place in ("overview", "block"):
        return seat.say(f"meeting.view.{place}")
    item = record.by_id[int(place)]
    return f"{item.position}. {item.title}"


def _go(seat: Seat, record: MeetingRecord, place: str) -> None:
    is_item = place not in ("overview", "block")
    with writing() as session:
        show_on_screens(
            session,
            seat.actor_now(session),
            meeting_id=record.meeting_id,
            view="item" if is_item else place,
            item_id=int(place) if is_item else None,
        )


def _offer_block(seat: Seat, record: MeetingRecord) -> None:
    key = fresh("block-reason")
    st.text_input(seat.say("meeting.field.reason"), key=key)
    st.button(
        seat.say("meeting.decide_block"),
        key="decide-block",
        on_click=lambda: do(partial(_decide_block, seat, record.meeting_id, st.session_state.get(key, ""))),
    )


def _decide_block(seat: Seat, meeting_id: int, reason: str) -> Message:
    with writing() as session:
        count = decide_block(session, seat.actor_now(session), meeting_id=meeting_id, reason=reason)
    return Message.of("meeting.done_block", n=count)


def _offer_topic(seat: Seat, item: AgendaEntry) -> None:
    done = item.closed_at is None
    _button(
        seat, "topic_done" if done else "topic_again", partial(close_topic, item_id=item.item_id, done=done)
    )


def _show_asking(seat: Seat, record: MeetingRecord, item: AgendaEntry) -> None:
    ballot = item.open_ballot
    if ballot is None:
        with st.container(horizontal=True, key="ask"):
            for kind in BallotKind:
                _button(seat, f"ask_{kind.value}", partial(open_ballot, item_id=item.item_id, kind=kind))
        return
    may_answer = len(record.eligible(item, ballot.kind))
    look.show(look.heading(seat.say(minuting.ballot_name(ballot.kind)), level=3, small=True))
    _count_answers(seat, ballot.ballot_id, may_answer)
    _offer_hands(seat, ballot)
    with st.container(horizontal=True, key="asked"):
        _button(seat, "close_ballot", partial(close_ballot, ballot_id=ballot.ballot_id))
        _button(seat, "remove_ballot", partial(remove_ballot, ballot_id=ballot.ballot_id))


def _count_answers(seat: Seat, ballot_id: int, may_answer: int) -> None:
    @st.fragment(run_every=SECONDS)
    def count() -> None:
        with reading() as session:
            answered = answers_so_far(session, ballot_id)
        look.show(look.status(seat.say("meeting.answered", count=answered, all=may_answer)))

    count()


def _offer_hands(seat: Seat, ballot: BallotEntry) -> None:
    keys = {choice: fresh(f"hands-{ballot.ballot_id}-{choice}") for choice in CHOICES[ballot.kind]}
    with st.expander(seat.say("meeting.hands"), key="hands"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="hands-row"):
            for choice, key in keys.items():
                st.session_state.setdefault(key, ballot.by_hand.get(choice, 0))
                name = seat.label(minuting.choice_name(ballot.kind, choice))
                st.number_input(name, min_value=0, max_value=999, key=key, width=140)
        st.button(
            seat.say("meeting.button.count_hands"),
            key="count-hands",
            on_click=lambda: do(
                partial(
                    _change,
                    seat,
                    partial(
                        count_hands,
                        ballot_id=ballot.ballot_id,
                        counts={choice: int(st.session_state[key] or 0) for choice, key in keys.items()},
                        based_on=ballot.version,
                    ),
                )
            ),
        )


def _show_recusals(seat: Seat, record: MeetingRecord, item: AgendaEntry) -> None:
    known = len(item.recusals)
    title = seat.say("meeting.recusals", n=known) if known else seat.say("meeting.no_recusals")
    with st.expander(title, key="recusals"):
        for each in item.recusals:
            name = listed_name(seat, record.attendees[each.attendance_id])
            look.show(look.element("p", f"{name}: {seat.say(f'meeting.manner.{each.manner.value}')}"))
            with st.container(horizontal=True, key=f"recused-{each.attendance_id}"):
                for said, verb in _ABOUT_A_RECUSAL.items():
                    if verb is note_return and each.returned_at is not None:
                        continue
                    about = partial(verb, item_id=item.item_id, attendance_id=each.attendance_id)
                    st.button(
                        seat.label(f"meeting.{said}", name=name),
                        key=f"{said}-{each.attendance_id}",
                        on_click=do,
                        args=(partial(_change, seat, about),),
                    )
        _offer_recusal(seat, record, item)


def _offer_recusal(seat: Seat, record: MeetingRecord, item: AgendaEntry) -> None:
    free = [key for key in record.attendees if key not in item.recused]
    if not free:
        return
    who, how, why = fresh("recused"), fresh("recused-how"), fresh("recused-why")
    st.selectbox(
        seat.say("meeting.choose_person"),
        free,
        index=None,
        key=who,
        format_func=lambda each: listed_name(seat, record.attendees[each]),
        placeholder=seat.say("weighting.choose"),
    )
    st.radio(
        seat.say("meeting.recused_how"),
        list(RecusalManner),
        key=how,
        horizontal=True,
        format_func=lambda each: seat.say(f"meeting.manner.{each.value}"),
    )
    st.text_input(seat.say("meeting.recused_why"), key=why)
    if st.session_state.get(who) is not None:
        st.button(
            seat.say("meeting.button.recuse"),
            key="recuse",
            on_click=lambda: do(
                partial(
                    _change,
                    seat,
                    partial(
                        recuse,
                        item_id=item.item_id,
                        attendance_id=st.session_state[who],
                        manner=st.session_state[how],
                        reason=st.session_state.get(why, ""),
                    ),
                )
            ),
        )


def _offer_closing(seat: Seat, record: MeetingRecord) -> None:
    with st.expander(seat.say("meeting.close_title"), key="closing"):
        look.show(
            look.element("p", seat.say("meeting.close_help")),
            look.muted(seat.say("meeting.close_left", n=record.left)) if record.left else None,
        )
        st.checkbox(seat.say("meeting.close_sure"), key=fresh("close-sure"))
        if st.session_state.get(fresh("close-sure")):
            st.button(
                seat.say("meeting.close"),
                key="close-meeting",
                type="primary",
                on_click=do,
                args=(partial(_close, seat, record.meeting_id),),
            )


def _close(seat: Seat, meeting_id: int) -> Message:
    with writing() as session:
        close_meeting(session, seat.actor_now(session), meeting_id=meeting_id)
    return Message.of("meeting.done_closed")


def _button(seat: Seat, name: str, verb: Callable[..., object]) -> None:
    st.button(
        seat.say(f"meeting.button.{name}"),
        key=f"do-{name}",
        on_click=do,
        args=(partial(_change, seat, verb),),
    )


def _change(seat: Seat, verb: Callable[..., object]) -> None:
    with writing() as session:
        verb(session, seat.actor_now(session))
