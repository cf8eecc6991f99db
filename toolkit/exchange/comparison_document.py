"""The comparison to print: the order with how firm it is, what stands apart, and the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit import findings, weighing
from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.exchange.beside import Beside, beside, weights_of_order
from toolkit.exchange.documents import Block, Column, Document, Facts, Heading, Paragraph, Points, Table
from toolkit.exchange.order import OrderedList, OrderedPlace, list_title, ordered_lists
from toolkit.exchange.origin import Origin, said
from toolkit.firmness import ComparedList
from toolkit.messages import Language, Message, Text, to_text
from toolkit.services.weighting import Weighed

_TOLD_STEPS = 3
_MOST_BESIDE = 5  # more columns than that no page takes; the workbook has all


def comparison_document(
    comparison: Comparison, *, origin: Origin, language: Language, fixed: Sequence[Weighed] = ()
) -> Document:
    """The order under the catalogue's weights, and beside it that under each of the fixed weightings."""
    found = beside(comparison, fixed, language=language, most=_MOST_BESIDE)
    return _Writer(comparison, origin, language, found).document()


@dataclass(frozen=True, slots=True)
class _Writer:
    comparison: Comparison
    origin: Origin
    language: Language
    beside: Beside | None

    def document(self) -> Document:
        return Document(
            title=self.say("workbook.title"),
            language=self.language,
            kicker=to_text(self.origin.programme, self.language),
            footer=self.origin.footer(self.comparison.catalogue, self.language),
            blocks=tuple(self.blocks()),
        )

    def blocks(self) -> Iterator[Block]:
        comparison = self.comparison
        yield Paragraph(self.say(findings.ranking_headline(comparison)), "strong")
        yield Paragraph(self.say(findings.matrix_headline(comparison)))
        yield Paragraph(self.say(weights_of_order(comparison)))
        told = (findings.firmness(comparison), weighing.admissible(has_order=False))
        yield Paragraph(" ".join(map(self.say, told)), "muted")
        for found in ordered_lists(comparison):
            yield from self.ordered(found)
        if self.beside is not None:
            yield from self.side_by_side(self.beside)
        if comparison.ranking.apart:
            yield from self.apart()
        yield Heading(self.say("workbook.matrix"))
        yield self.matrix()
        yield Heading(self.say("slides.method"))
        yield from self.method()

    def ordered(self, found: OrderedList) -> Iterator[Block]:
        yield Heading(self.say(found.title))
        yield Paragraph(self.say(found.headline), "strong")
        columns = (
            Column(self.say("table.rank"), "end", 0.6),
            Column(self.say("table.measure"), share=3.4),
            Column(self.say("findings.total"), "end", 0.8),
            Column(self.say("table.span"), "end", 0.8),
            Column(self.say("documents.likely"), "end", 1.3),
            Column(self.say("table.class"), share=1.7),
        )
        rows = tuple(self.place(place) for place in found.places)
        yield Table(self.say("documents.order_table"), columns, rows)
        steps = tuple(self.say(each) for each in found.step_sentences(self.comparison)[:_TOLD_STEPS])
        if steps:
            yield Points(steps)

    def place(self, place: OrderedPlace) -> tuple[str, ...]:
        measure = self.comparison.by_id[place.measure_id]
        span = findings.bare_span(measure.judgement.total)
        return (
            str(place.rank),
            self.name(measure),
            to_text(place.points, self.language),
            self.say(span) if span else "–",
            self.say(weighing.rank_range(place.likely)),
            self.say(findings.class_of(self.comparison.catalogue, measure.judgement).title),
        )

    def side_by_side(self, found: Beside) -> Iterator[Block]:
        """The ranks under every weighting, and what each of them weighs."""
        yield Heading(self.say("documents.beside"))
        if found.left_out:
            left_out = self.say("documents.left_out", n=len(found.left_out), names=found.left_out)
            yield Paragraph(left_out, "muted")
        criteria = (Column(self.say(each.short_title), "end") for each in self.comparison.catalogue.criteria)
        rows = tuple(
            (name, *(to_text(share, self.language) for share in shares))
            for name, shares in found.weight_rows()
        )
        yield Table(
            self.say("documents.weights_table"), (Column(self.say("documents.weighting")), *criteria), rows
        )
        for each in found.lists:
            yield Heading(self.say(list_title(each)), 2)
            first, *rest = map(self.say, found.headlines(each))
            yield Paragraph(first, "strong")
            yield from (Paragraph(sentence, "muted") for sentence in rest)
            yield self.ranks(each)

    def ranks(self, found: ComparedList) -> Table:
        columns = (
            Column(self.say("table.measure"), share=2.6),
            *(Column(name, "end") for name in found.names),
        )
        rows = tuple(
            (
                self.name(self.comparison.by_id[measure_id]),
                *(str(place.rank) for place in found.places[measure_id]),
            )
            for measure_id in found.measures
        )
        return Table(self.say("documents.ranks_table"), columns, rows)

    def apart(self) -> Iterator[Block]:
        columns = (Column(self.say("table.measure")), Column(self.say("table.apart"), share=1.6))
        found = ((self.comparison.by_id[each], why) for each, why in self.comparison.ranking.apart)
        rows = tuple(
            (self.name(measure), self.say(findings.apart_reason(measure, why))) for measure, why in found
        )
        yield Heading(self.say("workbook.apart"))
        yield Table(self.say("documents.apart_table"), columns, rows)

    def matrix(self) -> Table:
        criteria = self.comparison.catalogue.criteria
        columns = (
            Column(self.say("table.measure"), share=2.6),
            *(Column(self.say(criterion.short_title), "end", 1.25) for criterion in criteria),
            Column(self.say("findings.total"), "end", 0.7),
            Column(self.say("table.class"), share=1.3),
        )
        return Table(
            self.say("documents.profile_table"), columns, tuple(map(self.row, self.comparison.measures))
        )

    def row(self, measure: ComparedMeasure) -> tuple[str, ...]:
        judgement = measure.judgement
        scores = [*(each.score.value for each in judgement.criteria), judgement.total.value]
        return (
            self.name(measure),
            *(self.say(findings.points(value)) for value in scores),
            self.say(findings.class_of(self.comparison.catalogue, judgement).title),
        )

    def method(self) -> Iterator[Block]:
        told = self.origin.facts(self.comparison.catalogue)
        yield Facts(tuple((self.say(term), to_text(words, self.language)) for term, words in told))

    def name(self, measure: ComparedMeasure) -> str:
        place = findings.municipality_name(measure.municipality, is_example=measure.is_example)
        return f"{measure.title}\n{to_text(place, self.language)}"

    def say(self, what: str | Message | Text, **values: object) -> str:
        return said(self.language, what, **values)
