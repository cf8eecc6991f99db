"""What measures bring, beside what they cost a municipality: money of its own, or hours of its staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from toolkit.comparison.objects import ComparedMeasure, Comparison
from toolkit.scoring import pareto_front


class EffortKind(StrEnum):
    """The values are the fields of the fact sheet."""

    OWN_SHARE = "own_share"
    FOLLOW_UP = "follow_up_cost_per_year"
    STAFF = "staff_hours_operation"


@dataclass(frozen=True, slots=True)
class EffortPoint:
    """`unsurpassed`: no other ranked measure has at least the total at no more effort, and more of one."""

    measure: ComparedMeasure
    total: Fraction
    effort: Decimal
    is_ranked: bool
    unsurpassed: bool


@dataclass(frozen=True, slots=True)
class BenefitAndEffort:
    """The points by effort, the smallest first; what has no figure, which is never 0; what has no total."""

    kind: EffortKind
    points: tuple[EffortPoint, ...]
    without_figure: tuple[ComparedMeasure, ...]
    without_total: tuple[ComparedMeasure, ...]

    @property
    def front(self) -> tuple[EffortPoint, ...]:
        return tuple(point for point in self.points if point.unsurpassed)


def effort_of(measure: ComparedMeasure, kind: EffortKind) -> Decimal | None:
    """As the fact sheet says it; None where it says nothing, or the reader may not read it."""
    figure = getattr(measure, kind.value)
    return None if figure is None else Decimal(figure)


def benefit_and_effort(comparison: Comparison, kind: EffortKind) -> BenefitAndEffort:
    found: list[tuple[ComparedMeasure, Fraction, Decimal]] = []
    without_figure, without_total = [], []
    for measure in comparison.measures:
        effort, total = effort_of(measure, kind), measure.judgement.total.value
        if effort is None:
            without_figure.append(measure)
        elif total is None:
            without_total.append(measure)
        else:
            found.append((measure, total, effort))
    front = _front(found)
    points = [
        EffortPoint(measure, total, effort, measure.judgement.is_ranked, measure.measure_id in front)
        for measure, total, effort in found
    ]
    ordered = sorted(points, key=lambda point: (point.effort, -point.total))
    return BenefitAndEffort(kind, tuple(ordered), tuple(without_figure), tuple(without_total))


def _front(found: Iterable[tuple[ComparedMeasure, Fraction, Decimal]]) -> frozenset[int]:
    """Only what is ranked can be recommended, so only that surpasses another one."""
    ranked = [one for one in found if one[0].judgement.is_ranked]
    if not ranked:
        return frozenset()
    on_front = pareto_front([[float(total), -float(effort)] for _, total, effort in ranked])
    return frozenset(
        measure.measure_id for (measure, _, _), is_on in zip(ranked, on_front, strict=True) if is_on
    )
