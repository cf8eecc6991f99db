"""Ergebnis: what meetings of the steering group have said about the measure, once it is published."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit import minuting
from toolkit.services.conditions import PublishedDecision
from toolkit.services.coordination import today
from toolkit.ui import components as look
from toolkit.ui.desk import Seat


def _followed(seat: Seat, decision: PublishedDecision) -> str:
    """How far the condition is, with what was noted about it."""
    condition = decision.followed
    if condition is None:
        return ""
    state = seat.say(f"meeting.condition.{condition.state_on(today()).value}")
    return f"{state} · {condition.note}" if condition.note else state


def show_published(seat: Seat, decided: Sequence[PublishedDecision]) -> None:
    """The newest in full; earlier ones stand in the history."""
    if not decided:
        return
    newest = decided[0]
    facts = [
        (seat.say("meeting.field.reason"), newest.reason),
        (seat.say("meeting.field.against"), newest.against_reason),
        (seat.say("meeting.field.condition"), newest.condition),
        (seat.say("meeting.column.standing"), _followed(seat, newest)),
        (seat.say("meeting.field.responsible"), newest.responsible),
        (seat.say("meeting.field.due"), seat.cell(newest.due_on) if newest.due_on else ""),
    ]
    outcome = seat.say(minuting.outcome_word(newest.outcome))
    title = seat.say("meeting.published", meeting=newest.meeting, date=newest.held_on, outcome=outcome)
    look.show(
        look.alert("info", title, look.description_list([(term, value) for term, value in facts if value]))
    )
