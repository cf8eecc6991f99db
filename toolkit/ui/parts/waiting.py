"""What waits for whoever reviews, coordinates, steers or administers: on Start, by role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from toolkit.model import MeasureState, Role, now
from toolkit.services.memberships import OpenedPerson, people, unplanned_municipalities
from toolkit.services.review_queue import OwnPart, QueueEntry, review_queue
from toolkit.settings import settings
from toolkit.ui import components as look
from toolkit.ui.desk import Seat, link_to_measure, problems_shown
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName, page
from toolkit.workflow import IN_HAND

MOST_SHOWN = 8
_TO_REVIEW, _TO_DECIDE = PageName.REVIEW, PageName.COORDINATION


def show_what_waits(seat: Seat) -> None:
    """A group for each role that has something waiting; planning has its own."""
    if {Role.ADVICE, Role.COORDINATION}.intersection(seat.roles):
        with problems_shown(seat.language), reading() as session:
            queue = review_queue(session, seat.actor)
        if Role.ADVICE in seat.roles:
            _show_own_reviews(seat, [entry for entry in queue if entry.is_to_do])
        if Role.COORDINATION in seat.roles:
            _show_decisions(seat, [entry for entry in queue if _reason(entry)])
    if Role.ADMINISTRATION in seat.roles and settings().has_accounts:
        _show_administration(seat)


def _show_own_reviews(seat: Seat, entries: Sequence[QueueEntry]) -> None:
    with look.task_group(
        seat.say("accounts.own_reviews"), done=seat.say("accounts.open", n=len(entries)), key="own-reviews"
    ):
        if not entries:
            look.show(look.element("p", seat.say("accounts.no_reviews")))
        for entry in entries[:MOST_SHOWN]:
            _link(seat, entry, _TO_REVIEW, key="review", note=_due(seat, entry))


def _due(seat: Seat, entry: QueueEntry) -> str:
    begun = "accounts.begun" if entry.own is OwnPart.BEGUN else "accounts.to_begin"
    return f"{entry.municipality} · {seat.say(begun)}{_day(seat, entry.due_on)}"


def _day(seat: Seat, due_on: date | None) -> str:
    if due_on is None:
        return ""
    days = (due_on - now().astimezone().date()).days
    said = seat.say("accounts.overdue", n=-days) if days < 0 else seat.say("accounts.due", day=due_on)
    return f" · {said}"


def _show_decisions(seat: Seat, entries: Sequence[QueueEntry]) -> None:
    with look.task_group(
        seat.say("accounts.decisions"), done=seat.say("accounts.open", n=len(entries)), key="decisions"
    ):
        if not entries:
            look.show(look.element("p", seat.say("accounts.no_decisions")))
        for entry in entries[:MOST_SHOWN]:
            note = f"{entry.municipality} · {seat.say(_reason(entry))}"
            _link(seat, entry, _TO_DECIDE, key="decide", note=note)


def _reason(entry: QueueEntry) -> str:
    """Why the coordination is needed, "" where others have their turn."""
    if entry.state not in IN_HAND:
        return ""
    if entry.state is MeasureState.SUBMITTED:
        return "accounts.newly_submitted"
    if entry.reviews >= entry.required:
        return "accounts.enough_reviews"
    return "accounts.submitted_again" if entry.state is MeasureState.RESUBMITTED else ""


def _link(seat: Seat, entry: QueueEntry, to: PageName, *, key: str, note: str) -> None:
    look.task_link(
        page(to, seat.language),
        key=f"{key}-{entry.measure_id}",
        text=entry.title,
        mark="open",
        mark_word=seat.say("start.task_open"),
        note=note,
        query_params=link_to_measure(entry.measure_id),
    )


def _show_administration(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        known = people(session, seat.actor)
        unplanned = unplanned_municipalities(session, seat.actor)
    matters = [*_about_people(seat, known), *_about_places(seat, unplanned)]
    with look.task_group(
        seat.say("accounts.administration"),
        done=seat.say("accounts.open", n=len(matters)),
        key="administering",
    ):
        if not matters:
            look.show(look.element("p", seat.say("accounts.nothing_to_administer")))
        for number, (text, note) in enumerate(matters):
            look.task_link(
                page(PageName.ADMINISTRATION, seat.language),
                key=f"administer-{number}",
                text=text,
                mark="open",
                mark_word=seat.say("start.task_open"),
                note=note,
                query_params={"part": "people"},
            )
    st.page_link(page(PageName.ADMINISTRATION, seat.language), label=seat.say("accounts.to_administration"))


def _about_people(seat: Seat, known: Sequence[OpenedPerson]) -> list[tuple[str, str]]:
    idle = [one.name or one.email for one in known if one.has_logged_in and not one.memberships]
    invited = [one.name or one.email for one in known if not one.has_logged_in and one.memberships]
    matters = []
    if idle:
        matters.append((seat.say("accounts.idle", n=len(idle)), _some(idle)))
    if invited:
        matters.append((seat.say("accounts.not_come_yet", n=len(invited)), _some(invited)))
    return matters


def _about_places(seat: Seat, names: Sequence[str]) -> list[tuple[str, str]]:
    return [(seat.say("accounts.unplanned", n=len(names)), _some(names))] if names else []


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} …"
