"""The order of a comparison under given weights, and how firm it is: a comparison in, frozen results out."""

from toolkit.firmness.order import ListFirmness, OrderFirmness, RankRange, Step, firmness_of
from toolkit.firmness.weighted import (
    WeightedRanking,
    Weights,
    catalogue_weights,
    moved_weights,
    weight_shares,
    weighted_ranking,
    weighted_total,
)

__all__ = [
    "ListFirmness",
    "OrderFirmness",
    "RankRange",
    "Step",
    "WeightedRanking",
    "Weights",
    "catalogue_weights",
    "firmness_of",
    "moved_weights",
    "weight_shares",
    "weighted_ranking",
    "weighted_total",
]
