"""Words and small pieces that all parts of the page Koordination share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from markupsafe import Markup

from toolkit.messages import Message
from toolkit.model.entered import day_text, read_day
from toolkit.services.coordination import AssignedReview, CoordinatedMeasure, Progress, today
from toolkit.services.errors import InvalidError
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, act
from toolkit.ui.navigation import PageName, measure_address

_DONE = "coordination-done"
_ROUND = "coordination-round"
_MARKS: dict[Progress, tuple[look.Tone, str]] = {
    Progress.TO_BEGIN: ("neutral", "○"),
    Progress.BEGUN: ("info", "◐"),
    Progress.DONE: ("success", "●"),
}


def measure_cell(seat: Seat, measure: CoordinatedMeasure) -> Markup:
    """A link to the measure's own view, with its municipality below."""
    address = measure_address(PageName.COORDINATION, measure.measure_id)
    link = look.element("a", measure.title, href=address, target="_self")
    mark = seat.example_mark(measure.is_example)
    return look.two_lines(link, look.element("span", measure.municipality, *((" ", mark) if mark else ())))


def progress_badge(seat: Seat, review: AssignedReview) -> Markup:
    if review.is_overdue(today()):
        return look.badge("danger", "!", seat.say("coordination.progress.overdue"))
    tone, sign = _MARKS[review.progress]
    return look.badge(tone, sign, seat.say(f"coordination.progress.{review.progress.value}"))


def review_line(seat: Seat, review: AssignedReview) -> Markup:
    """Who, how far, until when."""
    due = review.assignment.due_on
    text = f"{seat.cell(review.assignment.name)} "
    until = f" {seat.say('coordination.until', date=due)}" if due else None
    return look.element("span", text, progress_badge(seat, review), until, class_="mk-review-line")


def counted(seat: Seat, measure: CoordinatedMeasure) -> str:
    return seat.say("coordination.counted", count=measure.counting, required=measure.required)


def day_field(seat: Seat, key: str, stored: date | None, label: str) -> None:
    st.session_state.setdefault(key, day_text(stored, seat.language))
    st.text_input(label, key=key, max_chars=10, width=200, placeholder=seat.say("coordination.day_format"))


def typed_day(key: str) -> date | None:
    text = st.session_state.get(key, "")
    try:
        return read_day(text)
    except ValueError:
        raise InvalidError(Message.of("rounds.no_day", entered=text)) from None


def fresh(name: str) -> str:
    """A widget's key in this round: what was saved begins a new one, with what is stored."""
    return f"{name}-{st.session_state.get(_ROUND, 0)}"


def do(action: Callable[[], Message | None]) -> None:
    """Runs an action of a widget's callback and keeps what it has to say for the page that is drawn next."""

    def run() -> None:
        st.session_state[_DONE] = action()
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1

    act(run)


def tell_done(seat: Seat) -> None:
    """The place is there even when empty: otherwise what stands below would lose the focus."""
    with st.container(key="coordination-news"):
        message = st.session_state.pop(_DONE, None)
        if message is not None:
            st.success(seat.label(message))
