"""The minutes of a closed meeting (Ergebnisprotokoll): one document of blocks, as PDF and as Word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime

from docx import Document as WordDocument
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

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
from toolkit.messages import Language, Message, Text, to_text
from toolkit.model import AgendaKind
from toolkit.services.log_heads import Heads
from toolkit.services.meeting_record import AgendaEntry, Attendee, DecisionEntry, MeetingRecord, RecusalEntry

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def minutes_as_pdf(record: MeetingRecord, heads: Heads, *, language: Language) -> bytes:
    return document_pdf(minutes_document(record, heads, language=language), at=_moment(record))


def minutes_as_word(record: MeetingRecord, heads: Heads, *, language: Language) -> bytes:
    return document_as_word(minutes_document(record, heads, language=language))


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
            f"{one.name}, {one.organisation}" if one.organisation else one.name,
            _say(language, f"meeting.role.{one.role.value}"),
            _say(language, "meeting.votes" if one.votes else "meeting.no_votes"),
            _presence(one, language),
        )
        for one in record.people
    )
    titles = ("name", "role", "votes", "here")
    columns = tuple(Column(_say(language, f"meeting.column.{each}")) for each in titles)
    return Table(_say(language, "minutes.attendance"), columns, rows)


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
        Column(_say(language, "minutes.points"), align="end", share=0.5),
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
        "name": record.attendees[each.attendance_id].name,
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
            tuple(f"{record.attendees[each.attendance_id].name}: {each.text}" for each in decision.dissents)
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


def document_as_word(document: Document) -> bytes:
    """Any document of blocks, to edit in the office: headings as headings, lists as lists, tables with a
    header row that repeats."""
    word = WordDocument()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
    if document.kicker:
        word.add_paragraph(_clean(document.kicker))
    word.add_heading(_clean(document.title), 0)
    for block in document.blocks:
        _add(word, block)
    if document.footer:
        word.sections[0].footer.paragraphs[0].text = _clean(document.footer)
    properties = word.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = _clean(document.title), document.language
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _add(word: WordFile, block: Block) -> None:
    if isinstance(block, Heading):
        word.add_heading(_clean(block.text), block.level)
    elif isinstance(block, Paragraph):
        word.add_paragraph().add_run(_clean(block.text)).bold = block.weight == "strong"
    elif isinstance(block, Notice):
        word.add_paragraph().add_run(_clean(block.text)).bold = True
    elif isinstance(block, Points):
        for text in block.items:
            word.add_paragraph(_clean(text), style="List Number" if block.numbered else "List Bullet")
    elif isinstance(block, Facts):
        for term, value in block.entries:
            paragraph = word.add_paragraph()
            paragraph.add_run(f"{_clean(term)}: ").bold = True
            paragraph.add_run(_clean(value))
    elif isinstance(block, Table):
        _add_table(word, block)


def _add_table(word: WordFile, block: Table) -> None:
    table = word.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(_clean(column.title)).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)
    word.add_paragraph()


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def _moment(record: MeetingRecord) -> datetime:
    return (record.closed_at or datetime.now().astimezone()).astimezone()


def _say(language: Language, what: str | Message | Text, **values: object) -> str:
    return to_text(Message.of(what, **values) if isinstance(what, str) else what, language)
