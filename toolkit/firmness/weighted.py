"""The order of the measures under other weights than the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

from toolkit.catalogue import Catalogue
from toolkit.comparison import Comparison
from toolkit.judging import Judgement, Place, Ranking, rank_measures

Weights: TypeAlias = Mapping[str, float | Fraction]
"""One number above 0 per criterion key, in any unit: what counts is their proportion."""

# Weights are stored as decimal numbers. The simplest fraction near one of them is what was meant: a third is
# a third, and equal profiles stay equal.
_SIMPLEST = 1_000_000


@dataclass(frozen=True)
class WeightedRanking:
    """The ranking with its weights as shares that sum to 1; `places` by measure id.

    What stands apart from the ranking stands apart under every weighting.
    """

    weights: Mapping[str, Fraction]
    ranking: Ranking[int]

    @cached_property
    def places(self) -> Mapping[int, Place[int]]:
        return {place.thing: place for item in self.ranking.lists for place in item.places}

    @cached_property
    def sharing(self) -> Mapping[int, tuple[int, ...]]:
        """By measure id, all that share its place, itself among them; alone it shares with nobody."""
        return {
            place.thing: tuple(other.thing for other in item.places if other.rank == place.rank)
            for item in self.ranking.lists
            for place in item.places
        }


def catalogue_weights(catalogue: Catalogue) -> Mapping[str, Fraction]:
    """Each criterion's share by the catalogue itself."""
    return weight_shares(catalogue, {each.id: each.weight_value for each in catalogue.criteria})


def weight_shares(catalogue: Catalogue, weights: Weights) -> Mapping[str, Fraction]:
    """The weights as shares of their sum, in the catalogue's order of criteria.

    Raises `ValueError` where a criterion has none, one is not known, or one is not above 0.
    """
    keys = [criterion.id for criterion in catalogue.criteria]
    if set(weights) != set(keys):
        raise ValueError(f"Weights are needed for exactly these criteria: {', '.join(keys)}.")
    plain = {key: Fraction(weights[key]).limit_denominator(_SIMPLEST) for key in keys}
    if min(plain.values()) <= 0:
        raise ValueError("Every criterion needs a weight above 0.")
    whole = sum(plain.values(), Fraction(0))
    return MappingProxyType({key: weight / whole for key, weight in plain.items()})


def moved_weights(weights: Mapping[str, Fraction], criterion: str, share: Fraction) -> Mapping[str, Fraction]:
    """One weight set to this share of the sum, above 0 and below 1; the others keep their proportion."""
    rest = sum((weight for key, weight in weights.items() if key != criterion), Fraction(0))
    return MappingProxyType(
        {key: share if key == criterion else weight * (1 - share) / rest for key, weight in weights.items()}
    )


def weighted_ranking(comparison: Comparison, weights: Weights, *, by_phase: bool = True) -> WeightedRanking:
    """All measures of the comparison with rank, points and exact total under these weights.

    Raises `ValueError` for weights that do not fit the catalogue.
    """
    shares = weight_shares(comparison.catalogue, weights)
    totals = {
        measure.measure_id: total
        for measure in comparison.measures
        if (total := weighted_total(measure.judgement, shares)) is not None
    }
    judgements = {measure.measure_id: measure.judgement for measure in comparison.measures}
    return WeightedRanking(shares, rank_measures(judgements, by_phase=by_phase, totals=totals))


def weighted_total(judgement: Judgement, shares: Mapping[str, Fraction]) -> Fraction | None:
    """The total as the catalogue computes it, with other weights: over the criteria that have a score."""
    terms = [(shares[term.key], term.value) for term in judgement.total.terms]
    if not terms:
        return None
    weight = sum((share for share, _ in terms), Fraction(0))
    return sum((share * value for share, value in terms), Fraction(0)) / weight
