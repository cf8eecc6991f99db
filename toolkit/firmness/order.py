"""How firm the order is: likely ranks, the word between two measures, the groups that follow (rule 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from toolkit.catalogue import Catalogue
from toolkit.comparison import Comparison
from toolkit.firmness.admissible import Order, over_admissible_weights, winning_shares
from toolkit.firmness.arrays import Floats, answer_steps, criterion_values, open_answers
from toolkit.firmness.weighted import WeightedRanking, Weights, weighted_ranking
from toolkit.judging import Basis, Judgement, Phase, Place, RankingList
from toolkit.scoring import Firmness, firmness, firmness_groups, turned_by_a_step


@dataclass(frozen=True, slots=True)
class RankRange:
    """From the lowest to the highest likely rank."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Step:
    """Two measures that follow each other: how firmly the first is ahead, and in which share of the
    admissible weightings; `tied` where they share their place."""

    ahead: int
    behind: int
    word: Firmness
    share: float
    tied: bool


@dataclass(frozen=True)
class ListFirmness:
    """One list of the ranking, from its first place on, measures by id."""

    basis: Basis
    phase: Phase | None
    places: tuple[Place[int], ...]
    ranges: Mapping[int, RankRange]
    """Over the admissible weightings: the central 95 % of the ranks."""
    ranges_with_open: Mapping[int, RankRange]
    """Over the admissible weightings and all that the open answers may yet become."""
    first_shares: Mapping[int, float]
    """The share of the admissible weightings that put the measure first."""
    _catalogue: Catalogue
    _weights: Mapping[str, Fraction]
    _judged: tuple[Judgement, ...]
    _rows: Mapping[int, int]
    _values: Floats
    _order: Order

    @property
    def measures(self) -> tuple[int, ...]:
        return tuple(place.thing for place in self.places)

    @property
    def leaders(self) -> tuple[int, ...]:
        return tuple(place.thing for place in self.places if place.rank == 1)

    def word(self, ahead: int, behind: int) -> Firmness:
        """How firmly one measure is ahead of another; indistinguishable where it is not ahead."""
        return Firmness(int(self._words[self._rows[ahead], self._rows[behind]]))

    def share(self, ahead: int, behind: int) -> float:
        """The share of the admissible weightings under which one measure is ahead of another."""
        return float(winning_shares(self._values, self._order)[self._rows[ahead], self._rows[behind]])

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The word between each two neighbours."""
        return tuple(
            Step(
                one.thing,
                other.thing,
                self.word(one.thing, other.thing),
                self.share(one.thing, other.thing),
                one.rank == other.rank,
            )
            for one, other in pairwise(self.places)
        )

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Measures that are not clearly separated stand in one group; between two groups all are."""
        numbers = firmness_groups(self._words)
        found: dict[int, list[int]] = defaultdict(list)
        for measure_id in self.measures:
            found[int(numbers[self._rows[measure_id]])].append(measure_id)
        return tuple(tuple(found[number]) for number in sorted(found))

    @cached_property
    def _words(self) -> NDArray[np.int64]:
        """Neither is ahead of the other at all where they share their place."""
        found = answer_steps(self._catalogue, self._judged, self._weights)
        scale = len(found.questions)
        turned = turned_by_a_step(found.contributions * scale, np.ones(scale), found.steps * scale)
        words = firmness(winning_shares(self._values, self._order), turned)
        ranks = np.empty(len(self.places), dtype=np.int64)
        for place in self.places:
            ranks[self._rows[place.thing]] = place.rank
        words[ranks[:, np.newaxis] >= ranks] = Firmness.INDISTINGUISHABLE
        return words


@dataclass(frozen=True)
class OrderFirmness:
    """The ranking under the weights, and for each of its lists how firm it is."""

    weighted: WeightedRanking
    lists: tuple[ListFirmness, ...]

    @cached_property
    def of_measure(self) -> Mapping[int, ListFirmness]:
        return {measure_id: item for item in self.lists for measure_id in item.measures}

    def range_of(self, measure_id: int, *, with_open: bool = True) -> RankRange | None:
        """The likely ranks of a measure; None for one that stands apart."""
        found = self.of_measure.get(measure_id)
        if found is None:
            return None
        return (found.ranges_with_open if with_open else found.ranges)[measure_id]


def firmness_of(
    comparison: Comparison, weights: Weights, *, order: Sequence[str] | None = None, by_phase: bool = True
) -> OrderFirmness:
    """How firm the order under these weights is.

    Admissible are all weightings, or with `order` (all criterion keys, the most important first) those that
    fall in it. Raises `ValueError` for weights or an order that do not fit the catalogue.
    """
    weighted = weighted_ranking(comparison, weights, by_phase=by_phase)
    columns = _columns(comparison.catalogue, order)
    return OrderFirmness(
        weighted, tuple(_of_list(comparison, weighted, item, columns) for item in weighted.ranking.lists)
    )


def _columns(catalogue: Catalogue, order: Sequence[str] | None) -> Order:
    if order is None:
        return None
    keys = [criterion.id for criterion in catalogue.criteria]
    if sorted(order) != sorted(keys):
        raise ValueError(f"An order of importance names each criterion once: {', '.join(keys)}.")
    return tuple(keys.index(key) for key in order)


def _of_list(
    comparison: Comparison, weighted: WeightedRanking, item: RankingList[int], columns: Order
) -> ListFirmness:
    # In the order of the comparison, not of the ranking: so the values are the same under all weights.
    listed = {place.thing for place in item.places}
    measures = [measure for measure in comparison.measures if measure.measure_id in listed]
    ids = [measure.measure_id for measure in measures]
    judged = tuple(measure.judgement for measure in measures)
    values = criterion_values(comparison.catalogue, judged)
    found = over_admissible_weights(values, open_answers(comparison.catalogue, judged), columns)
    return ListFirmness(
        basis=item.basis,
        phase=item.phase,
        places=item.places,
        ranges=_ranges(ids, found.ranks),
        ranges_with_open=_ranges(ids, found.ranks_with_open),
        first_shares=dict(zip(ids, found.first.tolist(), strict=True)),
        _catalogue=comparison.catalogue,
        _weights=weighted.weights,
        _judged=judged,
        _rows={measure_id: row for row, measure_id in enumerate(ids)},
        _values=values,
        _order=columns,
    )


def _ranges(measures: Sequence[int], ranks: NDArray[np.int64]) -> Mapping[int, RankRange]:
    return {
        measure_id: RankRange(low, high)
        for measure_id, (low, high) in zip(measures, ranks.tolist(), strict=True)
    }
