"""Several weightings side by side: the ranks that each of them gives, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from toolkit.comparison import Comparison
from toolkit.firmness.weighted import Weights, weighted_ranking
from toolkit.judging import Basis, Phase, Place
from toolkit.scoring import kendall_w


@dataclass(frozen=True, slots=True)
class ComparedList:
    """One list of the ranking under each weighting, the weightings in the order in which they were given.

    `measures` stand in the order of the first weighting; `places` has, for each of them, its place under
    each. `agreement` is Kendall's W of the ranks; None with fewer than two weightings or measures, or where
    all share their place.
    """

    basis: Basis
    phase: Phase | None
    names: tuple[str, ...]
    measures: tuple[int, ...]
    places: Mapping[int, tuple[Place[int], ...]]
    agreement: float | None

    def leaders(self, name: str) -> tuple[int, ...]:
        column = self.names.index(name)
        return tuple(each for each in self.measures if self.places[each][column].rank == 1)

    def moves(self, measure_id: int) -> int:
        """By how many ranks the weightings differ about the measure."""
        ranks = [place.rank for place in self.places[measure_id]]
        return max(ranks) - min(ranks)


def side_by_side(
    comparison: Comparison, weightings: Mapping[str, Weights], *, by_phase: bool = True
) -> tuple[ComparedList, ...]:
    """The same lists under every weighting: who is in which does not depend on the weights."""
    rankings = [weighted_ranking(comparison, weights, by_phase=by_phase) for weights in weightings.values()]
    if not rankings:
        return ()
    found = []
    for item in rankings[0].ranking.lists:
        measures = tuple(place.thing for place in item.places)
        places = {each: tuple(ranking.places[each] for ranking in rankings) for each in measures}
        found.append(
            ComparedList(item.basis, item.phase, tuple(weightings), measures, places, _agreement(places))
        )
    return tuple(found)


def _agreement(places: Mapping[int, tuple[Place[int], ...]]) -> float | None:
    return agreement_of([[place.rank for place in column] for column in zip(*places.values(), strict=True)])


def agreement_of(ranks: Sequence[Sequence[int]]) -> float | None:
    """Kendall's W of several rows of ranks; None where there is nothing to agree about."""
    found = kendall_w(ranks)
    return None if isnan(found) else found
