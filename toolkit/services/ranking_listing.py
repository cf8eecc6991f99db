"""The order of a comparison as a list to take along: what *Vergleich* computes, one row per measure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col, select

from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.firmness import catalogue_weights, firmness_of
from toolkit.judging import rounded
from toolkit.model import Measure
from toolkit.services.listings import Listed

NAME = "ranking"
_PLACED = ("list", "rank", "points", "likely_best", "likely_worst")
_BESIDE = (
    "total_low", "total_high", "judged", "applicable", "gate", "class", "apart",
    "own_share", "follow_up_cost_per_year", "staff_hours_building", "staff_hours_operation",
)  # fmt: skip


def listed_ranking(session: Session, comparison: Comparison) -> Listed:
    """By rank, list after list; then what stands apart. Whoever holds the comparison may read all of it."""
    ids = [each.measure_id for each in comparison.measures]
    uuids = dict(session.exec(select(Measure.id, Measure.uuid).where(col(Measure.id).in_(ids))).all())
    placed = dict(_places(comparison))
    order = [*placed, *(key for key in ids if key not in placed)]
    criteria = [criterion.id for criterion in comparison.catalogue.criteria]
    keys = ("measure", "municipality", "revision", "title", "phase", "basis", *_PLACED, *criteria, *_BESIDE)
    apart = dict(comparison.ranking.apart)
    rows = []
    for key in order:
        measure, reason = comparison.by_id[key], apart.get(key)
        named = (uuids[key], measure.municipality, measure.revision_number, measure.title)
        judged = (measure.phase, measure.judgement.basis)
        points = tuple(_points(measure.judgement.criterion(each).score.value) for each in criteria)
        place = placed.get(key, (None,) * len(_PLACED))
        rows.append((*named, *judged, *place, *points, *_beside(measure, reason)))
    return Listed(NAME, keys, tuple(rows))


def _places(comparison: Comparison) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Under the catalogue's own weights, as *Rangfolge* shows them."""
    for found in firmness_of(comparison, catalogue_weights(comparison.catalogue)).lists:
        name = f"{found.basis.value}:{found.phase.value}" if found.phase else found.basis.value
        for place in found.places:
            likely = found.ranges[place.thing]
            yield place.thing, (name, place.rank, place.points, likely.low, likely.high)


def _beside(measure: ComparedMeasure, apart: object) -> tuple[Any, ...]:
    judged = measure.judgement
    return (
        rounded(judged.total.low),
        rounded(judged.total.high),
        judged.judged,
        judged.applicable,
        judged.gate.state,
        judged.class_id,
        apart,
        measure.own_share,
        measure.follow_up_cost_per_year,
        measure.staff_hours_building,
        measure.staff_hours_operation,
    )


def _points(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value)
