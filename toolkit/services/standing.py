"""Where a measure stands when a meeting talks about it: its place, how firm that is, and its profile.

Plain values only, so that a snapshot keeps it and gives it back as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import Any

from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.firmness import ListFirmness, OrderFirmness, Weights, firmness_of
from toolkit.judging import FAR_APART, Basis, Place, Standing, rounded
from toolkit.judging.ranking import reason_apart

# The class of a measure that meets the minimum and lies below the usual almost nowhere.
SOUND = "viable"


@dataclass(frozen=True, slots=True)
class MeasureStanding:
    """`places` is how many have a place in the list that `list_key` names. `word` and `share` say how firmly
    it stands ahead of `next_title`. `widest` are the levels of the question in which reviews differ most."""

    measure_id: int
    title: str
    municipality: str
    revision: int
    phase: str
    reviews: int
    class_id: str
    gate: str
    gate_standing: str
    apart: str | None
    list_key: str
    rank: int | None
    places: int
    points: str | None
    low: int | None
    high: int | None
    word: str | None
    share: float | None
    next_title: str | None
    criteria: Mapping[str, str | None]
    questions: Mapping[str, Mapping[str, Any]]
    widest_question: str | None
    widest: tuple[int, ...]

    @property
    def is_undisputed(self) -> bool:
        """Reviewed and viable, no two reviews two levels apart, no disputed minimum requirement."""
        spread = self.widest[-1] - self.widest[0] if self.widest else 0
        disputed = self.gate_standing == Standing.DISPUTED.value
        return bool(self.reviews) and self.class_id == SOUND and spread < FAR_APART and not disputed

    @property
    def is_firm(self) -> bool:
        """Under practically all admissible weightings in the upper half of its list."""
        return self.high is not None and self.high <= ceil(self.places / 2)

    @property
    def may_go_in_block(self) -> bool:
        return self.is_undisputed and self.is_firm

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> MeasureStanding:
        return cls(**{**plain, "widest": tuple(plain["widest"])})


def standings_of(
    comparison: Comparison, weights: Weights, order: tuple[str, ...] | None
) -> Mapping[int, MeasureStanding]:
    """By measure id, in the order in which a meeting would take them: reviewed, phase by phase, by rank; then
    what stands apart. Remembered, because a whole room asks for the same at once."""
    return _standings(_Known(comparison), tuple(weights.items()), order)


@dataclass(frozen=True, eq=False, slots=True)
class _Known:
    """Compares by being the very same one, which `load_comparison` gives as long as its rows are the same."""

    comparison: Comparison

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.comparison is self.comparison

    def __hash__(self) -> int:
        return id(self.comparison)


@lru_cache(maxsize=16)
def _standings(
    known: _Known, weights: tuple[tuple[str, float], ...], order: tuple[str, ...] | None
) -> Mapping[int, MeasureStanding]:
    comparison = known.comparison
    found = firmness_of(comparison, dict(weights), order=order)
    reviewed = [item for item in found.lists if item.basis is Basis.REVIEWS]
    ranked = [place.thing for item in reviewed for place in item.places]
    rest = [each.measure_id for each in comparison.measures if each.measure_id not in set(ranked)]
    return MappingProxyType(
        {key: _standing(comparison, found, comparison.by_id[key]) for key in (*ranked, *rest)}
    )


def _standing(comparison: Comparison, found: OrderFirmness, measure: ComparedMeasure) -> MeasureStanding:
    judged, item = measure.judgement, found.of_measure.get(measure.measure_id)
    place = found.weighted.places.get(measure.measure_id)
    apart = reason_apart(judged)
    widest = max(judged.questions, key=lambda each: _spread(each.levels), default=None)
    is_apart = widest is not None and _spread(widest.levels) > 0
    return MeasureStanding(
        measure_id=measure.measure_id,
        title=measure.title,
        municipality=measure.municipality,
        revision=measure.revision_number,
        phase=measure.phase.value,
        reviews=judged.assessments if judged.basis is Basis.REVIEWS else 0,
        class_id=judged.class_id,
        gate=judged.gate.state.value,
        gate_standing=judged.gate.standing.value,
        apart=apart.value if apart else None,
        list_key=f"{judged.basis.value}:{judged.phase.value}",
        **_placed(comparison, item, place),
        criteria={each.criterion: _points(each.score.value) for each in judged.criteria},
        questions={
            each.question: {
                "state": each.state.value,
                "levels": list(each.levels),
                "value": _points(each.value),
            }
            for each in judged.questions
        },
        widest_question=widest.question if widest and is_apart else None,
        widest=widest.levels if widest and is_apart else (),
    )


def _placed(comparison: Comparison, item: ListFirmness | None, place: Place[int] | None) -> dict[str, Any]:
    names = ("rank", "points", "low", "high", "word", "share", "next_title")
    if item is None or place is None:
        return {**dict.fromkeys(names), "places": 0}
    likely = item.ranges_with_open[place.thing]
    step = next((each for each in item.steps if each.ahead == place.thing), None)
    return {
        "rank": place.rank,
        "points": str(place.points),
        "low": likely.low,
        "high": likely.high,
        "word": step.word.name.lower() if step else None,
        "share": round(step.share, 4) if step else None,
        "next_title": comparison.by_id[step.behind].title if step else None,
        "places": len(item.places),
    }


def _spread(levels: tuple[int, ...]) -> int:
    return levels[-1] - levels[0] if levels else 0


def _points(value: Fraction | None) -> str | None:
    return None if value is None else str(rounded(value))
