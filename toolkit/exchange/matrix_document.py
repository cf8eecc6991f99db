"""The report of a checked matrix as a document: for the council, and for whoever made the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from toolkit.exchange.documents import (
    Block,
    Column,
    Document,
    Heading,
    Notice,
    Paragraph,
    Points,
    Range,
    Ranges,
    Table,
)
from toolkit.exchange.origin import moment
from toolkit.matrix_check import CheckedAlternative, Finding, Interval, MatrixReport
from toolkit.matrix_check.telling import (
    ahead_of_first,
    by_rank,
    equal_weights,
    other_reading_shown,
    printed_rank_shown,
    printed_total_shown,
    reading_summary,
    report_headline,
    share_shown,
    takers,
    total_shown,
    weight_range,
)
from toolkit.messages import Language, Message, translate, with_its_decimals


def matrix_document(report: MatrixReport, *, file_name: str, language: Language, at: datetime) -> Document:
    """What was found in one file, and how firm its first place is."""
    return _Writer(report, language).document(file_name, at)


@dataclass(frozen=True, slots=True)
class _Writer:
    report: MatrixReport
    language: Language

    def document(self, file_name: str, at: datetime) -> Document:
        return Document(
            title=self.say("check_matrix.document_title"),
            language=self.language,
            kicker=file_name,
            footer=self.say("check_matrix.footer", at=moment(at)),
            blocks=tuple(self.blocks()),
        )

    def blocks(self) -> Iterator[Block]:
        report = self.report
        yield Notice(self.words(report_headline(report)), "warning" if report.problems else "success")
        yield Paragraph(self.words(reading_summary(report)), "muted")
        if report.problems:
            yield Heading(self.say("check_matrix.findings"))
            yield self.findings(report.problems, "check_matrix.findings_caption")
        yield Heading(self.say("check_matrix.totals"))
        yield self.totals()
        yield from (Paragraph(gap) for gap in self.gaps())
        yield Heading(self.say("check_matrix.firmness"))
        yield Paragraph(self.words(report.firmness.sentence))
        yield Paragraph(self.words(equal_weights(report)))
        yield self.intervals()
        yield self.first_places()
        if report.notes:
            yield Heading(self.say("check_matrix.reading"))
            yield Points(tuple(self.placed(note) for note in report.notes))

    def findings(self, found: Sequence[Finding], caption: str) -> Table:
        columns = (
            Column(self.say("matrix.book_cell"), share=1),
            Column(self.say("matrix.book_finding"), share=7),
        )
        rows = tuple((finding.where or "–", self.words(finding.message)) for finding in found)
        return Table(self.say(caption), columns, rows)

    def totals(self) -> Table:
        columns = (
            Column(self.say("matrix.book_rank"), "end", 0.6),
            Column(self.say("matrix.book_name"), share=2.4),
            Column(self.say("matrix.book_total"), "end"),
            Column(self.say("matrix.book_printed_total"), "end", 1.2),
            Column(self.say("matrix.book_printed_rank"), "end", 1.2),
        )
        ordered = by_rank(self.report)
        first = tuple(position for position, one in enumerate(ordered) if one.rank == 1)
        rows = tuple(self.total_row(one) for one in ordered)
        return Table(self.say("check_matrix.totals_caption"), columns, rows, first)

    def total_row(self, one: CheckedAlternative) -> tuple[str, ...]:
        printed = (printed_total_shown(self.report, one.read), printed_rank_shown(one.read))
        rank = None if one.rank is None else Decimal(one.rank)
        numbers = (rank, total_shown(self.report, one), *printed)
        place, total, *by_file = (self.number(number) for number in numbers)
        return place, one.name, total, *by_file

    def number(self, value: Decimal | None) -> str:
        return "–" if value is None else with_its_decimals(value, self.language)

    def gaps(self) -> Iterator[str]:
        """Both readings of missing values, never one in silence."""
        for one in self.report.alternatives:
            other = other_reading_shown(self.report, one)
            if other is not None:
                yield self.say("check_matrix.other_reading", name=one.name, total=self.number(other))

    def intervals(self) -> Ranges:
        pairs = zip(self.report.criteria, self.report.firmness.intervals, strict=True)
        lines = tuple(
            Range(criterion.name, each.low, each.high, float(criterion.weight), self.range_words(each))
            for criterion, each in pairs
        )
        keys = ("workbook.criterion", "documents.scale_in_per_cent", "table.span")
        name, scale, words = map(self.say, keys)
        return Ranges(self.say("check_matrix.intervals_caption"), (name, scale, words), lines)

    def range_words(self, interval: Interval) -> str:
        beyond = takers(self.report, interval)
        words = (self.words(weight_range(interval)), self.words(beyond) if beyond else "")
        return " · ".join(filter(None, words))

    def first_places(self) -> Table:
        firmness = self.report.firmness
        ahead = ahead_of_first(self.report)
        columns = [
            Column(self.say("matrix.book_name"), share=3),
            Column(self.say("check_matrix.share"), "end"),
        ]
        if ahead is not None:
            columns.append(Column(self.say("check_matrix.ahead", first=ahead[0]), "end", 2))
        order = sorted(range(len(firmness.first_shares)), key=lambda each: -firmness.first_shares[each])
        rows = tuple(self.shares_of(each, ahead[1][each] if ahead else None, len(columns)) for each in order)
        caption = self.say("check_matrix.shares_caption", samples=firmness.samples)
        return Table(caption, tuple(columns), rows)

    def shares_of(self, position: int, ahead: Message | None, columns: int) -> tuple[str, ...]:
        share = self.words(share_shown(self.report.firmness.first_shares[position]))
        cells = (self.report.alternatives[position].name, share, self.words(ahead) if ahead else "–")
        return cells[:columns]

    def placed(self, finding: Finding) -> str:
        text = self.words(finding.message)
        return self.say("check_matrix.placed", cell=finding.where, text=text) if finding.where else text

    def words(self, message: Message) -> str:
        return translate(message, self.language)

    def say(self, key: str, **values: Any) -> str:
        return translate(Message(key, values), self.language)
