"""The same values under other methods of calculation, as a check and never as a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.comparison import Comparison
from toolkit.firmness.arrays import criterion_values
from toolkit.firmness.groups import agreement_of
from toolkit.firmness.weighted import Weights, weight_shares
from toolkit.judging import RankingList
from toolkit.scoring import promethee, ranks, topsis


class OtherMethod(StrEnum):
    """The values are the names of the methods in `toolkit.methods`."""

    TOPSIS = "topsis"
    PROMETHEE = "promethee"


# In points: a difference below the first does not count, from the second on it counts in full.
INDIFFERENT, PREFERRED = 5.0, 25.0


@dataclass(frozen=True, slots=True)
class MethodCheck:
    """The ranks of one method, and whether it puts the same measures first."""

    method: OtherMethod
    ranks: Mapping[int, int]
    leaders: tuple[int, ...]
    same_first: bool
    agreement: float | None
    """Kendall's W with the ranks in force; None with fewer than two measures."""


def other_methods(
    comparison: Comparison, item: RankingList[int], weights: Weights
) -> tuple[MethodCheck, ...]:
    shares = weight_shares(comparison.catalogue, weights)
    judged = [comparison.by_id[place.thing].judgement for place in item.places]
    values = criterion_values(comparison.catalogue, judged, shares)
    parts = [float(share) for share in shares.values()]
    flows = promethee(values, parts, preference="linear", q=INDIFFERENT, p=PREFERRED)
    scores = {OtherMethod.TOPSIS: topsis(values, parts), OtherMethod.PROMETHEE: flows.net}
    return tuple(_check(item, method, ranks(found).tolist()) for method, found in scores.items())


def _check(item: RankingList[int], method: OtherMethod, found: list[int]) -> MethodCheck:
    measures = [place.thing for place in item.places]
    by_measure = dict(zip(measures, found, strict=True))
    leaders = tuple(measure_id for measure_id, rank in by_measure.items() if rank == 1)
    in_force = [place.rank for place in item.places]
    first = {place.thing for place in item.places if place.rank == 1}
    return MethodCheck(method, by_measure, leaders, set(leaders) == first, agreement_of([in_force, found]))
