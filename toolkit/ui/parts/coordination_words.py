"""Words and small pieces that all parts of the page Koordination share."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.services.coordination import AssignedReview, CoordinatedMeasure, Progress, today
from toolkit.ui import components as look
from toolkit.ui.desk import Seat
from toolkit.ui.navigation import PageName, measure_address

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
