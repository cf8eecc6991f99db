"""The minutes of a closed meeting (Ergebnisprotokoll): one document of blocks, as PDF and as Word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from toolkit import minuting
from toolkit.exchange.documents import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Points,
    Table,
)
from toolkit.exchange.pdf import document_pdf
from toolkit.exchange.word import document_word
from toolkit.messages import Language, Message, Text, to_text
from toolkit.model import AgendaKind
from toolkit.services.log_heads import Heads
from toolkit.services.meeting_record import AgendaEntry, Attendee, DecisionEntry, MeetingRecord, RecusalEntry


def minutes_as_pdf(record: MeetingRecord, heads: Heads, *, language: Language) -> bytes:
    return document_pdf(minutes_document(record, heads, language=language), at=_moment(record))


def minutes_as_word(record: MeetingRecord, heads: Heads, *, language: Language) -> bytes:
    return document_word(minutes_document(record, heads, language=language), at=_moment(record))


def minutes_document(record: MeetingRecord, heads: Heads, *, language: Language) -> Document:
    return Document(
        title=_say(language, "minutes.title", title=record.title),
        language=language,
        blocks=tuple(_blocks(record, heads, language)),
        kicker=_say(language, "minutes.kicker", programme=record.programme),
        footer=_say(language, "minutes.footer", title=record.title, date=record.held_on),
    )


def _blocks(record: MeetingRecord, heads: Heads, language: Language) -> Iterator[Block]:
    yield Facts(tuple(_facts(record, language)))
    yield Heading(_say(language, "minutes.attendance"))
    yield _attendance(record, language)
    yield Heading(_say(language, "minutes.basis"))
    yield Paragraph(_say(language, minuting.weights_sentence(record)))
    yield Paragraph(
        _say(
            language,
            "minutes.catalogue",
            title=record.catalogue.title,
            version=record.catalogue.version,
            sha256=record.catalogue.sha256,
        ),
        weight="muted",
    )
    yield from _weightings(record, language)
    yield _order(record, language)
    yield Heading(_say(language, "minutes.items"))
    for item in record.items:
        yield from _item(record, item, language)
    yield Heading(_say(language, "minutes.record"))
    yield from _heads(record, heads, language)
    yield Paragraph(_say(language, "minutes.signatures"))


def _facts(record: MeetingRecord, language: Language) -> Iterator[tuple[str, str]]:
    yield _say(language, "minutes.day"), to_text(record.held_on, language)
    if record.place:
        yield _say(language, "minutes.place"), record.place
    if record.body:
        yield _say(language, "minutes.body"), record.body
    if record.opened_at and record.closed_at:
        said = {"opened": _clock(record.opened_at), "closed": _clock(record.closed_at)}
        yield _say(language, "minutes.time"), _say(language, "minutes.from_to", **said)


def _attendance(record: MeetingRecord, language: Language) -> Table:
    rows = tuple(
        (
            ", ".join(filter(None, (_name(one, language), one.organisation))),
            _say(language, f"meeting.role.{one.role.value}"),
            _say(language, "meeting.votes" if one.votes else "meeting.no_votes"),
            _presence(one, language),
        )
        for one in record.people
    )
    titles = ("name", "role", "votes", "here")
    columns = tuple(Column(_say(language, f"meeting.column.{each}")) for each in titles)
    return Table(_say(language, "minutes.attendance_table"), columns, rows)


def _name(one: Attendee, language: Language) -> str:
    """As on the page: by the role where somebody has not given a name yet."""
    return one.name or _say(language, f"meeting.role.{one.role.value}")


def _presence(one: Attendee, language: Language) -> str:
    if one.came_at is None:
        return _say(language, "minutes.absent")
    if one.left_at is None:
        return _say(language, "meeting.here_since", came=_clock(one.came_at))
    return _say(language, "meeting.was_here", came=_clock(one.came_at), left=_clock(one.left_at))


def _weightings(record: MeetingRecord, language: Language) -> Iterator[Block]:
    """Every weighting that was fixed, with its reason; of a variant also who proposed it, and when."""
    if record.weightings:
        yield Paragraph(_say(language, "minutes.weightings"), weight="strong")
        said = (minuting.weighting_sentence(record, each) for each in record.weightings)
        yield Points(tuple(_say(language, each) for each in said))


def _order(record: MeetingRecord, language: Language) -> Table:
    """The measures of the agenda as they stood, each with its likely ranks and how firm that is."""
    rows = []
    for item in record.items:
        standing = record.standing(item)
        if standing is not None:
            firm = minuting.firmness_sentence(standing)
            rows.append(
                (
                    item.title,
                    _say(language, minuting.place_sentence(standing)),
                    standing.points or "–",
                    _say(language, firm) if firm else "–",
                )
            )
    columns = (
        Column(_say(language, "table.measure"), share=1.2),
        Column(_say(language, "minutes.place_in_order"), share=1.4),
        Column(_say(language, "minutes.points"), align="end", share=0.7),
        Column(_say(language, "minutes.firmness"), share=2),
    )
    return Table(_say(language, "minutes.order"), columns, tuple(rows))


def _item(record: MeetingRecord, item: AgendaEntry, language: Language) -> Iterator[Block]:
    number = _say(language, "minutes.item", position=item.position, title=item.title)
    yield Heading(number, level=2)
    if item.municipality:
        said = {"municipality": item.municipality, "revision": item.revision or 1}
        yield Paragraph(_say(language, "minutes.of", **said), weight="muted")
    for each in item.recusals:
        yield Paragraph(_recusal(record, each, language))
    for ballot in item.ballots:
        yield Paragraph(_say(language, minuting.ballot_result(ballot)))
    if item.decision is not None:
        yield from _decision(record, item, item.decision, language)
    elif item.kind is AgendaKind.MEASURE:
        yield Notice(_say(language, "minutes.not_reached"), tone="neutral")


def _recusal(record: MeetingRecord, each: RecusalEntry, language: Language) -> str:
    said = {
        "name": _name(record.attendees[each.attendance_id], language),
        "manner": Message.of(f"meeting.manner.{each.manner.value}"),
        "left": _clock(each.left_at),
    }
    if each.returned_at is None:
        return _say(language, "minutes.recused", **said)
    return _say(language, "minutes.recused_until", **said, returned=_clock(each.returned_at))


def _decision(
    record: MeetingRecord, item: AgendaEntry, decision: DecisionEntry, language: Language
) -> Iterator[Block]:
    said = {"kind": minuting.decision_name(record), "outcome": minuting.outcome_name(decision)}
    yield Notice(_say(language, "minutes.outcome", **said), tone="info")
    if item.in_block:
        yield Paragraph(_say(language, "minutes.in_block"))
    fields = {
        "reason": decision.reason,
        "condition": decision.condition,
        "against": decision.against_reason,
        "responsible": decision.responsible,
        "due": to_text(decision.due_on, language) if decision.due_on else "",
    }
    entries = tuple((_say(language, f"meeting.field.{name}"), text) for name, text in fields.items() if text)
    if entries:
        yield Facts(entries)
    if decision.dissents:
        yield Paragraph(_say(language, "minutes.dissent"), weight="strong")
        yield Points(
            tuple(
                f"{_name(record.attendees[each.attendance_id], language)}: {each.text}"
                for each in decision.dissents
            )
        )


def _heads(record: MeetingRecord, heads: Heads, language: Language) -> Iterator[Block]:
    yield Facts(
        (
            (_say(language, "minutes.snapshot"), record.snapshot or "–"),
            (_say(language, "minutes.version"), record.app_version),
            (_say(language, "minutes.log_head"), heads.log),
        )
    )
    shown = {item.measure_id for item in record.items}
    rows = tuple((each.title, each.head) for each in heads.measures if each.measure_id in shown)
    if rows:
        columns = (Column(_say(language, "table.measure")), Column(_say(language, "minutes.head"), share=2))
        yield Table(_say(language, "minutes.heads"), columns, rows)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def _moment(record: MeetingRecord) -> datetime:
    return (record.closed_at or datetime.now().astimezone()).astimezone()


def _say(language: Language, what: str | Message | Text, **values: object) -> str:
    return to_text(Message.of(what, **values) if isinstance(what, str) else what, language)
