"""The order of a comparison under given weights, and how firm it is: a comparison in, frozen results out."""

from toolkit.firmness.groups import ComparedList, side_by_side
from toolkit.firmness.order import ListFirmness, OrderFirmness, RankRange, Step, firmness_of
from toolkit.firmness.other_methods import MethodCheck, OtherMethod, other_methods
from toolkit.firmness.turning import (
    AnswerFlip,
    FavouringWeights,
    WeightBorder,
    answer_flips,
    favouring_weights,
    weight_borders,
)
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
    "AnswerFlip",
    "ComparedList",
    "FavouringWeights",
    "ListFirmness",
    "MethodCheck",
    "OrderFirmness",
    "OtherMethod",
    "RankRange",
    "Step",
    "WeightBorder",
    "WeightedRanking",
    "Weights",
    "answer_flips",
    "catalogue_weights",
    "favouring_weights",
    "firmness_of",
    "moved_weights",
    "other_methods",
    "side_by_side",
    "weight_borders",
    "weight_shares",
    "weighted_ranking",
    "weighted_total",
]
