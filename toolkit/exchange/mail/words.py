"""What a notice says, in the language of its reader: the same as mail, as text to copy and in the calendar.

Title and municipality, what happened, until when, and the way there: no more, because mails are read by
whoever reads a mailbox, and kept where nobody can take them back.
"""

from __future__ import annotations

from typing import Any

from toolkit.exchange.mail.calendar import CalendarEntry
from toolkit.messages import Message, translate
from toolkit.model import NoticeKind
from toolkit.services.notices import DeadlineOf, Notice

# The pages' addresses, as their navigation has them, with the measure behind.
FACT_SHEET, ASSESSING, RESULT = "massnahmen", "bewerten", "ergebnis"
REVIEWING, COORDINATION = "begutachten", "koordination"
_PLACES = {
    NoticeKind.ASSIGNED: REVIEWING,
    NoticeKind.SUBMITTED: COORDINATION,
    NoticeKind.RETURNED_INCOMPLETE: FACT_SHEET,
    NoticeKind.CHANGES_REQUESTED: FACT_SHEET,
    NoticeKind.FEEDBACK_READY: RESULT,
    NoticeKind.HANDED_OVER: FACT_SHEET,
}
_PLACES_OF_DEADLINES = {
    DeadlineOf.ASSIGNMENT: REVIEWING,
    DeadlineOf.ROUND: FACT_SHEET,
    DeadlineOf.PROGRAMME: ASSESSING,
}
# Advice gives feedback, a selection reviews: what happened is said by the kind of programme.
_BY_PROGRAMME = frozenset({NoticeKind.ASSIGNED, NoticeKind.FEEDBACK_READY})


def headline(notice: Notice) -> str:
    """One line, as a list shows it and a subject holds it."""
    if notice.kind is NoticeKind.DEADLINE and notice.deadline is not None:
        return _said(notice, "notice.deadline.headline", due=notice.deadline.on)
    return _said(notice, f"notice.{_name(notice)}.headline")


def what_happened(notice: Notice) -> str:
    return _said(notice, f"notice.{_name(notice)}.text")


def text_to_copy(notice: Notice, *, public_url: str | None) -> str:
    """The whole message; with the way there where the app has an address that others can reach."""
    paragraphs = [_said(notice, "notice.greeting"), what_happened(notice), until(notice)]
    if public_url is not None:
        paragraphs.append(_said(notice, "notice.link", url=address_of(notice, public_url)))
    return "\n\n".join(filter(None, paragraphs))


def until(notice: Notice) -> str:
    if notice.deadline is None:
        return ""
    return _said(notice, f"notice.until.{notice.deadline.of.value}", due=notice.deadline.on)


def address_of(notice: Notice, public_url: str) -> str:
    return f"{public_url}/{page_address(notice)}"


def page_address(notice: Notice) -> str:
    """Where what is told can be seen or done, as a link within the app."""
    return f"{_place(notice)}?measure={notice.measure_id}"


def calendar_entry(notice: Notice, *, public_url: str | None) -> CalendarEntry | None:
    """None where there is no deadline."""
    if notice.deadline is None:
        return None
    return CalendarEntry(
        uid=notice.deadline_uid(notice.deadline),
        on=notice.deadline.on,
        title=_said(notice, "notice.calendar_title"),
        text=until(notice),
        url=address_of(notice, public_url) if public_url else None,
    )


def calendar_file_name(notice: Notice) -> str:
    return _said(notice, "notice.calendar_file")


def one_line(text: str) -> str:
    """What people typed, as a part of a line: without breaks and without signs that nobody sees."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _said(notice: Notice, key: str, **values: Any) -> str:
    names = {"title": one_line(notice.title), "municipality": one_line(notice.municipality)}
    return translate(Message.of(key, **names, **values), notice.language)


def _name(notice: Notice) -> str:
    kind = notice.kind
    return f"{kind.value}_{notice.programme_kind.value}" if kind in _BY_PROGRAMME else kind.value


def _place(notice: Notice) -> str:
    if notice.kind is NoticeKind.DEADLINE and notice.deadline is not None:
        return _PLACES_OF_DEADLINES[notice.deadline.of]
    if notice.kind is NoticeKind.RESUBMITTED:
        return REVIEWING if notice.is_assigned else COORDINATION
    return _PLACES[notice.kind]
