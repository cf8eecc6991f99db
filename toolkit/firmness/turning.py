"""What would put another measure first: a weight, a single answer; and the weights that suit one measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from toolkit.catalogue import Catalogue
from toolkit.comparison import ComparedMeasure, Comparison
from toolkit.firmness.arrays import Floats, answer_steps, criterion_values
from toolkit.firmness.weighted import Weights, moved_weights, weight_shares, weighted_total
from toolkit.judging import RankingList
from toolkit.scoring import level_flips, ranks, stability_intervals, weights_that_favour

_BEYOND = 1e-6  # just past a border, where the order is the other one


@dataclass(frozen=True, slots=True)
class WeightBorder:
    """Where a criterion's weight alone puts others first: at `border`, a share of the sum, when it goes below
    or above it. `leaders` are first beyond the border."""

    criterion: str
    share: float
    border: float
    below: bool
    leaders: tuple[int, ...]

    @property
    def distance(self) -> float:
        return abs(self.border - self.share)


@dataclass(frozen=True, slots=True)
class AnswerFlip:
    """One answer of one measure, one level lower or higher, and who would be first then."""

    measure_id: int
    question: str
    higher: bool
    leaders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FavouringWeights:
    """The weighting nearest to the one in force that puts the measure first; None where none does."""

    measure_id: int
    weights: Mapping[str, float] | None
    is_first_already: bool


def weight_borders(
    comparison: Comparison, item: RankingList[int], weights: Weights
) -> tuple[WeightBorder, ...]:
    """All borders at which the first place of the list changes hands, the nearest first."""
    members = _members(comparison, item)
    shares = weight_shares(comparison.catalogue, weights)
    values = _values(comparison.catalogue, members, shares)
    found = stability_intervals(values, [float(share) for share in shares.values()]).winner
    borders = [
        border
        for key, ends in zip(shares, found.tolist(), strict=True)
        for border in _borders_of(members, shares, key, ends)
    ]
    return tuple(sorted(borders, key=lambda border: border.distance))


def _borders_of(
    members: Sequence[ComparedMeasure], shares: Mapping[str, Fraction], key: str, ends: Sequence[float]
) -> Iterator[WeightBorder]:
    for border, below in zip(ends, (True, False), strict=True):
        beyond = border - _BEYOND if below else border + _BEYOND
        if 0 < beyond < 1:
            moved = moved_weights(shares, key, Fraction(beyond))
            yield WeightBorder(key, float(shares[key]), border, below, _leaders(members, moved))


def answer_flips(comparison: Comparison, item: RankingList[int], weights: Weights) -> tuple[AnswerFlip, ...]:
    """Every single answer that puts others first when it is one level lower or higher."""
    members = _members(comparison, item)
    steps = answer_steps(
        comparison.catalogue,
        [member.judgement for member in members],
        weight_shares(comparison.catalogue, weights),
    )
    scale = len(steps.questions)
    flips = level_flips(steps.contributions * scale, np.ones(scale), steps.steps * scale)
    return tuple(
        AnswerFlip(
            members[flips.rows[number]].measure_id,
            steps.questions[flips.columns[number]],
            bool(flips.changes[number] > 0),
            tuple(members[row].measure_id for row in flips.first(number)),
        )
        for number in range(len(flips))
    )


def favouring_weights(
    comparison: Comparison,
    item: RankingList[int],
    measure_id: int,
    weights: Weights,
    *,
    order: Sequence[str] | None = None,
) -> FavouringWeights:
    """With which weights, as near as can be to those in force, the measure would be first of its list."""
    members = _members(comparison, item)
    shares = weight_shares(comparison.catalogue, weights)
    if measure_id in _leaders(members, shares):
        return FavouringWeights(measure_id, {key: float(share) for key, share in shares.items()}, True)
    keys = list(shares)
    found = weights_that_favour(
        _values(comparison.catalogue, members, shares),
        [member.measure_id for member in members].index(measure_id),
        [float(share) for share in shares.values()],
        order=[keys.index(key) for key in order] if order else None,
    )
    nearest = None if found is None else dict(zip(keys, found.tolist(), strict=True))
    return FavouringWeights(measure_id, nearest, False)


def _members(comparison: Comparison, item: RankingList[int]) -> list[ComparedMeasure]:
    return [comparison.by_id[place.thing] for place in item.places]


def _values(
    catalogue: Catalogue, members: Sequence[ComparedMeasure], shares: Mapping[str, Fraction]
) -> Floats:
    return criterion_values(catalogue, [member.judgement for member in members], shares)


def _leaders(members: Sequence[ComparedMeasure], shares: Mapping[str, Fraction]) -> tuple[int, ...]:
    """Who is first, by the rules of the ranking itself: also where a criterion does not apply to some."""
    totals = [float(weighted_total(member.judgement, shares) or 0) for member in members]
    return tuple(member.measure_id for member, rank in zip(members, ranks(totals), strict=True) if rank == 1)
