"""A meeting as an Excel workbook: one row per point with all that came of it, the levels behind it, and the
weights. Votes stand there as counts, nobody by name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit import minuting, weighing
from toolkit.exchange.origin import Origin
from toolkit.exchange.workbook.book import Book, Value, open_book
from toolkit.firmness import RankRange
from toolkit.messages import Language, Message, Text
from toolkit.model import BallotKind
from toolkit.model.entered import day_text
from toolkit.services.meeting_record import CHOICES, AgendaEntry, DecisionEntry, MeetingRecord
from toolkit.services.standing import MeasureStanding


@dataclass(frozen=True, slots=True)
class _Column:
    title: str | Message | Text
    width: int
    value: Callable[[AgendaEntry, MeasureStanding | None], Value]


def meeting_workbook(record: MeetingRecord, *, origin: Origin, language: Language) -> bytes:
    """What is recorded so far, with the standings that the meeting had before it."""
    buffer = io.BytesIO()
    with open_book(buffer, language=language, title=record.title) as book:
        _write_points(book, record)
        _write_levels(book, record)
        _write_basis(book, record, origin)
    return buffer.getvalue()


def _write_points(book: Book, record: MeetingRecord) -> None:
    columns = [*_about(book, record), *_standing(book, record), *_decided(book, record), *_asked()]
    rows = [[column.value(item, record.standing(item)) for column in columns] for item in record.items]
    _write_table(book, "workbook.outcomes", [(column.title, column.width) for column in columns], rows)


def _about(book: Book, record: MeetingRecord) -> Iterator[_Column]:
    yield _Column("meeting.column.position", 6, lambda item, _: item.position)
    yield _Column("meeting.column.item", 40, lambda item, _: item.title)
    yield _Column("table.municipality", 26, lambda item, _: item.municipality or None)
    yield _Column("workbook.revision", 9, lambda item, _: item.revision)


def _standing(book: Book, record: MeetingRecord) -> Iterator[_Column]:
    """Place, points and class; of what has no place, why."""

    def ranks(item: AgendaEntry, standing: MeasureStanding | None) -> Value:
        if standing is None or standing.low is None or standing.high is None:
            return book.say(minuting.place_sentence(standing)) if standing else None
        return book.say(weighing.rank_range(RankRange(standing.low, standing.high)))

    def firm(item: AgendaEntry, standing: MeasureStanding | None) -> Value:
        said = minuting.firmness_sentence(standing) if standing else None
        return book.say(said) if said else None

    yield _Column("table.rank", 6, lambda _, standing: standing.rank if standing else None)
    yield _Column("workbook.likely_ranks", 16, ranks)
    yield _Column("workbook.step", 40, firm)
    yield _Column("findings.total", 10, lambda _, standing: _number(standing.points) if standing else None)
    for criterion in record.catalogue.criteria:
        yield _Column(
            criterion.short_title,
            16,
            lambda _, standing, key=criterion.id: (  # type: ignore[misc]
                _number(standing.criteria.get(key)) if standing else None
            ),
        )
    yield _Column(
        "table.class",
        26,
        lambda _, standing: book.say(minuting.class_title(record, standing)) if standing else None,
    )


def _decided(book: Book, record: MeetingRecord) -> Iterator[_Column]:
    def of(said: Callable[[DecisionEntry], Value]) -> Callable[[AgendaEntry, MeasureStanding | None], Value]:
        return lambda item, _: said(item.decision) if item.decision else None

    yield _Column(minuting.decision_name(record), 26, of(lambda said: book.say(minuting.outcome_name(said))))
    yield _Column("meeting.field.reason", 50, of(lambda said: said.reason or None))
    yield _Column("meeting.field.against", 40, of(lambda said: said.against_reason or None))
    yield _Column("meeting.field.condition", 40, of(lambda said: said.condition or None))
    yield _Column("meeting.field.responsible", 24, of(lambda said: said.responsible or None))
    yield _Column("meeting.field.due", 12, of(lambda said: day_text(said.due_on, book.language) or None))
    yield _Column("workbook.dissents", 14, of(lambda said: len(said.dissents)))


def _asked() -> Iterator[_Column]:
    """The last vote and the last Stimmungsbild of each point, as far as they may be shown."""
    yield _Column("workbook.recusals", 14, lambda item, _: len(item.recusals))
    for kind in (BallotKind.VOTE, BallotKind.SENSE):
        for choice in CHOICES[kind]:
            title = Message.of(
                "workbook.choice",
                ballot=minuting.ballot_name(kind),
                choice=minuting.choice_name(kind, choice),
            )
            yield _Column(
                title,
                16,
                lambda item, _, kind=kind, choice=choice: _count(item, kind, choice),  # type: ignore[misc]
            )


def _count(item: AgendaEntry, kind: BallotKind, choice: str) -> int | None:
    shown = [each.shown for each in item.ballots if each.kind is kind and each.shown is not None]
    return shown[-1][choice] if shown else None


def _write_levels(book: Book, record: MeetingRecord) -> None:
    """What every review said to each question, in long form."""
    rows: list[list[Value]] = []
    for item in record.items:
        standing = record.standing(item)
        if standing is None:
            continue
        for criterion in record.catalogue.criteria:
            for question in criterion.questions:
                found = standing.questions.get(question.id, {})
                levels = ", ".join(str(level) for level in found.get("levels", ()))
                cells = (
                    book.say(criterion.short_title),
                    question.id,
                    book.say(question.title),
                    levels or None,
                )
                rows.append([item.title, item.municipality, *cells, _number(found.get("value"))])
    titles = [
        ("table.measure", 40),
        ("table.municipality", 26),
        ("workbook.criterion", 24),
        ("workbook.question_key", 8),
        ("workbook.question", 36),
        ("workbook.levels_of_reviews", 26),
        ("result.points", 10),
    ]
    _write_table(book, "workbook.levels", titles, rows)


def _write_basis(book: Book, record: MeetingRecord, origin: Origin) -> None:
    facts = [
        *((book.say(term), book.text(words)) for term, words in origin.facts(record.catalogue)),
        (book.say("workbook.meeting"), f"{record.title}, {day_text(record.held_on, book.language)}"),
        (book.say("workbook.weights"), book.say(minuting.weights_sentence(record))),
        *(
            (each.name, book.say(weighing.weights_in_words(record.catalogue, each.weights)))
            for each in record.weightings
        ),
        (book.say("minutes.snapshot"), record.snapshot or book.say("workbook.not_closed")),
        (book.say("minutes.version"), record.app_version),
    ]
    titles = [("workbook.what", 40), ("workbook.meaning", 100)]
    _write_table(book, "workbook.method", titles, [list(fact) for fact in facts])


def _write_table(
    book: Book,
    name: str,
    titles: Sequence[tuple[str | Message | Text, int]],
    rows: Sequence[Sequence[Value]],
) -> None:
    sheet = book.sheet(name)
    widths, heads = [width for _, width in titles], [book.say(title) for title, _ in titles]
    book.widths(sheet, widths)
    book.head(sheet, 0, heads, widths)
    for number, row in enumerate(rows, start=1):
        book.row(sheet, number, row, widths)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    book.spread(sheet, widths, kept=2)
    book.table(sheet, heads, len(rows))


def _number(points: str | None) -> float | None:
    return None if points is None else float(points)
