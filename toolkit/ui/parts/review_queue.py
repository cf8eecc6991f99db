"""What waits to be reviewed: since when, until when, and how many reviews there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from toolkit import workflow
from toolkit.model import ProgrammeKind, Role, now
from toolkit.services.review_queue import OwnPart, QueueEntry, open_reviews, review_queue
from toolkit.ui import components as look
from toolkit.ui.addressed import addressed_view
from toolkit.ui.desk import Seat, problems_shown, tell_problem
from toolkit.ui.house import reading
from toolkit.ui.navigation import PageName
from toolkit.ui.parts.doing import tell_done
from toolkit.ui.verdicts import measure_link

View = Literal["open", "mine", "all"]


def show_queue(seat: Seat) -> None:
    with problems_shown(seat.language), reading() as session:
        entries = review_queue(session, seat.actor)
    waiting = open_reviews(entries)
    is_advice = bool(entries) and all(each.programme_kind is ProgrammeKind.ADVICE for each in entries)
    look.page_header(
        seat.say("reviewing.queue.title_advice" if is_advice else "pages.review"),
        language=seat.language,
        lead=seat.say("reviewing.queue.waiting", n=len(waiting)),
    )
    tell_problem(seat)
    tell_done(seat)
    if not entries:
        look.show(look.alert("info", seat.say("reviewing.queue.empty")))
        return
    views = ["open", "mine", "all"] if seat.actor.has_role(Role.COORDINATION) else ["open", "mine"]
    # Who only coordinates has nothing of their own that could wait.
    has_own = any(each.own is not OwnPart.NONE for each in entries)
    views = views if has_own else ["all"]
    view = views[0]
    if len(views) > 1:
        view = addressed_view(
            seat.say("reviewing.queue.view"),
            views,
            name="view",
            words=lambda name: seat.label(f"reviewing.queue.{name}"),
        )
    shown = _shown(entries, waiting, view)
    if shown:
        _show_table(seat, shown)
    else:
        look.show(look.alert("success", seat.say("reviewing.queue.nothing_open")))


def _shown(entries: Sequence[QueueEntry], waiting: Sequence[QueueEntry], view: str) -> Sequence[QueueEntry]:
    if view == "open":
        return waiting
    return [each for each in entries if view == "all" or each.own is not OwnPart.NONE]


def _show_table(seat: Seat, entries: Sequence[QueueEntry]) -> None:
    columns = [
        look.Column(seat.say("table.measure"), width=34),
        look.Column(seat.say("list.state")),
        look.Column(seat.say("reviewing.queue.since")),
        look.Column(seat.say("reviewing.queue.due")),
        look.Column(seat.say("reviewing.queue.own")),
        look.Column(seat.say("reviewing.queue.reviews")),
    ]
    rows = [
        [
            _measure(seat, each),
            _state(seat, each),
            _since(seat, each),
            _due(seat, each),
            _own(seat, each),
            seat.say("assess.of", done=each.reviews, all=each.required),
        ]
        for each in entries
    ]
    look.show(look.table(columns, rows, caption=seat.say("pages.review"), hide_caption=True))


def _measure(seat: Seat, entry: QueueEntry) -> Markup:
    link = measure_link(PageName.REVIEW, entry.measure_id, entry.title)
    mark = seat.example_mark(entry.is_example)
    number = seat.say("measures.revision", number=entry.revision_number)
    below = look.joined([f"{entry.municipality} · {number}", *((" ", mark) if mark else ())])
    return look.two_lines(link, below)


def _state(seat: Seat, entry: QueueEntry) -> Markup | str:
    state = seat.say(workflow.state_title(entry.state))
    if not entry.returned:
        return state
    return look.two_lines(state, look.badge("info", "↻", seat.say("reviewing.queue.returned")))


def _since(seat: Seat, entry: QueueEntry) -> Markup:
    day = entry.submitted_at.astimezone().date()
    days = (now().astimezone().date() - day).days
    return look.two_lines(seat.say("reviewing.queue.days", n=days), seat.cell(day))


def _due(seat: Seat, entry: QueueEntry) -> Markup | str:
    if entry.due_on is None:
        return "–"
    left = (entry.due_on - now().astimezone().date()).days
    if not entry.is_to_do:
        return seat.cell(entry.due_on)
    if left < 0:
        mark = look.badge("danger", "!", seat.say("reviewing.queue.overdue"))
        return look.two_lines(seat.cell(entry.due_on), mark)
    return look.two_lines(seat.cell(entry.due_on), seat.say("reviewing.queue.left", n=left))


def _own(seat: Seat, entry: QueueEntry) -> str:
    if entry.own is OwnPart.BEGUN:
        return seat.say("reviewing.queue.begun", n=entry.own_answered)
    return seat.say(f"reviewing.queue.part.{entry.own.value}")
