"""The comparison as a table: one list of columns for the page, the accessible table and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from toolkit import findings
from toolkit.catalogue import Criterion, Question
from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.judging import Place, rounded
from toolkit.messages import Language, Message, Text, to_text

Cell = Text | Message | str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what stands in it, and whether it is a score from 0 to 100."""

    title: Text | Message
    cell: Callable[[ComparedMeasure], Cell]
    width: int = 14
    is_score: bool = False


def columns(comparison: Comparison, *, with_questions: bool) -> tuple[Column, ...]:
    """The columns of the comparison. To add one, add it here: page and workbook follow."""
    places = {place.thing: place for item in comparison.ranking.lists for place in item.places}
    apart = dict(comparison.ranking.apart)
    return (
        Column(Message.of("table.measure"), lambda measure: measure.title, 36),
        Column(Message.of("table.municipality"), _municipality, 32),
        Column(Message.of("table.phase"), lambda measure: findings.phase_name(measure.phase)),
        *(_criterion_column(criterion) for criterion in comparison.catalogue.criteria),
        *(_question_columns(comparison) if with_questions else ()),
        Column(Message.of("findings.total"), partial(_points, places), 10, is_score=True),
        Column(Message.of("table.span"), lambda measure: findings.bare_span(measure.judgement.total)),
        Column(Message.of("table.judged"), _judged, 22),
        Column(Message.of("table.gate"), lambda measure: findings.gate_state(measure.judgement.gate), 28),
        Column(
            Message.of("table.class"),
            lambda measure: findings.class_of(comparison.catalogue, measure.judgement).title,
            26,
        ),
        Column(
            Message.of("table.rank"),
            lambda measure: places[measure.measure_id].rank if measure.measure_id in places else None,
            8,
        ),
        Column(
            Message.of("table.apart"),
            lambda measure: (
                findings.apart_reason(measure, apart[measure.measure_id])
                if measure.measure_id in apart
                else None
            ),
            44,
        ),
    )


def rows(measures: Iterable[ComparedMeasure], shown: tuple[Column, ...]) -> Iterator[tuple[Cell, ...]]:
    for measure in measures:
        yield tuple(column.cell(measure) for column in shown)


def plain(cell: Cell, language: Language) -> float | str | None:
    """As a spreadsheet takes it."""
    if cell is None:
        return None
    return float(cell) if isinstance(cell, (int, Decimal)) else to_text(cell, language)


def _criterion_column(criterion: Criterion) -> Column:
    def cell(measure: ComparedMeasure) -> Cell:
        return _rounded(measure.judgement.criterion(criterion.id).score.value)

    return Column(criterion.short_title, cell, 20, is_score=True)


def _question_columns(comparison: Comparison) -> Iterator[Column]:
    for question in comparison.catalogue.questions.values():
        yield _question_column(question)


def _question_column(question: Question) -> Column:
    def cell(measure: ComparedMeasure) -> Cell:
        result = measure.judgement.question(question.id)
        return findings.answer_state_name(result.state) if result.value is None else _rounded(result.value)

    return Column(question.title, cell, 16, is_score=True)


def _points(places: Mapping[int, Place[int]], measure: ComparedMeasure) -> Cell:
    """With as many decimals as the ranking shows."""
    place = places.get(measure.measure_id)
    return place.points if place else _rounded(measure.judgement.total.value)


def _municipality(measure: ComparedMeasure) -> Cell:
    return findings.municipality_name(measure.municipality, is_example=measure.is_example)


def _judged(measure: ComparedMeasure) -> Message:
    return findings.judged_share(measure.judgement.judged, measure.judgement.applicable)


def _rounded(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value)
