"""One's own part in a meeting on one's own device: answering, and pulling a point out of the block."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from toolkit import minuting
from toolkit.services.meeting_record import CHOICES, AgendaEntry, Attendee, MeetingRecord
from toolkit.ui import components as look
from toolkit.ui.desk import Reader, act


def show_own_answer(
    reader: Reader, record: MeetingRecord, own: Attendee | None, answer: Callable[[int, str], None]
) -> None:
    """The choices of the open question, with the own one marked; or why one's answer would not count."""
    item = record.current
    ballot = item.open_ballot if item else None
    if item is None or ballot is None or own is None:
        return
    look.show(look.heading(reader.say("meeting.your_answer", title=item.title), level=3))
    hindrance = item.hindrance(own, ballot.kind)
    if hindrance is not None:
        st.info(reader.label(hindrance))
        return
    given = ballot.answers.get(own.attendance_id)
    with st.container(horizontal=True, key="own-answer"):
        for choice in CHOICES[ballot.kind]:
            st.button(
                reader.label(minuting.choice_name(ballot.kind, choice)),
                key=f"answer-{choice}",
                type="primary" if given == choice else "secondary",
                on_click=act,
                args=(lambda choice=choice: answer(ballot.ballot_id, choice),),
            )
    look.show(look.status(_said(reader, item, given)))


def _said(reader: Reader, item: AgendaEntry, given: str | None) -> str:
    ballot = item.open_ballot
    if given is None or ballot is None:
        return ""
    return reader.say("meeting.you_said", answer=minuting.choice_name(ballot.kind, given))
